"""Partial dates keep their whole span; durations are added by the calendar."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.vocabulary.edtf_dates import add_duration, bounds, is_edtf


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023-04-10", date(2023, 4, 10), date(2023, 4, 10)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2022?", date(2022, 1, 1), date(2022, 12, 31)),
        ("202X", date(2020, 1, 1), date(2029, 12, 31)),
        ("2018/..", date(2018, 1, 1), None),
        ("../2020-06-18", None, date(2020, 6, 18)),
        ("2022-02/2022-03", date(2022, 2, 1), date(2022, 3, 31)),
    ],
)
def test_a_partial_date_means_all_its_days(text: str, first: date | None, last: date | None) -> None:
    assert bounds(text) == (first, last)


@pytest.mark.parametrize("text", ["", "2023-13", "2023-02-30", "April", "2023/2022", "../..", "0000"])
def test_what_is_no_date_is_refused(text: str) -> None:
    assert not is_edtf(text)


@given(st.dates(date(1900, 1, 1), date(2900, 1, 1)), st.integers(1, 99))
def test_years_are_calendar_years(day: date, years: int) -> None:
    later = add_duration(day, f"P{years}Y")
    assert later.year == day.year + years
    assert later.month == day.month
    assert later.day == day.day or (day.day == 29 and later.day == 28)


def test_a_leap_day_and_a_year_end_on_the_last_of_february() -> None:
    assert add_duration(date(2024, 2, 29), "P1Y") == date(2025, 2, 28)
    assert add_duration(date(2024, 1, 31), "P1M") == date(2024, 2, 29)
