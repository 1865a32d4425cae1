"""Where: the places that a text names, most exact part first, and the place of a clause."""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from khronika.reading.clauses import Clause
from khronika.reading.lexicon import words
from khronika.reading.names import NameKind
from khronika.reading.passage import Passage

if TYPE_CHECKING:
    from spacy.tokens import Token

LOCATING = frozenset(
    {
        "in",
        "at",
        "near",
        "outside",
        "inside",
        "on",
        "across",
        "around",
        "from",
        "to",
        "into",
        "off",
        "of",
        "through",
        "throughout",
        "towards",
    }
)
WITHIN = frozenset({"in", "at", "near", "outside", "inside", "on", "across", "around", "off", "throughout"})


@dataclass(frozen=True, slots=True)
class Place:
    """A place as the text names it: tokens ``[start, end)`` and the text, its wider parts joined on ("A, B")."""

    start: int
    end: int
    text: str
    preposition: str


@cache
def sites(language: str) -> frozenset[str]:
    """Return nouns of places that have no name of their own ("prison", "square")."""
    return words(language, "places", "sites")


def places_in(passage: Passage, start: int, end: int) -> tuple[Place, ...]:
    """Return the places named among tokens ``[start, end)`` in order."""
    found: list[Place] = []
    i = start
    doc = passage.doc
    while i < end:
        stop = place_end(passage, i, end)
        if stop == i:
            i += 1
            continue
        parts = [(i, stop)]
        while stop + 1 < end and doc[stop].text == "," and (more := place_end(passage, stop + 1, end)) > stop + 1:
            parts.append((stop + 1, more))
            stop = more
        text = ", ".join(" ".join(doc[a:b].text.split()).removesuffix("’s").removesuffix("'s") for a, b in parts)
        found.append(Place(i, stop, text, preposition_before(doc[i])))
        i = stop
    return tuple(found)


def place_end(passage: Passage, i: int, end: int) -> int:
    """Return the end of the place name that starts at token i, or i if none does."""
    doc, people = passage.doc, passage.people
    name = people.name_at.get(i)
    if name is not None and name.start == i:
        if name.kind is NameKind.PLACE:
            return min(name.end, end)
        return i
    if name is None and doc[i].ent_type_ in {"GPE", "LOC"} and doc[i].text[0].isupper():
        stop = i + 1
        while (
            stop < end and doc[stop].ent_type_ in {"GPE", "LOC"} and doc[stop].ent_iob_ == "I" and doc[stop].text != ","
        ):
            stop += 1
        return stop
    return i


def preposition_before(token: "Token") -> str:
    """Return the preposition that the noun phrase of a token hangs on, or nothing."""
    head = token
    while head.dep_ in {"compound", "amod", "nmod", "det", "poss"} and head.head != head:
        head = head.head
    return head.head.lower_ if head.dep_ == "pobj" else ""


def place_of(passage: Passage, clause: Clause) -> tuple[str, bool]:
    """Return where a clause happens, and whether that was inferred; nothing if it is not said."""
    inside = [p for p in places_in(passage, clause.start, clause.end) if p.preposition in WITHIN]
    if inside:
        return inside[0].text, False
    sentence = passage.sentence_at(clause.predicate)
    if sentence is not None:
        for place in places_in(passage, sentence.span.start, sentence.span.end):
            if place.preposition in WITHIN:
                return place.text, False
    return "", False


def main_place(passage: Passage) -> str:
    """Return the place that the document is about: the first one that an event in it is said to be in."""
    for sentence in passage.sentences:
        for place in places_in(passage, sentence.span.start, sentence.span.end):
            if place.preposition in {"in", "at", "near"}:
                return place.text
    return ""
