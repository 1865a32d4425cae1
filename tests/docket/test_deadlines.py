"""What can or must be done by when, by rules that are data. All people and courts are invented."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.docket import cases, docket
from khronika.docket.agenda import deadlines_of as of_cases
from khronika.docket.deadlines import HALF, Deadline, DeadlineKind, Reach, rules
from khronika.docket.jurisdictions import codes_in, told
from khronika.surface.deadline_records import deadline_record, rule_record
from khronika.surface.deadline_text import deadlines_text, rules_text
from khronika.vocabulary.edtf_dates import bounds, is_duration
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.statement import Penalty, Proceeding
from khronika.vocabulary.terms import Modality, Outcome, PenaltyType, Step
from tests.docket.invented import CASE, OSTROV, source
from tests.docket.invented import told as statement

LATER = date(2030, 1, 1)
ALMATY: dict[str, Any] = {"place": "Almaty, Kazakhstan"}


def deadlines_of(evidence: Iterable[Evidence], on: date) -> tuple[Deadline, ...]:
    return of_cases(cases(evidence), on)


def step(kind: Step, day: str, start: int = 0, of: str = "a", **slots: Any) -> Evidence:
    return statement(Proceeding, f"{kind} {day}", source(of), start, step=kind, subject=OSTROV, date=day, **slots)


def verdict(day: str, **slots: Any) -> Evidence:
    return step(Step.VERDICT, day, **(ALMATY | {"outcome": Outcome.CONVICTED} | slots))


def found(*evidence: Evidence, on: date = LATER) -> dict[str, Deadline]:
    return {one.rule.id: one for one in deadlines_of(evidence, on)}


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        ("2024-02-10", "2024-02-25", "2024-02-25"),
        ("2024-02-15", "2024-03-01", "2024-03-01"),
        ("2023-02-15", "2023-03-02", "2023-03-02"),
        ("2023-12-20", "2024-01-04", "2024-01-04"),
        ("2024-02", "2024-02-16", "2024-03-15"),
        ("2024", "2024-01-16", "2025-01-15"),
        ("2024-02-10/2024-02-12", "2024-02-25", "2024-02-27"),
    ],
)
def test_an_appeal_can_be_brought_for_fifteen_days_and_a_partial_date_leaves_a_range(
    day: str, first: str, last: str
) -> None:
    one = found(verdict(day))["kz-appeal"]
    assert [end.isoformat() for end in one.ends] == [first, last]
    assert one.ids == ("a-0",)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2024-02-29", ("2024-08-29", "2025-02-28")),
        ("2023-08-31", ("2024-02-29", "2024-08-31")),
        ("2022-08-31", ("2023-02-28", "2023-08-31")),
    ],
)
def test_months_and_leap_days_are_counted_by_the_calendar(day: str, expected: tuple[str, str]) -> None:
    upheld = step(Step.APPEAL_DECISION, day, outcome=Outcome.UPHELD, **ALMATY)
    assert tuple(end.isoformat() for end in found(upheld)["kz-cassation"].ends) == expected


@given(
    st.dates(date(1990, 1, 1), date(2040, 1, 1)).flatmap(
        lambda d: st.sampled_from([d.isoformat(), d.strftime("%Y-%m"), f"{d.year:04}", f"{d}/{d + timedelta(days=40)}"])
    )
)
def test_whatever_day_was_meant_the_deadline_lies_in_the_range(edtf: str) -> None:
    every = deadlines_of([verdict(edtf), step(Step.ARREST, edtf, 9, **ALMATY)], date(2099, 1, 1))
    first, last = bounds(edtf)
    assert first and last
    assert {one.rule.id for one in every} >= {"kz-appeal", "kz-custody-judge"}
    for one in every:
        assert one.ends[0] <= one.ends[1]
        assert one.ends[0] > first
        if first == last and "/" not in one.rule.length:
            assert one.ends[0] == one.ends[1]
    for day in {first, last, first + (last - first) / 2}:
        for one in deadlines_of([verdict(day.isoformat())], date(2099, 1, 1)):
            span = next(other.ends for other in every if other.rule.id == one.rule.id)
            assert span[0] <= one.ends[0] <= one.ends[1] <= span[1]


@given(st.dates(date(1990, 1, 1), date(2040, 1, 1)))
def test_a_later_trigger_never_has_an_earlier_deadline(day: date) -> None:
    def ends(of: date) -> dict[str, tuple[date, date]]:
        upheld = step(Step.APPEAL_DECISION, of.isoformat(), outcome=Outcome.UPHELD, **ALMATY)
        return {one.rule.id: one.ends for one in deadlines_of([upheld], date(2099, 1, 1))}

    today, tomorrow = ends(day), ends(day + timedelta(days=1))
    assert all(today[rule] <= tomorrow[rule] for rule in today)


def test_the_country_that_is_told_says_which_rules_apply() -> None:
    assert found(verdict("2024-02-10"))["kz-appeal"].told
    nowhere = found(verdict("2024-02-10", place="Port Tamar"))["kz-appeal"]
    assert not nowhere.told
    assert nowhere.country is None
    elsewhere = found(verdict("2024-02-10", place="Minsk, Belarus"))
    assert not any(rule.startswith("kz-") for rule in elsewhere)
    by_code = found(verdict("2024-02-10", place="", body="Bostandyk District Court of Almaty"))["kz-appeal"]
    assert by_code.country
    assert by_code.country.evidence.id == "a-0"


def test_the_european_court_is_for_its_members_and_for_decisions_since_2022() -> None:
    def routes(day: str, place: str) -> set[str]:
        return set(found(step(Step.APPEAL_DECISION, day, outcome=Outcome.UPHELD, place=place)))

    assert "echr" in routes("2024-05-15", "Istanbul")
    assert "echr" not in routes("2024-05-15", "Almaty")
    assert "echr" not in routes("2024-05-15", "Moscow, Russia")
    assert "echr" not in routes("2021-05-15", "Istanbul")


def test_an_appeal_told_later_is_named_and_keeps_a_judgment_from_force() -> None:
    judged = verdict("2024-02-10")
    assert "kz-entry-into-force" in found(judged)
    appealed = found(judged, step(Step.APPEAL, "2024-02-20", 50))
    assert "kz-entry-into-force" not in appealed
    met = appealed["kz-appeal"].met
    assert met is not None
    assert met.ids == ("a-50",)


def test_only_the_last_decision_is_taken_to_exhaust_remedies() -> None:
    first = step(Step.APPEAL_DECISION, "2024-05-15", outcome=Outcome.UPHELD)
    second = step(Step.APPEAL_DECISION, "2025-01-15", 50, outcome=Outcome.REFUSED)
    assert found(first, second)["un-hrc-remedies"].ids == ("a-50",)
    assert found(first, second, on=date(2024, 6, 1))["un-hrc-remedies"].ids == ("a-0",)


@pytest.mark.parametrize(
    "slots",
    [{"modality": Modality.PLANNED}, {"modality": Modality.DENIED}, {"modality": Modality.ALLEGED}, {"date": ""}],
)
def test_what_did_not_happen_or_has_no_day_sets_off_nothing(slots: dict[str, Any]) -> None:
    evidence = verdict("2024-02-10", **{k: v for k, v in slots.items() if k != "date"})
    if "date" in slots:
        evidence = statement(Proceeding, "verdict", source("a"), 0, step=Step.VERDICT, subject=OSTROV, **ALMATY)
    assert not found(evidence)


def test_half_of_a_suspended_term_opens_a_way_and_never_passes() -> None:
    prison = (Penalty(PenaltyType.IMPRISONMENT, "P4Y", suspended=True),)
    one = found(verdict("2024-02-10", penalties=prison))["kz-suspended-lifting"]
    assert one.rule.kind is DeadlineKind.EARLIEST
    assert one.ends[0] == date(2026, 2, 9)
    assert one.reach(date(2040, 1, 1)) is Reach.OPEN
    served = (Penalty(PenaltyType.IMPRISONMENT, "P4Y"),)
    assert "kz-suspended-lifting" not in found(verdict("2024-02-10", penalties=served))


def test_a_deadline_stands_open_to_its_last_day() -> None:
    one = found(verdict("2024-02"))["kz-appeal"]
    days = ("2024-02-16", "2024-02-17", "2024-03-15", "2024-03-16")
    reach = [one.reach(date.fromisoformat(day)).value for day in days]
    assert reach == ["open", "perhaps passed", "perhaps passed", "passed"]


def test_on_screen_every_deadline_is_marked_and_leads_to_its_quote_and_says_what_is_not_verified() -> None:
    day = date(2024, 2, 12)
    every = deadlines_of(CASE, day)
    assert every
    text = " ".join(deadlines_text(every, day, 0, 100).split())
    assert text.count("△ computed") == len(every)
    assert text.count("NOT VERIFIED") == sum(bool(one.rule.unverified) for one in every)
    assert all(one.statement.quote.text in text for one in every)
    assert "no legal advice" in text
    records = [deadline_record(one, day) for one in every]
    assert all(record["rests_on"] and record["quotes"] and record["rule"]["source"] for record in records)


def test_the_docket_shows_the_deadlines_of_its_day() -> None:
    (case,) = cases(CASE)
    assert {one.rule.id for one in docket(case, date(2024, 2, 12)).deadlines} >= {"kz-appeal"}
    assert not docket(case, date(2023, 12, 1)).deadlines


def test_every_rule_is_whole_and_what_is_told_from_memory_is_marked() -> None:
    every = rules()
    assert len({rule.id for rule in every}) == len(every)
    for rule in every:
        assert rule.name and rule.source and rule.dated, rule.id
        assert rule.jurisdiction in told(), rule.id
        assert rule.runs in {"next_day", "same_day"}, rule.id
        assert rule.length in {"", HALF} or all(map(is_duration, rule.length.split("/"))), rule.id
        assert rule_record(rule)["verified"] is not bool(rule.unverified)
    unverified = {rule.id for rule in every if rule.unverified}
    assert unverified >= {"kz-appeal", "kz-cassation", "echr", "un-cerd", "un-crc", "un-icescr", "un-wgad-reply"}
    assert all(rule.id in rules_text(every, 200) for rule in every)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Almaty, Kazakhstan", ("KZ",)),
        ("Алматинский городской суд", ("KZ",)),
        ("article 272 of the Criminal Code of Kazakhstan", ("KZ",)),
        ("Osh City Court", ("KG",)),
        ("Romero District Court", ()),
        ("Abuja, Nigeria", ("NG",)),
        ("Port Tamar", ()),
    ],
)
def test_a_place_or_a_court_tells_its_country(text: str, code: tuple[str, ...]) -> None:
    assert codes_in(text) == code
