"""Importing the rows of a table by a mapping, whoever gives it: the terminal or the desk."""
# ruff: noqa: PLC0415 - tables and the record load only once there is something to import

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from khronika.documents.tables import Table
    from khronika.reading.imported import Mapping, RowRead
    from khronika.record.chronicle import Chronicle

BATCH = 100  # rows in one transaction; a stop loses at most these, and the next run takes them


@dataclass(slots=True)
class Told:
    """What an import did: rows ``taken`` and ``known`` already, statements ``proposed``, and what the user must see.

    ``aside``, ``twice`` and ``changed`` are pairs of a row's number and what is said of it.
    """

    taken: int = 0
    known: int = 0
    proposed: int = 0
    aside: list[tuple[int, str]] = field(default_factory=list)
    twice: list[tuple[int, str]] = field(default_factory=list)
    changed: list[tuple[int, str]] = field(default_factory=list)


def take(
    chronicle: "Chronicle",
    data: bytes,
    filename: str,
    rows: "Table",
    mapping: "Mapping",
    told: Told,
    *,
    actor: str,
    step: Callable[[str], None],
) -> None:
    """Keep the table itself, and then its rows, some in each transaction; ``step`` is told of each row.

    Stopped by whatever ``step`` raises, it keeps what was taken, and goes on there the next time.
    """
    from khronika.documents.opening import stem
    from khronika.record.captures import Capture, capture_many
    from khronika.record.chronicle import propose, sources
    from khronika.record.holdings import read_by

    reader = f"mapping {mapping.name}"
    keep_table(chronicle, data, filename, mapping, len(rows.rows), actor)
    name = stem(filename)
    done = read_by(chronicle, reader)
    before = sources(chronicle)
    held = frozenset(one.sha256 for one in before)
    last = {one.document: one.sha256 for one in before}
    read = read_rows(rows, mapping, filename, name, told)
    while batch := list(islice(read, BATCH)):
        new = [one for one in batch if one.document.sha256 not in held]
        for one in batch:
            step(f"row {one.number}")
            if one.key and one.document.id in last and one.document.sha256 not in held:
                told.changed.append((one.number, what_changed(chronicle, last[one.document.id], one)))
            if one.document.sha256 in held:
                told.known += 1
                if one.document.sha256 not in done:
                    sha256 = one.document.sha256
                    propose(chronicle, sha256, one.statements, actor=actor, reader=reader, note="")
                    told.proposed += len(one.statements)
        taken = [Capture(one.data, one.document, one.statements) for one in new]
        added = capture_many(chronicle, taken, actor=actor, reader=reader, note="")
        told.taken += added
        told.known += len(new) - added
        told.proposed += sum(len(one.statements) for one in new) if added else 0


def read_rows(rows: "Table", mapping: "Mapping", filename: str, name: str, told: Told) -> "Iterator[RowRead]":
    """Yield what was read of each row; tell what must be set aside, and which rows are there twice."""
    from khronika.errors import ContractError
    from khronika.reading.imported import row_documents

    first_of_key: dict[str, int] = {}
    first_of_words: dict[tuple[tuple[str, str], ...], int] = {}
    for row, read in row_documents(rows.rows, mapping, filename, name):
        if isinstance(read, ContractError):
            told.aside.append((row.number, str(read)))
            continue
        if not read.statements:
            told.aside.append((row.number, "it says nothing that the mapping asks for"))
            continue
        words = tuple(row.cells.items())
        first = first_of_words.setdefault(words, row.number)
        if first != row.number:
            told.twice.append((row.number, f"the same words as row {first}"))
        elif read.key and first_of_key.setdefault(read.key, row.number) != row.number:
            told.twice.append((row.number, f"the same {mapping.key} as row {first_of_key[read.key]}: {read.key}"))
        yield read


def keep_table(chronicle: "Chronicle", data: bytes, filename: str, mapping: "Mapping", count: int, actor: str) -> None:
    """Keep the table's own bytes, once; its rows are kept apart, so that one can be erased."""
    import hashlib

    from khronika.documents.document import Document
    from khronika.documents.opening import stem
    from khronika.documents.tables import media_of
    from khronika.record.chronicle import capture

    about: dict[str, Any] = {"title": stem(filename)} | dict(mapping.about)
    sha256 = hashlib.sha256(data).hexdigest()
    whole = Document(id=stem(filename), text="", sha256=sha256, media_type=media_of(data), filename=filename, **about)
    note = f"a table of {count} rows, each kept as a source of its own"
    capture(chronicle, data, whole, (), actor=actor, reader=f"mapping {mapping.name}", note=note)


def what_changed(chronicle: "Chronicle", before: str, now: "RowRead") -> str:
    """Return in which columns a row differs from the one that was taken under its key before."""
    from khronika.record.chronicle import document_of

    then = dict(line.partition(": ")[::2] for line in document_of(chronicle, before).text.split("\n"))
    new = dict(line.partition(": ")[::2] for line in now.document.text.split("\n"))
    differ = [
        f"{one} {then.get(one, '')!r} is now {new.get(one, '')!r}"
        for one in {**then, **new}
        if then.get(one) != new.get(one)
    ]
    return f"{now.document.id} was taken before: {'; '.join(differ) or 'other columns'}; both are kept"


def aside_table(rows: "Table", aside: Sequence[tuple[int, str]], data: bytes, filename: str, mapping: "Mapping") -> str:
    """Return the rows that were set aside as a CSV of their own; empty if there are none."""
    from khronika.documents.tables import raw_rows

    numbers = {number for number, _ in aside}
    if not numbers:
        return ""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(rows.columns)
    for number, cells in raw_rows(data, filename, sheet=mapping.sheet):
        if number in numbers:
            writer.writerow(cells)
    return file.getvalue()
