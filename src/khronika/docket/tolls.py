"""Tolls side by side, never summed; and the accountability gap, which is two of them beside each other."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from khronika.docket.agreeing import dates_agree, difference, gathered, same_document, texts_agree
from khronika.docket.lines import Line, Timing, best_date, date_of, text_order, timing
from khronika.docket.settling import marked
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.folding import fold
from khronika.vocabulary.rulings import Settled
from khronika.vocabulary.statement import AUTHOR, Proceeding, Toll
from khronika.vocabulary.terms import Measure, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class TollLine(Line):
    """A figure with all who give it so.

    ``published`` is when the source came out, for a figure that says no day of its own. ``by_authority``: told by an
    authority. ``admission``: the quote says that they own up to it.
    """

    published: str = ""
    by_authority: bool = False
    admission: bool = False
    officers: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What was done to people, who of them was brought before courts, and how many officers were, side by side.

    ``officers`` is empty if no statement gives a number; ``cases`` are steps against officers that are told.
    """

    people: tuple[TollLine, ...]
    harmed: tuple[TollLine, ...]
    officers: tuple[TollLine, ...]
    cases: tuple[Evidence, ...]

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """All that the comparison rests on."""
        lines = (*self.people, *self.harmed, *self.officers)
        return (*(one for line in lines for one in line.evidence), *self.cases)


@cache
def rules() -> dict[str, dict[str, Any]]:
    """Return what ``tolls.toml`` says."""
    return tomllib.loads((files("khronika.docket") / "tolls.toml").read_text("utf-8"))


def mentions(text: str, key: str) -> bool:
    """Tell whether a text has a word that begins with one of a list's."""
    spaced = f" {fold(text)}"
    return any(f" {word}" in spaced for word in rules()[key]["words"])


def toll(one: Evidence) -> Toll:
    """Return the statement as the toll that it is known to be."""
    if not isinstance(one.statement, Toll):
        raise TypeError(f"{one.id} is a {one.statement.kind}, no toll")
    return one.statement


def tolls(evidence: Iterable[Evidence], on: date, settled: Sequence[Settled] = ()) -> tuple[TollLine, ...]:
    """Return the figures told until a day, those of one measure together, with the mark where sources disagree."""
    told = [e for e in evidence if isinstance(e.statement, Toll) and timing(e, on) is not Timing.LATER]
    lines = [toll_line(group, on) for group in gathered(told, same_figure)]
    told_apart = [replace(line, differing=marked(disagreeing(line, lines), settled)) for line in lines]
    return tuple(sorted(told_apart, key=toll_order))


def toll_order(line: TollLine) -> tuple[object, ...]:
    """Order figures by measure, the larger first."""
    told = toll(line.evidence[0])
    return (list(Measure).index(told.measure), -told.count, *text_order(line.evidence[0]))


def toll_line(group: Sequence[Evidence], on: date) -> TollLine:
    """Return the line of one figure."""
    speakers = [one.statement.asserted_by for one in group if one.statement.asserted_by != AUTHOR]
    by_authority = any(mentions(speaker, "authorities") for speaker in speakers)
    return TollLine(
        evidence=tuple(group),
        when=best_date(group),
        perhaps=all(timing(one, on) is Timing.PERHAPS for one in group),
        published=group[0].source.published,
        by_authority=by_authority,
        admission=by_authority and any(mentions(one.statement.quote.text, "admission") for one in group),
        officers=mentions(toll(group[0]).who, "officers"),
    )


def same_figure(one: Evidence, other: Evidence) -> bool:
    """Tell whether two statements give the same figure of the same people, said by the same side."""
    a, b = toll(one), toll(other)
    return same_count_of(a, b) and (a.count, a.bound) == (b.count, b.bound) and a.asserted_by == b.asserted_by


def same_count_of(a: Toll, b: Toll) -> bool:
    """Tell whether two figures count the same: measure, people, event, place and day agree as far as told."""
    return (
        a.measure is b.measure
        and mentions(a.who, "officers") == mentions(b.who, "officers")
        and texts_agree(a.who, b.who)
        and texts_agree(a.event, b.event)
        and texts_agree(a.place, b.place)
        and dates_agree(date_of(a), date_of(b))
    )


def disagreeing(line: TollLine, lines: Sequence[TollLine]) -> tuple[Any, ...]:
    """Return the other figures that count the same, by another source or speaker, as a difference."""
    one = line.evidence[0]
    rivals = [
        other
        for other in lines
        if other is not line
        and same_count_of(toll(one), toll(other.evidence[0]))
        and toll(other.evidence[0]).count != toll(one).count
        and not all(same_voice(a, b) for a in line.evidence for b in other.evidence)
    ]
    values = [(str(toll(e).count), e) for part in (line, *rivals) for e in part.evidence]
    return difference("count", values) if rivals else ()


def same_voice(one: Evidence, other: Evidence) -> bool:
    """Tell whether two statements are one document's and one speaker's: a part of a larger figure, say."""
    return same_document(one, other) and one.statement.asserted_by == other.statement.asserted_by


def gap(lines: Sequence[TollLine], evidence: Iterable[Evidence], on: date) -> Gap | None:
    """Return the accountability gap, or None where nobody counts people brought to court or officers."""
    accounts, harm = rules()["accounts"]["measures"], rules()["harm"]["measures"]
    brought = [line for line in lines if toll(line.evidence[0]).measure.value in accounts]
    people = tuple(line for line in brought if not line.officers)
    officers = tuple(line for line in brought if line.officers)
    if not people and not officers:
        return None
    harmed = tuple(line for line in lines if toll(line.evidence[0]).measure.value in harm and not line.officers)
    return Gap(people=people, harmed=harmed, officers=officers, cases=officer_cases(evidence, on))


def officer_cases(evidence: Iterable[Evidence], on: date) -> tuple[Evidence, ...]:
    """Return the steps against officers that are told without a figure."""
    steps = {Step.INVESTIGATION, Step.CHARGE, Step.TRIAL, Step.VERDICT}
    return tuple(
        one
        for one in sorted(evidence, key=text_order)
        if isinstance(one.statement, Proceeding)
        and one.statement.step in steps
        and timing(one, on) is not Timing.LATER
        and any(mentions(party.group, "officers") for party in one.statement.subject)
    )
