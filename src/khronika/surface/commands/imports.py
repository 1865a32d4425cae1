"""``khronika import``: tables that people kept before, row by row, by a mapping that says what their columns mean."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from khronika.surface.commands.intake import progress
from khronika.surface.commands.terminal import DONE, FOUND, actor, as_json, opened

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


@click.command("import")
@click.argument("table", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--mapping", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="What the columns mean.")
@click.option("--draft", "draft_", is_flag=True, help="Print a draft of a mapping for this table, and take nothing.")
@click.option("--try", "try_", is_flag=True, help="Show what the first rows would say, and what would be set aside.")
@click.option("--aside", type=click.Path(path_type=Path), help="Write the rows that were set aside to this CSV file.")
@click.option("--json", "json_", is_flag=True, help="Print a record for programs.")
@click.pass_context
def import_(
    ctx: click.Context,
    table: Path,
    mapping: Path | None,
    draft_: bool,
    try_: bool,
    aside: Path | None,
    json_: bool,
) -> None:
    """Take the rows of a CSV or XLSX TABLE of persons or cases; each becomes a source that names file and row."""
    from khronika.documents.tables import read_table
    from khronika.reading.imported import draft, read_mapping

    data = table.read_bytes()
    if draft_ or mapping is None:
        if not draft_:
            raise click.UsageError(f"say what the columns mean: khronika import {table} --draft > mapping.toml")
        click.echo(draft(read_table(data, table.name).columns, table.name), nl=False)
        return
    meaning = read_mapping(mapping.read_bytes(), mapping.name)
    rows = read_table(data, table.name, sheet=meaning.sheet, heading=meaning.heading)
    meaning.expect(rows.columns, mapping.name)
    if try_:
        ctx.exit(tried(rows, meaning, table))
    told = Told(aside=list(rows.aside))
    try:
        take(opened(ctx), data, table, rows, meaning, told)
    except KeyboardInterrupt:
        click.echo("\nStopped. What was taken is kept; the same command goes on where it stopped.", err=True)
        ctx.exit(FOUND)
    if aside is not None:
        write_aside(aside, rows, told.aside, data, table, meaning)
    report(told, table, aside, json_=json_)
    ctx.exit(FOUND if told.aside or told.twice or told.changed else DONE)


def take(chronicle: "Chronicle", data: bytes, table: Path, rows: "Table", mapping: "Mapping", told: Told) -> None:
    """Keep the table itself, and then its rows, some in each transaction."""
    from khronika.documents.opening import stem
    from khronika.record.captures import Capture, capture_many
    from khronika.record.chronicle import propose, sources
    from khronika.record.holdings import read_by

    reader = f"mapping {mapping.name}"
    keep_table(chronicle, data, table, mapping, len(rows.rows))
    name = stem(table.name)
    done = read_by(chronicle, reader)
    before = sources(chronicle)
    held = frozenset(one.sha256 for one in before)
    last = {one.document: one.sha256 for one in before}
    with progress("importing", lambda: len(rows.rows)) as step:
        read = read_rows(rows, mapping, table.name, name, told)
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
                        propose(chronicle, sha256, one.statements, actor=actor(), reader=reader, note="")
                        told.proposed += len(one.statements)
            taken = [Capture(one.data, one.document, one.statements) for one in new]
            added = capture_many(chronicle, taken, actor=actor(), reader=reader, note="")
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


def keep_table(chronicle: "Chronicle", data: bytes, table: Path, mapping: "Mapping", count: int) -> None:
    """Keep the table's own bytes, once; its rows are kept apart, so that one can be erased."""
    import hashlib

    from khronika.documents.document import Document
    from khronika.documents.opening import stem
    from khronika.documents.tables import media_of
    from khronika.record.chronicle import capture

    about: dict[str, Any] = {"title": stem(table.name)} | dict(mapping.about)
    sha256 = hashlib.sha256(data).hexdigest()
    whole = Document(
        id=stem(table.name), text="", sha256=sha256, media_type=media_of(data), filename=table.name, **about
    )
    note = f"a table of {count} rows, each kept as a source of its own"
    capture(chronicle, data, whole, (), actor=actor(), reader=f"mapping {mapping.name}", note=note)


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


def tried(rows: "Table", mapping: "Mapping", table: Path) -> int:
    """Print what the first rows would say and what would be set aside; return the exit status."""
    from khronika.documents.opening import stem
    from khronika.surface.commands.terminal import rendered
    from khronika.surface.listing import statements_text

    told = Told(aside=list(rows.aside))
    read = list(read_rows(rows, mapping, table.name, stem(table.name), told))
    for one in read[:3]:
        click.echo(f"== {one.document.filename}")
        click.echo(rendered(statements_text, one.statements))
    count = sum(len(one.statements) for one in read)
    click.echo(f"{len(read)} rows would be taken, with {count} statements. Nothing was entered.")
    listed("set aside", told.aside)
    listed("there twice", told.twice)
    return FOUND if told.aside or told.twice else DONE


def report(told: Told, table: Path, aside: Path | None, *, json_: bool) -> None:
    """Tell what was done: facts on standard output, what needs the user's eye on standard error."""
    if json_:
        lists = {"aside": told.aside, "twice": told.twice, "changed": told.changed}
        pairs = {name: [{"row": row, "why": why} for row, why in sorted(found)] for name, found in lists.items()}
        counts = {"taken": told.taken, "known": told.known, "proposed": told.proposed}
        as_json({"file": table.name, **counts, **pairs})
        return
    click.echo(f"{told.taken} rows taken, {told.proposed} statements proposed, {told.known} known already.")
    listed("set aside", told.aside)
    listed("there twice (both taken)", told.twice)
    listed("changed since", told.changed)
    if told.aside and aside is not None:
        click.echo(f"the rows set aside are in {aside}: correct them there and import that file", err=True)


def listed(what: str, rows: Sequence[tuple[int, str]]) -> None:
    """List rows with what is said of them, on standard error."""
    if rows:
        click.echo(f"{len(rows)} {what}:", err=True)
    for number, why in sorted(rows):
        click.echo(f"  row {number}: {why}", err=True)


def write_aside(
    path: Path, rows: "Table", aside: Sequence[tuple[int, str]], data: bytes, table: Path, mapping: "Mapping"
) -> None:
    """Write the rows that were set aside as a table of their own. Raises RequestError if it cannot be written."""
    from khronika.documents.tables import raw_rows
    from khronika.errors import RequestError

    numbers = {number for number, _ in aside}
    if not numbers:
        return
    try:
        with path.open("x", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(rows.columns)
            for number, cells in raw_rows(data, table.name, sheet=mapping.sheet):
                if number in numbers:
                    writer.writerow(cells)
    except FileExistsError:
        raise RequestError("there is such a file already", where=str(path), do="name another") from None
    except OSError as error:
        raise RequestError(f"it cannot be written: {error.strerror}", where=str(path)) from None
