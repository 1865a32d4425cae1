"""Statements go out in the contract's shape and come back the same."""

import json
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.errors import ContractError
from khronika.vocabulary.contract import from_record, to_record
from khronika.vocabulary.statement import KINDS, Charge, Party, Penalty, Proceeding, Profile, Quote, Statement
from khronika.vocabulary.terms import ActType, Bound, Kind, Measure, Modality, Outcome, PenaltyType, Step
from tests.conftest import SHARED

words = st.text(min_size=1, max_size=20)
maybe = st.text(max_size=20)
parties = st.one_of(
    st.builds(Party, name=words),
    st.builds(Party, group=words, count=st.none() | st.integers(0, 10**6), bound=st.none() | st.sampled_from(Bound)),
)
charges = st.builds(Charge, offence=words, provision=maybe, maximum=st.sampled_from(["", "P10Y", "life"]))
penalties = st.builds(
    Penalty,
    type=st.sampled_from(PenaltyType),
    duration=st.sampled_from(["", "P6Y"]),
    suspended=st.booleans(),
    amount=st.none() | st.integers(0, 10**9).map(float) | st.floats(0, 10**9),
    currency=st.sampled_from(["", "KZT"]),
)
many = st.lists(parties, max_size=3).map(tuple)
texts = st.lists(words, max_size=3).map(tuple)
SLOTS: dict[str, st.SearchStrategy[Any]] = {
    "quote": st.builds(lambda start, text: Quote(start, start + len(text), text), st.integers(0, 1000), words),
    "document": words,
    "asserted_by": words,
    "modality": st.sampled_from(Modality),
    "reasons": st.dictionaries(words, words, max_size=2),
    "victims": many,
    "perpetrators": many,
    "roles": texts,
    "prohibits": texts,
    "charges": st.lists(charges, max_size=2).map(tuple),
    "penalties": st.lists(penalties, max_size=2).map(tuple),
    "age": st.none() | st.integers(0, 120),
    "count": st.integers(0, 10**7),
    "step": st.sampled_from(Step),
    "outcome": st.none() | st.sampled_from(Outcome),
    "type": st.sampled_from(ActType),
    "measure": st.sampled_from(Measure),
    "bound": st.none() | st.sampled_from(Bound),
    "probability": st.none() | st.floats(0, 1),
    "hangs_on": texts,
}


def statements_of(kind: Kind) -> st.SearchStrategy[Statement]:
    """Return any statement of a kind."""
    names = [field.name for field in fields(KINDS[kind])]
    slots = {name: SLOTS.get(name, maybe) for name in names}
    slots["inferred"] = st.lists(st.sampled_from(names), unique=True, max_size=3).map(tuple)
    if "subject" in slots:
        slots["subject"] = st.builds(Party, name=words) if kind is Kind.PROFILE else many
    return st.builds(KINDS[kind], **slots)


@given(st.sampled_from(Kind).flatmap(statements_of))
def test_a_statement_comes_back_as_it_went_out(statement: Statement) -> None:
    record = json.loads(json.dumps(to_record(statement, reasons=True, sure=True)))
    back = from_record(record)
    assert (back, back.probability) == (statement, statement.probability)
    assert back.hangs_on == (statement.hangs_on if statement.probability is not None else ())
    assert "roles" not in record
    assert list(record)[:3] == ["document", "kind", "quote"]
    empty: tuple[object, ...] = ("", [], {}, None)
    slots = {slot: value for slot, value in record.items() if slot not in {"quote", "asserted_by"}}
    assert not [slot for slot, value in slots.items() if value in empty and not isinstance(value, int)]
    assert not {"reasons", "probability", "hangs_on"} & set(to_record(statement))


def test_the_shape_is_the_contracts_to_the_letter() -> None:
    verdict = Proceeding(
        document="d",
        quote=Quote(0, 5, "words"),
        step=Step.VERDICT,
        subject=(Party(name="A B"),),
        charges=(Charge("riot", maximum="P10Y"),),
        outcome=Outcome.CONVICTED,
        penalties=(Penalty(PenaltyType.FINE, amount=600000.0, currency="KZT"),),
        inferred=("date",),
        date="2023-04-10",
        reasons={"date": "told elsewhere"},
    )
    assert json.dumps(to_record(verdict)) == (
        '{"document": "d", "kind": "proceeding", "quote": {"start": 0, "end": 5, "text": "words"}, '
        '"asserted_by": "author", "modality": "asserted", "step": "verdict", "subject": [{"name": "A B"}], '
        '"date": "2023-04-10", "charges": [{"offence": "riot", "maximum": "P10Y"}], "outcome": "convicted", '
        '"penalties": [{"type": "fine", "amount": 600000, "currency": "KZT"}], "inferred": ["date"]}'
    )
    profile = Profile(
        document="d", quote=Quote(0, 1, "w"), subject=Party(name="A"), roles=("poet",), inferred=("roles",)
    )
    assert to_record(profile)["is"] == ["poet"]
    assert to_record(profile)["inferred"] == ["is"]


def test_the_shared_gold_goes_through_unchanged() -> None:
    gold = SHARED / "reading" / "dev" / "gold.jsonl"
    if not gold.exists():
        pytest.skip("the shared development set is not on this machine")
    for number, line in enumerate(gold.read_text("utf-8").splitlines(), start=1):
        record = json.loads(line)
        assert to_record(from_record(record, where=f"line {number}")) == record


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
        ({"kind": "proceeding", "document": "x", "quote": {"start": 0, "end": 1, "text": "a"}}, "not whole"),
        ({"kind": "act", "document": "x", "quote": {"start": 0, "end": 9, "text": "a"}}, "do not span"),
        ({"kind": "act", "type": "killing", "victims": {}}, "'victims'"),
        ({"kind": "act", "type": "killing", "victims": [{"name": "A", "colour": "red"}]}, "'victims'"),
        ({"kind": "act", "type": "murder"}, "'type'"),
        ({"kind": "toll", "count": float("inf")}, "'count'"),
        ({"kind": "toll", "count": True}, "'count'"),
        ({"kind": "proceeding", "penalties": [{"type": "fine", "amount": "much"}]}, "'penalties'"),
        ({"kind": "proceeding", "penalties": [{"type": "fine", "suspended": "no"}]}, "'penalties'"),
        ("text", "must be a JSON object"),
    ],
)
def test_what_breaks_the_contract_is_refused_with_the_slot(record: object, says: str) -> None:
    with pytest.raises(ContractError, match="line 3") as caught:
        from_record(record, where="line 3")
    assert says in str(caught.value)
