"""``khronika show``, ``accept``, ``reject`` and ``verify``: a person checks a statement, and decides."""

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from khronika.surface.commands.terminal import DONE, FOUND, actor, as_json, opened, rendered

if TYPE_CHECKING:
    from khronika.vocabulary.evidence import Evidence


@click.command()
@click.argument("statement")
@click.option("--json", "json_", is_flag=True, help="Print a record for programs.")
@click.pass_context
def show(ctx: click.Context, statement: str, json_: bool) -> None:
    """Print a statement with its quote marked in its paragraph."""
    from khronika.record.chronicle import document_of, find_evidence
    from khronika.surface.listing import show_text
    from khronika.surface.records import evidence_record

    chronicle = opened(ctx)
    one: Evidence = find_evidence(chronicle, statement)
    if json_:
        as_json(evidence_record(one))
    else:
        click.echo(rendered(show_text, one, document_of(chronicle, one.source.sha256)))


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
@click.option("--json", "json_", is_flag=True, help="Print records for programs.")
@click.pass_context
def verify(ctx: click.Context, json_: bool) -> None:
    """Check the log, the originals and every quote again, and name what does not match."""
    from khronika.record.verification import verify as check

    faults = check(opened(ctx))
    if json_:
        as_json([asdict(fault) for fault in faults])
    else:
        click.echo("\n".join(f"{fault.where}: {fault.what}" for fault in faults) or "All is as it was captured.")
    ctx.exit(FOUND if faults else DONE)
