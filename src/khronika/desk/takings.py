"""Taking what was dropped into the inbox, one file at a time in the background.

Neither a closed browser nor a restart loses a file: it lies in the inbox (``trays``) until it was taken. What could
not be taken stays there, with the reason beside it, until somebody tries again or dismisses it.
"""

import json
import threading
import time
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import PurePosixPath

from django.core.files.uploadedfile import UploadedFile
from django.db import connections

from khronika.desk.open_on import desk
from khronika.desk.trays import Item, Tray, tray_of
from khronika.documents.formats import TABLES
from khronika.documents.tables import is_workbook, read_table
from khronika.errors import DocumentError, KhronikaError, RequestError
from khronika.reading.imported import draft, read_mapping
from khronika.record.chronicle import Chronicle
from khronika.surface.adding import add_documents
from khronika.surface.commands.intake import Intake
from khronika.surface.importing import Told, aside_table, take

CANCELLED = "cancelled"


class Stopped(Exception):  # noqa: N818 - no error: somebody cancelled, or the desk is closing
    """Nothing more is to be taken."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the taking is: files ``done`` of ``total``, and what came of them.

    ``inside`` counts the documents of an archive, or the rows of a table, that is being taken, ``within`` how many it
    has, as far as that is known.
    """

    total: int = 0
    done: int = 0
    added: int = 0
    proposed: int = 0
    known: int = 0
    current: str = ""
    seconds: float = 0.0
    inside: int = 0
    within: int = 0
    begun: float = 0.0
    notes: tuple[str, ...] = ()

    @property
    def busy(self) -> bool:
        """Whether something is waiting or being taken."""
        return self.done < self.total

    @property
    def share(self) -> float:
        """How much of the file at hand was taken, from 0 to 1."""
        return min(1.0, self.inside / self.within) if self.within > 1 else 0.0

    @property
    def left(self) -> int:
        """How many seconds it may take still, by what it took so far."""
        done = self.done + self.share
        spent = self.seconds + (time.monotonic() - self.begun if self.current else 0.0)
        return round(spent / done * (self.total - done)) if done else 0


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
        """End after the document at hand; what waits is taken at the next start."""
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
        tray = tray_of(chronicle)
        waiting = tray.waiting()
        if waiting:
            self.progress = Progress(total=len(waiting))
        while waiting and not self.ending.is_set():
            self.take(chronicle, tray, waiting[0])
            if self.cancelled.is_set():
                put_off(tray)
                self.progress = replace(self.progress, total=self.progress.done, current="")
                break
            waiting = tray.waiting()
            self.progress = replace(self.progress, total=self.progress.done + len(waiting))
        tray.clear()

    def take(self, chronicle: Chronicle, tray: Tray, item: Item) -> None:
        """Take one file with all that is in it; then it waits no longer, or it is set aside with the reason."""
        self.progress = replace(self.progress, current=item.name, inside=0, within=0, begun=time.monotonic())
        try:
            self.taken(chronicle, tray, item)
        except Stopped:
            if self.ending.is_set():
                return  # it goes on there when the desk is opened again
            reason = f"{CANCELLED} after {self.progress.inside - 1} of it; those are kept"
            set_aside(tray, item, reason)
        except KhronikaError as error:
            set_aside(tray, item, str(error))
        except Exception as error:  # noqa: BLE001 - whatever a file leads to, the next one is taken, and it is not lost
            set_aside(tray, item, f"a fault of the program: {type(error).__name__}: {error}")
        spent = self.progress.seconds + time.monotonic() - self.progress.begun
        self.progress = replace(self.progress, done=self.progress.done + 1, current="", seconds=spent)

    def taken(self, chronicle: Chronicle, tray: Tray, item: Item) -> None:
        """Take one file as what it is. Raises Stopped, and KhronikaError for what is wrong with it as a whole."""
        data, label = tray.read(item.batch, item.file), tray.label(item.batch)
        if item.file in label.ready:
            self.imported(chronicle, tray, item, data)
        elif is_table(data, item.name):
            text = drafted(data, item.name)
            with tray.changing(item.batch) as told:
                told.tables[item.file] = text
        else:
            self.read(chronicle, tray, item, data)

    def step(self, _: str = "") -> None:
        """Count a document or a row. Raises Stopped if nothing more is to be taken."""
        self.progress = replace(self.progress, inside=self.progress.inside + 1)
        if self.cancelled.is_set() or self.ending.is_set():
            raise Stopped

    def read(self, chronicle: Chronicle, tray: Tray, item: Item, data: bytes) -> None:
        """Take the documents in a file."""
        self.progress = replace(self.progress, within=files_in(data))
        taken = Intake((), given=[(item.name, data)])
        try:
            for one in add_documents(chronicle, taken, self.step, item.actor):
                self.progress = replace(
                    self.progress,
                    added=self.progress.added + one.new,
                    proposed=self.progress.proposed + one.proposed,
                )
        finally:
            self.progress = replace(self.progress, known=self.progress.known + taken.repeated)
        reasons = [f"{where.removeprefix(item.name).lstrip('/')}: {why}" for where, why in taken.aside]
        if reasons:
            set_aside(tray, item, "; ".join(one.removeprefix(": ") for one in reasons))
        else:
            tray.remove(item.batch, item.file)

    def imported(self, chronicle: Chronicle, tray: Tray, item: Item, data: bytes) -> None:
        """Take the rows of a table as its mapping says; those that were set aside become a table of their own."""
        text = tray.label(item.batch).tables[item.file]
        with tray.changing(item.batch) as label:
            label.ready = [one for one in label.ready if one != item.file]  # what goes wrong leads back to its mapping
        meaning = read_mapping(text.encode(), "mapping")
        rows = read_table(data, item.name, sheet=meaning.sheet, heading=meaning.heading)
        meaning.expect(rows.columns, "mapping")
        self.progress = replace(self.progress, within=len(rows.rows))
        told = Told(aside=list(rows.aside))
        try:
            take(chronicle, data, item.name, rows, meaning, told, actor=item.actor, step=self.step)
        except Stopped:
            if self.ending.is_set():
                with tray.changing(item.batch) as label:
                    label.ready.append(item.file)
            raise
        finally:
            notes = [f"row {row}: {why}" for row, why in sorted(told.twice + told.changed)]
            self.progress = replace(
                self.progress,
                added=self.progress.added + told.taken,
                proposed=self.progress.proposed + told.proposed,
                known=self.progress.known + told.known,
                notes=(*self.progress.notes, *notes),
            )
        if left := aside_table(rows, told.aside, data, item.name, meaning):
            name = f"{PurePosixPath(item.name).stem} set aside.csv"
            file = tray.put(item.batch, name, [left.encode("utf-8-sig")])
            with tray.changing(item.batch) as label:
                label.aside[file] = "; ".join(f"row {row}: {why}" for row, why in sorted(told.aside))
                label.tables[file] = text
        tray.remove(item.batch, item.file)


worker = Worker()


def is_table(data: bytes, name: str) -> bool:
    """Tell whether a file is a table, that says nothing before somebody says what its columns mean."""
    return PurePosixPath(name).suffix.casefold() in TABLES or is_workbook(data)


def drafted(data: bytes, name: str, sheet: str = "") -> str:
    """Return the draft of a mapping for a table. Raises DocumentError if it is none."""
    try:
        text = draft(read_table(data, name, sheet=sheet).columns, name)
    except DocumentError as error:
        if "sheets" not in error.what or sheet:
            raise
        return f'# {error.what}. Write the one that is meant, and draft anew.\nsheet = ""\n'
    text = text.replace(", then: khronika import FILE --mapping THIS", ", try it, then import")
    return f"sheet = {json.dumps(sheet, ensure_ascii=False)}\n{text}" if sheet else text


def files_in(data: bytes) -> int:
    """Return how many files an archive says that it holds; one for anything else."""
    if not data.startswith(b"PK\x03\x04"):
        return 1
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return sum(not one.is_dir() for one in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return 1


def set_aside(tray: Tray, item: Item, reason: str) -> None:
    """Leave a file in the inbox, with the reason why it was not taken."""
    with tray.changing(item.batch) as label:
        if item.file in label.tables:
            label.ready = [one for one in label.ready if one != item.file]
        label.aside[item.file] = reason


def put_off(tray: Tray) -> None:
    """Set everything aside that waits: somebody cancelled, and may think better of it."""
    for item in tray.waiting():
        set_aside(tray, item, f"{CANCELLED} before it was taken")


def keep(chronicle: Chronicle, files: Iterable["UploadedFile[bytes]"], actor: str) -> int:
    """Keep dropped files until they are taken; return how many. Raises RequestError if there are none."""
    given = list(files)
    if not given:
        raise RequestError("no file was given", do="choose files, or drop them on the page")
    tray = tray_of(chronicle)
    batch = tray.begin(actor)
    for file in given:
        tray.put(batch, str(file.name), file.chunks())
    worker.wake.set()
    return len(given)


def keep_text(chronicle: Chronicle, text: str, name: str, actor: str) -> None:
    """Keep a pasted text as a file until it is taken. Raises RequestError if it is empty."""
    if not text.strip():
        raise RequestError("nothing was pasted", do="paste the text of a report")
    tray = tray_of(chronicle)
    safe = "".join(letter if letter.isalnum() or letter in " -_." else "-" for letter in name).strip(" .") or "pasted"
    tray.put(tray.begin(actor), f"{safe[:80]}.txt", [text.replace("\r\n", "\n").encode()])
    worker.wake.set()


def again(chronicle: Chronicle, item: Item) -> None:
    """Take a file that was set aside once more."""
    tray = tray_of(chronicle)
    with tray.changing(item.batch) as label:
        label.aside.pop(item.file, None)
    worker.wake.set()
