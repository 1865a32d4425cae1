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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The vote was marred by irregularities and intimidation, observers said.",
            ("vote", "marred by irregularities and intimidation", "observers"),
        ),
        ("The judiciary lacks independence, the rapporteur said.", ("judiciary", "lacks independence", "rapporteur")),
        ("Authorities failed to investigate the deaths.", ("Authorities", "failed to investigate the deaths", "")),
        (
            "The authorities have yet to ensure justice for the miners.",
            ("authorities", "have yet to ensure justice for the miners", ""),
        ),
        (
            "Prosecutors have tried miners instead of investigating the shooting.",
            ("Prosecutors", "have tried miners instead of investigating the shooting", ""),
        ),
        (
            "The arrest was in violation of Article 9 of the Covenant.",
            ("arrest", "in violation of Article 9 of the Covenant", ""),
        ),
        (
            "The imprisonment constitutes arbitrary detention under international law.",
            ("imprisonment", "constitutes arbitrary detention under international law", ""),
        ),
        ("Observers noted numerous violations during the count.", ("count", "numerous violations", "Observers")),
        (
            "The sentences were a roll-call and not a trial.",
            ("sentences", "a roll-call and not a trial", ""),
        ),
        (
            "In a report of nine pages the commission called the conduct of the forces “generally adequate.”",
            ("conduct of the forces", "generally adequate", "commission"),
        ),
        (
            "The figure, retired brigadier Jarek Olm said on television, is “a fairy tale with a budget”.",
            ("figure", "a fairy tale with a budget", "Jarek Olm"),
        ),
        (
            "The charges are politically motivated, according to the Steppe Monitor.",
            ("charges", "politically motivated", "Steppe Monitor"),
        ),
    ],
)
def test_what_falls_short_or_is_left_undone_is_a_judgment(text: str, expected: tuple[str, str, str]) -> None:
    assert assessments(text) == [expected]


def test_an_inquiry_finds_in_plain_words_and_it_goes_on_about_the_same_thing() -> None:
    assert assessments(
        "The mission concluded that the practice was widespread, and that it served to silence witnesses."
    ) == [
        ("practice", "widespread", "mission"),
        ("practice", "served to silence witnesses", "mission"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The government should investigate the deaths instead of jailing miners.",
        "The driver failed to stop at the gate.",
        "The strike was joined by miners and teachers.",
    ],
)
def test_demands_and_plain_events_are_no_judgments(text: str) -> None:
    assert assessments(text) == []


def test_every_word_of_a_coroner_on_a_body_is_a_finding() -> None:
    assert assessments("The victims were shot at the rim, the coroner found.") == [
        ("victims", "shot at the rim", "coroner")
    ]


def test_whose_study_it_is_and_who_holds_the_office() -> None:
    ((_, _, by),) = assessments("A study by the Chamber of Advocates calls the law “barely workable”.")
    assert by == "Chamber of Advocates"
    ((_, _, by),) = assessments("Counsel for the ministry, Osman Tarek, described the complaint as “theatre”.")
    assert by == "Osman Tarek"


def test_what_somebody_puts_their_own_wounds_down_to_is_no_finding() -> None:
    assert assessments("A report records a bruise. Daulet Sarsenov attributes the bruise to slaps.")[1:] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "It is our view that the regime at the prison amounts to cruel and inhuman treatment.",
            ("regime at the prison", "amounts to cruel and inhuman treatment", ""),
        ),
        (
            'The Tavra Press Circle calls the ruling "three-quarters sane".',
            ("ruling", "three-quarters sane", "Tavra Press Circle"),
        ),
        ("The inquiry found that the padlock had rusted.", ("padlock", "had rusted", "inquiry")),
        ("Polling on Saturday was calm.", ("Polling on Saturday", "calm", "")),
    ],
)
def test_views_inquiries_and_plain_judgments(text: str, expected: tuple[str, str, str]) -> None:
    assert assessments(text) == [expected]
