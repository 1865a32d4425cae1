"""Files become documents one by one, with progress; a broken one costs only itself."""

import hashlib
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from khronika.errors import DocumentError

if TYPE_CHECKING:
    from khronika.documents import Document, Found

Step = Callable[[str], None]


@dataclass(slots=True)
class Intake:
    """What a user gives: paths, or files in memory by their names (``given``), and what is known of them beside.

    ``known`` maps a document's name to its entry of a manifest; ``published`` stands for all of them. ``aside``
    gathers what could not be taken, with the reason; ``repeated`` counts what was passed over as known, ``seen`` all.
    """

    paths: Sequence[Path]
    known: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    published: str = ""
    aside: list[tuple[str, str]] = field(default_factory=list)
    repeated: int = 0
    seen: int = 0
    given: Sequence[tuple[str, bytes]] = ()

    def documents(
        self, step: Step, held: Callable[[str], bool] = lambda _: False
    ) -> Iterator[tuple["Found", bytes, "Document"]]:
        """Yield each file with its bytes and the document in it, but for those whose SHA-256 is ``held`` already."""
        from khronika.documents import SetAside, discover
        from khronika.documents.discovery import in_bytes

        inside = (in_bytes(data, where) for where, data in self.given)
        for found in chain(discover(self.paths), *inside):
            step(found.where)
            self.seen += 1
            if isinstance(found, SetAside):
                self.aside.append((found.where, found.reason))
                continue
            try:
                data = found.load()
                if held(hashlib.sha256(data).hexdigest()):
                    self.repeated += 1
                    continue
                yield found, data, self.opened(data, found)
            except DocumentError as error:
                self.aside.append((found.where, error.what))
            except OSError as error:
                self.aside.append((found.where, f"it cannot be read: {error.strerror or error}"))

    def opened(self, data: bytes, found: "Found") -> "Document":
        """Return the document of a file with what is known of it. Raises DocumentError if it cannot be taken."""
        from khronika.documents import document_from
        from khronika.documents.manifest import with_manifest

        document = document_from(data, found.filename)
        document = with_manifest(document, self.known.get(document.id, {}))
        return replace(document, published=self.published) if self.published else document


def files_under(paths: Sequence[Path]) -> int:
    """Return how many files lie under some paths; an archive counts as one until it is opened."""
    folders = (names for path in paths if path.is_dir() for _, _, names in os.walk(path))
    return sum(map(len, folders)) + sum(not path.is_dir() for path in paths)


@contextmanager
def progress(label: str, total: Callable[[], int]) -> Iterator[Step]:
    """Show on standard error how far it is and how long it may take, if somebody looks at it."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns: list[Any] = [TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()]
    columns.append(TextColumn("{task.fields[name]}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total(), name="")
        count = 0

        def step(name: str) -> None:
            nonlocal count
            known = bar.tasks[0].total or 0
            bar.update(task, completed=count, total=max(known, count + 1), name=printable(name[-48:]))
            count += 1

        yield step


def printable(name: str) -> str:
    """Return a file's name that cannot steer a terminal."""
    return "".join(letter if letter.isprintable() else "�" for letter in name)
