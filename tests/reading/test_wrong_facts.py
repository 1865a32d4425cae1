"""What must not be stated as done: sentences that look like verdicts, arrests and counts, and are none. All invented."""

import pytest

from khronika.vocabulary.statement import Proceeding, Statement, Toll
from khronika.vocabulary.terms import Modality, PenaltyType, Step
from tests.conftest import reading_of

HEARING = "The hearing was held in April, the office of the ombudsman said in its report. "


def told(text: str) -> tuple[Statement, ...]:
    return reading_of(HEARING + text).statements


@pytest.mark.parametrize(
    "text",
    [
        "Activist Anna Sol close to death after 40 days on hunger strike.",
        "Writer Anna Sol at imminent risk of death.",
        'In a tweet, their lawyer Marat Nil wrote: "The ten-year prison term of my client is a disgrace."',
        'The minister Karim Adil declared: "Ten years in prison for such a crime!"',
        "The judge ordered Nur Ali not to speak to the press for three months.",
        "The prosecutor ordered Nur Ali to stay in the city for two months.",
        "Had Omar Bek been convicted, his party would have left the talks.",
    ],
)
def test_what_sounds_like_a_verdict_is_none(text: str) -> None:
    assert [s for s in told(text) if isinstance(s, Proceeding) and s.step is Step.VERDICT] == []


def test_a_participle_before_a_noun_is_no_step_of_whom_was_told_before() -> None:
    text = "Said Tal was released on 2 May. On 5 May, the Centre warned of the dangers facing detained protesters."
    steps = [s.step for s in told(text) if isinstance(s, Proceeding) and s.step is not Step.HEARING]
    assert steps == [Step.RELEASE]


def test_the_time_of_a_suspension_is_no_second_term() -> None:
    text = "The court sentenced Leila Mir to a two-year prison sentence, suspended over three years."
    (verdict,) = [s for s in told(text) if isinstance(s, Proceeding) and s.step is Step.VERDICT]
    assert [(p.type, p.duration, p.suspended) for p in verdict.penalties] == [(PenaltyType.IMPRISONMENT, "P2Y", True)]


def test_a_year_is_no_count() -> None:
    assert [s for s in told("The court upheld the 2019 conviction of Nur Ali.") if isinstance(s, Toll)] == []


def test_what_would_have_been_is_not_told_as_done() -> None:
    text = "Had Omar Bek been convicted, he would have been sentenced to death."
    verdicts = [s for s in told(text) if isinstance(s, Proceeding) and s.step is Step.VERDICT]
    assert {s.modality for s in verdicts} <= {Modality.CONDITIONAL}


def test_somebodys_death_is_no_death_sentence() -> None:
    text = "On 3 May the court sentenced Omar Bek, an officer, to six years in prison over the death of a detainee."
    (verdict,) = [s for s in told(text) if isinstance(s, Proceeding) and s.step is Step.VERDICT]
    assert [one.type for one in verdict.penalties] == [PenaltyType.IMPRISONMENT]


def test_a_verdict_that_stands_alone_was_not_upheld() -> None:
    steps = [
        s.step for s in told("On 3 May Omar Bek was acquitted. The verdict stands alone.") if isinstance(s, Proceeding)
    ]
    assert Step.APPEAL_DECISION not in steps


def test_the_judge_who_finds_somebody_guilty_is_not_convicted() -> None:
    text = (
        "Our editor, Leila Mir, is at home tonight. At noon today Judge Karin Ostmeer of the Lower Town District Court "
        "found her guilty of spreading false information."
    )
    verdicts = [s for s in told(text) if isinstance(s, Proceeding) and s.step is Step.VERDICT]
    assert all(party.name != "Karin Ostmeer" for one in verdicts for party in one.subject)
