"""The vault: originals under the hash of their bytes, never changed."""

import hashlib
import os
import tempfile
from pathlib import Path

from khronika.errors import ChronicleError


def path_of(folder: Path, sha256: str) -> Path:
    """Return where a chronicle's folder keeps the bytes of a hash."""
    return folder / "originals" / sha256[:2] / sha256[2:]


def store(folder: Path, data: bytes) -> str:
    """Keep bytes and return their SHA-256; bytes that are there already are left as they are.

    Raises ChronicleError if the disk is full or the folder cannot be written.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    place = path_of(folder, sha256)
    if place.exists():
        return sha256
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=place.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o444)
            Path(name).replace(place)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise ChronicleError(
            f"the original cannot be kept: {error.strerror or error}",
            where=str(folder),
            do="free some space, or allow writing",
        ) from None
    return sha256


def load(folder: Path, sha256: str) -> bytes:
    """Return kept bytes. Raises ChronicleError if they are gone."""
    try:
        return path_of(folder, sha256).read_bytes()
    except OSError as error:
        raise ChronicleError(f"an original is missing: {error.strerror or error}", where=sha256) from None
