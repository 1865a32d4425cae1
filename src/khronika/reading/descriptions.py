"""What the words around a person's name say the person is: the phrases before and after it, and whose they are.

The phrases are found by their words and not by the grammar of the whole sentence, since a parser that does not know a
name often misreads what stands around it.
"""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from khronika.reading.lexicon import words
from khronika.reading.names import kin_words
from khronika.reading.noun_phrases import DETERMINERS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

INSIDE = frozenset({"of", "for", "at", "with", "in", "from", "to", "on"})
ARTICLES = frozenset({"a", "an", "the", "another", "then"})
SEPARATORS = frozenset({",", "(", "|", "–", "—", "-"})
ENDS = frozenset({",", ";", ".", ":", ")", "|", "–", "—", "(", "”", '"', "!", "?"})
OWNERS = frozenset({"his", "her", "their", "its", "our", "my"})
LONGEST = 14  # words of a description


@dataclass(frozen=True, slots=True)
class Description:
    """A phrase that says what somebody is: tokens ``[start, end)``, its head word ``[head, head_end)``.

    ``owner`` is whose kin or colleague it is; ``ready`` is the role in words where it is not the phrase itself;
    ``plural`` tells that all of a list of people are it.
    """

    start: int
    end: int
    head: int
    head_end: int
    owner: "Token | None" = None
    plural: bool = False
    ready: str = ""


# ---- Words --------------------------------------------------------------------------------------


def joined(doc: "Doc", i: int) -> tuple[int, int]:
    """Return (first, after last) token of the word that holds token i, all parts of "brother-in-law"."""
    start, end = i, i + 1
    while start > 1 and not doc[start - 1].whitespace_ and (doc[start - 1].text == "-" or doc[start].text == "-"):
        start -= 1
    while end < len(doc) and not doc[end - 1].whitespace_ and (doc[end].text == "-" or doc[end - 1].text == "-"):
        end += 1
    return start, end


@cache
def known_roles(language: str) -> frozenset[str]:
    """Return the nouns that say what somebody is, kin included."""
    return words(language, "roles", "roles") | kin_words(language) | words(language, "roles", "passing")


@cache
def endings(language: str) -> tuple[str, ...]:
    """Return the endings of words for what people do."""
    return tuple(words(language, "descriptions", "endings"))


def is_role(doc: "Doc", start: int, end: int, language: str) -> bool:
    """Tell whether a word says what somebody is: it is known, or it is built like one."""
    last = doc[end - 1]
    text = doc[start : last.i + 1].text.lower()
    if any(part.pos_ not in {"NOUN", "PROPN", "ADJ", "ADP", "PUNCT", "VERB", "X"} for part in doc[start:end]):
        return False
    known = known_roles(language)
    lemma = last.lemma_.lower()
    parts = text.split("-")
    if text in known or lemma in known or singular(text) in known:
        return True
    if len(parts) > 1:
        return parts[0] in known or parts[-1] in known
    one = singular(text)
    return (
        len(one) > 4
        and last.pos_ in {"NOUN", "PROPN"}
        and last.ent_type_ not in {"GPE", "LOC", "PERSON", "DATE"}
        and one.endswith(endings(language))
        and one not in words(language, "descriptions", "not_roles")
    )


def singular(word: str) -> str:
    """Return a plural noun's likely singular."""
    if word.endswith("men"):
        return word.removesuffix("men") + "man"
    return word.removesuffix("s") if not word.endswith("ss") else word


def is_plural(token: "Token") -> bool:
    """Tell whether a role's head speaks of several people."""
    text = token.lower_
    return (
        token.tag_ in {"NNS", "NNPS"}
        or text.endswith("men")
        or (text.endswith("s") and not text.endswith("ss") and token.lemma_.lower() != text)
    )


def hyphened(doc: "Doc", i: int) -> bool:
    """Tell whether a token is the first or a middle part of a word with hyphens."""
    return i + 1 < len(doc) and doc[i + 1].text == "-" and not doc[i].whitespace_


def nominal(token: "Token") -> bool:
    """Tell whether a token can be a word of a noun phrase."""
    return token.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"} or token.tag_ in {"VBN", "VBG"}


def determined(doc: "Doc", start: int) -> bool:
    """Tell whether a phrase opens with an article or an owner."""
    return (
        doc[start].lower_ in ARTICLES | OWNERS or doc[start].lower_ in DETERMINERS or doc[start].is_sent_start is True
    )


def owner_in(doc: "Doc", start: int, head: tuple[int, int]) -> "Token | None":
    """Return whose kin or colleague a phrase speaks of: "his", "X’s", "of hers"."""
    after = doc[head[1] : head[1] + 2]
    if len(after) == 2 and after[0].lower_ == "of" and after[1].lower_ in {"his", "hers", "theirs"}:
        return after[1]
    for i in range(start, head[0]):
        if doc[i].lower_ in OWNERS and doc[i].tag_ == "PRP$":
            return doc[i]
        if doc[i].text in {"’s", "'s"} or (doc[i].text in {"’", "'"} and i > start and doc[i - 1].text.endswith("s")):
            return doc[i - 1] if i > start else None
    return None
