"""Cases: what several documents tell of the same people, brought together with the reason for each joining.

A case is formed around the subjects of proceedings and restrictions and the victims of acts who are named. People who
are tried together share a case. Names are joined across documents only as ``names`` allows; what might be the same
person but could be another is not joined and is listed as uncertain.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from khronika.docket.joining import Joining, Union, joined_names, nodes, parties, tried_together, written
from khronika.docket.lines import text_order
from khronika.identity.names import is_organisation, taken_apart
from khronika.vocabulary.evidence import Evidence, Standing
from khronika.vocabulary.folding import fold
from khronika.vocabulary.statement import Profile
from khronika.vocabulary.terms import ActType


@dataclass(frozen=True, slots=True)
class Person:
    """A person of a case: the ``name`` to call them by, and every way in which the sources write it."""

    name: str
    spellings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """People and what is told of them (``own``), and what else their documents tell (``context``).

    ``uncertain`` are names that might be the same person's and were not joined. ``others`` are people of other cases
    in the same documents. A case without persons holds a document that tells of nobody by name.
    """

    persons: tuple[Person, ...]
    own: tuple[Evidence, ...]
    context: tuple[Evidence, ...] = ()
    joined: tuple[Joining, ...] = ()
    uncertain: tuple[Joining, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What the case is called."""
        names = [person.name for person in self.persons]
        if not names:
            source = self.context[0].source
            return f"nobody named: {source.title or source.filename or source.document}"
        if len(names) > 3:
            return f"{', '.join(names[:2])} and {len(names) - 2} others"
        return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """All that the case holds."""
        return tuple(sorted((*self.own, *self.context), key=text_order))

    def persons_of(self, one: Evidence) -> frozenset[str]:
        """Return the names of the case's persons that a statement is about."""
        written = {fold(party.name) for party in parties(one) if party.name}
        return frozenset(p.name for p in self.persons if written & {fold(s) for s in p.spellings})


def principals(one: Evidence) -> tuple[str, ...]:
    """Return the names of those whose case a statement can found: natural persons, not of a mere profile."""
    if isinstance(one.statement, Profile):
        return ()
    return tuple(p.name for p in parties(one) if p.name and not is_organisation(p.name))


def cases(evidence: Iterable[Evidence]) -> tuple[Case, ...]:
    """Return the cases that the evidence makes, by name. Rejected evidence has no part; order plays none."""
    held = sorted((e for e in evidence if e.standing is not Standing.REJECTED), key=text_order)
    documents = by_document(held)
    about = {one.id: frozenset(nodes(one)) for one in held}
    told: dict[str, list[Evidence]] = defaultdict(list)
    for one in (one for ones in documents.values() for one in founding(ones)):
        for node in nodes(one):
            told[node].append(one)
    persons, joined, uncertain = joined_names(told)
    tried, together = tried_together([e for ones in documents.values() for e in founding(ones)], persons)
    members: dict[str, list[str]] = defaultdict(list)
    for node in sorted(told):
        members[tried.root(persons.root(node))].append(node)
    found = []
    for group in members.values():
        shas = sorted({one.source.sha256 for node in group for one in told[node]})
        here = [one for sha in shas for one in documents[sha]]
        people = [called(spellings, told) for spellings in grouped(group, persons)]
        found.append(made(people, frozenset(group), here, about, frozenset(told)))
    reasons = reasons_by_evidence((*joined, *together)), reasons_by_evidence(uncertain)
    found = [with_reasons(case, *reasons) for case in found]
    covered = {one.source.sha256 for case in found for one in case.own}
    found += [Case(persons=(), own=(), context=tuple(ones)) for sha, ones in documents.items() if sha not in covered]
    return tuple(sorted(found, key=lambda case: (not case.persons, fold(case.name), case.evidence[0].id)))


def founding(ones: Sequence[Evidence]) -> list[Evidence]:
    """Return what of one document founds cases: a refused registration only where nothing else does.

    A party that was refused is part of the case of those who tried to register it.
    """
    found = [one for one in ones if principals(one)]
    others = [one for one in found if getattr(one.statement, "type", None) is not ActType.DENIAL_OF_REGISTRATION]
    return others or found


def by_document(held: Iterable[Evidence]) -> dict[str, list[Evidence]]:
    """Return the evidence of each original."""
    documents: dict[str, list[Evidence]] = defaultdict(list)
    for one in held:
        documents[one.source.sha256].append(one)
    return documents


def grouped(people: Iterable[str], persons: Union) -> list[list[str]]:
    """Return the names of a case, those of one person together."""
    spellings: dict[str, list[str]] = defaultdict(list)
    for node in people:
        spellings[persons.root(node)].append(node)
    return list(spellings.values())


def made(
    persons: Sequence[Person],
    ours: frozenset[str],
    held: Sequence[Evidence],
    about: Mapping[str, frozenset[str]],
    everybody: frozenset[str],
) -> Case:
    """Return the case of some persons from the evidence of their documents.

    ``ours`` are their names as they are told apart, ``about`` whom each statement is about, ``everybody`` all who have
    a case.
    """
    others = {written(node) for one in held for node in about[one.id] & everybody} - set(map(written, ours))
    return Case(
        persons=tuple(sorted(persons, key=lambda person: fold(person.name))),
        own=tuple(sorted((one for one in held if about[one.id] & ours), key=text_order)),
        context=tuple(sorted((one for one in held if not about[one.id] & everybody), key=text_order)),
        others=tuple(sorted(others)),
    )


def reasons_by_evidence(links: Iterable[Joining]) -> dict[str, list[Joining]]:
    """Return the joinings by the statements that they rest on."""
    found: dict[str, list[Joining]] = defaultdict(list)
    for link in links:
        for one in link.evidence:
            found[one.id].append(link)
    return found


def with_reasons(case: Case, joined: dict[str, list[Joining]], uncertain: dict[str, list[Joining]]) -> Case:
    """Return the case with the reasons that made it, and with the names that might belong to it."""
    return replace(
        case,
        joined=tuple(dict.fromkeys(link for one in case.own for link in joined.get(one.id, ()))),
        uncertain=tuple(dict.fromkeys(link for one in case.own for link in uncertain.get(one.id, ()))),
    )


def called(spellings: Sequence[str], told: Mapping[str, Sequence[Evidence]]) -> Person:
    """Return a person by the fullest and most used of the spellings."""
    used: Counter[str] = Counter()
    for node in spellings:
        used[written(node)] += len({one.source.sha256 for one in told[node]})
    best = min(used, key=lambda name: (not taken_apart(name).whole, -used[name], -len(name), name))
    return Person(best, tuple(sorted(used)))
