"""Quantities in a text: numbers with their bound, lengths of time, sums of money, ages, provisions of law.

Everything is found in plain text with exact spans; which words number, limit or measure is data of the language.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from khronika.reading.lexicon import lexicon
from khronika.vocabulary.terms import Bound

DIGITS = r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:\.\d+)?"
SCALES = ("hundred", "thousand", "million")


@dataclass(frozen=True, slots=True)
class Number:
    """A count told in ``[start, end)``, its bound words not included (they begin at ``bound_start``)."""

    start: int
    end: int
    value: int
    bound: Bound | None = None
    bound_start: int = -1


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time as ISO 8601, or ``life``. ``is_maximum`` tells that the words before it make it a limit."""

    start: int
    end: int
    value: str
    is_maximum: bool = False
    lower: str = ""


@dataclass(frozen=True, slots=True)
class Money:
    """A sum: ``currency`` is ISO 4217, or empty where the words do not tell it. A conversion repeats another sum."""

    start: int
    end: int
    amount: float
    currency: str
    is_conversion: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A plain find: the characters and their text."""

    start: int
    end: int
    text: str


def alternatives(words: "list[str] | tuple[str, ...]") -> str:
    """Return a pattern for any of the words, longer ones first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def table(language: str, name: str) -> dict[str, Any]:
    """Return one table of the lexicon of quantities."""
    found: dict[str, Any] = lexicon(language, "quantities")[name]
    return found


# ---- Numbers ------------------------------------------------------------------------------------


@cache
def number_pattern(language: str) -> "re.Pattern[str]":
    """Return the pattern of a number in digits or words."""
    small = [word for word in table(language, "numbers") if word not in SCALES]
    word = rf"(?:{alternatives(small)})"
    scale = "(?:hundred|thousand|million|dozen)"
    tens = [w for w, v in table(language, "numbers").items() if 20 <= v < 100]
    below = rf"(?:(?:{alternatives(tens)})[\s-]{word}|{word})"
    words = rf"(?:a|{below})\s+{scale}(?:(?:\s+and|,)?[\s-]+(?:{below}|{scale}))*|{below}"
    digits = rf"(?:{DIGITS})(?:\s+(?:thousand|million|billion))?"
    return re.compile(rf"(?<![\w.,/-])(?:(?P<digits>{digits})|(?P<words>\b(?:{words})))(?![\w/]|[.,]\d)", re.IGNORECASE)


def value_of_words(text: str, language: str) -> int | None:
    """Return what number words amount to ("two hundred and thirty-eight" is 238)."""
    known = table(language, "numbers")
    total, current = 0, 0
    previous = 0
    for word in re.findall(r"[a-z]+", text.casefold()):
        if word == "and":
            continue
        if word == "a":
            current = 1
            continue
        value = known.get(word)
        if value is None:
            return None
        if value >= 1000:
            total, current = total + max(current, 1) * value, 0
        elif value == 100 or word == "dozen":
            current = max(current, 1) * value
        elif previous and previous < 20 and value < 100:
            return None  # "five six" is a list
        else:
            current += value
        previous = value
    return total + current


def value_of_digits(text: str) -> float:
    """Return what a number in digits amounts to ("2.5 million")."""
    number, _, scale = re.sub(r"(?<=\d)[,\u00a0\u202f ](?=\d{3})", "", text).partition(" ")
    factor = {"thousand": 1e3, "million": 1e6, "billion": 1e9}.get(scale.strip().casefold(), 1)
    return float(number) * factor


@cache
def bound_pattern(language: str, where: str) -> "re.Pattern[str]":
    """Return the pattern of bound words before or after a number, with the bound as the group's name."""
    pairs = sorted(((w, b) for b, found in table(language, where).items() for w in found), key=lambda p: -len(p[0]))
    body = "|".join(rf"(?P<{bound}__{n}>{re.escape(word)})" for n, (word, bound) in enumerate(pairs))
    if where == "bounds":
        return re.compile(rf"(?<!\w)(?:{body})\s+(?:the\s+|a\s+|all\s+)?$", re.IGNORECASE)
    return re.compile(rf"\s?(?:{body})\b", re.IGNORECASE)


def bound_of(text: str, start: int, end: int, language: str) -> tuple[Bound | None, int]:
    """Return the bound told with a number and where its words begin."""
    before = bound_pattern(language, "bounds").search(text, max(0, start - 30), start)
    if before is not None:
        return Bound(str(before.lastgroup).rpartition("__")[0]), before.start()
    after = bound_pattern(language, "bounds_after").match(text, end)
    if after is not None:
        return Bound(str(after.lastgroup).rpartition("__")[0]), start
    return None, start


def find_numbers(text: str, start: int = 0, end: int | None = None, language: str = "en") -> tuple[Number, ...]:
    """Return the whole numbers told in ``text[start:end]``, "nobody" as 0, "between a and b" as two."""
    stop = len(text) if end is None else end
    found: list[Number] = []
    for match in number_pattern(language).finditer(text, start, stop):
        if match["digits"]:
            amount = value_of_digits(match["digits"])
            value = int(amount) if amount == int(amount) else None
        else:
            value = value_of_words(match["words"], language)
        if value is None:
            continue
        bound, bound_start = bound_of(text, match.start(), match.end(), language)
        found.append(Number(match.start(), match.end(), value, bound, bound_start))
    for match in re.finditer(
        rf"\b(?:{alternatives(table(language, 'nobody')['words'])})\b", text[start:stop], re.IGNORECASE
    ):
        first, last = start + match.start(), start + match.end()
        found = [n for n in found if n.end <= first or n.start >= last]
        found.append(Number(first, last, 0, Bound.EXACTLY, first))
    return tuple(sorted(between(text, found), key=lambda n: n.start))


def between(text: str, found: list[Number]) -> Iterator[Number]:
    """Give the two ends of "between a and b" and "from a to b" their bounds."""
    ordered = sorted(found, key=lambda n: n.start)
    for n, number in enumerate(ordered):
        joined = n + 1 < len(ordered) and re.fullmatch(r"\s+and\s+", text[number.end : ordered[n + 1].start])
        opens = re.search(r"\bbetween\s+$", text[max(0, number.start - 12) : number.start], re.IGNORECASE)
        closes = (
            n > 0
            and re.fullmatch(r"\s+and\s+", text[ordered[n - 1].end : number.start])
            and re.search(
                r"\bbetween\s+$", text[max(0, ordered[n - 1].start - 12) : ordered[n - 1].start], re.IGNORECASE
            )
        )
        if joined and opens:
            yield Number(number.start, number.end, number.value, Bound.AT_LEAST, number.start)
        elif closes:
            yield Number(number.start, number.end, number.value, Bound.UP_TO, number.start)
        else:
            yield number


# ---- Lengths of time ----------------------------------------------------------------------------


@cache
def duration_pattern(language: str) -> "re.Pattern[str]":
    """Return the pattern of one amount and its unit, or of an amount that shares a later unit."""
    units = table(language, "units")
    unit = "|".join(rf"(?P<{code}>{alternatives(words)})" for code, words in units.items())
    number = number_pattern(language).pattern.replace("(?P<digits>", "(?:").replace("(?P<words>", "(?:")
    number = number.removeprefix(r"(?<![\w.,/-])").removesuffix(r"(?![\w/]|[.,]\d)")
    half = r"(?P<half>(?:\s+and\s+a\s+half|-and-a-half))?"
    return re.compile(
        rf"(?<![\w.,$€£])(?:(?P<number>{number})|(?P<one>\ba|\ban|\bone))(?:st|nd|rd|th)?{half}(?:\s+|-)(?:more\s+|full\s+|long\s+|further\s+|calendar\s+)?"
        rf"(?:{unit})(?:’|')?(?P<after>\s+and\s+a\s+half)?\b(?![\s-]olds?\b)",
        re.IGNORECASE,
    )


def find_durations(text: str, start: int = 0, end: int | None = None, language: str = "en") -> tuple[Duration, ...]:
    """Return the lengths of time in ``text[start:end]``; parts that stand together ("2 years and 6 months") as one."""
    stop = len(text) if end is None else end
    parts: list[tuple[int, int, dict[str, float]]] = []
    for match in duration_pattern(language).finditer(text, start, stop):
        amount = amount_of(match["number"], language) if match["number"] else 1.0
        if amount is None:
            continue
        code = next(name for name in table(language, "units") if match[name])
        if match["half"] or match["after"]:
            amount += 0.5
        if code == "decade":
            code, amount = "Y", amount * 10
        if match[code].casefold() == "fortnight":
            amount *= 2
        parts.append((match.start(), match.end(), {code: amount}))
    found = [duration(text, one) for one in joined(text, parts)]
    found += elliptical(text, found, language)
    found += life_terms(text, start, stop)
    return tuple(sorted((limited(text, d, language) for d in found), key=lambda d: d.start))


def amount_of(text: str, language: str) -> float | None:
    """Return a number in digits or words."""
    if text[:1].isdigit():
        return value_of_digits(text)
    value = value_of_words(text, language)
    return None if value is None else float(value)


def joined(text: str, parts: list[tuple[int, int, dict[str, float]]]) -> Iterator[tuple[int, int, dict[str, float]]]:
    """Join parts of different units that stand side by side, the larger first."""
    order = "YMWDH"
    current: tuple[int, int, dict[str, float]] | None = None
    for part in parts:
        if current is not None:
            last, unit = max(order.index(u) for u in current[2]), order.index(next(iter(part[2])))
            if unit > last and re.fullmatch(r"\s*,?\s*(?:and\s+)?", text[current[1] : part[0]]):
                current = (current[0], part[1], current[2] | part[2])
                continue
            yield current
        current = part
    if current is not None:
        yield current


def iso(amounts: dict[str, float]) -> str:
    """Return an ISO 8601 duration; half years become months, half months fifteen days."""
    whole = dict(amounts)
    for unit, (smaller, size) in {"Y": ("M", 12), "M": ("D", 30), "W": ("D", 7), "D": ("H", 24)}.items():
        rest = whole.get(unit, 0.0) % 1
        if rest:
            whole[unit] -= rest
            whole[smaller] = whole.get(smaller, 0.0) + rest * size
    date = "".join(f"{round(whole[u])}{u}" for u in "YMWD" if whole.get(u))
    time = f"T{round(whole['H'])}H" if whole.get("H") else ""
    return f"P{date}{time}" if date or time else "P0D"


def duration(text: str, part: tuple[int, int, dict[str, float]]) -> Duration:
    """Return the duration of joined parts, its end without a trailing apostrophe."""
    start, end, amounts = part
    while end > start and text[end - 1] in "’'":
        end -= 1
    return Duration(start, end, iso(amounts))


def elliptical(text: str, found: list[Duration], language: str) -> list[Duration]:
    """Return lengths that share the unit of a later one: "three and a half and two years", "4 to 10 years"."""
    more: list[Duration] = []
    pattern = number_pattern(language)
    for one in found:
        unit = next((u for u in "YMWD" if one.value.endswith(u)), "")
        position = one.start
        while unit:
            window = text[max(0, position - 45) : position]
            before = re.search(
                rf"(?P<number>{pattern.pattern.replace('(?P<digits>', '(?:').replace('(?P<words>', '(?:')})(?P<half>\s+and\s+a\s+half)?(?P<joint>\s*,\s*(?:and\s+)?|\s+and\s+|\s+to\s+|\s+or\s+|\s*[–-]\s*)$",
                window,
                re.IGNORECASE,
            )
            if before is None:
                break
            amount = amount_of(before["number"], language)
            if amount is None or amount > 60:
                break
            start = max(0, position - 45) + before.start("number")
            more.append(
                Duration(
                    start,
                    position - len(before["joint"]),
                    iso({unit: amount + (0.5 if before["half"] else 0)}),
                    is_maximum=False,
                )
            )
            position = start
    return more


def life_terms(text: str, start: int, end: int) -> list[Duration]:
    """Return terms for life."""
    pattern = r"\blife(?=\s+(?:imprisonment|in\s+prison|sentences?|terms?|behind|without))|(?<=for\s)life\b(?!\s+of)|(?<=to\s)life\b(?=[.,;)]|\s+and\b|$)"
    return [
        Duration(m.start(), m.end(), "life")
        for m in re.finditer(pattern, text[:end], re.IGNORECASE)
        if m.start() >= start
    ]


@cache
def maximum_patterns(language: str) -> "tuple[re.Pattern[str], re.Pattern[str]]":
    """Return the patterns of what makes a length a maximum, before and after it."""
    words = table(language, "maximum")
    before = rf"\b(?:{alternatives(words['before'])})\s+(?:a\s+|an\s+|of\s+|the\s+|to\s+|maximum\s+|prison\s+|term\s+|sentence\s+|penalty\s+|terms\s+|between\s+|from\s+|up\s+|imprisonment\s+|punishment\s+|jail\s+|anything\s+)*(?:[\w-]+\s+(?:and|to)\s+)?$"
    return re.compile(before, re.IGNORECASE), re.compile(
        rf"(?:\s+[\w’'-]+){{0,2}}\s+(?:{alternatives(words['after'])})\b", re.IGNORECASE
    )


def limited(text: str, one: Duration, language: str) -> Duration:
    """Mark a length that its surroundings make the most that a law allows."""
    before, after = maximum_patterns(language)
    window_start = max(0, one.start - 70)
    maximum = (
        bool(before.search(text[window_start : one.start]))
        or bool(after.match(text[one.end : one.end + 40]))
        or bool(re.search(r"\bmaximum\s*$", text[max(0, one.start - 10) : one.start], re.IGNORECASE))
    )
    return Duration(one.start, one.end, one.value, is_maximum=maximum, lower=one.lower)


# ---- Money --------------------------------------------------------------------------------------


@cache
def money_patterns(language: str) -> "tuple[re.Pattern[str], re.Pattern[str]]":
    """Return the patterns of a sum with its currency after it ("500 tenge") and before it ("US$500")."""
    names = [w for words in table(language, "currencies").values() for w in words]
    names += [w for shared in table(language, "shared_currencies").values() for w in shared["words"]]
    number = number_pattern(language).pattern.replace("(?P<digits>", "(?:").replace("(?P<words>", "(?:")
    number = number.removeprefix(r"(?<![\w.,/-])").removesuffix(r"(?![\w/]|[.,]\d)")
    amount = rf"(?P<amount>{number}(?:\s+(?:thousand|million|billion))?)"
    adjective = r"(?:(?:[A-Z][\w-]+)\s+)?"
    after = re.compile(rf"(?<![\w.,]){amount}\s*{adjective}(?P<name>{alternatives(names)})(?!\w)", re.IGNORECASE)
    prefixes = [n for n in names if not n.isalpha() or n in {"usd", "eur", "rm", "gbp", "kzt", "rs"}]
    ahead = re.compile(rf"(?<!\w)(?P<name>{alternatives(prefixes)})\s?{amount}", re.IGNORECASE)
    return after, ahead


@cache
def currency_names(language: str) -> dict[str, str]:
    """Return the code of each currency name that belongs to one country only."""
    return {word: code for code, words in table(language, "currencies").items() for word in words}


def currency_of(name: str, language: str, context: str) -> str:
    """Return the ISO 4217 code of a currency's name; a shared name needs a country that the text names."""
    name = name.casefold()
    code = currency_names(language).get(name)
    if code:
        return code
    for shared in table(language, "shared_currencies").values():
        if name in shared["words"]:
            counts = {c: context.count(country) for country, c in shared.items() if country != "words"}
            best = max(counts, key=lambda c: counts[c])
            return str(best) if counts[best] else ""
    return ""


def find_money(
    text: str, start: int = 0, end: int | None = None, language: str = "en", context: str = ""
) -> tuple[Money, ...]:
    """Return the sums in ``text[start:end]``; a second sum in brackets right after one is its conversion.

    ``context`` is a text whose countries decide what a bare "pound" is; the whole text if it is empty.
    """
    stop = len(text) if end is None else end
    found: dict[int, Money] = {}
    for pattern in money_patterns(language):
        for match in pattern.finditer(text, start, stop):
            amount = money_amount(match["amount"], language)
            if amount is None or any(m.start < match.end() and match.start() < m.end for m in found.values()):
                continue
            code = currency_of(match["name"], language, context or text)
            found[match.start()] = Money(match.start(), match.end(), amount, code)
    ordered = [found[key] for key in sorted(found)]
    return tuple(
        Money(
            m.start,
            m.end,
            m.amount,
            m.currency,
            is_conversion=bool(
                n
                and re.fullmatch(
                    r"\s*\((?:about|around|some|approximately|roughly|nearly|or)?\s*",
                    text[ordered[n - 1].end : m.start],
                    re.IGNORECASE,
                )
            ),
        )
        for n, m in enumerate(ordered)
    )


def money_amount(text: str, language: str) -> float | None:
    """Return the amount of a sum, its scale included."""
    scale = re.search(r"\s+(thousand|million|billion)$", text, re.IGNORECASE)
    if scale and not text[:1].isdigit():
        return amount_of(text, language)
    return amount_of(text, language)


# ---- Ages and provisions -------------------------------------------------------------------------


def find_ages(text: str, start: int = 0, end: int | None = None, language: str = "en") -> tuple[Number, ...]:
    """Return the ages told in ``text[start:end]``: "X, 52, leads", "44-year-old", "aged 19"."""
    stop = len(text) if end is None else end
    words = table(language, "ages")
    number = number_pattern(language).pattern.replace("(?P<digits>", "(?:").replace("(?P<words>", "(?:")
    number = number.removeprefix(r"(?<![\w.,/-])").removesuffix(r"(?![\w/]|[.,]\d)")
    pattern = re.compile(
        rf"(?:\b(?:{alternatives(words['before'])})\s+(?P<aged>{number})|\b(?P<old>{number})(?:-|\s)(?:{alternatives(words['after'])})\b"
        rf"|(?<=[,(]\s)(?P<set>\d{{1,3}})(?=\s*[,;.)])|(?<=[,(])(?P<tight>\d{{1,3}})(?=[,)])|,\s(?:now|then)\s(?P<now>\d{{1,3}})(?=[,.)]))",
        re.IGNORECASE,
    )
    found = []
    for match in pattern.finditer(text, start, stop):
        group = str(match.lastgroup)
        amount = amount_of(match[group], language)
        if amount is not None and 5 <= amount <= 110:
            found.append(Number(match.start(group), match.end(group), int(amount)))
    return tuple(found)


@cache
def provision_pattern(language: str) -> "re.Pattern[str]":
    """Return the pattern of a provision of law with the code that it stands in."""
    words = table(language, "provisions")
    number = r"\d+[A-Za-z]?(?:[.\-/]\d+[A-Za-z]?)*(?:\s?\(\w{1,3}\))*(?:\s?(?:bis|ter))?"
    part = rf"(?:,?\s+(?:part|paragraph|para\.|clause|subsection|point)\s+\(?{number}\)?)"
    several = rf"{number}{part}*(?:(?:\s*,\s*|\s+and\s+|\s+or\s+|,\s+and\s+|\s+to\s+)(?:(?:article|section)s?\s+)?{number}{part}*)*"
    code = rf"(?:,?\s+(?:of|in)\s+the\s+(?:[\w’'-]+\s+){{0,4}}?(?:{alternatives(words['codes'])})(?:\s+of\s+(?:the\s+)?[A-Z]\w+(?:\s[A-Z]\w+)*)?|,\s+(?:{alternatives(words['codes'])})|,?\s+of\s+the\s+(?:[A-Z][\w’'-]*\s+(?:and\s+|of\s+|on\s+)?){{1,6}}(?:Code|Act|Law))?"
    return re.compile(rf"(?<!\w)(?:{alternatives(words['openings'])})\s*{several}{code}", re.IGNORECASE)


def find_provisions(text: str, start: int = 0, end: int | None = None, language: str = "en") -> tuple[Span, ...]:
    """Return the provisions of law named in ``text[start:end]`` with the code's name if it follows."""
    stop = len(text) if end is None else end
    return tuple(
        Span(m.start(), m.end(), " ".join(m.group().split()))
        for m in provision_pattern(language).finditer(text, start, stop)
    )
