"""How one word of a name agrees with another, in the manner that a reader can be told."""

import re
import tomllib
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from khronika.identity.arabic import sounds_alike, written_in_latin
from khronika.identity.letters import keys, latin, script
from khronika.identity.russian import BOTH, Reading, bases, stays
from khronika.vocabulary.folding import fold

LONG = 5  # letters of a key in which one slip of the pen may be made
LONGER, BEGIN = 7, 4  # letters of one in which two may be made, if it begins alike


class Manner(IntEnum):
    """In what manner two words agree, from not at all to letter for letter."""

    DIFFERENT = 0
    NEAR = 1
    SLIP = 2
    FEMININE = 3
    INITIAL = 4
    EAR = 5
    ARABIC = 6
    LOOSE = 7
    FORM = 8
    CASE = 9
    SPELLED = 10
    SAME = 11


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name as it is written; ``initial`` if only an initial is given, ``arabic`` if its name is Arabic."""

    text: str
    initial: bool = False
    arabic: bool = False


@cache
def rules() -> dict[str, Any]:
    """Return what ``agreement.toml`` says."""
    return tomllib.loads((files("khronika.identity") / "agreement.toml").read_text("utf-8"))


@cache
def loosened() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return what is made one in a loose key."""
    return tuple((re.compile(rule["pattern"]), rule["becomes"]) for rule in rules()["loose"])


@lru_cache(maxsize=65536)
def loose(key: str) -> str:
    """Return a key with what neighbouring languages and presses write differently made one."""
    for pattern, becomes in loosened():
        key = pattern.sub(becomes, key)
    return re.sub(r"(.)\1", r"\1", key)


@cache
def forms() -> dict[str, frozenset[int]]:
    """Return for the key of a given name the lines of forms that it stands in."""
    found: dict[str, set[int]] = {}
    for number, line in enumerate(rules()["forms"]["names"]):
        for name in line.split():
            for key in keys(name):
                found.setdefault(key, set()).add(number)
    return {key: frozenset(numbers) for key, numbers in found.items()}


def form_numbers(text: str) -> frozenset[int]:
    """Return the lines of forms that a word stands in."""
    return frozenset().union(*(forms().get(key, frozenset()) for key in keys(text)))


@lru_cache(maxsize=65536)
def openings(text: str, *, initial: bool) -> frozenset[str]:
    """Return what a word's initial may be written as; of an initial, what it is."""
    made: set[str] = set()
    for one in latin(text):
        bare = re.sub("[^a-z]", "", one)
        if initial:
            made.add(bare)
        found = next((told for start, told in rules()["openings"]["letters"] if bare.startswith(start)), "")
        made |= set(found.split()) if found and (not initial or bare in found.split()) else {bare[:1]}
    return frozenset(made)


@lru_cache(maxsize=262144)
def agreement(one: Word, other: Word) -> Manner:
    """Return how two words agree, but for the cases of Russian, which take the whole name (see ``case_readings``)."""
    if one.initial or other.initial:
        meet = openings(one.text, initial=one.initial) & openings(other.text, initial=other.initial)
        return Manner.INITIAL if meet else Manner.DIFFERENT
    if fold(one.text) == fold(other.text):
        return Manner.SAME
    ones, others = keys(one.text), keys(other.text)
    arabics = (script(one.text) == "ARABIC", script(other.text) == "ARABIC")
    if any(arabics):
        return in_arabic(one, other, arabics)
    if ones & others:
        return Manner.SPELLED
    if form_numbers(one.text) & form_numbers(other.text):
        return Manner.FORM
    if one.arabic and other.arabic and sounds_alike(one.text, other.text):
        return Manner.EAR
    if not (one.arabic and other.arabic) and {loose(key) for key in ones} & {loose(key) for key in others}:
        return Manner.LOOSE
    if any(feminine(a, b) or feminine(b, a) for a in ones for b in others):
        return Manner.FEMININE
    return max(slip(a, b) for a in ones for b in others)


def in_arabic(one: Word, other: Word, arabics: tuple[bool, bool]) -> Manner:
    """Return how two words agree of which at least one is in Arabic letters."""
    if all(arabics):
        return Manner.DIFFERENT
    written, plain = (one, other) if arabics[0] else (other, one)
    return Manner.ARABIC if written_in_latin(written.text, plain.text) else Manner.DIFFERENT


def feminine(man: str, woman: str) -> bool:
    """Tell whether two keys are of one surname as men and as women bear it."""
    return any(
        man.endswith(his) and woman.endswith(hers) and man[: len(man) - len(his)] == woman[: len(woman) - len(hers)]
        for his, hers in rules()["feminine"]["pairs"]
    )


def slip(one: str, other: str) -> Manner:
    """Return whether two keys differ by a slip of the pen, or are near; short ones are not told by that."""
    shorter, longer = sorted((len(one), len(other)))
    if shorter < LONG or longer - shorter > 2 or one[0] != other[0]:
        return Manner.DIFFERENT
    apart = slips(one, other)
    if apart == 1:
        return Manner.SLIP
    return Manner.NEAR if apart == 2 and shorter >= LONGER and one[:BEGIN] == other[:BEGIN] else Manner.DIFFERENT


def slips(one: str, other: str) -> int:
    """Return how many letters were left out, added, changed or swapped (optimal string alignment)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        row = [i]
        for j, b in enumerate(other, start=1):
            row.append(min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b)))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                row[j] = min(row[j], before[j - 2] + 1)
        before, last = last, row
    return last[-1]


@lru_cache(maxsize=65536)
def case_readings(one: str, other: str) -> frozenset[Reading]:
    """Return in which cases one word can be the other, which is listed; also those in which the name stays as it is."""
    found: set[Reading] = set()
    for form, listed in ((one, other), (other, one)):
        for base, readings in bases(form):
            if keys(base) & keys(listed):
                found |= readings
    if keys(one) & keys(other):
        for word in (one, other):
            if script(word) == "CYRILLIC":
                found |= stays(word)
    for base, readings in bases(one):  # both may be cases of one name that neither gives as it is listed
        for again, others in bases(other):
            if keys(base) & keys(again):
                found |= {(BOTH, sex) for _, sex in readings if sex in {its for _, its in others}}
    return frozenset(found)
