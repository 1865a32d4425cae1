"""What is asked of whom: the actions of a demand, and who can be asked for anything."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from khronika.reading.lexicon import words
from khronika.reading.names import NameKind
from khronika.reading.passage import Passage, Sentence
from khronika.reading.recommendation_words import action_span, coordinated

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked (None where nobody is named) to do what: the characters of the action, and where the quote opens."""

    to: "Token | None"
    action: tuple[int, int]
    opening: int


def chain(passage: Passage, sentence: Sentence, to: "Token | None", verb: "Token", opening: int) -> list[Asked]:
    """Return the actions of a verb and of those coordinated with it, each up to the next one."""
    verbs = coordinated(verb)
    found = []
    for n, one in enumerate(verbs):
        stop = verbs[n + 1].left_edge.i if n + 1 < len(verbs) and verbs[n + 1].left_edge.i > one.i else None
        if stop is None and n + 1 < len(verbs):
            stop = verbs[n + 1].i
        found.append(Asked(to, action_span(passage, sentence, one, stop), opening))
    return found


def askable(passage: Passage, token: "Token", *, strict: bool = False) -> bool:
    """Tell whether a noun phrase names somebody in power: a body, an office, a country. ``strict``: no named person."""
    language = passage.language
    if token.lower_ in words(language, "recommendations", "readers"):
        return False
    if token.lower_ == "it" and strict:
        return True
    lemma = token.lemma_.lower()
    can_be = words(language, "recommendations", "addressees")
    if lemma in can_be or token.lower_ in can_be:
        return passage.people.at(token) is None or not strict
    name = passage.people.name_at.get(token.i)
    if name is not None and name.kind is not NameKind.PERSON and token.pos_ == "PROPN":
        told = name.kind is not NameKind.OTHER or token.ent_type_ in {"GPE", "ORG"}
        return told or not passage.doc[token.left_edge.i].is_sent_start
    if strict and token.text[:1].isupper() and not any(c.dep_ == "det" for c in token.children):
        return any(t.text == token.text and t.ent_type_ == "GPE" for t in passage.doc)  # a country, opening a sentence
    return not strict and token.pos_ in {"NOUN", "PROPN"}
