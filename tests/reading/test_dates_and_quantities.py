"""Dates, lengths, sums and provisions are found exactly where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.reading.dates import find_dates, resolve
from khronika.reading.quantities import find_ages, find_durations, find_money, find_numbers, find_provisions
from khronika.vocabulary.edtf_dates import is_edtf


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("three and a half and two years respectively", ["P3Y6M", "P2Y"]),
        ("a six year prison term", ["P6Y"]),
        ("3 years, 2 months and 20 days", ["P3Y2M20D"]),
        ("two-and-a-half-year sentence", ["P2Y6M"]),
        ("240 hours of work", ["PT240H"]),
        ("a 44-year-old welder", []),
        ("life imprisonment", ["life"]),
    ],
)
def test_lengths_of_time(text: str, values: list[str]) -> None:
    assert [d.value for d in find_durations(text)] == values


def test_a_maximum_is_told_from_a_sentence() -> None:
    assert [d.is_maximum for d in find_durations("up to eight years; eight years; a maximum 10-year sentence")] == [
        True,
        False,
        True,
    ]


def test_numbers_keep_their_bound() -> None:
    found = [
        (n.value, n.bound)
        for n in find_numbers("at least 27 people, over 1,000 others, between 40 and 50, no one, 238 dead")
    ]
    assert [(v, str(b or "")) for v, b in found] == [
        (27, "at_least"),
        (1000, "more_than"),
        (40, "at_least"),
        (50, "up_to"),
        (0, "exactly"),
        (238, ""),
    ]


def test_money_ages_and_provisions() -> None:
    sums = find_money("fined 100,000 soms (US$1,140) and 20 million dong, or 500 pounds", context="Egypt")
    assert [(m.amount, m.currency, m.is_conversion) for m in sums] == [
        (100000, "KGS", False),
        (1140, "USD", True),
        (20000000, "VND", False),
        (500, "EGP", False),
    ]
    assert [a.value for a in find_ages("Diep, 41, and the 36-year-old Ngan")] == [41, 36]
    assert [p.text for p in find_provisions("article 405, part 2, of the Criminal Code and section 124A")] == [
        "article 405, part 2, of the Criminal Code",
        "section 124A",
    ]


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        ("On June 14 he was tried.", "2023-06-21", "2023-06-14"),
        ("On December 20 he was tried.", "2023-06-21", "2022-12-20"),
        ("Yesterday he was tried.", "2023-11-30", "2023-11-29"),
        ("in May last year", "2023-11-30", "2022-05"),
        ("on Thursday", "2024-09-26", "2024-09-26"),
        ("since September 2022", "", "2022-09/.."),
    ],
)
def test_a_date_is_worked_out_from_the_day_of_publication(text: str, published: str, value: str) -> None:
    assert [d.value for d in resolve(text, find_dates(text), published)] == [value]


def test_without_a_day_of_publication_the_text_itself_leads_to_the_year() -> None:
    text = "A hearing was held in March 2021.\nOn May 4 she was convicted of a plot in June 2020. Over a year on, nobody was tried."
    found = {d.mention.text: d for d in resolve(text, find_dates(text))}
    assert found["May 4"].value == "2022-05-04"
    assert found["May 4"].inferred
    assert "Over a year on" in found["May 4"].reason


@given(st.text(alphabet=st.sampled_from("0123456789 ,.-/JuneMarchyorslt"), max_size=60))
def test_spans_are_exact_and_values_are_dates(text: str) -> None:
    for one in resolve(text, find_dates(text), "2024-01-01"):
        assert text[one.start : one.end] == one.mention.text
        assert is_edtf(one.value)
    for length in find_durations(text):
        assert 0 <= length.start < length.end <= len(text)
