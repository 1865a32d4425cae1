"""A word in Latin letters, whatever alphabet it is written in, and the keys that the spellings of one name share."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from anyascii import anyascii

from khronika.errors import VocabularyError
from khronika.vocabulary.folding import fold

ARTICLE = re.compile(r"^(?:ال|(?:al|el|аль|эль)-)(?=\w)")
SOFT = re.compile("[aeioujv]|h$")  # what Arabic leaves out, or writes with a letter that has other sounds too
DOUBLED = re.compile(r"(.)\1+")


@cache
def rules() -> Mapping[str, Any]:
    """Return what ``names.toml`` says. Raises VocabularyError if its table of letters does not match up."""
    found = tomllib.loads((files("khronika.identity") / "names.toml").read_text("utf-8"))
    letters = found["cyrillic"]
    if len(letters["from"]) != len(letters["to"]):
        raise VocabularyError(
            "the Cyrillic letters and their Latin forms differ in number", where="identity/names.toml"
        )
    return MappingProxyType(found)


@cache
def tables() -> tuple[dict[str, str], dict[str, str], dict[int, str]]:
    """Return the Latin forms of Cyrillic letters, the other readings of some, and of Latin letters with marks."""
    letters = rules()["cyrillic"]
    table = dict(zip(letters["from"], letters["to"], strict=True)) | letters["digraphs"]
    return table, dict(letters["also"]), str.maketrans(rules()["marked"]["letters"])


@lru_cache(maxsize=65536)
def script(word: str) -> str:
    """Return the script of a word's first letter, as Unicode names it: ``LATIN``, ``CYRILLIC``, ``ARABIC``."""
    return next((unicodedata.name(c, "").partition(" ")[0] for c in word if c.isalpha()), "")


@lru_cache(maxsize=65536)
def latin(word: str) -> tuple[str, ...]:
    """Return the Latin spellings of a word: one, or several where languages read a letter differently."""
    table, also, marked = tables()
    folded = fold(unicodedata.normalize("NFC", word.casefold()).translate(marked))
    if folded.isascii():
        return (folded,)
    plain = "".join(table.get(c, c) for c in folded)
    others = "".join(also.get(c, table.get(c, c)) for c in folded)
    made = dict.fromkeys((plain, others))
    return tuple(one if one.isascii() else anyascii(one).casefold() for one in made)


@lru_cache(maxsize=65536)
def keys(word: str) -> frozenset[str]:
    """Return the keys of a word, in ASCII letters and digits; two spellings of one name share at least one."""
    starts = set(latin(word))
    # j before a vowel is ж in some alphabets and й in others, x is х or кс: the word keeps both keys.
    starts |= {re.sub(r"j(?=[aeiou])", "zh", one) for one in starts}
    starts |= {one.replace("x", "ks") for one in starts if script(word) == "LATIN"}
    return frozenset(spelled(one) for one in starts)


@cache
def variants() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the listed spellings, and what they are made."""
    return tuple((re.compile(rule["pattern"]), rule["becomes"]) for rule in rules()["variant"])


def spelled(latin_word: str) -> str:
    """Return a folded Latin word with the listed spellings made one."""
    for pattern, becomes in variants():
        latin_word = pattern.sub(becomes, latin_word)
    return re.sub(r"[^a-z0-9]", "", latin_word.replace("ž", "j"))


@lru_cache(maxsize=65536)
def skeletons(word: str) -> frozenset[str]:
    """Return the consonants of a word, as Arabic writes them: by them it is found in either script.

    The article is left out, and so are letters that are vowels in one spelling and consonants in another.
    """
    bare = ARTICLE.sub("", word.casefold())
    return frozenset(DOUBLED.sub(r"\1", SOFT.sub("", key)) for key in keys(bare))
