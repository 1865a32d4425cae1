"""ZIP archives: their members unpacked in memory, one at a time, counting as they come and trusting no header."""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from khronika.documents.bystanders import in_page_folder, is_hidden
from khronika.documents.opening import LARGEST_FILE
from khronika.errors import DocumentError

DEEPEST = 5  # archives inside archives
MOST_MEMBERS = 100_000
LARGEST_ARCHIVE = 2 * 1024 * 1024 * 1024  # bytes unpacked, over all members and all archives inside
HIGHEST_RATIO = 200  # unpacked to packed, above which an archive is a bomb
CHUNK = 1024 * 1024
BROKEN = (
    zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError, ValueError, zlib.error, lzma.LZMAError,
    struct.error, IndexError, OverflowError,
)  # fmt: skip


@dataclass(slots=True)
class Budget:
    """How much may still be unpacked out of one file, whatever is packed into what."""

    left: int = LARGEST_ARCHIVE
    members: int = MOST_MEMBERS


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside another one, unpacked."""

    where: str
    data: bytes


def members(data: bytes, where: str, budget: Budget) -> Iterator[Member | DocumentError]:
    """Yield the files of an archive in the order of their names; what cannot be unpacked comes as the error."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir() and not is_hidden(info.filename)]
            budget.members -= len(infos)
            if budget.members < 0:
                yield DocumentError(f"it holds more than {MOST_MEMBERS:,} files", where=where)
                return
            if not infos:
                yield DocumentError("it is an empty archive", where=where)
                return
            named = sorted(((name_of(info), info) for info in infos), key=lambda pair: pair[0])
            folders = {name.casefold() for name, _ in named}
            for name, info in named:
                if in_page_folder(name, folders):
                    continue
                inside = f"{where}/{name.lstrip('/')}"
                if leads_out(name):
                    yield DocumentError("its path leads out of the archive", where=inside, do="unpack it and look")
                    continue
                try:
                    content = unpacked(archive, info, inside, budget)
                except DocumentError as error:
                    yield error
                    continue
                yield Member(inside, content)
    except BROKEN as error:
        yield DocumentError(f"it is a broken archive: {error}", where=where)


def leads_out(name: str) -> bool:
    """Tell whether a member's path is absolute or goes up; nothing is written to it, but nobody honest packs so."""
    path = name.replace("\\", "/")
    return path.startswith("/") or path[1:2] == ":" or ".." in path.split("/")


def name_of(info: zipfile.ZipInfo) -> str:
    """Return a member's name; old programs wrote names in UTF-8 or in the DOS code page without saying so."""
    if info.flag_bits & 0x800 or info.filename.isascii():
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        russian = raw.decode("cp866")
        letters = [c for c in russian if not c.isascii()]
        return russian if all("\u0400" <= c <= "\u04ff" for c in letters) else info.filename


def unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str, budget: Budget) -> bytes:
    """Return a member's bytes. Raises DocumentError if it is encrypted, broken, too large, or a bomb."""
    if info.flag_bits & 1:
        raise DocumentError("it is encrypted", where=where, do="unpack it first")
    parts: list[bytes] = []
    size = 0
    try:
        with archive.open(info) as member:
            while chunk := member.read(CHUNK):
                size += len(chunk)
                budget.left -= len(chunk)
                if size > LARGEST_FILE or budget.left < 0:
                    raise DocumentError("it unpacks to more than can be taken", where=where)
                if size > 10 * CHUNK and size > HIGHEST_RATIO * max(1, info.compress_size):
                    raise DocumentError("it unpacks to far more than it should (a ZIP bomb)", where=where)
                parts.append(chunk)
    except BROKEN as error:
        raise DocumentError(f"it cannot be unpacked: {error}", where=where) from None
    return b"".join(parts)
