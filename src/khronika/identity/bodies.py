"""Courts, authorities and organizations: whether two names are of one, by the words that tell them apart."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from khronika.identity.comparing import Reason, weights
from khronika.identity.letters import keys, script
from khronika.vocabulary.folding import fold

WORDS = re.compile(r"[\w’']+")
ADJECTIVE = re.compile(r"(?:in|ov|ev|an)?(?:sk)?(?:oi|i|aia|oe|ogo|om|omu)$")
COMMON = 3  # letters that a place shares with the adjective made of it ("Almaty", "Алматинский")


@dataclass(frozen=True, slots=True)
class Body:
    """The words of a body's name: its kind, its level, its field, numbers, and what it calls its own."""

    kinds: frozenset[str]
    levels: frozenset[str]
    numbers: frozenset[str]
    own: tuple[str, ...]


@cache
def rules() -> Mapping[str, Any]:
    """Return what ``bodies.toml`` says."""
    return tomllib.loads((files("khronika.identity") / "bodies.toml").read_text("utf-8"))


@cache
def meanings() -> dict[str, tuple[str, str]]:
    """Return for a folded word which part of a body's name it is, and what it means."""
    return {
        fold(word): (part, meaning)
        for part in ("kinds", "levels", "fields")
        for meaning, words in rules()[part].items()
        for word in words
    }


@lru_cache(maxsize=65536)
def taken_apart(name: str) -> Body:
    """Return the words of a body's name by what they tell."""
    empty = {fold(word) for word in rules()["empty"]["words"]}
    words = [fold(re.sub(r"['’]s?$", "", word)) for word in WORDS.findall(name)]
    told = [(word, *meanings().get(word, ("own", word))) for word in words if word and word not in empty]
    return Body(
        kinds=frozenset(meaning for _, part, meaning in told if part in {"kinds", "fields"}),
        levels=frozenset(meaning for _, part, meaning in told if part == "levels"),
        numbers=frozenset(word for word, *_ in told if word.isdigit()),
        own=tuple(word for word, part, _ in told if part == "own" and not word.isdigit()),
    )


@lru_cache(maxsize=65536)
def is_named(name: str) -> bool:
    """Tell whether a body is told apart from others by its name: "court" and "the police" are not."""
    body = taken_apart(name)
    if body.own and {*body.own} <= {fold(word) for word in rules()["nobody"]["words"]}:
        return False
    return bool(
        body.own or body.numbers or body.levels & {"supreme", "constitutional", "general"} or len(body.kinds) > 1
    )


def word_agrees(one: str, other: str) -> bool:
    """Tell whether two own words are spellings of one, or a place and the Russian adjective made of it."""
    ones, others = keys(one), keys(other)
    if ones & others:
        return True
    if {stemmed(key) for key in ones} & {*others, *map(stemmed, others)} or ones & set(map(stemmed, others)):
        return True
    if "CYRILLIC" not in (script(one), script(other)):
        return False
    pairs = (sorted((a, b), key=len) for a in ones for b in others)
    return any(len(short) > COMMON and stemmed(long) == short.rstrip("aei") for short, long in pairs)


def stemmed(key: str) -> str:
    """Return a key without the ending of a Russian adjective."""
    bare = ADJECTIVE.sub("", key)
    return bare if len(bare) >= COMMON else key


def all_met(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Tell whether each of some words agrees with one of others."""
    return all(any(word_agrees(one, other) for other in others) for one in some)


def marks(name: str) -> frozenset[str]:
    """Return by what another name of the body is found: how its own words begin, or of what kind and level it is."""
    body = taken_apart(name)
    own = {key[:COMMON] for word in body.own for key in keys(word)}
    return frozenset(own or {f"{kind} {level}" for kind in body.kinds for level in body.levels or {""}})


@lru_cache(maxsize=65536)
def is_a_society(name: str) -> bool:
    """Tell whether a name is of a society that watches others: it is none of the bodies that its name has."""
    return bool({fold(word) for word in WORDS.findall(name)} & {fold(word) for word in rules()["societies"]["words"]})


@lru_cache(maxsize=65536)
def compared(one: str, other: str) -> tuple[Reason, ...]:
    """Return why two names of bodies or organizations may be of one; nothing if they are told apart."""
    a, b = taken_apart(one), taken_apart(other)
    told = weights()["body"]
    kindless = set(rules()["kindless"]["words"])
    if a.numbers and b.numbers and a.numbers != b.numbers:
        return ()
    kinds_differ = (a.kinds ^ b.kinds) - (kindless if a.own and b.own else set())
    if kinds_differ or not (a.own or b.own or a.levels or a.kinds):
        return acronym(one, other)
    if (a.levels - b.levels) and (b.levels - a.levels):
        return ()
    met = (all_met(a.own, b.own), all_met(b.own, a.own))
    if not any(met):
        return acronym(one, other)
    if all(met) and a.levels == b.levels and a.numbers == b.numbers:
        if fold(one) == fold(other):
            return (Reason("the same name", told["same_words"]),)
        both = {script(one), script(other)}
        weight = "same_words" if len(both) == 1 else "same_words_in_another_language"
        how = "" if len(both) == 1 else ", in two languages"
        return (Reason(f"the same words{how}: {one}, {other}", told[weight]),)
    return (Reason(f"one says less than the other: {one}, {other}", told["one_says_less"]),)


def acronym(one: str, other: str) -> tuple[Reason, ...]:
    """Return the reason if one name is made of the other's first letters."""
    for short, long in ((one, other), (other, one)):
        letters = "".join(word[0] for word in WORDS.findall(long) if fold(word) not in rules()["empty"]["words"])
        if short.isupper() and len(short) > 2 and short.casefold() == letters.casefold():
            return (Reason(f"{short} are the first letters of {long}", weights()["body"]["acronym"]),)
    return ()
