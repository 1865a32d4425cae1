"""The vault: originals under the hash of their bytes, never changed.

In an encrypted chronicle each is sealed, under a name that only its keys make from the hash.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from khronika.errors import ChronicleError
from khronika.record.keys import Keys

PARTIAL = ".partial-"  # what a file that is still being written is called, with its process; a crash may leave one
SEALED = b"age-encryption.org/v1\n"  # how every sealed file begins


@dataclass(frozen=True, slots=True)
class Vault:
    """The vault of a chronicle's folder; with ``keys`` what it keeps is sealed."""

    folder: Path
    keys: Keys | None = None

    def path_of(self, sha256: str) -> Path:
        """Return where the bytes of a hash are kept."""
        return path_of(self.folder, self.keys.name(sha256) if self.keys else sha256)

    def store(self, data: bytes) -> str:
        """Keep bytes, read-only, and return their SHA-256; bytes that are there already are left as they are.

        They are on the disk, under their whole name, before this returns. Raises ChronicleError if the disk is full
        or the folder cannot be written; then nothing of them is kept.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        place = self.path_of(sha256)
        try:
            if not place.exists():
                place.parent.mkdir(parents=True, exist_ok=True)
                written(place, self.keys.seal(data) if self.keys else data)
                synced(place.parent.parent)
        except OSError as error:
            raise ChronicleError(
                f"the original cannot be kept: {error.strerror or error}",
                where=str(self.folder),
                do="free some space, or allow writing",
            ) from None
        return sha256

    def load(self, sha256: str) -> bytes:
        """Return kept bytes. Raises ChronicleError if they are gone, or were sealed and changed since."""
        try:
            data = self.path_of(sha256).read_bytes()
            return self.keys.open(data) if self.keys else data
        except OSError as error:
            why = error.strerror or str(error)
        except ValueError as error:
            why = f"they changed since they were sealed ({error})"
        raise ChronicleError(f"kept bytes cannot be read: {why}", where=sha256, do="restore a copy")

    def unsealed(self) -> Iterator[Path]:
        """Yield what lies in the vault and is not sealed."""
        for path in files_in(self.folder):
            try:
                with path.open("rb") as file:
                    sealed = SEALED.startswith(file.read(len(SEALED)))
            except OSError:
                sealed = False
            if not sealed:
                yield path


def files_in(folder: Path) -> Iterator[Path]:
    """Yield what lies in the vault of a chronicle's folder, links as well."""
    return (path for path in sorted((folder / "originals").glob("*/*")) if path.is_file() or path.is_symlink())


def abandoned(folder: Path) -> Iterator[Path]:
    """Yield what processes that are no more have left half written in a vault."""
    for path in files_in(folder):
        process = path.name.removeprefix(PARTIAL).partition("-")[0]
        if path.name.startswith(PARTIAL) and process.isdigit() and not running(int(process)):
            yield path


def running(process: int) -> bool:
    """Tell whether a process of this machine is running, as far as that can be asked."""
    if os.name == "nt":  # asking there would end it
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def path_of(folder: Path, name: str) -> Path:
    """Return where a chronicle's folder keeps a file of its vault: in an open one its name is its SHA-256."""
    return folder / "originals" / name[:2] / name[2:]


def written(place: Path, data: bytes, mode: int = 0o444) -> None:
    """Write a file as a whole or not at all, read-only if nothing else is said. Raises OSError."""
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=f"{PARTIAL}{os.getpid()}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
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


def discard(path: Path) -> None:
    """Overwrite and remove kept bytes; disks that write elsewhere each time may hold them still.

    A link is removed, and what it points at left alone. Raises ChronicleError if it cannot be done.
    """
    try:
        if not path.is_symlink():
            path.chmod(0o600)
            with path.open("r+b") as file:
                blank(file)
        path.unlink()
        synced(path.parent)
    except OSError as error:
        raise ChronicleError(
            f"what was erased is still there: {error.strerror or error}",
            where=str(path),
            do="allow writing, then: khronika rebuild",
        ) from None


def blank(file: IO[bytes]) -> None:
    """Overwrite an open file with zeros. Raises OSError."""
    left = os.fstat(file.fileno()).st_size
    file.seek(0)
    while left > 0:
        left -= file.write(bytes(min(left, 1 << 20)))
    file.flush()
    os.fsync(file.fileno())
