"""How names decline: what nominative a word of a name can have in a case and gender, and how likely that is.

Dictionaries know few names of Central Asia and the Caucasus. So each ending is tried as each case, and what all the
words of a name agree in wins; what stands beside the name and elsewhere in the text counts too.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from khronika.reading.russian.engine import analyses
from khronika.reading.russian.inflection import FIXED, NAME_TAGS, NOT_SOFT, VOWELS, as_written
from khronika.reading.russian.words import CASES

PAIRS = tuple((case, gender) for gender in ("Masc", "Fem") for case in CASES)
SURNAME = re.compile(r"(?P<stem>.+(?:[оеё]в|[иы]н))(?P<end>а|у|ым|е|ой|ою)?$")
ADJECTIVE = re.compile(r"(?P<stem>.+(?:ск|цк))(?P<end>ий|ого|ому|им|ом|ая|ой|ую)$")
SURNAME_ENDS = {
    ("Nom", "Masc"): "",
    ("Gen", "Masc"): "а",
    ("Acc", "Masc"): "а",
    ("Dat", "Masc"): "у",
    ("Ins", "Masc"): "ым",
    ("Loc", "Masc"): "е",
    ("Nom", "Fem"): "а",
    ("Gen", "Fem"): "ой",
    ("Dat", "Fem"): "ой",
    ("Ins", "Fem"): "ой",
    ("Loc", "Fem"): "ой",
    ("Acc", "Fem"): "у",
}
ADJECTIVE_ENDS = {
    ("Nom", "Masc"): "ий",
    ("Gen", "Masc"): "ого",
    ("Acc", "Masc"): "ого",
    ("Dat", "Masc"): "ому",
    ("Ins", "Masc"): "им",
    ("Loc", "Masc"): "ом",
    ("Nom", "Fem"): "ая",
    ("Gen", "Fem"): "ой",
    ("Dat", "Fem"): "ой",
    ("Ins", "Fem"): "ой",
    ("Loc", "Fem"): "ой",
    ("Acc", "Fem"): "ую",
}
HARD = {"Gen": "а", "Acc": "а", "Dat": "у", "Ins": "ом", "Loc": "е"}  # Темир, Темира …
SOFT = {"Gen": "я", "Acc": "я", "Dat": "ю", "Ins": "ем", "Loc": "е"}  # Абай, Абая …; Игорь, Игоря …
OBLIQUE = re.compile(r"(?:[оеё]в|[иы]н|ск|цк)(?:ой|ым)$|[^аеиоуюя]ой$|ому$|ого$")
FIRST = {"Gen": "ы", "Acc": "у", "Dat": "е", "Ins": "ой", "Loc": "е"}  # Манижа, Манижи …


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a name: its case, its gender, its words in the nominative, and how likely it is."""

    case: str
    gender: str
    words: tuple[str, ...]
    weight: float


@lru_cache(maxsize=50_000)
def nominatives(word: str, case: str, gender: str) -> tuple[tuple[str, float], ...]:
    """Return the nominatives that a word of a name can have in a case and gender, with their weights."""
    if "-" in word and not word.lower().endswith(("-заде", "-опа", "-ака")):
        head, _, tail = word.rpartition("-")
        first = first_half(head, case, gender)
        return tuple((f"{first}-{form}", weight) for form, weight in nominatives(tail, case, gender))
    if len(word) < 3 or word.endswith(".") or word.lower() in FIXED or word.isupper():
        return ((word, 0.6),)
    found = dict(by_dictionary(word, case, gender))
    for form, weight in by_ending(word.lower(), case, gender):
        found.setdefault(as_written(word, form), weight)
    return tuple(found.items())


def first_half(word: str, case: str, gender: str) -> str:
    """Return the first half of a double name in the nominative.

    It declines if it is a name of its own ("Петрова-Водкина", "Анны-Марии"), and else stays as it is ("Кара-Мурзу").
    """
    known = sorted(by_dictionary(word, case, gender), key=lambda one: -one[1])
    if known or any(pattern.fullmatch(word.lower()) for pattern in (SURNAME, ADJECTIVE)):
        return max(nominatives(word, case, gender), key=lambda one: one[1], default=(word, 0.3))[0]
    return word


def by_dictionary(word: str, case: str, gender: str) -> Iterator[tuple[str, float]]:
    """Yield what the dictionary knows."""
    sex = {"Masc": "masc", "Fem": "femn"}[gender]
    for one in analyses(word.lower()):
        tag = one.tag
        if tag.POS == "ADJF" and one.is_known and tag.case == CASES[case] and tag.gender == sex:
            made = one.inflect({"nomn", "sing", sex})
            if made is not None:
                yield as_written(word, str(made.word)), 1.2  # Заречная, Толстой: surnames that are adjectives
            continue
        if not (NAME_TAGS & tag.grammemes and one.is_known and tag.case == CASES[case] and tag.number == "sing"):
            continue
        if tag.gender not in {sex, None} and "ms-f" not in str(tag):
            continue
        made = one.inflect({"nomn", "sing", sex} if "Surn" in tag else {"nomn", "sing"})
        if made is not None:
            yield as_written(word, str(made.word)), 2.0 if {"Name", "Patr"} & tag.grammemes else 1.7


def by_ending(lower: str, case: str, gender: str) -> Iterator[tuple[str, float]]:
    """Yield what the endings allow."""
    for pattern, ends in ((SURNAME, SURNAME_ENDS), (ADJECTIVE, ADJECTIVE_ENDS)):
        match = pattern.fullmatch(lower)
        if match is not None and (match["end"] or "") == ends[case, gender]:
            yield match["stem"] + ends["Nom", gender], 1.5
    last = lower[-1]
    if gender == "Masc":
        if case == "Nom":
            yield lower, -1.0 if OBLIQUE.search(lower) else 1.0 if last not in VOWELS else 0.6 if last in "ая" else 0.5
        elif (
            lower.endswith(HARD[case])
            and len(lower) - len(HARD[case]) > 2
            and lower[-len(HARD[case]) - 1] not in VOWELS + "йь"
        ):
            yield lower[: -len(HARD[case])], 1.0 if case != "Loc" else 0.7
        elif lower.endswith(SOFT[case]) and len(lower) - len(SOFT[case]) > 1:
            stem = lower[: -len(SOFT[case])]
            if stem[-1] in VOWELS:
                yield stem + "й", 1.0
            elif not NOT_SOFT.search(stem):
                yield stem + "ь", 0.9
        if last in "оеиуюыэ" and case != "Nom":
            yield lower, 0.45
    elif case == "Nom":
        yield lower, 1.0 if last in "ая" else 0.7
    elif last not in VOWELS:
        yield lower, 0.8  # Айгуль, Гүлнур: such names of women do not decline
    elif last in "оеиуюыэ":
        yield lower, 0.5
    if case != "Nom":
        less = 0.0 if gender == "Fem" else 0.2  # Никита, Хамидулла
        yield from ((form, weight - less) for form, weight in first_declension(lower, case))


def first_declension(lower: str, case: str) -> Iterator[tuple[str, float]]:
    """Yield the nominatives in -а and -я."""
    if lower.endswith(("дзе", "заде", "швили", "зода", "ли", "ло")):
        return  # such surnames do not decline
    for end, nominative in (
        (FIRST[case], "а"),
        ({"Gen": "и", "Acc": "ю", "Dat": "е", "Ins": "ей", "Loc": "е"}[case], "я"),
        ({"Gen": "ии", "Acc": "ию", "Dat": "ии", "Ins": "ией", "Loc": "ии"}[case], "ия"),
    ):
        stem = lower[: -len(end)]
        if not lower.endswith(end) or len(stem) < 2:
            continue
        hushing = NOT_SOFT.search(stem) is not None
        if nominative == "я" and (end != "и" and hushing):
            continue
        made = "а" if nominative == "я" and end == "и" and hushing else nominative
        if made == "а" and stem[-1] in VOWELS + "ьй":
            continue
        yield stem + made, 0.9 if made != "я" else 0.7


def read_as(words: Collection[str], evidence: "Evidence") -> Reading | None:
    """Return the likeliest reading of the words of a name, or None if they agree in no case."""
    best: Reading | None = None
    for case, gender in PAIRS:
        chosen: list[str] = []
        weight = evidence.of(case, gender)
        for word in words:
            options = nominatives(word, case, gender)
            if not options:
                weight -= 2.0
                chosen.append(word)
                continue
            form, worth = max(options, key=lambda one: one[1] + evidence.seen(one[0], word))
            weight += worth + evidence.seen(form, word)
            chosen.append(form)
        if best is None or weight > best.weight + 1e-9:
            best = Reading(case, gender, tuple(chosen), weight)
    return best


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands beside a name: cases and genders with weights, and the capitalised words of the text."""

    cases: dict[str, float]
    genders: dict[str, float]
    capitals: frozenset[str]

    def of(self, case: str, gender: str) -> float:
        """Return how much speaks for a case and gender."""
        return self.cases.get(case, 0.0) + self.genders.get(gender, 0.0) + (0.05 if case == "Nom" else 0.0)

    def seen(self, form: str, word: str) -> float:
        """Return how much speaks for a form: that the text has it elsewhere."""
        return 0.5 if form != word and form in self.capitals else 0.0
