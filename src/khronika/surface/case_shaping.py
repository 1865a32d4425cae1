"""What a person says of a case, entered in the record: its name, what belongs to it, what it has to do with others.

A case that was only computed is entered as it stands when somebody first says something about it. Each function makes
all its entries or none, and returns what it did in words.
"""

from collections.abc import Iterable, Sequence

from khronika.docket import Case, cases, find_case
from khronika.docket.disagreeing import disagreements
from khronika.errors import RequestError
from khronika.record import gatherings
from khronika.record.chronicle import Chronicle, evidence, find_evidence, rulings
from khronika.record.rulings import settle as enter_settlement
from khronika.vocabulary.rulings import AS_IT_STOOD


def named(chronicle: Chronicle, case: str, name: str, *, actor: str, reason: str = "") -> tuple[str, str]:
    """Give a case a name of its own; return its id and the words. Raises RequestError if there is no such case."""
    with chronicle.writing():
        found = find_case(all_cases(chronicle), case)
        if found.shape:
            gatherings.rename_case(chronicle, found.id, name, actor=actor, reason=reason)
            id_ = found.id
        else:
            id_ = shaped(chronicle, found, name=name, actor=actor, reason=reason)
    return id_, f"Case {id_} is called “{name}” now."


def opened(
    chronicle: Chronicle, name: str, statements: Sequence[str], *, actor: str, reason: str = ""
) -> tuple[str, str]:
    """Open a case of some statements, which leave the cases that they are in. Raises RequestError if one is not there."""
    with chronicle.writing():
        ids = full_ids(chronicle, statements)
        taken_out(chronicle, ids, actor=actor, reason=reason)
        id_ = gatherings.open_case(chronicle, name, ids, actor=actor, reason=reason)
    return id_, f"Case {id_} “{name}” holds {len(ids)} statement{'' if len(ids) == 1 else 's'}."


def moved(
    chronicle: Chronicle, statements: Sequence[str], target: str, *, actor: str, reason: str = ""
) -> tuple[str, str]:
    """Move statements to another case; return the id of that. Raises RequestError if there is no such case."""
    with chronicle.writing():
        ids = full_ids(chronicle, statements)
        wanted = find_case(all_cases(chronicle), target)
        id_ = shaped(chronicle, wanted, without=ids, actor=actor)
        taken_out(chronicle, ids, actor=actor, reason=reason, besides=id_)
        gatherings.file(chronicle, id_, ids, actor=actor, reason=reason)
    return id_, f"{', '.join(ids)} moved to case {id_} “{wanted.name}”."


def joined(chronicle: Chronicle, into: str, others: Sequence[str], *, actor: str, reason: str = "") -> tuple[str, str]:
    """Make one case of several; return its id. Raises RequestError if they are one already."""
    with chronicle.writing():
        found = all_cases(chronicle)
        ends = several(find_case(found, one) for one in (into, *others))
        ids = [shaped(chronicle, one, actor=actor) for one in ends]
        gatherings.join(chronicle, ids[0], ids[1:], actor=actor, reason=reason)
    names = " and ".join(f"“{one.name}”" for one in ends[1:])
    return ids[0], f"{names} joined to case {ids[0]} “{ends[0].name}”."


def split(
    chronicle: Chronicle, case: str, statements: Sequence[str], new: str, *, actor: str, reason: str = ""
) -> tuple[str, str]:
    """Make a case of its own of some statements of a case; return its id.

    Raises RequestError if they are not all in it, or are all of it.
    """
    with chronicle.writing():
        ids = full_ids(chronicle, statements)
        whole = find_case(all_cases(chronicle), case)
        held = {one.id for one in whole.own or whole.context}
        if not held.issuperset(ids) or len(held) == len(set(ids)):
            every = held <= set(ids)
            what = "every statement of the case was named" if every else "these are not all statements of the case"
            raise RequestError(what, do=f"see what it holds: khronika docket {whole.id}")
        fresh = not whole.shape
        id_ = shaped(chronicle, whole, actor=actor)
        if not fresh and (loose := sorted(set(ids) - filed_in(chronicle, id_))):
            gatherings.file(chronicle, id_, loose, actor=actor, reason=reason)
        made = gatherings.split_case(chronicle, id_, ids, name=new, actor=actor, reason=reason)
    return made, f"Case {made} “{new}” was split from case {id_} “{whole.name}”."


def linked(chronicle: Chronicle, first: str, second: str, *, actor: str, reason: str = "") -> tuple[str, str]:
    """Link two cases that stay two; return the id of the first. Raises RequestError if they are one."""
    with chronicle.writing():
        found = all_cases(chronicle)
        ends = several(find_case(found, one) for one in (first, second))
        ids = [shaped(chronicle, one, actor=actor) for one in ends]
        gatherings.link_cases(chronicle, ids[0], ids[1], actor=actor, reason=reason)
    return ids[0], f"Case {ids[0]} “{ends[0].name}” is linked to case {ids[1]} “{ends[1].name}”."


def settled(chronicle: Chronicle, statement: str, slot: str = "", *, actor: str, reason: str) -> tuple[str, str]:
    """Say that of several told values the one of a statement holds; return its id and the words.

    The slot may be left out if it is the only one.

    Raises RequestError if no source disagrees with the statement, or on several slots, or if the reason is missing.
    """
    with chronicle.writing():
        one = find_evidence(chronicle, statement)
        found = disagreements(all_cases(chronicle), one.id)
        fitting = [difference for difference in found if slot in ("", difference.slot)]
        if len({difference.slot for difference in fitting}) != 1:
            slots = ", ".join(sorted({difference.slot for difference in found}))
            what = f"sources disagree with {one.id} on: {slots}" if slots else f"no source disagrees with {one.id}"
            raise RequestError(what, do="name one of them after the statement" if slots else "see: khronika docket")
        others = sorted({e.id for d in fitting for _, told_by in d.values for e in told_by} - {one.id})
        enter_settlement(chronicle, fitting[0].slot, one.id, others, actor=actor, reason=reason)
    rest = "the other stays" if len(others) == 1 else f"{len(others)} others stay"
    return one.id, f"{fitting[0].slot}: what {one.id} says holds; {rest} beside it, not chosen."


def all_cases(chronicle: Chronicle) -> tuple[Case, ...]:
    """Return the cases as they stand now."""
    return cases(evidence(chronicle), rulings(chronicle))


def several(found: Iterable[Case]) -> list[Case]:
    """Return cases, each once. Raises RequestError if there is only one."""
    ends = list({one.id: one for one in found}.values())
    if len(ends) < 2:
        raise RequestError(f"they are one already: {ends[0].id} {ends[0].name}", do="see: khronika case list")
    return ends


def full_ids(chronicle: Chronicle, statements: Sequence[str]) -> list[str]:
    """Return the ids of statements that were named by their beginnings, each once."""
    return list(dict.fromkeys(find_evidence(chronicle, one).id for one in statements))


def shaped(
    chronicle: Chronicle, found: Case, *, actor: str, name: str = "", without: Sequence[str] = (), reason: str = ""
) -> str:
    """Return the id of a case in the record; one that was only computed is entered as it stands, under its name."""
    if found.shape:
        return found.id
    reason = reason if name else AS_IT_STOOD
    ids = [one.id for one in found.own or found.context if one.id not in without]
    return gatherings.open_case(chronicle, name or found.name, ids, actor=actor, reason=reason)


def taken_out(chronicle: Chronicle, ids: Sequence[str], *, actor: str, reason: str, besides: str = "") -> None:
    """Take statements out of the cases that they are in; one that was only computed is entered without them."""
    for one in all_cases(chronicle):
        held = [id_ for id_ in ids if any(id_ == e.id for e in one.own)]
        if not held or one.id == besides:
            continue
        if one.shape:
            gatherings.file(chronicle, one.id, [], removed=held, actor=actor, reason=reason)
        elif len(held) < len(one.own):
            shaped(chronicle, one, without=ids, actor=actor)


def filed_in(chronicle: Chronicle, id_: str) -> set[str]:
    """Return the statements that are filed in a case of the record."""
    return {member for one in gatherings.cases(chronicle) if one.id == id_ for member in one.members}
