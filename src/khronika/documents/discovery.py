"""Finding documents in files, folders and archives, one at a time, so that a broken one costs only itself."""

import io
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from khronika.documents.opening import LARGEST_FILE, is_docx
from khronika.errors import DocumentError

DEEPEST = 5  # archives inside archives
MOST_MEMBERS = 100_000
LARGEST_ARCHIVE = 2 * 1024 * 1024 * 1024  # bytes unpacked, over all members
HIGHEST_RATIO = 200  # unpacked to packed, above which an archive is a bomb
CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Found:
    """A file to be read: ``where`` it is (``archive.zip/member.html`` inside an archive) and its bytes on demand."""

    where: str
    load: Callable[[], bytes]

    @property
    def filename(self) -> str:
        """Return the file's name without its folders."""
        return PurePosixPath(self.where.replace("\\", "/")).name


@dataclass(frozen=True, slots=True)
class SetAside:
    """A file that was not taken, with the reason."""

    where: str
    reason: str


def discover(paths: Sequence[Path]) -> Iterator[Found | SetAside]:
    """Yield every file under the paths, those of folders and archives in the order of their names.

    Hidden files (``.DS_Store`` and the like) are passed over. Nothing is raised for a file: what cannot be taken comes
    as SetAside with the reason.
    """
    for path in paths:
        if path.is_dir():
            for folder, folders, names in os.walk(path):
                folders[:] = sorted(f for f in folders if not f.startswith("."))
                for name in sorted(n for n in names if not n.startswith((".", "~$"))):
                    yield from one_file(Path(folder) / name)
        elif path.exists():
            yield from one_file(path)
        else:
            yield SetAside(str(path), "there is no such file or folder")


def one_file(path: Path) -> Iterator[Found | SetAside]:
    """Yield a file, or what its archive holds."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            packed = file.read(4) == b"PK\x03\x04"
        if size > LARGEST_FILE:
            yield SetAside(str(path), f"it is larger than {LARGEST_FILE // 1024 // 1024} MB (split it)")
            return
        data = path.read_bytes() if packed else b""
    except OSError as error:
        yield SetAside(str(path), f"it cannot be read: {error.strerror or error}")
        return
    if packed and not is_docx(data):
        yield from members(data, str(path), depth=1)
    else:
        yield Found(str(path), path.read_bytes)


def members(data: bytes, where: str, *, depth: int) -> Iterator[Found | SetAside]:
    """Yield the files of an archive in the order of their names."""
    if depth > DEEPEST:
        yield SetAside(where, f"archives are packed into each other more than {DEEPEST} deep")
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = sorted((i for i in archive.infolist() if not i.is_dir()), key=lambda i: i.filename)
            if len(infos) > MOST_MEMBERS:
                yield SetAside(where, f"it holds more than {MOST_MEMBERS:,} files")
                return
            left = LARGEST_ARCHIVE
            for info in infos:
                if any(
                    part.startswith((".", "__MACOSX", "~$"))
                    for part in PurePosixPath(info.filename).parts
                    if part not in {".", ".."}
                ):
                    continue
                inside = f"{where}/{info.filename}"
                try:
                    content = unpacked(archive, info, inside, left)
                except DocumentError as error:
                    yield SetAside(inside, error.what)
                    continue
                left -= len(content)
                if content.startswith(b"PK\x03\x04") and not is_docx(content):
                    yield from members(content, inside, depth=depth + 1)
                else:
                    yield Found(inside, lambda content=content: content)  # type: ignore[misc]
    except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError) as error:
        yield SetAside(where, f"it is a broken archive: {error}")


def unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str, left: int) -> bytes:
    """Return a member's bytes, counting as they come and trusting no header.

    Raises DocumentError if it is encrypted, broken, too large, or a bomb.
    """
    if info.flag_bits & 1:
        raise DocumentError("it is encrypted", where=where, do="unpack it first")
    limit = min(LARGEST_FILE, left)
    parts: list[bytes] = []
    size = 0
    try:
        with archive.open(info) as member:
            while chunk := member.read(CHUNK):
                size += len(chunk)
                if size > limit:
                    raise DocumentError("it unpacks to more than can be taken", where=where)
                if size > 10 * CHUNK and size > HIGHEST_RATIO * max(1, info.compress_size):
                    raise DocumentError("it unpacks to far more than it should (a ZIP bomb)", where=where)
                parts.append(chunk)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError, zlib.error) as error:
        raise DocumentError(f"it cannot be unpacked: {error}", where=where) from None
    return b"".join(parts)
