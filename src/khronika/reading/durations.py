"""Lengths of time as ISO 8601 durations: "two and a half years", "four to ten years", "life"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from khronika.reading.numerals import alternatives, not_in_a_word, number_pattern, table, value_of

LOOK_BACK, LOOK_AHEAD = 80, 40  # characters around a length in which words can bear on it
LONGEST = 200  # an amount without its unit that is larger than this is no length
ORDER = "YMWDH"
FINER = {"Y": ("M", 12), "M": ("D", 30), "W": ("D", 7), "D": ("H", 24)}


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time as ISO 8601, or ``life``.

    ``lower`` is the shorter end of a range, ``value`` its longer one. ``is_maximum`` tells that the words around it make
    it the most that a law allows; ``is_bare``, that it borrows its unit from a length before it ("he got six, she four").
    """

    start: int
    end: int
    value: str
    is_maximum: bool = False
    lower: str = ""
    is_bare: bool = False

    @property
    def term(self) -> str:
        """Return the length, or both ends of a range with a stroke between (``P4Y/P10Y``)."""
        return f"{self.lower}/{self.value}" if self.lower else self.value


@dataclass(frozen=True, slots=True)
class Part:
    """An amount of one unit or of several, in ``[start, end)``."""

    start: int
    end: int
    amounts: tuple[tuple[str, float], ...]


@cache
def patterns(language: str) -> "dict[str, re.Pattern[str]]":
    """Return the patterns of lengths, by what they find."""
    words, ranges = table(language, "duration_words"), table(language, "duration_ranges")
    number = number_pattern(language)
    before, _ = not_in_a_word()
    units = [word for found in table(language, "units").values() for word in found] + list(
        table(language, "long_units")
    )
    half = rf"(?:[\s-]*(?:{alternatives(w.strip() for w in words['half_after'])}))"
    middle = rf"(?:(?:{alternatives(words['between'])})\s+)?"
    one = rf"(?:{alternatives(words['one'])})"
    halved = rf"(?:{alternatives(words['half_before'])})"
    alone = rf"(?P<number>{number})(?P<half>{half})?"
    joints = "|".join(re.escape(j) for j in sorted((*ranges["range"], *ranges["list"]), key=len, reverse=True))
    flags = re.IGNORECASE
    return {
        "length": re.compile(
            rf"{before}(?:(?P<number>{number})(?!\s*%)|(?P<halved>\b{halved})|(?P<one>\b{one}))(?P<half>{half})?(?:\s+|-|\s+-)"
            rf"{middle}(?P<unit>{alternatives(units)})(?P<after>{half})?(?!\w)",
            flags,
        ),
        "before": re.compile(rf"{before}{alone}\s*(?P<joint>{joints})\s*$", flags),
        "joint": re.compile(
            rf"\s*(?:{'|'.join(re.escape(j) for j in sorted(words['and'], key=len, reverse=True) if j)})?\s*", flags
        ),
        "opened": re.compile(rf"\b(?:{alternatives(ranges['between'])})\s+$", flags),
        "no_length": re.compile(rf"[\s-]+(?:{alternatives(words['not_after'])})(?!\w)", flags),
        "no_length_before": re.compile(rf"\b(?:{alternatives(words['not_before'])})\s+$", flags),
        "range": re.compile(rf"\s*(?:{alternatives(ranges['range'])})\s*", flags),
        "differing": re.compile(rf"\b(?:{alternatives(ranges.get('differing', ()))})\s+$", flags)
        if ranges.get("differing")
        else re.compile(r"(?!)"),
        "and": re.compile(rf"\s+(?:{alternatives(table(language, 'number_ranges')['and'])})\s+", flags),
    }


@cache
def bare_patterns(language: str) -> "tuple[re.Pattern[str], ...]":
    """Return the patterns of numbers that borrow their unit from a length before them."""
    half = alternatives(w.strip() for w in table(language, "duration_words")["half_after"])
    number = rf"(?P<number>(?:{number_pattern(language)}))(?P<half>[\s-]*(?:{half}))?"
    return tuple(
        re.compile(one.replace("{n}", number), re.IGNORECASE) for one in table(language, "bare_lengths")["patterns"]
    )


def find_durations(text: str, start: int = 0, end: int | None = None, language: str = "en") -> tuple[Duration, ...]:
    """Return the lengths of time in ``text[start:end]``; parts that stand together ("2 years and 6 months") as one.

    Ages ("44-year-old") and moments ("two years ago") are none. A range is one length with its lower end.
    """
    stop = len(text) if end is None else end
    parts = joined(text, list(parts_in(text, start, stop, language)), language)
    found = [Duration(p.start, p.end, iso(p.amounts)) for p in parts if is_length(text, p, language)]
    found += elliptical(text, found, start, language)
    found = ranges_of(text, sorted(found, key=lambda d: d.start), language)
    found += life_terms(text, start, stop, language)
    found += bare(text, sorted(found, key=lambda d: d.start), stop, language)
    return tuple(
        replace(d, is_maximum=is_maximum(text, d, start, language)) for d in sorted(found, key=lambda d: d.start)
    )


def parts_in(text: str, start: int, stop: int, language: str) -> Iterator[Part]:
    """Yield amounts with their unit."""
    known = table(language, "long_units")
    units = {word: code for code, found in table(language, "units").items() for word in found}
    for match in patterns(language)["length"].finditer(text, start, stop):
        amount = value_of(match["number"], language) if match["number"] else 0.5 if match["halved"] else 1.0
        if amount is None:
            continue
        if match["half"] or match["after"]:
            amount += 0.5
        unit = match["unit"].casefold()
        times, code = known.get(unit, (1, units.get(unit, "")))
        yield Part(match.start(), match.end(), ((code, amount * times),))


def joined(text: str, parts: list[Part], language: str) -> Iterator[Part]:
    """Join parts of different units that stand side by side, the larger first."""
    joint = patterns(language)["joint"]
    current: Part | None = None
    for part in parts:
        if current is not None:
            last, unit = ORDER.index(current.amounts[-1][0]), ORDER.index(part.amounts[0][0])
            beside = joint.fullmatch(text[current.end : part.start]) is not None
            if last < unit < ORDER.index("H") and beside:  # hours are of another penalty
                current = Part(current.start, part.end, current.amounts + part.amounts)
                continue
            yield current
        current = part
    if current is not None:
        yield current


def is_length(text: str, part: Part, language: str) -> bool:
    """Tell a length from an age and from a moment."""
    found = patterns(language)
    before = text[max(0, part.start - LOOK_BACK) : part.start]
    return found["no_length"].match(text, part.end) is None and found["no_length_before"].search(before) is None


def iso(amounts: tuple[tuple[str, float], ...]) -> str:
    """Return an ISO 8601 duration; half a year becomes months, half a month fifteen days."""
    whole = dict(amounts)
    for unit, (smaller, size) in FINER.items():
        rest = whole.get(unit, 0.0) % 1
        if rest:
            whole[unit] -= rest
            whole[smaller] = whole.get(smaller, 0.0) + rest * size
    days = "".join(f"{round(whole[u])}{u}" for u in "YMWD" if whole.get(u))
    hours = f"T{round(whole['H'])}H" if whole.get("H") else ""
    return f"P{days}{hours}" if days or hours else "P0D"


def single_unit(value: str) -> str:
    """Return the last unit of a length, which one that lacks its own shares; hours are "H"."""
    return value[-1] if value.startswith("P") else ""


def elliptical(text: str, found: list[Duration], start: int, language: str) -> list[Duration]:
    """Return lengths that share the unit of a later one: "three and a half and two years", "4 to 10 years"."""
    more: list[Duration] = []
    taken = {d.end for d in found}
    for one in found:
        unit, position = single_unit(one.value), one.start
        while unit:
            begin = max(start, position - LOOK_BACK)
            before = patterns(language)["before"].search(text[begin:position])
            amount = value_of(before["number"], language) if before is not None else None
            if before is None or amount is None or amount > LONGEST or begin + before.end("number") in taken:
                break
            value = iso(((unit, amount + (0.5 if before["half"] else 0)),))
            first = begin + before.start("number")
            last = begin + (before.end("half") if before["half"] else before.end("number"))
            more.append(Duration(first, last, value))
            position = first
    return more


def ranges_of(text: str, ordered: list[Duration], language: str) -> list[Duration]:
    """Join the two ends of a range to one length."""
    found: list[Duration] = []
    words = patterns(language)
    for one in ordered:
        last = found[-1] if found else None
        if last is not None and not last.lower and last.end <= one.start:
            between = text[last.end : one.start]
            differs = words["differing"].search(text[max(0, last.start - LOOK_BACK) : last.start]) is not None
            opened = words["opened"].search(text[max(0, last.start - LOOK_BACK) : last.start]) is not None
            if (words["range"].fullmatch(between) and between.strip() and not differs) or (
                opened and words["and"].fullmatch(between)
            ):
                found[-1] = Duration(last.start, one.end, one.value, lower=last.value)
                continue
        found.append(one)
    return found


def life_terms(text: str, start: int, stop: int, language: str) -> Iterator[Duration]:
    """Yield terms for life; the span is the word for life alone."""
    words = table(language, "life")
    for match in re.finditer(rf"\b(?:{alternatives(words['words'])})\b", text[:stop], re.IGNORECASE):
        if match.start() >= start:
            end = match.start() + len(match.group().split()[0])
            yield Duration(match.start(), end, "life")
    alone = {phrase.split()[0] for phrase in words["words"]}
    pattern = rf"\b(?:{alternatives(words['after'])})\s+(?P<life>{alternatives(alone)})(?=[.,;:)]|$|\s+(?:and|for|in|without)\b)"
    for match in re.finditer(pattern, text[:stop], re.IGNORECASE):
        if match.start() >= start and not re.match(
            rf"(?:{alternatives(words['words'])})\b", text[match.start("life") : stop], re.IGNORECASE
        ):
            yield Duration(match.start("life"), match.end("life"), "life")


def bare(text: str, ordered: list[Duration], stop: int, language: str) -> list[Duration]:
    """Return numbers that borrow their unit from the length before them in the same sentence."""
    more: dict[int, Duration] = {}
    for at, one in enumerate(ordered):
        other = ordered[at + 1] if at + 1 < len(ordered) else None
        unit = single_unit(one.value)
        limit = other.start if other is not None else stop
        rest = re.search(r"[.!?](?:\s|$)|\n", text[one.end : limit])
        limit = one.end + rest.start() + 1 if rest else limit
        for pattern in bare_patterns(language) if unit else ():
            for match in pattern.finditer(text, one.end, limit):
                amount = value_of(match["number"], language)
                if amount is None or amount > LONGEST:
                    continue
                value = iso(((unit, amount + (0.5 if match["half"] else 0)),))
                end = match.end("half") if match["half"] else match.end("number")
                more.setdefault(match.start("number"), Duration(match.start("number"), end, value, is_bare=True))
    return list(more.values())


@cache
def maximum_patterns(language: str) -> "tuple[re.Pattern[str], re.Pattern[str]]":
    """Return the patterns of what makes a length a maximum, before and after it."""
    words = table(language, "maximum")
    fillers = rf"(?:(?:{alternatives(words['fillers'])})\s+)*"
    links = rf"(?:(?:[\w’'.-]+\s+){{0,6}}(?:{alternatives(words['links'])})\s+[^\s,]+,\s+)?"
    before = rf"\b(?:{alternatives(words['before'])})\s+{links}(?:(?-i:[^\W\d_a-z])[\w’'-]+\s+){{0,4}}{fillers}(?:[\w-]+\s+(?:and|to|or)\s+)?$"
    after = rf"(?:\s+[\w’'-]+){{0,2}}\s+(?:{alternatives(words['after'])})\b"
    return re.compile(before, re.IGNORECASE), re.compile(after, re.IGNORECASE)


def is_maximum(text: str, one: Duration, start: int, language: str) -> bool:
    """Tell whether the words around a length make it the most that a law allows."""
    before, after = maximum_patterns(language)
    ahead = text[max(start, one.start - LOOK_BACK) : one.start]
    return before.search(ahead) is not None or after.match(text[one.end : one.end + LOOK_AHEAD]) is not None
