"""How far coders agree: the worked examples that were published, and statements coded by two people."""

from itertools import zip_longest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.docket.alpha import alpha
from khronika.docket.coder_agreement import CodedStatement, agreements, disagreements
from khronika.docket.distances import comparable, nominal, of_dates, of_numbers, of_sets, of_spans
from khronika.vocabulary.evidence import Standing
from khronika.vocabulary.slots import Form
from khronika.vocabulary.statement import Party, Proceeding, Quote, Statement
from khronika.vocabulary.terms import Kind, Step

# K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), examples A, B and C; a point is a missing value.
BINARY = ("0100000010", "1110010000")
NOMINAL = ("aabbdcccedda", "babbbccceddd")
MISSING = ("1233214 12...", "123322412 5.3", ".33323422 51.", "123324412 51.")


def units(rows: tuple[str, ...]) -> list[list[str]]:
    return [
        [value for value in unit if value != "."] for unit in zip(*(row.replace(" ", "") for row in rows), strict=True)
    ]


@pytest.mark.parametrize(("rows", "expected"), [(BINARY, 0.095), (NOMINAL, 0.692), (MISSING, 0.743)])
def test_the_published_examples_of_nominal_data(rows: tuple[str, ...], expected: float) -> None:
    found = alpha(units(rows), nominal)
    assert found is not None
    assert round(found, 3) == expected


def test_the_published_example_of_interval_and_ratio_data() -> None:
    numbers = [[int(value) for value in unit] for unit in units(MISSING)]
    assert round(alpha(numbers, lambda one, other: float((one - other) ** 2)) or 0, 3) == 0.849
    assert round(alpha(numbers, of_numbers) or 0, 3) == 0.797


def test_the_published_distances_of_sets() -> None:
    """MASI as NLTK, which is Apache-2.0, has it tested: two of four shared, the smaller within the larger."""
    assert of_sets(frozenset("ab"), frozenset("abcd")) == pytest.approx(1 - 2 / 4 * 2 / 3)
    assert of_sets(frozenset("abc"), frozenset("bcd")) == pytest.approx(1 - 2 / 4 * 1 / 3)
    assert (of_sets(frozenset("a"), frozenset("a")), of_sets(frozenset("a"), frozenset("b"))) == (0, 1)
    assert of_sets(frozenset("a"), None) == 1


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("2024-05-16", "2024-05-16", 0),
        ("2024-05", "2024-05-16", 0.5),
        ("2018/..", "2020", 0.5),
        ("../2017", "2018", 1),
        ("2024-05-16", "2023-05-16", 1),
        ("2024", None, 1),
    ],
)
def test_dates_that_may_be_one_day_are_half_apart(one: str, other: str | None, apart: float) -> None:
    assert of_dates(one, other) == of_dates(other, one) == apart


def test_the_same_said_otherwise_is_the_same() -> None:
    assert comparable(Form.DURATION, "P18M") == comparable(Form.DURATION, "P1Y6M") != comparable(Form.DURATION, "P18D")
    assert comparable(Form.DURATION, "life") == "life"
    assert comparable(Form.TEXTS, ["B", "a"]) == comparable(Form.TEXTS, ["A", "b"])
    assert comparable(Form.TEXT, "Osh  City") == comparable(Form.TEXT, "osh city")
    assert comparable(Form.PARTIES, []) is None


@given(st.lists(st.lists(st.sampled_from("abc"), max_size=4), max_size=6))
def test_alpha_is_at_most_one_and_exactly_one_where_all_agree(drawn: list[list[str]]) -> None:
    found = alpha(drawn, nominal)
    varied = len({value for unit in drawn if len(unit) > 1 for value in unit}) > 1
    assert (found is not None) is varied
    if found is not None:
        assert found <= 1
        assert (found == 1) is all(len(set(unit)) == 1 for unit in drawn if len(unit) > 1)


def test_spans_differ_by_what_they_do_not_share() -> None:
    assert of_spans((0, 10), (0, 10)) == 0
    assert of_spans((0, 10), (5, 15)) == pytest.approx(2 / 3)
    assert of_spans((0, 5), (5, 10)) == 1


def verdict(date: str = "", name: str = "A. Osmonov", start: int = 0) -> Statement:
    quote = Quote(start, start + 3, "abc")
    return Proceeding(document="d", quote=quote, step=Step.VERDICT, subject=(Party(name=name),), date=date)


def coded(id_: str, *decisions: tuple[Standing, Statement] | None) -> CodedStatement:
    told = {coder: one for coder, one in zip_longest("AB", decisions) if coder and one}
    return CodedStatement(id_, verdict(), told)


ACCEPTED, REJECTED = Standing.ACCEPTED, Standing.REJECTED
CODED = (
    coded("same", (ACCEPTED, verdict("2024")), (ACCEPTED, verdict("2024"))),
    coded("date", (ACCEPTED, verdict("2024")), (ACCEPTED, verdict("2023-05-16"))),
    coded("false", (ACCEPTED, verdict()), (REJECTED, verdict())),
    coded("both false", (REJECTED, verdict("2024")), (REJECTED, verdict("2021"))),
    coded("missing", (ACCEPTED, verdict()), None),
)


def test_agreement_by_kind_and_slot() -> None:
    found = {(one.kind, one.slot): one for one in agreements(CODED)}
    assert (found[None, "decision"].units, found[None, "decision"].alike) == (4, 3)
    decision = alpha([["a", "a"], ["a", "a"], ["a", "r"], ["r", "r"]], nominal)
    assert found[Kind.PROCEEDING, "decision"].alpha == decision
    date = found[Kind.PROCEEDING, "date"]
    assert (date.units, date.alike) == (2, 1), "who rejects a statement says nothing of its slots"
    assert found[Kind.PROCEEDING, "step"].alpha is None
    assert (Kind.PROCEEDING, "judge") not in found, "nobody filled it in"


def test_disagreements_side_by_side() -> None:
    found = {one.statement.id: one for one in disagreements(CODED, ("A", "B"))}
    assert set(found) == {"date", "false", "missing"}
    assert found["date"].slots == {"date": {"A": "2024", "B": "2023-05-16"}}
    assert found["false"].slots == {"decision": {"A": "accepted", "B": "rejected"}}
    assert found["missing"].missing == ("B",)
