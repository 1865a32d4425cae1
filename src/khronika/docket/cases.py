"""Cases: what several documents tell of one matter, brought together with the reason for each joining.

A case is formed around the subjects of proceedings and restrictions and the victims of acts who are named. People who
are tried together share a case; separate matters of one person are cases of their own, linked by the person. Names are
joined across documents only as ``names`` allows; what might be the same person but could be another is not joined and is
listed as uncertain. What a person decided goes before all of this.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from khronika.docket.joining import Joined, Joining, Union, joined_names, tried_together
from khronika.docket.lines import date_of, text_order
from khronika.docket.matters import Matter, matters
from khronika.docket.naming import Naming, naming, parties, party_of, written
from khronika.docket.shaping import Formed, shaped
from khronika.identity.names import is_organisation, taken_apart
from khronika.vocabulary.evidence import Evidence, Standing
from khronika.vocabulary.folding import fold
from khronika.vocabulary.rulings import AS_IT_STOOD, NO_RULINGS, Named, Ruling, Rulings, Settled
from khronika.vocabulary.statement import Proceeding, Profile, Restriction
from khronika.vocabulary.terms import ActType, Step

NO_PEOPLE: Mapping[str, frozenset[str]] = {}
SHORT = 12  # characters of a statement's name by which a case without a name of its own goes


@dataclass(frozen=True, slots=True)
class Person:
    """A person of a case: the ``name`` to call them by, and every way in which the sources write it."""

    name: str
    spellings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLink:
    """Another case that this one is linked to, and why; ``ruling`` if a person decided it."""

    id: str
    name: str
    reason: str
    evidence: tuple[Evidence, ...]
    ruling: Ruling | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Something that a person decided about what belongs to a case, in words, with the statements that it moved."""

    what: str
    ruling: Ruling
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """People and what is told of them in one matter (``own``), and what else its documents tell (``context``).

    ``id`` is the record's if a person shaped the case, else the name of one of its statements; ``title`` is what a
    person called it. ``beside`` is what is told of its persons in other cases, which are in ``linked``. ``uncertain``
    are names that might be the same person's and were not joined, ``apart`` people whom a person told apart. ``others``
    are people of other cases in the same documents. A case without persons holds a document that tells of nobody by
    name. ``beside_by_case`` are the statements beside it that are of one case each. ``people`` are the persons that each statement is about; ``settled`` what people decided of disagreements.
    """

    persons: tuple[Person, ...]
    own: tuple[Evidence, ...]
    context: tuple[Evidence, ...] = ()
    joined: tuple[Joining, ...] = ()
    uncertain: tuple[Joining, ...] = ()
    others: tuple[str, ...] = ()
    id: str = ""
    title: str = ""
    beside: tuple[Evidence, ...] = ()
    beside_by_case: tuple[frozenset[str], ...] = ()
    linked: tuple[CaseLink, ...] = ()
    apart: tuple[Joining, ...] = ()
    shape: tuple[Shape, ...] = ()
    settled: tuple[Settled, ...] = ()
    people: Mapping[str, frozenset[str]] = field(default_factory=lambda: NO_PEOPLE, hash=False, repr=False)

    @property
    def name(self) -> str:
        """What the case is called."""
        if self.title:
            return self.title
        names = [person.name for person in self.persons]
        if not names:
            source = self.evidence[0].source
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
        return self.people.get(one.id, frozenset())


def principals(one: Evidence) -> tuple[str, ...]:
    """Return the names of those whose case a statement can found: natural persons, not of a mere profile."""
    if isinstance(one.statement, Profile):
        return ()
    return tuple(p.name for p in parties(one) if p.name and natural(p.name))


@lru_cache(maxsize=65536)
def natural(name: str) -> bool:
    """Tell whether a name is a natural person's."""
    return not is_organisation(name)


@dataclass(frozen=True, slots=True)
class Known:
    """What is worked out of all the evidence before the cases are made of it."""

    held: Mapping[str, Evidence]
    documents: Mapping[str, list[Evidence]]
    naming: Naming
    names: Joined
    told: Mapping[str, list[Evidence]]
    founders: Sequence[Evidence]
    places: Mapping[str, tuple[str, ...]]
    found: Mapping[str, Sequence[Matter]]
    about: Mapping[str, list[Evidence]]
    roots: Mapping[str, frozenset[str]]


def cases(evidence: Iterable[Evidence], rulings: Rulings = NO_RULINGS) -> tuple[Case, ...]:
    """Return the cases that the evidence makes after what people decided, by name.

    Rejected evidence has no part; the order in which evidence is given plays none.
    """
    known = worked_out(evidence, rulings)
    tried, together = tried_together(known.founders, known.places)
    groups: dict[str, set[str]] = defaultdict(set)
    for id_, some in known.places.items():
        for root in {tried.root(place) for place in some}:
            groups[root].add(id_)
    formed = shaped(whole_groups([frozenset(groups[root]) for root in sorted(groups)]), rulings, known.held)
    counted = Counter(id_ for one in formed for id_ in one.ids)
    shared = frozenset(id_ for id_, number in counted.items() if number > 1)
    made = [case for one in formed if (case := case_of(one, known, rulings, shared))]
    by_statement = [reasons_by_evidence(x) for x in (known.names.joined, known.names.uncertain, known.names.apart)]
    of_trials = reasons_by_evidence(together)
    made = [with_reasons(case, by_statement, of_trials) for case in made]
    covered = {one.id for case in made for one in (*case.own, *case.context)}
    for ones in known.documents.values():
        if rest := tuple(one for one in ones if one.id not in covered):
            made.append(Case(persons=(), own=(), context=rest, id=rest[0].id[:SHORT]))
    made = with_settlements(linked_cases(made, known, rulings), rulings)
    return tuple(
        sorted(made, key=lambda case: (not case.persons, fold(case.name), first_day(case), case.evidence[0].id))
    )


def whole_groups(groups: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    """Return the groups of statements without those of which another one holds all: they would be the same case twice."""
    found: list[frozenset[str]] = []
    holding: dict[str, list[frozenset[str]]] = defaultdict(list)
    for group in sorted(groups, key=len, reverse=True):
        if not any(group <= other for other in holding[min(group)]):
            found.append(group)
            for id_ in group:
                holding[id_].append(group)
    return found


def first_day(case: Case) -> tuple[str, str]:
    """Return the first date that a case's own statements tell, for cases of one name in order of time."""
    dated = sorted(date_of(one.statement) for one in case.own if date_of(one.statement))
    return (dated[0] if dated else "9", case.id)


def worked_out(evidence: Iterable[Evidence], rulings: Rulings) -> Known:
    """Return who is who in the evidence, and to which matters of whom each statement belongs."""
    held = sorted((e for e in evidence if e.standing is not Standing.REJECTED), key=text_order)
    documents = by_document(held)
    names = naming(held, rulings)
    told: dict[str, list[Evidence]] = defaultdict(list)
    founders = [one for ones in documents.values() for one in founding(ones)]
    for one in founders:
        for node in names.of(one):
            told[node].append(one)
    joined = joined_names(told, names, rulings)
    about: dict[str, list[Evidence]] = defaultdict(list)
    roots = {one.id: frozenset(joined.persons.root(n) for n in names.of(one) if n in told) for one in held}
    for one in held:
        for root in roots[one.id]:
            about[root].append(one)
    places: dict[str, list[str]] = defaultdict(list)
    found = {}
    for root, ones in sorted(about.items()):
        numbers, found[root] = matters(ones)
        for one in ones:
            places[one.id] += [f"{root}\t#{number}" for number in numbers[one.id]]
    fixed = {id_: tuple(some) for id_, some in places.items()}
    return Known({one.id: one for one in held}, documents, names, joined, told, founders, fixed, found, about, roots)


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


def case_of(formed: Formed, known: Known, rulings: Rulings, shared: frozenset[str]) -> Case | None:
    """Return the case of some statements; None if nothing of it is held any more."""
    own = sorted((known.held[id_] for id_ in formed.ids), key=text_order)
    if not own:
        return None
    settled_in = [one for one in own if one.id not in formed.moved]
    founders = {one.id for one in settled_in or own}
    roots = {root for one in own if one.id in founders or puts_on_trial(one) for root in roots_of(one, known)}
    spellings = {root: members_of(known.names.persons)[root] for root in roots}
    people = named_apart({root: called(nodes, known.told, rulings) for root, nodes in spellings.items()})
    documents = sorted({one.source.sha256 for one in settled_in or own})
    here = [one for sha in documents for one in known.documents[sha]]
    nodes = {one.id: set(known.naming.of(one)) & known.told.keys() for one in here}
    ours = {node for some in spellings.values() for node in some}
    others = {written(node) for some in nodes.values() for node in some - ours}
    others -= {spelling for person in people.values() for spelling in person.spellings}
    beside = known_elsewhere(roots, formed.ids, known)
    about = {
        one.id: frozenset(people[root].name for root in roots_of(one, known) if root in people)
        for one in (*own, *beside)
    }
    opened = {one.id: one for one in rulings.cases}
    left_out = filed_elsewhere(formed.case, rulings)
    return Case(
        persons=tuple(sorted(people.values(), key=lambda person: (fold(person.name), person.spellings))),
        own=tuple(own),
        context=tuple(
            one
            for one in sorted(here, key=text_order)
            if not nodes[one.id] and one.id not in formed.ids and one.id not in left_out
        ),
        others=tuple(sorted(others)),
        id=formed.case or own_id(own, shared),
        title=title_of(opened.get(formed.case)),
        beside=tuple(beside),
        shape=shape_of(formed, rulings, known),
        people=about,
    )


def filed_elsewhere(case: str, rulings: Rulings) -> frozenset[str]:
    """Return the statements that a person took out of a case, or filed in another one: no report brings them back."""
    roots = rulings.case_roots
    cases = {one.statement: roots.get(one.case, one.case) for one in rulings.filed if not one.out}
    out = {one.statement for one in rulings.filed if one.out and case and roots.get(one.case, one.case) == case}
    return frozenset(out | {statement for statement, home in cases.items() if home != case})


def own_id(own: Sequence[Evidence], shared: frozenset[str]) -> str:
    """Return the id of a case that nobody shaped: of a statement that no other case has, if there is one."""
    telling = [one.id for one in own if not isinstance(one.statement, Profile)] or [one.id for one in own]
    alone = [id_ for id_ in telling if id_ not in shared] or [one.id for one in own if one.id not in shared]
    return min(alone or telling)[:SHORT]


def puts_on_trial(one: Evidence) -> bool:
    """Tell whether a statement that was moved here makes its subject a person of the case: who appealed is not."""
    told = one.statement
    after = {Step.APPEAL, Step.APPEAL_DECISION, Step.HEARING, Step.OTHER}
    return isinstance(told, Restriction) or (isinstance(told, Proceeding) and told.step not in after)


def members_of(persons: Union) -> dict[str, list[str]]:
    """Return the names that each root stands for; worked out once for a union."""
    if not persons.groups:
        for node in sorted(persons.parent):
            persons.groups.setdefault(persons.root(node), []).append(node)
    return persons.groups


def roots_of(one: Evidence, known: Known) -> frozenset[str]:
    """Return the people, by their roots, that a statement is about."""
    return known.roots[one.id]


def known_elsewhere(roots: Iterable[str], ids: frozenset[str], known: Known) -> list[Evidence]:
    """Return what is told of some people in other cases than one."""
    found = {one.id: one for root in roots for one in known.about.get(root, ()) if one.id not in ids}
    return sorted(found.values(), key=text_order)


def title_of(opened: Named | None) -> str:
    """Return the name that a person gave a case, if any."""
    return opened.name if opened and opened.ruling.reason != AS_IT_STOOD else ""


def shape_of(formed: Formed, rulings: Rulings, known: Known) -> tuple[Shape, ...]:
    """Return what people decided about a case, in the order in which they decided it."""
    if not formed.case:
        return ()
    roots = rulings.case_roots
    names = {one.id: one.name for one in rulings.cases}
    found = [
        Shape(what=f"named “{one.name}”" if title_of(one) else "entered in the record", ruling=one.ruling)
        for one in rulings.cases
        if one.id == formed.case
    ]
    found += [
        Shape(what=f"“{names.get(one.id, one.id)}” was joined to it", ruling=one.ruling)
        for one in rulings.joined
        if roots.get(one.id) == formed.case
    ]
    moved: dict[int, list[Evidence]] = defaultdict(list)
    rules: dict[int, tuple[str, Ruling]] = {}
    for one in rulings.filed:
        if roots.get(one.case, one.case) == formed.case and one.statement in known.held and (one.moved or one.out):
            word = "taken out" if one.out else "moved here"
            moved[one.ruling.entry].append(known.held[one.statement])
            rules[one.ruling.entry] = (word, one.ruling)
    found += [Shape(what=rules[e][0], ruling=rules[e][1], evidence=tuple(ones)) for e, ones in moved.items()]
    return tuple(sorted(found, key=lambda one: (one.ruling.entry, one.what)))


def linked_cases(made: Sequence[Case], known: Known, rulings: Rulings) -> list[Case]:
    """Return the cases with links to the other cases of their people, and to those that a person linked."""
    by_person: dict[str, list[Case]] = defaultdict(list)
    roots = {id(case): {r for one in case.own for r in roots_of(one, known)} for case in made}
    for case in made:
        for root in roots[id(case)]:
            by_person[root].append(case)
    by_id = {case.id: case for case in made}
    found = []
    for case in made:
        links: list[CaseLink] = []
        for root in sorted(roots[id(case)]):
            others = [other for other in by_person[root] if other is not case] if len(by_person[root]) > 1 else []
            links += [link_by_person(case, other, root, known) for other in others]
        for pair in rulings.case_links:
            ends = [rulings.case_roots.get(end, end) for end in (pair.first, pair.second)]
            if case.id in ends and ends[0] != ends[1]:
                other = by_id.get(ends[0] if ends[1] == case.id else ends[1])
                if other is not None:
                    evidence = (case.evidence[0], other.evidence[0])
                    reason = "a person linked them"
                    links.append(
                        CaseLink(id=other.id, name=other.name, reason=reason, evidence=evidence, ruling=pair.ruling)
                    )
        here = with_beside(case, [other for root in roots[id(case)] for other in by_person[root] if other is not case])
        once = {(one.id, one.ruling): one for one in reversed(links)}
        ordered = sorted(once.values(), key=lambda one: (fold(one.name), one.id, one.ruling.entry if one.ruling else 0))
        found.append(replace(here, linked=tuple(ordered)) if ordered else here)
    return found


def with_beside(case: Case, others: Sequence[Case]) -> Case:
    """Return the case with what is told of its people elsewhere, by the case that tells it."""
    ids = {one.id for one in case.beside}
    apart = {frozenset(one.id for one in other.own if one.id in ids) for other in others}
    return replace(case, beside_by_case=tuple(sorted((some for some in apart if some), key=sorted)))


def link_by_person(case: Case, other: Case, root: str, known: Known) -> CaseLink:
    """Return the link of two cases by a person who is in both."""
    ours = next(one for one in case.own if root in roots_of(one, known))
    theirs = [one for one in other.own if root in roots_of(one, known)]
    kinds = {
        any(m.administrative and one in m.members for m in known.found.get(root, ()))
        for one in (next((e for e in case.own if is_step(e, root, known)), ours), *theirs[:1])
    }
    why = "administrative detention and another matter" if len(kinds) == 2 else "another matter"
    name = written(root)
    days = sorted(date_of(one.statement) for one in theirs if date_of(one.statement))
    when = f", from {days[0]}" if days else ""
    return CaseLink(
        id=other.id, name=other.name, reason=f"the same person, {name}: {why}{when}", evidence=(ours, theirs[0])
    )


def is_step(one: Evidence, root: str, known: Known) -> bool:
    """Tell whether a statement tells a step against a person."""
    return isinstance(one.statement, Proceeding) and root in roots_of(one, known)


def with_settlements(made: Sequence[Case], rulings: Rulings) -> list[Case]:
    """Return the cases with the disagreements that people settled."""
    if not rulings.settled:
        return list(made)
    found = []
    for case in made:
        ids = {one.id for one in (*case.own, *case.context)}
        own = tuple(one for one in rulings.settled if one.chosen in ids)
        found.append(replace(case, settled=own) if own else case)
    return found


def reasons_by_evidence(links: Iterable[Joining]) -> dict[str, list[Joining]]:
    """Return the joinings by the statements that they rest on."""
    found: dict[str, list[Joining]] = defaultdict(list)
    for link in links:
        for one in link.evidence:
            found[one.id].append(link)
    return found


def with_reasons(case: Case, names: Sequence[dict[str, list[Joining]]], together: dict[str, list[Joining]]) -> Case:
    """Return the case with the reasons that made it, with the names that might belong to it and those told apart."""
    every = (*case.own, *case.beside)
    joined, uncertain, apart = (
        tuple({id(link): link for one in every for link in found.get(one.id, ())}.values()) for found in names
    )
    tried = {id(link): link for one in case.own for link in together.get(one.id, ())}.values()
    return replace(case, joined=(*joined, *tried), uncertain=uncertain, apart=apart)


def called(spellings: Sequence[str], told: Mapping[str, Sequence[Evidence]], rulings: Rulings) -> Person:
    """Return a person by the name that a person gave, else by the fullest and most used of the spellings."""
    used: Counter[str] = Counter()
    for node in spellings:
        used[written(node)] += len({one.source.sha256 for one in told[node]})
    parties_of = {party_of(node) for node in spellings} - {""}
    given = [one.name for one in rulings.parties if one.id in parties_of]
    best = min(used, key=lambda name: (not taken_apart(name).whole, -used[name], -len(name), name))
    return Person(given[-1] if given else best, tuple(sorted(used)))


def named_apart(people: Mapping[str, Person]) -> dict[str, Person]:
    """Return the people with names that can be told apart, where two people of a case have the same one."""
    count = Counter(person.name for person in people.values())
    numbers: Counter[str] = Counter()
    found = {}
    for root in sorted(people):
        person = people[root]
        if count[person.name] > 1:
            numbers[person.name] += 1
            person = Person(f"{person.name} ({numbers[person.name]})", person.spellings)
        found[root] = person
    return found
