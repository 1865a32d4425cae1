"""Which nouns are for people, which for things, and which tell by themselves what befell those whom they number."""

from functools import cache
from typing import TYPE_CHECKING

from khronika.reading.lexicon import lexicon
from khronika.reading.passage import Passage

if TYPE_CHECKING:
    from spacy.tokens import Token


@cache
def counting_nouns(language: str) -> frozenset[str]:
    """Return the nouns that count what befell people by themselves ("death", "arrest")."""
    return frozenset(word for found in lexicon(language, "tolls")["nouns"].values() for word in found)


@cache
def states(language: str) -> frozenset[str]:
    """Return the words that say what befell the counted right after a number ("dead", "wounded")."""
    return frozenset(word for found in lexicon(language, "tolls")["after_number"].values() for word in found)


@cache
def who_words(language: str, table: str) -> frozenset[str]:
    """Return one list of the words for people and for things."""
    return frozenset(lexicon(language, "tolls")["who"][table])


def is_people(passage: Passage, token: "Token") -> bool:
    """Tell whether a noun is one for people."""
    lemma, people = token.lemma_.lower(), who_words(passage.language, "people")
    if lemma in people or token.lower_ in people:
        return True
    roles = lexicon(passage.language, "roles")
    if any(lemma in found for found in roles.values() if isinstance(found, list)):
        return True
    return lemma.endswith(tuple(who_words(passage.language, "people_endings"))) and not is_thing(passage, token)


def is_thing(passage: Passage, token: "Token") -> bool:
    """Tell whether a noun is never one for people."""
    things = who_words(passage.language, "things")
    return token.lemma_.lower() in things or token.lower_ in things
