"""``khronika calendar``: days in court, ends of bans and terms, deadlines; on screen or as a file for a calendar program."""

import os
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from khronika.surface.commands.terminal import as_json, day, opened, rendered

if TYPE_CHECKING:
    from khronika.docket.calendar import Agenda
    from khronika.record.chronicle import Chronicle
    from khronika.surface.naming import Naming

SAFE = (
    "People stand in it by their initials and no quotes are in it, since a calendar is soon on somebody else's server; "
    "--names puts both in, --no-names leaves the initials and the courts out too."
)
OPEN = "WARNING: the file names people and quotes what is told of them. Keep it where nobody else reads it."
NOBODY = "Neither names nor courts are in it; the statements' names lead back to the record."
WARNINGS = {"names": OPEN, "initials": SAFE, "no names": NOBODY}


@click.command()
@click.argument("name", required=False)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write an .ics file for a calendar program instead; - for standard output.",
)
@click.option("--from", "first", default="", help="Only what can fall on this day or later, as 2029-05-01.")
@click.option("--to", "last", default="", help="Only what can fall on this day or earlier.")
@click.option("--names", "naming", flag_value="names", help="Full names, with quotes. The list's default.")
@click.option("--initials", "naming", flag_value="initials", help="Initials, no quotes. The file's default.")
@click.option("--no-names", "naming", flag_value="no names", help="Neither names nor courts.")
@click.option("--json", "json_", is_flag=True, help="Print records for programs.")
@click.pass_context
def calendar(
    ctx: click.Context,
    name: str | None,
    output: Path | None,
    first: str,
    last: str,
    naming: str | None,
    json_: bool,
) -> None:
    """List days in court, ends of bans and terms, and deadlines, of a person's case or of all cases.

    With -o they become an .ics file that calendar programs take in; taking it in again updates what is there.
    """
    from khronika.docket.agenda import chosen
    from khronika.docket.calendar import agenda
    from khronika.record.chronicle import evidence, rulings
    from khronika.surface.calendar_text import appointment_record, calendar_text, undated_words
    from khronika.surface.naming import Naming

    if output is not None and json_:
        raise click.UsageError("-o writes an .ics file, --json prints records: ask for one of them")
    start, end = day(first) if first else date.min, day(last) if last else date.max
    if start > end:
        raise click.UsageError(f"--from {start} is after --to {end}")
    chronicle = opened(ctx)
    found = agenda(chosen(evidence(chronicle), name, rulings(chronicle)), start, end)
    named = Naming(naming) if naming else Naming.INITIALS if output is not None else Naming.FULL
    if output is not None:
        write(chronicle, found, named, output)
    elif json_:
        as_json([appointment_record(one, named) for one in found.appointments])
    elif found.appointments:
        click.echo(rendered(calendar_text, found.appointments, named, day("")))
    else:
        click.echo("Nothing of these days is told.")
    if found.undated and not json_:
        click.echo(undated_words(found.undated), err=True)


def write(chronicle: "Chronicle", found: "Agenda", naming: "Naming", output: Path) -> None:
    """Write the file, and tell on standard error what it holds and whom it names."""
    from khronika.record.history import log_of
    from khronika.surface.calendar_file import calendar_file, too_open

    entry = log_of(chronicle, last=1)
    changed = datetime.fromisoformat(entry[0].time) if entry else datetime(1970, 1, 1, tzinfo=UTC)
    data = calendar_file(found.appointments, naming, changed, entry[0].place if entry else 0)
    if str(output) == "-":
        click.echo(data, nl=False)
    else:
        put(data, output)
    left = [one for one in found.appointments if too_open(one)]
    count = len(found.appointments) - len(left)
    click.echo(f"{count} event{'' if count == 1 else 's'} written to {output}.", err=True)
    click.echo(WARNINGS[naming.value], err=True)
    if left:
        click.echo(f"{len(left)} known only within more than a year, left out: see khronika calendar", err=True)


def put(data: bytes, output: Path) -> None:
    """Write a file as a whole or not at all, for its owner alone.

    Replaces a calendar, and nothing else. Raises RequestError if something else is there, or if it cannot be written.
    """
    from khronika.errors import RequestError

    try:
        if output.exists() and not output.read_bytes()[:64].lstrip(b"\xef\xbb\xbf").startswith(b"BEGIN:VCALENDAR"):
            raise RequestError(
                "there is something already that is no calendar", where=str(output), do="name a new file"
            )
        handle, name = tempfile.mkstemp(dir=output.parent, prefix=".partial-")  # readable by its owner alone
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(output)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise RequestError(
            f"it cannot be written: {error.strerror or error}", where=str(output), do="name a folder that exists"
        ) from None
