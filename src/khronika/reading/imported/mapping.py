"""The mapping: what each column of a table says, in the slots of the contract. ``docs/import.md`` tells how to write it."""

import difflib
import hashlib
import re
import tomllib
from collections.abc import Mapping as Mapped
from collections.abc import Sequence
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Any

from khronika.errors import RequestError
from khronika.reading.imported.cells import DAY_FIRST, MONTH_FIRST, words
from khronika.vocabulary.contract import COMMON, RENAMED
from khronika.vocabulary.edtf_dates import is_edtf
from khronika.vocabulary.statement import KINDS, Charge, Penalty
from khronika.vocabulary.terms import Kind

COLUMN = re.compile(r"\{([^{}]+)\}")
ABOUT = ("title", "publisher", "author", "published", "language", "url")  # what a mapping says of the whole table
HOW = ("sheet", "heading", "key", "dates")
OPTIONS = ("from", "terms", "split", "unit", "as")
SPOKEN = ("asserted_by", "modality")
PARTS: Mapped[str, type] = MappingProxyType({"charges": Charge, "penalties": Penalty})


@dataclass(frozen=True, slots=True)
class Value:
    """How a slot is filled: a ``template`` with ``{columns}``, or fixed words.

    ``terms`` says what the table's own words mean, ``split`` what parts several values in a cell, ``unit`` what a bare
    number of a length counts. ``group`` tells that parties are groups and not named persons.
    """

    template: str
    terms: Mapped[str, str]
    split: str = ""
    unit: str = ""
    group: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that it takes from."""
        return tuple(COLUMN.findall(self.template))


Part = Mapped[str, Value]


@dataclass(frozen=True, slots=True)
class Told:
    """A statement that a row makes: its kind, its slots, and when it does.

    ``when`` maps a column to the words that must stand in it; an empty tuple asks only that something does.
    """

    kind: Kind
    slots: Mapped[str, Value]
    parts: Mapped[str, tuple[Part, ...]]
    when: Mapped[str, tuple[str, ...]]

    @property
    def values(self) -> tuple[Value, ...]:
        """All values in its slots and their parts."""
        inner = (value for parts in self.parts.values() for part in parts for value in part.values())
        return (*self.slots.values(), *inner)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """What a table's columns say. ``name`` tells mappings apart: its file's name with the hash of what it says."""

    name: str
    about: Mapped[str, str]
    statements: tuple[Told, ...]
    sheet: str = ""
    heading: int = 1
    key: str = ""
    dates: str = ""

    def columns(self) -> frozenset[str]:
        """Return the columns that it names."""
        told = {column for one in self.statements for value in one.values for column in value.columns}
        return frozenset(told | {column for one in self.statements for column in one.when} | {self.key} - {""})

    def expect(self, columns: Sequence[str], where: str) -> None:
        """Raise RequestError if it names a column that a table does not have."""
        for strange in sorted(self.columns() - set(columns)):
            near = difflib.get_close_matches(strange, columns, 1)
            raise RequestError(
                f"the table has no column {strange!r}" + (f"; is {near[0]!r} meant?" if near else ""),
                where=where,
                do=f"its columns are: {', '.join(columns)}",
            )


def read_mapping(data: bytes, where: str) -> Mapping:
    """Return the mapping in the bytes of a TOML file. Raises RequestError that names what is at fault in it."""
    try:
        told = tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RequestError(f"the mapping cannot be read: {error}", where=where) from None
    expect_known(told, (*ABOUT, *HOW, "statement"), where)
    about = {slot: expect_text(told[slot], slot, where) for slot in ABOUT if slot in told}
    if "published" in about and not is_edtf(about["published"]):
        raise RequestError(f"published = {about['published']!r} is no date", where=where, do="write it as 2023-04-11")
    if told.get("dates", DAY_FIRST) not in {DAY_FIRST, MONTH_FIRST}:
        raise RequestError(f"dates is {told['dates']!r}", where=where, do=f'write "{DAY_FIRST}" or "{MONTH_FIRST}"')
    heading = told.get("heading", 1)
    if isinstance(heading, bool) or not isinstance(heading, int) or heading < 1:
        raise RequestError("heading is the number of a row", where=where, do="write it as heading = 2")
    entries = told.get("statement")
    if not isinstance(entries, list) or not entries:
        raise RequestError("it says of no column what it means", where=where, do="add a [[statement]]")
    digest = hashlib.sha256(data).hexdigest()[:8]
    return Mapping(
        name=f"{where.rpartition('/')[2].removesuffix('.toml')} {digest}",
        about=MappingProxyType(about),
        statements=tuple(told_of(one, f"{where}, statement {number}") for number, one in enumerate(entries, 1)),
        sheet=expect_text(told.get("sheet", ""), "sheet", where),
        heading=heading,
        key=expect_text(told.get("key", ""), "key", where),
        dates=expect_text(told.get("dates", ""), "dates", where),
    )


def told_of(entry: object, where: str) -> Told:
    """Return one statement of a mapping."""
    if not isinstance(entry, dict) or entry.get("kind") not in set(Kind):
        raise RequestError("it has no kind", where=where, do=f"one of: {', '.join(Kind)}")
    kind = Kind(entry["kind"])
    own = [RENAMED.get(field.name, field.name) for field in fields(KINDS[kind]) if field.name not in COMMON]
    expect_known(entry, ("kind", "when", *own, *SPOKEN), where)
    slots = {
        slot: value_of(one, f"{where}, {slot}") for slot, one in entry.items() if slot in {*own, *SPOKEN} - {*PARTS}
    }
    parts = {slot: parts_of(entry[slot], slot, f"{where}, {slot}") for slot in PARTS if slot in entry}
    when = entry.get("when", {})
    if isinstance(when, str):
        when = {when: []}
    if not isinstance(when, dict):
        raise RequestError(
            "when names a column, or columns with words", where=where, do='when = {"Status" = ["jailed"]}'
        )
    allowed = {column: tuple(map(str, asked if isinstance(asked, list) else [asked])) for column, asked in when.items()}
    told = Told(kind, MappingProxyType(slots), MappingProxyType(parts), MappingProxyType(allowed))
    if not any(value.columns for value in told.values):
        raise RequestError("none of its slots takes from a column", where=where, do='write subject = "{Name}"')
    return told


def parts_of(value: object, slot: str, where: str) -> tuple[Part, ...]:
    """Return the charges or penalties of a mapping."""
    known = [field.name for field in fields(PARTS[slot])]
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise RequestError(f"{slot} is a list", where=where, do=f'write {slot} = [{{{known[0]} = "…"}}]')
    for one in value:
        expect_known(one, known, where)
    return tuple(MappingProxyType({name: value_of(inner, where) for name, inner in one.items()}) for one in value)


def value_of(value: object, where: str) -> Value:
    """Return how a slot is filled: from a text, a whole number, a truth, or a table of options."""
    options: dict[str, Any] = value if isinstance(value, dict) else {"from": value}
    expect_known(options, OPTIONS, where)
    template, terms = options.get("from"), options.get("terms", {})
    if isinstance(template, bool | int):
        template = str(template).lower()
    if not isinstance(template, str) or not template.strip():
        raise RequestError("it does not say what it takes", where=where, do='write "{Column}" or {from = "{Column}"}')
    if not isinstance(terms, dict):
        raise RequestError("terms says what words mean", where=where, do='terms = {"осуждён" = "convicted"}')
    unit = expect_text(options.get("unit", ""), "unit", where)
    if unit and unit not in words()["names"]:
        raise RequestError(f"no unit is called {unit!r}", where=where, do=f"one of: {', '.join(words()['names'])}")
    return Value(
        template=template,
        terms=MappingProxyType({" ".join(str(word).casefold().split()): str(one) for word, one in terms.items()}),
        split=expect_text(options.get("split", ""), "split", where),
        unit=unit,
        group=options.get("as") == "group",
    )


def expect_known(told: Mapped[str, Any], known: Sequence[str], where: str) -> None:
    """Raise RequestError for a key that nothing is known by."""
    for strange in told:
        if strange not in known:
            near = difflib.get_close_matches(strange, known, 1)
            do = f"is {near[0]!r} meant?" if near else f"known are: {', '.join(known)}"
            raise RequestError(f"there is no {strange!r} in a mapping here", where=where, do=do)


def expect_text(value: object, name: str, where: str) -> str:
    """Return a text as it is. Raises RequestError for anything else."""
    if not isinstance(value, str):
        raise RequestError(f"{name} must be text", where=where, do=f'write {name} = "…"')
    return value
