"""Statements go out in the contract's shape and come back the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.errors import ContractError
from khronika.vocabulary.contract import from_record, to_record
from khronika.vocabulary.statement import Charge, Party, Penalty, Proceeding, Profile, Quote, Statement
from khronika.vocabulary.terms import Bound, Outcome, PenaltyType, Step

words = st.text(min_size=1, max_size=20)
parties = st.one_of(
    st.builds(Party, name=words),
    st.builds(Party, group=words, count=st.integers(0, 10**6), bound=st.sampled_from(Bound)),
)
charges = st.builds(Charge, offence=words, provision=words)
penalties = st.builds(
    Penalty, type=st.sampled_from(PenaltyType), duration=st.sampled_from(["", "P6Y"]), suspended=st.booleans()
)
quotes = st.builds(lambda start, text: Quote(start, start + len(text), text), st.integers(0, 1000), words)
statements = st.one_of(
    st.builds(
        Proceeding,
        document=words,
        quote=quotes,
        step=st.sampled_from(Step),
        subject=st.tuples(parties),
        outcome=st.sampled_from(Outcome),
        charges=st.tuples(charges),
        penalties=st.tuples(penalties),
        inferred=st.just(("date",)),
        date=st.just("2023-04"),
        body=st.just(""),
        judge=st.just(""),
        place=st.just(""),
    ),
    st.builds(
        Profile,
        document=words,
        quote=quotes,
        subject=st.builds(Party, name=words),
        roles=st.tuples(words),
        inferred=st.just(("roles",)),
        age=st.integers(0, 110),
        sex=st.just(""),
        nationality=st.just(""),
    ),
)


@given(statements)
def test_a_statement_comes_back_as_it_went_out(statement: Statement) -> None:
    record = to_record(statement, reasons=True)
    assert from_record(record) == statement
    assert "roles" not in record


@pytest.mark.parametrize(
    ("record", "says"),
    [
        ({"kind": "rumour"}, "unknown kind 'rumour'"),
        (
            {
                "kind": "toll",
                "document": "x",
                "quote": {"start": 0, "end": 1, "text": "a"},
                "measure": "killed",
                "count": "many",
            },
            "'count'",
        ),
        (
            {
                "kind": "act",
                "document": "x",
                "quote": {"start": 0, "end": 1, "text": "a"},
                "type": "killing",
                "colour": "red",
            },
            "no slot 'colour'",
        ),
        ({"kind": "profile", "subject": {"name": "A"}}, "lacks document and quote"),
        ("text", "must be a JSON object"),
    ],
)
def test_what_breaks_the_contract_is_refused_with_the_slot(record: object, says: str) -> None:
    with pytest.raises(ContractError, match="line 3") as caught:
        from_record(record, where="line 3")
    assert says in str(caught.value)
