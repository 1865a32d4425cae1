"""Numbers, lengths, sums, ages and provisions are found exactly where they stand, and only there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.reading.quantities import find_ages, find_durations, find_money, find_numbers, find_provisions
from khronika.vocabulary.edtf_dates import is_duration

PIECES = st.sampled_from(
    [
        "six", "two hundred and", "thirty-eight", "1,000", "12 400", "2.5 million", "a", "half", "years", "year-old", "months",
        "and a half", "between", "and", "to", "at least", "over", "tenge", "US$", "$", "500", "pounds", "(", ")", ",", ".", "\n",
        "article", "405", "part 2", "of the Criminal Code", "aged", "life imprisonment", "up to", "no one", "not one", "%",
        "million", "dozen", "half a", "hours", "sections 12 and", "9" * 40,
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "value", "bound"),
    [
        ("two hundred and thirty-eight people", 238, ""),
        ("a hundred and one dead", 101, ""),
        ("over a thousand others", 1000, "more_than"),
        ("12 400 homes", 12400, ""),
        ("2.5 million people", 2500000, ""),
        ("five thousand men", 5000, ""),
        ("a dozen men", 12, ""),
        ("two dozen men", 24, ""),
        ("at least 27", 27, "at_least"),
        ("no fewer than nineteen critics", 19, "at_least"),
        ("nearly fifty", 50, "about"),
        ("some 400 people", 400, "about"),
        ("up to 90", 90, "up_to"),
        ("not more than six", 6, "up_to"),
        ("fewer than ten", 10, "fewer_than"),
        ("upwards of 60 men", 60, "more_than"),
        ("57,900 and some", 57900, "more_than"),
        ("40 or more", 40, "at_least"),
        ("no one died", 0, "exactly"),
        ("not a single officer", 0, "exactly"),
    ],
)
def test_a_number_is_told_with_its_bound(text: str, value: int, bound: str) -> None:
    (one,) = find_numbers(text)
    assert (one.value, str(one.bound or "")) == (value, bound)


@pytest.mark.parametrize("text", ["dozens of people", "a man", "hundreds", "a 2.5 share", "K2", "file 2021/318"])
def test_what_is_no_whole_number_is_left_alone(text: str) -> None:
    assert find_numbers(text) == ()


@pytest.mark.parametrize("text", ["between 40 and 50", "40 to 50", "40–50"])
def test_a_range_is_two_numbers(text: str) -> None:
    assert [(n.value, str(n.bound)) for n in find_numbers(text)] == [(40, "at_least"), (50, "up_to")]


def test_shares_and_times_are_marked() -> None:
    assert [n.unit for n in find_numbers("39 per cent, 7%, 10 a.m., 12 men")] == ["share", "share", "time", ""]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("a six year prison term", ["P6Y"]),
        ("a six-year term", ["P6Y"]),
        ("two and a half years", ["P2Y6M"]),
        ("two-and-a-half-year sentence", ["P2Y6M"]),
        ("a year and a half", ["P1Y6M"]),
        ("half a year", ["P6M"]),
        ("eighteen months of restricted liberty", ["P18M"]),
        ("240 hours of work", ["PT240H"]),
        ("for a fortnight", ["P2W"]),
        ("three and a half and two years respectively", ["P3Y6M", "P2Y"]),
        ("seven, five and three years", ["P7Y", "P5Y", "P3Y"]),
        ("3 years, 2 months and 20 days", ["P3Y2M20D"]),
        ("two years and 80 hours of service", ["P2Y", "PT80H"]),
        ("4 to 10 years", ["P4Y/P10Y"]),
        ("between five and fifteen years", ["P5Y/P15Y"]),
        ("five or six years", ["P5Y", "P6Y"]),
        ("life imprisonment", ["life"]),
        ("jailed for life.", ["life"]),
        ("cut from four years to three and a half.", ["P4Y", "P3Y6M"]),
        ("she got seven years and he four.", ["P7Y", "P4Y"]),
        ("two years, one of them suspended", ["P2Y", "P1Y"]),
        ("a 44-year-old welder", []),
        ("two years ago", []),
        ("three days later", []),
        ("in the past twelve months", []),
        ("his life was in danger", []),
    ],
)
def test_lengths_of_time(text: str, terms: list[str]) -> None:
    assert [d.term for d in find_durations(text)] == terms


@pytest.mark.parametrize(
    ("text", "maximum"),
    [
        ("up to eight years", True),
        ("a maximum 10-year sentence", True),
        ("it carries a prison term of between one and five years", True),
        ("would expose Omar Bekov to between five and ten years", True),
        ("a year at most", True),
        ("eight years", False),
        ("sentenced to between two and six months", False),
    ],
)
def test_a_maximum_is_told_from_a_sentence(text: str, maximum: bool) -> None:
    (one,) = find_durations(text)
    assert one.is_maximum is maximum


@pytest.mark.parametrize(
    ("text", "country", "amount", "currency"),
    [
        ("100,000 soms", "", 100000, "KGS"),
        ("3 million soms", "Uzbekistan", 3000000, "UZS"),
        ("20 million dong", "", 20000000, "VND"),
        ("€500", "", 500, "EUR"),
        ("RM8,000", "", 8000, "MYR"),
        ("1.2 million quetzales", "", 1200000, "GTQ"),
        ("three million drams", "", 3000000, ""),
        ("150,000 roubles", "Belarus", 150000, "BYN"),
        ("150,000 roubles", "", 150000, ""),
        ("500 pounds", "Egypt", 500, "EGP"),
        ("500 Egyptian pounds", "Sudan", 500, "EGP"),
        ("500 pounds", "", 500, ""),
        ("200,000 CFA francs", "Niger", 200000, "XOF"),
        ("200,000 CFA francs", "Chad", 200000, "XAF"),
        ("15,000 dollars", "", 15000, "USD"),
    ],
)
def test_a_sum_has_the_currency_that_its_words_or_its_country_tell(
    text: str, country: str, amount: int, currency: str
) -> None:
    if text.startswith("three million drams"):  # a word that has other meanings counts only after digits
        assert find_money(text) == ()
        return
    (one,) = find_money(text, country=country)
    assert (one.amount, one.currency) == (amount, currency)


def test_the_country_named_last_before_a_sum_decides() -> None:
    text = "Kuwait: a fine of 3,000 dinars. Iraq: bail of 5 million dinars."
    assert [m.currency for m in find_money(text)] == ["KWD", "IQD"]


def test_a_country_whose_dollar_it_may_be_leaves_the_currency_open() -> None:
    assert [m.currency for m in find_money("He lives in Canada and owes 500 dollars")] == [""]


def test_a_conversion_is_marked() -> None:
    found = find_money("fined 100,000 soms (US$1,140), and 500 euros")
    assert [(m.currency, m.is_conversion) for m in found] == [("KGS", False), ("USD", True), ("EUR", False)]


@pytest.mark.parametrize(
    "text", ["three won the vote", "the sum of 5", "marks of 3 blows", "try 5 times", "5 all told"]
)
def test_common_words_are_no_currencies(text: str) -> None:
    assert find_money(text) == ()


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("Bekov, 52, leads the party", [52]),
        ("Bekov (52) leads", [52]),
        ("a 44-year-old welder", [44]),
        ("aged 19", [19]),
        ("aged about 80", [80]),
        ("a baker of 38, was freed", [38]),
        ("two brothers of seventeen and fourteen, were held", [17, 14]),
        ("who is thirty-one, repairs boats", [31]),
        ("Asel Bekova, a footballer, was 24.", [24]),
        ("he turned 50 yesterday", [50]),
        ("Asel Bekova - 34 - not guilty", [34]),
        ("a fine, 3,000 dinars", []),
        ("a group of 38, all of them", []),
        ("the father of two, a welder", []),
        ("in rooms 5, 12, and 14", []),
        ("to thirty, twenty-eight and twenty-five years", []),
        ("turnout was 51, or 51.3 per cent", []),
    ],
)
def test_ages(text: str, ages: list[int]) -> None:
    assert [a.value for a in find_ages(text)] == ages


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("under article 405, part 2, of the Criminal Code.", "article 405, part 2, of the Criminal Code"),
        ("Articles 274(2) and 378", "Articles 274(2) and 378"),
        ("section 124A of the Penal Code", "section 124A of the Penal Code"),
        ("(Art. 280.3, part 1).", "Art. 280.3, part 1"),
        ("(Art. 207.3, part 2, item e)", "Art. 207.3, part 2, item e"),
        ("Art. 128-1", "Art. 128-1"),
        ("Law No. 23", "Law No. 23"),
        ("paragraph 3 of article 12", "paragraph 3 of article 12"),
        ("articles 38 and 43 of the law against terrorism", "articles 38 and 43 of the law against terrorism"),
        (
            "section 16 of the Maintenance of Public Order Ordinance",
            "section 16 of the Maintenance of Public Order Ordinance",
        ),
        ("Section 4(c)(4) of Republic Act 10175", "Section 4(c)(4) of Republic Act 10175"),
        ("Arts. 220/6 and 314/2, Penal Code", "Arts. 220/6 and 314/2, Penal Code"),
    ],
)
def test_provisions_keep_the_name_of_their_code(text: str, found: str) -> None:
    (one,) = find_provisions(text)
    assert (one.text, text[one.start : one.end]) == (found, found)


@given(st.lists(PIECES, max_size=14).map(" ".join), st.integers(0, 40))
def test_spans_lie_in_the_window_and_values_are_exact(text: str, cut: int) -> None:
    start = min(cut, len(text))
    for number in find_numbers(text, start):
        assert start <= number.bound_start <= number.start < number.end <= len(text)
        assert number.value >= 0
    last = start
    for length in find_durations(text, start):
        assert last <= length.start < length.end <= len(text)
        last = length.end
        assert length.value == "life" or is_duration(length.value)
        assert not length.lower or is_duration(length.lower)
    for money in find_money(text, start):
        assert start <= money.start < money.end <= len(text)
        assert money.amount >= 0
    for age in find_ages(text, start):
        assert start <= age.start < age.end <= len(text)
    for provision in find_provisions(text, start):
        assert start <= provision.start < provision.end <= len(text)


@given(st.text(max_size=80))
def test_any_text_at_all_can_be_read(text: str) -> None:
    spans = [(one.start, one.end) for one in (*find_numbers(text), *find_ages(text))]
    spans += [(one.start, one.end) for one in find_durations(text)]
    spans += [(one.start, one.end) for one in find_money(text)]
    spans += [(one.start, one.end) for one in find_provisions(text)]
    assert all(0 <= start < end <= len(text) for start, end in spans)
