"""What a person makes of a statement; all people are invented."""

import pytest

from khronika.errors import ContractError
from khronika.vocabulary.amending import amended, stated
from khronika.vocabulary.statement import Party, Proceeding, Quote
from khronika.vocabulary.terms import Kind, Step

TEXT = "A court in Osh sentenced Bakyt Toktogulov on 16 May 2024."
QUOTE = Quote(0, len(TEXT), TEXT)
READ = Proceeding(
    document="d",
    quote=QUOTE,
    step=Step.VERDICT,
    subject=(Party(name="B. T."),),
    place="Osh",
    inferred=("subject",),
    reasons={"subject": "told before"},
)


def test_a_slot_that_the_quote_shows_is_no_longer_inferred() -> None:
    made = amended(READ, {"subject": "Bakyt Toktogulov", "date": "16 May 2024"})
    assert isinstance(made, Proceeding)
    assert (made.subject, made.date, made.inferred) == ((Party(name="Bakyt Toktogulov"),), "2024-05-16", ())
    assert not made.reasons


def test_one_that_it_does_not_show_is_and_says_by_whom() -> None:
    made = amended(READ, {"place": "Osh, Kyrgyzstan", "date": "2023"})
    assert set(made.inferred) == {"subject", "place", "date"}
    assert made.reasons["place"] == made.reasons["date"] == "filled in by a person"
    assert made.reasons["subject"] == "told before"
    assert amended(READ, {"place": "Talas", "inferred": "subject"}).inferred == ("subject",)


def test_a_quote_made_shorter_leaves_what_it_does_not_show_any_more_inferred() -> None:
    made = amended(READ, {}, Quote(15, 42, TEXT[15:42]))
    assert set(made.inferred) == {"subject", "place"}
    assert "moved the quote" in made.reasons["place"]


def test_slots_are_emptied() -> None:
    made = amended(READ, {"place": "-", "subject": ""})
    assert isinstance(made, Proceeding)
    assert (made.place, made.subject, made.inferred) == ("", (), ())


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"step": ""}, "not whole"),
        ({"victims": "A"}, "no slot 'victims'"),
        ({"inferred": "judge"}, "'judge' is empty"),
        ({"inferred": "victims"}, "no slot 'victims'"),
    ],
)
def test_what_is_no_statement_is_refused(changes: dict[str, str], says: str) -> None:
    with pytest.raises(ContractError, match=says):
        amended(READ, changes)


def test_a_person_states_something() -> None:
    made = stated(Kind.PROCEEDING, "d", QUOTE, {"step": "verdict", "body": "court", "judge": "K. Asanov"})
    assert (made.kind, made.inferred, made.reasons["judge"]) == (Kind.PROCEEDING, ("judge",), "filled in by a person")
    with pytest.raises(ContractError, match="not whole"):
        stated(Kind.TOLL, "d", QUOTE, {"measure": "killed"})
