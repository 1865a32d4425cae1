"""``khronika review``, ``amend`` and ``state``: a person goes through statements, mends them, and adds what is missing."""

import os
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

import click

from khronika.surface.commands.terminal import actor, as_json, opened, rendered

if TYPE_CHECKING:
    from khronika.record.chronicle import Chronicle
    from khronika.record.codings import Coding
    from khronika.surface.reviewing.console import Console
    from khronika.vocabulary.evidence import Evidence, Standing

KINDS = ("profile", "proceeding", "restriction", "act", "toll", "assessment", "recommendation")
JSON = click.option("--json", "json_", is_flag=True, help="Print a record for programs.")


@click.command()
@click.argument("what", metavar="[DOCUMENT or NAME]", default="")
@click.option("--kind", type=click.Choice(KINDS), help="Only statements of a kind.")
@click.option("--unsure-first", is_flag=True, help="Begin with those of which the reader is least sure.")
@click.option("--coding", "blind", is_flag=True, help="Decide in the blind coding that you take part in.")
@click.option("--json", "json_", is_flag=True, help="Do not ask: print what is to be reviewed, for programs.")
@click.pass_context
def review(ctx: click.Context, what: str, kind: str | None, unsure_first: bool, blind: bool, json_: bool) -> None:
    """Go through statements one by one, and accept, amend or reject each.

    All of them, or those of a DOCUMENT (its file's name) or of a person's case. Each decision is kept at once; the
    same command goes on where you stopped. Keys are listed below each statement. Without a terminal each line of
    standard input is a key, with what it needs after it: "r another person", "m place = Osh".
    """
    from khronika.record.chronicle import evidence, sources
    from khronika.surface.reviewing.queue import chosen
    from khronika.surface.reviewing.queue import unsure_first as ordered
    from khronika.vocabulary.terms import Kind

    chronicle = opened(ctx)
    held = chosen(evidence(chronicle), sources(chronicle), what, Kind(kind) if kind else None)
    coding = None
    if blind:
        from khronika.surface.commands.coding import mine

        coding = mine(chronicle, what)
        held = [one for one in held if one.id in coding.statements]
    else:
        held = without_coded(chronicle, held)
    if unsure_first:
        held = ordered(held)
    go_through(chronicle, held, coding, json_=json_)


def without_coded(chronicle: "Chronicle", held: list["Evidence"]) -> list["Evidence"]:
    """Return statements without those that are being coded blind, and tell of these."""
    from khronika.record.codings import codings

    closed = {id_ for one in codings(chronicle) if not one.revealed for id_ in one.statements}
    kept = [one for one in held if one.id not in closed]
    if len(kept) < len(held):
        click.echo(f"{len(held) - len(kept)} statements are being coded blind and left out here.", err=True)
    return kept


def go_through(
    chronicle: "Chronicle",
    held: list["Evidence"],
    coding: "Coding | None",
    *,
    json_: bool = False,
    remarks: dict[str, str] | None = None,
) -> None:
    """Let the user go through statements, in the open or in a coding, and tell how far it came."""
    from khronika.record.chronicle import document_of
    from khronika.surface.records import evidence_record
    from khronika.surface.reviewing.desks import CodingDesk, Desk, OpenDesk
    from khronika.surface.reviewing.session import Review
    from khronika.surface.reviewing.sheet import statement_text
    from khronika.vocabulary.evidence import Standing

    me = actor()
    desk: Desk = CodingDesk(chronicle, coding, me) if coding is not None else OpenDesk(chronicle, me)
    standings = standings_of(chronicle, held, coding, me)
    if json_:
        told = [evidence_record(one) | {"standing": standings[one.id].value} for one in held]
        as_json(told)
        return
    if not held:
        click.echo("There is nothing to review here. What was captured: khronika sources")
        return

    def shown(one: "Evidence", document: Any, progress: str, note: str) -> str:
        return rendered(statement_text, one, document, progress, note)

    session = Review(desk, console(), standings, cache(lambda sha256: document_of(chronicle, sha256)), shown, remarks)
    session.run()
    left = sum(standing is Standing.PROPOSED for standing in session.standings.values())
    click.echo(f"\n{session.progress}." + (" The same command goes on where you stopped." if left else ""))
    if coding is not None and not left:
        click.echo("When you are done with all of it: khronika coding done")


def standings_of(
    chronicle: "Chronicle", held: list["Evidence"], coding: "Coding | None", me: str
) -> dict[str, "Standing"]:
    """Return how statements stand: for all to see, or to one coder alone."""
    from khronika.record.codings import coded
    from khronika.vocabulary.evidence import Standing

    if coding is None:
        return {one.id: one.standing for one in held}
    own = {id_: told[me].standing for id_, told in coded(chronicle, coding, viewer=me).items() if me in told}
    return {one.id: own.get(one.id, Standing.PROPOSED) for one in held}


def console() -> "Console":
    """Return who is asked: a terminal, or lines where there is none."""
    from khronika.surface.reviewing.console import Lines, Terminal

    both = sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "") != "dumb"
    return Terminal() if both else Lines()


def pairs(given: tuple[str, ...]) -> dict[str, str]:
    """Return what was written as slot=value. Refuses anything else as a usage error."""
    found: dict[str, str] = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not equals or not name.strip():
            raise click.BadParameter(
                f"{one!r} is no slot=value; write it as place=Osh, in quotation marks if it has spaces"
            )
        if name.strip() in found:
            raise click.BadParameter(
                f"{name.strip()} is written twice; several values go into one, with ; between them"
            )
        found[name.strip()] = value
    return found


@click.command()
@click.argument("statement")
@click.argument("slots", metavar="SLOT=VALUE...", nargs=-1)
@click.option("--quote", "words", default="", help="Move the quote to these words of its paragraph.")
@click.option("--reason", default="", help="Why it is amended.")
@JSON
@click.pass_context
def amend(ctx: click.Context, statement: str, slots: tuple[str, ...], words: str, reason: str, json_: bool) -> None:
    """Put a statement right and accept it so; what was read is kept beside it. "place=" empties a slot."""
    from khronika.record.chronicle import amend as enter
    from khronika.record.chronicle import document_of, find_evidence
    from khronika.surface.reviewing.form import CHECKED, moved_quote
    from khronika.vocabulary.amending import amended

    if not slots and not words:
        raise click.UsageError("say what is to be changed: SLOT=VALUE, or --quote")
    chronicle = opened(ctx)
    one = find_evidence(chronicle, statement)
    quote = moved_quote(document_of(chronicle, one.source.sha256), one.statement.quote, words) if words else None
    made = amended(one.statement, pairs(slots), quote)
    tell(enter(chronicle, one.id, made, actor=actor(), reason=reason or CHECKED), json_=json_)


@click.command()
@click.argument("document")
@click.argument("slots", metavar="kind=KIND SLOT=VALUE...", nargs=-1, required=True)
@click.option("--quote", "words", required=True, help="The exact words of the document that say it.")
@click.option("--at", type=click.IntRange(1), help="Which of the places, where the words stand several times.")
@click.option("--propose", is_flag=True, help="Leave it proposed, for somebody else to decide on.")
@click.option("--reason", default="", help="A note of yours.")
@JSON
@click.pass_context
def state(
    ctx: click.Context,
    document: str,
    slots: tuple[str, ...],
    words: str,
    at: int | None,
    propose: bool,
    reason: str,
    json_: bool,
) -> None:
    """Add a statement that the reader did not see, with the words of the DOCUMENT that say it.

    It is accepted at once, and shown with who wrote it; with --propose somebody else decides.
    """
    from khronika.documents.quoting import spans
    from khronika.errors import ReadingError, RequestError
    from khronika.record.chronicle import add_statement, document_of, sources
    from khronika.record.withholding import overlap, withheld
    from khronika.surface.reviewing.queue import the_document
    from khronika.vocabulary.amending import stated
    from khronika.vocabulary.statement import Quote
    from khronika.vocabulary.terms import Kind

    values = pairs(slots)
    kind = values.pop("kind", "")
    if kind not in KINDS:
        raise click.UsageError(f"say what kind of statement it is: kind={'|'.join(KINDS)}")
    chronicle = opened(ctx)
    source = the_document(sources(chronicle), document)
    text = document_of(chronicle, source.sha256).text
    found = spans(text, words)
    if not found:
        raise ReadingError(
            f"these words do not stand in it: {words[:80]!r}", where=source.filename, do="copy them as they stand"
        )
    if len(found) > 1 and (at is None or at > len(found)):
        listed = "".join(f"\n  --at {n}  …{around(text, *span)}…" for n, span in enumerate(found, start=1))
        raise RequestError(f"these words stand there {len(found)} times:{listed}\n", do="say which with --at")
    first, last = found[(at or 1) - 1]
    for gone in withheld(chronicle, source.sha256):
        if overlap((first, last), [(gone.start, gone.end)]):
            click.echo(f"Note: a statement of these words was erased by {gone.by}, {gone.at}: {gone.reason}", err=True)
    made = stated(Kind(kind), source.document, Quote(first, last, text[first:last]), values)
    tell(add_statement(chronicle, source.sha256, made, actor=actor(), reason=reason, proposed=propose), json_=json_)


def around(text: str, start: int, end: int) -> str:
    """Return words with some of what stands before and after them, in one line."""
    return " ".join(text[max(0, start - 30) : min(len(text), end + 30)].split())


def tell(one: "Evidence", *, json_: bool) -> None:
    """Print a statement as it stands now."""
    from khronika.surface.listing import evidence_text
    from khronika.surface.records import evidence_record

    if json_:
        as_json(evidence_record(one))
    else:
        click.echo(rendered(evidence_text, one))
