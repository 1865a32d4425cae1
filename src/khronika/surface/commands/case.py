"""``khronika case`` and ``settle``: a person says what belongs together, and which of several told values holds."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from khronika.surface.commands.terminal import actor, as_json, opened, rendered

if TYPE_CHECKING:
    from khronika.docket import Case
    from khronika.record.chronicle import Chronicle

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
    from khronika.docket import find_case
    from khronika.record.gatherings import rename_case

    chronicle = opened(ctx)
    found = find_case(all_cases(chronicle), case_)
    if found.shape:
        rename_case(chronicle, found.id, name, actor=actor(), reason=reason)
        id_ = found.id
    else:
        id_ = shaped(chronicle, found, name=name, reason=reason)
    told(chronicle, f"Case {id_} is called “{name}” now.")


@case.command("open")
@click.argument("name")
@click.argument("statements", nargs=-1, required=True)
@REASON
@click.pass_context
def open_(ctx: click.Context, name: str, statements: Sequence[str], reason: str) -> None:
    """Open a case called NAME of some STATEMENTS, which leave the cases that they are in."""
    from khronika.record.gatherings import open_case

    chronicle = opened(ctx)
    ids = full_ids(chronicle, statements)
    taken_out(chronicle, ids, reason=reason)
    id_ = open_case(chronicle, name, ids, actor=actor(), reason=reason)
    told(chronicle, f"Case {id_} “{name}” holds {len(ids)} statement{'' if len(ids) == 1 else 's'}.")


@case.command()
@click.argument("statements", nargs=-1, required=True)
@click.option("--to", "target", required=True, help=CASE_HELP)
@REASON
@click.pass_context
def move(ctx: click.Context, statements: Sequence[str], target: str, reason: str) -> None:
    """Move STATEMENTS to another case."""
    from khronika.docket import find_case
    from khronika.record.gatherings import file

    chronicle = opened(ctx)
    ids = full_ids(chronicle, statements)
    wanted = find_case(all_cases(chronicle), target)
    id_ = shaped(chronicle, wanted, without=ids)
    taken_out(chronicle, ids, reason=reason, besides=id_)
    file(chronicle, id_, ids, actor=actor(), reason=reason)
    told(chronicle, f"{', '.join(ids)} moved to case {id_} “{wanted.name}”.")


@case.command()
@click.argument("into")
@click.argument("others", nargs=-1, required=True)
@REASON
@click.pass_context
def join(ctx: click.Context, into: str, others: Sequence[str], reason: str) -> None:
    """Make one case of the case INTO and OTHERS."""
    from khronika.docket import find_case
    from khronika.record.gatherings import join as enter

    chronicle = opened(ctx)
    found = all_cases(chronicle)
    ends = several(find_case(found, one) for one in (into, *others))
    ids = [shaped(chronicle, one) for one in ends]
    enter(chronicle, ids[0], ids[1:], actor=actor(), reason=reason)
    names = " and ".join(f"“{one.name}”" for one in ends[1:])
    told(chronicle, f"{names} joined to case {ids[0]} “{ends[0].name}”.")


@case.command()
@click.argument("case_")
@click.argument("statements", nargs=-1, required=True)
@click.option("--name", "new", required=True, help="What the new case is called.")
@REASON
@click.pass_context
def split(ctx: click.Context, case_: str, statements: Sequence[str], new: str, reason: str) -> None:
    """Make a case of its own of STATEMENTS that are in CASE_."""
    from khronika.docket import find_case
    from khronika.errors import RequestError
    from khronika.record.gatherings import file, split_case

    chronicle = opened(ctx)
    ids = full_ids(chronicle, statements)
    whole = find_case(all_cases(chronicle), case_)
    held = {one.id for one in whole.own or whole.context}
    if not held.issuperset(ids) or len(held) == len(set(ids)):
        what = (
            "every statement of the case was named" if held <= set(ids) else "these are not all statements of the case"
        )
        raise RequestError(what, do=f"see what it holds: khronika docket {whole.id}")
    fresh = not whole.shape
    id_ = shaped(chronicle, whole)
    if not fresh and (loose := sorted(set(ids) - filed_in(chronicle, id_))):
        file(chronicle, id_, loose, actor=actor(), reason=reason)
    made = split_case(chronicle, id_, ids, name=new, actor=actor(), reason=reason)
    told(chronicle, f"Case {made} “{new}” was split from case {id_} “{whole.name}”.")


@case.command()
@click.argument("first")
@click.argument("second")
@REASON
@click.pass_context
def link(ctx: click.Context, first: str, second: str, reason: str) -> None:
    """Link two cases that have to do with each other and stay two."""
    from khronika.docket import find_case
    from khronika.record.gatherings import link_cases

    chronicle = opened(ctx)
    found = all_cases(chronicle)
    ends = several(find_case(found, one) for one in (first, second))
    ids = [shaped(chronicle, one) for one in ends]
    link_cases(chronicle, ids[0], ids[1], actor=actor(), reason=reason)
    told(chronicle, f"Case {ids[0]} “{ends[0].name}” is linked to case {ids[1]} “{ends[1].name}”.")


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
    from khronika.docket.disagreeing import disagreements
    from khronika.errors import RequestError
    from khronika.record.chronicle import find_evidence
    from khronika.record.rulings import settle as enter

    chronicle = opened(ctx)
    one = find_evidence(chronicle, statement)
    found = disagreements(all_cases(chronicle), one.id)
    fitting = [difference for difference in found if slot in ("", difference.slot)]
    if len({difference.slot for difference in fitting}) != 1:
        slots = ", ".join(sorted({difference.slot for difference in found}))
        what = f"sources disagree with {one.id} on: {slots}" if slots else f"no source disagrees with {one.id}"
        raise RequestError(what, do="name one of them after the statement" if slots else "see: khronika docket")
    others = sorted({e.id for d in fitting for _, told_by in d.values for e in told_by} - {one.id})
    enter(chronicle, fitting[0].slot, one.id, others, actor=actor(), reason=reason)
    told(
        chronicle,
        f"{fitting[0].slot}: what {one.id} says holds; {'the other stays' if len(others) == 1 else f'{len(others)} others stay'} beside it, not chosen.",
    )


def all_cases(chronicle: "Chronicle") -> "tuple[Case, ...]":
    """Return the cases as they stand now."""
    from khronika.docket import cases
    from khronika.record.chronicle import evidence, rulings

    return cases(evidence(chronicle), rulings(chronicle))


def several(found: "Iterable[Case]") -> "list[Case]":
    """Return cases, each once. Raises RequestError if there is only one."""
    from khronika.errors import RequestError

    ends = list({one.id: one for one in found}.values())
    if len(ends) < 2:
        raise RequestError(f"they are one already: {ends[0].id} {ends[0].name}", do="see: khronika case list")
    return ends


def full_ids(chronicle: "Chronicle", statements: Sequence[str]) -> list[str]:
    """Return the ids of statements that were named by their beginnings, each once."""
    from khronika.record.chronicle import find_evidence

    return list(dict.fromkeys(find_evidence(chronicle, one).id for one in statements))


def shaped(
    chronicle: "Chronicle", found: "Case", *, name: str = "", without: Sequence[str] = (), reason: str = ""
) -> str:
    """Return the id of a case in the record; one that was only computed is entered as it stands, under its name."""
    from khronika.record.gatherings import open_case
    from khronika.vocabulary.rulings import AS_IT_STOOD

    if found.shape:
        return found.id
    reason = reason if name else AS_IT_STOOD
    ids = [one.id for one in found.own or found.context if one.id not in without]
    return open_case(chronicle, name or found.name, ids, actor=actor(), reason=reason)


def taken_out(chronicle: "Chronicle", ids: Sequence[str], *, reason: str, besides: str = "") -> None:
    """Take statements out of the cases that they are in; one that was only computed is entered without them."""
    from khronika.record.gatherings import file

    for one in all_cases(chronicle):
        held = [id_ for id_ in ids if any(id_ == e.id for e in one.own)]
        if not held or one.id == besides:
            continue
        if one.shape:
            file(chronicle, one.id, [], removed=held, actor=actor(), reason=reason)
        elif len(held) < len(one.own):
            shaped(chronicle, one, without=ids)


def filed_in(chronicle: "Chronicle", id_: str) -> set[str]:
    """Return the statements that are filed in a case of the record."""
    from khronika.record.gatherings import cases

    return {member for one in cases(chronicle) if one.id == id_ for member in one.members}


def told(chronicle: "Chronicle", what: str) -> None:
    """Tell what was entered, and how to take it back."""
    from khronika.record.history import log_of

    (last,) = log_of(chronicle, last=1)
    click.echo(f"{what} To take it back: khronika undo --entry {last.number}")
