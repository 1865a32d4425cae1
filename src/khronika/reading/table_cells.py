"""Rows of a table cell by cell, each under the heading of its column, whatever format the table came in."""

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from khronika.documents.document import Block, Document, Role
from khronika.reading.lexicon import lexicon
from khronika.reading.numerals import alternatives

if TYPE_CHECKING:
    from collections.abc import Iterator

BETWEEN = " | "
LONGEST_HEADING = 40  # characters; a longer cell is no heading of a column
NAME = re.compile(r"(?:[^\W\d_a-z][\w’'.-]*\s+){1,4}[^\W\d_a-z][\w’'-]*")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell ``text[start:end]`` and the kind of its column, or nothing if its heading is not known."""

    start: int
    end: int
    text: str
    column: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row under a row of headings. ``opens`` is where its table begins."""

    block: Block
    cells: tuple[Cell, ...]
    opens: int

    def cell(self, *columns: str) -> Cell | None:
        """Return the first filled cell of one of the kinds, in the order of the kinds."""
        return next((c for kind in columns for c in self.cells if c.column == kind), None)


@cache
def column_patterns(language: str) -> "tuple[tuple[str, re.Pattern[str]], ...]":
    """Return the pattern of each kind of column, in the order in which they are tried."""
    found = lexicon(language, "tables")["columns"]
    return tuple((kind, re.compile("|".join(found[kind]), re.IGNORECASE)) for kind in found)


def cells_of(document: Document, block: Block) -> tuple[Cell, ...]:
    """Return the cells of a row."""
    found, at = [], block.start
    for part in document.text[block.start : block.end].split(BETWEEN):
        lead = len(part) - len(part.lstrip())
        text = part.strip()
        found.append(Cell(at + lead, at + lead + len(text), text))
        at += len(part) + len(BETWEEN)
    return tuple(found)


def kinds_of(cells: tuple[Cell, ...], language: str) -> tuple[str, ...]:
    """Return the kind of each column of a row of headings, or nothing if the row is no such row."""
    if len(cells) < 2 or any(len(c.text) > LONGEST_HEADING or any(d.isdigit() for d in c.text) for c in cells):
        return ()
    kinds: list[str] = []
    for cell in cells:
        fitting = (kind for kind, pattern in column_patterns(language) if pattern.search(cell.text))
        kinds.append(next((kind for kind in fitting if kind not in kinds), ""))
    return tuple(kinds) if sum(1 for kind in kinds if kind) >= 2 else ()


def tables_of(document: Document) -> "Iterator[Row]":
    """Yield the rows that stand under a row of headings that the lexicon knows, in order."""
    kinds: tuple[str, ...] = ()
    opens, last = 0, -2
    for number, block in enumerate(document.blocks):
        if block.role is not Role.TABLE_ROW:
            continue
        cells = cells_of(document, block)
        if number != last + 1:
            kinds, opens = (), block.start
        last = number
        heading = kinds_of(cells, document.language)
        if heading:
            kinds = heading
        elif kinds and len(cells) <= len(kinds):
            yield Row(block, fitted(cells, kinds, document.language), opens)


def fitted(cells: tuple[Cell, ...], kinds: tuple[str, ...], language: str) -> tuple[Cell, ...]:
    """Return the cells with their columns. Empty cells are lost in some formats: then each cell takes the first column that it suits."""
    if len(cells) == len(kinds):
        return tuple(Cell(c.start, c.end, c.text, kind) for c, kind in zip(cells, kinds, strict=True))
    found, left = [], list(kinds)
    for at, cell in enumerate(cells):
        room = len(left) - (len(cells) - at)
        skip = next((n for n in range(room + 1) if suits(cell.text, left[n], language)), 0)
        found.append(Cell(cell.start, cell.end, cell.text, left[skip]))
        left = left[skip + 1 :]
    return tuple(found)


def suits(text: str, kind: str, language: str) -> bool:
    """Tell whether a cell can stand in a column: dates under dates, numbers under counts, names under names."""
    months = alternatives(lexicon(language, "dates")["months"])
    dated = re.search(rf"\b(?:(?:19|20)\d\d|{months})\b", text, re.IGNORECASE) is not None
    if kind in {"date", "arrested", "released", "as_of", "next_hearing", "born"}:
        return dated or (kind == "born" and text.isdigit())
    if kind in {"killed", "injured", "detained", "disappeared", "displaced"}:
        return text.replace(",", "").isdigit()
    if kind in {"name", "judge"}:
        return NAME.fullmatch(text) is not None
    if kind == "court":
        return not any(c.isdigit() for c in text[:2])
    return not (dated and kind == "held_at")


def is_name(text: str) -> bool:
    """Tell whether a cell holds nothing but a name of two words or more."""
    return NAME.fullmatch(text) is not None
