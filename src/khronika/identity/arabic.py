"""Arabic names: met in Latin letters, with their article, 'son of', and compounds of two words."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from khronika.identity.letters import keys, latin, script
from khronika.vocabulary.folding import fold

PARTS = re.compile(r"[aeiou]+|[^aeiou]+")
EAR = tuple(map(frozenset, ("ae", "ei", "ou")))  # vowels that one ear writes so and another so
LONG = (frozenset({"ai", "ei", "ae", "e"}), frozenset({"au", "ou", "o", "u", "ao"}))


@cache
def rules() -> dict[str, Any]:
    """Return what ``arabic.toml`` says."""
    return tomllib.loads((files("khronika.identity") / "arabic.toml").read_text("utf-8"))


@lru_cache(maxsize=65536)
def pattern(word: str) -> re.Pattern[str]:
    """Return what a word in Arabic letters may look like in Latin ones."""
    letters, begins = rules()["letters"], rules()["begins"]
    bare = "".join(c for c in word if c in letters)
    made = [begins.get(c, letters[c]) if not at else letters[c] for at, c in enumerate(bare)]
    return re.compile("[aeiou]?".join(made) + "[aeiou]?" if len(bare) > 1 else "(?!)")


def written_in_latin(arabic: str, other: str) -> bool:
    """Tell whether a word can be one in Arabic letters, written in an alphabet that has vowels."""
    forms = [re.sub("[^a-z]", "", one) for one in latin(other)]
    if script(other) == "CYRILLIC":  # which has one letter for ح, خ and ه
        forms += [one.replace("kh", "h") for one in forms]
    return any(pattern(arabic).fullmatch(one) for one in forms)


def sounds_alike(one: str, other: str) -> bool:
    """Tell whether two words differ only in vowels that are written by ear: Mohammed, Muhammad; not Hassan, Hussein."""
    return any(by_ear(a, b) for a in map(by_press, keys(one)) for b in map(by_press, keys(other)))


def by_press(key: str) -> str:
    """Return a key with the spellings of the French press made those of the English one."""
    for was, becomes in rules()["press"]["changes"]:
        key = re.sub(was, becomes, key)
    return key


def by_ear(one: str, other: str) -> bool:
    """Tell the same of two keys."""
    ones, others = PARTS.findall(one), PARTS.findall(other)
    return len(ones) == len(others) and all(
        a == b or {a, b} <= {*LONG[0]} or {a, b} <= {*LONG[1]} or any({a, b} <= vowels for vowels in EAR)
        for a, b in zip(ones, others, strict=True)
    )


def is_arabic(words: list[str]) -> bool:
    """Tell by its letters, its article or a given name that a name is Arabic."""
    return any(map(sounds_arabic, words))


@lru_cache(maxsize=65536)
def sounds_arabic(word: str) -> bool:
    """Tell whether a word alone shows that a name is Arabic."""
    begins = word.casefold().startswith(("abd", "абд", "al-", "аль-"))
    return begins or script(word) == "ARABIC" or bool(keys(word) & told().known)


@dataclass(frozen=True, slots=True)
class Rules:
    """The words of ``arabic.toml`` as they are looked up."""

    known: frozenset[str]
    particles: frozenset[str]
    first: frozenset[str]
    needs_article: frozenset[str]
    article: re.Pattern[str]


@cache
def told() -> Rules:
    """Return the words of ``arabic.toml`` as they are looked up."""
    found = rules()
    return Rules(
        known=frozenset(found["names"]["words"]),
        particles=frozenset(found["particles"]["words"]),
        first=frozenset(found["compounds"]["first"]),
        needs_article=frozenset(found["compounds"]["second_needs_article"]),
        article=re.compile(found["particles"]["article"]),
    )


def joined(words: list[str]) -> list[str]:
    """Return the words of a name with its compounds joined, without the article and 'son of'; in folded letters."""
    made: list[str] = []
    held, between = "", False
    for word in map(fold, words):
        if word in told().particles and len(words) > 2:
            between = True
            continue
        bare = told().article.sub("", word)
        if held and (held not in told().needs_article or between or bare != word):
            made.append(held + bare)
            held = ""
        else:
            made += [held] if held else []
            held = bare if word in told().first else ""
            made += [] if held else [bare]
        between = False
    return [shortened(word) for word in [*made, *([held] if held else [])]]


@lru_cache(maxsize=65536)
def shortened(word: str) -> str:
    """Return a compound without its inner article: Abdulrahman, Abd al-Rahman and Abdurrahman are one name."""
    if script(word) == "ARABIC":
        return word
    compounds = rules()["compounds"]
    plain = latin(word)[0]
    if re.match(compounds["joined_article"], plain):
        return plain[2:]
    if (
        plain.startswith("abd")
        and len(plain) > 6
        and not plain.startswith(("abdulov", "abdulin", "abdulaev", "abdullaev"))
    ):
        return re.sub(compounds["servant"], "abd", plain)
    return re.sub(compounds["faith"], r"\1", plain) if re.match(r"nu?r(?:[aeu]l?)?-?din$|nour.*din$", plain) else word
