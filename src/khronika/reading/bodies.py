"""Courts, police, prosecutors, ministries: the bodies that act, under the fullest name that the text gives."""

from functools import cache
from typing import TYPE_CHECKING

from khronika.reading.lexicon import words
from khronika.reading.names import NameKind
from khronika.reading.parties import body_text
from khronika.reading.passage import Passage

if TYPE_CHECKING:
    from spacy.tokens import Token


@cache
def heads(language: str, *tables: str) -> frozenset[str]:
    """Return the head nouns of the bodies of some kinds (``courts``, ``police``, ``prosecution``, ``others``)."""
    return frozenset().union(*(words(language, "bodies", table) for table in tables))


def is_body(passage: Passage, token: "Token", *tables: str) -> bool:
    """Tell whether a noun phrase head is a body of one of the kinds, by its noun or by a word of its name."""
    wanted = heads(passage.language, *tables)
    if token.lemma_.lower() in wanted or token.lower_ in wanted:
        return passage.people.at(token) is None or token.lower_ in wanted
    name = passage.people.name_at.get(token.i)
    return (
        name is not None
        and name.kind is NameKind.ORGANIZATION
        and any(part.lower() in wanted for part in name.text.split())
    )


def bodies_in(passage: Passage, start: int, end: int, *tables: str) -> "list[Token]":
    """Return the heads of noun phrases among tokens ``[start, end)`` that are bodies of some kinds, in order."""
    found = []
    for token in passage.doc[start:end]:
        if (
            token.pos_ in {"NOUN", "PROPN"}
            and token.dep_ not in {"compound", "poss", "amod"}
            and is_body(passage, token, *tables)
        ):
            found.append(token)
    return found


def full_name(passage: Passage, token: "Token") -> tuple[str, bool]:
    """Return a body's fullest name and whether it was inferred: "the court" is the last named court before it."""
    text = body_text(passage, token)
    if any(c.isupper() for c in text) or not any(c.lower_ in {"the", "that", "this"} for c in token.children):
        return text, False
    lemma = token.lemma_.lower()
    for i in range(token.i - 1, -1, -1):
        other = passage.doc[i]
        if other.lemma_.lower() == lemma and other.pos_ in {"NOUN", "PROPN"} and other.dep_ != "compound":
            named = body_text(passage, other)
            if any(c.isupper() for c in named):
                return named, True
    return text, False


def last_court(passage: Passage, token: "Token") -> str:
    """Return the fullest name of the last court mentioned before a token, or nothing."""
    for i in range(token.i - 1, -1, -1):
        other = passage.doc[i]
        if other.lower_ in {"court", "tribunal"} and other.dep_ != "compound" and other.pos_ in {"NOUN", "PROPN"}:
            return full_name(passage, other)[0]
    return ""


def judge_in(passage: Passage, start: int, end: int) -> str:
    """Return the judge named among tokens ``[start, end)``, or nothing."""
    for token in passage.doc[start:end]:
        name = passage.people.name_at.get(token.i)
        mention = passage.people.at(token)
        if mention is None or name is None or mention.how == "pronoun":
            continue
        if {"judge", "justice", "magistrate"} & set(name.titles) or (
            {"judge", "justice", "magistrate"} & mention.person.roles and token.dep_ not in {"nsubjpass", "dobj"}
        ):
            return mention.person.name
    return ""
