"""Which rights things told bear on, by rules that are data; never whether one was breached. All people are invented."""

from datetime import date
from typing import Any

import pytest

from khronika.docket import cases, docket
from khronika.docket.rights import RightLine, rules
from khronika.surface.docket_text import docket_text
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.statement import Act, Assessment, Charge, Penalty, Proceeding, Restriction
from khronika.vocabulary.terms import ActType, Modality, Outcome, PenaltyType, Step
from tests.docket.invented import CASE, OSTROV, source, told

DAY = date(2025, 1, 1)


def found(*evidence: Evidence) -> dict[tuple[str, str], RightLine]:
    (case,) = cases(evidence)
    return {(line.iccpr or f"UDHR {line.udhr}", line.source): line for line in docket(case, DAY).rights}


def step(kind: Step, **slots: Any) -> Evidence:
    return told(
        Proceeding, f"it is told: {kind}", source("a"), 0, step=kind, subject=OSTROV, date="2024-02-10", **slots
    )


@pytest.mark.parametrize(
    ("activity", "articles"),
    [
        ("posting on social media", {"19"}),
        ("leading any party", {"22", "25"}),
        ("attending rallies", {"21"}),
        ("standing for election", {"25"}),
        ("leaving the country", {"12"}),
        ("missionary work", {"18"}),
        ("political activism", {"19", "21", "22", "25"}),
    ],
)
def test_a_ban_bears_on_the_rights_that_its_words_name(activity: str, articles: set[str]) -> None:
    ban = told(Restriction, "he may not", source("a"), 0, subject=OSTROV, prohibits=(activity,), date="2024-02-10")
    lines = found(ban)
    assert {article for article, _ in lines} >= articles
    assert all(line.because and line.word and line.evidence for line in lines.values())


@pytest.mark.parametrize("kind", [one for one in ActType if one is not ActType.OTHER])
def test_every_type_of_act_bears_on_some_right(kind: ActType) -> None:
    act = told(Act, "it was done", source("a"), 0, type=kind, victims=OSTROV, date="2024-02-10")
    assert found(act)


@pytest.mark.parametrize(
    ("kind", "article"),
    [(Step.ARREST, "9"), (Step.DETENTION, "9"), (Step.HOUSE_ARREST, "9"), (Step.SEARCH, "17")],
)
def test_a_step_bears_on_a_right(kind: Step, article: str) -> None:
    line = found(step(kind))[article, "step"]
    assert line.ids == ("a-0",)
    assert not found(step(kind, modality=Modality.DENIED))
    assert not found(step(kind, outcome=Outcome.REFUSED))


def test_a_penalty_bears_on_a_right_unless_it_is_suspended() -> None:
    def verdict(kind: PenaltyType, *, suspended: bool = False) -> Evidence:
        return step(Step.VERDICT, penalties=(Penalty(kind, "P2Y", suspended=suspended),), outcome=Outcome.CONVICTED)

    assert ("6", "penalty") in found(verdict(PenaltyType.DEATH))
    assert ("7", "penalty") in found(verdict(PenaltyType.CORPORAL))
    assert ("9", "penalty") in found(verdict(PenaltyType.IMPRISONMENT))
    assert not found(verdict(PenaltyType.IMPRISONMENT, suspended=True))


def test_a_charge_worded_widely_bears_on_expression_and_on_punishment_without_law() -> None:
    lines = found(step(Step.CHARGE, charges=(Charge("disseminating false information"),)))
    assert {article for article, _ in lines} == {"15", "19"}


def test_what_somebody_found_bears_on_the_right_that_it_is_about() -> None:
    trial = told(Assessment, "the trial was unfair", source("a"), 50, about="trial", finding="unfair", by="monitors")
    vote = told(
        Assessment, "the election was unfair", source("a"), 90, about="election", finding="unfair", by="monitors"
    )
    lines = found(step(Step.TRIAL), trial, vote)
    assert lines["14", "assessment"].ids == ("a-50",)
    assert lines["25", "assessment"].ids == ("a-90",)


def test_every_rule_has_articles_a_reason_and_something_that_it_looks_for() -> None:
    names = [rule["name"] for rule in rules()["right"]]
    assert len(set(names)) == len(names)
    covered = {rule["iccpr"] for rule in rules()["right"]}
    assert covered >= {"2(3)", "6", "7", "9", "10", "12", "14", "15", "17", "18", "19", "21", "22", "25", "26"}
    for rule in rules()["right"]:
        assert rule["udhr"] and rule["because"], rule["name"]
        keys = ("activities", "offences", "acts", "steps", "penalties", "findings")
        assert any(rule.get(key) for key in keys), rule["name"]
        terms = (("acts", ActType), ("steps", Step), ("penalties", PenaltyType))
        assert all(vocabulary(term) for key, vocabulary in terms for term in rule.get(key, ()))


def test_nothing_is_ever_called_violated() -> None:
    (case,) = cases(CASE)
    text = docket_text(docket(case, DAY), 200)
    assert "RIGHTS THIS BEARS ON" in text
    assert not any("violat" in str(rule).casefold() for rule in rules()["right"])
