"""``khronika show``, ``accept``, ``reject`` and ``verify``: a person checks a statement, and decides."""

from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING

import click

from khronika.surface.commands.intake import progress
from khronika.surface.commands.terminal import DONE, FOUND, actor, as_json, opened, rendered

if TYPE_CHECKING:
    from khronika.vocabulary.evidence import Evidence


@click.command()
@click.argument("statement")
@click.option("--json", "json_", is_flag=True, help="Print a record for programs.")
@click.pass_context
def show(ctx: click.Context, statement: str, json_: bool) -> None:
    """Print a statement with its quote marked in its paragraph."""
    from khronika.record.cared import said_of
    from khronika.record.chronicle import document_of, find_evidence
    from khronika.record.codings import codings
    from khronika.surface.cares_text import care_details, said_record
    from khronika.surface.listing import show_text
    from khronika.surface.records import evidence_record

    chronicle = opened(ctx)
    one: Evidence = find_evidence(chronicle, statement)
    said = said_of(chronicle, one)
    if json_:
        as_json(evidence_record(one) | {"cares": [{"of": of} | said_record(each) for of, each in said]})
    else:
        cares = tuple(line for of, each in said for line in care_details(each, of))
        shown = partial(show_text, cares=cares)
        click.echo(rendered(shown, one, document_of(chronicle, one.source.sha256)))
        for each in codings(chronicle):
            if one.id in each.statements and not each.revealed:
                click.echo(f"It is being coded blind by {', '.join(each.coders)} (khronika coding list).", err=True)


@click.command()
@click.argument("statement")
@click.pass_context
def accept(ctx: click.Context, statement: str) -> None:
    """Accept a proposed statement."""
    decided(ctx, statement, "accepted", "")


@click.command()
@click.argument("statement")
@click.option("--reason", default="", help="Why it is rejected.")
@click.pass_context
def reject(ctx: click.Context, statement: str, reason: str) -> None:
    """Reject a proposed statement, with the reason."""
    decided(ctx, statement, "rejected", reason)


def decided(ctx: click.Context, statement: str, standing: str, reason: str) -> None:
    """Enter a decision and tell what it did."""
    from khronika.record.chronicle import decide
    from khronika.surface.listing import evidence_text
    from khronika.vocabulary.evidence import Standing

    one = decide(opened(ctx), statement, Standing(standing), actor=actor(), reason=reason)
    click.echo(rendered(evidence_text, one))


@click.command()
@click.option("--head", default="", help="The hash of an entry that was noted: whether the log still reaches to it.")
@click.option("--json", "json_", is_flag=True, help="Print records for programs.")
@click.pass_context
def verify(ctx: click.Context, head: str, json_: bool) -> None:
    """Check the log, the originals and every quote again, and name what does not match. May be stopped at any time.

    That the end of the log was cut off shows only against the hash of an entry that was noted elsewhere, when it was
    the last: give it with --head. This command and backup print it.
    """
    from khronika.errors import RequestError
    from khronika.record.chronicle import last_entry
    from khronika.record.verification import faults_of, steps

    noted = head.strip().lower()
    if noted and (len(noted) != 64 or set(noted) - set("0123456789abcdef")):
        raise RequestError(f"{head!r} is no hash of an entry", do="give all of its 64 digits")
    chronicle = opened(ctx)
    faults, stopped = [], False
    try:
        with progress("verifying", lambda: steps(chronicle)) as step:
            for fault in faults_of(chronicle, noted, step):
                faults.append(fault)
                if not json_:
                    click.echo(f"{fault.where}: {fault.what}")
    except KeyboardInterrupt:
        stopped = True
        click.echo("\nStopped before all was checked; nothing was changed.", err=True)
    if json_:
        as_json([asdict(fault) for fault in faults])
    elif not faults and not stopped:
        number, hash_ = last_entry(chronicle)
        click.echo("All is as it was captured." + (f" Entries: {number}; the last is {hash_}" if number else ""))
    for do in dict.fromkeys(fault.do for fault in faults if fault.do):
        click.echo(f"What to do: {do}", err=True)
    ctx.exit(FOUND if faults or stopped else DONE)
