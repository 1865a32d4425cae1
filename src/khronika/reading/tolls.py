"""Tolls: how many people something befell, each with its bound, its population and who counts."""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from khronika.reading.clauses import Clause
from khronika.reading.lexicon import lexicon
from khronika.reading.passage import Passage
from khronika.reading.places import place_of
from khronika.reading.quantities import Number
from khronika.reading.quotes import quote
from khronika.reading.voices import voice_at
from khronika.vocabulary.statement import Toll
from khronika.vocabulary.terms import Bound, Measure, Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

ALWAYS = frozenset({Measure.KILLED, Measure.DIED_IN_CUSTODY, Measure.INJURED, Measure.DISAPPEARED})
FEWEST = 5  # from how many people on a legal step is a toll too (settled in the contract)


@cache
def measures(language: str) -> dict[str, Measure]:
    """Return the measure of each verb or noun."""
    return {
        word: Measure(measure)
        for measure, found in lexicon(language, "tolls")["measures"].items()
        for word in found
        if measure != "people"
    }


def read_tolls(passage: Passage) -> Iterator[Toll]:
    """Yield the tolls that a document states, in the order of the text."""
    for sentence in passage.sentences:
        done: set[tuple[int, Measure]] = set()
        found = [(c, head, m) for c in sentence.clauses for head, m in told_by(passage, c)]
        for clause, head, measure in found:
            number = counted(passage, head, of_itself=head.lemma_.lower() in nouns(passage.language))
            if number is None or (number.start, measure) in done:
                continue
            if clause.negated and number.value:
                continue
            if measure not in ALWAYS and 0 < number.value < FEWEST:
                continue
            done.add((number.start, measure))
            yield toll(passage, clause, head, number, measure)


def told_by(passage: Passage, clause: Clause) -> "Iterator[tuple[Token, Measure]]":
    """Yield what a clause may count: whom its verb befalls, who is said to be in a state, nouns that count."""
    measure = measures(passage.language).get(clause.lemma)
    if measure is not None:
        for head in victims_of(clause):
            yield head, measure
    if clause.subject is not None and clause.lemma in {"be", "remain", "stay", "languish", "go", "sit", "stand"}:
        said = " ".join(t.lower_ for t in passage.doc[clause.predicate.i : clause.end])
        for state, found in lexicon(passage.language, "tolls")["states"].items():
            if any(words in said for words in found):
                yield clause.subject, Measure(state)
    for token in passage.doc[clause.start : clause.end]:
        if token.pos_ in {"NOUN", "ADJ"} and (of_noun := nouns(passage.language).get(token.lemma_.lower())) is not None:
            yield token, of_noun


@cache
def nouns(language: str) -> dict[str, Measure]:
    """Return the measure of each noun that counts people by itself."""
    return {word: Measure(measure) for measure, found in lexicon(language, "tolls")["nouns"].items() for word in found}


def victims_of(clause: Clause) -> "list[Token]":
    """Return the heads of whom a verb befalls: the undergoer, or the subject of "die" and "flee"."""
    intransitive = clause.lemma in {"die", "disappear", "vanish", "flee", "perish"}
    heads = (clause.subject,) if intransitive and clause.subject is not None else clause.undergoer()
    return [one for head in heads for one in (head, *head.conjuncts)]


def counted(passage: Passage, head: "Token", *, of_itself: bool = False) -> Number | None:
    """Return the number of a noun phrase of people, or None if it counts something else or nothing."""
    window = [head, *(c for c in head.children if c.dep_ in {"nummod", "quantmod", "advmod", "amod", "det"})]
    number = next(
        (
            n
            for t in window
            if t.pos_ in {"NUM", "PRON", "NOUN", "DET"}
            and (t == head or t.pos_ == "NUM" or t.lower_ == "no")
            and (n := passage.number_at(t)) is not None
        ),
        None,
    )
    if number is None:
        return None
    who = lexicon(passage.language, "tolls")["who"]
    if passage.dates_in(number.start - 12, number.end + 12) and any(
        d.start <= number.start < d.end for d in passage.dates
    ):
        return None
    lemma = head.lemma_.lower()
    people = head.pos_ in {"NUM", "PRON"} or lemma in who["people"] or head.lower_ in who["people"] or of_itself
    return number if people or (head.tag_ == "NNS" and lemma not in who["things"]) else None


def toll(passage: Passage, clause: Clause, head: "Token", number: Number, measure: Measure) -> Toll:
    """Return the toll of one clause and number."""
    start, end = passage.characters(clause.start, clause.end)
    start, end = min(start, number.bound_start), max(end, number.end)
    if head.i < clause.start:
        start = min(start, int(head.left_edge.idx))
    words = [t for t in head.subtree if t.i <= head.i and t.dep_ in {"amod", "compound"} and t.pos_ != "NUM"] + [head]
    who = (
        " ".join(t.text for t in words)
        if head.pos_ not in {"NUM", "PRON"} and head.lemma_.lower() not in nouns(passage.language)
        else "people"
    )
    custody = measure is Measure.KILLED and any(t.lower_ in {"custody", "detention"} for t in clause.predicate.subtree)
    date = passage.date_of(clause)
    voice = voice_at(passage, *passage.characters(clause.predicate.i, clause.predicate.i + 1))
    inferred = (["who"] if who == "people" and "people" not in passage.text[start:end] else []) + (
        ["date"] if date is not None and date.inferred else []
    )
    return Toll(
        document=passage.document.id,
        quote=quote(passage.text, start, end),
        asserted_by=voice.by,
        modality=Modality.ASSERTED if voice.modality is not Modality.DENIED else Modality.DENIED,
        inferred=tuple(inferred),
        reasons={"date": date.reason} if date is not None and date.inferred else {},
        measure=Measure.DIED_IN_CUSTODY if custody else measure,
        count=number.value,
        bound=number.bound or Bound.EXACTLY,
        who=who,
        date=date.value if date is not None else "",
        place=place_of(passage, clause)[0],
    )
