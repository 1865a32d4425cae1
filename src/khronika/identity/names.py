"""Whether two written names can be one person's, and why: conservative, and always with the reason.

A case is formed before anybody has looked. So names are compared by letters only: case, diacritics and honorifics
aside, with the spellings that ``names.toml`` lists. A surname alone never joins; that takes the same court on the same
day or the same charge, which the caller knows.
"""

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache

from khronika.identity.agreement import openings
from khronika.identity.letters import keys, latin, rules, spelled
from khronika.vocabulary.folding import fold

__all__ = ["Likeness", "Name", "Part", "is_organisation", "keys", "likeness", "spelled", "surname_keys", "taken_apart"]

LETTERS = re.compile(r"[^\w\s.'’ʼ-]|_")
AFTER_POINT = re.compile(r"(?<=\.)(?=\w)")
POSSESSIVE = re.compile(r"['’]s$")
SHORT = 4  # letters of the longest initial, with its point: "zh.", "sh."


class Likeness(IntEnum):
    """How far two written names agree, from not at all to letter for letter."""

    NONE = 0
    SURNAME = 1
    INITIAL = 2
    SPELLING = 3
    SAME = 4


@dataclass(frozen=True, slots=True)
class Part:
    """One word of a name: the keys that its spellings share, and whether only an initial is given.

    ``begins`` are the letters with which an initial may be written for the word; of an initial, its own.
    """

    keys: frozenset[str]
    initial: bool = False
    begins: frozenset[str] = frozenset()

    def agrees(self, other: "Part") -> bool:
        """Tell whether two words can be spellings, or one the initial, of the same name."""
        if self.initial or other.initial:
            if self.begins & other.begins and not (self.initial and other.initial):
                return True
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
def honorifics() -> frozenset[str]:
    """Return the titles that are no part of a name, folded."""
    return frozenset(fold(word) for word in rules()["honorifics"]["words"])


def bare_words(written: str) -> list[str]:
    """Return the words of a name as they are written, without honorifics; initials keep their point."""
    apart = AFTER_POINT.sub(" ", LETTERS.sub(" ", written)).split()
    words = [POSSESSIVE.sub("", word) for word in apart]
    return [word for word in words if fold(word).strip(".'-") and fold(word).strip(".") not in honorifics()]


@lru_cache(maxsize=65536)
def taken_apart(written: str) -> Name:
    """Return a name's parts. Surname first where a comma, a closing initial or a closing patronymic shows it."""
    head, comma, tail = written.partition(",")
    text = f"{tail} {head}" if comma and tail.strip() else written
    words = bare_words(text) or [written]
    folded = " ".join(map(fold, words))
    parts = [initial_part(word) if is_initial(fold(word)) else written_out(word) for word in words]
    if len(parts) == 1:
        return Name(folded, parts[0])
    closing = len(parts) > 2 and is_patronymic(words[-1])
    if not parts[0].initial and (parts[-1].initial or closing):
        parts = [*parts[1:], parts[0]]
    middle = parts[1] if len(parts) > 2 else None
    return Name(folded, parts[-1], parts[0], middle)


def initial_part(word: str) -> Part:
    """Return an initial; j stands for ж in some alphabets and for й in others."""
    own = keys(word)
    letters = frozenset(re.sub("[^a-z]", "", one) for one in latin(word))
    return Part(own | {"j"} if "j" in latin(word)[0] else own, initial=True, begins=letters)


def written_out(word: str) -> Part:
    """Return a word that is written out, with the initials that it may have: Y. or Ye. for Yerlan, K. or Kh. for Khalid."""
    return Part(keys(word), begins=openings(word, initial=False))


def is_initial(word: str) -> bool:
    """Tell whether a folded word is an initial: one letter, or a few with a point ("zh.")."""
    return len(word.rstrip(".")) == 1 or (word.endswith(".") and len(word) <= SHORT)


def is_patronymic(word: str) -> bool:
    """Tell by its ending that a word names somebody's father."""
    endings = tuple(rules()["patronymics"]["endings"])
    return any(one.rstrip(".").endswith(endings) and len(one) > 5 for one in latin(word))


def is_organisation(written: str) -> bool:
    """Tell by the words of a name that it is no natural person's."""
    return bool(set(fold(written).split()) & organisation_words())


@cache
def organisation_words() -> frozenset[str]:
    """Return the words that no natural person's name has, folded."""
    return frozenset(fold(word) for word in rules()["organisations"]["words"])


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
