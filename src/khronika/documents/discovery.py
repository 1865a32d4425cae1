"""Finding documents in files, folders, archives and messages, one at a time, so that a broken one costs only itself."""

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from khronika.documents.archives import DEEPEST, Budget, Member, members
from khronika.documents.bystanders import belongs_to_page, is_passed_over
from khronika.documents.formats import is_mail, packed_kind
from khronika.documents.opening import LARGEST_FILE
from khronika.errors import DocumentError

HEAD = 4096  # bytes by which a message is told from other files


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


CHRONICLE = frozenset({"chronicle.toml", "originals"})  # what a folder holds that Khronika keeps a chronicle in


def discover(paths: Sequence[Path]) -> Iterator[Found | SetAside]:
    """Yield every file under the paths, those of folders and archives in the order of their names.

    A message is followed by the files that it carries. Hidden files (``.DS_Store`` and the like) and the folders in
    which browsers keep a saved page's pictures and scripts are passed over. Nothing is raised for a file: what cannot
    be taken comes as SetAside with the reason.
    """
    for path in paths:
        if path.is_dir():
            yield from folder(path)
        else:
            yield from one_file(path)


def folder(path: Path) -> Iterator[Found | SetAside]:
    """Yield what is in a folder and those under it; links to folders are told and not followed."""
    try:
        entries = sorted(os.scandir(path), key=lambda entry: entry.name)
    except OSError as error:
        yield SetAside(label(path), f"the folder cannot be read: {error.strerror or error}")
        return
    names = {entry.name.casefold() for entry in entries}
    if names >= CHRONICLE:
        yield SetAside(label(path), "it is a chronicle, whose own files are no reports")
        return
    for entry in entries:
        if is_passed_over(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            if not belongs_to_page(entry.name, names):
                yield from folder(Path(entry.path))
        elif entry.is_symlink() and Path(entry.path).is_dir():
            yield SetAside(label(entry.path), "it is a link to a folder (name the folder itself)")
        else:
            yield from one_file(Path(entry.path))


def label(path: Path | str) -> str:
    """Return a path as it can be printed; old disks hold names that are no characters."""
    return "".join("\ufffd" if "\ud800" <= letter <= "\udfff" else letter for letter in str(path))


def one_file(path: Path) -> Iterator[Found | SetAside]:
    """Yield a file and what it carries."""
    where = label(path)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            yield SetAside(where, "it is no regular file (a pipe, a socket or a device)")
            return
        if status.st_size > LARGEST_FILE:
            yield SetAside(where, f"it is larger than {LARGEST_FILE // 1024 // 1024} MB (split it)")
            return
        with path.open("rb") as file:
            head = file.read(HEAD)
        data = path.read_bytes() if carries(head, where) else b""
    except FileNotFoundError:
        yield SetAside(
            where, "it is a link that leads nowhere" if path.is_symlink() else "there is no such file or folder"
        )
        return
    except OSError as error:
        yield SetAside(where, f"it cannot be read: {error.strerror or error}")
        return
    if data:
        yield from opened(data, where, Budget(), depth=0)
    else:
        yield Found(where, path.read_bytes)


def in_bytes(data: bytes, where: str) -> Iterator[Found | SetAside]:
    """Yield bytes that are in memory as a file, and what they carry, as ``discover`` does of one on a disk."""
    if len(data) > LARGEST_FILE:
        yield SetAside(where, f"it is larger than {LARGEST_FILE // 1024 // 1024} MB (split it)")
    else:
        yield from opened(data, where, Budget(), depth=0)


def carries(head: bytes, where: str) -> bool:
    """Tell whether a file may hold other files, by its first bytes."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06")) or is_mail(head, PurePosixPath(where).suffix.casefold())


def opened(data: bytes, where: str, budget: Budget, *, depth: int) -> Iterator[Found | SetAside]:
    """Yield bytes as a file, and the files that they hold: an archive's members, a message's attachments."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        if packed_kind(data) != "zip":
            yield Found(where, lambda: data)
            return
        if depth >= DEEPEST:
            yield SetAside(where, f"files are packed into each other more than {DEEPEST} deep")
            return
        yield from inside(members(data, where, budget), budget, depth=depth)
        return
    yield Found(where, lambda: data)
    if is_mail(data[:HEAD], PurePosixPath(where).suffix.casefold()):
        from khronika.documents.mail import attachments  # noqa: PLC0415

        try:
            carried = list(attachments(data))
        except DocumentError:
            return  # the message itself is refused for the same reason
        if carried and depth >= DEEPEST:
            yield SetAside(where, f"its attachments are packed into each other more than {DEEPEST} deep")
            return
        yield from inside((Member(f"{where}/{one.name}", one.data) for one in carried), budget, depth=depth)


def inside(found: Iterator[Member | DocumentError], budget: Budget, *, depth: int) -> Iterator[Found | SetAside]:
    """Yield the files inside another one."""
    for member in found:
        if isinstance(member, DocumentError):
            yield SetAside(label(member.where), member.what)
        else:
            yield from opened(member.data, label(member.where), budget, depth=depth + 1)
