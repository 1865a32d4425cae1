"""Figures over time: side by side, never added, and what came in between two days. All events are invented."""

import json
import random
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khronika.docket.toll_history import series
from khronika.docket.tolls import tolls
from khronika.errors import RequestError
from khronika.surface.toll_text import series_record, tolls_text
from khronika.vocabulary.evidence import Evidence, Standing
from khronika.vocabulary.statement import Toll
from khronika.vocabulary.terms import Bound, Measure, Modality
from tests.docket.invented import CASE, decided, source, told
from tests.docket.test_docket import evidences


def count(number: int, of: str, published: str, start: int = 0, quote: str = "", **slots: Any) -> Evidence:
    values: dict[str, Any] = {
        "measure": Measure.KILLED,
        "count": number,
        "who": "people",
        "event": "August unrest",
    } | slots
    return told(Toll, quote or f"{number} were killed", source(of, published), start, **values)


CLAIMS = [
    count(225, "a", "2022-02-01"),
    count(238, "b", "2022-08-15", asserted_by="government", quote="The government acknowledged that 238 were killed"),
    count(6, "b", "2022-08-15", 100, "six of the 238 had been tortured", measure=Measure.TORTURED),
    count(19, "b", "2022-08-15", 200, "19 of the 238 were officers", who="officers"),
    count(227, "c", "2022-03-10", bound=Bound.AT_LEAST, event="unrest in August"),
    count(12, "d", "2023-01-01", event="the harbour fire"),
    count(230, "e", "2022-09-01", event="", modality=Modality.DENIED),
]


def test_claims_stand_side_by_side_in_the_order_of_publication() -> None:
    (killed,) = [one for one in series(CLAIMS, "August killed") if not one.officers]
    assert [claim.toll.count for claim in killed.claims] == [225, 227, 238]
    assert [(claim.by_authority, claim.admission) for claim in killed.claims] == [
        (False,) * 2,
        (False,) * 2,
        (True,) * 2,
    ]
    span = killed.span()
    assert span is not None
    assert [claim.toll.count for claim in span] == [225, 238]
    text = " ".join(tolls_text([killed], None, 200).split())
    assert "range: from 225 people to 238 people" in text
    assert "at least 227 people" in text
    assert "an authority’s own admission, no finding" in text
    assert not any(str(number) in text for number in (225 + 227, 225 + 238, 225 + 227 + 238, 230))


def test_a_part_of_a_figure_is_in_no_range_and_is_told_as_a_part() -> None:
    found = {(one.measure, one.officers): one for one in series(CLAIMS, "August")}
    (six,) = found[Measure.TORTURED, False].claims
    assert six.part_of == 238
    (officers,) = found[Measure.KILLED, True].claims
    assert (officers.toll.count, officers.part_of) == (19, 238)
    assert "a part of the 238 told beside it" in tolls_text(list(found.values()), None, 200)


def test_what_came_in_between_two_days_says_why_a_number_changed() -> None:
    (killed,) = [one for one in series(CLAIMS, "August killed") if not one.officers]
    between = date(2022, 2, 28), date(2022, 8, 31)
    assert [claim.toll.count for claim in killed.came_in(*between)] == [227, 238]
    text = tolls_text([killed], between, 200)
    assert "on 28 Feb 2022: 225 people, by one source" in text
    assert "on 31 Aug 2022: from 225 people to 238 people" in text
    assert text.count("came in:") == 2
    record = series_record(killed, between)
    assert record["between"]["came_in"] == ["c-0", "b-0"]
    assert json.dumps(record)
    assert "nothing came in" in tolls_text([killed], (date(2022, 2, 2), date(2022, 2, 3)), 200)
    assert "no figure is known" in tolls_text([killed], (date(2022, 1, 1), date(2022, 1, 2)), 200)


def test_a_day_of_capture_can_be_asked_for_instead() -> None:
    (killed,) = [one for one in series(CLAIMS, "August killed", captured=True) if not one.officers]
    assert {claim.known for claim in killed.claims} == {date(2024, 3, 1)}


def test_events_are_told_apart_and_listed_if_none_answers() -> None:
    assert [one.event for one in series(CLAIMS, "fire")] == ["the harbour fire"]
    with pytest.raises(RequestError, match=r"no figure of 'flood' .*harbour fire"):
        series(CLAIMS, "flood")


def test_what_is_rejected_has_no_part_and_a_denied_figure_no_range() -> None:
    assert series([decided(CLAIMS[5], Standing.REJECTED)]) == ()
    (denied,) = [one for one in series([*CLAIMS[:1], CLAIMS[6]]) if one.claims[0].denied]
    assert denied.span() is None


@settings(max_examples=60, deadline=None)
@given(evidences, st.randoms(use_true_random=False))
def test_order_changes_no_figure_and_none_is_lost(evidence: tuple[Evidence, ...], chance: random.Random) -> None:
    shuffled = [*evidence, *CASE, *CLAIMS]
    chance.shuffle(shuffled)
    found = series((*evidence, *CASE, *CLAIMS))
    assert series(shuffled) == found
    told_of = {claim.evidence.id for one in found for claim in one.claims}
    assert told_of == {one.id for one in shuffled if isinstance(one.statement, Toll)}


def test_endings_make_no_other_event_and_a_general_word_makes_none() -> None:
    told_ = [
        count(5, "a", "2024-01-01", event="the October 2023 protests"),
        count(7, "b", "2024-01-02", event="protest of October 2023"),
        count(9, "c", "2024-01-03", event="protests"),
    ]
    found = series(told_)
    assert sorted(sorted(claim.toll.count for claim in one.claims) for one in found) == [[5, 7], [9]]
    text = " ".join(tolls_text(found, None, 200).split())
    assert "△ joined taken for one event, “the October 2023 protests” = “protest of October 2023”" in text


def test_figures_of_events_that_nobody_names_have_no_range() -> None:
    told_ = [count(40, "a", "2024-01-01", event=""), count(2300, "b", "2024-01-02", event="")]
    (one,) = series(told_)
    assert one.span() is None
    assert "range: none, since nothing says that these are of one event" in tolls_text([one], None, 200)
    assert series_record(one, None)["one_event"] is False
    (placed,) = series([count(40, "a", "2024-01-01", event="", place="Osh"), count(47, "b", "", event="", place="Osh")])
    assert placed.span() is not None


def test_the_death_of_one_named_person_is_no_count_of_others() -> None:
    told_ = [
        count(1, "a", "2024-01-01", event="", who="Lev Karp"),
        count(1, "b", "2024-01-02", event="", who="Lev Karp"),
        count(6, "c", "2024-01-03", event=""),
    ]
    assert sorted([claim.toll.count for claim in one.claims] for one in series(told_)) == [[1, 1], [6]]


def test_officers_and_others_do_not_contradict_each_other() -> None:
    told_ = [
        count(2, "a", "2024-01-01", measure=Measure.CONVICTED, who="officers"),
        count(212, "b", "2024-01-02", measure=Measure.CONVICTED),
    ]
    assert not [line for line in tolls(told_, date(2024, 6, 1)) if line.differing]
