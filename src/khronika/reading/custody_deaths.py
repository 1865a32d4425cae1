"""Deaths of single, named people in the power of the State: each one is a toll of one."""

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from khronika.reading.clauses import Clause
from khronika.reading.lexicon import words
from khronika.reading.parties import parties_of
from khronika.reading.passage import Passage, Sentence
from khronika.reading.places import place_of
from khronika.reading.quotes import quote
from khronika.reading.voices import held, unreal, voice_at
from khronika.vocabulary.statement import Toll
from khronika.vocabulary.terms import Bound, Measure, Modality

if TYPE_CHECKING:
    from spacy.tokens import Token


def deaths_in_custody(passage: Passage, sentence: Sentence) -> Iterator[Toll]:
    """Yield the deaths in custody of the people whom a sentence names ("X died in a cell on 27 January")."""
    for clause in sentence.clauses:
        if clause.subject is None or clause.negated or clause.lemma not in words(passage.language, "tolls", "dying"):
            continue
        voice = voice_at(passage, *passage.characters(clause.predicate.i, clause.predicate.i + 1))
        if clause.future or held(passage, clause, voice) is Modality.CONDITIONAL or unreal(passage, clause):
            continue
        who, inferred = dead_person(passage, clause.subject)
        if not who or not (in_power(passage, clause) or inmate(passage, clause.subject)):
            continue
        yield toll_of_one(passage, sentence, clause, who, inferred=inferred)


def dead_person(passage: Passage, subject: "Token") -> tuple[str, bool]:
    """Return the name of a single person, and whether the words there do not show it."""
    if subject.tag_ in {"NNS", "NNPS"}:
        return "", False
    filled = parties_of(passage, subject, coordinated=False)
    if len(filled.parties) != 1 or not filled.parties[0].name or filled.parties[0].count not in {None, 1}:
        return "", False
    return filled.parties[0].name, filled.inferred


def in_power(passage: Passage, clause: Clause) -> bool:
    """Tell whether a clause puts the death in a cell, a prison, under interrogation."""
    places = words(passage.language, "tolls", "custody")
    within = words(passage.language, "tolls", "held_within")
    for child in clause.predicate.subtree:
        if child.lower_ in within and child.i > clause.predicate.i and child.pos_ in {"ADP", "SCONJ"}:
            inner = [t.lower_ for t in child.subtree if t.i - child.i < 8]
            if not places.isdisjoint((*inner, *map(" ".join, pairwise(inner)))):
                return True
    return False


def inmate(passage: Passage, subject: "Token") -> bool:
    """Tell whether a person is called a prisoner where the death is told."""
    inmates = words(passage.language, "tolls", "inmates")
    around = [subject, *subject.children] if subject.dep_ != "appos" else [subject, subject.head]
    return any(t.lemma_.lower() in inmates for t in around)


def toll_of_one(passage: Passage, sentence: Sentence, clause: Clause, who: str, *, inferred: bool) -> Toll:
    """Return the toll of one death."""
    start, end = passage.characters(clause.start, clause.end)
    date = passage.date_of(clause)
    place, elsewhere = place_of(passage, clause)
    voice = voice_at(passage, *passage.characters(clause.predicate.i, clause.predicate.i + 1))
    slots = [
        "count",
        *(["who"] if inferred else []),
        *(["date"] if date is not None and date.inferred else []),
        *(["place"] if place and elsewhere else []),
    ]
    return Toll(
        document=passage.document.id,
        quote=quote(passage.text, max(start, sentence.start), min(end, sentence.end)),
        asserted_by=voice.by,
        modality=voice.modality,
        inferred=tuple(slots),
        reasons={"date": date.reason} if date is not None and date.inferred else {},
        measure=Measure.DIED_IN_CUSTODY,
        count=1,
        bound=Bound.EXACTLY,
        who=who,
        date=date.value if date is not None else "",
        place=place,
    )
