"""How statements come together into cases, and how a case is found. All people are invented."""

import pytest

from khronika.docket import Case, cases, find_case
from khronika.errors import RequestError
from khronika.vocabulary.evidence import Evidence, Standing
from khronika.vocabulary.statement import Assessment, Charge, Proceeding, Profile, Toll
from khronika.vocabulary.terms import Measure, Outcome, Step
from tests.docket.invented import CASE, decided, people, source, told


def verdict(name: str, of: str, day: str = "2024-02-10", body: str = "", offence: str = "", start: int = 0) -> Evidence:
    charges = (Charge(offence),) if offence else ()
    return told(
        Proceeding,
        f"{name} was convicted",
        source(of),
        start,
        step=Step.VERDICT,
        subject=people(*name.split(" and ")),
        date=day,
        body=body,
        outcome=Outcome.CONVICTED,
        charges=charges,
    )


def names(found: tuple[Case, ...]) -> list[set[str]]:
    return [{s for person in case.persons for s in person.spellings} for case in found]


def test_three_publishers_make_one_case_with_the_reasons() -> None:
    (case,) = cases(CASE)
    assert [person.name for person in case.persons] == ["Danil Ostrov"]
    assert case.persons[0].spellings == ("D. Ostrov", "Danil Ostrov")
    (link,) = case.joined
    assert set(link.names) == {"D. Ostrov", "Danil Ostrov"}
    assert "surname and the initial agree" in link.reason
    assert "same court on the same day" in link.reason
    assert link.evidence


def test_spellings_of_one_name_are_one_person_in_two_documents() -> None:
    (case,) = cases([verdict("Nurlan Kerimbayev", "a"), verdict("Nurlan Kerimbaev", "b")])
    assert len(case.persons) == 1
    assert case.joined[0].reason.startswith("two spellings of the same name")


@pytest.mark.parametrize(
    ("other", "joins"),
    [
        (verdict("Ostrov", "b"), False),
        (verdict("Ostrov", "b", body="Quay Court"), True),
        (verdict("Ostrov", "b", day="2024-02-11", body="Quay Court"), False),
        (verdict("Ostrov", "b", day="2024-02", body="Quay Court"), False),
        (verdict("Ostrov", "b", day="", offence="leading a riot"), True),
        (verdict("Ostrov", "b", day="", offence="fraud"), False),
    ],
)
def test_a_surname_alone_joins_only_with_court_and_day_or_charge(other: Evidence, joins: bool) -> None:
    found = cases([verdict("Danil Ostrov", "a", body="Quay Court", offence="leading a riot"), other])
    assert (len(found) == 1) is joins


def test_one_bare_name_in_two_documents_is_not_taken_for_one_person() -> None:
    assert len(cases([verdict("Adam", "a"), verdict("Adam", "b")])) == 2


def test_an_initial_that_fits_two_people_joins_neither_and_is_told() -> None:
    found = cases([verdict("Danil Ostrov", "a"), verdict("Darya Ostrov", "b"), verdict("D. Ostrov", "c")])
    assert names(found) == [{"D. Ostrov"}, {"Danil Ostrov"}, {"Darya Ostrov"}]
    assert {name for link in found[0].uncertain for name in link.names} == {
        "D. Ostrov",
        "Danil Ostrov",
        "Darya Ostrov",
    }


def test_people_tried_together_share_a_case() -> None:
    together = cases([verdict("Danil Ostrov and Vera Lind", "a")])
    assert len(together) == 1
    assert len(together[0].persons) == 2
    same_day = [verdict("Danil Ostrov", "a", body="Quay Court"), verdict("Vera Lind", "a", body="Quay Court", start=90)]
    assert len(cases(same_day)) == 1
    assert "same verdict" in cases(same_day)[0].joined[0].reason
    other_day = [same_day[0], verdict("Vera Lind", "a", day="2024-03-01", body="Quay Court", start=90)]
    assert len(cases(other_day)) == 2
    other_document = [same_day[0], verdict("Vera Lind", "b", body="Quay Court")]
    assert len(cases(other_document)) == 2


def test_what_is_told_of_nobody_by_name_is_context_or_a_case_of_its_own() -> None:
    count = told(Toll, "nine were hurt", source("a"), 50, measure=Measure.INJURED, count=9)
    alone = told(Assessment, "the vote was unfair", source("b"), 0, about="vote", finding="unfair")
    found = cases([verdict("Danil Ostrov", "a"), count, alone])
    assert found[0].context == (count,)
    assert (found[1].persons, found[1].context) == ((), (alone,))
    assert found[1].name.startswith("nobody named")


def test_a_profile_founds_no_case() -> None:
    lawyer = told(Profile, "Vera Lind, a lawyer", source("a"), 80, subject=people("Vera Lind")[0], roles=("lawyer",))
    (case,) = cases([verdict("Danil Ostrov", "a"), lawyer])
    assert names((case,)) == [{"Danil Ostrov"}]
    assert lawyer in case.context


def test_rejected_evidence_has_no_part() -> None:
    assert cases([decided(one, Standing.REJECTED) for one in CASE]) == ()


@pytest.mark.parametrize(
    "asked", ["Danil Ostrov", "danil ostrov", "Данил Остров", "D. Ostrov", "Ostrov, Danil", "ostrov", "Danil"]
)
def test_a_case_is_found_by_any_spelling(asked: str) -> None:
    found = cases([*CASE, verdict("Vera Lind", "other")])
    assert find_case(found, asked).persons[0].name == "Danil Ostrov"


def test_what_fits_nobody_or_several_is_refused_with_names() -> None:
    found = cases([verdict("Danil Ostrov", "a"), verdict("Darya Ostrov", "b")])
    with pytest.raises(RequestError, match=r"several cases fit 'Ostrov': Danil Ostrov .*Darya Ostrov"):
        find_case(found, "Ostrov")
    with pytest.raises(RequestError, match="nearest: Danil Ostrov"):
        find_case(found, "Danyl Ostrof")
    with pytest.raises(RequestError, match="add reports"):
        find_case((), "Ostrov")


def test_people_of_one_name_are_told_apart_by_document() -> None:
    found = cases([verdict("Adam", "a12"), verdict("Adam", "b34")])
    with pytest.raises(RequestError, match=r"a12.*b34"):
        find_case(found, "Adam")
    assert find_case(found, "Adam b34").own[0].source.document == "b34"
