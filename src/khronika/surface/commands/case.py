"""``khronika case`` and ``settle``: a person says what belongs together, and which of several told values holds."""

from collections.abc import Callable, Sequence
from typing import Any

import click

from khronika.surface.commands.terminal import actor, as_json, opened, rendered

REASON = click.option("--reason", required=True, help="Why; it is shown beside the case.")
CASE_HELP = "CASE is an id (see: khronika case list), the id of a statement in it, its name, or a person's."


@click.group()
def case() -> None:
    """Say what belongs to a case: name, open, move, join, split and link. All of it can be taken back."""


@case.command("list")
@click.option("--json", "json_", is_flag=True, help="Print records for programs.")
@click.pass_context
def listed(ctx: click.Context, json_: bool) -> None:
    """List the cases with their ids, what people decided about them, and how they are linked."""
    from khronika.surface.case_shaping import all_cases
    from khronika.surface.case_words import case_record, cases_text

    found = all_cases(opened(ctx))
    if json_:
        as_json([case_record(one) for one in found])
    else:
        click.echo(rendered(cases_text, found) or "No case is in the chronicle yet. Next: khronika add REPORTS")


@case.command()
@click.argument("case_")
@click.argument("name")
@click.option("--reason", default="", help="Why.")
@click.pass_context
def name(ctx: click.Context, case_: str, name: str, reason: str) -> None:
    """Give CASE_ a NAME of its own."""
    from khronika.surface.case_shaping import named

    entered(ctx, named, case_, name, reason=reason)


@case.command("open")
@click.argument("name")
@click.argument("statements", nargs=-1, required=True)
@REASON
@click.pass_context
def open_(ctx: click.Context, name: str, statements: Sequence[str], reason: str) -> None:
    """Open a case called NAME of some STATEMENTS, which leave the cases that they are in."""
    from khronika.surface.case_shaping import opened as enter

    entered(ctx, enter, name, statements, reason=reason)


@case.command()
@click.argument("statements", nargs=-1, required=True)
@click.option("--to", "target", required=True, help=CASE_HELP)
@REASON
@click.pass_context
def move(ctx: click.Context, statements: Sequence[str], target: str, reason: str) -> None:
    """Move STATEMENTS to another case."""
    from khronika.surface.case_shaping import moved

    entered(ctx, moved, statements, target, reason=reason)


@case.command()
@click.argument("into")
@click.argument("others", nargs=-1, required=True)
@REASON
@click.pass_context
def join(ctx: click.Context, into: str, others: Sequence[str], reason: str) -> None:
    """Make one case of the case INTO and OTHERS."""
    from khronika.surface.case_shaping import joined

    entered(ctx, joined, into, others, reason=reason)


@case.command()
@click.argument("case_")
@click.argument("statements", nargs=-1, required=True)
@click.option("--name", "new", required=True, help="What the new case is called.")
@REASON
@click.pass_context
def split(ctx: click.Context, case_: str, statements: Sequence[str], new: str, reason: str) -> None:
    """Make a case of its own of STATEMENTS that are in CASE_."""
    from khronika.surface.case_shaping import split as enter

    entered(ctx, enter, case_, statements, new, reason=reason)


@case.command()
@click.argument("first")
@click.argument("second")
@REASON
@click.pass_context
def link(ctx: click.Context, first: str, second: str, reason: str) -> None:
    """Link two cases that have to do with each other and stay two."""
    from khronika.surface.case_shaping import linked

    entered(ctx, linked, first, second, reason=reason)


@click.command()
@click.argument("statement")
@click.argument("slot", required=False, default="")
@REASON
@click.pass_context
def settle(ctx: click.Context, statement: str, slot: str, reason: str) -> None:
    """Settle a disagreement between sources: the value that STATEMENT gives for SLOT (date, amount …) holds.

    What the other sources say stays in the docket, marked as not chosen. If another source disagrees later, the
    disagreement is open again.
    """
    from khronika.surface.case_shaping import settled

    entered(ctx, settled, statement, slot, reason=reason)


def entered(ctx: click.Context, say: Callable[..., tuple[str, str]], *what: Any, reason: str) -> None:
    """Let a person say something of a case; tell what was entered, and how to take it back.

    All entries that it made are named, the last one first.
    """
    from khronika.record.chronicle import last_entry
    from khronika.record.history import log_of

    chronicle = opened(ctx)
    since = last_entry(chronicle)[0]
    _, words = say(chronicle, *what, actor=actor(), reason=reason)
    made = log_of(chronicle, last=max(last_entry(chronicle)[0] - since, 1))
    entries = " ".join(f"--entry {one.number}" for one in reversed(made) if one.actor == actor())
    click.echo(f"{words} To take it back: khronika undo {entries}")
