"""Ends of bans as sources tell them, orders that lift or extend, beside what is computed. All people are invented."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from khronika.docket import bans
from khronika.docket.anchors import Anchor
from khronika.docket.bans import Ban
from khronika.surface.listing import bans_text
from khronika.surface.records import ban_record
from khronika.vocabulary.contract import from_record, to_record
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.statement import Proceeding, Restriction
from khronika.vocabulary.terms import Outcome, Step
from tests.docket.invented import OSTROV, source, told


def ban(of: str = "a", start: int = 100, quote: str = "barred him from speaking", **slots: Any) -> Evidence:
    values: dict[str, Any] = {"subject": OSTROV, "prohibits": ("public speaking",)}
    return told(Restriction, quote, source(of, "2024-02-11"), start, **(values | slots))


def step(kind: Step, day: str, quote: str = "", start: int = 0, of: str = "a", **slots: Any) -> Evidence:
    quote = quote or f"{kind} {day}"
    return told(Proceeding, quote, source(of, "2024-06-01"), start, step=kind, subject=OSTROV, date=day, **slots)


def only(*evidence: Evidence) -> Ban:
    (found,) = bans(evidence)
    return found


def on(ban: Ban, *days: str) -> list[str]:
    return [ban.state(date.fromisoformat(day)).value for day in days]


def test_a_told_end_alone_says_when_a_ban_ends() -> None:
    one = only(ban(until="2024-12-01", date="2024-02-10"))
    assert on(one, "2024-02-09", "2024-02-10", "2024-12-01", "2024-12-02") == ["not begun", "in force", "in force", "ended"]  # fmt: skip
    assert [(c.anchor, c.computed) for c in one.counts] == [(Anchor.TOLD, False)]
    assert one.ends_in(2024)
    assert not one.ends_in(2025)


def test_a_ban_of_no_day_is_in_force_from_its_source_to_its_told_end() -> None:
    one = only(ban(until="2024-12-01"))
    assert on(one, "2024-02-01", "2024-02-11", "2024-12-02") == ["unknown", "in force", "ended"]


def test_a_month_leaves_its_days_open() -> None:
    one = only(ban(until="2026-12", date="2024-02-10"))
    assert on(one, "2026-11-30", "2026-12-15", "2027-01-01") == ["in force", "unknown", "ended"]


def test_told_ends_that_agree_are_one_and_others_disagree() -> None:
    one = only(ban(until="2024-12-01", date="2024-02-10"), ban("b", until="2024-12", date="2024-02-10"))
    assert [count.ends for count in one.counts] == [(date(2024, 12, 1), date(2024, 12, 1))]
    assert not one.differing
    both = bans([ban(until="2024-12-01", date="2024-02-10"), ban("b", until="2025-12-01", date="2024-02-10")])
    assert [d.slot for d in both[0].differing] == ["until"]
    assert on(both[0], "2024-11-01", "2025-06-01") == ["in force", "unknown"]


def test_a_told_end_that_no_way_of_counting_comes_to_is_a_disagreement() -> None:
    one = only(ban(until="2024-12-01", date="2024-02-10", duration="P4Y"))
    assert [d.slot for d in one.differing] == ["end"]
    assert [value for value, _ in one.differing[0].values] == [
        "2024-12-01 as told",
        "2028-02-10 counted from pronouncement",
    ]
    assert on(one, "2024-11-30", "2025-06-01") == ["in force", "unknown"]


@pytest.mark.parametrize("until", ["2028-02-10", "2028-02-09", "2028-02", "2028"])
def test_a_told_end_that_counting_comes_to_is_no_disagreement(until: str) -> None:
    assert not only(ban(until=until, date="2024-02-10", duration="P4Y")).differing


def test_a_told_beginning_and_end_are_both_kept_to() -> None:
    one = only(ban(starts="2024-03-01", until="2026-03-01"))
    assert on(one, "2024-02-15", "2024-03-01", "2026-03-02") == ["not begun", "in force", "ended"]


def test_an_end_told_as_an_event_waits_for_the_step() -> None:
    event = ban(until="until judgment", date="2024-02-10")
    waiting = only(event)
    assert on(waiting, "2025-01-01") == ["unknown"]
    assert waiting.counts[0].anchor is Anchor.EVENT
    judged = only(event, step(Step.VERDICT, "2024-05-03", outcome=Outcome.ACQUITTED))
    assert on(judged, "2024-05-03", "2024-05-04") == ["in force", "ended"]
    assert judged.counts[0].computed
    assert {one.id for one in judged.counts[0].evidence} == {"a-100", "a-0"}


def test_an_event_of_before_the_ban_does_not_end_it() -> None:
    event = ban(until="until judgment", date="2024-02-10")
    assert on(only(event, step(Step.VERDICT, "2023-05-03")), "2024-06-01") == ["unknown"]
    undated = ban(until="until judgment")
    assert on(only(undated, step(Step.VERDICT, "2023-05-03")), "2024-06-01") == ["unknown"]


LIFTED = "On 3 May 2024 the court lifted the ban on public speaking on Ostrov"


def test_a_ban_that_is_lifted_has_ended_and_says_by_what() -> None:
    one = only(ban(duration="P4Y", date="2024-02-10"), step(Step.OTHER, "2024-05-03", LIFTED, of="b"))
    assert on(one, "2024-05-02", "2024-05-03") == ["in force", "ended"]
    assert one.lifted is not None
    text = bans_text([one], date(2024, 6, 1), 200)
    assert "lifted 3 May 2024 (b-0)" in text
    assert ban_record(one, date(2024, 6, 1))["lifted"]["statements"] == ["b-0"]


def test_lifting_a_ban_of_another_kind_changes_nothing() -> None:
    travel = "the court lifted the travel ban on Ostrov"
    one = only(ban(duration="P4Y", date="2024-02-10"), step(Step.OTHER, "2024-05-03", travel, of="b"))
    assert one.lifted is None
    assert on(one, "2024-06-01") == ["in force"]


def test_lifting_one_of_two_bans_without_saying_which_leaves_both_unknown() -> None:
    two = bans(
        [
            ban(duration="P4Y", date="2024-02-10"),
            ban(start=200, prohibits=("leaving the city",), duration="P1Y", date="2024-02-10"),
            step(Step.OTHER, "2024-05-03", "the court lifted the ban on Ostrov", of="b"),
        ]
    )
    assert [on(one, "2024-05-02", "2024-05-03") for one in two] == [["in force", "unknown"]] * 2
    assert "perhaps another ban is meant" in bans_text(two, date(2024, 6, 1), 200)


def test_an_order_that_extends_a_ban_stands_beside_it_and_is_named_with_it() -> None:
    later = ban("b", 0, "extended his ban on public speaking", until="2026-12-01", date="2024-11-20")
    first, second = bans([ban(until="2024-12-01", date="2024-02-10"), later])
    assert [one.id for one in first.extended] == ["b-0"]
    assert not second.extended
    assert on(second, "2025-01-01") == ["in force"]
    assert "a later order gives it a longer term" in bans_text([first], date(2025, 1, 1), 200)


def test_in_force_and_ending_take_told_ends_into_account() -> None:
    evidence = [ban(until="2024-12-01", date="2024-02-10")]
    assert bans(evidence, in_force=date(2024, 12, 1))
    assert not bans(evidence, in_force=date(2024, 12, 2))
    assert bans(evidence, ending=2024)
    assert not bans(evidence, ending=2025)


def test_a_told_end_is_not_marked_as_computed() -> None:
    text = bans_text(bans([ban(until="2024-12-01", date="2024-02-10")]), date(2024, 11, 30), 200)
    assert "until 1 Dec 2024, as told by a.txt, 11 Feb 2024 (a-100): in force (1 day left)" in text
    assert "△" not in text


def test_statements_of_before_there_was_the_slot_are_still_understood() -> None:
    old = to_record(ban(duration="P4Y").statement)
    assert "until" not in old
    assert from_record(old) == ban(duration="P4Y").statement
    new = ban(until="2024-12-01").statement
    assert from_record(to_record(new)) == new
    assert isinstance(new, Restriction)
    assert replace(new, until="").until == ""
