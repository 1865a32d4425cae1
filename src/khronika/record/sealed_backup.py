"""The backup of an encrypted chronicle: what any backup holds, sealed, beside the keys locked with the passphrase.

``tar xf kept.tar; age -d -o id chronicle.key; age -d -i id backup.age | tar x`` opens it without Khronika.
"""

import os
import tarfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import RawIOBase
from pathlib import Path
from threading import Thread
from typing import IO

from pyrage import EncryptError, decrypt_io, encrypt_io

from khronika.errors import ChronicleError
from khronika.record.keys import Ask, Keys, Lock, unlocked

KEY, SEALED = "chronicle.key", "backup.age"
ENOUGH = 65_536  # bytes that are handed on at once


class Parts(RawIOBase):
    """Bytes that come bit by bit, as a file that can be read."""

    def __init__(self, parts: Iterable[bytes]) -> None:
        super().__init__()
        self.parts, self.rest = iter(parts), b""
        self.fault: Exception | None = None  # what kept the next bit from coming: whoever reads may hide it

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        """Give some bytes; none at the end."""
        while not self.rest:
            try:
                self.rest = next(self.parts)
            except StopIteration:
                return 0
            except Exception as error:
                self.fault = error
                raise
        count = min(len(buffer), len(self.rest))
        buffer[:count], self.rest = self.rest[:count], self.rest[count:]
        return count


def seal_backup(file: IO[bytes], parts: Iterable[bytes], keys: Keys, lock: bytes) -> None:
    """Write a sealed backup. Raises OSError, or what keeps the parts from coming."""
    with tarfile.open(fileobj=file, mode="w", format=tarfile.GNU_FORMAT) as tar:
        info = tarfile.TarInfo(KEY)
        info.size = len(lock)
        tar.addfile(info, Parts([lock]))
    file.seek(-(-(tarfile.BLOCKSIZE + len(lock)) // tarfile.BLOCKSIZE) * tarfile.BLOCKSIZE)
    file.truncate()
    start = file.tell()
    file.write(bytes(tarfile.BLOCKSIZE))
    source = Parts(parts)
    try:
        encrypt_io(source, file, [keys.recipient])
    except EncryptError as error:
        raise source.fault or OSError(str(error).removeprefix("OSError: ")) from None
    info = tarfile.TarInfo(SEALED)
    info.size = file.tell() - start - tarfile.BLOCKSIZE
    file.write(bytes(-info.size % tarfile.BLOCKSIZE + 2 * tarfile.BLOCKSIZE))
    file.seek(start)
    file.write(info.tobuf(format=tarfile.GNU_FORMAT))
    file.seek(0, os.SEEK_END)


@contextmanager
def inside(file: IO[bytes], source: Path, ask: Ask) -> Iterator[tuple[tarfile.TarFile, Lock | None]]:
    """Open a backup, sealed or not, and yield what it holds with the lock that it had.

    Raises ChronicleError if the passphrase is another, or if what was sealed was changed or cut off.
    """
    with tarfile.open(fileobj=file, mode="r:") as tar:
        first = tar.next()
        key = tar.extractfile(first) if first and first.name == KEY else None
        if key is None:
            file.seek(0)
            with tarfile.open(fileobj=file, mode="r|") as bare:
                yield bare, None
            return
        second = tar.next()
        sealed = tar.extractfile(second) if second and second.name == SEALED else None
        if sealed is None:
            raise tarfile.ReadError(f"it holds no {SEALED}")
        lock = unlocked(key.read(), ask, str(source))
        with unsealed(sealed, lock.keys, source) as stream, tarfile.open(fileobj=stream, mode="r|") as held:
            yield held, lock


@contextmanager
def unsealed(sealed: IO[bytes], keys: Keys, source: Path) -> Iterator[IO[bytes]]:
    """Yield what was sealed as a stream; at its end all of it was there, and none was changed, or ChronicleError."""
    reading, writing = os.pipe()
    faults: list[Exception] = []

    def work() -> None:
        with os.fdopen(writing, "wb") as end:
            try:
                decrypt_io(sealed, end, [keys.identity])
            except Exception as error:  # noqa: BLE001 - whatever it is, the one who reads must be told
                faults.append(error)

    worker = Thread(target=work)
    with os.fdopen(reading, "rb") as stream:
        worker.start()
        try:
            yield stream
            while stream.read(ENOUGH):
                pass
        finally:
            stream.close()
            worker.join()
    if faults:
        raise ChronicleError(
            f"it is no backup, or damaged: {faults[0]}", where=str(source), do="take another backup"
        ) from None
