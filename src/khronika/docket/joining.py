"""Which written names are taken for one person's, and who shares a case since they were tried together.

Every joining keeps its reason and its evidence. What might be one person's but fits several is not joined and told.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from khronika.docket.agreeing import texts_agree, words
from khronika.docket.lines import date_of, days_of
from khronika.docket.naming import Naming, party_of, written
from khronika.identity.names import Likeness, Name, likeness, taken_apart
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.folding import fold
from khronika.vocabulary.rulings import Ruling, Rulings
from khronika.vocabulary.statement import Proceeding
from khronika.vocabulary.terms import Step

TRIED = frozenset({Step.CHARGE, Step.TRIAL, Step.HEARING, Step.VERDICT, Step.APPEAL, Step.APPEAL_DECISION})


@dataclass(frozen=True, slots=True)
class Joining:
    """Names that were taken for one person's or one case's, or might be, with the ``reason`` and the evidence.

    ``ruling`` is there if a person decided it.
    """

    names: tuple[str, ...]
    reason: str
    evidence: tuple[Evidence, ...]
    ruling: Ruling | None = None


class Union:
    """Things that belong together, found by joining pairs."""

    def __init__(self, things: Iterable[str]) -> None:
        self.parent = {thing: thing for thing in things}
        self.groups: dict[str, list[str]] = {}

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


@dataclass(frozen=True, slots=True)
class Joined:
    """Which names are one person's, the reasons, those that might be but fit several, and those told apart."""

    persons: Union
    joined: list[Joining]
    uncertain: list[Joining]
    apart: list[Joining]


def joined_names(told: Mapping[str, Sequence[Evidence]], naming: Naming, rulings: Rulings) -> Joined:
    """Return which names are one person's. What people decided comes first, and no likeness overrides it."""
    persons = Union(told)
    joined = by_decision(told, persons, rulings)
    strong: dict[tuple[str, str], str] = {}
    weak: dict[str, dict[str, str]] = defaultdict(dict)
    marks = {node: marks_of(ones) for node, ones in told.items()}
    for one, other, like in alike(marks):
        reason = joining_reason(like, told[one], told[other], shared=bool(marks[one] & marks[other]))
        if like >= Likeness.SPELLING:
            strong[one, other] = reason
        elif reason:
            weak[one][other] = weak[other][one] = reason
    uncertain: list[Joining] = []
    for (one, other), fits in allowed(strong, persons, naming, told).items():
        link = linked(one, other, strong[one, other], told)
        if not fits:
            uncertain.append(link)
        elif persons.join(one, other) or not party_of(one) or party_of(one) != party_of(other):
            joined.append(link)
    roots = {node: persons.root(node) for node in told}
    near_whole = {node for node, others in weak.items() if any(map(whole, others))}
    for node in sorted(node for node in weak if not whole(node)):
        fitting = {roots[other] for other in weak[node] if whole(other)}
        chosen = [o for o in sorted(weak[node]) if whole(o) or (not fitting and o not in near_whole)]
        for other in chosen:
            link = linked(node, other, weak[node][other], told)
            if len(fitting) > 1:
                uncertain.append(link)
            elif persons.join(node, other):
                joined.append(link)
    return Joined(persons, joined, uncertain, told_apart(told, rulings))


def by_decision(told: Mapping[str, Sequence[Evidence]], persons: Union, rulings: Rulings) -> list[Joining]:
    """Join the names that people decided to be one person's; return each with the decision."""
    shelves: dict[str, list[str]] = defaultdict(list)
    for node in sorted(told):
        if party_of(node):
            shelves[party_of(node)].append(node)
    merges = {one.id: one.ruling for one in rulings.merged}
    found = []
    for party, shelf in sorted(shelves.items()):
        for node in shelf[1:]:
            persons.join(shelf[0], node)
        ours = [one for one in rulings.links if rulings.party_roots.get(one.party, one.party) == party]
        present = {one.id for node in shelf for one in told[node]}
        ours = [one for one in ours if one.mention.partition("/")[0] in present]
        last = max(
            [one.ruling for one in ours] + [merges[one.party] for one in ours if one.party in merges],
            key=lambda ruling: ruling.entry,
        )
        evidence = tuple(dict.fromkeys(told[node][0] for node in shelf))
        names = tuple(sorted({written(node) for node in shelf}))
        found.append(Joining(names, "a person decided that these are one", evidence, last))
    return found


def told_apart(told: Mapping[str, Sequence[Evidence]], rulings: Rulings) -> list[Joining]:
    """Return the people whom a person told apart, with the decision."""
    first = {party_of(node): node for node in sorted(told, reverse=True) if party_of(node)}
    found = []
    for pair in rulings.apart:
        a, b = (first.get(rulings.party_roots.get(p, p)) for p in (pair.first, pair.second))
        if a is not None and b is not None and a != b:
            reason = "a person decided that these are two"
            found.append(Joining((written(a), written(b)), reason, (told[a][0], told[b][0]), pair.ruling))
    return found


def allowed(
    strong: Mapping[tuple[str, str], str], persons: Union, naming: Naming, told: Iterable[str]
) -> dict[tuple[str, str], bool]:
    """Return for each pair of like names whether they may be joined without joining people told apart.

    A name that would join people told apart is joined with none of them: nothing says whose it is.
    """
    if not naming.apart:
        return dict.fromkeys(strong, True)
    trial = Union(told)
    for node, root in ((node, persons.root(node)) for node in persons.parent):
        trial.join(node, root)
    for one, other in strong:
        trial.join(one, other)
    groups: dict[str, list[str]] = defaultdict(list)
    for node in trial.parent:
        groups[trial.root(node)].append(node)
    torn = {root for root, members in groups.items() if naming.are_apart(members)}
    fits: dict[str, set[str]] = defaultdict(set)
    for one, other in strong:
        for node, near in ((one, other), (other, one)):
            if party_of(near) and not party_of(node):
                fits[node].add(party_of(near))
    found = {}
    for one, other in strong:
        if trial.root(one) not in torn:
            found[one, other] = True
        elif party_of(one) and party_of(other):
            found[one, other] = not naming.are_apart((one, other)) and party_of(one) == party_of(other)
        else:
            free = one if not party_of(one) else other
            found[one, other] = len(fits[free]) == 1 if party_of(one) or party_of(other) else fits[one] == fits[other]
    return {pair: fits for pair, fits in found.items() if fits or not naming.are_apart(pair)}


def whole(node: str) -> bool:
    """Tell whether a name has its given name written out, or a person decided whose it is."""
    return bool(party_of(node)) or taken_apart(written(node)).whole


def linked(one: str, other: str, reason: str, told: Mapping[str, Sequence[Evidence]]) -> Joining:
    """Return the joining of two names, with the first statement of each."""
    return Joining((written(one), written(other)), reason, (told[one][0], told[other][0]))


def marks_of(ones: Iterable[Evidence]) -> frozenset[object]:
    """Return what two names must share, at the least, for ``corroboration`` to find something: a day, or a charge."""
    told = [one.statement for one in ones if isinstance(one.statement, Proceeding)]
    days = {date_of(one) for one in told if one.body} - {""}
    return frozenset(days | {key for one in told for key in charge_keys(one)})


def alike(marks: Mapping[str, frozenset[object]]) -> list[tuple[str, str, Likeness]]:
    """Return the pairs of names that agree at least in the surname, in a fixed order.

    A surname alone joins nothing unless something else is shared; pairs that agree in no more and share no mark are left
    out. Only names that share a key are compared: the most common surname is many people's.
    """
    shelves: dict[object, list[str]] = defaultdict(list)
    seekers: dict[object, list[str]] = defaultdict(list)
    for node in sorted(marks):
        own, sought = shelf_keys(taken_apart(written(node)), marks[node])
        for key in own:
            shelves[key].append(node)
        for key in sought:
            seekers[key].append(node)
    pairs = {
        (min(one, other), max(one, other))
        for key, some in seekers.items()
        for one in some
        for other in shelves[key]
        if one != other
    }
    found = [(one, other, node_likeness(one, other)) for one, other in sorted(pairs)]
    return [(one, other, like) for one, other, like in found if like is not Likeness.NONE]


def shelf_keys(name: Name, marks: frozenset[object]) -> tuple[set[object], set[object]]:
    """Return under what a name is found, and under what those that could agree with it are looked for.

    A whole name is looked for by surname and given name in either order, one with an initial by surname and initial, a
    surname alone by each mark with it.
    """
    marked: set[object] = set(product(name.surname.keys, marks))
    if name.given is None:
        return marked, marked
    both = list(product(name.surname.keys, name.given.keys))
    starts = {start[:1] for start in (*name.given.keys, *name.given.begins)}
    short: set[object] = {(surname, "initial", start) for surname in name.surname.keys for start in starts}
    if not name.whole:
        return marked | short, short
    whole: set[object] = {frozenset(pair) for pair in both}
    return marked | short | whole, whole


def node_likeness(one: str, other: str) -> Likeness:
    """Return how far two names agree; short ones agree no further than their surname and initial go."""
    like = likeness(written(one), written(other))
    if like < Likeness.SPELLING or taken_apart(written(one)).whole:
        return like
    return Likeness.SURNAME if taken_apart(written(one)).given is None else Likeness.INITIAL


def joining_reason(like: Likeness, ones: Sequence[Evidence], others: Sequence[Evidence], *, shared: bool = True) -> str:
    """Return why two names are taken for one person's, or empty text if that is not enough.

    ``shared`` is false if it is known that they share neither a day nor a charge.
    """
    if like is Likeness.SAME:
        return "the same name"
    more = corroboration(ones, others) if shared else ""
    if like is Likeness.SPELLING:
        return "two spellings of the same name" + (f"; {more}" if more else "")
    if like is Likeness.INITIAL:
        return "the surname and the initial agree" + (f"; {more}" if more else "")
    return f"the surname agrees; {more}" if more else ""


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


def tried_together(held: Iterable[Evidence], places: Mapping[str, Sequence[str]]) -> tuple[Union, list[Joining]]:
    """Return which matters of people are one case since they were tried together, and by which statements.

    ``places`` are the matters that each statement belongs to. Across documents it takes the same court on the same
    day over the same charge.
    """
    tried = Union(sorted({place for some in places.values() for place in some}))
    joined: list[Joining] = []
    verdicts: dict[tuple[str, str, str], list[Evidence]] = defaultdict(list)
    trials: dict[tuple[str, str, frozenset[str]], list[Evidence]] = defaultdict(list)
    for one in held:
        statement = one.statement
        if not isinstance(statement, Proceeding) or statement.step not in TRIED:
            continue
        join_all(tried, places, [one], "told as one step of one case", joined)
        if statement.step is Step.VERDICT and statement.date and statement.body:
            verdicts[one.source.sha256, statement.date, fold(statement.body)].append(one)
            days = days_of(statement.date)
            if days is not None and days[0] == days[1] and telling(statement.body):
                for charge in charge_keys(statement):
                    trials[statement.date, min(sorted(words(statement.body)), default=""), charge].append(one)
    for (_, day, _), ones in sorted(verdicts.items()):
        body = getattr(ones[0].statement, "body", "")
        join_all(tried, places, ones, f"the same verdict: {day}, {body}", joined)
    for (day, _, _), ones in sorted(trials.items(), key=lambda pair: (pair[0][0], pair[0][1], sorted(pair[0][2]))):
        first = getattr(ones[0].statement, "body", "")
        same = [one for one in ones if texts_agree(getattr(one.statement, "body", ""), first)]
        join_all(tried, places, same, f"the same court on the same day over the same charge: {day}, {first}", joined)
    return tried, joined


def telling(body: str) -> bool:
    """Tell whether a body is named so that it can be told from others: by more than "court"."""
    return len(words(body)) > 1


def join_all(
    tried: Union, places: Mapping[str, Sequence[str]], ones: Sequence[Evidence], reason: str, joined: list[Joining]
) -> None:
    """Join all matters that some statements belong to into one case and keep the reason."""
    people = sorted({place for one in ones for place in places.get(one.id, ())})
    fresh = [tried.join(people[0], place) for place in people[1:]]
    if any(fresh):
        names = tuple(sorted({written(place) for place in people}))
        joined.append(Joining(names, reason, tuple(ones)))
