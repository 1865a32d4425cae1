"""Slots as people write them: what is understood, what is refused, and that nothing changes by being written down."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.errors import ContractError
from khronika.vocabulary.contract import from_record
from khronika.vocabulary.slot_values import read_value, written
from khronika.vocabulary.slots import slot_of, slots_of
from khronika.vocabulary.terms import Bound, Kind, PenaltyType

TEXT = st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=20).map(
    lambda text: " ".join(text.split())
)
WORDS = TEXT.filter(bool)
DURATIONS = st.sampled_from(["P6Y", "P2Y6M", "P15D", "PT12H", "life", "P15Y/P20Y"])
PARTIES = st.one_of(
    st.fixed_dictionaries({"name": WORDS}),
    st.fixed_dictionaries(
        {"group": WORDS}, optional={"count": st.integers(0, 10**6), "bound": st.sampled_from([str(b) for b in Bound])}
    ),
)
CHARGES = st.fixed_dictionaries({"offence": WORDS}, optional={"provision": WORDS, "maximum": DURATIONS})
PENALTIES = st.fixed_dictionaries(
    {"type": st.sampled_from([str(one) for one in PenaltyType])},
    optional={
        "duration": DURATIONS,
        "suspended": st.just(True),
        "amount": st.one_of(st.integers(0, 10**7), st.just(12.5)),
        "currency": st.sampled_from(["KZT", "USD"]),
    },
)
VALUES: dict[tuple[Kind, str], st.SearchStrategy[Any]] = {
    (Kind.PROCEEDING, "subject"): st.lists(PARTIES, min_size=1, max_size=3),
    (Kind.PROCEEDING, "charges"): st.lists(CHARGES, min_size=1, max_size=3),
    (Kind.PROCEEDING, "penalties"): st.lists(PENALTIES, min_size=1, max_size=3),
    (Kind.PROFILE, "subject"): PARTIES,
    (Kind.PROFILE, "is"): st.lists(WORDS, min_size=1, max_size=3),
    (Kind.RESTRICTION, "duration"): DURATIONS,
    (Kind.PROCEEDING, "date"): st.sampled_from(
        ["2024-05-16", "2022-02/2022-03", "2018/..", "202X", "2022-21", "2019~"]
    ),
}


@given(st.data())
def test_what_is_written_down_is_understood_as_the_same(data: st.DataObject) -> None:
    kind, name = data.draw(st.sampled_from(sorted(VALUES)))
    value = data.draw(VALUES[kind, name])
    slot = slot_of(kind, name)
    assert read_value(slot, written(slot, value)) == value


@pytest.mark.parametrize(
    ("kind", "slot", "text", "value"),
    [
        (Kind.PROCEEDING, "date", "16 May 2024", "2024-05-16"),
        (Kind.PROCEEDING, "date", "Sept 2024", None),
        (Kind.PROCEEDING, "date", "sep 2024", "2024-09"),
        (Kind.PROCEEDING, "date", "6.5.2024", "2024-05-06"),
        (Kind.PROCEEDING, "date", "31 June 2024", None),
        (Kind.PROCEEDING, "date", "yesterday", None),
        (Kind.PROCEEDING, "step", "House arrest", "house_arrest"),
        (Kind.PROCEEDING, "step", "sentence", None),
        (Kind.PROCEEDING, "place", " Osh,  Kyrgyzstan ", "Osh, Kyrgyzstan"),
        (Kind.PROCEEDING, "subject", "A. Osmonov; more than 1,000 farmers", [
            {"name": "A. Osmonov"}, {"group": "farmers", "count": 1000, "bound": "more_than"}]),
        (Kind.PROCEEDING, "penalties", "imprisonment 2 years 6 months suspended; fine 600,000 KZT", [
            {"type": "imprisonment", "duration": "P2Y6M", "suspended": True},
            {"type": "fine", "amount": 600000, "currency": "KZT"}]),
        (Kind.PROCEEDING, "penalties", "prison 2 years", None),
        (Kind.PROCEEDING, "penalties", "fine 600000 tenge", None),
        (Kind.PROCEEDING, "penalties", "type: fine, amount: 5, currency: tenge", None),
        (Kind.PROCEEDING, "charges", "offence: fraud, in a group, provision: Article 190, maximum: 10 years", [
            {"offence": "fraud, in a group", "provision": "Article 190", "maximum": "P10Y"}]),
        (Kind.PROCEEDING, "charges", "offence: fraud, maximum: long", None),
        (Kind.PROCEEDING, "charges", '[{"offence": "a; b"}]', [{"offence": "a; b"}]),
        (Kind.PROCEEDING, "charges", '[{"offence": ', None),
        (Kind.RESTRICTION, "duration", "for life", None),
        (Kind.RESTRICTION, "duration", "Life", "life"),
        (Kind.RESTRICTION, "duration", "5 to 10 years", None),
        (Kind.RESTRICTION, "duration", "1 year and 3 days", "P1Y3D"),
        (Kind.RESTRICTION, "starts", "after his release", "after his release"),
        (Kind.RESTRICTION, "starts", "2024-13", None),
        (Kind.PROFILE, "age", "41", 41),
        (Kind.PROFILE, "age", "200", None),
        (Kind.PROFILE, "age", "forty", None),
        (Kind.PROFILE, "sex", "m", None),
        (Kind.TOLL, "count", "1,254", 1254),
        (Kind.TOLL, "count", "-3", None),
    ],
)  # fmt: skip
def test_what_people_write(kind: Kind, slot: str, text: str, value: Any) -> None:
    if value is None:
        with pytest.raises(ContractError, match=f"{slot} cannot be.*write it as"):
            read_value(slot_of(kind, slot), text)
    else:
        assert read_value(slot_of(kind, slot), text) == value


@given(st.sampled_from([(kind, name) for kind in Kind for name in slots_of(kind)]), TEXT)
def test_whatever_is_written_is_a_value_of_the_contract_or_refused(which: tuple[Kind, str], text: str) -> None:
    kind, name = which
    needed: dict[Kind, dict[str, Any]] = {
        Kind.PROFILE: {"subject": {"name": "A"}},
        Kind.PROCEEDING: {"step": "trial"},
        Kind.ACT: {"type": "threat"},
        Kind.TOLL: {"measure": "killed", "count": 1},
    }
    base = {"document": "d", "kind": kind.value, "quote": {"start": 0, "end": 1, "text": "a"}, **needed.get(kind, {})}
    try:
        value = read_value(slot_of(kind, name), text)
    except ContractError:
        return
    if value is not None:
        from_record({**base, name: value})


def test_terms_come_with_what_they_mean() -> None:
    assert "Somebody" in slot_of(Kind.PROCEEDING, "step").terms()["arrest"]
    assert slot_of(Kind.ACT, "type").terms().keys() > {"torture", "killing"}
    with pytest.raises(ContractError, match="a toll has no slot 'judge'"):
        slot_of(Kind.TOLL, "judge")
