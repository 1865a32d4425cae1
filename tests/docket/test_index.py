"""Cases worked out once answer as those worked out anew. All people are invented."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khronika.docket import CaseIndex, bans, cases, find_cases
from khronika.docket.calendar import agenda
from khronika.errors import RequestError
from khronika.vocabulary.evidence import Evidence, Standing
from khronika.vocabulary.rulings import Filed, Named, Ruling, Rulings
from tests.docket.invented import CASE
from tests.docket.test_docket import DAYS, NAMES, evidences
from tests.docket.test_matters import THREE


@settings(max_examples=80, deadline=None)
@given(evidences, DAYS, st.sampled_from([None, 2026, 2028]))
def test_an_index_gives_the_same_bans(evidence: tuple[Evidence, ...], on: date, ending: int | None) -> None:
    index = CaseIndex((*evidence, *CASE))
    for day in (on, None, date(2028, 2, 11)):
        assert index.bans(day, ending) == bans((*evidence, *CASE), day, ending)


@settings(max_examples=40, deadline=None)
@given(evidences, st.sampled_from([*NAMES, "ostrov", "Lind", "Nobody", "Данил Остров"]))
def test_an_index_finds_the_same_cases(evidence: tuple[Evidence, ...], wanted: str) -> None:
    def answer(found: object) -> object:
        try:
            return found() if callable(found) else found
        except RequestError as error:
            return error.what.partition(";")[0][:20]

    index = CaseIndex(evidence)
    assert answer(lambda: index.find(wanted)) == answer(lambda: find_cases(cases(evidence), wanted))


def test_an_index_finds_by_statement_by_title_and_by_id() -> None:
    ruling = Ruling(by="Vera")
    filed = (Filed(case="abcdef", statement="a-100", ruling=ruling),)
    index = CaseIndex(THREE, Rulings(cases=(Named(id="abcdef", name="The harbour", ruling=ruling),), filed=filed))
    assert [case.id for case in index.find("a-100")] == ["abcdef"]
    assert [case.id for case in index.find("the harbour")] == ["abcdef"]
    assert [case.id for case in index.find("abcdef")] == ["abcdef"]
    assert len(index.find("Ostrov")) == 3
    with pytest.raises(RequestError, match="no case of"):
        index.find("Zzyzx")


@settings(max_examples=60, deadline=None)
@given(evidences, DAYS, st.data())
def test_an_index_restated_after_a_decision_is_the_one_made_anew(
    evidence: tuple[Evidence, ...], on: date, data: st.DataObject
) -> None:
    told = (*evidence, *CASE)
    index = CaseIndex(told)
    index.bans(on)
    assert index.agenda() == agenda(index.cases)
    one = data.draw(st.sampled_from(told))
    turned = Standing.PROPOSED if one.standing is Standing.ACCEPTED else Standing.ACCEPTED
    if one.standing is Standing.REJECTED:
        return
    changed = replace(one, standing=turned, decided_by="Dana")
    anew = CaseIndex(changed if e.id == one.id else e for e in told)
    restated = index.restated({one.id: changed})
    assert restated.cases == anew.cases
    assert restated.bans(on) == anew.bans(on)
    assert restated.agenda(on) == agenda(anew.cases, on)
