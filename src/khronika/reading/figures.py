"""Figures that stand apart from what they count: "the number of dead rose to 50", "overnight arrests: 31"."""

from typing import TYPE_CHECKING

from khronika.reading.lexicon import words
from khronika.reading.passage import Passage, Sentence
from khronika.reading.people_words import counting_nouns, states

if TYPE_CHECKING:
    from spacy.tokens import Token


NEAR = 25  # words between a figure and the noun that it fills, at most


def noun_of_figure(passage: Passage, sentence: Sentence, root: "Token", first: int) -> "Token | None":
    """Return what "put the number of dead at 50" and "attacks rose to 79" count."""
    doc, language = passage.doc, passage.language
    if first == sentence.span.start or doc[first - 1].lower_ not in words(language, "tolls", "filled_by") | bound_words(
        passage, first
    ):
        return None
    figures = words(language, "tolls", "figures")
    before = next((t.i for t in passage.tokens(number_start(passage, first), int(doc[first].idx) + 1)), first)
    if doc[before - 1].text == ":":  # "Overnight arrests: 31"
        told = counting_nouns(language) | states(language)
        label = next((t for t in sentence.span if t.i < before and {t.lemma_.lower(), t.lower_} & told), None)
        if label is not None:
            return label
    for token in sentence.span:
        if token.lemma_.lower() in figures and abs(token.i - first) < NEAR:
            inner = next((t for c in token.children if c.lower_ == "of" for t in c.children if t.dep_ == "pobj"), None)
            if inner is not None:
                return inner
            if token.lemma_.lower() == "toll" and token.i < first:
                return next((c for c in token.children if c.dep_ == "compound"), token)
    verb = root.head.head if root.head.pos_ == "ADP" else root.head
    if verb.lemma_.lower() in words(language, "tolls", "changing"):
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        if subject is not None and subject.lemma_.lower() in counting_nouns(language):
            return subject
    return None


def number_start(passage: Passage, first: int) -> int:
    """Return the character at which a number with its bound begins."""
    found = passage.number_at(passage.doc[first])
    return found.bound_start if found is not None else int(passage.doc[first].idx)


def bound_words(passage: Passage, first: int) -> frozenset[str]:
    """Return the words of a bound before a number, which may stand between "at" and it."""
    found = passage.number_at(passage.doc[first])
    if found is None or found.bound_start >= found.start:
        return frozenset()
    return frozenset(passage.text[found.bound_start : found.start].lower().split())
