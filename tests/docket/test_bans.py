"""From when to when a ban runs, by each way of counting, and how it stands on a day. All people are invented."""

from datetime import date
from typing import Any

import pytest

from khronika.docket import bans
from khronika.docket.anchors import Anchor, State
from khronika.docket.bans import Ban
from khronika.vocabulary.evidence import Evidence, Standing
from khronika.vocabulary.statement import Penalty, Proceeding, Restriction
from khronika.vocabulary.terms import Modality, Outcome, PenaltyType, Step
from tests.docket.invented import OSTROV, decided, source, told


def banned(of: str = "a", start: int = 100, **slots: Any) -> Evidence:
    values: dict[str, Any] = {"subject": OSTROV, "prohibits": ("speaking",), "date": "2024-02-10", "duration": "P4Y"}
    return told(Restriction, "barred him from speaking", source(of), start, **(values | slots))


def step(kind: Step, day: str, start: int = 0, of: str = "a", **slots: Any) -> Evidence:
    return told(Proceeding, f"{kind} {day}", source(of), start, step=kind, subject=OSTROV, date=day, **slots)


def only(*evidence: Evidence) -> Ban:
    (found,) = bans(evidence)
    return found


def ends(ban: Ban) -> dict[Anchor, tuple[str, str] | None]:
    return {c.anchor: (c.ends[0].isoformat(), c.ends[1].isoformat()) if c.ends else None for c in ban.counts}


PRISON = (Penalty(PenaltyType.IMPRISONMENT, "P3Y"),)


@pytest.mark.parametrize(
    ("day", "length", "first", "last"),
    [
        ("2024-02-10", "P4Y", "2028-02-10", "2028-02-10"),
        ("2024-02-29", "P1Y", "2025-02-28", "2025-02-28"),
        ("2024-02-29", "P4Y", "2028-02-29", "2028-02-29"),
        ("2024-08-31", "P6M", "2025-02-28", "2025-02-28"),
        ("2024-02-10", "P3Y2M20D", "2027-04-30", "2027-04-30"),
        ("2024-02", "P1Y", "2025-02-01", "2025-02-28"),
        ("2024", "P2Y", "2026-01-01", "2026-12-31"),
        ("2024-02/2024-03", "P1Y", "2025-02-01", "2025-03-31"),
        ("2024-02-10", "P3Y/P5Y", "2027-02-10", "2029-02-10"),
        ("2024-02-10?", "P1M", "2024-03-10", "2024-03-10"),
    ],
)
def test_the_end_is_counted_by_the_calendar(day: str, length: str, first: str, last: str) -> None:
    assert ends(only(banned(date=day, duration=length)))[Anchor.PRONOUNCEMENT] == (first, last)


@pytest.mark.parametrize(
    ("on", "state"),
    [
        ("2024-02-09", State.NOT_BEGUN),
        ("2024-02-10", State.IN_FORCE),
        ("2028-02-10", State.IN_FORCE),
        ("2028-02-11", State.ENDED),
    ],
)
def test_the_last_day_is_still_within(on: str, state: State) -> None:
    assert only(banned()).state(date.fromisoformat(on)) is state


def test_a_month_alone_leaves_days_on_which_nobody_knows() -> None:
    ban = only(banned(date="2024-02", duration="P1Y"))
    states = {day: ban.state(date(2025, 2, day)) for day in (1, 15, 28)}
    assert states == {1: State.IN_FORCE, 15: State.UNKNOWN, 28: State.UNKNOWN}
    assert ban.state(date(2024, 2, 15)) is State.UNKNOWN
    assert ban.state(date(2025, 3, 1)) is State.ENDED


def test_entry_into_force_is_counted_once_an_appeal_decision_is_told() -> None:
    verdict = step(Step.VERDICT, "2024-02-10", outcome=Outcome.CONVICTED)
    assert ends(only(banned(), verdict))[Anchor.ENTRY] is None
    upheld = step(Step.APPEAL_DECISION, "2024-05-15", 300, outcome=Outcome.UPHELD)
    ban = only(banned(), verdict, upheld)
    assert ends(ban)[Anchor.ENTRY] == ("2028-05-15", "2028-05-15")
    assert ban.state(date(2028, 3, 1)) is State.UNKNOWN
    assert ban.state(date(2028, 5, 16)) is State.ENDED


def test_a_ban_after_release_waits_for_the_release() -> None:
    verdict = step(Step.VERDICT, "2024-02-10", outcome=Outcome.CONVICTED, penalties=PRISON)
    ban = only(banned(starts="after his release", duration="P2Y"), verdict)
    assert ends(ban) == {Anchor.RELEASE: ("2026-02-10", "2029-02-10")}
    assert ban.state(date(2026, 6, 1)) is State.UNKNOWN
    assert ban.state(date(2029, 2, 11)) is State.ENDED
    released = step(Step.RELEASE, "2025-01-05", 200)
    ban = only(banned(starts="after his release", duration="P2Y"), verdict, released)
    assert ends(ban) == {Anchor.RELEASE: ("2027-01-05", "2027-01-05")}
    assert ban.state(date(2026, 6, 1)) is State.IN_FORCE


def test_with_imprisonment_a_ban_that_ended_from_the_verdict_may_still_run() -> None:
    verdict = step(Step.VERDICT, "2024-02-10", outcome=Outcome.CONVICTED, penalties=PRISON)
    ban = only(banned(duration="P1Y"), verdict)
    assert ban.state(date(2024, 6, 1)) is State.IN_FORCE
    assert ban.state(date(2026, 1, 1)) is State.UNKNOWN
    suspended = step(Step.VERDICT, "2024-02-10", penalties=(Penalty(PenaltyType.IMPRISONMENT, "P3Y", suspended=True),))
    assert Anchor.RELEASE not in ends(only(banned(duration="P1Y"), suspended))


def test_the_start_that_a_source_names_is_the_only_anchor() -> None:
    assert ends(only(banned(starts="2024-06-01"))) == {Anchor.NAMED: ("2028-06-01", "2028-06-01")}
    ban = only(banned(starts="after the harvest"))
    assert ends(ban) == {Anchor.NAMED: None}
    assert "after the harvest" in ban.counts[0].unknown
    assert ban.state(date(2025, 1, 1)) is State.UNKNOWN


def test_no_end_is_made_up_without_a_length_or_a_day() -> None:
    assert only(banned(duration="")).state(date(2025, 1, 1)) is State.UNKNOWN
    assert only(banned(date="")).state(date(2025, 1, 1)) is State.UNKNOWN
    assert ends(only(banned(duration="P9000Y")))[Anchor.PRONOUNCEMENT] is None
    assert only(banned(duration="life")).state(date(2999, 1, 1)) is State.IN_FORCE


def test_the_day_is_the_verdicts_and_called_inferred_if_the_ban_has_none() -> None:
    ban = only(banned(date=""), step(Step.VERDICT, "2024-02-10", outcome=Outcome.CONVICTED))
    assert ban.when is not None
    assert (ban.when.edtf, ban.when.inferred) == ("2024-02-10", True)
    assert "verdict" in ban.when.reason


def test_an_overturned_verdict_leaves_its_ban_unknown() -> None:
    verdict = step(Step.VERDICT, "2024-02-10", outcome=Outcome.CONVICTED)
    overturned = step(Step.APPEAL_DECISION, "2024-05-15", 300, outcome=Outcome.OVERTURNED)
    ban = only(banned(), verdict, overturned)
    assert ban.state(date(2024, 4, 1)) is State.IN_FORCE
    assert ban.state(date(2024, 6, 1)) is State.UNKNOWN


def test_bans_are_listed_by_day_and_by_year_of_their_end() -> None:
    planned = banned(start=500, modality=Modality.PLANNED, prohibits=("travelling",))
    evidence = [banned(), banned(start=300, duration="P1Y", prohibits=("writing",)), planned]
    assert [b.activities[0].text for b in bans(evidence, in_force=date(2024, 6, 1))] == ["writing", "speaking"]
    assert [b.activities[0].text for b in bans(evidence, in_force=date(2026, 6, 1))] == ["speaking"]
    assert [b.activities[0].text for b in bans(evidence, ending=2025)] == ["writing"]
    assert bans(evidence, in_force=date(2023, 6, 1)) == ()
    assert bans([decided(one, Standing.REJECTED) for one in evidence]) == ()


def test_one_ban_told_by_two_is_one_with_both_scopes() -> None:
    ban = only(banned(), banned("b", prohibits=("speaking", "publishing")))
    assert [(a.text, len(a.evidence)) for a in ban.activities] == [("speaking", 2), ("publishing", 1)]
    assert not ban.differing


def test_two_lengths_of_one_ban_stand_side_by_side() -> None:
    ban = only(banned(), banned("b", duration="P5Y"))
    assert [value for value, _ in ban.differing[0].values] == ["P4Y", "P5Y"]


def test_what_one_report_tells_apart_stays_apart_but_for_the_consequence() -> None:
    assert len(bans([banned(), banned(start=300, prohibits=("travelling",))])) == 2
    condition = banned(
        start=400, prohibits=(), duration="", date="", modality=Modality.CONDITIONAL, consequence="prison"
    )
    ban = only(banned(), condition)
    assert [c.text for c in ban.consequences] == ["prison"]
