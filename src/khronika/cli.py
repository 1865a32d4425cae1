"""The command line. Nothing heavy is imported before it is needed."""

import getpass
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from khronika import __version__
from khronika.errors import DocumentError, KhronikaError, ReadingError

if TYPE_CHECKING:
    from khronika.record.chronicle import Chronicle
    from khronika.vocabulary.evidence import Evidence

DONE, FOUND, NOT_UNDERSTOOD = 0, 1, 2
READER = "khronika-rules 1"


class Commands(click.Group):
    """Commands whose errors are messages, never tracebacks."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what the user can act on is printed with exit status 2."""
        try:
            return super().invoke(ctx)
        except KhronikaError as error:
            click.echo(f"khronika: {error}", err=True)
            ctx.exit(NOT_UNDERSTOOD)
        except BrokenPipeError:
            ctx.exit(DONE)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
@click.option(
    "--chronicle",
    "folder",
    type=click.Path(path_type=Path),
    envvar="KHRONIKA_CHRONICLE",
    default="chronicle",
    help="The chronicle's folder.",
)
@click.pass_context
def main(ctx: click.Context, folder: Path) -> None:
    """Keep a chronicle of human-rights cases: reports go in, sourced statements come out. Works offline."""
    ctx.obj = folder


def opened(ctx: click.Context) -> "Chronicle":
    """Open the chronicle that the user named."""
    from khronika.record.chronicle import open_chronicle  # noqa: PLC0415

    return open_chronicle(ctx.obj)


@contextmanager
def progress(label: str) -> Iterator[Callable[[str], None]]:
    """Tell on standard error what is being worked on, if somebody looks at it."""
    count = 0

    def step(name: str) -> None:
        nonlocal count
        count += 1
        if sys.stderr.isatty():
            click.echo(f"\r\033[K{label} {count}: {name[-60:]}", err=True, nl=False)

    yield step
    if count and sys.stderr.isatty():
        click.echo("\r\033[K", err=True, nl=False)


def day(text: str) -> date:
    """Return a day that the user typed, or refuse it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"{text!r} is no day; write it as 2029-05-01") from None


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--jsonl", is_flag=True, help="Print the statements in the contract's shape, one a line.")
@click.option(
    "--manifest",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="What is known of the documents (JSON Lines).",
)
@click.option("--published", default="", help="The day of publication, as 2023-04-11.")
@click.pass_context
def read(ctx: click.Context, paths: tuple[Path, ...], jsonl: bool, manifest: Path | None, published: str) -> None:
    """Read files and folders and print what they state. No chronicle is needed."""
    from khronika.documents import SetAside, discover, document_from  # noqa: PLC0415
    from khronika.documents.manifest import read_manifest, with_manifest  # noqa: PLC0415
    from khronika.reading import read as read_document  # noqa: PLC0415
    from khronika.surface.words import says_who, summary, when  # noqa: PLC0415
    from khronika.vocabulary.contract import to_record  # noqa: PLC0415

    if published:
        day(published)
    known = read_manifest(manifest) if manifest else {}
    aside: list[tuple[str, str]] = []
    with progress("reading") as step:
        for found in discover(paths):
            if isinstance(found, SetAside):
                aside.append((found.where, found.reason))
                continue
            step(found.where)
            try:
                document = document_from(found.load(), found.filename)
            except DocumentError as error:
                aside.append((found.where, error.what))
                continue
            except OSError as error:
                aside.append((found.where, f"it cannot be read: {error.strerror or error}"))
                continue
            document = with_manifest(document, known.get(document.id, {}))
            reading = read_document(replace(document, published=published) if published else document)
            if reading.note:
                click.echo(f"{found.where}: {reading.note}", err=True)
            for statement in reading.statements:
                if jsonl:
                    click.echo(json.dumps(to_record(statement), ensure_ascii=False))
                else:
                    click.echo(f"{statement.kind.value:15}{when(statement) or '-':24}{summary(statement)}")
                    click.echo(f"{'':15}{says_who(statement)}: “{' '.join(statement.quote.text.split())}”")
                    for slot, why in statement.reasons.items():
                        click.echo(f"{'':15}~ {slot} inferred: {why}")
    told_aside(aside)
    ctx.exit(FOUND if aside else DONE)


def told_aside(aside: list[tuple[str, str]]) -> None:
    """List what was set aside, with the reasons, on standard error."""
    if aside:
        click.echo(f"{len(aside)} set aside:", err=True)
    for where, reason in aside:
        click.echo(f"  {where}: {reason}", err=True)


@main.command()
@click.pass_context
def init(ctx: click.Context) -> None:
    """Begin a chronicle in a new folder."""
    from khronika.record.chronicle import init as begin  # noqa: PLC0415

    begin(ctx.obj, actor=getpass.getuser())
    click.echo(f"A chronicle was begun in {ctx.obj}. Next: khronika add REPORTS")


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.pass_context
def add(ctx: click.Context, paths: tuple[Path, ...]) -> None:
    """Capture files and folders, read them, and keep their statements as proposed. May be stopped at any time."""
    import hashlib  # noqa: PLC0415

    from khronika.documents import SetAside, discover, document_from  # noqa: PLC0415
    from khronika.reading import read as read_document  # noqa: PLC0415
    from khronika.record.chronicle import capture, known  # noqa: PLC0415

    chronicle = opened(ctx)
    aside: list[tuple[str, str]] = []
    added = repeated = proposed = 0
    try:
        with progress("adding") as step:
            for found in discover(paths):
                if isinstance(found, SetAside):
                    aside.append((found.where, found.reason))
                    continue
                step(found.where)
                try:
                    data = found.load()
                    if known(chronicle, hashlib.sha256(data).hexdigest()):
                        repeated += 1
                        continue
                    document = document_from(data, found.filename)
                except DocumentError as error:
                    aside.append((found.where, error.what))
                    continue
                except OSError as error:
                    aside.append((found.where, f"it cannot be read: {error.strerror or error}"))
                    continue
                try:
                    reading = read_document(document)
                    if reading.note:
                        click.echo(f"{found.where}: {reading.note}", err=True)
                    new = capture(
                        chronicle,
                        data,
                        document,
                        reading.statements,
                        actor=getpass.getuser(),
                        reader=READER,
                        note=reading.note,
                    )
                except ReadingError as error:
                    aside.append((found.where, error.what))
                    continue
                added, repeated = added + new, repeated + (not new)
                proposed += len(reading.statements) if new else 0
    except KeyboardInterrupt:
        click.echo("\nStopped. What was added is kept; the same command goes on where it stopped.", err=True)
        ctx.exit(FOUND)
    click.echo(f"{added} added, {proposed} statements proposed, {repeated} known already.")
    told_aside(aside)
    ctx.exit(FOUND if aside else DONE)


@main.command()
@click.argument("name", required=False)
@click.option("--on", default="", help="The day to answer for, as 2029-05-01; today if left out.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def docket(ctx: click.Context, name: str | None, on: str, as_json: bool) -> None:
    """Show the case of a person, each line with its quote; without a NAME, all cases."""
    from khronika.docket.case import docket as made  # noqa: PLC0415
    from khronika.docket.case import find_name, people  # noqa: PLC0415
    from khronika.record.chronicle import evidence  # noqa: PLC0415
    from khronika.surface.dockets import as_record, as_text  # noqa: PLC0415

    chronicle = opened(ctx)
    held = evidence(chronicle)
    asked = day(on) if on else datetime.now(UTC).date()
    names = [find_name(held, name)] if name else list(people(held))
    dockets = [made(held, one, asked) for one in names]
    if as_json:
        click.echo(json.dumps([as_record(one) for one in dockets], ensure_ascii=False, indent=1))
    else:
        click.echo("\n\n".join(map(as_text, dockets)) or "Nobody's proceedings are in the chronicle yet.")


@main.command()
@click.option("--in-force", "in_force", default="", help="Bans in force on a day.")
@click.option("--ending", type=click.IntRange(1900, 9998), help="Bans whose computed end lies in a year.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def bans(ctx: click.Context, in_force: str, ending: int | None, as_json: bool) -> None:
    """List what people may no longer do, with each computed end."""
    from khronika.docket.restrictions import bans as found_in  # noqa: PLC0415
    from khronika.record.chronicle import evidence  # noqa: PLC0415
    from khronika.surface.dockets import ban_record, ban_text  # noqa: PLC0415

    found = found_in(evidence(opened(ctx)))
    if in_force:
        found = tuple(b for b in found if b.status(day(in_force)) in {"in force", "unknown"})
    if ending is not None:
        found = tuple(b for b in found if any(e.first.year <= ending <= e.last.year for e in b.ends))
    on = day(in_force) if in_force else datetime.now(UTC).date()
    if as_json:
        click.echo(json.dumps([ban_record(b, on) for b in found], ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(ban_text(b, on) for b in found) or "No such bans.")


@main.command()
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def sources(ctx: click.Context, as_json: bool) -> None:
    """List what was captured: publisher, dates, credits, who captured it when, and the hash of its bytes."""
    from khronika.record.chronicle import sources as captured  # noqa: PLC0415
    from khronika.surface.dockets import source_text  # noqa: PLC0415

    found = captured(opened(ctx))
    click.echo(
        json.dumps([asdict(s) for s in found], ensure_ascii=False, indent=1)
        if as_json
        else "\n".join(map(source_text, found))
    )


@main.command()
@click.argument("statement")
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def show(ctx: click.Context, statement: str, as_json: bool) -> None:
    """Print a statement with its quote marked in its paragraph."""
    from khronika.record.chronicle import document_of, find_evidence  # noqa: PLC0415
    from khronika.surface.dockets import evidence_record, shown  # noqa: PLC0415

    chronicle = opened(ctx)
    one: Evidence = find_evidence(chronicle, statement)
    document = document_of(chronicle, one.source.sha256)
    click.echo(json.dumps(evidence_record(one), ensure_ascii=False, indent=1) if as_json else shown(one, document))


@main.command()
@click.argument("statement")
@click.pass_context
def accept(ctx: click.Context, statement: str) -> None:
    """Accept a proposed statement."""
    decided(ctx, statement, "accepted", "")


@main.command()
@click.argument("statement")
@click.option("--reason", default="", help="Why it is rejected.")
@click.pass_context
def reject(ctx: click.Context, statement: str, reason: str) -> None:
    """Reject a proposed statement, with the reason."""
    decided(ctx, statement, "rejected", reason)


def decided(ctx: click.Context, statement: str, standing: str, reason: str) -> None:
    """Enter a decision and tell what it did."""
    from khronika.record.chronicle import decide  # noqa: PLC0415
    from khronika.surface.words import line  # noqa: PLC0415
    from khronika.vocabulary.evidence import Standing  # noqa: PLC0415

    click.echo(line(decide(opened(ctx), statement, Standing(standing), actor=getpass.getuser(), reason=reason)))


@main.command()
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def verify(ctx: click.Context, as_json: bool) -> None:
    """Check the log, the originals and every quote again, and name what does not match."""
    from khronika.record.verification import verify as check  # noqa: PLC0415

    faults = check(opened(ctx))
    if as_json:
        click.echo(json.dumps([asdict(f) for f in faults], ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(f"{f.where}: {f.what}" for f in faults) or "All is as it was captured.")
    ctx.exit(FOUND if faults else DONE)
