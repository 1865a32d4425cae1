"""How somebody stands on any day, beside a model of a few lines: the last step told, and what became of it. All is invented."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khronika.docket import cases, docket
from khronika.docket.liberty import Liberty
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.statement import Penalty, Proceeding
from khronika.vocabulary.terms import Outcome, PenaltyType, Step
from tests.docket.invented import people, source, told

FIRST = date(2023, 12, 1)
RANK = {step: number for number, step in enumerate(Step)}
HELD = {
    Step.ARREST: Liberty.IN_CUSTODY,
    Step.DETENTION: Liberty.IN_CUSTODY,
    Step.HOUSE_ARREST: Liberty.HOUSE_ARREST,
}
Event = tuple[int, Step, int]  # days after the first day, the step, years of prison if it is a verdict

events = st.lists(
    st.tuples(
        st.one_of(st.integers(0, 900), st.sampled_from([89, 90, 91, 455])),  # 90: 29 February 2024
        st.sampled_from([*HELD, Step.RELEASE, Step.VERDICT, Step.HEARING]),
        st.integers(1, 3),
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda one: Step.VERDICT if one[1] is Step.VERDICT else (one[0], one[1]),  # one verdict
)


def statement(event: Event) -> Evidence:
    """Return an invented report that came out on the day of a step, and says nothing else."""
    offset, step, years = event
    day = FIRST + timedelta(days=offset)
    slots: dict[str, Any] = {}
    if step is Step.VERDICT:
        slots = {"outcome": Outcome.CONVICTED, "penalties": (Penalty(PenaltyType.IMPRISONMENT, f"P{years}Y"),)}
    of = source(f"{step}-{offset}", day.isoformat())
    return told(Proceeding, f"{step} of {day}", of, subject=people("Danil Ostrov"), step=step, date=str(day), **slots)


def later(day: date, years: int) -> date:
    """Return the same day of a later year, the last of February for a 29th that it does not have."""
    return date(day.year + years, day.month, min(day.day, monthrange(day.year + years, day.month)[1]))


def expected(told_: list[Event], on: date) -> Liberty:
    """Return how somebody stands on a day: by the last step until then, as long as a source or a term reaches."""
    past = sorted((e for e in told_ if FIRST + timedelta(days=e[0]) <= on), key=lambda e: (e[0], RANK[e[1]]))
    bearing = [e for e in past if e[1] is not Step.HEARING]
    if not bearing:
        return Liberty.UNKNOWN
    offset, step, years = bearing[-1]
    day = FIRST + timedelta(days=offset)
    if step is Step.RELEASE:
        return Liberty.AT_LIBERTY
    if step is Step.VERDICT:
        return Liberty.IMPRISONED if on <= later(day, years) else Liberty.UNKNOWN
    last_word = FIRST + timedelta(days=past[-1][0])
    return HELD[step] if on <= last_word else Liberty.UNKNOWN


def stands(told_: list[Evidence], on: date) -> Liberty:
    """Return how a docket says that the person stands, who may have several cases: each says the same."""
    found = {status.liberty for case in cases(told_) for status in docket(case, on).status}
    assert len(found) == 1, found
    return found.pop()


@settings(max_examples=150, deadline=None)
@given(events, st.integers(-10, 2200))
def test_on_any_day_a_docket_says_what_the_model_says(told_: list[Event], after: int) -> None:
    on = FIRST + timedelta(days=after)
    assert stands([statement(one) for one in told_], on) is expected(told_, on)


@settings(max_examples=60, deadline=None)
@given(events)
def test_on_the_days_of_the_steps_and_beside_them(told_: list[Event]) -> None:
    evidence = [statement(one) for one in told_]
    for offset, _, _ in told_:
        for on in (FIRST + timedelta(days=offset + more) for more in (-1, 0, 1)):
            assert stands(evidence, on) is expected(told_, on)


@pytest.mark.parametrize(
    ("on", "stands_so"),
    [
        ("2024-02-28", Liberty.UNKNOWN),
        ("2024-02-29", Liberty.IMPRISONED),
        ("2025-02-28", Liberty.IMPRISONED),
        ("2025-03-01", Liberty.UNKNOWN),
    ],
)
def test_a_year_from_a_leap_day_ends_in_february(on: str, stands_so: Liberty) -> None:
    assert stands([statement((90, Step.VERDICT, 1))], date.fromisoformat(on)) is stands_so


@pytest.mark.parametrize(
    ("on", "stands_so"),
    [
        ("2024-02-15", Liberty.IN_CUSTODY),
        ("2024-03-01", Liberty.UNKNOWN),  # perhaps released already: nobody says that custody went on
        ("2024-03-30", Liberty.UNKNOWN),
        ("2024-03-31", Liberty.AT_LIBERTY),
    ],
)
def test_a_release_some_day_in_march_is_sure_only_at_its_end(on: str, stands_so: Liberty) -> None:
    of = source("bulletin", "2024-02-20")
    he = people("Danil Ostrov")
    evidence = [
        told(Proceeding, "detained on 1 February", of, subject=he, step=Step.DETENTION, date="2024-02-01"),
        told(
            Proceeding, "freed in March", source("later", "2024-05-01"), subject=he, step=Step.RELEASE, date="2024-03"
        ),
    ]
    assert stands(evidence, date.fromisoformat(on)) is stands_so
