"""What a phrase of time or place hangs on: the predicate that it tells of, or the noun that it only describes.

The parser's labels are read here for dates and places alike, so that "on 3 May" is told from "the riots of 3 May".
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from khronika.reading.lexicon import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

PREDICATES = frozenset({"VERB", "AUX"})
HELPERS = frozenset({"aux", "auxpass"})
INSIDE = frozenset({"compound", "amod", "nmod", "nummod", "poss", "quantmod"})  # within a noun phrase, before its head


@dataclass(frozen=True, slots=True)
class Hook:
    """Where a phrase hangs.

    ``verb`` is the predicate above it, if there is one. ``preposition`` is the phrase's own, lower-cased. ``noun`` is
    the noun between phrase and predicate, ``under`` the preposition or the label by which that noun hangs on the
    predicate, and ``inside`` tells that the phrase stands before that noun as a part of it ("the May riots").
    """

    verb: "Token | None"
    preposition: str = ""
    noun: "Token | None" = None
    under: str = ""
    inside: bool = False


def head_of(tokens: "Iterable[Token]") -> "Token | None":
    """Return the token of a phrase that hangs on something outside it, or None if there are no tokens."""
    held = list(tokens)
    numbers = {t.i for t in held}
    return next((t for t in held if t.head.i not in numbers or t.head == t), None)


def hook_of(token: "Token", language: str) -> Hook:
    """Return what the phrase of a head token hangs on; nouns that only part time ("the night of") are passed over."""
    preposition, noun, under, inside = "", None, "", False
    label = ""
    while token.head != token:
        head = token.head
        if head.pos_ in PREDICATES and head.dep_ not in HELPERS:
            if not preposition and noun is None:
                preposition = token.lower_ if token.dep_ in {"prep", "agent"} else ""
            return Hook(head, preposition, noun, under or label or token.dep_, inside)
        if token.dep_ == "pobj":
            label = head.lower_
            if noun is None:
                preposition = preposition or label
            elif not under:
                under = label
        elif head.pos_ in {"NOUN", "PROPN", "PRON", "NUM"} and token.dep_ not in {"punct", "cc"}:
            if head.lower_ in words(language, "dates", "parts_of_time"):
                preposition = ""  # "on the night of 3 May": what counts is what "night" hangs on
            elif noun is None:
                noun, inside = head, token.dep_ in INSIDE
        if head.dep_ in {"nsubj", "nsubjpass", "dobj", "attr"} and noun is not None and not under:
            under = head.dep_
        token = head
    return Hook(None, preposition, noun, under or label, inside)
