"""What waits in the inbox: files in ``inbox/`` of the chronicle's folder, a folder for each batch with a label.

In an encrypted chronicle each file and each label is sealed with its keys, and the names are kept in the label only.
"""

import json
import secrets
import shutil
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from khronika.errors import ChronicleError, RequestError
from khronika.record.chronicle import Chronicle
from khronika.record.keys import Keys
from khronika.record.vault import discard

INBOX, LABEL, PARTIAL = "inbox", "batch.json", ".partial"
_changing = threading.RLock()  # the worker and the pages write labels


@dataclass(slots=True)
class Label:
    """What is known of a batch: who gave it, what its files are called, and what became of those that still lie there.

    ``aside`` says why a file was not taken, ``tables`` what the columns of a table mean as far as somebody wrote it,
    ``ready`` names the tables that are to be imported so.
    """

    actor: str = ""
    names: dict[str, str] = field(default_factory=dict)
    aside: dict[str, str] = field(default_factory=dict)
    tables: dict[str, str] = field(default_factory=dict)
    ready: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Item:
    """A file of a batch: what its file is called on the disk, and what it was called when it was given."""

    batch: str
    file: str
    name: str
    actor: str


@dataclass(frozen=True, slots=True)
class Aside(Item):
    """A file that could not be taken, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Tray:
    """The inbox of a chronicle's folder; with ``keys`` all that lies in it is sealed."""

    folder: Path
    keys: Keys | None = None

    def batches(self) -> list[str]:
        """Return the names of the batches, the oldest first."""
        if not self.folder.is_dir():
            return []
        held = [(one.stat().st_mtime_ns, one.name) for one in self.folder.iterdir() if one.is_dir()]
        return [name for _, name in sorted(held)]

    def begin(self, actor: str) -> str:
        """Begin a batch; return its name."""
        batch = secrets.token_hex(8)
        (self.folder / batch).mkdir(parents=True, mode=0o700)
        self.write(batch, LABEL, self.label_bytes(Label(actor)))
        return batch

    def put(self, batch: str, name: str, data: Iterable[bytes]) -> str:
        """Keep a file of a batch, as a whole or not at all; return what it is called on the disk."""
        safe = Path(name.replace("\x00", "")).name or "unnamed"
        taken = {LABEL, *(path.name for path in (self.folder / batch).iterdir())}
        if self.keys:
            file = secrets.token_hex(8)
        else:
            free = safe not in taken and not safe.endswith(PARTIAL)
            file = safe if free else f"{secrets.token_hex(4)}-{safe.removesuffix(PARTIAL)}"
        if file != safe:
            with self.changing(batch) as label:
                label.names[file] = safe
        if self.keys:
            self.write(batch, file, b"".join(data))
        else:
            new = self.folder / batch / f"{file}{PARTIAL}"
            with new.open("wb") as kept:
                kept.writelines(data)
            new.replace(self.folder / batch / file)
        return file

    def write(self, batch: str, file: str, data: bytes) -> None:
        """Write bytes, sealed if there are keys, as a whole or not at all."""
        new = self.folder / batch / f"{file}{PARTIAL}"
        new.write_bytes(self.keys.seal(data) if self.keys else data)
        new.replace(self.folder / batch / file)

    def read(self, batch: str, file: str) -> bytes:
        """Return the bytes of a file. Raises RequestError if it is gone, ChronicleError if it was changed."""
        try:
            data = (self.folder / batch / file).read_bytes()
            return self.keys.open(data) if self.keys else data
        except OSError as error:
            raise RequestError(f"it lies in the inbox no more: {error.strerror}", where=file) from None
        except ValueError:
            raise ChronicleError("it changed since it was sealed", where=file, do="give it again") from None

    def item(self, batch: str, file: str) -> Item | None:
        """Return a file of a batch, or None if there is no such: whatever an address says, nothing else is reached."""
        return next((one for one in self.items(batch) if one.file == file), None)

    def items(self, batch: str) -> list[Item]:
        """Return the files of a batch in the order of their names."""
        if batch not in self.batches():
            return []
        label = self.label(batch)
        files = [path.name for path in (self.folder / batch).iterdir() if not path.name.endswith(PARTIAL)]
        found = [Item(batch, file, label.names.get(file, file), label.actor) for file in files if file != LABEL]
        return sorted(found, key=lambda one: one.name)

    def waiting(self) -> list[Item]:
        """Return the files that are to be taken, those of the oldest batch first."""
        found = []
        for batch in self.batches():
            label = self.label(batch)
            held = {*label.aside, *(file for file in label.tables if file not in label.ready)}
            found += [one for one in self.items(batch) if one.file not in held]
        return found

    def tables(self) -> list[Item]:
        """Return the tables of which nobody has said yet what their columns mean."""
        labels = {batch: self.label(batch) for batch in self.batches()}
        told = {(batch, file) for batch, one in labels.items() for file in one.tables if file not in one.ready}
        told -= {(batch, file) for batch, one in labels.items() for file in one.aside}
        return [one for batch in labels for one in self.items(batch) if (batch, one.file) in told]

    def aside(self) -> list[Aside]:
        """Return what could not be taken and was not dismissed yet."""
        found = []
        for batch in self.batches():
            label = self.label(batch)
            for file, reason in label.aside.items():
                found.append(Aside(batch, file, label.names.get(file, file), label.actor, reason))
        return found

    def remove(self, batch: str, file: str) -> None:
        """Forget a file: it was taken, or dismissed."""
        with self.changing(batch) as label:
            for told in (label.names, label.aside, label.tables):
                told.pop(file, None)
            label.ready = [one for one in label.ready if one != file]
        (self.folder / batch / file).unlink(missing_ok=True)
        self.clear()

    def clear(self) -> None:
        """Remove batches of which nothing lies there any more."""
        with _changing:
            for batch in self.batches():
                names = {path.name for path in (self.folder / batch).iterdir()}
                if names == {LABEL} and not self.label(batch).aside:
                    shutil.rmtree(self.folder / batch, ignore_errors=True)

    def label(self, batch: str) -> Label:
        """Return what is known of a batch."""
        try:
            raw = (self.folder / batch / LABEL).read_bytes()
            told = json.loads(self.keys.open(raw) if self.keys else raw)
        except (OSError, ValueError):
            return Label()
        known = {name: told[name] for name in Label.__slots__ if name in told} if isinstance(told, dict) else {}
        return Label(**known)

    def label_bytes(self, label: Label) -> bytes:
        """Return a label as it is written."""
        return json.dumps(asdict(label), ensure_ascii=False).encode()

    @contextmanager
    def changing(self, batch: str) -> Iterator[Label]:
        """Let the label of a batch be changed by one at a time, and write it."""
        with _changing:
            label = self.label(batch)
            yield label
            if (self.folder / batch).is_dir():
                self.write(batch, LABEL, self.label_bytes(label))

    def seal_what_lies_open(self) -> None:
        """Seal what was given before the chronicle was encrypted, and overwrite it. Raises ChronicleError."""
        if self.keys is None:
            return
        open_tray = Tray(self.folder)
        for batch in self.batches():
            place = self.folder / batch
            with suppress(OSError, ValueError):
                self.keys.open((place / LABEL).read_bytes())
                continue
            label = open_tray.label(batch)
            files = [path for path in place.iterdir() if path.name != LABEL]
            fresh = self.begin(label.actor)
            for path in files:
                if not path.name.endswith(PARTIAL):
                    file = self.put(fresh, path.name, [path.read_bytes()])
                    with self.changing(fresh) as now:
                        now.aside |= {file: label.aside[path.name]} if path.name in label.aside else {}
                        now.tables |= {file: label.tables[path.name]} if path.name in label.tables else {}
            for path in (*files, place / LABEL):
                if path.exists():
                    discard(path)
            shutil.rmtree(place, ignore_errors=True)


def tray_of(chronicle: Chronicle) -> Tray:
    """Return the inbox of a chronicle."""
    return Tray(chronicle.folder / INBOX, chronicle.keys)
