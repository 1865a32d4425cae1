"""Behaviour of the reader on assessments. All people and cases are invented."""

import pytest

from khronika.documents.document import Block, Document
from khronika.reading import read
from khronika.vocabulary.statement import Assessment


def assessments(text: str) -> list[tuple[str, str, str]]:
    document = Document(
        id="x",
        text=text,
        sha256="",
        media_type="text/plain",
        language="en",
        published="2024-03-10",
        blocks=(Block(0, len(text), number=1),),
    )
    found = [s for s in read(document).statements if isinstance(s, Assessment)]
    assert all(text[s.quote.start : s.quote.end] == s.quote.text for s in found)
    return [(s.about, s.finding, s.by) for s in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Steppe Monitor regards the judgment as a punishment for speaking.",
            ("judgment", "a punishment for speaking", "Steppe Monitor"),
        ),
        ("His lawyer called the ruling “a photocopy”.", ("ruling", "a photocopy", "lawyer")),
        ('His lawyer called the ruling "a photocopy".', ("ruling", "a photocopy", "lawyer")),
        ("The vote was deemed unfair by observers.", ("vote", "unfair", "observers")),
        ("In our view the trial was a farce.", ("trial", "a farce", "")),
        ("The trial fell short of international standards.", ("trial", "fell short of international standards", "")),
        ("The proceedings were orderly.", ("proceedings", "orderly", "")),
        (
            "The experts concluded that the use of force was “neither necessary nor proportionate”.",
            ("use of force", "“neither necessary nor proportionate”", "experts"),
        ),
    ],
)
def test_the_words_of_a_judgment_are_kept_with_what_they_are_about(text: str, expected: tuple[str, str, str]) -> None:
    ((about, finding, by),) = assessments(text)
    assert (about, finding.strip("“”"), by) == (expected[0], expected[1].strip("“”"), expected[2])


def test_an_expert_finding_is_an_assessment() -> None:
    ((_, finding, by),) = assessments("The linguist found no call to violence in the recording.")
    assert finding.startswith("no call to violence")
    assert by == "linguist"


def test_faults_that_monitors_point_to_are_found_of_the_vote_spoken_of_before() -> None:
    ((about, finding, by),) = assessments(
        "Parliamentary elections were held in May. Independent monitors pointed to problems that included “undue hurdles”."
    )
    assert about == "Parliamentary elections"
    assert finding == "problems that included “undue hurdles”"
    assert by == "Independent monitors"


def test_a_judgment_that_nobody_made_keeps_its_negation() -> None:
    ((about, finding, _),) = assessments("No election has been deemed free and fair by independent monitors.")
    assert about == "election"
    assert finding.startswith("No election")


@pytest.mark.parametrize(
    "text",
    [
        "The court found Daulet Sarsenov guilty of fraud.",
        "The opposition called a strike.",
        "The ministry called the allegations baseless.",
        "The trial was postponed.",
        "Police found the body.",
    ],
)
def test_verdicts_acts_and_denials_are_no_assessments(text: str) -> None:
    assert assessments(text) == []
