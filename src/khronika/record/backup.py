"""A backup: one file with the log and the originals, from which the chronicle is made again in whatever database.

It is a tar file of ``chronicle.json`` (whose log it is, its last entry), ``log.jsonl`` (the entries) and
``originals/``. The tables are not in it: they are folded from the log again.
"""

import hashlib
import json
import os
import re
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from khronika.errors import ChronicleError
from khronika.record.erasure import finish
from khronika.record.fold import refold
from khronika.record.folder import Chronicle, discard_begun, discard_entries, init
from khronika.record.log import COLUMNS, canonical, entries, head
from khronika.record.models import EntryRow, SourceRow
from khronika.record.tables import AT_ONCE
from khronika.record.vault import load, store, synced
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
    """Write a backup, as a whole or not at all, and return what it holds.

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
            with os.fdopen(handle, "wb") as file:
                kept = written(chronicle, file, target.parent)
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


def written(chronicle: Chronicle, file: IO[bytes], beside: Path) -> Kept:
    """Write what a backup holds; what has to be kept for a moment is kept in the folder ``beside``."""
    with chronicle.reading() as database, tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
        count, last = head(database)
        files = set()
        for row in SourceRow.objects.using(database):
            files |= {row.sha256, json.loads(row.body)["text"]}
        told = {"format": FORMAT, "origin": chronicle.origin, "entries": count, "last": last, "files": len(files)}
        put(tar, "chronicle.json", canonical(told).encode())
        with tempfile.TemporaryFile(dir=beside) as log:
            for entry in entries(database):
                log.write(canonical([getattr(entry, name) for name in COLUMNS]).encode() + b"\n")
            size = log.tell()
            log.seek(0)
            info = tarfile.TarInfo("log.jsonl")
            info.size = size
            tar.addfile(info, log)
        for sha256 in sorted(files):
            put(tar, f"originals/{sha256[:2]}/{sha256[2:]}", load(chronicle.folder, sha256))
    return Kept(count, last, len(files))


def put(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    """Add a file to a tar."""
    info = tarfile.TarInfo(name)
    info.size = len(data)
    tar.addfile(info, BytesIO(data))


def restore(source: Path, folder: Path, *, actor: str, url: str = "") -> tuple[Chronicle, Kept]:
    """Make the chronicle of a backup again in a new folder, verify it, and return it with what was in the backup.

    Raises ChronicleError if the backup is none or damaged, or if something is there already; then nothing is left.
    """
    try:
        with tarfile.open(source, "r:") as tar:
            told = head_of(tar, source)
            chronicle = init(folder, actor=actor, url=url, origin=told["origin"])
            try:
                return chronicle, taken(tar, told, chronicle)
            except BaseException:
                discard_entries(chronicle)
                discard_begun(chronicle)
                raise
    except (OSError, tarfile.TarError, KeyError, ValueError, TypeError) as error:
        raise damaged(source, str(error)) from None


def damaged(source: Path, why: str) -> ChronicleError:
    """Return the error of a backup from which no chronicle can be made."""
    return ChronicleError(f"it is no backup, or damaged: {why}", where=str(source), do=COPY)


def head_of(tar: tarfile.TarFile, source: Path) -> dict[str, Any]:
    """Return what a backup says of itself. Raises ChronicleError if it is of another version."""
    first = tar.next()
    file = tar.extractfile(first) if first and first.name == "chronicle.json" else None
    told = json.loads(file.read()) if file else {}
    if told.get("format") != FORMAT:
        raise damaged(source, f"its format is {told.get('format')!r}, not {FORMAT}")
    return dict(told)


def taken(tar: tarfile.TarFile, told: dict[str, Any], chronicle: Chronicle) -> Kept:
    """Take the log and the vault of a backup into a new chronicle, and verify it."""
    where = Path(str(tar.name))
    files = 0
    for info in tar:
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
            store(chronicle.folder, data)
            files += 1
        elif info.name != "chronicle.json":
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
