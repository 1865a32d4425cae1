"""When a text was written: told by its publication or its own heading, or bounded by what it tells of time passed."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from khronika.reading.date_mentions import DateMention, filled, vocabulary
from khronika.reading.date_values import as_edtf
from khronika.reading.numerals import alternatives, value_of
from khronika.vocabulary.edtf_dates import add_duration, bounds

HEAD_LINES, TAIL_LINES = 6, 4  # lines of a text that can date the whole of it
HEADER_LENGTH = 110  # characters; a longer line is a sentence
SENTENCE = 600  # characters around a date in which its sentence is looked for
STEPS = 50  # full dates of a text that the order of a case is looked for in
DATELINE = 70  # characters from a line's start to its dateline's dash


@dataclass(frozen=True, slots=True)
class Reference:
    """The days ``first`` to ``last`` in which a text was written, and how that is ``told``, in words.

    ``slack`` is how many days after them the text may still speak of as past: a heading dates the matter of a text, a
    publication its end.
    """

    first: date
    last: date
    told: str
    slack: int = 0

    @property
    def day(self) -> date | None:
        """Return the day of writing, if it is known to the day."""
        return self.last if self.first == self.last else None

    @property
    def is_short(self) -> bool:
        """Tell whether the days are few enough for a weekday to mean one of them."""
        return (self.last - self.first).days < 7


def lines(text: str) -> list[tuple[int, int]]:
    """Return the lines of a text that are not blank, as spans."""
    return [m.span() for m in re.finditer(r"[^\n]+", text) if m.group().strip()]


class Paragraphs:
    """Which line of a text an offset stands in; blank lines are not counted."""

    def __init__(self, text: str) -> None:
        self._starts = [m.start() for m in re.finditer(r"(?<=\n)[^\n]*\S", text)]

    def of(self, offset: int) -> int:
        """Return the number of the line, from 0."""
        return bisect_right(self._starts, offset)


def reference_of(text: str, mentions: Sequence[DateMention], published: str, language: str) -> Reference | None:
    """Return when the text was written: by its publication, else by a dateline, a heading or a closing line."""
    if published:
        first, last = bounds(published)
        known = last or first
        return Reference(first or known, known, f"it was published {published}") if known else None
    rows = lines(text)
    for start, end in rows[:HEAD_LINES]:
        for mention in mentions:
            if (
                start <= mention.start
                and mention.end <= end
                and (mention.is_full or mention.through)
                and not mention.edge
            ):
                if is_dateline(text, start, mention):
                    return dated(mention, slack=0)
                if is_heading(text, start, end, language):
                    closing = re.fullmatch(r"\W*", text[mention.end : end]) is not None
                    return dated(mention, slack=0 if closing else 60)
    for start, end in rows[HEAD_LINES:][-TAIL_LINES:]:
        for mention in mentions:
            within = start <= mention.start and mention.end <= end
            if (
                within
                and mention.is_full
                and mention.day
                and not mention.edge
                and is_heading(text, start, end, language)
            ):
                return dated(mention, slack=0)
    return None


def dated(mention: DateMention, slack: int) -> Reference | None:
    """Return a mention as the time of writing."""
    value = as_edtf(mention)
    if not value:
        return None
    first, last = bounds(value)
    if first is None or last is None:
        return None
    return Reference(first, last, f"the text is dated “{mention.text}”", slack)


def is_dateline(text: str, start: int, mention: DateMention) -> bool:
    """Tell whether a date opens its line after a place and before a dash ("BELGRADE, 18 June 2024 —")."""
    before, after = text[start : mention.start], text[mention.end : mention.end + 40]
    placed = len(before) <= DATELINE and re.fullmatch(r"[\W\d]*[^\W\d][\w .,’'()/-]*,\s*", before) is not None
    return placed and re.match(r"\s*(?:\([^)\n]*\)\s*)?[–—-]\s", after) is not None


def is_heading(text: str, start: int, end: int, language: str) -> bool:
    """Tell whether a line stands alone like a title or a date line, and is no caption."""
    line = text[start:end].strip()
    marks = vocabulary(language)["headers"]["not_headers"]
    return (
        len(line) <= HEADER_LENGTH
        and not any(mark in line.casefold() for mark in marks)
        and not re.search(r"\w[”\"’)]*[.!?;:][”\"’)]*$", line)
        and not re.search(r"[.!?]\s+\S", line.rpartition("No.")[2])
    )


def written_after(text: str, anchors: Sequence[tuple[int, str]], language: str) -> tuple[date, str] | None:
    """Return the day after which a text was written, if it says how long ago one of its dates was, and how it says so.

    ``anchors`` are the offsets and values of the text's full dates; "over a year on" counts from the earliest before it.
    """
    pattern = re.compile(filled(vocabulary(language)["elapsed"]["pattern"], language), re.IGNORECASE)
    units = {word: code for code, found in vocabulary(language)["count_units"].items() for word in found}
    best: tuple[date, str] | None = None
    for match in pattern.finditer(text):
        number = value_of(match["count"], language)
        amount = int(number) if number else 1
        earliest = min(((b, v) for at, v in anchors if at < match.start() and (b := bounds(v)[0])), default=None)
        if earliest is None or units[match["unit"].casefold()] not in {"Y", "M"}:
            continue
        reached = add_duration(earliest[0], f"P{amount}{units[match['unit'].casefold()]}")
        if best is None or reached > best[0]:
            best = reached, f"“{match.group().strip()}” since {earliest[1]}"
    return best


def sentence_around(text: str, offset: int) -> str:
    """Return the rough sentence around an offset: up to a full stop before a capital, or the line's ends."""
    begin = max(0, offset - SENTENCE)
    before = text[begin:offset]
    start = max((m.end() for m in re.finditer(r"\n|[.!?][”\"’)]*\s+(?=[^\W\d_a-zа-яё])", before)), default=0)
    after = text[offset : offset + SENTENCE]
    stop = re.search(r"\n|[.!?][”\"’)]*(?=\s|$)", after)
    return before[start:] + (after[: stop.start()] if stop else after)


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a case in a sentence with a full date: the date's value, the words of the step, and who is named."""

    value: str
    words: str
    sentence: str
    names: frozenset[str]


def stage_word(sentence: str, stage: str, language: str) -> str:
    """Return the first words of a sentence that tell an ``earlier`` or a ``later`` stage of a case, or nothing."""
    found = re.search(rf"\b(?:{alternatives(vocabulary(language)['stages'][stage])})\b", sentence, re.IGNORECASE)
    return found.group() if found else ""


def earlier_steps(text: str, anchors: Sequence[tuple[int, str]], language: str) -> tuple[Step, ...]:
    """Return the earlier steps of a case that the last full dates of a text stand with, the last one first."""
    found = []
    for at, value in reversed(anchors[-STEPS:]):
        sentence = sentence_around(text, at)
        words = stage_word(sentence, "earlier", language)
        if words:
            found.append(Step(value, words, sentence, names(sentence)))
    return tuple(found)


def names(sentence: str) -> frozenset[str]:
    """Return the capitalised words of a sentence but its first."""
    return frozenset(re.findall(r"(?<=[^.!?]\s)[^\W\d_a-zа-яё][^\W\d_]+", sentence))
