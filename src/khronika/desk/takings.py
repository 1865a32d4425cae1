"""What was dropped into the inbox: kept on the disk until it was taken, taken one by one in the background.

Files wait in ``inbox/`` of the chronicle's folder, so that neither a closed browser nor a restart loses one. What
could not be taken stays there, with the reason beside it, until somebody dismisses it.
"""

import json
import secrets
import shutil
import threading
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.db import connections

from khronika.desk.open_on import desk
from khronika.errors import KhronikaError, RequestError
from khronika.record.chronicle import Chronicle
from khronika.surface.adding import add_documents
from khronika.surface.commands.intake import Intake

INBOX = "inbox"
LABEL = "batch.json"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the taking is: documents ``done`` of ``total`` known so far, and what came of them."""

    total: int = 0
    done: int = 0
    added: int = 0
    proposed: int = 0
    known: int = 0
    current: str = ""
    seconds: float = 0.0

    @property
    def busy(self) -> bool:
        """Whether something is waiting or being taken."""
        return self.done < self.total

    @property
    def left(self) -> int:
        """How many seconds it may take still, by what it took so far."""
        return round(self.seconds / self.done * (self.total - self.done)) if self.done else 0


@dataclass(frozen=True, slots=True)
class Aside:
    """A file that could not be taken, and why."""

    batch: str
    name: str
    reason: str


@dataclass
class Worker:
    """Takes what waits in the inbox, one file at a time, in a thread of its own."""

    progress: Progress = field(default_factory=Progress)
    wake: threading.Event = field(default_factory=threading.Event)
    ending: threading.Event = field(default_factory=threading.Event)
    cancelled: threading.Event = field(default_factory=threading.Event)
    thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin, with what an earlier run left waiting."""
        self.ending.clear()
        self.thread = threading.Thread(target=self.run, name="inbox", daemon=True)
        self.thread.start()
        self.wake.set()

    def stop(self) -> None:
        """End after the file at hand; what waits is taken at the next start."""
        self.ending.set()
        self.wake.set()
        if self.thread is not None:
            self.thread.join(timeout=30)

    def run(self) -> None:
        """Take what waits whenever there is something."""
        while not self.ending.is_set():
            self.wake.wait()
            self.wake.clear()
            self.take_all(desk.chronicle)
            connections.close_all()

    def take_all(self, chronicle: Chronicle) -> None:
        """Take all that waits."""
        self.cancelled.clear()
        waiting = waiting_in(chronicle.folder)
        self.progress = Progress(total=len(waiting))
        while waiting and not self.ending.is_set():
            if self.cancelled.is_set():
                for path in waiting:
                    path.unlink(missing_ok=True)
                self.progress = replace(self.progress, total=self.progress.done, current="")
                break
            self.take(chronicle, waiting[0])
            waiting = waiting_in(chronicle.folder)
            self.progress = replace(self.progress, total=self.progress.done + len(waiting))
        clear_empty(chronicle.folder)

    def take(self, chronicle: Chronicle, path: Path) -> None:
        """Take one file with all that is in it; then it waits no longer, or the reason is beside it."""
        begun = time.monotonic()
        self.progress = replace(self.progress, current=path.name)
        taken = Intake([path])
        label = label_of(path.parent)
        try:
            for one in add_documents(chronicle, taken, lambda _: None, label.actor):
                self.progress = replace(
                    self.progress,
                    added=self.progress.added + one.new,
                    proposed=self.progress.proposed + one.proposed,
                )
            reasons = [f"{where.removeprefix(str(path.parent)).lstrip('/')}: {why}" for where, why in taken.aside]
        except KhronikaError as error:
            reasons = [str(error)]
        if reasons:
            label.aside[path.name] = "; ".join(reasons)
            write_label(path.parent, label)
        path.unlink(missing_ok=True)
        self.progress = replace(
            self.progress,
            done=self.progress.done + 1,
            known=self.progress.known + taken.repeated,
            current="",
            seconds=self.progress.seconds + time.monotonic() - begun,
        )


worker = Worker()


def keep(chronicle: Chronicle, files: Iterable["UploadedFile[bytes]"], actor: str) -> int:
    """Keep dropped files until they are taken; return how many. Raises RequestError if there are none."""
    batch = chronicle.folder / INBOX / secrets.token_hex(8)
    batch.mkdir(parents=True, mode=0o700)
    write_label(batch, Label(actor))
    count = 0
    for file in files:
        name = Path(str(file.name)).name or "unnamed"
        place = batch / name
        if place.exists():
            place = batch / f"{secrets.token_hex(4)}-{name}"
        with place.with_suffix(place.suffix + ".partial").open("wb") as kept:
            for chunk in file.chunks():
                kept.write(chunk)
        place.with_suffix(place.suffix + ".partial").replace(place)
        count += 1
    if not count:
        shutil.rmtree(batch)
        raise RequestError("no file was given", do="choose files, or drop them on the page")
    worker.wake.set()
    return count


def keep_text(chronicle: Chronicle, text: str, name: str, actor: str) -> None:
    """Keep a pasted text as a file until it is taken. Raises RequestError if it is empty."""
    if not text.strip():
        raise RequestError("nothing was pasted", do="paste the text of a report")
    batch = chronicle.folder / INBOX / secrets.token_hex(8)
    batch.mkdir(parents=True, mode=0o700)
    write_label(batch, Label(actor))
    safe = "".join(letter if letter.isalnum() or letter in " -_." else "-" for letter in name).strip(" .") or "pasted"
    (batch / f"{safe[:80]}.txt").write_text(text.replace("\r\n", "\n"), "utf-8")
    worker.wake.set()


def waiting_in(folder: Path) -> list[Path]:
    """Return the files that wait, in the order of their batches' age."""
    inbox = folder / INBOX
    batches = (
        sorted((one for one in inbox.iterdir() if one.is_dir()), key=lambda one: one.stat().st_mtime)
        if inbox.is_dir()
        else []
    )
    files = (path for batch in batches for path in sorted(batch.iterdir()))
    return [path for path in files if path.name != LABEL and not path.name.endswith(".partial")]


def set_aside(folder: Path) -> list[Aside]:
    """Return what could not be taken and was not dismissed yet."""
    inbox = folder / INBOX
    found = []
    for batch in sorted(inbox.iterdir()) if inbox.is_dir() else []:
        for name, reason in label_of(batch).aside.items():
            found.append(Aside(batch.name, name, reason))
    return found


def dismiss(folder: Path, batch: str) -> None:
    """Forget what was set aside of a batch."""
    for one in (folder / INBOX).iterdir():
        if one.name == batch:
            label = label_of(one)
            label.aside.clear()
            write_label(one, label)
    clear_empty(folder)


def clear_empty(folder: Path) -> None:
    """Remove batches of which nothing waits and nothing was set aside."""
    inbox = folder / INBOX
    for batch in list(inbox.iterdir()) if inbox.is_dir() else []:
        if {path.name for path in batch.iterdir()} <= {LABEL} and not label_of(batch).aside:
            shutil.rmtree(batch, ignore_errors=True)


@dataclass(slots=True)
class Label:
    """What is known of a batch: who gave it, and why what of it was set aside."""

    actor: str = ""
    aside: dict[str, str] = field(default_factory=dict)


def label_of(batch: Path) -> Label:
    """Return what is known of a batch."""
    try:
        told = json.loads((batch / LABEL).read_text("utf-8"))
    except (OSError, ValueError):
        return Label()
    return Label(str(told.get("actor", "")), dict(told.get("aside", {}))) if isinstance(told, dict) else Label()


def write_label(batch: Path, label: Label) -> None:
    """Write what is known of a batch, as a whole or not at all."""
    new = batch / f"{LABEL}.partial"
    new.write_text(json.dumps(asdict(label), ensure_ascii=False), "utf-8")
    new.replace(batch / LABEL)
