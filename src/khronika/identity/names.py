"""Whether two written names can be one person's, and why: conservative, and always with the reason.

A case is formed before anybody has looked. So names are compared by letters only: case, diacritics and honorifics
aside, with the spellings that ``names.toml`` lists. A surname alone never joins; that takes the same court on the same
day or the same charge, which the caller knows.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from khronika.errors import VocabularyError
from khronika.vocabulary.folding import fold

LETTERS = re.compile(r"[^\w\s.'-]|_")
AFTER_POINT = re.compile(r"(?<=\.)(?=\w)")


class Likeness(IntEnum):
    """How far two written names agree, from not at all to letter for letter."""

    NONE = 0
    SURNAME = 1
    INITIAL = 2
    SPELLING = 3
    SAME = 4


@dataclass(frozen=True, slots=True)
class Part:
    """One word of a name: the keys that its spellings share, and whether only an initial is given."""

    keys: frozenset[str]
    initial: bool = False

    def agrees(self, other: "Part") -> bool:
        """Tell whether two words can be spellings, or one the initial, of the same name."""
        if self.initial or other.initial:
            return any(a.startswith(b) or b.startswith(a) for a in self.keys for b in other.keys)
        return bool(self.keys & other.keys)


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name taken apart; ``given`` and ``middle`` are None where it does not have them."""

    folded: str
    surname: Part
    given: Part | None = None
    middle: Part | None = None

    @property
    def whole(self) -> bool:
        """Whether a given name is written out."""
        return self.given is not None and not self.given.initial


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


@lru_cache(maxsize=65536)
def keys(word: str) -> frozenset[str]:
    """Return the keys of a word; two spellings of one name share at least one."""
    letters = rules()["cyrillic"]
    table = dict(zip(letters["from"], letters["to"], strict=True)) | letters["digraphs"]
    latin = "".join(table.get(c, c) for c in fold(word))
    # A leading j before a vowel is ж in some alphabets and й in others: it keeps both keys.
    starts = {latin, "zh" + latin[1:]} if re.match(r"j[aeiou]", latin) else {latin}
    return frozenset(spelled(one) for one in starts)


def spelled(latin: str) -> str:
    """Return a folded Latin word with the listed spellings made one."""
    for rule in rules()["variant"]:
        latin = re.sub(rule["pattern"], rule["becomes"], latin)
    return re.sub(r"[^\w]", "", latin)


def folded_words(written: str) -> list[str]:
    """Return the folded words of a name without honorifics; initials keep their point."""
    titles = set(rules()["honorifics"]["words"])
    apart = AFTER_POINT.sub(" ", LETTERS.sub(" ", written))
    words = [fold(word) for word in apart.split()]
    return [word for word in words if word.strip(".") and word.strip(".") not in titles] or [fold(written)]


@lru_cache(maxsize=65536)
def taken_apart(written: str) -> Name:
    """Return a name's parts. Surname first where a comma, a closing initial or a closing patronymic shows it."""
    head, comma, tail = written.partition(",")
    words = folded_words(f"{tail} {head}" if comma and tail.strip() else written)
    folded = " ".join(words)
    parts = [Part(keys(word), is_initial(word)) for word in words]
    if len(parts) == 1:
        return Name(folded, parts[0])
    endings = tuple(rules()["patronymics"]["endings"])
    surname_first = not parts[0].initial and (parts[-1].initial or words[-1].endswith(endings))
    if surname_first:
        parts = [*parts[1:], parts[0]]
    middle = parts[1] if len(parts) > 2 else None
    return Name(folded, parts[-1], parts[0], middle)


def is_initial(word: str) -> bool:
    """Tell whether a folded word is an initial: one letter, or a few with a point ("zh.")."""
    return len(word.rstrip(".")) == 1 or (word.endswith(".") and len(word) <= 4)


def is_organisation(written: str) -> bool:
    """Tell by the words of a name that it is no natural person's."""
    return bool(set(fold(written).split()) & {fold(word) for word in rules()["organisations"]["words"]})


def likeness(one: str, other: str) -> Likeness:
    """Return how far two written names agree."""
    a, b = taken_apart(one), taken_apart(other)
    if a.folded == b.folded:
        return Likeness.SAME
    if a.middle is not None and b.middle is not None and not a.middle.agrees(b.middle):
        return Likeness.NONE
    turned = a.given is not None and b.given is not None and a.whole and b.whole and not (a.middle or b.middle)
    if turned and a.given and b.given and a.given.agrees(b.surname) and b.given.agrees(a.surname):
        return Likeness.SPELLING
    if not a.surname.agrees(b.surname) or a.surname.initial or b.surname.initial:
        return Likeness.NONE
    if a.given is None or b.given is None:
        return Likeness.SURNAME
    if not a.given.agrees(b.given):
        return Likeness.NONE
    return Likeness.SPELLING if a.whole and b.whole else Likeness.INITIAL


def surname_keys(written: str) -> frozenset[str]:
    """Return the keys under which names that could agree are looked up."""
    name = taken_apart(written)
    return name.surname.keys | (name.given.keys if name.whole and name.given and name.middle is None else frozenset())
