"""What people decided, in the docket: who is who, what belongs to a case, which value holds. All is invented."""

import random
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from khronika.docket import Case, cases, docket
from khronika.docket.disagreeing import disagreements
from khronika.surface.docket_text import docket_text
from khronika.surface.records import docket_json
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.rulings import Filed, Linked, Merged, Named, Pair, Ruling, Rulings, Settled
from khronika.vocabulary.statement import Penalty, Proceeding
from khronika.vocabulary.terms import Outcome, PenaltyType, Step
from tests.docket.invented import people, source, told
from tests.docket.test_docket import evidences

DAY = date(2025, 1, 1)
WHY = Ruling(by="Vera", at="2025-01-02T10:00:00+00:00", reason="her passport was seen", entry=17)


def verdict(name: str, of: str, day: str = "2024-02-10", start: int = 0, **slots: Any) -> Evidence:
    values: dict[str, Any] = {"subject": people(name), "date": day, "outcome": Outcome.CONVICTED} | slots
    return told(Proceeding, f"{name} was convicted on {day}", source(of), start, step=Step.VERDICT, **values)


def linked(*pairs: tuple[str, str]) -> tuple[Linked, ...]:
    return tuple(Linked(mention=mention, party=party, ruling=WHY) for mention, party in pairs)


def ids(found: tuple[Case, ...]) -> list[set[str]]:
    return [{one.id for one in case.own} for case in found]


def test_mentions_linked_to_one_party_are_one_person_however_they_are_written() -> None:
    evidence = [verdict("Danil Ostrov", "a"), verdict("Daniel O.", "b"), verdict("Vera Lind", "c", day="2020-01-01")]
    assert len(cases(evidence)) == 3
    rulings = Rulings(
        parties=(Named(id="p", name="Danil Ostrov", ruling=WHY), Named(id="q", name="Daniel", ruling=WHY)),
        links=linked(("a-0/subject/0", "p"), ("b-0/subject/0", "q")),
        merged=(Merged(id="q", into="p", ruling=WHY),),
    )
    joined = cases(evidence, rulings)
    assert ids(joined) == [{"a-0", "b-0"}, {"c-0"}]
    assert joined[0].persons[0].spellings == ("Daniel O.", "Danil Ostrov")
    (link,) = joined[0].joined
    assert (link.ruling, link.reason) == (WHY, "a person decided that these are one")
    text = docket_text(docket(joined[0], DAY), 200)
    assert "● decided" in text
    assert "decided by Vera, 2 Jan 2025: her passport was seen" in text
    assert len(cases(evidence, replace(rulings, merged=()))) == 3, "taken back it is as before"


def test_parties_told_apart_are_never_joined_though_they_are_written_alike() -> None:
    evidence = [verdict("Danil Ostrov", "a"), verdict("Danil Ostrov", "b"), verdict("Danil Ostrov", "c")]
    assert len(cases(evidence)) == 1
    rulings = Rulings(
        links=linked(("a-0/subject/0", "p"), ("b-0/subject/0", "q")), apart=(Pair(first="p", second="q", ruling=WHY),)
    )
    found = cases(evidence, rulings)
    assert sorted(ids(found), key=sorted) == [{"a-0"}, {"b-0"}, {"c-0"}], "the third could be either, so it is neither"
    assert [link.ruling for link in found[0].apart] == [WHY]
    assert len(found[2].uncertain) == 2
    third = replace(rulings, links=(*rulings.links, *linked(("c-0/subject/0", "q"))))
    assert sorted(ids(cases(evidence, third)), key=sorted) == [{"a-0"}, {"b-0", "c-0"}]


def test_two_of_one_name_in_one_trial_are_told_apart_in_its_docket() -> None:
    both = verdict("Danil Ostrov", "a", subject=people("Danil Ostrov", "Danil Ostrov"))
    rulings = Rulings(
        links=linked(("a-0/subject/0", "p"), ("a-0/subject/1", "q")), apart=(Pair(first="p", second="q", ruling=WHY),)
    )
    (case,) = cases([both], rulings)
    assert [person.name for person in case.persons] == ["Danil Ostrov (1)", "Danil Ostrov (2)"]


def filed(case: str, *statements: str, moved: bool = False, out: bool = False) -> tuple[Filed, ...]:
    return tuple(Filed(case=case, statement=s, ruling=WHY, moved=moved, out=out) for s in statements)


def named(*pairs: tuple[str, str]) -> tuple[Named, ...]:
    return tuple(Named(id=id_, name=name, ruling=WHY) for id_, name in pairs)


OLD = [verdict("Danil Ostrov", "a", "2011-04-02"), verdict("Danil Ostrov", "a", "2023-05-01", 100)]
NEW = verdict("Danil Ostrov", "b", "2023-05")


def test_a_named_case_takes_in_what_new_reports_tell_of_it() -> None:
    rulings = Rulings(cases=named(("k1", "The harbour case")), filed=filed("k1", "a-100"))
    first, second = cases([*OLD, NEW], rulings)
    assert (first.name, ids((first, second))) == ("Danil Ostrov", [{"a-0"}, {"a-100", "b-0"}])
    assert (second.name, second.id) == ("The harbour case", "k1")
    text = docket_text(docket(second, DAY), 200)
    assert "The case of The harbour case" not in text
    assert "named “The harbour case”" in text
    assert docket_json(docket(second, DAY))["shaped"][0]["decided"]["by"] == "Vera"


def test_two_matters_that_a_person_joined_are_one_case() -> None:
    rulings = Rulings(
        cases=named(("k1", "One"), ("k2", "Two")),
        filed=(*filed("k1", "a-0"), *filed("k2", "a-100")),
        joined=(Merged(id="k2", into="k1", ruling=WHY),),
    )
    assert ids(cases([*OLD, NEW], rulings)) == [{"a-0", "a-100", "b-0"}]


def test_a_case_that_a_person_split_stays_split_and_new_reports_go_where_they_fit() -> None:
    one = [verdict("Danil Ostrov", "a"), verdict("Danil Ostrov", "a", "2024-03-01", 100)]
    assert len(cases(one)) == 1
    rulings = Rulings(
        cases=named(("k1", "One"), ("k2", "Two")), filed=(*filed("k1", "a-0", "a-100"), *filed("k2", "a-100"))
    )
    late = [verdict("Danil Ostrov", "b", "2024-03"), verdict("Danil Ostrov", "c", "2024-02-10")]
    assert ids(cases([*one, *late], rulings)) == [{"a-0", "c-0"}, {"a-100", "b-0"}]


def test_a_moved_statement_takes_nothing_else_along_and_makes_nobody_a_defendant() -> None:
    appeal = told(
        Proceeding, "The prosecutor, Lev Karp, appealed", source("a"), 50, step=Step.APPEAL, subject=people("Lev Karp")
    )
    evidence = [verdict("Danil Ostrov", "a"), appeal]
    assert len(cases(evidence)) == 2, "the reader took the prosecutor for a defendant"
    rulings = Rulings(
        cases=named(("k1", "The case of Ostrov")), filed=(*filed("k1", "a-0"), *filed("k1", "a-50", moved=True))
    )
    (case,) = cases(evidence, rulings)
    assert ([person.name for person in case.persons], len(case.own)) == (["Danil Ostrov"], 2)
    made = docket(case, DAY)
    assert [line.step for line in made.steps] == [Step.VERDICT, Step.APPEAL]
    assert "Lev Karp" in docket_text(made, 200)
    assert {one.what for one in case.shape} == {"named “The case of Ostrov”", "moved here"}


def test_cases_that_a_person_linked_stay_two() -> None:
    evidence = [verdict("Danil Ostrov", "a"), verdict("Vera Lind", "b", "2019-01-01")]
    rulings = Rulings(
        cases=named(("k1", "One"), ("k2", "Two")),
        filed=(*filed("k1", "a-0"), *filed("k2", "b-0")),
        case_links=(Pair(first="k1", second="k2", ruling=WHY),),
    )
    first, second = cases(evidence, rulings)
    assert [(link.id, link.ruling) for link in (*first.linked, *second.linked)] == [("k2", WHY), ("k1", WHY)]
    assert "LINKED CASES" in docket_text(docket(first, DAY), 200)


def test_a_case_whose_statements_are_gone_is_gone() -> None:
    rulings = Rulings(cases=named(("k1", "One")), filed=filed("k1", "gone-0"))
    assert ids(cases([OLD[0]], rulings)) == [{"a-0"}]


PRISON = Penalty(PenaltyType.IMPRISONMENT, "P4Y")
DATES = [
    verdict("Danil Ostrov", "a", "2024-02-10", penalties=(PRISON,)),
    verdict("Danil Ostrov", "b", "2024-02-12", penalties=(PRISON,)),
]


def test_a_settled_date_holds_and_the_other_stays_as_not_chosen() -> None:
    (open_one,) = disagreements(cases(DATES), "b-0")
    assert (open_one.slot, open_one.open) == ("date", True)
    rulings = Rulings(settled=(Settled(slot="date", chosen="b-0", others=("a-0",), ruling=WHY),))
    (case,) = cases(DATES, rulings)
    made = docket(case, DAY)
    (line,) = made.steps
    assert line.when is not None
    assert line.when.edtf == "2024-02-12"
    (difference,) = line.differing
    assert (difference.open, difference.settled) == (False, rulings.settled[0])
    text = docket_text(made, 200)
    assert "◐ date" not in text
    assert "● date: 12 Feb 2024 (b.txt)" in text
    assert "not chosen: 10 Feb 2024 (a.txt)" in text
    values = docket_json(made)["steps"][0]["disagreeing"][0]["values"]
    assert [(v["value"], v["chosen"]) for v in values] == [("2024-02-10", False), ("2024-02-12", True)]


def test_another_source_that_differs_later_opens_it_again_and_one_that_agrees_does_not() -> None:
    rulings = Rulings(settled=(Settled(slot="date", chosen="b-0", others=("a-0",), ruling=WHY),))
    agrees = verdict("Danil Ostrov", "c", "2024-02-12", penalties=(PRISON,))
    (case,) = cases([*DATES, agrees], rulings)
    assert not docket(case, DAY).steps[0].differing[0].open
    for day in ("2024-02-10", "2024-02-10"):
        differs = verdict("Danil Ostrov", "c", day, penalties=(PRISON,))
        (case,) = cases([*DATES, differs], rulings)
        made = docket(case, DAY)
        assert made.steps[0].differing[0].open
        assert "open again: decided by Vera" in docket_text(made, 200)


def test_a_settled_sum_is_the_sentence_that_the_docket_speaks_with() -> None:
    fines = [
        verdict("Danil Ostrov", of, penalties=(Penalty(PenaltyType.FINE, amount=amount, currency="XTS"),))
        for of, amount in (("a", 900.0), ("b", 700.0))
    ]
    rulings = Rulings(settled=(Settled(slot="amount", chosen="b-0", others=("a-0",), ruling=WHY),))
    (case,) = cases(fines, rulings)
    (line,) = docket(case, DAY).penalties
    assert (line.penalty.amount, line.differing[0].open) == (700.0, False)


# What holds whatever people decided.


@st.composite
def decisions(draw: st.DrawFn, known: list[str]) -> Rulings:
    some = st.lists(st.sampled_from(known), max_size=4)
    k = st.sampled_from(["k1", "k2", "k3"])
    filings = draw(st.lists(st.tuples(k, st.sampled_from(known), st.booleans(), st.booleans()), max_size=9))
    slots = st.sampled_from(["subject/0", "subject/1", "victims/0"])
    links = draw(st.lists(st.tuples(st.sampled_from(known), slots, st.sampled_from("pqr")), max_size=5))
    return Rulings(
        cases=named(*((one, f"Case {one}") for one in draw(st.sets(k)))),
        filed=tuple(Filed(case=c, statement=s, ruling=WHY, moved=m, out=o) for c, s, m, o in filings),
        joined=tuple(Merged(id="k2", into="k1", ruling=WHY) for _ in draw(some)[:1]),
        links=linked(*((f"{one}/{slot}", party) for one, slot, party in links)),
        apart=tuple(Pair(first="p", second="q", ruling=WHY) for _ in draw(some)[:1]),
        settled=tuple(Settled(slot="date", chosen=s, others=tuple(known), ruling=WHY) for s in draw(some)[:1]),
    )


@settings(max_examples=50, deadline=None)
@given(st.data(), evidences, st.dates(date(2022, 1, 1), date(2030, 12, 31)), st.randoms(use_true_random=False))
def test_order_changes_nothing_and_nothing_is_lost_whatever_people_decided(
    data: st.DataObject, evidence: tuple[Evidence, ...], on: date, chance: random.Random
) -> None:
    rulings = data.draw(decisions([one.id for one in evidence]))
    shuffled = list(evidence)
    chance.shuffle(shuffled)
    found = cases(evidence, rulings)
    made = [docket(case, on) for case in found]
    assert made == [docket(case, on) for case in cases(shuffled, rulings)]
    shown = {e.id for one in made for line in one.lines for e in line.evidence} | {e.id for o in made for e in o.later}
    assert shown == {one.id for one in evidence}
    for case in found:
        for person in case.persons:
            assert person.spellings
    for one in made:
        text, record = docket_text(one, 100), docket_json(one)
        assert all(identity in text and identity in record["statements"] for line in one.lines for identity in line.ids)
