"""The clause: a predicate with what fills its places, the same whether it is active or passive.

The parser's labels (ClearNLP's for English) are read here and nowhere else in the readers, so that another language
needs another table of labels, not other readers.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
OBJECTS = frozenset({"dobj", "dative", "obj", "iobj", "oprd", "attr"})
# Dependents of a predicate that open a clause of their own.
SUBORDINATE = frozenset({"advcl", "relcl", "ccomp", "parataxis", "acl", "csubj"})
# Words that make one predicate with their verb ("shot dead", "set free", "took away").
RESULTS = frozenset({"dead", "free", "away"})
MODALS = frozenset({"will", "would", "can", "could", "may", "might", "shall", "should", "must", "ought"})
FUTURE = frozenset({"will", "shall"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A predicate and its places. ``start`` and ``end`` are token numbers of the clause without subordinate ones.

    ``subject`` is the grammatical one, taken over from the governing verb where the clause has none ("was arrested
    and charged"). ``objects`` are direct and indirect ones, ``oblique`` maps a preposition (lower-cased) to the heads
    of its noun phrases. ``agent`` is the "by" of a passive. ``lemma`` is the predicate's lemma with its particle ("break
    up"), lower-cased.
    """

    predicate: "Token"
    subject: "Token | None"
    passive: bool
    negated: bool
    objects: tuple["Token", ...] = ()
    agent: "Token | None" = None
    oblique: tuple[tuple[str, "Token"], ...] = ()
    modals: frozenset[str] = field(default_factory=frozenset)
    start: int = 0
    end: int = 0
    lemma: str = ""

    @property
    def future(self) -> bool:
        """Tell whether the clause speaks of what is to come ("is to be heard", "will appeal")."""
        governor = self.predicate.head
        is_to = self.predicate.dep_ == "xcomp" and governor.lemma_ == "be" and governor.tag_ in {"VBZ", "VBP"}
        return bool(self.modals & FUTURE) or is_to

    def prepositional(self, *prepositions: str) -> tuple["Token", ...]:
        """Return the heads of the noun phrases after any of the prepositions, in the order of the text."""
        return tuple(token for preposition, token in self.oblique if preposition in prepositions)

    def undergoer(self) -> "tuple[Token, ...]":
        """Return whom it happens to: the passive's subject, else the objects."""
        if self.passive:
            return (self.subject,) if self.subject is not None else ()
        return self.objects

    def doer(self) -> "Token | None":
        """Return who does it: the active's subject, else the agent."""
        return self.agent if self.passive else self.subject


def is_passive(verb: "Token") -> bool:
    """Tell whether a verb form is passive: an auxiliary says so, or it is a bare participle ("a man shot dead")."""
    if any(child.dep_ in {"auxpass", "nsubjpass", "csubjpass"} for child in verb.children):
        return True
    if any(child.dep_ == "aux" for child in verb.children):
        return False
    if verb.tag_ == "VBN" and verb.dep_ in {"acl", "relcl", "advcl", "amod"}:
        return True
    # "was arrested and charged": the second verb shares the first's auxiliary.
    if verb.dep_ == "conj" and verb.tag_ in {"VBN", "VBD"} and not own(verb, SUBJECTS) and not own(verb, {"dobj"}):
        return verb.head.pos_ in {"VERB", "AUX"} and verb.head.tag_ == "VBN" and is_passive(verb.head)
    return False


def own(verb: "Token", labels: frozenset[str] | set[str]) -> "list[Token]":
    """Return the verb's dependents with one of the labels."""
    return [child for child in verb.children if child.dep_ in labels]


def subject_of(verb: "Token", depth: int = 0) -> "Token | None":
    """Return the subject, going up to the governing verb where the verb has none of its own."""
    subjects = own(verb, SUBJECTS)
    if subjects:
        subject = subjects[0]
        if subject.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl":
            return verb.head
        return subject
    if depth > 4:
        return None
    if verb.dep_ in {"acl", "relcl"} and verb.head.pos_ in {"NOUN", "PROPN", "PRON", "NUM"}:
        return verb.head
    if verb.dep_ in {"conj", "xcomp", "advcl", "pcomp", "ccomp", "dep"}:
        governor = verb.head
        if verb.dep_ == "xcomp":
            objects = own(governor, {"dobj"})
            if objects:  # "ordered him to leave": the object acts
                return objects[0]
        if governor.dep_ == "prep":
            governor = governor.head
        if governor.pos_ in {"VERB", "AUX"}:
            return subject_of(governor, depth + 1)
        if governor.pos_ in {"NOUN", "PROPN"} and verb.dep_ == "conj":
            return None
    return None


def obliques(verb: "Token") -> Iterator[tuple[str, "Token"]]:
    """Yield (preposition, head of its noun phrase) for the verb and the particles between."""
    for child in verb.children:
        if child.dep_ in {"prep", "agent", "dative"} and child.pos_ in {"ADP", "SCONJ", "VERB", "PART"}:
            # "barred from organizing and from publishing": the second preposition hangs on the first
            for preposition in (child, *sorted((c for c in child.conjuncts if c.i > child.i), key=lambda t: t.i)):
                yield from complements(preposition)
        elif child.dep_ == "prt":
            yield from obliques(child)


def complements(preposition: "Token") -> Iterator[tuple[str, "Token"]]:
    """Yield (preposition, head of its noun phrase), also through a second preposition ("from under the bed")."""
    for inner in preposition.children:
        if inner.dep_ in {"pobj", "pcomp"}:
            yield preposition.lower_, inner
        elif inner.dep_ == "prep":
            for deepest in inner.children:
                if deepest.dep_ in {"pobj", "pcomp"}:
                    yield f"{preposition.lower_} {inner.lower_}", deepest


def extent(verb: "Token") -> tuple[int, int]:
    """Return (first, after last) token of the clause: its words without subordinate and coordinated clauses."""
    kept = [verb]
    stack = [verb]
    while stack:
        token = stack.pop()
        for child in token.children:
            opens = child.pos_ in {"VERB", "AUX"} and (
                child.dep_ in SUBORDINATE or (child.dep_ == "conj" and token == verb)
            )
            if opens or child.is_space or (child.dep_ in {"punct", "cc"} and token == verb and child.i > verb.i):
                continue
            kept.append(child)
            stack.append(child)
    return min(t.i for t in kept), max(t.i for t in kept) + 1


def clause_of(verb: "Token") -> Clause:
    """Read the clause of one predicate."""
    agents = [inner for child in own(verb, {"agent"}) for inner in child.children if inner.dep_ == "pobj"]
    modals = {child.lemma_.lower() for child in own(verb, {"aux"}) if child.lemma_.lower() in MODALS}
    governor = verb
    while governor.dep_ in {"conj", "xcomp"} and governor.head != governor:
        governor = governor.head
        if verb.dep_ == "conj" and not own(verb, {"aux"}):
            modals |= {child.lemma_.lower() for child in own(governor, {"aux"}) if child.lemma_.lower() in MODALS}
    start, end = extent(verb)
    negated = bool(own(verb, {"neg"})) or any(
        child.dep_ in SUBJECTS
        and any(d.lower_ in {"no", "none", "neither", "nobody", "not", "never"} for d in [child, *child.children])
        for child in verb.children
    )
    return Clause(
        predicate=verb,
        subject=subject_of(verb),
        passive=is_passive(verb),
        negated=negated,
        objects=objects_of(verb) or small_clause_subjects(verb),
        agent=agents[0] if agents else None,
        oblique=tuple(obliques(verb)),
        modals=frozenset(modals),
        start=start,
        end=end,
        lemma=lemma_of(verb),
    )


def lemma_of(verb: "Token") -> str:
    """Return a predicate's lemma with its particle ("break up"), lower-cased."""
    particle = [t.lower_ for t in verb.children if t.dep_ == "prt" or (t.lower_ in RESULTS and t.i > verb.i)]
    return " ".join([verb.lemma_.lower(), *particle])


def objects_of(verb: "Token") -> "tuple[Token, ...]":
    """Return the verb's objects; a noun that only introduces the name right after it ("the party Clear Water") is none."""
    every = own(verb, OBJECTS)
    names = {t.left_edge.i for t in every if t.pos_ == "PROPN"}
    return tuple(
        t for t in every if not (t.pos_ == "NOUN" and t.i + 1 in names and any(c.lower_ == "the" for c in t.children))
    )


def small_clause_subjects(verb: "Token") -> "tuple[Token, ...]":
    """Return whom "found Mamay guilty" is about: the subject of an adjective that the verb governs."""
    adjectives = [child for child in verb.children if child.dep_ in {"ccomp", "oprd"} and child.pos_ == "ADJ"]
    return tuple(subject for adjective in adjectives for subject in own(adjective, {"nsubj"}))


def clauses(sentence: "Span | Doc") -> tuple[Clause, ...]:
    """Return the clauses of a sentence in the order of their predicates."""
    return tuple(
        clause_of(token) for token in sentence if token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"aux", "auxpass"}
    )


def conjuncts(token: "Token") -> "tuple[Token, ...]":
    """Return a noun phrase head and everything coordinated with it, in the order of the text."""
    return tuple(sorted({token, *token.conjuncts}, key=lambda t: t.i))
