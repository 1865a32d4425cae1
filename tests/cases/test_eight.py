"""Given eight publications about one trial: one person, one timeline, one ban with its end, three disagreements; all invented."""

from datetime import date

import pytest

from khronika.docket import Docket, cases, docket
from khronika.docket.anchors import State
from khronika.docket.lines import Difference
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.terms import Step
from tests.cases.facts import penalty
from tests.cases.telling import decided_by_people

AFTER = date(2023, 11, 1)


def eight() -> tuple[Evidence, ...]:
    """Return what people decided that the eight publications say; their names begin with a number."""
    return tuple(
        one for one in decided_by_people("solmeray") if one.source.document[:2] in {f"{n}-" for n in range(1, 9)}
    )


def made(on: date) -> Docket:
    """Return the docket of the trial; the days in detention before it are a case of their own, linked to it."""
    found = [docket(case, on) for case in cases(eight())]
    (trial,) = [one for one in found if any(line.step is Step.TRIAL for line in docket(one.case, AFTER).steps)]
    return trial


def test_there_are_eight() -> None:
    assert len({one.source.sha256 for one in eight()}) == 8


def test_they_tell_of_one_person_in_all_spellings() -> None:
    (person,) = made(AFTER).case.persons
    assert person.name == "Iveta Solmeray"
    assert set(person.spellings) == {"Iveta Solmeray", "Iveta Solmerai", "I. M. Solmeray", "Solmeray"}


def test_they_make_one_timeline_with_each_step_once() -> None:
    told = [(line.when.edtf if line.when else "", line.step.value) for line in made(AFTER).steps]
    assert told == [
        ("2023-02-15", "arrest"),
        ("2023-02-17/2023-04-17", "house_arrest"),
        ("2023-04/2023-07-17", "house_arrest"),
        ("2023-05-24", "trial"),
        ("2023-05-24", "hearing"),
        ("2023-07-19", "verdict"),
        ("2023-07-19", "release"),
        ("2023-10-12", "appeal_decision"),
        ("", "charge"),
    ]
    (verdict,) = [line for line in made(AFTER).steps if line.step is Step.VERDICT]
    assert len({one.source.sha256 for one in verdict.evidence}) == 5


def test_they_tell_one_ban_with_its_end() -> None:
    (ban,) = [one for one in made(AFTER).bans if one.duration]
    assert {count.ends for count in ban.counts} == {(date(2025, 10, 12), date(2025, 10, 12))}
    assert ban.state(date(2023, 8, 1)) is not State.IN_FORCE
    assert ban.state(AFTER) is ban.state(date(2025, 10, 12)) is State.IN_FORCE
    assert ban.state(date(2025, 10, 13)) is State.ENDED


def test_they_disagree_in_three_things() -> None:
    trial = made(AFTER)
    differing: list[Difference] = [
        one for line in (*trial.steps, *trial.penalties, *trial.bans) for one in line.differing
    ]
    assert sorted(one.slot for one in differing) == ["amount", "date", "scope"]
    (days,) = [one for one in differing if one.slot == "date"]
    assert {value for value, _ in days.values} == {"2023-07-18", "2023-07-19"}


@pytest.mark.parametrize(
    ("on", "stands"),
    [
        ("2023-02-16", "in custody"),
        ("2023-02-17", "under house arrest"),
        ("2023-05-24", "under house arrest"),
        ("2023-07-17", "under house arrest"),
        (
            "2023-07-18",
            "unknown",
        ),  # the order ran out the day before; one source dates the verdict to this day, five do not
        ("2023-07-19", "at liberty P3Y suspended"),
        ("2023-10-12", "at liberty P3Y suspended"),
        ("2025-01-01", "at liberty P3Y suspended"),
    ],
)
def test_on_any_day_they_tell_how_she_stood(on: str, stands: str) -> None:
    (status,) = made(date.fromisoformat(on)).status
    term = f" {penalty(status.term.penalty, brief=True)}" if status.term else ""
    assert f"{status.liberty.value}{term}" == stands
    assert status.evidence
