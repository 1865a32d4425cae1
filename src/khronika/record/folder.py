"""The folder of a chronicle: beginning one, opening it.

``chronicle.toml`` says the format, the origin and, for a team, the address of the database; ``chronicle.sqlite3``
holds the log and the tables folded from it where there is no such address; ``originals/`` is the vault. An encrypted
one has ``chronicle.sqlcipher`` instead, and ``chronicle.key``: its keys, locked with a passphrase.
"""

import json
import secrets
import shutil
import tomllib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import Error, transaction

from khronika.errors import ChronicleError
from khronika.record.engine import alias_of, checked, connected, file_of, opened, told
from khronika.record.fold import TABLES_VERSION, refold
from khronika.record.guards import guard, unguard
from khronika.record.keys import Ask, Keys, Lock, nobody, unlocked
from khronika.record.models import ChronicleRow, EntryRow
from khronika.record.schema import laid, standing
from khronika.record.tables import MemoryTables, replace_all
from khronika.record.vault import Vault, synced, written

HEAD, LOCK = "chronicle.toml", "chronicle.key"
FORMAT = 2
ENCRYPTED = 3  # the same, encrypted: a number of its own, so that no Khronika takes it for a damaged one


@dataclass(frozen=True, slots=True)
class Chronicle:
    """A chronicle. ``origin`` names the installation that its log was begun on, ``url`` a database of PostgreSQL.

    ``keys`` open an encrypted one.
    """

    folder: Path
    origin: str
    url: str = ""
    keys: Keys | None = None

    @property
    def vault(self) -> Vault:
        """Where the originals are."""
        return Vault(self.folder, self.keys)

    def reading(self) -> AbstractContextManager[str]:
        """Open the database as it is at one moment; yield its name. Raises ChronicleError if it is damaged."""
        return opened(self.folder, self.url, self.keys, writing=False, what="the record cannot be read")

    @contextmanager
    def writing(self) -> Iterator[str]:
        """Open the database for one transaction, of which all is kept or nothing; yield its name.

        Raises ChronicleError if it cannot be written, or was encrypted since it was opened.
        """
        with opened(self.folder, self.url, self.keys, writing=True, what="nothing was written") as database:
            if (head_of(self.folder).get("format") == ENCRYPTED) != bool(self.keys):
                raise ChronicleError(
                    "nothing was written: it was encrypted in the meantime",
                    where=str(self.folder),
                    do="run the command again",
                )
            yield database


def init(folder: Path, *, actor: str, url: str = "", origin: str = "", lock: Lock | None = None) -> Chronicle:
    """Begin a chronicle in a folder that is empty or not there yet, in a database of its own.

    A new folder is its owner's alone. ``origin`` is that of another chronicle if this one becomes a copy of it; with
    a ``lock`` it is encrypted. Raises ChronicleError if something is there already, or if it cannot be written; then
    nothing is left behind.
    """
    url = checked(url) if url else ""
    expect_free(folder)
    there = folder.exists()
    chronicle = Chronicle(folder, origin or secrets.token_hex(8), url, lock.keys if lock else None)
    try:
        with told("it cannot be begun", url or str(folder)):
            lay_folder(chronicle, actor, lock.file if lock else b"")
    except BaseException as error:
        discard_begun(chronicle, keep=there)
        if not isinstance(error, OSError):
            raise
        raise ChronicleError(
            f"it cannot be begun: {error.strerror or error}", where=str(folder), do="free some space, or allow writing"
        ) from None
    return chronicle


def expect_free(folder: Path) -> None:
    """Raise ChronicleError if a chronicle cannot be begun in a folder, since something is there."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        known = (folder / HEAD).exists()
        raise ChronicleError("there is a chronicle already" if known else "the folder is not empty", where=str(folder))


def discard_begun(chronicle: Chronicle, *, keep: bool = False) -> None:
    """Remove a chronicle that could not be begun to its end; with ``keep`` its folder stays, empty."""
    database = file_of(chronicle.folder, chronicle.keys).name
    for name in (database, f"{database}-journal", HEAD, LOCK):
        (chronicle.folder / name).unlink(missing_ok=True)
    shutil.rmtree(chronicle.folder / "originals" if keep else chronicle.folder, ignore_errors=True)


def discard_entries(chronicle: Chronicle) -> None:
    """Empty the database of a chronicle that this process has begun, and that did not come to its end."""
    database = alias_of(chronicle.folder, chronicle.url, chronicle.keys, writing=True)
    with suppress(Error), connected(database), transaction.atomic(using=database):
        unguard(database)
        replace_all(database, MemoryTables())
        EntryRow.objects.using(database).all().delete()
        ChronicleRow.objects.using(database).all().delete()
        guard(database)


def lay_folder(chronicle: Chronicle, actor: str, lock: bytes) -> None:
    """Write what a new chronicle consists of."""
    chronicle.folder.parent.mkdir(parents=True, exist_ok=True)
    chronicle.folder.mkdir(mode=0o700, exist_ok=True)
    if not chronicle.folder.stat().st_mode & 0o020:  # others may write to a folder that is shared on purpose
        with suppress(OSError):
            chronicle.folder.chmod(0o700)
    (chronicle.folder / "originals").mkdir()
    if lock:
        written(chronicle.folder / LOCK, lock, 0o600)
    begun = datetime.now(UTC).isoformat(timespec="seconds")
    database = alias_of(chronicle.folder, chronicle.url, chronicle.keys, writing=True, mode="rwc")
    with connected(database):
        laid(database, new=True)
        with transaction.atomic(using=database, durable=True):
            row = ChronicleRow(origin=chronicle.origin, begun=begun, begun_by=actor, folded=TABLES_VERSION)
            row.save(using=database, force_insert=True)
            write_head(chronicle, begun, actor)
    synced(chronicle.folder)


def write_head(chronicle: Chronicle, begun: str, actor: str) -> None:
    """Write ``chronicle.toml``, as a whole or not at all; an encrypted chronicle tells there of nobody."""
    lines = {"origin": chronicle.origin}
    lines |= {} if chronicle.keys else {"begun": begun, "begun_by": actor}
    lines |= {"database": chronicle.url} if chronicle.url else {}
    told = [f"format = {ENCRYPTED if chronicle.keys else FORMAT}"]
    told += [f"{name} = {json.dumps(text)}" for name, text in lines.items()]
    written(chronicle.folder / HEAD, "".join(f"{line}\n" for line in told).encode(), 0o644)


def open_chronicle(folder: Path, ask: Ask = nobody) -> Chronicle:
    """Open a chronicle; nothing is touched. ``ask`` gets the passphrase of an encrypted one.

    Raises ChronicleError if the folder is none, or of another version of Khronika, or damaged, or if the passphrase
    is another.
    """
    chronicle = found(folder, ask)
    with chronicle.reading() as database:
        state = standing(database, chronicle.origin)
    if state:
        raise ChronicleError(state.what, where=str(folder), do=state.do)
    return chronicle


def head_of(folder: Path) -> dict[str, Any]:
    """Return what ``chronicle.toml`` says. Raises ChronicleError if there is none, or if it cannot be read."""
    where = str(folder)
    try:
        return tomllib.loads((folder / HEAD).read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise ChronicleError("there is no chronicle", where=where, do="begin one with: khronika init") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ChronicleError(f"{HEAD} cannot be read: {error}", where=where, do="restore a copy") from None


def encrypted(folder: Path) -> bool:
    """Tell whether a chronicle is encrypted. Raises ChronicleError if there is none, or one of another version."""
    version = head_of(folder).get("format")
    if version not in (FORMAT, ENCRYPTED):
        raise ChronicleError(
            f"it has the format {version!r}, not {FORMAT}", where=str(folder), do="use the Khronika that wrote it"
        )
    return bool(version == ENCRYPTED)


def found(folder: Path, ask: Ask = nobody) -> Chronicle:
    """Return the chronicle that ``chronicle.toml`` tells of. Raises ChronicleError if there is none."""
    where, sealed, head = str(folder), encrypted(folder), head_of(folder)
    origin, url = head.get("origin"), head.get("database", "")
    if not isinstance(origin, str) or not isinstance(url, str):
        raise ChronicleError(f"{HEAD} names no origin", where=where, do="restore a copy")
    name = "chronicle.sqlcipher" if sealed else "chronicle.sqlite3"
    if not url and not (folder / name).exists():
        raise ChronicleError("its database is missing", where=where, do="restore a copy")
    keys = lock_of(folder, ask).keys if sealed else None
    return Chronicle(folder, origin, checked(url) if url else "", keys)


def lock_of(folder: Path, ask: Ask) -> Lock:
    """Open the keys of an encrypted chronicle. Raises ChronicleError if they are gone, or if they stay locked."""
    try:
        return unlocked((folder / LOCK).read_bytes(), ask, str(folder))
    except OSError as error:
        raise ChronicleError(
            f"{LOCK}, without which nobody can open it, cannot be read: {error.strerror or error}",
            where=str(folder),
            do="put back the one of a copy",
        ) from None


def upgrade(folder: Path, ask: Ask = nobody) -> bool:
    """Bring the chronicle of an earlier Khronika to this version; False if it is of this one already.

    Raises ChronicleError if it is none, of a later version, or damaged.
    """
    chronicle = found(folder, ask)
    with chronicle.reading() as database:
        state = standing(database, chronicle.origin)
    if state is None:
        return False
    if not state.earlier:
        raise ChronicleError(state.what, where=str(folder), do=state.do)
    database = alias_of(chronicle.folder, chronicle.url, chronicle.keys, writing=True)
    with told("it cannot be upgraded", chronicle.url or str(folder)), connected(database):
        laid(database, new=False)
        with transaction.atomic(using=database, durable=True):
            refold(database)
    return True
