"""Which day, month or year each date of a text means, with the reason.

A date that lacks its year or its day is worked out from the day of publication, or from the text's own anchors: its
heading, full dates around it, what it says of the time that has passed, and the order of the steps of a case. Where the
anchors leave a choice, the date is marked uncertain (EDTF ``?``). What nothing leads to is left out; nothing is taken
from today's calendar.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from khronika.reading.date_anchors import Paragraphs, reference_of
from khronika.reading.date_mentions import DateMention, find_dates
from khronika.reading.date_pointers import pointed_date
from khronika.reading.date_state import Found, Frame, State
from khronika.reading.date_values import as_edtf
from khronika.reading.date_years import with_year
from khronika.vocabulary.edtf_dates import bounds, is_edtf

__all__ = ["DateMention", "ResolvedDate", "find_dates", "resolve"]

SEEN_FROM_DATE_BEFORE = frozenset({"same", "following", "previous", "later", "earlier"})


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

    @property
    def point(self) -> str:
        """Return the date itself where it only opens or closes a stretch: ``2018`` of ``2018/..``."""
        return self.value.removesuffix("/..").removeprefix("../") if self.mention.edge else self.value


def resolve(
    text: str,
    mentions: Iterable[DateMention],
    published: str = "",
    *,
    language: str = "en",
    future: Callable[[DateMention], bool] | None = None,
) -> tuple[ResolvedDate, ...]:
    """Return what each mention means, in the order of the text; one that nothing leads to is left out.

    ``published`` is the EDTF date of publication, if known. ``future`` tells of a mention whether its clause speaks of
    what is to come; plain words for that ("is due on") are seen without it. Raises ValueError if ``published`` is no
    EDTF date.
    """
    ordered = sorted(mentions, key=lambda m: (m.start, m.end))
    reference = reference_of(text, ordered, published, language)
    anchors = [(m.start, as_edtf(m)) for m in ordered if m.is_full and as_edtf(m)]
    return tuple(resolved(State(text, language, ordered, reference, anchors, future)))


def resolved(state: State) -> Iterator[ResolvedDate]:
    """Yield each mention with its value, keeping track of what later ones refer to."""
    paragraphs = Paragraphs(state.text)
    for mention in state.mentions:
        line = paragraphs.of(mention.start)
        if state.section is not None and state.section[1] not in {None, line}:
            state.section = None
        found = value_of_mention(state, mention, line)
        if found is None or not is_edtf(found.value):
            continue
        remember(state, mention, found, line)
        yield ResolvedDate(mention, opened(mention, found.value), bool(found.reason), found.reason)


def value_of_mention(state: State, mention: DateMention, line: int) -> Found | None:
    """Return the value of one mention; None if nothing leads to it or it lies outside the calendar."""
    try:
        told = mention.year is not None or (mention.through is not None and mention.through.year is not None)
        if told and not mention.relative:
            return Found(as_edtf(mention))
        if mention.month is not None or mention.half is not None:
            return with_year(state, mention, line)
        return pointed_date(state, mention)
    except (ValueError, OverflowError):
        return None  # "9,000 years ago": no date of our calendar


def remember(state: State, mention: DateMention, found: Found, line: int) -> None:
    """Keep what later mentions may refer to: the last date, the frame, the year of a heading."""
    value = re.sub(r"[?~%]", "", found.value)
    if mention.heading:
        rest = state.text[mention.end : mention.end + 40].partition("\n")[0]
        state.section = (int(value), line if rest.strip(" .:") else None)
        return
    if mention.relative in {"publication", "span"}:
        state.frame = None
        return
    first = bounds(value)[0]
    if first is None or mention.decade:
        return
    state.last = value.rpartition("/")[2]
    if mention.is_full and not (first > state.latest if state.latest is not None else state.is_ahead(mention)):
        state.frame = Frame(first, mention.text, line)
    elif state.frame is not None and (found.by_frame or mention.relative in SEEN_FROM_DATE_BEFORE):
        state.frame = Frame(first, state.frame.told, line, state.frame.is_weak)
    elif found.from_publication:
        state.frame = None
    elif mention.year is not None and opens_sentence(state.text, mention):
        state.frame = Frame(date(mention.year, 1, 1), mention.text, line, is_weak=True)  # "In 2019 …"


def opens_sentence(text: str, mention: DateMention) -> bool:
    """Tell whether a date is the first thing that its sentence says, a preposition aside."""
    return re.search(r"(?:^|[\n.!?”])\W*\w+\s+$", text[max(0, mention.start - 20) : mention.start]) is not None


def opened(mention: DateMention, value: str) -> str:
    """Open the interval of a date after "since" or before "until"."""
    if not mention.edge:
        return value
    return f"{value.partition('/')[0]}/.." if mention.edge == "since" else f"../{value.rpartition('/')[2]}"
