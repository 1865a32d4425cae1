"""Sums of money with their currency as ISO 4217 has it."""

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from khronika.reading.numerals import alternatives, not_in_a_word, number_pattern, table, value_of

OTHER = "other"  # stands in a table of shared names for every country that it does not list
NOT_COUNTRIES = ("Papua New Guinea", "New Mexico")  # names that hold a country's name
CODE_LENGTH = 3  # letters of a currency's code


@dataclass(frozen=True, slots=True)
class Money:
    """A sum: ``currency`` is ISO 4217, or empty where the words do not tell it. A conversion repeats another sum."""

    start: int
    end: int
    amount: float
    currency: str
    is_conversion: bool = False


@cache
def names(language: str) -> Mapping[str, str]:
    """Return the code of each currency name that belongs to one currency only."""
    return {word: code for code, words in table(language, "currencies").items() for word in words}


@cache
def shared(language: str) -> Mapping[str, Mapping[str, str]]:
    """Return, for each name that several countries share, the code of each country."""
    return {
        word: {country: code for country, code in one.items() if country != "words"}
        for one in table(language, "shared_currencies").values()
        for word in one["words"]
    }


def written(words: list[str]) -> str:
    """Return the pattern of currency names; codes of three letters only in capitals."""
    codes = [w.upper() for w in words if len(w) == CODE_LENGTH and w.isascii() and w.isalpha() and w in CODES]
    others = [w for w in words if w.upper() not in codes]
    return rf"(?:(?-i:{'|'.join(codes)})|{alternatives(others)})" if codes else rf"(?:{alternatives(others)})"


CODES: frozenset[str] = frozenset(
    word.casefold() for word in table("en", "currencies")
)  # codes are the same in all languages


@cache
def patterns(language: str) -> "tuple[re.Pattern[str], ...]":
    """Return the patterns of a sum with its currency after it ("500 tenge") and before it ("US$500")."""
    words = table(language, "currency_words")
    every = [*names(language), *shared(language)]
    strict = [w for w in every if w in words["only_after_digits"]]
    before, after = not_in_a_word()
    number = number_pattern(language)
    adjective = rf"(?:(?P<adjective>{alternatives(table(language, 'adjectives'))})\s+|[^\W\d_a-z][\w-]+\s+)??"
    free = [w for w in every if w not in strict]
    return (
        re.compile(rf"{before}(?P<amount>{number})\s*{adjective}(?P<name>{written(free)})(?!\w)", re.IGNORECASE),
        re.compile(
            rf"{before}(?P<amount>(?=\d){number})\s*{adjective}(?P<name>{written(strict)})(?!\w)", re.IGNORECASE
        ),
        re.compile(
            rf"(?<![\w$])(?P<name>{alternatives(words['prefixes'])})\s?(?P<amount>(?=\d){number}){after}", re.IGNORECASE
        ),
    )


def find_money(
    text: str, start: int = 0, end: int | None = None, language: str = "en", context: str = "", country: str = ""
) -> tuple[Money, ...]:
    """Return the sums in ``text[start:end]``; a second sum right after one, in brackets or after "or", is its conversion.

    ``country`` decides what a bare "pound" is; else the country that is named last before the sum, or in ``context``.
    """
    stop = len(text) if end is None else end
    places = Places(text, context)
    taken = bytearray(len(text))
    found: list[Money] = []
    for pattern in patterns(language):
        for match in pattern.finditer(text, start, stop):
            amount = value_of(match["amount"], language)
            if amount is None or any(taken[match.start() : match.end()]):
                continue
            taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
            adjective = (match.groupdict().get("adjective") or "").casefold()
            told = table(language, "adjectives").get(adjective, "")
            code = currency_of(match["name"], language, told or country, match.start(), places)
            found.append(Money(match.start(), match.end(), amount, code))
    return conversions(text, sorted(found, key=lambda m: m.start), language)


class Places:
    """The countries that a text and its context name, looked for once for each currency name."""

    def __init__(self, text: str, context: str) -> None:
        self._text, self._context = text, context
        self._known: dict[tuple[str, ...], list[tuple[int, str]]] = {}

    def named(self, countries: tuple[str, ...]) -> list[tuple[int, str]]:
        """Return where which of the countries is named, in order; those of the context alone at -1."""
        if countries not in self._known:
            pattern = re.compile(rf"\b(?:(?:{alternatives(NOT_COUNTRIES)})|(?P<country>{alternatives(countries)}))\b")
            inside = [(m.start(), m["country"]) for m in pattern.finditer(self._text) if m["country"]]
            around = [(-1, m["country"]) for m in pattern.finditer(self._context) if m["country"]]
            self._known[countries] = around + inside
        return self._known[countries]


def currency_of(name: str, language: str, country: str, at: int, places: Places) -> str:
    """Return the ISO 4217 code of a currency's name at an offset; a name that countries share needs one of them."""
    folded = " ".join(name.casefold().split())
    code = names(language).get(folded)
    if code:
        return code
    codes = shared(language).get(folded, {})
    if country in codes:
        return codes[country]
    countries = tuple(one for one in codes if one != OTHER)
    named = places.named(countries)
    if not named:
        return codes.get(OTHER, "")
    if codes.get(OTHER) not in {None, *(codes[one] for one in countries)}:
        return ""  # "dollars" in a text that names Canada
    if len({codes[one] for _, one in named}) == 1:
        return codes[named[0][1]]
    before = bisect_left(named, (at, ""))
    nearest = named[before - 1] if before else None
    return codes[nearest[1]] if nearest is not None and nearest[0] >= 0 else ""


def conversions(text: str, ordered: list[Money], language: str) -> tuple[Money, ...]:
    """Mark the sums that repeat the one before them in another currency."""
    words = alternatives(table(language, "currency_words")["conversion"])
    beside = re.compile(
        rf"\s*\(\s*(?:[^\W\d]+\s+)?(?:(?:{words})\s+)*|,\s+(?:[^\W\d]+\s+)?(?:{words})\s+", re.IGNORECASE
    )
    found: list[Money] = []
    for one in ordered:
        last = found[-1] if found else None
        between = text[last.end : one.start] if last is not None else ""
        repeats = last is not None and last.currency != one.currency and beside.fullmatch(between) is not None
        found.append(replace(one, is_conversion=repeats))
    return tuple(found)
