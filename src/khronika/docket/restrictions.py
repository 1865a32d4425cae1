"""Restrictions on a day: from when to when, by each way of counting; the end is computed, never the source's word."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from khronika.vocabulary.edtf_dates import add_duration, bounds, is_duration
from khronika.vocabulary.evidence import Evidence, Standing
from khronika.vocabulary.statement import Proceeding, Restriction
from khronika.vocabulary.terms import Modality, Step


@dataclass(frozen=True, slots=True)
class End:
    """A computed end. ``first`` and ``last`` differ where the day of the anchor is only partly known.

    ``anchor`` says from what day it was counted.
    """

    anchor: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Ban:
    """A restriction with its computed ends and the evidence that each rests on."""

    evidence: Evidence
    ends: tuple[End, ...]
    anchor: Evidence | None = None
    unknown: str = ""

    def status(self, on: date) -> str:
        """Return ``in force``, ``ended``, ``not begun`` or ``unknown`` on a day, counted from pronouncement."""
        if not self.ends:
            return "unknown"
        begun = bounds(pronounced(self.evidence, self.anchor))[0]
        if begun is not None and on < begun:
            return "not begun"
        end = self.ends[0]
        if on >= end.last:
            return "ended"
        return "in force" if on < end.first else "unknown"


def pronounced(one: Evidence, anchor: Evidence | None) -> str:
    """Return the day of pronouncement: the restriction's own, or that of the verdict that it belongs to."""
    own = one.statement.date if isinstance(one.statement, Restriction) else ""
    return own or (anchor.statement.date if anchor is not None and isinstance(anchor.statement, Proceeding) else "")


def bans(evidence: Iterable[Evidence]) -> tuple[Ban, ...]:
    """Return every restriction that nobody rejected, with its ends computed."""
    held = [one for one in evidence if one.standing is not Standing.REJECTED]
    # What is denied, only planned, or told on condition ("if he breaks it …") is no ban that anybody is under.
    told = [one for one in held if one.statement.modality in {Modality.ASSERTED, Modality.ALLEGED}]
    verdicts = [
        one
        for one in held
        if isinstance(one.statement, Proceeding) and one.statement.step is Step.VERDICT and one.statement.date
    ]
    return tuple(ban(one, verdicts) for one in told if isinstance(one.statement, Restriction))


def ban(one: Evidence, verdicts: list[Evidence]) -> Ban:
    """Return a restriction with one computed end for each anchor that is known."""
    statement = one.statement
    if not isinstance(statement, Restriction):
        raise TypeError("a ban rests on a restriction")
    names = {p.name for p in statement.subject}
    anchor = next(
        (
            v
            for v in verdicts
            if v.source.sha256 == one.source.sha256
            and isinstance(v.statement, Proceeding)
            and names & {p.name for p in v.statement.subject}
        ),
        None,
    )
    day = pronounced(one, anchor)
    if not day:
        return Ban(one, (), anchor, "no day of pronouncement is known")
    if not is_duration(statement.duration):
        return Ban(one, (), anchor, "no length is told")
    if statement.starts and "release" in statement.starts:
        return Ban(one, (), anchor, f"it begins {statement.starts}, whose day is not known")
    first, last = bounds(day)
    if first is None or last is None:
        return Ban(one, (), anchor, f"the day of pronouncement is open ({day})")
    return Ban(
        one,
        (
            End(
                f"pronouncement on {day}",
                add_duration(first, statement.duration),
                add_duration(last, statement.duration),
            ),
        ),
        anchor,
    )
