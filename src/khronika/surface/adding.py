"""Capturing and reading documents one by one, whoever gives them: the terminal or the desk."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from khronika.record.chronicle import Chronicle
    from khronika.surface.commands.intake import Intake


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one document: ``new`` if it was captured now, how many statements were proposed, and a note."""

    where: str
    new: bool
    proposed: int
    note: str
    sha256: str


def add_documents(chronicle: "Chronicle", taken: "Intake", step: Callable[[str], None], actor: str) -> Iterator[Added]:
    """Capture what was given, read it, and yield what became of each document that was not known already.

    What could not be read is kept all the same: it may be gone tomorrow, the reader can be mended. What could not be
    taken is set aside in ``taken``. Raises ChronicleError if the record cannot be written.
    """
    from khronika.errors import ReadingError  # noqa: PLC0415 - the reader loads only once something is there to read
    from khronika.reading import Reading, reader  # noqa: PLC0415
    from khronika.record.chronicle import capture, known  # noqa: PLC0415

    for found, data, document in taken.documents(step, lambda sha256: known(chronicle, sha256)):
        try:
            reading = reader.read(document)
        except ReadingError as error:
            reading = Reading(document, note=f"kept, not read: {error.what}")
            taken.aside.append((found.where, reading.note))
        new = capture(chronicle, data, document, reading.statements, actor=actor, reader=reader.NAME, note=reading.note)
        taken.repeated += not new
        yield Added(found.where, new, len(reading.statements) if new else 0, reading.note, document.sha256)
