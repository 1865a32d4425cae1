"""``khronika log``, ``undo``, ``erase``, ``rebuild``, ``upgrade``, ``backup`` and ``restore``: the record itself."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from khronika.surface.commands.encryption import SERVER, YES, new_lock
from khronika.surface.commands.passphrases import NEW_FILE, passphrase
from khronika.surface.commands.terminal import actor, as_json, opened

if TYPE_CHECKING:
    from khronika.record.log import Entry

JSON = click.option("--json", "json_", is_flag=True, help="Print records for programs.")
TOLD = (  # what an entry's line tells of its body
    *("filename", "id", "standing", "entry", "entries", "statements", "reader", "name", "into", "parties", "cases"),
    *("party", "case", "mentions", "subject", "level", "purpose", "from", "to", "statement"),
    *("sealed", "coding", "coders", "coder", "agreed", "differing", "withheld", "resealed", "reason"),
)
COUNTED = ("statements", "agreed", "differing")
REASON = click.option("--reason", required=True, help="Why.")


@click.command()
@click.option("--last", type=click.IntRange(1), help="Only so many, from the end.")
@click.option("--kind", default="", help="Only entries of a kind, for instance decision.")
@JSON
@click.pass_context
def log(ctx: click.Context, last: int | None, kind: str, json_: bool) -> None:
    """Tell every change: its number, when, by whom, and what."""
    from khronika.record.history import log_of

    found = log_of(opened(ctx), viewer=actor(), kind=kind, last=last)
    if json_:
        as_json([entry_record(entry) for entry in found])
    else:
        click.echo("\n".join(map(entry_text, found)) or "No such entries.")


def entry_record(entry: "Entry") -> dict[str, Any]:
    """Return an entry for programs; ``body`` is null once it was erased."""
    told = asdict(entry)
    return told | {
        "body": None if entry.erased else json.loads(entry.body),
        "salt": None if entry.erased else entry.salt,
    }


def entry_text(entry: "Entry") -> str:
    """Return an entry in one line."""
    if entry.erased:
        what = "(its content was erased)"
    else:
        body = json.loads(entry.body)
        counted = {slot: len(body[slot]) for slot in COUNTED if isinstance(body.get(slot), list)}
        body |= counted if entry.kind in {"statements_proposed", "coding_started", "coding_revealed"} else {}
        if isinstance(body.get("withheld"), dict):
            body["statement"] = body.pop("withheld")["statement"]
        body["resealed"] = list(body.get("resealed", ()))
        what = " · ".join(f"{slot} {shortly(body[slot])}" for slot in TOLD if body.get(slot) not in (None, "", []))
    return f"{entry.number:6}  {entry.time}  {entry.actor}  {entry.kind.replace('_', ' ')}  {what}"


def shortly(value: Any) -> str:
    """Return a value of an entry's body as it fits in a line."""
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= 60 else text[:59] + "…"


@click.command()
@click.argument("statement", required=False)
@click.option(
    "--entry",
    "numbers",
    type=click.IntRange(1),
    multiple=True,
    help="The number of an entry (see: khronika log); several are taken back in the order given.",
)
@click.pass_context
def undo(ctx: click.Context, statement: str | None, numbers: tuple[int, ...]) -> None:
    """Take back the last decision on a STATEMENT, or whatever an entry decided: a merge, a case, a taking back.

    Nothing is lost by it: the log keeps both, and the taking back can be taken back.
    """
    from khronika.record.chronicle import undo as take_back
    from khronika.record.chronicle import undo_entry

    if (statement is None) == (not numbers):
        raise click.UsageError("name a STATEMENT, or --entry NUMBER")
    chronicle = opened(ctx)
    if statement is not None:
        one = take_back(chronicle, statement, actor=actor())
        click.echo(f"{one.id} is {one.standing.value} again.")
    for number in numbers:
        told = undo_entry(chronicle, number, actor=actor())
        click.echo(f"What entry {number} decided was taken back, by entry {told.number}.")


@click.command()
@click.argument("what", metavar="DOCUMENT or STATEMENT")
@click.option("--original/--keep-original", default=False, help="Erase the bytes of the document's original too.")
@REASON
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_context
def erase(ctx: click.Context, what: str, original: bool, reason: str, yes: bool) -> None:
    """Erase a document and what was read of it, or one statement. It cannot be undone.

    Name a document by its SHA-256, a statement by its name, or the beginning of it. The log still verifies, and says
    that something was erased, when, by whom and why.
    """
    from khronika.errors import RequestError
    from khronika.record.chronicle import erase as remove
    from khronika.record.chronicle import erase_statement, sources
    from khronika.record.holdings import evidence_called

    chronicle, wanted = opened(ctx), what.strip().lower()
    held = sources(chronicle)
    found = [one for one in held if wanted and one.sha256.startswith(wanted)]
    said = evidence_called(chronicle, wanted)
    if len(found) + len(said) != 1:
        raise RequestError(
            f"{len(found)} documents and {len(said)} statements begin with {what!r}",
            do="write more of the name; see: khronika sources, khronika docket",
        )
    if said:
        one = said[0]
        told = f"statement {one.id} of {one.source.filename}"
        confirm(f"Erase {told} from the record? It cannot be undone.", yes=yes)
        entry = erase_statement(chronicle, one.id, actor=actor(), reason=reason)
        click.echo(f"The {told} was erased, by entry {entry.number}.")
        click.echo("The document keeps its words; to erase it as a whole: khronika erase SHA256", err=True)
    else:
        confirm(f"Erase {found[0].filename} and what was read of it? It cannot be undone.", yes=yes)
        entry = remove(chronicle, found[0].sha256, original=original, actor=actor(), reason=reason)
        click.echo(f"{found[0].filename} was erased, by entry {entry.number}.")
        if not original:
            click.echo("Its original is kept in the vault; to erase that as well: --original", err=True)
        for table in (one for one in held if found[0].filename.startswith(f"{one.filename}, row ")):
            click.echo(f"The table that it is a row of still tells it: {table.filename}, {table.sha256}", err=True)
    click.echo("Backups and copies made before still hold it, and so may the free space of the disk.", err=True)


def confirm(question: str, *, yes: bool) -> None:
    """Ask for a yes, unless it was said already; without one nothing is done."""
    if not yes:
        click.confirm(question, abort=True, err=True)


@click.command()
@click.pass_context
def rebuild(ctx: click.Context) -> None:
    """Throw the tables away and make them again from the log."""
    from khronika.record.chronicle import last_entry
    from khronika.record.chronicle import rebuild as make_again

    chronicle = opened(ctx)
    make_again(chronicle)
    click.echo(f"The tables were made again from {last_entry(chronicle)[0]} entries.")


@click.command()
@click.pass_context
def upgrade(ctx: click.Context) -> None:
    """Bring the chronicle of an earlier Khronika to this version. Make a copy of the folder before."""
    from khronika.record.folder import upgrade as bring

    brought = bring(ctx.obj, lambda: passphrase(ctx.obj))
    click.echo("The chronicle was brought to this version." if brought else "It is of this version already.")


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
@click.pass_context
def backup(ctx: click.Context, target: Path) -> None:
    """Verify the chronicle and write its log and its originals to one new file."""
    from khronika.record.backup import backup as write

    kept = write(opened(ctx), target)
    click.echo(f"{kept.entries} entries and {kept.files} files were written to {target}.")
    click.echo(f"The last entry is {kept.last}: note it elsewhere, it shows later that nothing was changed or cut off.")


@click.command()
@click.argument("source", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--database", default="", help="A PostgreSQL database for it, as postgresql://USER@HOST/DATABASE.")
@click.option("--encrypted", is_flag=True, help="Encrypt it with new keys, whether the backup is encrypted or not.")
@YES
@click.pass_context
def restore(ctx: click.Context, source: Path, database: str, encrypted: bool, yes: bool) -> None:
    """Make the chronicle of a backup again in the folder that --chronicle names, and verify it.

    An encrypted backup is opened with the passphrase that the chronicle had then, and its chronicle keeps it.
    """
    from khronika.record.backup import restore as make
    from khronika.record.folder import expect_free

    expect_free(ctx.obj)
    lock = new_lock(ctx.obj, yes, NEW_FILE) if encrypted else None
    made, kept = make(source, ctx.obj, actor=actor(), url=database, ask=lambda: passphrase(source, ctx.obj), lock=lock)
    if made.keys and made.url:
        click.echo(SERVER, err=True)
    click.echo(f"{kept.entries} entries and {kept.files} files are in {ctx.obj}, and all verify.")
    click.echo(f"The last entry is {kept.last}.")
