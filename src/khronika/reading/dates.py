"""Dates in a text: finding them, and telling which day, month or year each one means, with the reason.

A date that lacks its year or its day is worked out from the day of publication, or from the text's own anchors:
full dates around it, and what it says of the time that has passed. Where the anchors leave a choice, the date is
marked uncertain (EDTF ``?``); nothing is taken from today's calendar.
"""

import calendar
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from khronika.reading.lexicon import lexicon
from khronika.reading.quantities import alternatives, find_durations, value_of_words
from khronika.vocabulary.edtf_dates import add_duration, bounds


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as told in the characters ``[start, end)``; parts that are not told are None.

    ``relative`` names how a date without a year or a day points elsewhere; ``edge`` is ``since`` or ``until``.
    """

    start: int
    end: int
    text: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_month: int | None = None
    last_day: int | None = None
    relative: str = ""
    amount: str = ""
    weekday: int | None = None
    decade: bool = False
    edge: str = ""
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class ResolvedDate:
    """What a mention means: an EDTF ``value``, whether that was ``inferred``, and the ``reason`` in words."""

    mention: DateMention
    value: str
    inferred: bool = False
    reason: str = ""

    @property
    def start(self) -> int:
        """Return the first character of the mention."""
        return self.mention.start

    @property
    def end(self) -> int:
        """Return the offset after the last character of the mention."""
        return self.mention.end


# ---- Finding --------------------------------------------------------------------------------------


@cache
def patterns(language: str) -> "tuple[re.Pattern[str], ...]":
    """Return the patterns of dates, the most telling first."""
    words: Any = lexicon(language, "dates")
    full, short = words["months"], [m for m in words["month_abbreviations"] if m != "may"]
    month = rf"(?P<month>{alternatives(full)}|(?:{alternatives(short)})\b\.?)"
    day = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
    last = r"(?:\s*(?:–|-|to|and)\s*(?P<last_day>[0-3]?\d)(?:st|nd|rd|th)?)?"
    year = r"(?P<year>1[89]\d\d|20\d\d)"
    weekday = rf"(?:(?:{alternatives(words['weekdays'])}),?\s+(?:the\s+)?)?"
    flags = re.IGNORECASE
    seasons = alternatives(list(words["seasons"]))
    return (
        re.compile(r"\b(?P<year>\d{4})-(?P<monthnumber>0[1-9]|1[0-2])-(?P<day>[0-3]\d)\b"),
        re.compile(r"\b(?P<day>[0-3]?\d)[./](?P<monthnumber>0?[1-9]|1[0-2])[./](?P<year>(?:19|20)\d\d)\b"),
        re.compile(rf"\b{weekday}{day}{last}\s+(?:of\s+)?{month}(?:,?\s+{year})?\b", flags),
        re.compile(rf"\b{weekday}{month}\s+{day}{last}(?:\s*,?\s*{year})?\b(?!,\d)", flags),
        re.compile(
            rf"\b(?:(?P<part>early|mid|late|mid-|the\s+end\s+of|the\s+beginning\s+of|the\s+start\s+of)[\s-]+)?{month}(?:\s*(?:–|-|to|and)\s*(?P<last_month>{alternatives(full)}))?,?\s+(?:of\s+)?{year}\b",
            flags,
        ),
        re.compile(rf"\b{month}\s+(?P<which>last|this|next|the\s+same|that)\s+year\b", flags),
        re.compile(
            rf"\b(?:in|since|until|by|during|through|from|last|of|this|next|early|late|mid|before|after|between|and|to)[\s-]+(?P<which2>last\s+|this\s+|next\s+)?(?P<part>early\s+|late\s+|mid-?)?(?P<month>{alternatives([m for m in full if m not in {'may', 'march'}])}|May|March)(?:\s*(?:–|-|to|and)\s*(?P<last_month>{alternatives(full)}))?\b(?!\s+\d)",
            flags,
        ),
        re.compile(
            rf"\b(?:the\s+)?(?P<season>{seasons})\s+(?:of\s+)?(?:(?P<year>(?:19|20)\d\d)|(?P<which>last|this)\s+year)\b",
            flags,
        ),
        re.compile(r"\b(?P<decade>(?:19|20)\d0)s\b"),
        re.compile(
            rf"(?:(?<=\bin\s)|(?<=\bIn\s)|(?<=\bsince\s)|(?<=\bSince\s)|(?<=\buntil\s)|(?<=\bof\s)|(?<=\bduring\s)|(?<=\bbefore\s)|(?<=\bby\s)|(?<=\bearly\s)|(?<=\blate\s)|(?<=\bfrom\s)|(?<=\bto\s)|(?<=\band\s)|(?<=\bthan\sin\s)|(?<=\bthe\s)|(?<=\()){year}(?![\d,]\d|-\d)\b"
        ),
        re.compile(rf"\b(?P<pub>{alternatives(list(words['from_publication']))})\b", flags),
        re.compile(
            r"\b(?P<which>last|this|next|earlier\s+this|later\s+this|the\s+previous|the\s+following|that|the\s+same|the\s+past)\s+(?P<unit>week|month|year|weekend)\b",
            flags,
        ),
        re.compile(
            r"\b(?P<ago>(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|\d+)\s+(?:days?|weeks?|months?|years?))\s+(?P<direction>ago|earlier|later|before|afterwards?|after)\b",
            flags,
        ),
        re.compile(
            rf"\b(?:(?P<which>last|next|this|the\s+following)\s+)?(?P<weekday>{alternatives(words['weekdays'])})\b",
            flags,
        ),
        re.compile(rf"\b(?P<ana>{alternatives([w for ws in words['anaphora'].values() for w in ws])})\b", flags),
        re.compile(r"\b(?:on|from|until|to|by|of|dated)\s+the\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)\b"),
    )


def find_dates(text: str, start: int = 0, end: int | None = None, language: str = "en") -> tuple[DateMention, ...]:
    """Return the dates told in ``text[start:end]`` in order, without overlaps."""
    stop = len(text) if end is None else end
    found: list[DateMention] = []
    taken: list[tuple[int, int]] = []
    for pattern in patterns(language):
        for match in pattern.finditer(text, start, stop):
            if any(a < match.end() and match.start() < b for a, b in taken):
                continue
            mention = mention_of(match, language)
            if mention is not None:
                found.append(with_edge(text, mention, language))
                taken.append((match.start(), match.end()))
    return tuple(sorted(found, key=lambda m: m.start))


def mention_of(match: "re.Match[str]", language: str) -> DateMention | None:
    """Turn what a pattern found into a mention; None if its numbers make no date."""
    words: Any = lexicon(language, "dates")
    groups = {k: v for k, v in match.groupdict().items() if v}
    start, end, text = match.start(), match.end(), match.group()
    fields: dict[str, Any] = {}
    if "decade" in groups:
        return DateMention(start, end, text, year=int(groups["decade"]), decade=True)
    if "year" in groups:
        fields["year"] = int(groups["year"])
    if "month" in groups:
        fields["month"] = month_number(groups["month"], words)
        if "day" not in groups:  # the preposition is no part of the date
            offset = text.casefold().rfind(groups["month"].casefold())
            start = start + offset if "which2" not in groups and "part" not in groups and offset > 0 else start
    if "monthnumber" in groups:
        fields["month"] = int(groups["monthnumber"])
    if "last_month" in groups:
        fields["last_month"] = month_number(groups["last_month"], words)
    for name in ("day", "last_day"):
        if name in groups:
            fields[name] = int(groups[name])
    if "season" in groups:
        fields["month"], fields["last_month"] = words["seasons"][groups["season"].casefold()]
    which = " ".join((groups.get("which") or groups.get("which2") or "").casefold().split())
    fields |= relation(groups, which, "month" in fields, words)
    if fields.get("day") and not 1 <= fields["day"] <= 31:
        return None
    if (
        fields.get("year")
        and fields.get("month")
        and fields.get("day")
        and not is_day(fields["year"], fields["month"], fields["day"])
    ):
        return None
    return DateMention(start, end, match.string[start:end], **fields)


def relation(groups: dict[str, str], which: str, has_month: bool, words: Any) -> dict[str, Any]:
    """Return the fields of a date that points at the publication or at another date."""
    if "pub" in groups:
        return {"relative": "publication", "amount": str(words["from_publication"][groups["pub"].casefold()])}
    if "unit" in groups:
        return {"relative": f"{which} {groups['unit'].casefold()}"}
    if "ago" in groups:
        return {"relative": groups["direction"].casefold(), "amount": groups["ago"]}
    if "weekday" in groups:
        return {"weekday": words["weekdays"].index(groups["weekday"].casefold()), "relative": which or "weekday"}
    if "ana" in groups:
        kind = next(k for k, ws in words["anaphora"].items() if groups["ana"].casefold() in ws)
        return {"relative": kind}
    if which:
        return {"relative": f"{which} year" if has_month and "which2" not in groups else which}
    return {}


def month_number(text: str, words: Any) -> int:
    """Return the number of a month's name or abbreviation."""
    name = text.casefold().rstrip(".")
    if name in words["months"]:
        return int(words["months"].index(name)) + 1
    return 9 if name == "sept" else int(words["month_abbreviations"].index(name)) + 1


def is_day(year: int, month: int, day: int) -> bool:
    """Tell whether the calendar has the day."""
    return day <= calendar.monthrange(year, month)[1]


def with_edge(text: str, mention: DateMention, language: str) -> DateMention:
    """Mark a date that only opens or closes a stretch of time ("since", "until")."""
    words: Any = lexicon(language, "dates")
    for edge in ("since", "until"):
        if re.search(
            rf"\b(?:{alternatives(words[edge])})\s+(?:the\s+end\s+of\s+|at\s+least\s+|early\s+|late\s+)?$",
            text[max(0, mention.start - 30) : mention.start],
            re.IGNORECASE,
        ) or re.match(rf"(?:{alternatives(words[edge])})\b", mention.text, re.IGNORECASE):
            return replace(mention, edge=edge)
    return mention


# ---- Resolving ------------------------------------------------------------------------------------


@dataclass(slots=True)
class Context:
    """What is known while the dates of a text are resolved in order."""

    text: str
    published: date | None
    published_text: str
    language: str
    future: Callable[[DateMention], bool]
    anchors: list[tuple[int, str]]
    last: str = ""
    last_paragraph: int = -1
    paragraph_year: int | None = None


def resolve(
    text: str,
    mentions: Iterable[DateMention],
    published: str = "",
    *,
    language: str = "en",
    future: Callable[[DateMention], bool] | None = None,
) -> tuple[ResolvedDate, ...]:
    """Return what each mention means; one that nothing leads to is left out.

    ``published`` is the EDTF day of publication, if known. ``future`` tells of a mention whether its clause speaks of
    what is to come.
    """
    ordered = sorted(mentions, key=lambda m: m.start)
    full = [(m.start, as_edtf(m)) for m in ordered if m.year and not m.decade and m.month]
    years = [(m.start, str(m.year)) for m in ordered if m.year and not m.decade]
    day = bounds(published)[1] if published else None
    context = Context(text, day, published, language, future or (lambda _: False), full or years)
    found: list[ResolvedDate] = []
    for mention in ordered:
        paragraph = text.count("\n", 0, mention.start)
        if paragraph != context.last_paragraph:
            context.paragraph_year, context.last_paragraph = None, paragraph
        one = resolved(mention, context)
        if one is not None:
            found.append(one)
            if not mention.decade and "/" not in one.value and not one.mention.edge:
                context.last = one.value.rstrip("?~")
            if mention.year and not mention.decade:
                context.paragraph_year = mention.year
    return tuple(found)


def resolved(mention: DateMention, context: Context) -> ResolvedDate | None:
    """Return what one mention means, or None."""
    if mention.decade and mention.year:
        return ResolvedDate(mention, f"{mention.year // 10}X")
    if mention.year is not None:
        return edged(mention, as_edtf(mention), False, "")
    if mention.relative and mention.month is None:
        return relative(mention, context)
    if mention.month is None and mention.day is not None:
        return day_of_month(mention, context)
    if mention.month is not None:
        return without_year(mention, context)
    return None


def as_edtf(mention: DateMention, year: int | None = None) -> str:
    """Return the mention's date in EDTF, with a year given to it if it has none."""
    y = mention.year or year or 0
    if mention.month is None:
        return f"{y:04}"
    if mention.last_month is not None and mention.day is None:
        last_year = y + 1 if mention.last_month < mention.month else y
        return f"{y:04}-{mention.month:02}/{last_year:04}-{mention.last_month:02}"
    if mention.day is None:
        return f"{y:04}-{mention.month:02}"
    first = f"{y:04}-{mention.month:02}-{mention.day:02}"
    if mention.last_day is not None and mention.last_day > mention.day:
        return f"{first}/{y:04}-{mention.month:02}-{mention.last_day:02}"
    return first


def edged(mention: DateMention, value: str, inferred: bool, reason: str) -> ResolvedDate:
    """Open the interval of a date after "since" or before "until"."""
    if "/" not in value:
        if mention.edge == "since":
            value = f"{value.rstrip('?')}/.."
        elif mention.edge == "until":
            value = f"../{value.rstrip('?')}"
    return ResolvedDate(mention, value, inferred, reason)


def without_year(mention: DateMention, context: Context) -> ResolvedDate | None:
    """Give a month or a day its year: from the words beside it, the paragraph, the publication, the anchors."""
    month = mention.month or 1
    if mention.relative.endswith("year") and context.published:
        shift = {"last": -1, "next": 1}.get(mention.relative.split()[0], 0)
        year = context.published.year + shift
        return edged(mention, as_edtf(mention, year), True, f"“{mention.text}”, published {context.published_text}")
    if (
        context.paragraph_year is not None
        and not context.future(mention)
        and (context.published is None or context.paragraph_year < context.published.year)
    ):
        year = context.paragraph_year
        if (
            context.last
            and len(context.last) >= 7
            and context.last.startswith(str(year))
            and int(context.last[5:7]) > month + 6
        ):
            year += 1
        if valid(mention, year):
            return edged(
                mention, as_edtf(mention, year), True, f"the year {year} is told just before, in the same paragraph"
            )
    if context.published is not None:
        told = year_by_publication(mention, context)
        if told is not None:
            return edged(
                mention,
                as_edtf(mention, told),
                True,
                f"no year in the text; {told} because it was published {context.published_text}",
            )
    return year_by_anchors(mention, context)


def valid(mention: DateMention, year: int) -> bool:
    """Tell whether the calendar has the mention's day in a year."""
    return mention.month is None or mention.day is None or is_day(year, mention.month, mention.day)


def year_by_publication(mention: DateMention, context: Context) -> int | None:
    """Return the year in which the date lies nearest to the publication: before it, or after if it is to come."""
    day = context.published
    if day is None:
        return None
    ahead = context.future(mention) or (
        mention.edge == "until"
        and not re.match(r"before|prior", mention.text, re.IGNORECASE)
        and context.future(mention)
    )
    for year in (day.year, day.year - 1, day.year + 1) if not ahead else (day.year, day.year + 1, day.year - 1):
        if not valid(mention, year):
            continue
        first, last = bounds(as_edtf(mention, year))
        if first is None or last is None:
            continue
        if (ahead and last >= day) or (not ahead and first <= day):
            return year
    return None


def year_by_anchors(mention: DateMention, context: Context) -> ResolvedDate | None:
    """Give a date its year from the text's own dates when nobody said when it was published.

    The text was written after the last day that it tells as past, and, where it says how long ago something was
    ("over a year on"), at least that long after it. The date lies in the first year that fits both; it is uncertain
    where nothing but a bare year leads to it.
    """
    if not context.anchors:
        return None
    elapsed = written_after(context)
    before = [a for a in context.anchors if a[0] < mention.start] or context.anchors
    nearest = before[-1][1]
    latest_start = max((b for _, a in context.anchors if (b := bounds(a)[0]) is not None), default=None)
    if elapsed is not None and latest_start is not None:
        floor, told = elapsed
        since = max(floor, latest_start)
        for year in (since.year, since.year + 1):
            if valid(mention, year) and (last := bounds(as_edtf(mention, year))[1]) is not None and last >= since:
                reason = f"no year in the text; {year} because the text tells of {latest_start:%B %Y} as past and was written {told}"
                return edged(mention, as_edtf(mention, year), True, reason)
    near_start, near_end = bounds(nearest)
    if near_start is None or near_end is None:
        return None
    year = near_start.year
    if len(nearest) >= 7 and valid(mention, year):
        last = bounds(as_edtf(mention, year))[1]
        if last is not None and (near_start - last).days > 100:
            year += 1
    if not valid(mention, year):
        return None
    return edged(
        mention,
        as_edtf(mention, year),
        True,
        f"no year in the text; {year} because the nearest full date before it is {nearest}",
    )


def written_after(context: Context) -> tuple[date, str] | None:
    """Return the day after which the text was written, if it says how long ago one of its dates was."""
    pattern = re.compile(
        r"\b(?:(?:more\s+than|over|almost|nearly|about|some)\s+)?(?P<length>(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|\d+)\s+(?:years?|months?|weeks?))\s+(?:on|later|after|since)\b",
        re.IGNORECASE,
    )
    for match in pattern.finditer(context.text):
        lengths = find_durations(context.text, match.start("length"), match.end("length"), context.language)
        before = [a for a in context.anchors if a[0] < match.start()]
        if not lengths or not before:
            continue
        earliest = min((b for _, a in before if (b := bounds(a)[0]) is not None), default=None)
        if earliest is not None:
            return add_duration(
                earliest, lengths[0].value
            ), f"“{match.group()}”, so after {add_duration(earliest, lengths[0].value):%B %Y}"
    return None


def day_of_month(mention: DateMention, context: Context) -> ResolvedDate | None:
    """Give "the 24th" its month: that of the last date before it."""
    day = mention.day or 0
    base = context.last if re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", context.last) else ""
    if not base and context.published is not None:
        base = f"{context.published:%Y-%m}"
        if day > context.published.day and not context.future(mention):
            previous = context.published.replace(day=1) - timedelta(days=1)
            base = f"{previous:%Y-%m}"
    if not base:
        return None
    year, month = int(base[:4]), int(base[5:7])
    if not is_day(year, month, day):
        return None
    return edged(mention, f"{year:04}-{month:02}-{day:02}", True, f"the month is that of the date before it, {base}")


def relative(mention: DateMention, context: Context) -> ResolvedDate | None:
    """Work out a date that points at the publication or at a date before it."""
    published, words = context.published, mention.relative
    reason = f"“{mention.text}”, published {context.published_text}"
    if words == "publication" and published is not None:
        return edged(mention, (published + timedelta(days=int(mention.amount))).isoformat(), True, reason)
    if mention.weekday is not None:
        return weekday_date(mention, context)
    if words in {"same_day", "next_day", "previous_day"}:
        return from_last(mention, context, {"same_day": 0, "next_day": 1, "previous_day": -1}[words])
    if words in {"ago", "earlier", "later", "before", "after", "afterwards", "afterward"}:
        return counted(mention, context)
    which, _, unit = words.rpartition(" ")
    if published is None:
        return None
    if unit == "year":
        year = published.year + {"last": -1, "next": 1, "the previous": -1, "the following": 1}.get(which, 0)
        if which in {"that", "the same", "the previous", "the following"}:
            if not context.last:
                return None
            year = int(context.last[:4]) + {"the previous": -1, "the following": 1}.get(which, 0)
            reason = f"“{mention.text}”, after {context.last}"
        return edged(mention, f"{year:04}", True, reason)
    if unit == "month":
        shift = {"last": -1, "next": 1, "the previous": -1, "the following": 1}.get(which, 0)
        base = published
        if which in {"that", "the same", "the previous", "the following"}:
            if len(context.last) < 7:
                return None
            base = date(int(context.last[:4]), int(context.last[5:7]), 1)
            reason = f"“{mention.text}”, after {context.last}"
        count = base.year * 12 + base.month - 1 + shift
        return edged(mention, f"{count // 12:04}-{count % 12 + 1:02}", True, reason)
    return None  # a week is no date that EDTF tells without its days


def weekday_date(mention: DateMention, context: Context) -> ResolvedDate | None:
    """Work out a weekday: the last one on or before the publication, or the next if the clause looks ahead."""
    published = context.published
    if published is None or mention.weekday is None:
        return None
    back = (published.weekday() - mention.weekday) % 7
    day = published - timedelta(days=back)
    if context.future(mention) or mention.relative == "next":
        day = published + timedelta(days=(mention.weekday - published.weekday()) % 7 or 7)
    return edged(mention, day.isoformat(), True, f"“{mention.text}”, published {context.published_text}")


def from_last(mention: DateMention, context: Context, days: int) -> ResolvedDate | None:
    """Work out "that day" and "the next day" from the date before."""
    if not context.last:
        return None
    if len(context.last) == 10:
        value = (date.fromisoformat(context.last) + timedelta(days=days)).isoformat()
    elif days == 0:
        value = context.last
    else:
        return None
    return edged(mention, value, True, f"“{mention.text}”, after {context.last}")


def counted(mention: DateMention, context: Context) -> ResolvedDate | None:
    """Work out "three days later" from the date before, and "two years ago" from the publication."""
    lengths = find_durations(mention.amount, language=context.language)
    if not lengths:
        return None
    iso = lengths[0].value
    back = mention.relative in {"ago", "earlier", "before"}
    if mention.relative == "ago":
        base, told = context.published, f"published {context.published_text}"
    else:
        base, told = (
            (date.fromisoformat(context.last), f"after {context.last}") if len(context.last) == 10 else (None, "")
        )
    if base is None:
        return None
    day = subtract(base, iso) if back else add_duration(base, iso)
    value = day.isoformat()
    if iso.endswith("Y"):
        value = value[:4] if mention.relative == "ago" else value[:7]
    elif iso.endswith("M"):
        value = value[:7]
    return edged(mention, value, True, f"“{mention.text}”, {told}")


def subtract(day: date, iso: str) -> date:
    """Return the day that lies a duration before a day, by the calendar."""
    match = re.fullmatch(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?", iso)
    if match is None:
        return day
    years, months, weeks, days = (int(part or 0) for part in match.groups())
    count = day.year * 12 + day.month - 1 - years * 12 - months
    year, month = divmod(count, 12)
    kept = date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    return kept - timedelta(weeks=weeks, days=days)


__all__ = ["DateMention", "ResolvedDate", "find_dates", "resolve", "value_of_words"]
