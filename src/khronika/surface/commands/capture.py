"""``khronika init``, ``add``, ``reread`` and ``sources``: reports go in, and what was captured is told."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from khronika.surface.commands.encryption import SERVER, YES, new_lock
from khronika.surface.commands.intake import files_under, progress
from khronika.surface.commands.read import MANIFEST, PATHS, PUBLISHED, intake_of
from khronika.surface.commands.terminal import DONE, FOUND, actor, as_json, opened, rendered, told_aside, told_taken

if TYPE_CHECKING:
    from khronika.record.rereading import Left


@click.command()
@click.option("--database", default="", help="A PostgreSQL database for a team, as postgresql://USER@HOST/DATABASE.")
@click.option("--encrypted", is_flag=True, help="Encrypt it with a passphrase, which is asked for.")
@YES
@click.pass_context
def init(ctx: click.Context, database: str, encrypted: bool, yes: bool) -> None:
    """Begin a chronicle in a new folder; the folder keeps the originals even if a team shares a database."""
    from khronika.record.chronicle import init as begin
    from khronika.record.folder import expect_free

    expect_free(ctx.obj)
    begin(ctx.obj, actor=actor(), url=database, lock=new_lock(ctx.obj, yes) if encrypted else None)
    click.echo(f"{'An encrypted' if encrypted else 'A'} chronicle was begun in {ctx.obj}. Next: khronika add REPORTS")
    if encrypted and database:
        click.echo(SERVER, err=True)


@click.command()
@PATHS
@MANIFEST
@PUBLISHED
@click.pass_context
def add(ctx: click.Context, paths: tuple[Path, ...], manifest: Path | None, published: str) -> None:
    """Capture files and folders, read them, and keep their statements as proposed. May be stopped at any time."""
    from khronika.surface.adding import add_documents

    chronicle = opened(ctx)
    taken = intake_of(paths, manifest, published)
    added = proposed = 0
    try:
        with progress("adding", lambda: files_under(paths)) as step:
            for one in add_documents(chronicle, taken, step, actor()):
                if one.note:
                    click.echo(f"{one.where}: {one.note}", err=True)
                added, proposed = added + one.new, proposed + one.proposed
    except KeyboardInterrupt:
        click.echo("\nStopped. What was added is kept; the same command goes on where it stopped.", err=True)
        ctx.exit(FOUND)
    click.echo(f"{added} added, {proposed} statements proposed, {taken.repeated} known already.")
    ctx.exit(told_taken(taken.seen, taken.aside))


@click.command()
@click.pass_context
def reread(ctx: click.Context) -> None:
    """Read the captured documents again with this version's reader. What people decided stays."""
    from khronika.documents.tables import MEDIA_TYPES
    from khronika.errors import ReadingError
    from khronika.reading import reader
    from khronika.record.chronicle import document_of, propose, unread
    from khronika.record.rereading import Left, left_standing
    from khronika.record.withholding import withheld_from

    chronicle = opened(ctx)
    left: list[Left] = []
    waiting = [one for one in unread(chronicle, reader.NAME) if one.media_type not in MEDIA_TYPES]
    aside: list[tuple[str, str]] = []
    done = proposed = kept_out = 0
    try:
        with progress("reading", lambda: len(waiting)) as step:
            for source in waiting:
                step(source.filename)
                try:
                    reading = reader.read(document_of(chronicle, source.sha256))
                except ReadingError as error:
                    aside.append((source.filename, error.what))
                    continue
                kept_out += withheld_from(chronicle, source.sha256, reading.statements)
                propose(
                    chronicle,
                    source.sha256,
                    reading.statements,
                    actor=actor(),
                    reader=reader.NAME,
                    note=reading.note,
                )
                done, proposed = done + 1, proposed + len(reading.statements)
                left += left_standing(chronicle, source.sha256, reading.statements)
    except KeyboardInterrupt:
        told_left(left)
        click.echo("\nStopped. What was read is kept; the same command goes on where it stopped.", err=True)
        ctx.exit(FOUND)
    click.echo(f"{done} read again with {reader.NAME}, {proposed - kept_out} statements proposed.")
    if kept_out:
        click.echo(f"{kept_out} statements were not taken: they quote what was erased (khronika log).", err=True)
    told_left(left)
    told_aside(aside)
    ctx.exit(FOUND if aside else DONE)


def told_left(left: "list[Left]") -> None:
    """Tell which statements stay since people decided on them, though they are read otherwise now, or not any more."""
    from khronika.record.holdings import described

    if not left:
        return
    count = f"{len(left)} statement{'' if len(left) == 1 else 's'}"
    click.echo(f"{count} on which people decided are not read so any more. They stay, with what was decided:", err=True)
    for one in left:
        click.echo(f"  {one.kept.id}  {described(one.kept)}", err=True)
        for now in one.instead:
            click.echo(f"    read now: {now.id}; what was decided on {one.kept.id} does not hold for it", err=True)
    click.echo(
        "Reject the one of each pair that is wrong; file, link or settle the other one anew if it should be.", err=True
    )


@click.command()
@click.option("--all", "each_row", is_flag=True, help="Each row of an imported table by itself, with its hash.")
@click.option("--json", "json_", is_flag=True, help="Print records for programs.")
@click.pass_context
def sources(ctx: click.Context, each_row: bool, json_: bool) -> None:
    """List what was captured: publisher, dates, credits, who captured it when, and the hash of its bytes."""
    from khronika.record.chronicle import sources as captured
    from khronika.surface.records import source_record
    from khronika.surface.sources import sources_text

    found = captured(opened(ctx))
    if json_:
        as_json([source_record(one) for one in found])
    else:
        click.echo(
            rendered(partial(sources_text, each_row=each_row), found)
            or "Nothing was captured yet. Next: khronika add REPORTS"
        )
