"""What was asked and what bears on it later, assessments by assessor, attempts to register. All is invented."""

from datetime import date
from typing import Any

import pytest

from khronika.docket import Docket, cases, docket
from khronika.surface.docket_text import docket_text
from khronika.surface.records import docket_json
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.statement import Act, Assessment, Party, Proceeding, Recommendation, Toll
from khronika.vocabulary.terms import ActType, Measure, Outcome, Step
from tests.docket.invented import people, source, told

DAY = date(2025, 6, 1)
FIRST, LATER = source("first", "2024-03-01", "Lowland Watch"), source("later", "2024-09-01", "Harbour Wire")
TRIED = told(Proceeding, "Danil Ostrov was convicted", FIRST, 0, step=Step.VERDICT, subject=people("Danil Ostrov"))
AGAIN = told(Proceeding, "Ostrov's hearing", LATER, 0, step=Step.HEARING, subject=people("Danil Ostrov"))


def wish(action: str, of: Any = FIRST, start: int = 500) -> Evidence:
    return told(Recommendation, f"The state should {action}", of, start, to="state", action=action, by="Lowland Watch")


def made(*evidence: Evidence, on: date = DAY) -> Docket:
    (case,) = cases([TRIED, AGAIN, *evidence])
    return docket(case, on)


def step(kind: Step, day: str, start: int = 100, of: Any = LATER, **slots: Any) -> Evidence:
    values: dict[str, Any] = {"subject": people("Danil Ostrov"), "date": day} | slots
    return told(Proceeding, f"{kind} on {day}", of, start, step=kind, **values)


OFFICERS = (Party(group="police officers"),)


@pytest.mark.parametrize(
    ("action", "later"),
    [
        ("release Ostrov", step(Step.RELEASE, "2024-08-01")),
        ("quash the verdict", step(Step.APPEAL_DECISION, "2024-08-01", outcome=Outcome.UPHELD)),
        ("investigate the deaths", step(Step.CHARGE, "2024-08-01", subject=OFFICERS)),
        (
            "prosecute those responsible",
            told(Toll, "No officer was tried", LATER, 100, measure=Measure.TRIED, count=0, who="police officers"),
        ),
        (
            "register the party",
            told(Act, "refused again", LATER, 100, type=ActType.DENIAL_OF_REGISTRATION, victims=(Party("Dockers"),)),
        ),
    ],
)
def test_what_was_told_later_and_bears_on_a_request_stands_below_it(action: str, later: Evidence) -> None:
    (line,) = made(wish(action), later).recommendations
    assert (line.addressee, line.by, line.later) == ("state", "Lowland Watch", (later,))
    (before,) = made(wish(action), later, on=date(2024, 4, 1)).recommendations
    assert before.later == (), "on an earlier day nobody could know"
    text = docket_text(made(wish(action), later), 200)
    assert "△ bears on  later, bears on it" in text
    assert "Whether it was done is for a person to say" in text
    assert docket_json(made(wish(action), later))["recommendations"][0]["later_bearing_on_it"] == [later.id]


def test_what_came_before_a_request_or_is_of_another_matter_does_not_bear_on_it() -> None:
    earlier = step(Step.RELEASE, "2024-02-01")
    other = step(Step.RELEASE, "2024-08-01")
    release, party = made(wish("release him"), wish("register the party", start=600), earlier).recommendations
    assert (release.later, party.later) == ((), ())
    (party,) = made(wish("register the party"), other).recommendations
    assert party.later == ()
    text = docket_text(made(wish("release him"), wish("be kind", start=700)), 200)
    assert "no later statement of this case bears on it" in text
    assert "no rule says which later statements would bear on this" in text


def finding(about: str, words: str, by: str, start: int) -> Evidence:
    return told(Assessment, f"{by}: {about} {words}", FIRST, start, about=about, finding=words, by=by)


def test_assessments_stand_by_assessor_and_topic() -> None:
    one = made(
        finding("the vote", "neither free nor fair", "Vote Observers", 100),
        finding("the trial", "unfair", "Bar Monitors", 200),
        finding("the law on parties", "too strict", "Bar Monitors", 300),
        finding("the inquiry", "a sham", "", 400),
    )
    assert [(line.assessor, line.topic) for line in one.assessments] == [
        ("Bar Monitors", "a law"),
        ("Bar Monitors", "a trial"),
        ("Vote Observers", "an election"),
        ("", "an investigation"),
    ]
    assert "Bar Monitors, of a trial · the trial: unfair" in docket_text(one, 200)


def refused(day: str, start: int, quote: str) -> Evidence:
    return told(
        Act,
        quote,
        FIRST,
        start,
        type=ActType.DENIAL_OF_REGISTRATION,
        victims=(Party("Dockers Party"),),
        perpetrators=(Party(group="Ministry of Justice"),),
        date=day,
    )


def test_attempts_to_register_are_numbered_in_order_of_time_with_authority_and_ground() -> None:
    one = made(
        refused("2023-01", 100, "refused again in January 2023 because of “missing signatures”"),
        refused("2022-03", 200, "refused it in March 2022"),
    )
    assert [(line.attempt, line.authority, line.ground) for line in one.registration] == [
        (1, "Ministry of Justice", ""),
        (2, "Ministry of Justice", "because of “missing signatures”"),
    ]
    text = docket_text(one, 220)
    assert (
        "Mar 2022 · Dockers Party · refused by Ministry of Justice · ground not told in the quote · refusal 1" in text
    )
    assert "ground as quoted: because of “missing signatures”" in text
