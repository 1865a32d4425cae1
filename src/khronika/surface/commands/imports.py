"""``khronika import``: tables that people kept before, row by row, by a mapping that says what their columns mean."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from khronika.surface.commands.intake import progress
from khronika.surface.commands.terminal import DONE, FOUND, actor, as_json, opened
from khronika.surface.importing import Told, aside_table, read_rows, take

if TYPE_CHECKING:
    from khronika.documents.tables import Table
    from khronika.reading.imported import Mapping


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
        with progress("importing", lambda: len(rows.rows)) as step:
            take(opened(ctx), data, table.name, rows, meaning, told, actor=actor(), step=step)
    except KeyboardInterrupt:
        click.echo("\nStopped. What was taken is kept; the same command goes on where it stopped.", err=True)
        ctx.exit(FOUND)
    if aside is not None:
        write_aside(aside, rows, told.aside, data, table, meaning)
    report(told, table, aside, json_=json_)
    ctx.exit(FOUND if told.aside or told.twice or told.changed else DONE)


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
    from khronika.errors import RequestError

    text = aside_table(rows, aside, data, table.name, mapping)
    if not text:
        return
    try:
        with path.open("x", encoding="utf-8-sig", newline="") as file:
            file.write(text)
    except FileExistsError:
        raise RequestError("there is such a file already", where=str(path), do="name another") from None
    except OSError as error:
        raise RequestError(f"it cannot be written: {error.strerror}", where=str(path)) from None
