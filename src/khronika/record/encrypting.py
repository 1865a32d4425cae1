"""Encrypting a chronicle that is there already, and giving an encrypted one another passphrase.

What is sealed is laid beside what is open, and verified; then ``chronicle.toml`` is replaced, which is the moment from
which the chronicle is encrypted; then what was open is overwritten and removed. Broken off before that moment, the
chronicle is as it was; after it, ``khronika encrypt`` goes on, and until then ``khronika verify`` tells what is left.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

from sqlcipher3 import dbapi2

from khronika.errors import ChronicleError, RequestError
from khronika.record.engine import file_of, told
from khronika.record.folder import LOCK, Chronicle, lock_of, write_head
from khronika.record.keys import Ask, Lock, locked
from khronika.record.schema import APPLICATION
from khronika.record.vault import SEALED, blank, discard, files_in, synced, written
from khronika.record.verification import OPEN_STILL, Step, unseen, verify


def encrypt(chronicle: Chronicle, lock: Lock, step: Step = unseen) -> Chronicle:
    """Encrypt a chronicle with keys that are locked already; return it as it is then.

    ``step`` is told each file of the vault. The log of a team's database stays as it is: only the vault is sealed.
    Raises ChronicleError if it does not verify, or cannot be written: then it is as it was.
    """
    if chronicle.keys:
        raise RequestError("it is encrypted already")
    sealed = replace(chronicle, keys=lock.keys)
    where = chronicle.folder
    with chronicle.writing():
        expect_sound(chronicle)
        try:
            forget_attempt(sealed)
            for name, data in kept_openly(where):
                step(name)
                sealed.vault.store(data)
            if not chronicle.url:
                copy_database(chronicle, sealed)
            written(where / LOCK, lock.file, 0o600)
            expect_sound(sealed)
            write_head(sealed, "", "")
            synced(where)
        except BaseException as error:
            with suppress(OSError, ChronicleError):
                forget_attempt(sealed)
            if not isinstance(error, OSError):
                raise
            raise ChronicleError(
                f"it was not encrypted: {error.strerror or error}", where=str(where), do="free some space"
            ) from None
    finish_encrypting(sealed)
    return sealed


def expect_sound(chronicle: Chronicle) -> None:
    """Raise ChronicleError if a chronicle does not verify."""
    if faults := [fault for fault in verify(chronicle) if fault.what != OPEN_STILL]:
        raise ChronicleError(
            f"it was not encrypted, since it does not verify: {faults[0].where}: {faults[0].what}",
            where=str(chronicle.folder),
            do="see: khronika verify",
        )


def kept_openly(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield what a vault keeps open, with its SHA-256: also what nothing points at any more, and was to be kept."""
    for path in files_in(folder):
        data, name = path.read_bytes(), path.parent.name + path.name
        if hashlib.sha256(data).hexdigest() == name:
            yield name, data


def copy_database(chronicle: Chronicle, sealed: Chronicle) -> None:
    """Copy a database into an encrypted one. Raises ChronicleError if it cannot be written."""
    source, target = file_of(chronicle.folder, None).absolute(), file_of(sealed.folder, sealed.keys)
    key = sealed.keys.database() if sealed.keys else ""
    with (
        told("it was not encrypted", str(chronicle.folder)),
        closing(dbapi2.connect(f"{source.as_uri()}?mode=ro", uri=True, isolation_level=None)) as connection,
    ):
        connection.execute("ATTACH DATABASE ? AS sealed KEY ?", [f"{target.absolute().as_uri()}?mode=rwc", f"x'{key}'"])
        connection.execute("PRAGMA sealed.synchronous = EXTRA")
        connection.execute("SELECT sqlcipher_export('sealed')")
        connection.execute(f"PRAGMA sealed.application_id = {APPLICATION}")
    synced(sealed.folder)


def forget_attempt(sealed: Chronicle) -> None:
    """Remove what an encryption that broke off before its moment has left: nothing of it can be opened any more."""
    database = file_of(sealed.folder, sealed.keys)
    for path in (database, database.with_name(f"{database.name}-journal"), sealed.folder / LOCK):
        path.unlink(missing_ok=True)
    for path in files_in(sealed.folder):
        data = path.read_bytes()
        if data.startswith(SEALED) and hashlib.sha256(data).hexdigest() != path.parent.name + path.name:
            path.unlink()


def finish_encrypting(sealed: Chronicle) -> bool:
    """Overwrite and remove what an encrypted chronicle still keeps open; False if there was nothing.

    Raises ChronicleError if it cannot be done.
    """
    if sealed.keys is None:
        return False
    going = list(still_open(sealed))
    for path in going:
        discard(path)
    return bool(going)


def still_open(sealed: Chronicle) -> Iterator[Path]:
    """Yield what an encrypted chronicle still keeps open, the database last: it shows that there may be more."""
    for path in files_in(sealed.folder):
        with suppress(ValueError, OSError):
            if sealed.keys and not path.is_symlink() and sealed.keys.open(path.read_bytes()) is not None:
                continue
        yield path
    database = file_of(sealed.folder, None)
    yield from filter(Path.exists, (database.with_name(f"{database.name}-journal"), database))


def change_passphrase(folder: Path, ask: Ask, new: Callable[[], str]) -> None:
    """Lock the keys of an encrypted chronicle with another passphrase; what is sealed stays as it is.

    Who has a copy from before opens that, and the chronicle, with the passphrase from before.
    Raises ChronicleError if it cannot be done, RequestError if the new one is too short.
    """
    path = folder / LOCK
    lock = lock_of(folder, ask)
    fresh = locked(lock.keys, new())
    try:
        mode = path.stat().st_mode & 0o777
        path.chmod(mode | 0o200)
        with path.open("r+b") as before:
            written(path, fresh.file, mode)
            blank(before)
    except OSError as error:
        raise ChronicleError(
            f"the passphrase was not changed: {error.strerror or error}", where=str(path), do="allow writing"
        ) from None
