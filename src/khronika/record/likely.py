"""Who of a chronicle is likely the same, and why two are or are not: proposals beside what people decided."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from khronika.identity.candidates import Level, Proposal, explained, proposals
from khronika.identity.somebody import Somebody
from khronika.record.folder import Chronicle
from khronika.record.identities import told_apart
from khronika.record.models import DecisionRow
from khronika.record.people import find_in, gathered_everybody, merged_into, the_two
from khronika.vocabulary.folding import fold


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision in force on who is who: its entry's ``number``, what kind it is, by whom, when, why."""

    number: int
    kind: str
    by: str
    at: str
    reason: str


@dataclass(frozen=True, slots=True)
class Why:
    """What speaks for and against that two are one, and what was decided; ``one`` is ``other`` if they were merged."""

    one: Somebody
    other: Somebody
    proposal: Proposal | None
    decisions: tuple[Decided, ...]


def likely(chronicle: Chronicle, types: Collection[str], at_least: Level) -> tuple[Proposal, ...]:
    """Return the pairs that may be one, the likeliest first; who was merged or told apart is not among them."""
    with chronicle.reading() as database:
        people = [one for one in gathered_everybody(database) if not types or one.type in types]
        settled = frozenset(told_apart(database))
    return proposals(people, settled, at_least)


def near(chronicle: Chronicle, one: Somebody) -> tuple[Somebody, ...]:
    """Return who is likely or possibly somebody, and was not said to be: what is decided of one does not reach them."""
    with chronicle.reading() as database:
        found = {who.id: who for name in one.names for who in find_in(database, name)}
        apart = told_apart(database)
    others = [who for id_, who in found.items() if id_ != one.id and frozenset((id_, one.id)) not in apart]
    return tuple(who for who in others if explained(one, who).level is not Level.UNLIKELY)


def why(chronicle: Chronicle, one: str, other: str) -> Why:
    """Return what speaks for and against that two, as typed, are one.

    Raises RequestError if a name means nobody or several.
    """
    with chronicle.reading() as database:
        a, b = the_two(database, one, other)
        decisions = tuple(decided(row) for row in decisions_on(database, a, b))
    if a.id != b.id:
        return Why(a, b, explained(a, b), decisions)
    ones, others = spelled_so(a, one), spelled_so(a, other)
    apart = ones is not None and others is not None and fold(one) != fold(other)
    return Why(a, b, explained(ones, others) if apart and ones and others else None, decisions)


def spelled_so(one: Somebody, text: str) -> Somebody | None:
    """Return somebody as far as a typed spelling goes; None if nothing told of them is spelled so."""
    told = tuple(place for place in one.told if fold(place.name) == fold(text))
    return replace(one, names=(told[0].name,), told=told) if told else None


def decisions_on(database: str, one: Somebody, other: Somebody) -> list[DecisionRow]:
    """Return the decisions in force that made two one, or told them apart, in their order."""
    if one.id != other.id:
        told = told_apart(database).get(frozenset((one.id, other.id)))
        return [told] if told else []
    family = merged_into(database, [one.id])
    subjects = [*(f"merge:{id_}" for id_ in family), *(f"mention:{told.mention}" for told in one.told)]
    asked = DecisionRow.objects.using(database).filter(in_force=True, subject__in=subjects)
    rows = {row.entry: row for row in asked.order_by("-number")}
    return sorted(rows.values(), key=lambda row: row.number)


def decided(row: DecisionRow) -> Decided:
    """Return a decision as it is told."""
    return Decided(int(row.entry.rpartition(":")[2]), row.kind, row.decided_by, row.decided_at, row.reason)
