"""The words of noun phrases for people and bodies: their extent, their names, what they are made of."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from khronika.reading.passage import Passage
from khronika.vocabulary.statement import Party

if TYPE_CHECKING:
    from spacy.tokens import Token

PLURAL_PRONOUNS = frozenset({"they", "them", "their", "themselves", "both", "all"})
DETERMINERS = frozenset(
    {
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "his",
        "her",
        "its",
        "their",
        "our",
        "my",
        "your",
        "some",
        "any",
        "all",
        "both",
        "each",
        "every",
        "no",
        "another",
        "other",
        "others",
    }
)
SMALL_NUMBERS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "both": 2,
}
PREMODIFIERS = frozenset(
    {"amod", "compound", "nmod", "nummod", "quantmod", "poss", "det", "advmod", "predet", "case", "punct"}
)


@dataclass(frozen=True, slots=True)
class Filled:
    """The parties of one place. ``inferred`` tells that the words there do not show the value itself."""

    parties: tuple[Party, ...] = ()
    inferred: bool = False

    def __bool__(self) -> bool:
        return bool(self.parties)

    def __add__(self, other: "Filled") -> "Filled":
        return Filled(tuple(dict.fromkeys(self.parties + other.parties)), self.inferred or other.inferred)


NOBODY = Filled()


GENERIC = frozenset(
    {
        "people",
        "person",
        "protester",
        "demonstrator",
        "man",
        "woman",
        "detainee",
        "defendant",
        "prisoner",
        "worker",
        "student",
        "civilian",
        "journalist",
        "activist",
        "resident",
        "villager",
    }
)


def body_text(passage: Passage, token: "Token") -> str:
    """Return a body's name as the text prints it, with its "of …" and "in …" if they belong to the name."""
    start, end = noun_phrase(token)
    name = passage.people.name_at.get(token.i)
    if name is not None:
        start, end = name.start if doc_opens(passage, start, name.start) else min(start, name.start), max(end, name.end)
    doc = passage.doc
    while start < token.i and (doc[start].lower_ in DETERMINERS or doc[start].is_punct or doc[start].dep_ == "poss"):
        start += 1
    first, last = passage.characters(start, end)
    text = " ".join(passage.text[first:last].split())
    for ending in ("'s", "’s", "’", "'"):
        text = text.removesuffix(ending)
    return text


def doc_opens(passage: Passage, start: int, name_start: int) -> bool:
    """Tell whether capitalised words before a body's name only open the sentence ("Yesterday Court No. 2")."""
    return start < name_start and passage.doc[start].is_sent_start is True


def noun_phrase(head: "Token", *, of: bool = True) -> tuple[int, int]:
    """Return (first, after last) token of a noun phrase: its words before the head, and "of …" after it."""
    start, end = head.i, head.i + 1
    for child in head.children:
        if child.i < head.i and child.dep_ in PREMODIFIERS:
            start = min(start, child.left_edge.i)
        elif (
            of
            and child.i > head.i
            and child.dep_ == "prep"
            and child.lower_ in {"of", "for", "on", "against"}
            and child.i == end
        ):
            inner = [t for t in child.children if t.dep_ == "pobj"]
            if inner and inner[0].i - child.i <= 4:
                end = max(end, noun_phrase(inner[0], of=of)[1])
    return start, end
