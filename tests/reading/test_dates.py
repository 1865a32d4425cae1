"""Dates are found with exact spans, and worked out from what the text and its publication say, with the reason.

All people and cases in the samples are invented.
"""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.reading.dates import ResolvedDate, find_dates, resolve
from khronika.vocabulary.edtf_dates import is_edtf

SHARED = Path(os.environ.get("KHRONIKA_SHARED", Path(__file__).parent.parent.parent.parent / "shared"))
PIECES = st.sampled_from(
    [
        "On 4 May 2021", "in May", "March 3", "on Tuesday", "the same day", "three days later", "a year later", "2019",
        "In 2019,", "since 2018", "until 14 December", "between 3 and 7 March", "last month", "the 24th", "on the 31st",
        "29 February", "last summer", "in the spring", "the past twelve months", "two weeks ago", "Yesterday",
        "the first half of the year", "from May to July 2021", "9,000 years ago", "200 years earlier", "\n", ". ", ", ",
        " will be heard ", " he was convicted ", " a hearing ", "over a year on", "the night of 30–31 January", "30 May –",
    ]
)  # fmt: skip


def values(text: str, published: str = "") -> dict[str, str]:
    return {one.mention.text: one.value for one in resolve(text, find_dates(text), published)}


def only(text: str, published: str = "") -> ResolvedDate:
    (one,) = resolve(text, find_dates(text), published)
    return one


@pytest.mark.parametrize(
    ("text", "found", "value"),
    [
        ("on June 14, 2023 she was tried", "June 14, 2023", "2023-06-14"),
        ("on Wednesday, 14 June 2023", "Wednesday, 14 June 2023", "2023-06-14"),
        ("the night of 29 October 2022", "29 October 2022", "2022-10-29"),
        ("on 2023-04-11", "2023-04-11", "2023-04-11"),
        ("on 11.04.2023", "11.04.2023", "2023-04-11"),
        ("in November 2022", "November 2022", "2022-11"),
        ("in late February 2022", "late February 2022", "2022-02"),
        ("in the summer of 2022", "the summer of 2022", "2022-22"),
        ("in 2019", "2019", "2019"),
        ("in the 1990s", "1990s", "199X"),
        ("Nov. 7, 2023", "Nov. 7, 2023", "2023-11-07"),
        ("between 3 and 7 March 2021", "3 and 7 March 2021", "2021-03-03/2021-03-07"),
        ("from May to July 2021", "May to July 2021", "2021-05/2021-07"),
        (
            "between January 2017 and August 2021",
            "January 2017 and August 2021",
            "2017-01/2021-08",
        ),
        (
            "from 19 November 2021 until 8 August 2022",
            "19 November 2021 until 8 August 2022",
            "2021-11-19/2022-08-08",
        ),
        ("on the night of 30–31 January 2022", "30–31 January 2022", "2022-01-30/2022-01-31"),
        ("between 1978 and 1984", "1978 and 1984", "1978/1984"),
        ("since 2018", "2018", "2018/.."),
        ("before 18 June 2020", "18 June 2020", "../2020-06-18"),
        ("since the strike began on 2 March 2023", "2 March 2023", "2023-03-02/.."),
        ("in the second half of May 2023", "the second half of May 2023", "2023-05-16/2023-05-31"),
    ],
)
def test_a_date_that_tells_its_year_is_read_as_it_is(text: str, found: str, value: str) -> None:
    one = only(text)
    assert (one.mention.text, one.value, one.inferred, one.reason) == (found, value, False, "")


@pytest.mark.parametrize(
    "text",
    [
        "we may march on",
        "2014 people were freed",
        "article 2019",
        "the 5th floor",
        "every Tuesday",
        "a sergeant, Monday Ezra, was hurt",
        "on page 31",
        "31/31/2020",
        "30 February 2021",
        "250 years of ruin",
    ],
)
def test_what_only_looks_like_a_date_is_left_alone(text: str) -> None:
    assert values(text, "2024-05-02") == {}


def test_a_date_with_slashes_that_can_be_read_two_ways_gives_the_year_only() -> None:
    assert values("on 04/03/2021 and 14/03/2021") == {"04/03/2021": "2021", "14/03/2021": "2021-03-14"}


def test_since_keeps_the_day_itself_at_hand() -> None:
    one = only("held since 12 October 2022")
    assert (one.value, one.point) == ("2022-10-12/..", "2022-10-12")


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        ("She was tried on June 14.", "2023-06-21", "2023-06-14"),
        ("She was tried on December 20.", "2023-06-21", "2022-12-20"),
        ("The appeal will be heard on July 18.", "2023-06-21", "2023-07-18"),
        ("Her lawyer has until December 14 to appeal.", "2023-11-30", "../2023-12-14"),
        ("The trial is set to open in Tirana on June 12.", "2023-05-22", "2023-06-12"),
        ("He fixed 7 July as the new date.", "2022-05-09", "2022-07-07"),
        ("It had been scheduled for 7 July.", "2022-09-09", "2022-07-07"),
        ("He was freed on 29 February.", "2023-03-01", "2020-02-29"),
        ("A court banned it in May last year.", "2023-11-30", "2022-05"),
        ("last March", "2024-01-14", "2023-03"),
        ("the retrial is to begin on 15 January next", "2023-11-02", "2024-01-15"),
        ("Yesterday the court ruled.", "2023-11-30", "2023-11-29"),
        ("The court ruled on Thursday.", "2023-10-12", "2023-10-12"),
        ("The court ruled last Tuesday.", "2021-08-17", "2021-08-10"),
        ("The court will rule on Thursday.", "2024-04-30", "2024-05-02"),
        ("from Tuesday night to Thursday morning", "2023-09-11", "2023-09-05/2023-09-07"),
        ("over the weekend", "2023-05-22", "2023-05-20/2023-05-21"),
        ("freed last week", "2023-04-05", "2023-03-27/2023-04-02"),
        ("last month", "2024-01-10", "2023-12"),
        ("in the past twelve months", "2022-09-20", "2021-09/2022-09"),
        ("in the first three months of the year", "2023-04-05", "2023-01/2023-03"),
        ("two years ago", "2023-04-05", "2021"),
        ("last summer", "2023-11-30", "2023-22?"),
    ],
)
def test_the_publication_tells_what_a_partial_date_means(text: str, published: str, value: str) -> None:
    one = only(text, published)
    assert one.value == value
    assert one.inferred
    assert published in one.reason


def test_the_caller_may_say_that_a_clause_looks_ahead() -> None:
    text = "Her appeal, on 3 March"
    ahead = resolve(text, find_dates(text), "2024-01-10", future=lambda _: True)
    assert [one.value for one in ahead] == ["2024-03-03"]


def test_dates_point_at_the_one_told_before() -> None:
    text = (
        "He was seized on 17 November 2023. Two days later a court remanded him. The following day he was moved. "
        "A visit was refused the same evening. In January of the following year he was tried, and a year later freed."
    )
    assert list(values(text, "2025-09-01").values()) == [
        "2023-11-17", "2023-11-19", "2023-11-20", "2023-11-20", "2024-01", "2025",
    ]  # fmt: skip


def test_the_day_of_a_month_takes_the_month_of_the_date_before() -> None:
    assert values("seen on 14 December 2021, appealed on the 28th, heard on the 3rd", "2022-06-01") == {
        "14 December 2021": "2021-12-14",
        "the 28th": "2021-12-28",
        "the 3rd": "2022-01-03",
    }


def test_a_passage_about_another_year_keeps_its_year() -> None:
    text = "On 17 October 2019 men broke down the gate.\n\nA case was opened only on 2 December."
    found = {one.mention.text: one for one in resolve(text, find_dates(text), "2021-09-14")}
    assert found["2 December"].value == "2019-12-02"
    assert "17 October 2019" in found["2 December"].reason


def test_where_the_passage_and_the_publication_lead_to_different_years_the_date_is_uncertain() -> None:
    text = "She was arrested on 12 February 2022, and on 3 March she was charged."
    assert values(text, "2024-04-30")["3 March"] == "2022-03-03?"


def test_a_year_that_stands_over_a_list_is_the_year_of_its_days() -> None:
    text = "2019\n\nMarch. A permit is given.\n\n11 November. Police fire.\n\n2020\n\n6 January. Summonses go out.\n"
    found = values(text, "2023-08")
    assert (found["March"], found["11 November"], found["6 January"]) == ("2019-03", "2019-11-11", "2020-01-06")


def test_a_dated_heading_stands_for_the_publication() -> None:
    text = "Coast letter (No. 7, 6–12 November 2023)\n\nThey were tried on Tuesday over a march on 20 October."
    assert values(text) == {
        "6–12 November 2023": "2023-11-06/2023-11-12",
        "Tuesday": "2023-11-07",
        "20 October": "2023-10-20",
    }


def test_a_dateline_stands_for_the_publication() -> None:
    assert values("BELGRADE, 18 June 2024 — The office said yesterday that he was free.")["yesterday"] == "2024-06-17"


def test_without_any_date_of_writing_the_steps_of_the_case_and_the_time_passed_lead_to_the_year() -> None:
    text = (
        "Aidar Bekov during a trial hearing in November 2021 in Osh.\n"
        "On April 10 a court convicted Bekov over the unrest of January 2021. More than a year on, nobody else was tried."
    )
    found = {one.mention.text: one for one in resolve(text, find_dates(text))}
    assert found["April 10"].value == "2022-04-10"
    for told in ("“convicted” comes after “trial hearing” of 2021-11", "“More than a year on” since 2021-01"):
        assert told in found["April 10"].reason


def test_without_any_anchor_that_decides_the_date_is_uncertain() -> None:
    assert (
        values("He was held from 5 May 2020. The mayor fell ill.\n\n\na\n\nb\n\nc\n\nd\n\nOn 9 June it rained.")[
            "9 June"
        ]
        == "2020-06-09?"
    )


def test_what_nothing_leads_to_is_left_out() -> None:
    assert values("On Tuesday, the same day, in March he was tried; yesterday he left.") == {}


def test_no_date_is_taken_from_the_clock_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("time.time", fail)
    assert values("On June 14 he was tried, and on Friday freed.") == {}


@pytest.mark.skipif(not (SHARED / "seed" / "dispatch.txt").exists(), reason="the shared seed dispatch is not here")
def test_the_seed_dispatch_has_its_verdict_in_the_year_after_the_hearing() -> None:
    text = (SHARED / "seed" / "dispatch.txt").read_text("utf-8")
    found = {one.mention.text: one for one in resolve(text, find_dates(text))}
    assert found["April 10"].value == "2023-04-10"
    assert found["April 10"].inferred
    assert "2022-11" in found["April 10"].reason
    assert "over a year on" in found["April 10"].reason


@given(
    st.lists(PIECES, max_size=12).map(" ".join),
    st.sampled_from(["", "2024-01-31", "2020-02", "1999"]),
    st.integers(0, 80),
)
def test_spans_are_exact_values_are_dates_and_nothing_is_left_to_chance(text: str, published: str, cut: int) -> None:
    start = min(cut, len(text))
    mentions = find_dates(text, start)
    ends = [start]
    for one in mentions:
        assert text[one.start : one.end] == one.text
        assert ends[-1] <= one.start < one.end <= len(text)
        ends.append(one.end)
    found = resolve(text, mentions, published)
    assert found == resolve(text, reversed(mentions), published)
    for date in found:
        assert is_edtf(date.value)
        assert is_edtf(date.point)
        assert date.inferred == bool(date.reason)


@given(st.text(max_size=80), st.sampled_from(["", "2024-01-31"]))
def test_any_text_at_all_can_be_read(text: str, published: str) -> None:
    for date in resolve(text, find_dates(text), published):
        assert text[date.start : date.end] == date.mention.text
        assert is_edtf(date.value)
