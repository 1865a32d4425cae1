"""When and where a step happened, before which court and judge, as the text around it tells.

All people and cases in the samples are invented.
"""

from dataclasses import replace

import pytest

from khronika.documents import document_from
from khronika.reading.bodies import acting_body, bench_of, judge_of
from khronika.reading.clauses import Clause
from khronika.reading.dates import find_dates, resolve
from khronika.reading.parsing import parse
from khronika.reading.passage import Passage, Sentence
from khronika.reading.places import place_of
from khronika.reading.reader import statements
from khronika.vocabulary.statement import Proceeding, Toll


def opened(text: str, published: str = "") -> Passage:
    document = replace(document_from(text.encode(), "report.txt"), language="en", published=published)
    return Passage(document, parse(document))


def clause_with(passage: Passage, verb: str) -> tuple[Sentence, Clause]:
    return next((s, c) for s in passage.sentences for c in s.clauses if c.predicate.text == verb)


def date(text: str, verb: str) -> str:
    passage = opened(text)
    found = passage.date_of(clause_with(passage, verb)[1])
    return found.value if found is not None else ""


def place(text: str, verb: str) -> str:
    passage = opened(text)
    return place_of(passage, clause_with(passage, verb)[1])[0]


# ---- When -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "verb", "value"),
    [
        ("On 4 May 2021 a court in Narva convicted Marat Usenov of libel.", "convicted", "2021-05-04"),
        ("Marat Usenov was sentenced in 2020 to six years in prison.", "sentenced", "2020"),
        ("On 4 May 2021 police arrested Marat Usenov and beat him.", "beat", "2021-05-04"),
        ("Marat Usenov was beaten and robbed on 4 May 2021.", "beaten", "2021-05-04"),
        ("Since the trial opened on 6 March 2022 the editor has slept badly.", "opened", "2022-03-06"),
    ],
)
def test_a_step_has_the_date_told_with_its_own_predicate(text: str, verb: str, value: str) -> None:
    assert date(text, verb) == value


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Courts have convicted 300 people in connection with the March 2019 riots.", "convicted"),
        ("The court fined Marat Usenov for a post about the war of 2008.", "fined"),
        ("At least 30 people were killed, the governor told reporters on 4 May 2021.", "killed"),
        ("The court remanded Marat Usenov until 4 May 2021.", "remanded"),
        ("The panel rejected the motion; the next hearing is to take place on 18 May 2021.", "rejected"),
    ],
)
def test_a_date_that_belongs_to_something_else_is_not_the_steps(text: str, verb: str) -> None:
    assert date(text, verb) == ""


def test_a_date_that_opens_a_line_is_the_date_of_the_line() -> None:
    assert date("4 May 2021, Narva: Marat Usenov was fined 300 euros.", "fined") == "2021-05-04"


def test_the_story_goes_on_in_the_day_of_the_sentence_before() -> None:
    text = "On 4 May 2021 police arrested Marat Usenov. He was driven to a garage."
    passage = opened(text)
    found = passage.date_of(clause_with(passage, "driven")[1])
    assert found is not None
    assert (found.value, found.inferred) == ("2021-05-04", True)
    assert "4 May 2021" in found.reason


@pytest.mark.parametrize(
    ("second", "verb"),
    [
        ("He was later fined.", "fined"),
        ("For nine days his wife was told nothing.", "told"),
        ("He has lost his job.", "lost"),
        ("\n\nHe was fined.", "fined"),
    ],
)
def test_the_day_is_not_carried_to_another_time_or_paragraph(second: str, verb: str) -> None:
    assert date(f"On 4 May 2021 police arrested Marat Usenov. {second}", verb) == ""


def test_a_day_without_a_year_has_that_of_the_same_day_told_in_full() -> None:
    text = "The night of 19 June\n\nSoldiers fired on the night of 19 June 2019. The survey came out much later."
    first, _ = resolve(text, find_dates(text), "2022-02-03")
    assert (first.value, first.inferred) == ("2019-06-19", True)
    assert "2019-06-19" in first.reason


def test_an_order_given_on_a_day_lies_before_the_publication() -> None:
    passage = opened("On 1 August the court ordered the ministry to free the editor Marat Usenov.", "2023-08-09")
    assert [d.value for d in passage.dates] == ["2023-08-01"]


def test_a_count_belongs_to_the_event_told_just_before() -> None:
    text = "On 4 May 2021 soldiers shot dead 12 protesters in Narva. Nine people were injured."
    tolls = [s for s in statements(opened(text)) if isinstance(s, Toll)]
    injured = next(t for t in tolls if t.count == 9)
    assert (injured.date, injured.place) == ("2021-05-04", "Narva")
    assert {"date", "place"} <= set(injured.inferred)
    assert injured.reasons["place"]


# ---- Where ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "verb", "value"),
    [
        ("Police detained Marat Usenov in Tallinn, Estonia, on Monday.", "detained", "Tallinn, Estonia"),
        ("A court in Tallinn convicted Marat Usenov.", "convicted", "Tallinn"),
        ("Marat Usenov was beaten at the police station.", "beaten", "police station"),
        ("Men threw a bottle at the journalist Marat Usenov outside the town hall.", "threw", "outside the town hall"),
        ("Officers stormed her office and took the computers.", "stormed", "her office"),
        ("Marat Usenov was driven to a garage.", "driven", "garage"),
    ],
)
def test_a_step_is_where_its_predicate_says(text: str, verb: str, value: str) -> None:
    assert place(text, verb) == value


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Marat Usenov, who keeps a pharmacy in Tallinn, was fined.", "fined"),
        ("Marat Usenov was sentenced to two years in a penal colony.", "sentenced"),
        ("The appeal court raised the fine of the teacher from Tallinn.", "raised"),
    ],
)
def test_a_place_that_describes_something_else_is_not_the_steps(text: str, verb: str) -> None:
    assert place(text, verb) == ""


# ---- Before whom ------------------------------------------------------------------------------


def test_the_body_is_the_agent_and_not_the_officers_who_came_for_it() -> None:
    passage = opened("Marat Usenov was placed in custody by the investigating judge of the Narva tribunal.")
    assert acting_body(passage, clause_with(passage, "placed")[1], doer_acts=False)[0].startswith("investigating judge")
    passage = opened("Officers of the Security Directorate arrested Marat Usenov.")
    assert acting_body(passage, clause_with(passage, "arrested")[1], doer_acts=True)[0] == "Security Directorate"


def test_a_verdict_told_on_is_that_of_the_court_named_before_and_a_description_is_not() -> None:
    passage = opened(
        "The Narva City Court sentenced Marat Usenov to two years. Mart Kasepuu got a year. "
        "Jaan Lillemets, who is serving a term for theft, was a witness."
    )
    sentence, clause = clause_with(passage, "got")
    assert bench_of(passage, sentence, clause.predicate) == "Narva City Court"
    sentence, clause = clause_with(passage, "serving")
    assert bench_of(passage, sentence, clause.predicate) == ""


def test_a_list_goes_on_from_the_court_before_it() -> None:
    text = "On 4 May 2021 the Narva City Court gave judgment.\n\n- Mart Kasepuu: 8 years in prison\n\n- Jaan Lillemets: 6 years in prison"
    verdicts = [s for s in statements(opened(text)) if isinstance(s, Proceeding) and s.penalties]
    assert [(v.body, "body" in v.inferred) for v in verdicts] == [("Narva City Court", True)] * 2


def test_the_only_judge_of_a_paragraph_is_that_of_its_steps_and_two_are_nobodys() -> None:
    one = "The Narva City Court sentenced Marat Usenov to two years. Judge Riina Sepping said it was just."
    passage = opened(one)
    assert judge_of(passage, passage.sentences[0], "Narva City Court") == ("Riina Sepping", True)
    assert judge_of(passage, passage.sentences[0], "") == ("", False)
    passage = opened(f"{one} Judge Toomas Kallaste disagreed.")
    assert judge_of(passage, passage.sentences[0], "Narva City Court") == ("", False)
