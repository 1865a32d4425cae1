"""A backup: one file with the log and the originals, from which the chronicle is made again in whatever database.

It is a tar file of ``chronicle.json`` (whose log it is, its last entry), ``log.jsonl`` (the entries) and
``originals/``. The tables are not in it: they are folded from the log again. That of an encrypted chronicle is a tar
file of ``chronicle.key`` and ``backup.age``, in which all of that is sealed.
"""

import hashlib
import json
import os
import re
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from khronika.errors import ChronicleError
from khronika.record.erasure import finish
from khronika.record.fold import refold
from khronika.record.folder import LOCK, Chronicle, discard_begun, discard_entries, init
from khronika.record.keys import Ask, Lock, nobody
from khronika.record.log import COLUMNS, canonical, entries, head
from khronika.record.models import EntryRow, SourceRow
from khronika.record.sealed_backup import inside, seal_backup
from khronika.record.tables import AT_ONCE
from khronika.record.vault import synced
from khronika.record.verification import verify

FORMAT = 1
ORIGINAL = re.compile("originals/([0-9a-f]{2})/([0-9a-f]{62})")
COPY = "take another backup"


@dataclass(frozen=True, slots=True)
class Kept:
    """What a backup holds: how many entries, the hash of the last one, how many files of the vault."""

    entries: int
    last: str
    files: int


def backup(chronicle: Chronicle, target: Path) -> Kept:
    """Write a backup, as a whole or not at all, and return what it holds; that of an encrypted one is encrypted.

    Raises ChronicleError if the target is there already or cannot be written, or if the chronicle does not verify.
    """
    if target.exists():
        raise ChronicleError("there is something already", where=str(target), do="name a new file")
    if faults := verify(chronicle):
        raise ChronicleError(
            f"it does not verify: {faults[0].where}: {faults[0].what}",
            where=str(chronicle.folder),
            do="see khronika verify; to keep it as it is, copy the folder",
        )
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".partial-")
        try:
            with os.fdopen(handle, "wb") as file, chronicle.reading() as database:
                kept = holding(database)
                parts = written(chronicle, database, kept)
                if chronicle.keys:
                    seal_backup(file, parts, chronicle.keys, (chronicle.folder / LOCK).read_bytes())
                else:
                    file.writelines(parts)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        synced(target.parent)
    except OSError as error:
        raise ChronicleError(
            f"the backup cannot be written: {error.strerror or error}",
            where=str(target),
            do="free some space, or allow writing",
        ) from None
    return kept


def holding(database: str) -> Kept:
    """Return what a backup of a database is going to hold."""
    return Kept(*head(database), len(vault_of(database)))


def vault_of(database: str) -> set[str]:
    """Return the hashes of what the vault must hold: originals, and the texts that were cut from them."""
    files = set()
    for row in SourceRow.objects.using(database):
        files |= {row.sha256, json.loads(row.body)["text"]}
    return files


def written(chronicle: Chronicle, database: str, kept: Kept) -> Iterator[bytes]:
    """Yield the bytes of a backup, bit by bit: nothing of it is written anywhere else."""
    told = {"format": FORMAT, "origin": chronicle.origin}
    told |= {"entries": kept.entries, "last": kept.last, "files": kept.files}
    yield from member("chronicle.json", canonical(told).encode())
    size = sum(map(len, lines(database)))
    yield header("log.jsonl", size)
    yield from lines(database)
    yield bytes(-size % tarfile.BLOCKSIZE)
    for sha256 in sorted(vault_of(database)):
        yield from member(f"originals/{sha256[:2]}/{sha256[2:]}", chronicle.vault.load(sha256))
    yield bytes(2 * tarfile.BLOCKSIZE)


def lines(database: str) -> Iterator[bytes]:
    """Yield the entries of the log, each as a line."""
    for entry in entries(database):
        yield canonical([getattr(entry, name) for name in COLUMNS]).encode() + b"\n"


def header(name: str, size: int) -> bytes:
    """Return what stands in a tar before a file."""
    info = tarfile.TarInfo(name)
    info.size = size
    return info.tobuf(format=tarfile.GNU_FORMAT)


def member(name: str, data: bytes) -> Iterator[bytes]:
    """Yield a file as a tar holds it."""
    yield header(name, len(data))
    yield data
    yield bytes(-len(data) % tarfile.BLOCKSIZE)


def restore(
    source: Path, folder: Path, *, actor: str, url: str = "", ask: Ask = nobody, lock: Lock | None = None
) -> tuple[Chronicle, Kept]:
    """Make the chronicle of a backup again in a new folder, verify it, and return it with what was in the backup.

    ``ask`` gets the passphrase of an encrypted one. With a ``lock`` what is made is encrypted with that; otherwise as
    the backup is. Raises ChronicleError if the backup is none or damaged, or if something is there already; then
    nothing is left.
    """
    try:
        with source.open("rb") as file, inside(file, source, ask) as (tar, own):
            told = told_by(tar, source)
            chronicle = init(folder, actor=actor, url=url, origin=told["origin"], lock=lock or own)
            try:
                kept = taken(tar, told, chronicle, source)
            except BaseException:
                discard_entries(chronicle)
                discard_begun(chronicle)
                raise
            return chronicle, kept
    except (OSError, tarfile.TarError, KeyError, ValueError, TypeError) as error:
        raise damaged(source, str(error)) from None


def damaged(source: Path, why: str) -> ChronicleError:
    """Return the error of a backup from which no chronicle can be made."""
    return ChronicleError(f"it is no backup, or damaged: {why}", where=str(source), do=COPY)


def told_by(tar: tarfile.TarFile, source: Path) -> dict[str, Any]:
    """Return what a backup says of itself. Raises ChronicleError if it is of another version."""
    first = tar.next()
    file = tar.extractfile(first) if first and first.name == "chronicle.json" else None
    told = json.loads(file.read()) if file else {}
    if told.get("format") != FORMAT:
        raise damaged(source, f"its format is {told.get('format')!r}, not {FORMAT}")
    return dict(told)


def taken(tar: tarfile.TarFile, told: dict[str, Any], chronicle: Chronicle, where: Path) -> Kept:
    """Take the log and the vault of a backup into a new chronicle, and verify it."""
    files = 0
    while info := tar.next():
        file = tar.extractfile(info)
        if file is None:
            raise damaged(where, f"{info.name!r} is no file")
        if info.name == "log.jsonl":
            with chronicle.writing() as database:
                for some in rows_of(file):
                    EntryRow.objects.using(database).bulk_create(some)
                refold(database)
        elif place := ORIGINAL.fullmatch(info.name):
            data = file.read()
            if hashlib.sha256(data).hexdigest() != place[1] + place[2]:
                raise damaged(where, f"the bytes of {info.name} are not those that were kept")
            chronicle.vault.store(data)
            files += 1
        else:
            raise damaged(where, f"{info.name!r} is no part of a backup")
    finish(chronicle)
    with chronicle.reading() as database:
        count, last = head(database)
    if (count, last, files) != (told["entries"], told["last"], told["files"]):
        raise damaged(where, f"{count} entries and {files} files are not the {told['entries']} and {told['files']}")
    if faults := verify(chronicle):
        raise damaged(where, f"{faults[0].where}: {faults[0].what}")
    return Kept(count, last, files)


def rows_of(file: IO[bytes]) -> Iterator[list[EntryRow]]:
    """Yield the entries of a backup's log, some at a time."""
    some = []
    for line in file:
        some.append(EntryRow(**dict(zip(COLUMNS, json.loads(line), strict=True))))
        if len(some) == AT_ONCE:
            yield some
            some = []
    yield some
