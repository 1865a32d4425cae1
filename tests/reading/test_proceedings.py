"""The steps of a case are read as reports tell them. All people and cases are invented."""

from khronika.vocabulary.statement import Proceeding
from khronika.vocabulary.terms import Modality, Outcome, PenaltyType, Step
from tests.conftest import reading_of


def steps_of(text: str) -> list[Proceeding]:
    """Return the steps that a text tells; a plain sentence before it lets its language be told."""
    reading = reading_of(f"This is what the people who live in the town have told us over the last few days.\n\n{text}")
    assert not reading.note
    return [s for s in reading.statements if isinstance(s, Proceeding)]


def told(text: str) -> list[tuple[Step, list[str]]]:
    """Return each step with whose it is."""
    return [(s.step, [str(p) for p in s.subject]) for s in steps_of(text)]


def test_what_a_court_also_found_belongs_to_its_verdict() -> None:
    text = (
        "On 3 May 2024 a court in Osh convicted Aibek Toktosunov, a trade unionist accused of organizing mass riots, and "
        "sentenced him to four years in prison. The charges had carried a maximum 8-year sentence. The court also found "
        "Toktosunov guilty of insulting officers and spreading false information."
    )
    verdicts = [s for s in steps_of(text) if s.step is Step.VERDICT]
    assert [[c.offence for c in v.charges] for v in verdicts] == [
        ["organizing mass riots", "insulting officers", "spreading false information"]
    ]
    charges = [s for s in steps_of(text) if s.step is Step.CHARGE]
    assert [[(c.offence, c.maximum) for c in s.charges] for s in charges] == [[("organizing mass riots", "P8Y")]]
    assert [str(p) for p in charges[0].subject] == ["Aibek Toktosunov"]


def test_lines_of_a_list_take_court_day_and_offence_from_above() -> None:
    text = (
        "On 3 May 2024 the Osh City Court convicted Aibek Toktosunov of arson and sentenced him to nine years in prison.\n\n"
        "Samat Orozov, banker: 14 years\n\n"
        "Marat Abdiev, lawyer, tried in absentia: 30 years\n\n"
        "Samira Lakova, stewardess: case dismissed\n\n"
        "Captain Nurlan Hamidov, master of the ferry: acquitted\n"
    )
    lines = steps_of(text)[1:]
    assert [(str(s.subject[0]), s.outcome, [p.duration for p in s.penalties]) for s in lines] == [
        ("Samat Orozov", Outcome.CONVICTED, ["P14Y"]),
        ("Marat Abdiev", Outcome.CONVICTED, ["P30Y"]),
        ("Samira Lakova", Outcome.DISMISSED, []),
        ("Nurlan Hamidov", Outcome.ACQUITTED, []),
    ]
    assert {(s.body, s.date) for s in lines} == {("Osh City Court", "2024-05-03")}
    assert [c.offence for c in lines[0].charges] == ["arson"]
    assert {"body", "date", "charges"} <= set(lines[0].inferred)


def test_several_people_who_get_something_else_each_have_their_verdict() -> None:
    text = (
        "Aibek Toktosunov and Nurlan Hamidov are miners. In May 2024 a court in Osh sentenced Toktosunov to two years and "
        "Hamidov to three years for arson."
    )
    verdicts = steps_of(text)
    assert [(str(v.subject[0]), [p.duration for p in v.penalties]) for v in verdicts] == [
        ("Aibek Toktosunov", ["P2Y"]),
        ("Nurlan Hamidov", ["P3Y"]),
    ]
    assert all([c.offence for c in v.charges] == ["arson"] for v in verdicts)


def test_a_partly_suspended_term_is_two_penalties() -> None:
    text = "A court in Osh sentenced Aibek Toktosunov on 3 May 2024 to five years in prison, two of them suspended."
    penalties = steps_of(text)[0].penalties
    assert [(p.duration, p.suspended) for p in penalties] == [("P3Y", False), ("P2Y", True)]


def test_fines_days_of_arrest_and_what_is_no_sentence() -> None:
    text = (
        "In October 2023 a criminal court fined the teacher Aibek Toktosunov 100 dollars for disobeying the police. "
        "This was not the first time. In May of the same year he was given twelve days for shouting at a meeting."
    )
    fined, days = steps_of(text)
    assert [(p.type, p.amount, p.currency) for p in fined.penalties] == [(PenaltyType.FINE, 100, "USD")]
    assert [c.offence for c in fined.charges] == ["disobeying the police"]
    assert [(p.type, p.duration) for p in days.penalties] == [(PenaltyType.ADMINISTRATIVE_DETENTION, "P12D")]
    freed = steps_of("After 26 months a judge in Osh acquitted Aibek Toktosunov of arson.")[0]
    assert (freed.outcome, freed.penalties) == (Outcome.ACQUITTED, ())


def test_custody_told_without_a_verb_of_its_own() -> None:
    text = "Miner Aibek Toktosunov, in custody since 30 August 2023, writes every day. Samat Orozov was held in Osh prison for a week."
    assert told(text) == [(Step.DETENTION, ["Aibek Toktosunov"]), (Step.DETENTION, ["Samat Orozov"])]


def test_a_plea_and_a_maximum_are_of_the_offence_told_before() -> None:
    text = (
        "Prosecutors charged Aibek Toktosunov with inciting hatred in May 2024. Toktosunov pleaded not guilty. "
        "The offence carries up to seven years."
    )
    charge, plea, maximum = steps_of(text)
    assert [c.offence for c in plea.charges] == ["inciting hatred"] == [c.offence for c in charge.charges]
    assert (plea.modality, maximum.charges[0].maximum) == (Modality.DENIED, "P7Y")
    assert "charges" in plea.inferred


def test_an_appeal_is_the_clients_and_what_it_made_of_the_term_is_told() -> None:
    text = (
        "Aibek Toktosunov was sentenced to eight years in prison in May 2024. Toktosunov's lawyer lodged an appeal. "
        "The Osh Regional Court cut the prison term of Toktosunov from eight years to four."
    )
    _, appeal, decision = steps_of(text)
    assert (appeal.step, [str(p) for p in appeal.subject]) == (Step.APPEAL, ["Aibek Toktosunov"])
    assert (decision.outcome, [p.duration for p in decision.penalties]) == (Outcome.REDUCED, ["P4Y"])


def test_bail_refused_and_given_and_a_hearing_put_off() -> None:
    text = (
        "Aibek Toktosunov was arrested in Osh on 3 May 2024. Bail was refused on 20 May. The hearing was adjourned to 7 June. "
        "Toktosunov was released on 8 June."
    )
    assert [(s.step, s.outcome, s.date) for s in steps_of(text)] == [
        (Step.ARREST, None, "2024-05-03"),
        (Step.RELEASE, Outcome.REFUSED, "2024-05-20"),
        (Step.HEARING, Outcome.POSTPONED, "2024-06-07"),
        (Step.RELEASE, None, "2024-06-08"),
    ]
    assert all([str(p) for p in s.subject] == ["Aibek Toktosunov"] for s in steps_of(text))


def test_what_is_asked_conditional_or_only_counted_is_no_step() -> None:
    assert steps_of("The union called on prosecutors to open a case against Aibek Toktosunov.") == []
    assert steps_of("If Aibek Toktosunov is arrested again, his shop will close.") == []
    assert steps_of("When the sun came up 48 people had been detained.") == []
    assert steps_of("Not one officer was put on trial.") == []
    assert steps_of("Was Aibek Toktosunov arrested in Osh?") == []


def test_an_inquiry_needs_nobody_and_takes_nobody_from_before() -> None:
    text = (
        "Aibek Toktosunov was arrested in Osh on 3 May 2024. Prosecutors opened an inquiry into the fire on 9 May 2024."
    )
    inquiry = steps_of(text)[1]
    assert (inquiry.step, inquiry.subject, inquiry.date) == (Step.INVESTIGATION, (), "2024-05-09")


def test_a_newspaper_can_be_fined_and_a_home_be_searched() -> None:
    text = "Police searched the home of Aibek Toktosunov on 3 May 2024 and confiscated his computer."
    assert (Step.SEARCH, ["Aibek Toktosunov"]) in told(text)
