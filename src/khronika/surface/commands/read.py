"""``khronika read``: what reports state, without a chronicle."""

import json
from pathlib import Path

import click

from khronika.surface.commands.intake import Intake, files_under, progress
from khronika.surface.commands.terminal import day, rendered, told_taken

PATHS = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
MANIFEST = click.option(
    "--manifest",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="What is known of the documents (JSON Lines: document, title, published, language, publisher).",
)
PUBLISHED = click.option("--published", default="", help="The day on which all of them came out, as 2023-04-11.")


def intake_of(paths: tuple[Path, ...], manifest: Path | None, published: str) -> Intake:
    """Return what a user gave, checked. Raises RequestError or DocumentError for what is not understood."""
    from khronika.documents.manifest import read_manifest

    if published:
        day(published)
    return Intake(paths, read_manifest(manifest) if manifest else {}, published)


@click.command()
@PATHS
@click.option("--jsonl", is_flag=True, help="Print the statements in the contract's shape, one a line.")
@MANIFEST
@PUBLISHED
@click.pass_context
def read(ctx: click.Context, paths: tuple[Path, ...], jsonl: bool, manifest: Path | None, published: str) -> None:
    """Read files and folders and print what they state. No chronicle is needed."""
    from khronika.errors import ReadingError
    from khronika.reading import read as read_document
    from khronika.surface.listing import statements_text
    from khronika.vocabulary.contract import to_record

    taken = intake_of(paths, manifest, published)
    count = files_under(paths)
    with progress("reading", lambda: count) as step:
        for found, _, document in taken.documents(step):
            try:
                reading = read_document(document)
            except ReadingError as error:
                taken.aside.append((found.where, error.what))
                continue
            if reading.note:
                click.echo(f"{found.where}: {reading.note}", err=True)
            if jsonl:
                for statement in reading.statements:
                    click.echo(json.dumps(to_record(statement, sure=True), ensure_ascii=False))
                continue
            if count > 1:
                click.echo(f"== {found.where}")
            if reading.statements:
                click.echo(rendered(statements_text, reading.statements))
            elif not reading.note:
                click.echo(f"{found.where}: nothing that the reader knows is stated in it", err=True)
    ctx.exit(told_taken(taken.seen, taken.aside))
