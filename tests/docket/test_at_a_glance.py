"""What stands at the top of a docket, and that each case is one. All is invented."""

from datetime import date
from typing import Any

from khronika.docket import cases, docket
from khronika.docket.agenda import chosen, deadlines_of
from khronika.docket.disagreeing import open_in
from khronika.surface.docket_text import docket_text
from khronika.surface.statuses import opening
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.rulings import Linked, Named, Ruling, Rulings
from khronika.vocabulary.statement import Act, Penalty, Proceeding, Restriction
from khronika.vocabulary.terms import ActType, Outcome, PenaltyType, Step
from tests.docket.invented import people, source, told

HE = people("Danil Ostrov")
A, B = source("a", "2024-02-11", "Lowland Watch"), source("b", "2024-02-12", "Harbour Wire")


def verdict(of: str, day: str, start: int = 0, name: str = "Danil Ostrov", fine: float = 500) -> Evidence:
    where = {"a": A, "b": B}[of]
    penalty = Penalty(PenaltyType.FINE, amount=fine, currency="EUR")
    slots: dict[str, Any] = {"outcome": Outcome.CONVICTED, "penalties": (penalty,), "body": "Tamar District Court"}
    return told(
        Proceeding, f"convicted on {day}", where, start, subject=people(name), step=Step.VERDICT, date=day, **slots
    )


def test_the_disagreements_stand_at_the_top() -> None:
    (case,) = cases([verdict("a", "2024-02-10"), verdict("b", "2024-02-10", fine=800)])
    text = docket_text(docket(case, date(2024, 6, 1)), 110)
    assert "◐ 1 disagreement between sources: amount." in text.partition("Rests on")[0]
    assert [one.slot for one in open_in(docket(case, date(2024, 6, 1)))] == ["amount"]
    (alone,) = cases([verdict("a", "2024-02-10")])
    assert "disagreement" not in docket_text(docket(alone, date(2024, 6, 1)), 110).partition("WHO")[0].replace(
        "◐ sources disagree", ""
    )


def test_a_ban_in_other_endings_is_the_same_ban_in_scope_and_words() -> None:
    ban: dict[str, Any] = {"subject": HE, "date": "2024-02-10", "duration": "P2Y"}
    evidence = [
        verdict("a", "2024-02-10"),
        told(Restriction, "barred from publishing", A, 100, prohibits=("publishing on the Internet",), **ban),
        told(Restriction, "may not publish", B, 100, prohibits=("publish on the internet",), **ban),
    ]
    (case,) = cases(evidence)
    one = docket(case, date(2024, 6, 1))
    (found,) = one.bans
    assert {activity.text for activity in found.activities} == {"publishing on the Internet", "publish on the internet"}
    assert not found.differing
    assert opening(one).casefold().count("on the internet") == 1


def test_what_is_told_of_two_people_is_one_case_with_an_id_of_its_own() -> None:
    both = told(Act, "Ostrov and Karp were beaten", A, type=ActType.ILL_TREATMENT, victims=people("Ostrov", "Karp"))
    found = cases([both])
    assert len(found) == len({case.id for case in found}) == 1
    more = [both, verdict("a", "2024-02-10", 100, "Ostrov"), verdict("a", "2024-02-11", 200, "Karp", fine=3)]
    assert len({case.id for case in cases(more)}) == len(cases(more))


def test_deadlines_follow_what_people_decided_about_names() -> None:
    evidence = [verdict("a", "2024-02-10"), verdict("b", "2024-02-10", name="Daniil Ostroff")]
    why = Ruling(by="Vera", at="2024-03-01T09:00:00+00:00", reason="the same", entry=4)
    rulings = Rulings(
        parties=(Named(id="p", name="Danil Ostrov", ruling=why),),
        links=tuple(Linked(mention=f"{one.id}/subject/0", party="p", ruling=why) for one in evidence),
    )
    apart, one = chosen(evidence), chosen(evidence, "Ostroff", rulings)
    assert len(apart) == 2
    assert len(one) == 1
    day = date(2024, 2, 12)
    assert {people_ for line in deadlines_of(one, day) for people_ in line.persons} == {"Danil Ostrov"}
