"""The vault: originals under the hash of their bytes, never changed."""

import hashlib
import os
import tempfile
from pathlib import Path

from khronika.errors import ChronicleError

PARTIAL = ".partial-"  # what a file that is still being written is called; a crash may leave one, nothing reads it


def path_of(folder: Path, sha256: str) -> Path:
    """Return where a chronicle's folder keeps the bytes of a hash."""
    return folder / "originals" / sha256[:2] / sha256[2:]


def store(folder: Path, data: bytes) -> str:
    """Keep bytes, read-only, and return their SHA-256; bytes that are there already are left as they are.

    They are on the disk, under their whole name, before this returns. Raises ChronicleError if the disk is full or
    the folder cannot be written; then nothing of them is kept.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    place = path_of(folder, sha256)
    try:
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            written(place, data)
            synced(place.parent.parent)
    except OSError as error:
        raise ChronicleError(
            f"the original cannot be kept: {error.strerror or error}",
            where=str(folder),
            do="free some space, or allow writing",
        ) from None
    return sha256


def written(place: Path, data: bytes) -> None:
    """Write a file as a whole or not at all, read-only. Raises OSError."""
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=PARTIAL)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o444)
        Path(name).replace(place)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    synced(place.parent)


def synced(folder: Path) -> None:
    """Have the names in a folder on the disk: without it, power loss takes back a renaming. Raises OSError."""
    if os.name == "nt":  # Windows opens no folders, and keeps names by itself
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def load(folder: Path, sha256: str) -> bytes:
    """Return kept bytes. Raises ChronicleError if they are gone."""
    try:
        return path_of(folder, sha256).read_bytes()
    except OSError as error:
        raise ChronicleError(
            f"kept bytes cannot be read: {error.strerror or error}", where=sha256, do="restore a copy"
        ) from None


def discard(path: Path) -> None:
    """Overwrite and remove kept bytes; disks that write elsewhere each time may hold them still.

    Raises ChronicleError if it cannot be done.
    """
    try:
        path.chmod(0o600)
        with path.open("r+b") as file:
            file.write(bytes(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
        synced(path.parent)
    except OSError as error:
        raise ChronicleError(
            f"what was erased is still there: {error.strerror or error}",
            where=str(path),
            do="allow writing, then: khronika rebuild",
        ) from None
