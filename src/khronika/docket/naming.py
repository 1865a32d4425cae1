"""Whom each statement is about, as people are told apart before any names are compared.

A name with the given name written out stands for one person wherever it is written so; a shorter one for somebody of
its own document only. Where a person decided whose a mention is, that decides, for the same name in the same document too.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from khronika.identity.names import is_organisation, taken_apart
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.rulings import Linked, Rulings
from khronika.vocabulary.statement import Act, Party, Proceeding, Profile, Restriction, Toll
from khronika.vocabulary.terms import Measure

FATES = frozenset({Measure.KILLED, Measure.DIED_IN_CUSTODY, Measure.DISAPPEARED})
DECIDED = "\tparty:"


def mentioned(one: Evidence) -> tuple[tuple[str, Party], ...]:
    """Return the parties that a statement is about, each with the name of its mention ("STATEMENT/SLOT/INDEX")."""
    match one.statement:
        case Proceeding() | Restriction():
            slot, found = "subject", one.statement.subject
        case Act():
            slot, found = "victims", one.statement.victims
        case Profile():
            slot, found = "subject", (one.statement.subject,)
        case Toll():
            slot, found = "who", fallen(one.statement)
        case _:
            return ()
    return tuple((f"{one.id}/{slot}/{number}", party) for number, party in enumerate(found))


def parties(one: Evidence) -> tuple[Party, ...]:
    """Return the parties that a statement is about."""
    return tuple(party for _, party in mentioned(one))


def fallen(toll: Toll) -> tuple[Party, ...]:
    """Return the person whose own fate a toll of one tells ("X died in a cell"), by the name written as one."""
    words = toll.who.split()
    named = len(words) > 1 and all(word[:1].isupper() for word in words) and not is_organisation(toll.who)
    return (Party(name=toll.who),) if toll.count == 1 and toll.measure in FATES and named else ()


def written(node: str) -> str:
    """Return the name that a node was made of."""
    return node.partition("\t")[0]


def party_of(node: str) -> str:
    """Return the party that a person decided a node to be, or empty text."""
    return node.partition(DECIDED)[2]


@dataclass(frozen=True, slots=True)
class Naming:
    """The people told apart in some evidence: the nodes of each statement, and the decisions that made them."""

    nodes: Mapping[str, tuple[str, ...]]
    links: Mapping[str, Linked]
    apart: frozenset[frozenset[str]]

    def of(self, one: Evidence) -> tuple[str, ...]:
        """Return the nodes that a statement is about."""
        return self.nodes.get(one.id, ())

    def are_apart(self, some: Iterable[str]) -> bool:
        """Tell whether among some nodes are two whom a person told apart."""
        held = {party_of(node) for node in some} - {""}
        return len(held) > 1 and any(pair <= held for pair in self.apart)


def naming(held: Sequence[Evidence], rulings: Rulings) -> Naming:
    """Return whom each of some statements is about, after what people decided."""
    roots = rulings.party_roots
    linked = {one.mention: roots.get(one.party, one.party) for one in rulings.links}
    by_name: dict[tuple[str, str], set[str]] = defaultdict(set)
    owners: dict[str, set[str]] = defaultdict(set)
    if linked:
        for one in held:
            for mention, party in mentioned(one):
                if mention in linked:
                    by_name[one.source.sha256, party.name].add(linked[mention])
                    owners[party.name].add(linked[mention])
    nodes = {}
    for one in held:
        found = []
        for mention, party in mentioned(one):
            if not party.name:
                continue
            here = {linked[mention]} if mention in linked else by_name.get((one.source.sha256, party.name), set())
            if len(here) == 1:
                found.append(f"{party.name}{DECIDED}{next(iter(here))}")
            elif taken_apart(party.name).whole and len(owners.get(party.name, ())) < 2:
                found.append(party.name)
            else:
                found.append(f"{party.name}\t{one.source.sha256}")
        if found:
            nodes[one.id] = tuple(found)
    apart = {frozenset({roots.get(p.first, p.first), roots.get(p.second, p.second)}) for p in rulings.apart}
    return Naming(nodes, {one.mention: one for one in rulings.links}, frozenset(p for p in apart if len(p) == 2))
