"""Finding the dates that a text tells: which parts of a date are there, not yet what day they mean.

The forms that dates take are data of the language (``lexicons/<language>/dates.toml``).
"""

import calendar
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from khronika.reading.lexicon import lexicon
from khronika.reading.numerals import alternatives, number_words, value_of

LOOK_BACK = 90  # characters before a date in which words can open or close a stretch of time


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as told in the characters ``[start, end)``; parts that are not told are None or empty.

    ``season`` is a code of ISO 8601-2 (21 to 24); weekdays count from Monday as 0; ``last_…`` close a range. ``relative``
    names how a date points elsewhere: ``publication`` (``offset`` days from it); ``last``, ``this``, ``next`` (seen from
    the publication) and ``same``, ``following``, ``previous`` (seen from the date told before) with a ``unit``; ``ago``,
    ``later``, ``earlier``, ``span``, ``span_after``, ``first_months`` with an ``amount`` (ISO 8601 duration).
    ``year_pointer`` is the same for the year alone ("in May last year"). ``edge`` is ``since`` or ``until``.
    ``heading`` marks a year that stands over what follows. ``through`` closes a stretch of two dates.
    """

    start: int
    end: int
    text: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_year: int | None = None
    last_month: int | None = None
    last_day: int | None = None
    season: int | None = None
    half: int | None = None
    weekday: int | None = None
    last_weekday: int | None = None
    decade: bool = False
    relative: str = ""
    unit: str = ""
    amount: str = ""
    offset: int = 0
    year_pointer: str = ""
    edge: str = ""
    heading: bool = False
    through: "DateMention | None" = None

    @property
    def is_full(self) -> bool:
        """Tell whether year and month are told."""
        if self.through is not None and self.through.is_full:
            return True
        return self.year is not None and (self.month is not None or self.last_month is not None) and not self.decade


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing a date: its pattern and what the lexicon says of it besides."""

    pattern: "re.Pattern[str]"
    fixed: Mapping[str, Any]


@cache
def vocabulary(language: str) -> Mapping[str, Any]:
    """Return the lexicon of dates."""
    return lexicon(language, "dates")


@cache
def lookup(language: str, table: str) -> Mapping[str, str]:
    """Return a table of lists turned round: which key each word belongs to."""
    return {word: key for key, found in vocabulary(language)[table].items() for word in found}


@cache
def pieces(language: str) -> dict[str, str]:
    """Return the patterns that stand for the placeholders of the forms."""
    words = vocabulary(language)
    months = words["months"]
    cut = {m for m in months if any(o != m and o.startswith(m) and n == months[m] for o, n in months.items())}
    written = [(m, r"\b\.?" if m in cut else r"\b") for m in sorted(months, key=len, reverse=True)]
    if words["months_capitalised"]:
        month = "(?-i:" + "|".join(rf"{m.capitalize()}{end}|{m.upper()}{end}" for m, end in written) + ")"
    else:
        month = "(?:" + "|".join(m + end for m, end in written) + ")"
    count = rf"\d{{1,3}}|{number_words(language)}|{words['pieces']['one']}"
    found = {
        "month": rf"(?P<month>{month})",
        "month2": rf"(?P<month2>{month})",
        "monthno": r"(?P<monthno>0?[1-9]|1[0-2])",
        "monthno2": r"(?P<monthno>0[1-9]|1[0-2])",
        "year": r"(?P<year>1[89]\d\d|20\d\d)",
        "year2": r"(?P<year2>1[89]\d\d|20\d\d)",
        "weekday": rf"(?P<weekday>{alternatives(list(words['weekdays']))})\b",
        "weekday2": rf"(?P<weekday2>{alternatives(list(words['weekdays']))})\b",
        "ordinal": rf"(?P<ordinal>{alternatives(list(words['ordinals']))})\b",
        "season": rf"(?P<season>{alternatives(list(words['seasons']))})\b",
        "fixed": rf"(?P<fixed>{alternatives(list(words['fixed_days']))})",
        "published": rf"(?P<published>{alternatives(list(words['from_publication']))})",
        "pointer": rf"(?P<pointer>{alternatives(list(lookup(language, 'pointers')))})",
        "point_unit": rf"(?P<pointunit>{alternatives(list(lookup(language, 'point_units')))})\b",
        "unit": rf"(?P<unit>{alternatives(list(lookup(language, 'count_units')))})\b",
        "count": rf"(?P<count>{count})",
        "counted": rf"(?:{alternatives(words['not_years'])})\b",
        "not_days": rf"(?:{alternatives(words['not_days'])})\b",
        "more": rf"(?:{alternatives(words['elapsed']['more'])})[ ]",
    }
    return found | dict(words["pieces"])


def filled(pattern: str, language: str) -> str:
    """Return a pattern with its placeholders filled in."""
    known = pieces(language)
    return re.sub(r"\{([a-z][a-z_]*2?)\}", lambda m: known.get(m[1], m[0]), pattern)


@cache
def forms(language: str) -> tuple[Form, ...]:
    """Return the forms of dates in the order of trust."""
    flags = re.IGNORECASE | re.MULTILINE
    return tuple(
        Form(re.compile(filled(form["pattern"], language), flags), {k: v for k, v in form.items() if k != "pattern"})
        for form in vocabulary(language)["forms"]
    )


def find_dates(text: str, start: int = 0, end: int | None = None, language: str = "en") -> tuple[DateMention, ...]:
    """Return the dates told in ``text[start:end]`` in order, without overlaps; stretches of two dates as one."""
    stop = len(text) if end is None else end
    taken = bytearray(stop - start)
    found: list[DateMention] = []
    for form in forms(language):
        for match in form.pattern.finditer(text, start, stop):
            first, last = match.span("core") if "core" in form.pattern.groupindex else match.span()
            if any(taken[first - start : last - start]):
                continue
            mention = mention_of(match, form, first, last, language)
            if mention is not None and not is_date(text, mention, match, language):
                continue
            if mention is not None:  # else a day that the calendar lacks, of which no part is a date either
                found.append(mention)
            taken[first - start : last - start] = b"\1" * (last - first)
    ordered = sorted(found, key=lambda m: m.start)
    told = tuple(stretches(text, ordered, start, language))
    ends = (start, *(m.end for m in told))
    return tuple(with_edge(text, m, max(start, end), language) for m, end in zip(told, ends, strict=False))


def mention_of(match: "re.Match[str]", form: Form, first: int, last: int, language: str) -> DateMention | None:
    """Turn what a form found into a mention; None if its numbers make no date."""
    words = vocabulary(language)
    groups = {k: v for k, v in match.groupdict().items() if v}
    fields: dict[str, Any] = dict(form.fixed)
    for group, name in {
        "year": "year",
        "year2": "last_year",
        "day": "day",
        "day2": "last_day",
        "monthno": "month",
    }.items():
        if group in groups:
            fields[name] = int(groups[group])
    for group, table, name in (
        ("month", "months", "month"),
        ("month2", "months", "last_month"),
        ("weekday", "weekdays", "weekday"),
        ("weekday2", "weekdays", "last_weekday"),
        ("ordinal", "ordinals", "day"),
        ("season", "seasons", "season"),
    ):
        if group in groups:
            fields[name] = words[table][groups[group].casefold().rstrip(".")]
    if "decade" in groups:
        fields |= {"year": int(groups["decade"]), "decade": True}
    if "half" in groups:
        fields["half"] = words["ordinals"][groups["half"].casefold()]
    if "fixed" in groups:
        fields["month"], fields["day"] = words["fixed_days"][groups["fixed"].casefold()]
    if "a" in groups and not slashed(groups, fields):
        return None
    fields |= pointing(groups, fields, language)
    return DateMention(first, last, match.string[first:last], **fields) if is_possible(fields) else None


def slashed(groups: Mapping[str, str], fields: dict[str, Any]) -> bool:
    """Fill in day and month of a date with slashes; only the year where their order cannot be told."""
    a, b = int(groups["a"]), int(groups["b"])
    if 12 < a <= 31 and 1 <= b <= 12:
        fields |= {"day": a, "month": b}
    elif 12 < b <= 31 and 1 <= a <= 12:
        fields |= {"day": b, "month": a}
    elif a == b and 1 <= a <= 12:
        fields |= {"day": a, "month": a}
    return 1 <= min(a, b) <= 12 and max(a, b) <= 31


def pointing(groups: Mapping[str, str], fields: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Return how a mention points at another date."""
    words = vocabulary(language)
    found: dict[str, Any] = {}
    pointing_word = " ".join(groups.get("pointer", "").casefold().split())
    pointer = lookup(language, "pointers").get(pointing_word, "")
    if "weekday" in fields and pointing_word in words["definite"]:
        pointer = "same"
    if "published" in groups:
        return {"relative": "publication", "offset": words["from_publication"][groups["published"].casefold()]}
    if "yearpointer" in groups:
        found["year_pointer"] = lookup(language, "pointers")[" ".join(groups["yearpointer"].casefold().split())]
    elif "nextone" in groups:
        found["year_pointer"] = "coming"
    if "pointunit" in groups:
        found["unit"] = lookup(language, "point_units")[groups["pointunit"].casefold()]
    elif "season" in groups:
        found["unit"] = "season"
    if "count" in groups or "oneunit" in groups:
        found["amount"] = counted(groups, language)
    if "direction" in groups:
        found["relative"] = lookup(language, "directions")[groups["direction"].casefold()]
    elif "half" in fields or fields.get("relative") == "first_months":
        found["year_pointer"] = pointer or ("this" if "year" not in fields and "month" not in fields else "")
    elif pointer and ("month" in fields or "pointunit" in groups or "season" in groups or "weekday" in groups):
        found["relative"] = pointer
    return found


def counted(groups: Mapping[str, str], language: str) -> str:
    """Return the ISO 8601 duration of a count and its unit; empty if the number is no number."""
    number = value_of(groups["count"], language) if "count" in groups else 1
    if number is None:
        number = 1 if re.fullmatch(vocabulary(language)["pieces"]["one"], groups["count"], re.IGNORECASE) else None
    unit = groups.get("unit") or groups.get("oneunit") or "months"
    return f"P{int(number)}{lookup(language, 'count_units')[unit.casefold()]}" if number else ""


def is_possible(fields: Mapping[str, Any]) -> bool:
    """Tell whether the numbers of a mention make a date of the calendar."""
    year = fields.get("year") or 2000  # a leap year
    month = fields.get("last_month") or fields.get("month")
    for name in ("day", "last_day"):
        day = fields.get(name)
        if day is not None and not 1 <= day <= (calendar.monthrange(year, month)[1] if month and name == "day" else 31):
            return False
    counts = fields.get("relative") in {"ago", "later", "earlier", "span", "span_after", "first_months"}
    return not (counts and not fields.get("amount"))


def is_date(text: str, mention: DateMention, match: "re.Match[str]", language: str) -> bool:
    """Tell weekdays that are dates from names ("Monday Ezra") and from days that come again ("every Tuesday")."""
    if mention.weekday is None or mention.month is not None:
        return True
    words = vocabulary(language)
    before = re.search(r"([\w’']+)[ ]$", text[max(0, mention.start - 20) : mention.start])
    previous = before[1] if before else ""
    if previous.casefold() in words["repeating"]:
        return False
    if mention.relative:
        definite = match["pointer"] is not None and match["pointer"].casefold() in words["definite"]
        return not definite or previous.casefold() in words["day_prepositions"]
    if previous.casefold() in words["day_prepositions"]:
        return True
    return not previous[:1].isupper() and re.match(r"[ ][A-Z]", text[mention.end : mention.end + 2]) is None


def stretches(text: str, ordered: list[DateMention], start: int, language: str) -> Iterator[DateMention]:
    """Join two dates to a stretch: "between A and B", "from A to B", "A – B"."""
    words = vocabulary(language)
    opener = re.compile(
        rf"\b(?:{alternatives(words['stretch_openers'])})\s+(?:the\s+)?(?:\w+\s+(?=of\s))?(?:of\s+)?$", re.IGNORECASE
    )
    joint = re.compile(rf",?\s*(?:{alternatives(words['stretch_joints'])})\s+(?:the\s+)?", re.IGNORECASE)
    dash = re.compile(rf"\s*(?:{alternatives(words['range_joints'])})\s*", re.IGNORECASE)
    at = 0
    while at < len(ordered):
        one = ordered[at]
        other = ordered[at + 1] if at + 1 < len(ordered) else None
        at += 1
        if other is not None and is_end(one) and is_end(other):
            between = text[one.end : other.start]
            opened = opener.search(text[max(start, one.start - LOOK_BACK) : one.start]) and joint.fullmatch(between)
            if opened or (dash.fullmatch(between) and one.day is not None and other.day is not None):
                at += 1
                yield replace(one, end=other.end, text=text[one.start : other.end], through=other)
                continue
        yield one


def is_end(mention: DateMention) -> bool:
    """Tell whether a mention can be one end of a stretch."""
    return (
        not mention.year_pointer
        and mention.relative in {"", "same", "last", "this"}
        and mention.last_day is None
        and not mention.heading
    )


def with_edge(text: str, mention: DateMention, start: int, language: str) -> DateMention:
    """Mark a date that only opens or closes a stretch of time ("since", "until"); ``start`` is where the last ends."""
    if mention.through is not None or mention.relative in {"span", "span_after"}:
        return mention
    words = vocabulary(language)
    before = text[max(start, mention.start - LOOK_BACK) : mention.start]
    for edge in ("since", "until"):
        fillers = rf"(?:\s+(?:{alternatives(words['edge_fillers'])}))*"
        if re.search(rf"(?<!\w)(?:{alternatives(words[edge])}){fillers}\s+$", before, re.IGNORECASE):
            return replace(mention, edge=edge)
    if re.search(rf"(?<!\w)(?:{alternatives(words['since_clause'])})\s[^.,;:()\n–—]*$", before, re.IGNORECASE):
        return replace(mention, edge="since")  # "since the strike began on 2 March"
    return mention
