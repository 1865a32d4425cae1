"""How long somebody was in which state, when a term is served, and which penalties stand. All is invented."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from khronika.docket import Docket, cases, docket
from khronika.docket.charges import PenaltyState
from khronika.docket.liberty import Liberty
from khronika.docket.lives import Form
from khronika.docket.served import credit_of
from khronika.errors import RequestError
from khronika.surface.docket_text import docket_text
from khronika.vocabulary.edtf_dates import add_duration, calendar_length
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.statement import Charge, Penalty, Proceeding
from khronika.vocabulary.terms import Outcome, PenaltyType, Step
from tests.docket.invented import people, source, told
from tests.docket.test_docket import DAYS, evidences

NAME = "Danil Ostrov"
PRISON = PenaltyType.IMPRISONMENT


def step(kind: Step, day: str, start: int = 0, of: str = "a", quote: str = "", **slots: Any) -> Evidence:
    published = slots.pop("published", "2024-12-31")
    values: dict[str, Any] = {"subject": people(NAME), "date": day} | slots
    return told(Proceeding, quote or f"{kind} of {day}", source(of, published), start, step=kind, **values)


def sentenced(day: str, *penalties: Penalty, start: int = 500, **slots: Any) -> Evidence:
    values: dict[str, Any] = {"outcome": Outcome.CONVICTED, "penalties": penalties} | slots
    return step(Step.VERDICT, day, start, **values)


def made(evidence: list[Evidence], on: str, rule: str = "") -> Docket:
    (case,) = cases(evidence)
    return docket(case, date.fromisoformat(on), credit_of(rule) if rule else None)


def days(one: Docket) -> list[tuple[Form, tuple[int, int] | None]]:
    return [(spell.form, spell.days) for spell in one.lives[0].spells]


def words(one: Docket) -> str:
    return " ".join(docket_text(one, 200).split())


PATH = [
    step(Step.ARREST, "2023-01-10", 0),
    step(Step.DETENTION, "2023-01-12", 100),
    step(Step.HOUSE_ARREST, "2023-03-12", 200),
    sentenced("2024-02-10", Penalty(PRISON, "P3Y")),
]


def test_the_days_in_each_state_are_counted_by_the_calendar() -> None:
    one = made(PATH, "2024-03-10")
    assert days(one) == [
        (Form.APPREHENDED, (2, 2)),
        (Form.PRETRIAL, (59, 59)),
        (Form.HOUSE_ARREST, (335, 335)),
        (Form.IMPRISONED, (29, 29)),
    ]
    text = words(one)
    assert "house arrest · from 12 Mar 2023 until 10 Feb 2024 · △ 10 months 29 days (335 days)" in text
    assert "pre-trial detention · from 12 Jan 2023 until 12 Mar 2023 · △ 2 months (59 days)" in text
    assert "imprisoned · from 10 Feb 2024 until this day" in text


def test_a_day_only_partly_known_gives_a_range() -> None:
    one = made([step(Step.DETENTION, "2023-01", 0), step(Step.RELEASE, "2023-03", 100)], "2024-01-01")
    assert days(one)[0] == (Form.PRETRIAL, (29, 89))
    assert days(one)[1][0] is Form.RELEASED
    assert "between 1 month 1 day and 2 months 30 days (29 to 89 days)" in words(one)


def test_custody_of_which_nothing_later_is_told_is_a_range_that_says_so() -> None:
    one = made([step(Step.DETENTION, "2023-01-10", published="2023-02-01")], "2023-12-31")
    assert days(one) == [(Form.PRETRIAL, (22, 355))]
    assert "at least until 1 Feb 2023" in words(one)
    assert "nothing later is told" in words(one)


@pytest.mark.parametrize("quote", ["Police briefly detained Ostrov", "Ostrov was held for several hours and released"])
def test_a_short_arrest_does_not_go_on(quote: str) -> None:
    one = made([step(Step.ARREST, "2023-05-01", quote=quote)], "2023-05-02")
    assert (one.status[0].liberty, one.status[0].why) == (Liberty.AT_LIBERTY, "held only briefly, as told")
    assert days(one) == [(Form.APPREHENDED, (0, 0)), (Form.RELEASED, (1, 1))]
    longer = made([step(Step.ARREST, "2023-05-01", quote="Police detained Ostrov")], "2023-05-02")
    assert longer.status[0].liberty is Liberty.IN_CUSTODY


def test_a_term_of_a_day_not_told_ends_at_the_latest_after_it_was_told() -> None:
    detained = sentenced("", Penalty(PenaltyType.ADMINISTRATIVE_DETENTION, "P15D"), published="2024-06-03")
    assert made([detained], "2024-06-18").status[0].liberty is Liberty.ADMINISTRATIVE
    later = made([detained], "2024-06-19").status[0]
    assert later.liberty is Liberty.UNKNOWN
    assert "at the latest" in later.why


@pytest.mark.parametrize(
    ("rule", "counted", "ends"),
    [
        ("day-for-day", (396, 396), date(2026, 1, 10)),
        ("kz", (228, 229), date(2026, 6, 26)),
        ("RU-general", (259, 259), date(2026, 5, 27)),
        ("RU-settlement", (289, 290), date(2026, 4, 26)),
    ],
)
def test_a_term_is_served_earlier_by_what_a_rule_counts_of_custody(
    rule: str, counted: tuple[int, int], ends: date
) -> None:
    (term,) = made(PATH, "2024-03-10", rule).lives[0].terms
    assert term.plain == (date(2027, 2, 10), date(2027, 2, 10))
    assert term.days == counted
    assert term.credited is not None
    assert term.credited[0] == ends
    assert {e.id for e in term.evidence} == {"a-0", "a-100", "a-200", "a-500"}


def test_what_is_unverified_of_a_rule_stands_on_the_screen() -> None:
    assert "UNVERIFIED: from memory" in words(made(PATH, "2024-03-10", "KZ"))
    plain = words(made(PATH, "2024-03-10"))
    assert "UNVERIFIED" not in plain
    assert "to compute it by a rule: --credit RULE" in plain
    with pytest.raises(RequestError, match=r"no rule of credit is called 'XX' .*KZ \(Kazakhstan"):
        credit_of("XX")


def test_a_suspended_term_is_not_served() -> None:
    one = made([*PATH[:1], sentenced("2024-02-10", Penalty(PRISON, "P3Y", suspended=True))], "2024-03-10")
    assert one.lives[0].terms == ()
    assert days(one)[-1] == (Form.SUSPENDED, (29, 29))


FINE = Penalty(PenaltyType.FINE, amount=900, currency="XTS")


@pytest.mark.parametrize(
    ("later", "states"),
    [
        ([], [PenaltyState.PRONOUNCED, PenaltyState.PRONOUNCED]),
        ([{"outcome": Outcome.UPHELD}], [PenaltyState.UPHELD, PenaltyState.UPHELD]),
        (
            [{"outcome": Outcome.REDUCED, "penalties": (Penalty(PRISON, "P2Y"),)}],
            [PenaltyState.REPLACED, PenaltyState.UPHELD, PenaltyState.PRONOUNCED],
        ),
        ([{"outcome": Outcome.REDUCED}], [PenaltyState.CHANGED, PenaltyState.CHANGED]),
        ([{"outcome": Outcome.OVERTURNED}], [PenaltyState.SET_ASIDE, PenaltyState.SET_ASIDE]),
    ],
)
def test_penalties_stand_as_appeals_left_them(later: list[dict[str, Any]], states: list[PenaltyState]) -> None:
    appeal = [step(Step.APPEAL_DECISION, "2024-05-01", 900, **slots) for slots in later]
    one = made([sentenced("2024-02-10", Penalty(PRISON, "P3Y"), FINE), *appeal], "2024-06-01")
    assert [line.state for line in one.penalties] == states
    assert all(line.changed_by is None or "appeal decision of 1 May 2024" in words(one) for line in one.penalties)
    before = made([sentenced("2024-02-10", Penalty(PRISON, "P3Y"), FINE), *appeal], "2024-04-01")
    assert {line.state for line in before.penalties} == {PenaltyState.PRONOUNCED}


def test_an_amnesty_and_the_end_of_a_term_are_told() -> None:
    amnesty = step(Step.AMNESTY, "2025-01-01", 900, outcome=Outcome.GRANTED)
    one = made([sentenced("2024-02-10", Penalty(PRISON, "P3Y")), amnesty], "2025-06-01")
    assert [line.state for line in one.penalties] == [PenaltyState.AMNESTIED]
    assert not one.penalties[0].in_force
    over = made([sentenced("2024-02-10", Penalty(PRISON, "P3Y"))], "2027-02-11")
    assert over.penalties[0].state is PenaltyState.ENDED
    assert made([sentenced("2024-02-10", Penalty(PRISON, "P3Y"))], "2027-02-10").penalties[0].in_force


def test_a_penalty_told_in_the_headline_too_is_counted_once() -> None:
    headline = step(Step.VERDICT, "", 0, penalties=(Penalty(PRISON, "P3Y"),), outcome=Outcome.CONVICTED)
    body = sentenced("2024-02-10", Penalty(PRISON, "P3Y"), start=300, charges=(Charge("fraud"),), body="Quay Court")
    one = made([headline, body], "2024-06-01")
    assert [line.penalty for line in one.penalties] == [Penalty(PRISON, "P3Y")]
    assert len(one.steps) == 1


@given(DAYS, DAYS)
def test_a_calendar_length_leads_back_to_the_last_day(one: date, other: date) -> None:
    first, last = sorted((one, other))
    assert add_duration(first, calendar_length(first, last)) == last


@settings(max_examples=60, deadline=None)
@given(evidences, DAYS)
def test_spells_are_never_negative_and_each_rests_on_a_quote(evidence: tuple[Evidence, ...], on: date) -> None:
    for case in cases(evidence):
        one = docket(case, on, credit_of("day-for-day"))
        for life in one.lives:
            for spell in life.spells:
                assert spell.evidence
                assert spell.days is None or 0 <= spell.days[0] <= spell.days[1]
            for term in life.terms:
                assert term.credited is None or term.credited[0] <= term.credited[1]


def test_an_arrest_of_which_nothing_more_is_told_until_the_verdict_is_not_called_months_of_custody() -> None:
    alone = made([PATH[0], sentenced("2024-02-10", Penalty(PRISON, "P3Y", suspended=True))], "2024-03-10")
    assert days(alone)[0] == (Form.APPREHENDED, (0, 396))
    assert "when it ended is not told" in words(alone)
    detained = made([*PATH[:2], sentenced("2024-02-10", Penalty(PRISON, "P3Y", suspended=True))], "2024-03-10")
    assert days(detained)[1] == (Form.PRETRIAL, (394, 394))
    assert "no release before that is told" in words(detained)


def test_a_term_of_an_unknown_day_has_a_known_length() -> None:
    arrested = step(Step.ARREST, "2024-03-14", published="2024-06-03")
    detained = sentenced("", Penalty(PenaltyType.ADMINISTRATIVE_DETENTION, "P15D"), published="2024-06-03")
    one = made([arrested, detained], "2024-12-01")
    assert days(one)[1] == (Form.ADMINISTRATIVE, (15, 15))
    assert "15 days, if it was served in full" in words(one)
