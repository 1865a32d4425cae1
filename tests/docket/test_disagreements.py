"""Every kind of disagreement, and what only looks like one. All people, courts and sums are invented."""

from datetime import date
from typing import Any

import pytest

from khronika.docket import Docket, cases, docket
from khronika.docket.lines import Line, Nature
from khronika.surface.docket_text import docket_text
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.statement import Act, Charge, Party, Penalty, Proceeding, Restriction, Toll
from khronika.vocabulary.terms import ActType, Measure, Outcome, PenaltyType, Step
from tests.docket.invented import OSTROV, source, told

DAY = date(2025, 6, 1)
PRISON = Penalty(PenaltyType.IMPRISONMENT, "P4Y")
Found = list[tuple[str, Nature, list[str]]]


def verdict(of: str, day: str = "2024-02-10", start: int = 0, **slots: Any) -> Evidence:
    values: dict[str, Any] = {"subject": OSTROV, "date": day, "outcome": Outcome.CONVICTED, "penalties": (PRISON,)}
    return told(
        Proceeding, f"convicted on {day}", source(of, "2024-03-01"), start, step=Step.VERDICT, **(values | slots)
    )


def ban(of: str, *prohibits: str, **slots: Any) -> Evidence:
    values: dict[str, Any] = {"subject": OSTROV, "prohibits": prohibits, "date": "2024-02-10"} | slots
    return told(Restriction, f"may not {prohibits}", source(of, "2024-03-01"), 100, **values)


def toll(of: str, count: int, speaker: str) -> Evidence:
    slots: dict[str, Any] = {"measure": Measure.KILLED, "count": count, "who": "people", "event": "August unrest"}
    return told(Toll, f"{count} killed", source(of, "2024-03-01"), 200, asserted_by=speaker, **slots)


def made(*evidence: Evidence) -> Docket:
    (case,) = cases([verdict("x", start=900), *evidence])
    return docket(case, DAY)


def found(lines: tuple[Line, ...]) -> Found:
    every = {d: None for line in lines for d in (*line.differing, *line.variants)}
    return [(one.slot, one.nature, [value for value, _ in one.values]) for one in every]


def fine(kind: PenaltyType, amount: float) -> tuple[Penalty, ...]:
    return (PRISON, Penalty(kind, amount=amount, currency="XTS"))


CONTRADICTS = Nature.CONTRADICTION


@pytest.mark.parametrize(
    ("one", "other", "differs"),
    [
        (
            verdict("a"),
            verdict("b", "2024-02-12"),
            [("date", CONTRADICTS, ["2024-02-10", "2024-02-12"])],
        ),
        (
            verdict("a"),
            verdict("b", "2024-02"),
            [("date", Nature.LESS_EXACT, ["2024-02", "2024-02-10"])],
        ),
        (
            verdict("a", penalties=fine(PenaltyType.FINE, 900)),
            verdict("b", penalties=fine(PenaltyType.FINE, 700)),
            [("amount", CONTRADICTS, ["700 XTS", "900 XTS"])],
        ),
        (
            verdict("a", penalties=fine(PenaltyType.FINE, 900)),
            verdict("b", penalties=fine(PenaltyType.DAMAGES, 900)),
            [("money", CONTRADICTS, ["damages 900 XTS", "fine 900 XTS"])],
        ),
        (verdict("a", penalties=fine(PenaltyType.FINE, 900)), verdict("b"), []),
        (
            verdict("a", body="Bostandyk District Court"),
            verdict("b", body="Bostandyq District Court"),
            [("court", Nature.SPELLING, ["Bostandyk District Court", "Bostandyq District Court"])],
        ),
        (
            verdict("a", body="Quay District Court of Port Tamar"),
            verdict("b", body="Quay District Court"),
            [("court", Nature.LESS_EXACT, ["Quay District Court", "Quay District Court of Port Tamar"])],
        ),
        (verdict("a", body="Quay District Court"), verdict("b", body="the court"), []),
        (
            verdict("a", body="Quay District Court"),
            verdict("b", body="Harbour Military Court"),
            [("court", CONTRADICTS, ["Harbour Military Court", "Quay District Court"])],
        ),
        (
            verdict("a", charges=(Charge("leading a riot"),)),
            verdict("b", charges=(Charge("high treason"),)),
            [("charges", CONTRADICTS, ["high treason", "leading a riot"])],
        ),
        (
            verdict("a", charges=(Charge("leading a riot"), Charge("insulting an official"))),
            verdict("b", charges=(Charge("leading a riot"),)),
            [],
        ),
        (
            verdict("a", charges=(Charge("leading a riot in August"),)),
            verdict("b", charges=(Charge("leading a riot"),)),
            [("charge", Nature.WORDING, ["leading a riot", "leading a riot in August"])],
        ),
        (
            ban("a", "leading a party", "travelling"),
            ban("b", "leading a party", "charity work"),
            [("scope", CONTRADICTS, ["leading a party; charity work", "leading a party; travelling"])],
        ),
        (
            ban("a", "leading a party", "travelling"),
            ban("b", "leading a party"),
            [("scope", Nature.LESS_EXACT, ["leading a party", "leading a party; travelling"])],
        ),
        (ban("a", "leading a party"), ban("b", "leading a party"), []),
        (
            ban("a", "leading a party", duration="P4Y"),
            ban("b", "leading a party", duration="P5Y"),
            [("duration", CONTRADICTS, ["P4Y", "P5Y"])],
        ),
    ],
)
def test_a_contradiction_is_told_from_what_only_looks_like_one(one: Evidence, other: Evidence, differs: Found) -> None:
    for some in ((one, other), (other, one)):
        docket_made = made(*some)
        lines = (*docket_made.steps, *docket_made.penalties, *docket_made.bans, *docket_made.tolls)
        assert found(lines) == differs
        text = docket_text(docket_made, 300)
        assert ("◐ disagree" in text) is any(nature is CONTRADICTS for _, nature, _ in differs)
        for slot, nature, values in differs:
            sign = "◐" if nature is CONTRADICTS else "≈"
            assert f"{sign} {slot}" in text
            assert slot in {"date", "duration"} or all(value.replace("_", " ") in text for value in values)


def test_figures_that_count_the_same_and_differ_stand_side_by_side() -> None:
    context = [verdict("a"), verdict("b")]
    one = made(*context, toll("a", 41, "mayor"), toll("b", 38, "union"))
    assert found(one.tolls) == [("count", CONTRADICTS, ["38", "41"])]
    assert found(made(*context, toll("a", 41, "mayor"), toll("b", 41, "union")).tolls) == []


def act(of: str, count: int, place: str = "Port Tamar") -> Evidence:
    return told(
        Act,
        f"{count} dockers were beaten",
        source(of, "2024-03-01"),
        300,
        type=ActType.PHYSICAL_ATTACK,
        victims=(Party(group="dockers", count=count),),
        date="2024-01-05",
        place=place,
    )


def test_sources_that_count_the_victims_of_one_act_differently_stand_side_by_side() -> None:
    context = [verdict("a"), verdict("b")]
    one = made(*context, act("a", 3), act("b", 5))
    (line,) = [line for line in one.others if isinstance(line.statement, Act)]
    assert found((line,)) == [("victims", CONTRADICTS, ["3", "5"])]
    elsewhere = made(*context, act("a", 3), act("b", 5, "Upland"))
    assert len([line for line in elsewhere.others if isinstance(line.statement, Act)]) == 2


def test_five_sources_that_tell_one_step_make_one_line_with_five_quotes() -> None:
    days = ["2024-02-10", "2024-02", "2024", "", "2024-02-10"]
    one = made(*(verdict(of, day) for of, day in zip("abcde", days, strict=True)))
    assert len(one.steps) == 1
    text = docket_text(one, 300).partition("STEPS, IN ORDER OF TIME")[2].partition("\n\n")[0]
    assert all(f"{of}-0" in text for of in "abcde")


def test_a_partial_date_is_shown_as_the_range_that_it_is() -> None:
    text = docket_text(
        made(
            told(
                Proceeding, "arrested in the autumn", source("a"), 50, step=Step.ARREST, subject=OSTROV, date="2023-11"
            )
        ),
        300,
    )
    assert "Nov 2023 ├1 Nov 2023 … 30 Nov 2023┤ · arrest" in text
