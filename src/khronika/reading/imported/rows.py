"""One row, one document: its text, its bytes, and the statements that a mapping makes of it."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Mapped
from dataclasses import dataclass
from typing import Any

from khronika.documents.document import Document
from khronika.documents.table_rows import ROW_MEDIA, row_bytes
from khronika.documents.table_rows import read_row as cut
from khronika.documents.tables import Row
from khronika.errors import ContractError
from khronika.reading.imported.cells import amount, day, length, term, whole
from khronika.reading.imported.mapping import COLUMN, SPOKEN, Mapping, Told, Value
from khronika.vocabulary.contract import PARTIES, TERMS, from_record
from khronika.vocabulary.edtf_dates import is_edtf
from khronika.vocabulary.statement import Statement
from khronika.vocabulary.terms import ActType, Kind, Modality, PenaltyType

LISTS = frozenset({"is", "prohibits"})
MANY = frozenset({"subject", "victims", "perpetrators"})
DATES = frozenset({"date", "starts", "until"})
LENGTHS = frozenset({"duration", "maximum"})
WHOLES = frozenset({"age", "count"})
FOUNDING = frozenset({"step", "type", "measure", "count"})  # without these a statement says nothing


@dataclass(frozen=True, slots=True)
class RowRead:
    """A row as a document with its bytes and statements. ``copy`` counts rows of the very same words before it."""

    number: int
    key: str
    data: bytes
    document: Document
    statements: tuple[Statement, ...]
    copy: int = 0


def row_documents(
    rows: Iterable[Row], mapping: Mapping, filename: str, stem: str
) -> Iterator[tuple[Row, RowRead | ContractError]]:
    """Yield each row with what was read of it, or the error for which it must be set aside, whole."""
    seen: Counter[bytes] = Counter()
    for row in rows:
        same = json.dumps(list(row.cells.items()), ensure_ascii=False).encode()
        try:
            yield row, read_row(row, mapping, filename, stem, seen[same])
        except ContractError as error:
            yield row, error
        seen[same] += 1


def read_row(row: Row, mapping: Mapping, filename: str, stem: str, copy: int = 0) -> RowRead:
    """Return the document of a row with its statements.

    Raises ContractError, which names the column, if a cell cannot be what a slot needs.
    """
    data = row_bytes(row.cells, mapping.about.get("publisher", ""), copy)
    page = cut(data, filename)
    spans = {column: (block.start, block.end) for column, block in zip(row.cells, page.blocks, strict=True)}
    key = row.cells.get(mapping.key, "")
    about: dict[str, Any] = {"title": stem} | dict(mapping.about)
    document = Document(
        id=f"{stem}:{key or row.number}",
        text=page.text,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=ROW_MEDIA,
        filename=f"{filename}, row {row.number}",
        blocks=tuple(page.blocks),
        **about,
    )
    found = (statement(one, row.cells, spans, document, mapping) for one in mapping.statements)
    return RowRead(row.number, key, data, document, tuple(one for one in found if one is not None), copy)


def statement(
    told: Told, cells: Mapped[str, str], spans: Mapped[str, tuple[int, int]], document: Document, mapping: Mapping
) -> Statement | None:
    """Return the statement that a row makes, or None if the row does not say it."""
    for column, allowed in told.when.items():
        cell = cells.get(column, "")
        if not cell or (allowed and cell.casefold() not in {word.casefold() for word in allowed}):
            return None
    record: dict[str, Any] = {}
    used: set[str] = set(told.when)
    fixed: list[str] = []
    for slot, value in told.slots.items():
        filled = slot_value(told.kind, slot, value, cells, mapping)
        if filled in (None, [], ""):
            if slot in FOUNDING or (slot == "subject" and told.kind is Kind.PROFILE):
                return None
            continue
        record[slot] = filled
        used.update(column for column in value.columns if column in cells)
        if not value.columns and slot not in {*FOUNDING, *SPOKEN, "outcome", "bound"}:
            fixed.append(slot)
    for slot, parts in told.parts.items():
        made = [part for one in parts if (part := filled_part(slot, one, cells)) is not None]
        if made:
            record[slot] = made
            columns = (column for one in parts for value in one.values() for column in value.columns)
            used.update(column for column in columns if column in cells)
    mere = {column for slot in ("subject", "victims") if slot in told.slots for column in told.slots[slot].columns}
    if told.kind is not Kind.PROFILE and not used - mere:
        return None
    taken = [spans[column] for column in used if column in spans]
    start, end = min(first for first, _ in taken), max(last for _, last in taken)
    quote = {"start": start, "end": end, "text": document.text[start:end]}
    record |= {"document": document.id, "kind": told.kind.value, "quote": quote}
    if fixed:
        record |= {"inferred": fixed, "reasons": dict.fromkeys(fixed, f"the mapping {mapping.name} says so")}
    return from_record(record)


def filled_part(slot: str, part: Mapped[str, Value], cells: Mapped[str, str]) -> dict[str, Any] | None:
    """Return a charge or a penalty, or None if the row fills none of the columns that it takes from."""
    columns = {column for value in part.values() for column in value.columns}
    if columns and not columns & set(cells):
        return None
    made: dict[str, Any] = {}
    for name, value in part.items():
        words = filled(value, cells)
        if not words:
            if name == "type":
                return None
            continue
        made[name] = part_value(slot, name, words, value)
    return made


def part_value(slot: str, name: str, words: str, value: Value) -> Any:
    """Return the value of a part's field. Raises ContractError that names the column."""
    with_column = f"column {', '.join(value.columns)}" if value.columns else slot
    try:
        if name == "type":
            return term(words, PenaltyType)
        if name in LENGTHS:
            return length(words, value.unit)
        if name == "amount":
            return amount(words)
        if name == "suspended":
            return truth(words)
    except ContractError as error:
        raise ContractError(error.what, where=with_column, do=error.do) from None
    return words


def truth(words: str) -> bool:
    """Return whether a cell says yes. Raises ContractError if it says neither."""
    if words not in {"true", "false"}:
        raise ContractError(
            f"{words!r} is neither true nor false", do='say so in the mapping: terms = {"yes" = "true"}'
        )
    return words == "true"


def filled(value: Value, cells: Mapped[str, str]) -> str:
    """Return a template's words for a row, in the mapping's own terms; empty if none of its columns is filled."""
    if value.columns and not any(column in cells for column in value.columns):
        return ""
    words = " ".join(COLUMN.sub(lambda found: cells.get(found[1], ""), value.template).split())
    return value.terms.get(words.casefold(), words)


def slot_value(kind: Kind, slot: str, value: Value, cells: Mapped[str, str], mapping: Mapping) -> Any:
    """Return a slot's value as the contract has it, None if the row leaves it empty. Raises ContractError."""
    if slot in MANY | LISTS:
        words = several(value, cells)
        if slot in LISTS:
            return words
        parties = [{"group" if value.group else "name": one} for one in words]
        if kind is Kind.PROFILE:
            return parties[0] if parties else None
        return parties
    one = filled(value, cells)
    if not one:
        return None
    try:
        return single(kind, slot, one, value, mapping)
    except ContractError as error:
        columns = ", ".join(value.columns) or slot
        raise ContractError(error.what, where=f"column {columns}", do=error.do) from None


def several(value: Value, cells: Mapped[str, str]) -> list[str]:
    """Return the several values of a cell."""
    if not value.split:
        one = filled(value, cells)
        return [one] if one else []
    whole_ = " ".join(COLUMN.sub(lambda found: cells.get(found[1], ""), value.template).split())
    parts = (part.strip() for part in re.split("|".join(map(re.escape, value.split.split())) or r"\s", whole_))
    return [value.terms.get(part.casefold(), part) for part in parts if part]


def single(kind: Kind, slot: str, words: str, value: Value, mapping: Mapping) -> Any:
    """Return the value of a slot that holds one. Raises ContractError if the words are none."""
    if slot in DATES and (slot != "starts" or is_edtf(words) or words[:1].isdigit()):
        return day(words, mapping.dates)
    if slot in LENGTHS:
        return length(words, value.unit)
    if slot in WHOLES:
        return whole(words)
    if slot in TERMS:
        return term(words, TERMS[slot])
    if slot == "type" and kind is Kind.ACT:
        return term(words, ActType)
    if slot == "modality":
        return term(words, Modality)
    if slot == "sex" and words not in {"male", "female"}:
        raise ContractError(f"{words!r} is not male or female", do=f'say which: terms = {{"{words}" = "male"}}')
    return words


assert PARTIES == MANY  # noqa: S101 - the contract's slots for parties are the ones that are filled as parties here
