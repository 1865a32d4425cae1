"""Quantities in a text: numbers with their bound, lengths of time, sums of money, ages, provisions of law.

Everything is found in plain text with exact spans; which words number, limit or measure is data of the language
(``lexicons/<language>/quantities.toml``). This module finds plain numbers and ages and hands on the rest.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from khronika.reading.durations import Duration, find_durations
from khronika.reading.money import Money, find_money
from khronika.reading.numerals import alternatives, not_in_a_word, number_pattern, table, value_of
from khronika.reading.provisions import Span, find_provisions
from khronika.vocabulary.terms import Bound

__all__ = [
    "Duration",
    "Money",
    "Number",
    "Span",
    "find_ages",
    "find_durations",
    "find_money",
    "find_numbers",
    "find_provisions",
]

BOUND_WORDS = 40  # characters before a number in which its bound may stand
OLDEST = 120  # years


@dataclass(frozen=True, slots=True)
class Number:
    """A count told in ``[start, end)``, its bound words not included (they begin at ``bound_start``).

    ``unit`` tells what the number measures if it counts no people or things: ``share`` (a percentage) or ``time``.
    """

    start: int
    end: int
    value: int
    bound: Bound | None = None
    bound_start: int = -1
    unit: str = ""


@cache
def numbers(language: str) -> "re.Pattern[str]":
    """Return the pattern of a number that stands by itself."""
    before, after = not_in_a_word()
    return re.compile(rf"{before}{number_pattern(language)}{after}", re.IGNORECASE)


@cache
def bound_pattern(language: str, where: str) -> "re.Pattern[str]":
    """Return the pattern of bound words before or after a number, with the bound as the group's name."""
    pairs = sorted(((w, b) for b, found in table(language, where).items() for w in found), key=lambda p: -len(p[0]))
    body = "|".join(rf"(?P<{bound}__{n}>{re.escape(word)})" for n, (word, bound) in enumerate(pairs))
    if where == "bounds":
        fillers = alternatives(table(language, "bound_fillers")["words"])
        return re.compile(rf"(?<!\w)(?:{body})\s+(?:(?:{fillers})\s+)*$", re.IGNORECASE)
    return re.compile(rf"\s?(?:{body})\b", re.IGNORECASE)


def bound_of(text: str, start: int, end: int, language: str) -> tuple[Bound | None, int]:
    """Return the bound told with a number and where its words begin."""
    before = bound_pattern(language, "bounds").search(text, max(0, start - BOUND_WORDS), start)
    if before is not None:
        return Bound(str(before.lastgroup).rpartition("__")[0]), before.start()
    after = bound_pattern(language, "bounds_after").match(text, end)
    if after is not None:
        return Bound(str(after.lastgroup).rpartition("__")[0]), start
    return None, start


def find_numbers(text: str, start: int = 0, end: int | None = None, language: str = "en") -> tuple[Number, ...]:
    """Return the whole numbers told in ``text[start:end]``, "nobody" as 0, "between a and b" as two.

    Vague numbers ("dozens") and parts of numbers ("2.5") are none; "a" and "an" alone are none.
    """
    stop = len(text) if end is None else end
    found: list[Number] = []
    for match in numbers(language).finditer(text, start, stop):
        value = value_of(match.group(), language)
        if value is None or value != int(value):
            continue
        bound, bound_start = bound_of(text, match.start(), match.end(), language)
        unit = unit_of(text, match.start(), match.end(), language)
        found.append(Number(match.start(), match.end(), int(value), bound, max(start, bound_start), unit))
    nobody = re.compile(rf"\b(?:{alternatives(table(language, 'nobody')['words'])})\b", re.IGNORECASE)
    none = [Number(m.start(), m.end(), 0, Bound.EXACTLY, m.start()) for m in nobody.finditer(text, start, stop)]
    inside = {at for number in none for at in range(number.start, number.end)}
    found = [number for number in found if number.start not in inside] + none
    return tuple(ranged(text, sorted(found, key=lambda n: n.start), language))


def unit_of(text: str, start: int, end: int, language: str) -> str:
    """Return what a number measures if it is a percentage or a time of the day, else nothing."""
    words = table(language, "counted")
    after = text[end : end + 20]
    if re.match(rf"[\s-]?(?:{alternatives(words['share'])})", after, re.IGNORECASE):
        return "share"
    timed = re.match(rf"\s?(?:{alternatives(words['time_after'])})(?!\w)", after, re.IGNORECASE)
    clock = re.fullmatch(r"(?:[01]?\d|2[0-3])\.[0-5]\d", text[start:end]) is not None
    return "time" if timed or clock else ""


def ranged(text: str, ordered: list[Number], language: str) -> Iterator[Number]:
    """Give the two ends of "between a and b" and "a to b" their bounds."""
    words = table(language, "number_ranges")
    opener = re.compile(rf"\b(?:{alternatives(words['openers'])})\s+$", re.IGNORECASE)
    both = re.compile(rf"\s+(?:{alternatives(words['and'])})\s+", re.IGNORECASE)
    to = re.compile(rf"\s*(?:{alternatives(words['to'])})\s*", re.IGNORECASE)
    lower: Number | None = None
    for at, number in enumerate(ordered):
        other = ordered[at + 1] if at + 1 < len(ordered) else None
        if lower is not None:
            lower = None
            yield replace(number, bound=Bound.UP_TO, bound_start=number.start)
            continue
        between = text[number.end : other.start] if other is not None else ""
        opened = opener.search(text[max(0, number.start - BOUND_WORDS) : number.start]) is not None
        rising = other is not None and 0 < number.value < other.value
        if number.start > 1 and re.fullmatch(r"\d-", text[number.start - 2 : number.start]):
            continue  # "128-1" is one number with a mark
        if rising and ((opened and both.fullmatch(between)) or to.fullmatch(between)):
            lower = number
            yield replace(number, bound=Bound.AT_LEAST, bound_start=number.start)
        else:
            yield number


# ---- Ages -----------------------------------------------------------------------------------------


@cache
def age_patterns(language: str) -> "tuple[re.Pattern[str], ...]":
    """Return the patterns of ages; the last but one opens with a noun, the last goes on after it."""
    words = table(language, "ages")
    number = rf"(?:{number_pattern(language)})(?!\d|[.,:]\d)"
    found = [*words["patterns"], words["of"], words["and"]]
    return tuple(
        re.compile(one.replace("{number}", number).replace("{n}", rf"(?P<n>{number})"), re.IGNORECASE) for one in found
    )


def find_ages(text: str, start: int = 0, end: int | None = None, language: str = "en") -> tuple[Number, ...]:
    """Return the ages told in ``text[start:end]``: "X, 52, leads", "44-year-old", "aged 19", "a baker of 38"."""
    stop = len(text) if end is None else end
    *plain, of_noun, goes_on = age_patterns(language)
    found: dict[int, Number] = {}
    for pattern in plain:
        for match in pattern.finditer(text, start, stop):
            add_age(found, match, language)
    not_nouns = set(table(language, "ages")["not_nouns"])
    for match in of_noun.finditer(text, start, stop):
        if not not_nouns & set(re.findall(r"[^\W\d_]+", match.group().casefold())):
            add_age(found, match, language)
            another = goes_on.match(text, match.end(), stop)
            if another is not None:
                add_age(found, another, language)
    return tuple(found[key] for key in sorted(found))


def add_age(found: dict[int, Number], match: "re.Match[str]", language: str) -> None:
    """Keep a number that can be an age."""
    value = value_of(match["n"], language)
    if value is not None and value == int(value) and 0 < value <= OLDEST:
        found.setdefault(match.start("n"), Number(match.start("n"), match.end("n"), int(value), None, match.start("n")))
