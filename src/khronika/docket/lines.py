"""A line of a docket: what it rests on, when, where its sources differ, and how it stands to the day asked for."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from operator import attrgetter

from khronika.vocabulary.edtf_dates import bounds, is_edtf
from khronika.vocabulary.evidence import Evidence, Standing
from khronika.vocabulary.rulings import Settled
from khronika.vocabulary.statement import KINDS, Assessment, Recommendation, Statement, Toll
from khronika.vocabulary.terms import Kind, Step

LASTING = frozenset({Step.INVESTIGATION, Step.DETENTION, Step.HOUSE_ARREST, Step.TRIAL})
UNPLACED = date.max


class Timing(StrEnum):
    """How something told stands to the day that a docket is asked for."""

    PAST = "past"
    PERHAPS = "perhaps"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class When:
    """A date (EDTF) with the evidence that tells it. ``reason`` says from what it was inferred, if it was."""

    edtf: str
    evidence: Evidence
    inferred: bool = False
    reason: str = ""


class Nature(StrEnum):
    """What it comes to that values differ."""

    CONTRADICTION = "contradiction"
    LESS_EXACT = "less exact"
    WORDING = "wording"
    SPELLING = "spelling"


@dataclass(frozen=True, slots=True)
class Difference:
    """Values that sources give for the same slot, side by side, each with its evidence. None is preferred by us.

    ``settled`` is the decision of a person that the value of one statement holds; ``outdated`` one that another
    source has contradicted since, so that it is open again.
    """

    slot: str
    values: tuple[tuple[str, tuple[Evidence, ...]], ...]
    nature: Nature = Nature.CONTRADICTION
    settled: Settled | None = None
    outdated: Settled | None = None

    def chosen(self, evidence: Iterable[Evidence]) -> bool:
        """Tell whether the value that some statements give is the one that a person chose."""
        return self.settled is not None and any(one.id == self.settled.chosen for one in evidence)

    @property
    def open(self) -> bool:
        """Whether sources contradict each other and nobody has settled it."""
        return self.nature is Nature.CONTRADICTION and self.settled is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that a docket says, resting on one or more statements; the first is the one it speaks with.

    ``differing`` are contradictions, ``variants`` the same in other spelling or wording, or told less exactly.
    ``perhaps``: the day asked for may lie before it. ``computed`` is the basis if the line is our own computation.
    """

    evidence: tuple[Evidence, ...]
    when: When | None = None
    differing: tuple[Difference, ...] = ()
    variants: tuple[Difference, ...] = ()
    perhaps: bool = False
    computed: str = ""

    @property
    def statement(self) -> Statement:
        """The statement that the line speaks with."""
        return self.evidence[0].statement

    @property
    def standing(self) -> Standing:
        """Accepted if somebody accepted every statement that the line rests on; each quote shows its own standing."""
        accepted = all(one.standing is Standing.ACCEPTED for one in self.evidence)
        return Standing.ACCEPTED if accepted else Standing.PROPOSED

    @property
    def ids(self) -> tuple[str, ...]:
        """The statements that the line rests on."""
        return tuple(one.id for one in self.evidence)


def date_of(statement: Statement) -> str:
    """Return the statement's own date, or empty text if it has none that the calendar knows."""
    told = str(getattr(statement, "date", ""))
    return told if told and is_edtf(told) else ""


def days_of(edtf: str) -> tuple[date, date] | None:
    """Return the first and last day that a date can mean, or None if it is empty or open at an end."""
    if not edtf or not is_edtf(edtf):
        return None
    first, last = bounds(edtf)
    return (first, last) if first is not None and last is not None else None


def published_day(one: Evidence) -> date | None:
    """Return the first day on which the source can have been published, if it says."""
    told = one.source.published.partition("T")[0]
    return bounds(told)[0] if told and is_edtf(told) else None


def timing(one: Evidence, on: date) -> Timing:
    """Return how what is told stands to a day.

    What is undated is past if its source was out by then. What is counted, found or asked later is later; a step or
    an act that a later source tells without a date may or may not have been.
    """
    told = date_of(one.statement)
    if not told:
        published = published_day(one)
        if published is None or published <= on:
            return Timing.PAST
        later = isinstance(one.statement, Toll | Assessment | Recommendation)
        return Timing.LATER if later else Timing.PERHAPS
    first, last = bounds(told)
    if first is not None and first > on:
        return Timing.LATER
    if last is not None and last <= on:
        return Timing.PAST
    begun = "/" in told and first is not None and (last is None or getattr(one.statement, "step", None) in LASTING)
    return Timing.PAST if begun else Timing.PERHAPS


def fullness(statement: Statement) -> int:
    """Return how many slots a statement fills, parts counted."""
    filled = slots_of(statement.kind)(statement)
    return sum(len(value) if isinstance(value, tuple) else value not in ("", None) for value in filled)


@cache
def slots_of(kind: Kind) -> Callable[[Statement], tuple[object, ...]]:
    """Return what gives the values of all slots of a statement of a kind."""
    return attrgetter(*(one.name for one in fields(KINDS[kind])))


@lru_cache(maxsize=8192)
def span_length(edtf: str) -> int:
    """Return how many days a date leaves open, the more the less precise it is; very many for none."""
    days = days_of(edtf)
    return (days[1] - days[0]).days if days else 10**7


def speaking_order(one: Evidence) -> tuple[object, ...]:
    """Order evidence of one line: accepted first, then the most precise and the fullest, then a fixed order."""
    statement = one.statement
    return (
        one.standing is not Standing.ACCEPTED,
        span_length(date_of(statement)),
        -fullness(statement),
        *text_order(one),
    )


def text_order(one: Evidence) -> tuple[str, str, int, str]:
    """Order evidence by source and place in its text: the same whatever order it came in."""
    return (one.source.published or "9", one.source.sha256, one.statement.quote.start, one.id)


def in_time(edtf: str) -> tuple[date, date]:
    """Return where a date stands in a chronology: by the first day it can mean, then the last; undated at the end."""
    if not edtf or not is_edtf(edtf):
        return UNPLACED, UNPLACED
    first, last = bounds(edtf)
    return first or last or UNPLACED, last or UNPLACED


def best_date(evidence: Iterable[Evidence]) -> When | None:
    """Return the most precise date told; of equally precise ones that of most documents, and of these one said outright."""
    dated = [one for one in evidence if date_of(one.statement)]
    if not dated:
        return None
    told = Counter(date for date, _ in {(date_of(one.statement), one.source.sha256) for one in dated})

    def order(one: Evidence) -> tuple[object, ...]:
        date = date_of(one.statement)
        return (span_length(date), -told[date], "date" in one.statement.inferred, *speaking_order(one))

    return dated_by(min(dated, key=order))


def dated_by(one: Evidence) -> When:
    """Return the date of one statement, with the reason if it was inferred."""
    statement = one.statement
    inferred = "date" in statement.inferred
    return When(date_of(statement), one, inferred, statement.reasons.get("date", "") if inferred else "")


def ordered(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return the evidence of a line, the one it speaks with first."""
    return tuple(sorted(evidence, key=speaking_order))
