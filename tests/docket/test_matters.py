"""Separate matters of one person, mass trials, and administrative detention before a criminal case. All is invented."""

from datetime import date
from typing import Any

import pytest

from khronika.docket import Case, cases, docket, find_case, find_cases
from khronika.docket.liberty import Liberty
from khronika.errors import RequestError
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.statement import Act, Charge, Penalty, Proceeding, Profile, Restriction
from khronika.vocabulary.terms import ActType, Outcome, PenaltyType, Step
from tests.docket.invented import people, source, told

NAME = "Danil Ostrov"


def step(kind: Step, day: str, start: int = 0, of: str = "a", **slots: Any) -> Evidence:
    published = slots.pop("published", "")
    values: dict[str, Any] = {"subject": people(NAME), "date": day} | slots
    return told(Proceeding, f"{kind} of {day}", source(of, published), start, step=kind, **values)


def verdict(day: str, court: str, offence: str, term: str, start: int = 0, of: str = "a", **slots: Any) -> Evidence:
    kind = slots.pop("kind", PenaltyType.IMPRISONMENT)
    values: dict[str, Any] = {"outcome": Outcome.CONVICTED, "penalties": (Penalty(kind, term),)} | slots
    charges = (Charge(offence),) if offence else ()
    return step(Step.VERDICT, day, start, of, body=court, charges=charges, **values)


def ids(case: Case) -> set[str]:
    return {one.id for one in case.own}


THREE = [
    verdict("2011-04-02", "Quay District Court", "leading a riot", "P2Y", 0),
    verdict("2016", "Upland City Court", "spreading false news", "P3Y", 100),
    verdict("2023-10-05", "Harbour Military Court", "high treason", "P9Y", 200),
]


def test_three_sentences_of_different_years_by_different_courts_are_three_cases_of_one_person() -> None:
    found = cases(THREE)
    assert [ids(case) for case in found] == [{"a-0"}, {"a-100"}, {"a-200"}], "in order of time"
    assert [[line.told.penalties for line in docket(case, date(2024, 1, 1)).steps] for case in found] == [
        [(Penalty(PenaltyType.IMPRISONMENT, term),)] for term in ("P2Y", "P3Y", "P9Y")
    ]
    assert [[link.id for link in case.linked] for case in found] == [
        ["a-100", "a-200"],
        ["a-0", "a-200"],
        ["a-0", "a-100"],
    ]
    assert all("the same person, Danil Ostrov" in link.reason and link.evidence for c in found for link in c.linked)


def test_three_undated_sentences_in_one_report_do_not_become_one() -> None:
    undated = [verdict("", "", "", term, start) for term, start in (("P2Y", 0), ("P3Y", 100), ("P9Y", 200))]
    assert [ids(case) for case in cases(undated)] == [{"a-0"}, {"a-100"}, {"a-200"}]


def test_the_same_three_told_again_by_another_report_find_their_cases() -> None:
    again = [
        verdict("2016-05-30", "Upland City Court", "", "P3Y", 0, "b"),
        verdict("2023", "", "high treason", "P9Y", 100, "b"),
        step(Step.APPEAL_DECISION, "2024-02-01", 200, "b", outcome=Outcome.UPHELD),
        step(Step.ARREST, "2023-01-15", 300, "b"),
        told(Restriction, "may not publish", source("b"), 110, subject=people(NAME), prohibits=("publishing",)),
        told(Profile, "Danil Ostrov, 40", source("b"), 400, subject=people(NAME)[0], age=40),
    ]
    assert [ids(case) for case in cases([*THREE, *again])] == [
        {"a-0"},
        {"a-100", "b-0", "b-400"},
        {"a-200", "b-100", "b-200", "b-300", "b-110", "b-400"},
    ]


def test_one_verdict_that_sources_date_and_word_differently_stays_one_case() -> None:
    told_twice = [
        verdict("2023-10-05", "Harbour Military Court", "high treason", "P9Y"),
        verdict("2023-10", "a court", "treason", "P9Y", 0, "b"),
        verdict("2023-10-05", "Harbour Court of the Military", "", "P8Y", 0, "c"),
        verdict("", "", "", "P9Y", 0, "d"),
        step(Step.ARREST, "2022-01-15", 300, "b"),
        step(Step.APPEAL_DECISION, "2024-03-01", 100, "b", outcome=Outcome.OVERTURNED),
        verdict("2025-06-01", "Harbour Military Court", "high treason", "P7Y", 400, "b"),
    ]
    (case,) = cases(told_twice)
    assert len(case.own) == 7, "a retrial after an overturned verdict is the same case"


def test_administrative_detention_that_turns_into_a_criminal_case_is_two_linked_cases() -> None:
    held = verdict(
        "2022-02-25", "Quay Court", "an unlawful rally", "P15D", 0, kind=PenaltyType.ADMINISTRATIVE_DETENTION
    )
    evidence = [
        step(Step.ARREST, "2022-02-25", 300),
        held,
        step(Step.CHARGE, "2022-03-12", 100, charges=(Charge("leading a riot"),)),
        step(Step.DETENTION, "2022-03-14", 200),
        verdict("2023-04-10", "Quay Court", "leading a riot", "P6Y", 0, "b"),
    ]
    first, second = cases(evidence)
    assert (ids(first), ids(second)) == ({"a-0", "a-300"}, {"a-100", "a-200", "b-0"})
    assert "administrative detention and another matter" in first.linked[0].reason
    assert [len(docket(case, date(2024, 1, 1)).penalties) for case in (first, second)] == [1, 1]
    for case in (first, second):
        assert docket(case, date(2022, 3, 1)).status[0].liberty is Liberty.ADMINISTRATIVE
        assert docket(case, date(2024, 1, 1)).status[0].liberty is Liberty.IMPRISONED, "a person has one status"


def test_two_administrative_detentions_are_two_cases() -> None:
    kind = PenaltyType.ADMINISTRATIVE_DETENTION
    found = cases(
        [verdict("2022-02-25", "", "", "P15D", kind=kind), verdict("2022-06-01", "", "", "P10D", 50, kind=kind)]
    )
    assert len(found) == 2


def test_a_mass_trial_is_one_case_even_if_no_report_names_all() -> None:
    names = [
        f"{given} {family}" for given in ("Danil", "Vera", "Anton", "Lidia") for family in ("Ostrov", "Lind", "Marr")
    ]
    day, court = "2024-02-10", "Quay District Court"
    lists = [
        verdict(day, court, "leading a riot", f"P{n + 1}Y", n * 100, "list", subject=people(name))
        for n, name in enumerate(names[:8])
    ]
    other = verdict(day, court, "leading a riot", "P3Y", 0, "other", subject=people(*names[8:]))
    later = verdict("2026-09-01", court, "insulting an official", "P1Y", 0, "later", subject=people(names[0]))
    first, trial = cases([*lists, other, later]) if len(cases([*lists, other, later])) == 2 else ((), ())
    assert isinstance(trial, Case)
    assert isinstance(first, Case)
    trial, first = sorted((trial, first), key=lambda case: -len(case.persons))
    assert (len(trial.persons), ids(first)) == (12, {"later-0"})
    assert any("over the same charge" in link.reason for link in trial.joined)
    elsewhere = verdict(day, court, "fraud", "P3Y", 0, "fraud", subject=people("Ivo Tam"))
    assert len(cases([*lists, elsewhere])) == 2, "the same court on the same day over another charge is another trial"


def test_an_act_goes_with_the_matter_of_its_time() -> None:
    beaten = told(Act, "beaten", source("c"), 0, type=ActType.ILL_TREATMENT, victims=people(NAME), date="2023-11")
    found = cases([*THREE, beaten])
    assert "c-0" in ids(found[2])


def test_an_arrest_years_after_everything_else_opens_a_case() -> None:
    found = cases([*THREE[:1], step(Step.RELEASE, "2013-04-02", 50, "b"), step(Step.ARREST, "2020-01-01", 0, "c")])
    assert [ids(case) for case in found] == [{"a-0", "b-50"}, {"c-0"}]


def test_all_cases_of_one_person_are_found_by_the_name_and_one_by_an_id() -> None:
    found = cases(THREE)
    assert find_cases(found, "Ostrov") == found
    assert find_cases(found, "a-100") == (found[1],)
    with pytest.raises(RequestError, match=r"several cases fit 'Ostrov': a-0 .*\(2011\); a-100"):
        find_case(found, "Ostrov")
    two = cases([*THREE, verdict("2020", "", "", "P1Y", 0, "z", subject=people("Darya Ostrov"))])
    with pytest.raises(RequestError, match="give a fuller name"):
        find_cases(two, "Ostrov")


def test_a_headline_without_a_day_goes_with_the_verdict_of_its_term() -> None:
    headline = verdict("", "", "", "P9Y", 0, "wire")
    found = cases([*THREE, headline])
    assert [ids(case) for case in found] == [{"a-0"}, {"a-100"}, {"a-200", "wire-0"}]
    made = docket(found[2], date(2024, 1, 1))
    assert [len(line.evidence) for line in made.steps] == [2]
    assert [(spell.form, spell.begins) for spell in made.lives[0].spells] == [
        ("imprisoned", (date(2011, 4, 2), date(2011, 4, 2))),
        ("imprisoned", (date(2016, 1, 1), date(2016, 12, 31))),
        ("imprisoned", (date(2023, 10, 5), date(2023, 10, 5))),
    ]


def test_cases_have_ids_of_their_own_though_a_profile_is_in_several() -> None:
    first = told(Profile, "Danil Ostrov, a docker", source("a"), 0, subject=people(NAME)[0], roles=("docker",))
    found = cases(
        [
            first,
            *(
                verdict(d, c, o, t, s)
                for d, c, o, t, s in (
                    ("2011-04-02", "Quay District Court", "leading a riot", "P2Y", 50),
                    ("2023-10-05", "Harbour Military Court", "high treason", "P9Y", 200),
                )
            ),
        ]
    )
    assert [case.id for case in found] == ["a-50", "a-200"]
    assert all("a-0" in ids(case) for case in found)
