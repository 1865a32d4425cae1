"""Whose step it is, what it brings, and when: names that are none, lists that are one person. All invented."""

import pytest

from khronika.vocabulary.statement import Act, Party, Proceeding
from khronika.vocabulary.terms import PenaltyType, Step
from tests.conftest import reading_of


def steps(text: str, step: Step) -> list[Proceeding]:
    return [s for s in reading_of(text).statements if isinstance(s, Proceeding) and s.step is step]


def test_a_court_of_appeal_belongs_to_nobody_called_appeal() -> None:
    text = "On 3 May 2024 the court convicted Rauf Osmanov of fraud. On 9 June 2024 the Court of Appeal confirmed the verdict."
    (decision,) = steps(text, Step.APPEAL_DECISION)
    assert decision.subject == (Party(name="Rauf Osmanov"),)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Police in Sohar arrested the beekeeper and singer Talib Mansur on 25 May 2024.", ["Talib Mansur"]),
        ("One of the three, Ziad Shaban, was arrested again on 25 May 2024.", ["Ziad Shaban"]),
        (
            "Two pastors of the church Mount of Light, Abner Tino and Josias Tino, were arrested on 25 May 2024.",
            ["Abner Tino", "Josias Tino"],
        ),
        ("The court arrested the teacher Anna Sol and a student on 25 May 2024.", ["Anna Sol", "student"]),
    ],
)
def test_who_was_arrested(text: str, names: list[str]) -> None:
    (arrest,) = steps(text, Step.ARREST)
    assert [str(p) for p in arrest.subject] == names


def test_the_judge_who_sets_bail_is_not_released() -> None:
    text = "Hafiz Omar, a cartoonist, was charged on 3 May 2024. Judge Nora Yusof set bail at 8,000 dollars."
    assert not [s for s in steps(text, Step.RELEASE) if Party(name="Nora Yusof") in s.subject]


def test_money_is_nobody_and_a_fine_is_of_the_one_who_pays() -> None:
    (verdict,) = steps("On 14 June 2024 a court in Bishkek fined Emil Bakirov 100,000 soms for libel.", Step.VERDICT)
    assert verdict.subject == (Party(name="Emil Bakirov"),)


@pytest.mark.parametrize(
    ("text", "death"),
    [
        ("Omar Bek was sentenced in 2014 to nine years for the death of a fisherman.", False),
        ("The court convicted Omar Bek in 2014 and sentenced him to death.", True),
        ("The court convicted Omar Bek and sentenced him to death in August 2019.", True),
        (
            "The court convicted Omar Bek in 2014 and sentenced him to nine years over an interview with a death-row prisoner.",
            False,
        ),
    ],
)
def test_somebodys_death_is_no_sentence(text: str, death: bool) -> None:
    types = {p.type for verdict in steps(text, Step.VERDICT) for p in verdict.penalties}
    assert types
    assert (PenaltyType.DEATH in types) == death


def test_the_hours_that_a_trial_lasted_are_no_term() -> None:
    found = steps(
        "Hemin Rostami was convicted of fraud on 3 May 2024 after a trial that lasted two hours.", Step.VERDICT
    )
    assert found
    assert all(not p.duration for verdict in found for p in verdict.penalties)


def test_a_judge_sits_in_his_own_court_only() -> None:
    text = (
        "On 10 March 2024 Judge Tariro Chidza of the Harare Magistrates Court sentenced Tendai Moyo to two years in prison. "
        "On 12 March 2024 the Tbilisi City Court fined Nutsa Gogi 5,000 lari."
    )
    fined = [s for s in steps(text, Step.VERDICT) if Party(name="Nutsa Gogi") in s.subject]
    assert [s.judge for s in fined] == [""]


def test_nothing_is_said_of_an_act_that_a_court_of_appeal_is_asked_about() -> None:
    text = "The Court of Appeal heard on 3 May 2024 that guards beat Said Tal in his cell."
    assert all("Appeal" not in {p.name for p in s.victims} for s in reading_of(text).statements if isinstance(s, Act))


def test_a_length_after_a_release_says_nothing_of_when_the_text_was_written() -> None:
    found = reading_of(
        "Supporters of Ermek Sultanov waited outside the court in March 2023.\n\nOn June 14, the District Court in Bishkek sentenced "
        "Ermek Sultanov to five years in prison and barred him from holding public office for three years after his release. He had "
        "been detained on October 23, 2022."
    ).statements
    dates = [s.date for s in found if isinstance(s, Proceeding)]
    assert not any(date.startswith("2026") for date in dates)
