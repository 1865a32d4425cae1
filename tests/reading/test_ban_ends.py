"""Until when a restriction holds, as reports tell it. All people and cases are invented."""

import pytest

from khronika.documents.document import Block, Document
from khronika.reading import read
from khronika.vocabulary.statement import Proceeding, Restriction
from khronika.vocabulary.terms import Step


def statements(text: str, published: str = "2024-03-10") -> tuple[object, ...]:
    block = Block(0, len(text), number=1)
    return read(
        Document(
            id="x", text=text, sha256="", media_type="text/plain", language="en", published=published, blocks=(block,)
        )
    ).statements


def ban(text: str, published: str = "2024-03-10") -> Restriction:
    (found,) = [s for s in statements(text, published) if isinstance(s, Restriction)]
    return found


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("The Abay District Court banned Daulet Sarsenov from public speaking until 1 December 2024.", "2024-12-01"),
        ("Daulet Sarsenov is under a travel ban until December 2026.", "2026-12"),
        ("The court barred Daulet Sarsenov from leaving the country until the end of 2025.", "2025-12-31"),
        ("Until 1 June 2025 Daulet Sarsenov may not address meetings.", "2025-06-01"),
        ("A court barred Daulet Sarsenov from journalism from 1 March 2024 to 1 March 2026.", "2026-03-01"),
        ("The court imposed a two-year ban on publishing on Daulet Sarsenov, which expires on 1 March 2026.", "2026-03-01"),
        ("The court extended the ban on public speaking on Daulet Sarsenov until 1 December 2026.", "2026-12-01"),
    ],
)  # fmt: skip
def test_the_told_end_is_kept_and_is_not_taken_for_the_day_of_the_order(text: str, until: str) -> None:
    found = ban(text)
    assert (found.until, found.date) == (until, "")
    assert not any(digit in item for item in found.prohibits for digit in "0123456789")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Daulet Sarsenov must not leave the city until trial.", "until trial"),
        ("Daulet Sarsenov must not leave Almaty until the trial ends.", "until the trial ends"),
        ("The court forbade Daulet Sarsenov to publish until judgment is pronounced.", "until judgment is pronounced"),
        ("Daulet Sarsenov may not travel, pending the outcome of his appeal.", "pending the outcome of his appeal"),
        ("Daulet Sarsenov may not address meetings until the trial, which is to open on 2 April.", "until the trial"),
        ("Daulet Sarsenov may not address meetings before his trial.", "before his trial"),
        ("A judge ordered Daulet Sarsenov not to speak to the press until further notice.", "until further notice"),
    ],
)
def test_an_end_told_as_an_event_keeps_its_words(text: str, words: str) -> None:
    found = ban(text)
    assert (found.until, found.date) == (words, "")
    assert words in found.quote.text


def test_both_ends_of_a_stretch_are_kept() -> None:
    found = ban("A court barred Daulet Sarsenov from journalism from 1 March 2024 to 1 March 2026.")
    assert (found.starts, found.until, found.prohibits) == ("2024-03-01", "2026-03-01", ("journalism",))


def test_an_end_without_a_year_lies_ahead_and_says_why() -> None:
    found = ban("Daulet Sarsenov may not leave Almaty until 15 May.")
    assert found.until == "2024-05-15"
    assert "until" in found.inferred
    assert found.reasons["until"]


@pytest.mark.parametrize("sentence", ["The ban runs until 10 March 2026.", "It expires on 10 March 2026."])
def test_an_end_told_in_the_next_sentence_is_inferred_with_that_sentence_as_reason(sentence: str) -> None:
    found = ban(f"The court prohibited Daulet Sarsenov from organizing rallies. {sentence}")
    assert found.until == "2026-03-10"
    assert "until" in found.inferred
    assert sentence in found.reasons["until"]


@pytest.mark.parametrize(
    "text",
    [
        "The court prohibited Daulet Sarsenov from organizing rallies for two years.",
        "On 3 March 2024 the court prohibited Daulet Sarsenov from organizing rallies.",
        "The court prohibited Daulet Sarsenov from organizing rallies. The trial lasted until 2 March 2024.",
        "The court prohibited Daulet Sarsenov from publishing interviews that he gave until 2020.",
    ],
)
def test_what_ends_something_else_is_no_end_of_the_ban(text: str) -> None:
    assert ban(text).until == ""


@pytest.mark.parametrize(
    "text",
    [
        "On 5 May 2024 the Abay District Court lifted the travel ban on Daulet Sarsenov.",
        "On 5 May 2024 the Abay District Court lifted the ban on public speaking on Daulet Sarsenov.",
        "On 5 May 2024 the court lifted Daulet Sarsenov's travel ban.",
        "The travel ban on Daulet Sarsenov was lifted on 5 May 2024.",
    ],
)
def test_a_ban_that_is_lifted_is_a_step_and_no_new_ban(text: str) -> None:
    (found,) = statements(text)
    assert isinstance(found, Proceeding)
    assert (found.step, [str(p) for p in found.subject], found.date) == (Step.OTHER, ["Daulet Sarsenov"], "2024-05-05")


@pytest.mark.parametrize(
    "text",
    ["The court refused to lift the travel ban on Daulet Sarsenov.", "The government lifted the ban on rallies."],
)
def test_a_ban_that_is_not_lifted_or_is_nobodys_is_no_step(text: str) -> None:
    assert not [s for s in statements(text) if isinstance(s, Proceeding) and s.step is Step.OTHER]
