"""What stands in a calendar, on which days, and by which name for good. All people and courts are invented."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.docket import cases
from khronika.docket.calendar import Agenda, Appointment, Sort
from khronika.docket.calendar import agenda as of_cases
from khronika.vocabulary.edtf_dates import bounds
from khronika.vocabulary.evidence import Evidence, Standing
from khronika.vocabulary.statement import Penalty, Proceeding, Restriction
from khronika.vocabulary.terms import Modality, Outcome, PenaltyType, Step
from tests.docket.invented import CASE, OSTROV, decided, people, source, told


def agenda(evidence: Iterable[Evidence], first: date = date.min, last: date = date.max) -> Agenda:
    return of_cases(cases(evidence), first, last)


def step(kind: Step, day: str, start: int = 0, of: str = "a", **slots: Any) -> Evidence:
    values: dict[str, Any] = {"subject": OSTROV, "date": day} | slots
    return told(Proceeding, f"{kind} {day}", source(of), start, step=kind, **values)


def ban(**slots: Any) -> Evidence:
    values: dict[str, Any] = {"subject": OSTROV, "prohibits": ("speaking",), "date": "2024-02-10"}
    return told(Restriction, "barred him from speaking", source("a"), 100, **(values | slots))


def of(found: Agenda, sort: Sort) -> list[tuple[str, str]]:
    return [(one.days[0].isoformat(), one.days[1].isoformat()) for one in found.appointments if one.sort is sort]


def only(found: Agenda, sort: Sort) -> Appointment:
    (one,) = [one for one in found.appointments if one.sort is sort]
    return one


@pytest.mark.parametrize(
    ("kind", "day", "days", "lasting"),
    [
        (Step.HEARING, "2024-05-03", ("2024-05-03", "2024-05-03"), False),
        (Step.HEARING, "2024-05", ("2024-05-01", "2024-05-31"), False),
        (Step.HEARING, "2024-02", ("2024-02-01", "2024-02-29"), False),
        (Step.HEARING, "2024", ("2024-01-01", "2024-12-31"), False),
        (Step.TRIAL, "2024-05-03/2024-06-10", ("2024-05-03", "2024-06-10"), True),
        (Step.TRIAL, "2024-05-03/..", ("2024-05-03", "2024-05-03"), False),
        (Step.HEARING, "2024-05-03/2024-05-05", ("2024-05-03", "2024-05-05"), False),
    ],
)
def test_a_partial_date_is_a_span_and_no_invented_day(
    kind: Step, day: str, days: tuple[str, str], lasting: bool
) -> None:
    one = only(agenda([step(kind, day)]), Sort.COURT)
    assert (one.days[0].isoformat(), one.days[1].isoformat()) == days
    assert one.lasting is lasting


@given(st.sampled_from(["2024-05-03", "2024-05", "2024", "202X", "2024-05-XX", "2024-21", "2024-05?", "2024-05-03~"]))
def test_the_span_is_all_that_a_date_can_mean(edtf: str) -> None:
    assert only(agenda([step(Step.HEARING, edtf)]), Sort.COURT).days == bounds(edtf)


def test_what_has_no_day_is_left_out_and_told() -> None:
    found = agenda([told(Proceeding, "a hearing was held", source("a"), step=Step.HEARING, subject=OSTROV)])
    assert not found.appointments
    assert [line.ids for line in found.undated] == [("a-0",)]


@pytest.mark.parametrize(
    "slots",
    [{"modality": Modality.DENIED}, {"modality": Modality.CONDITIONAL}, {"outcome": Outcome.POSTPONED}],
)
def test_what_does_not_take_place_is_no_appointment(slots: dict[str, Any]) -> None:
    assert not of(agenda([step(Step.HEARING, "2024-05-03", **slots)]), Sort.COURT)


def test_announced_and_held_is_one_appointment_and_speaks_with_what_was_held() -> None:
    planned = step(Step.HEARING, "2024-05-03", modality=Modality.PLANNED)
    assert only(agenda([planned]), Sort.COURT).planned
    both = only(agenda([planned, step(Step.HEARING, "2024-05-03", 50, "b")]), Sort.COURT)
    assert not both.planned
    assert both.statement.modality is Modality.ASSERTED
    assert set(both.ids) == {"a-0", "b-50"}


def test_a_ban_ends_once_for_each_way_of_counting_and_once_as_told() -> None:
    verdict = step(Step.VERDICT, "2024-02-10", outcome=Outcome.CONVICTED)
    upheld = step(Step.APPEAL_DECISION, "2024-05-15", 300, outcome=Outcome.UPHELD)
    found = agenda([ban(duration="P4Y", until="2028-02"), verdict, upheld])
    ways = {one.count.anchor.name: one.days[0].isoformat() for one in found.appointments if one.count}
    assert ways == {"TOLD": "2028-02-01", "PRONOUNCEMENT": "2028-02-10", "ENTRY": "2028-05-15"}
    assert {one.count.anchor.name for one in found.appointments if one.count and not one.computed} == {"TOLD"}


def test_a_ban_that_was_lifted_has_the_day_of_that_and_no_end() -> None:
    quote = "the court lifted the ban on speaking"
    lifted = told(Proceeding, quote, source("b"), step=Step.OTHER, subject=OSTROV, date="2024-05-03")
    one = only(agenda([ban(duration="P4Y"), lifted]), Sort.BAN)
    assert one.lifted
    assert one.days == (date(2024, 5, 3), date(2024, 5, 3))
    assert one.ids == ("b-0", "a-100")


def test_a_term_that_an_appeal_changed_ends_once() -> None:
    def prison(length: str) -> tuple[Penalty, ...]:
        return (Penalty(PenaltyType.IMPRISONMENT, length),)

    verdict = step(Step.VERDICT, "2024-02-10", outcome=Outcome.CONVICTED, penalties=prison("P6Y"))
    reduced = step(
        Step.APPEAL_DECISION, "2024-05-15", 300, outcome=Outcome.REDUCED, penalties=prison("P4Y"), body="Upper Court"
    )
    assert of(agenda([verdict]), Sort.TERM) == [("2030-02-10", "2030-02-10")]
    assert of(agenda([verdict, reduced]), Sort.TERM) == [("2028-05-15", "2028-05-15")]
    overturned = step(Step.APPEAL_DECISION, "2024-05-15", 300, outcome=Outcome.OVERTURNED)
    assert not of(agenda([verdict, overturned]), Sort.TERM)


def test_from_and_to_keep_what_can_fall_within() -> None:
    evidence = [step(Step.HEARING, "2024-05", 0), step(Step.HEARING, "2024-07-01", 50)]
    within = agenda(evidence, first=date(2024, 5, 15), last=date(2024, 6, 30))
    assert of(within, Sort.COURT) == [("2024-05-01", "2024-05-31")]
    assert not agenda(evidence, first=date(2024, 6, 1), last=date(2024, 6, 30)).appointments


# ---- Names for good --------------------------------------------------------------------------


def captured(one: Evidence, when: str) -> Evidence:
    return replace(one, source=replace(one.source, captured=when))


def test_a_key_stays_when_more_is_told_of_the_same() -> None:
    first = captured(step(Step.VERDICT, "2024-02", outcome=Outcome.CONVICTED), "2024-03-01T00:00:00Z")
    key = only(agenda([first]), Sort.COURT).key
    more = step(Step.VERDICT, "2024-02-10", 7, "aaa", outcome=Outcome.CONVICTED)
    exact = captured(more, "2024-04-01T00:00:00Z")
    both = only(agenda([exact, first]), Sort.COURT)
    assert both.days == (date(2024, 2, 10), date(2024, 2, 10))
    assert both.key == key
    assert only(agenda([replace(first, id="another", standing=Standing.ACCEPTED)]), Sort.COURT).key == key


def test_all_keys_differ_and_neither_order_nor_decisions_change_them() -> None:
    found = agenda(CASE).appointments
    keys = [one.key for one in found]
    assert len(set(keys)) == len(keys) > 8
    assert [one.key for one in agenda(CASE[::-1]).appointments] == keys
    accepted = [decided(one, Standing.ACCEPTED) for one in CASE]
    assert sorted(one.key for one in agenda(accepted).appointments) == sorted(keys)


def test_two_people_and_two_days_in_one_sentence_are_told_apart() -> None:
    quote = "hearings of both on 3 and 5 May"
    pairs = [(who, day) for who in ("Danil Ostrov", "Olga Marsh") for day in ("2024-05-03", "2024-05-05")]
    evidence = [
        replace(
            told(Proceeding, quote, source("a"), step=Step.HEARING, subject=people(who), date=day), id=f"a-{who}-{day}"
        )
        for who, day in pairs
    ]
    found = [one for one in agenda(evidence).appointments if one.sort is Sort.COURT]
    assert len({one.key for one in found}) == len(found) == 4


def test_every_appointment_rests_on_statements() -> None:
    for one in agenda(CASE).appointments:
        assert one.evidence
        assert one.days[0] <= one.days[1]
