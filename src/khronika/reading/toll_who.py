"""Whom a toll counts: the population in the text's words, or that of the toll it goes on from."""

from typing import TYPE_CHECKING

from khronika.reading.counted import Count
from khronika.reading.counted_verbs import interposed
from khronika.reading.lexicon import words
from khronika.reading.passage import Passage
from khronika.reading.people_words import counting_nouns, is_people

if TYPE_CHECKING:
    from spacy.tokens import Token

RELATIVE = 9  # words of a relative clause that still name a population


def who_of(passage: Passage, count: Count, verb: "Token | None") -> str:
    """Return the population that the words at a number name; empty if they name none."""
    if count.state is not None:
        return str(count.state.text) if count.state.lower_ in words(passage.language, "tolls", "named_by_state") else ""
    described = said_to_be(passage, count)
    if described is not None:
        return phrase(passage, count, max(described.left_edge.i, count.last), described, verb)
    noun = count.noun
    if noun is None and count.of is not None and count.of.pos_ in {"NOUN", "PROPN"}:
        noun = count.of
    if (
        noun is None or noun.dep_ == "compound" or noun.lemma_.lower() in words(passage.language, "tolls", "figures")
    ):  # "the death toll rose to 31"
        return ""
    if noun.lemma_.lower() in counting_nouns(passage.language):
        people = next((t for c in noun.children if c.lower_ == "of" for t in c.children if t.dep_ == "pobj"), None)
        if people is not None and (is_people(passage, people) or people.tag_ in {"NNS", "NNPS"}):
            return phrase(passage, count, people.left_edge.i, people, verb)
    start = (
        noun.left_edge.i
        if noun is count.of or noun.i < count.first or noun.left_edge.idx > count.number.end
        else next((t.i for t in passage.doc[count.first : noun.i + 1] if t.idx >= count.number.end), noun.i)
    )
    return phrase(passage, count, start, noun, verb)


def said_to_be(passage: Passage, count: Count) -> "Token | None":
    """Return what those who are a part are: "eleven of them minors", "four of these were women"."""
    if count.of is None or count.last >= count.sentence.span.end:
        return None
    i = count.last
    if passage.doc[i].lemma_ == "be":
        i += 1
    for token in passage.doc[i : min(i + 5, count.sentence.span.end)]:
        if token.pos_ in {"NOUN"} and (is_people(passage, token) or token.tag_ == "NNS"):
            return token
        if token.pos_ not in {"ADJ", "DET", "NOUN", "ADV"}:
            return None
    return None


def phrase(passage: Passage, count: Count, start: int, noun: "Token", verb: "Token | None") -> str:
    """Return a noun with the words before it and what belongs to it after, without what befell it."""
    doc = passage.doc
    while start < noun.i and (
        doc[start].pos_ in {"DET", "NUM", "PUNCT"} or doc[start].lower_ in words(passage.language, "tolls", "not_who")
    ):
        start += 1
    end = noun.i + 1
    joined = next(
        (c for c in noun.children if c.dep_ == "conj" and c.i - noun.i <= 3 and c.tag_ in {"NNS", "NNPS"}), None
    )
    counted_apart = joined is not None and any(c.dep_ in {"nummod", "det"} for c in joined.children)
    if joined is not None and not counted_apart:
        noun, end = joined, joined.i + 1
    for child in noun.children:
        if child.i != end:
            continue
        if child.dep_ == "prep" and child.lower_ in {"of", "from"}:
            inner = next((c for c in child.children if c.dep_ == "pobj"), None)
            if inner is not None and inner.i - child.i <= 6:
                end = inner.i + 1
    if end > noun.i + 1 and doc[end - 1].is_punct:
        end -= 1
    relative = next((c for c in noun.children if c.dep_ in {"relcl", "acl"} and c.left_edge.i == end), None)
    if relative is not None and verb is not None and relative is not verb and verb not in relative.subtree:
        last = relative.right_edge.i + 1
        if last - end <= RELATIVE and interposed(passage, count) is None:
            end = last
    return " ".join(passage.text[slice(*passage.characters(start, end))].split())
