"""From which day a restriction runs and when it ends, for each way of counting; beside them, the end as told.

By the calendar: six years from 10 April 2023 end on 10 April 2029, and that day is still counted as within. A day only
partly known gives a first and a last day on which the end can fall.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from khronika.docket.lines import When, days_of
from khronika.vocabulary.edtf_dates import add_duration, bounds, is_duration, is_edtf
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.folding import fold

LIFE = "life"


class Anchor(StrEnum):
    """The day from which a length is counted."""

    NAMED = "the day that the source names"
    PRONOUNCEMENT = "pronouncement"
    ENTRY = "entry into force"
    RELEASE = "release"
    TOLD = "the end that the source names"
    EVENT = "the event that the source names as the end"


class State(StrEnum):
    """How a restriction stands on a day."""

    NOT_BEGUN = "not begun"
    IN_FORCE = "in force"
    ENDED = "ended"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One way of counting a restriction's length, or an end as told (``Anchor.TOLD``, the only one not computed).

    ``day`` is the anchor's date, if told; of a told end, when the restriction began. An end told as an event has the
    source's ``words``, and as ``event`` the day of the step that it is, once that is told. ``ends`` are the first and last day on which the end can fall; None with
    ``endless`` if it has no end, None otherwise if none can be computed, and then ``unknown`` says why.
    """

    anchor: Anchor
    day: When | None = None
    ends: tuple[date, date] | None = None
    endless: bool = False
    unknown: str = ""
    evidence: tuple[Evidence, ...] = ()
    words: str = ""
    event: When | None = None

    @property
    def computed(self) -> bool:
        """Whether the end is our computation, not a source's word."""
        return self.anchor is not Anchor.TOLD

    def state(self, on: date) -> State:
        """Return how the restriction stands on a day by this way of counting."""
        if not self.computed and self.ends is not None and on > self.ends[1]:
            return State.ENDED
        if self.day is None or (begins := began(self.day.edtf)) is None:
            return State.UNKNOWN
        if begins[0] is not None and on < begins[0]:
            return State.NOT_BEGUN
        if on < begins[1]:
            return State.UNKNOWN
        if self.endless:
            return State.IN_FORCE
        if self.ends is None:
            return State.UNKNOWN
        if on <= self.ends[0]:
            return State.IN_FORCE
        return State.ENDED if on > self.ends[1] else State.UNKNOWN


def began(edtf: str) -> tuple[date | None, date] | None:
    """Return the first day (None if that is left open) and the last on which something began; None if unknown."""
    first, last = bounds(edtf) if is_edtf(edtf) else (None, None)
    return (first, last) if last is not None else None


@cache
def rules() -> dict[str, Any]:
    """Return what ``anchors.toml`` says."""
    return tomllib.loads((files("khronika.docket") / "anchors.toml").read_text("utf-8"))


def named_anchor(starts: str) -> Anchor | None:
    """Return the anchor that a source's words name, or None if they name none that is known."""
    text = fold(starts)
    for anchor, key in (
        (Anchor.ENTRY, "entry_into_force"),
        (Anchor.RELEASE, "release"),
        (Anchor.PRONOUNCEMENT, "pronouncement"),
    ):
        if any(f" {word}" in f" {text}" for word in rules()[key]["words"]):
            return anchor
    return None


def counted(anchor: Anchor, day: When | None, duration: str, why_not: str = "") -> Count:
    """Return the end that a length gives from an anchor's day, or why there is none.

    ``duration`` is ISO 8601, a range ``P3Y/P5Y``, ``life`` or empty.
    """
    if day is None:
        return Count(anchor=anchor, unknown=why_not or f"the day of {anchor} is not told")
    evidence = (day.evidence,)
    if duration == LIFE:
        return Count(anchor=anchor, day=day, endless=True, evidence=evidence)
    if not all(map(is_duration, duration.split("/"))):
        return Count(anchor=anchor, day=day, unknown="no length is told", evidence=evidence)
    days = days_of(day.edtf)
    if days is None:
        return Count(anchor=anchor, day=day, unknown="the day is told only as a time left open", evidence=evidence)
    ends = ends_after(days, duration)
    unknown = "" if ends else "the end would lie past the year 9999"
    return Count(anchor=anchor, day=day, ends=ends, unknown=unknown, evidence=evidence)


def ends_after(days: tuple[date, date], duration: str) -> tuple[date, date] | None:
    """Return the first and last day that lie a length, or a range of lengths, after a day known within two bounds.

    None if the length is no duration of calendar units, or the end lies past the year 9999.
    """
    lengths = duration.split("/")
    if not all(map(is_duration, lengths)):
        return None
    try:
        return add_duration(days[0], lengths[0]), add_duration(days[1], lengths[-1])
    except ValueError:  # past the end of the calendar: no date can be given, and callers say so
        return None
