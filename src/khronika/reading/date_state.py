"""What is known while the dates of a text are resolved from its beginning to its end."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from khronika.reading.date_anchors import Reference, Step, earlier_steps, written_after
from khronika.reading.date_mentions import DateMention, vocabulary
from khronika.reading.numerals import alternatives
from khronika.vocabulary.edtf_dates import bounds

CLAUSE = 120  # characters before a date in which its clause is looked for


@dataclass(frozen=True, slots=True)
class Found:
    """A value on its way to a mention: the ``reason`` is empty where the mention itself tells it.

    ``from_publication``: seen from the time of writing. ``by_frame``: seen from a full date told before.
    """

    value: str
    reason: str = ""
    from_publication: bool = False
    by_frame: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """The full date that the dates after it are told from, and the line in which it was last used.

    A weak frame is a year alone ("In 2019 …"); it holds for its own line only.
    """

    day: date
    told: str
    line: int
    is_weak: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What the whole of a text tells of the time when it was written.

    ``latest``: its latest full date, with the EDTF value. ``passed``: the day after which it was written, and how it
    says so. ``steps``: the earlier steps of a case. ``years``: all years with their offsets.
    """

    latest: tuple[date, str] | None
    passed: tuple[date, str] | None
    steps: tuple[Step, ...]
    years: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class State:
    """The text, when it was written, its full dates (offset and value), and what was told last.

    ``last`` is the EDTF date told before, ``frame`` the full date that dates without a year are told from, ``section``
    the year of a heading and the only line that it is for, if any.
    """

    text: str
    language: str
    mentions: Sequence[DateMention]
    reference: Reference | None
    anchors: Sequence[tuple[int, str]]
    future: Callable[[DateMention], bool] | None = None
    last: str = ""
    frame: Frame | None = None
    section: tuple[int, int | None] | None = None
    _ahead: dict[int, bool] = field(default_factory=dict)
    _known: "Known | None" = None

    @property
    def known(self) -> "Known":
        """Return what the whole text tells of the time when it was written, worked out when first asked for."""
        if self._known is None:
            full = [(last, value) for _, value in self.anchors if (last := bounds(value)[1]) is not None]
            self._known = Known(
                max(full, default=None),
                written_after(self.text, self.anchors, self.language),
                earlier_steps(self.text, self.anchors, self.language),
                tuple((m.start, m.year) for m in self.mentions if m.year is not None and not m.decade),
            )
        return self._known

    @property
    def told(self) -> str:
        """Return in words how the time of writing is known."""
        return self.reference.told if self.reference is not None else ""

    @property
    def latest(self) -> date | None:
        """Return the last day of which the text can speak as past."""
        return self.reference.last + timedelta(days=self.reference.slack) if self.reference is not None else None

    def is_ahead(self, mention: DateMention) -> bool:
        """Tell whether the clause of a mention looks ahead."""
        if mention.start not in self._ahead:
            parsed = self.future is not None and self.future(mention)
            self._ahead[mention.start] = parsed or looks_ahead(self.text, mention, self.language)
        return self._ahead[mention.start]


def looks_ahead(text: str, mention: DateMention, language: str) -> bool:
    """Tell whether plain words of the clause put its date in the future ("is due on")."""
    words = vocabulary(language)["ahead"]
    start = max(0, mention.start - CLAUSE)
    before = re.split(r"[.;!?\n][”\"’)]*(?:\s|$)|[—–]\s", text[start : mention.start])[-1]
    for word in words["clause_breaks"]:
        before = before.rpartition(word)[2]
    cues = re.finditer(rf"(\w+\s+)?(?<!\w)(?:{alternatives(words['before'])})(?!\w)", before, re.IGNORECASE)
    if any((cue[1] or "").strip().casefold() not in words["not_ahead"] for cue in cues):
        return True
    named = re.search(
        rf"((?:\w+\s+){{0,2}})(?<!\w)(?:{alternatives(words['prepositions'])})\s+$", before, re.IGNORECASE
    )
    if named is not None and not set(named[1].casefold().split()) & set(words["not_ahead"]):
        return True
    after = text[mention.end : mention.end + 30]
    return re.match(rf"\s+(?:{alternatives(words['after'])})\b", after, re.IGNORECASE) is not None


def day_of(value: str) -> date | None:
    """Return the day that a value is, or None if it is no single day."""
    return date.fromisoformat(value) if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else None


def first_day(value: str) -> date:
    """Return the first day that a value can mean. Raises ValueError if it has none."""
    first = bounds(value)[0]
    if first is None:
        raise ValueError(f"{value!r} has no first day")
    return first
