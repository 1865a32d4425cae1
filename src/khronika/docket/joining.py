"""Which written names are taken for one person's, and who shares a case since they were tried together.

Every joining keeps its reason and its evidence. What might be one person's but fits several is not joined and told.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from khronika.docket.agreeing import texts_agree, words
from khronika.docket.lines import date_of, days_of
from khronika.identity.names import Likeness, is_organisation, likeness, surname_keys, taken_apart
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.folding import fold
from khronika.vocabulary.statement import Act, Party, Proceeding, Profile, Restriction, Toll
from khronika.vocabulary.terms import Measure, Step

FATES = frozenset({Measure.KILLED, Measure.DIED_IN_CUSTODY, Measure.DISAPPEARED})
TRIED = frozenset({Step.CHARGE, Step.TRIAL, Step.HEARING, Step.VERDICT, Step.APPEAL, Step.APPEAL_DECISION})


@dataclass(frozen=True, slots=True)
class Joining:
    """Names that were taken for one person's or one case's, or might be, with the ``reason`` and the evidence."""

    names: tuple[str, ...]
    reason: str
    evidence: tuple[Evidence, ...]


class Union:
    """Things that belong together, found by joining pairs."""

    def __init__(self, things: Iterable[str]) -> None:
        self.parent = {thing: thing for thing in things}

    def root(self, thing: str) -> str:
        """Return what stands for all that a thing is joined with."""
        while self.parent[thing] != thing:
            self.parent[thing] = self.parent[self.parent[thing]]
            thing = self.parent[thing]
        return thing

    def join(self, one: str, other: str) -> bool:
        """Join two things; tell whether they were apart. The lesser stands for both, so that order plays no part."""
        a, b = sorted((self.root(one), self.root(other)))
        self.parent[b] = a
        return a != b


def parties(one: Evidence) -> tuple[Party, ...]:
    """Return the parties that a statement is about."""
    match one.statement:
        case Proceeding() | Restriction():
            return one.statement.subject
        case Act():
            return one.statement.victims
        case Profile():
            return (one.statement.subject,)
        case Toll():
            return fallen(one.statement)
        case _:
            return ()


def fallen(toll: Toll) -> tuple[Party, ...]:
    """Return the person whose own fate a toll of one tells ("X died in a cell"), by the name written as one."""
    words = toll.who.split()
    named = len(words) > 1 and all(word[:1].isupper() for word in words) and not is_organisation(toll.who)
    return (Party(name=toll.who),) if toll.count == 1 and toll.measure in FATES and named else ()


def nodes(one: Evidence) -> tuple[str, ...]:
    """Return the people a statement is about as they are told apart at first.

    A name with the given name written out is the same wherever it is written so; a shorter one stands for somebody
    of its own document only.
    """
    names = [party.name for party in parties(one) if party.name]
    return tuple(name if taken_apart(name).whole else f"{name}\t{one.source.sha256}" for name in names)


def written(node: str) -> str:
    """Return the name that a node was made of."""
    return node.partition("\t")[0]


def joined_names(told: Mapping[str, Sequence[Evidence]]) -> tuple[Union, list[Joining], list[Joining]]:
    """Return which names are one person's, the reasons, and the names that might be but fit several people."""
    persons = Union(told)
    joined: list[Joining] = []
    weak: dict[str, dict[str, str]] = defaultdict(dict)
    for one, other, like in alike(told):
        reason = joining_reason(like, told[one], told[other])
        if like >= Likeness.SPELLING:
            persons.join(one, other)
            joined.append(linked(one, other, reason, told))
        elif reason:
            weak[one][other] = weak[other][one] = reason
    roots = {node: persons.root(node) for node in told}
    uncertain: list[Joining] = []
    for node in sorted(node for node in weak if not whole(node)):
        fits = {roots[other] for other in weak[node] if whole(other)}
        chosen = [o for o in sorted(weak[node]) if whole(o) or (not fits and not any(map(whole, weak[o])))]
        for other in chosen:
            link = linked(node, other, weak[node][other], told)
            if len(fits) > 1:
                uncertain.append(link)
            elif persons.join(node, other):
                joined.append(link)
    return persons, joined, uncertain


def whole(node: str) -> bool:
    """Tell whether a name has its given name written out."""
    return taken_apart(written(node)).whole


def linked(one: str, other: str, reason: str, told: Mapping[str, Sequence[Evidence]]) -> Joining:
    """Return the joining of two names, with the first statement of each."""
    return Joining((written(one), written(other)), reason, (told[one][0], told[other][0]))


def alike(told: Iterable[str]) -> list[tuple[str, str, Likeness]]:
    """Return the pairs of names that agree at least in the surname, in a fixed order."""
    shelves: dict[str, list[str]] = defaultdict(list)
    for node in sorted(told):
        for key in surname_keys(written(node)):
            shelves[key].append(node)
    pairs = {pair for shelf in shelves.values() for pair in combinations(shelf, 2)}
    found = [(one, other, node_likeness(one, other)) for one, other in sorted(pairs)]
    return [(one, other, like) for one, other, like in found if like is not Likeness.NONE]


def node_likeness(one: str, other: str) -> Likeness:
    """Return how far two names agree; short ones agree no further than their surname and initial go."""
    like = likeness(written(one), written(other))
    if like < Likeness.SPELLING or whole(one):
        return like
    return Likeness.SURNAME if taken_apart(written(one)).given is None else Likeness.INITIAL


def joining_reason(like: Likeness, ones: Sequence[Evidence], others: Sequence[Evidence]) -> str:
    """Return why two names are taken for one person's, or empty text if that is not enough."""
    shared = corroboration(ones, others)
    if like is Likeness.SAME:
        return "the same name"
    if like is Likeness.SPELLING:
        return "two spellings of the same name" + (f"; {shared}" if shared else "")
    if like is Likeness.INITIAL:
        return "the surname and the initial agree" + (f"; {shared}" if shared else "")
    return f"the surname agrees; {shared}" if shared else ""


def corroboration(ones: Sequence[Evidence], others: Sequence[Evidence]) -> str:
    """Return what else two names share: a day and a court, or a charge; empty text if nothing."""
    for a in ones:
        for b in others:
            if not (isinstance(a.statement, Proceeding) and isinstance(b.statement, Proceeding)):
                continue
            days = days_of(date_of(a.statement))
            same_day = days is not None and days[0] == days[1] and date_of(a.statement) == date_of(b.statement)
            bodies = a.statement.body and b.statement.body and texts_agree(a.statement.body, b.statement.body)
            if same_day and bodies:
                return f"the same court on the same day ({date_of(a.statement)})"
            shared = charge_keys(a.statement) & charge_keys(b.statement)
            if shared:
                return "the same charge"
    return ""


def charge_keys(statement: Proceeding) -> frozenset[frozenset[str]]:
    """Return what tells a charge from others: its provision, or its offence if that has at least two words."""
    provisions = {words(c.provision) for c in statement.charges if any(map(str.isdigit, c.provision))}
    offences = {words(c.offence) for c in statement.charges if len(words(c.offence)) > 1}
    return frozenset(provisions | offences)


def tried_together(held: Iterable[Evidence], persons: Union) -> tuple[Union, list[Joining]]:
    """Return who shares a case since they were tried together, and by which statements."""
    tried = Union(persons.root(node) for node in persons.parent)
    joined: list[Joining] = []
    verdicts: dict[tuple[str, str, str], list[Evidence]] = defaultdict(list)
    for one in held:
        statement = one.statement
        if not isinstance(statement, Proceeding) or statement.step not in TRIED:
            continue
        join_all(tried, persons, [one], "told as one step of one case", joined)
        if statement.step is Step.VERDICT and statement.date and statement.body:
            verdicts[one.source.sha256, statement.date, fold(statement.body)].append(one)
    for (_, day, _), ones in sorted(verdicts.items()):
        body = getattr(ones[0].statement, "body", "")
        join_all(tried, persons, ones, f"the same verdict: {day}, {body}", joined)
    return tried, joined


def join_all(tried: Union, persons: Union, ones: Sequence[Evidence], reason: str, joined: list[Joining]) -> None:
    """Join all whom some statements are about into one case and keep the reason."""
    people = sorted({node for one in ones for node in nodes(one) if node in persons.parent})
    fresh = [tried.join(persons.root(people[0]), persons.root(node)) for node in people[1:]]
    if any(fresh):
        joined.append(Joining(tuple(map(written, people)), reason, tuple(ones)))
