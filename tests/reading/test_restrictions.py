"""Behaviour of the reader on restrictions. All people and cases are invented."""

import pytest

from khronika.documents.document import Block, Document
from khronika.reading import read
from khronika.vocabulary.statement import Restriction
from khronika.vocabulary.terms import Modality


def restrictions(text: str, published: str = "2024-03-10") -> list[Restriction]:
    document = Document(
        id="x",
        text=text,
        sha256="",
        media_type="text/plain",
        language="en",
        published=published,
        blocks=(Block(0, len(text), number=1),),
    )
    found = [s for s in read(document).statements if isinstance(s, Restriction)]
    assert all(text[s.quote.start : s.quote.end] == s.quote.text for s in found)
    return found


def test_each_activity_of_a_ban_is_an_item_with_its_length_and_court() -> None:
    (found,) = restrictions(
        "The Abay District Court prohibited Daulet Sarsenov from organizing rallies and publishing articles for three years."
    )
    assert found.prohibits == ("organizing rallies", "publishing articles")
    assert [str(p) for p in found.subject] == ["Daulet Sarsenov"]
    assert found.imposed_by == "Abay District Court"
    assert found.duration == "P3Y"


def test_an_example_after_including_is_an_activity_of_its_own() -> None:
    (found,) = restrictions(
        "A court prohibited Daulet Sarsenov from any political activism, including by publishing on social media for six years."
    )
    assert found.prohibits == ("political activism", "publishing on social media")
    assert found.duration == "P6Y"


@pytest.mark.parametrize(
    ("text", "activities"),
    [
        ("Daulet Sarsenov may not leave Almaty or speak to the press.", ("leaving Almaty", "speaking to the press")),
        ("Daulet Sarsenov is not allowed to use the internet.", ("using the internet",)),
        ("Daulet Sarsenov was deprived of the right to engage in journalism.", ("engaging in journalism",)),
        ("Daulet Sarsenov must keep 100 metres away from the school.", ("coming within 100 metres of the school",)),
        ("Daulet Sarsenov was released in May after signing an undertaking not to leave Almaty.", ("leaving Almaty",)),
    ],
)
def test_other_ways_of_forbidding_give_activities_in_ing(text: str, activities: tuple[str, ...]) -> None:
    (found,) = restrictions(text)
    assert found.prohibits == activities
    assert [str(p) for p in found.subject] == ["Daulet Sarsenov"]


def test_a_breach_told_in_the_next_sentence_is_a_conditional_statement_of_the_same_ban() -> None:
    ban, breach = restrictions(
        "A judge barred Daulet Sarsenov from teaching for two years. If he violates the ban, he faces imprisonment."
    )
    assert ban.modality is Modality.ASSERTED
    assert breach.modality is Modality.CONDITIONAL
    assert breach.consequence == "imprisonment"
    assert breach.prohibits == ban.prohibits == ("teaching",)
    assert set(breach.inferred) >= {"prohibits"}


def test_a_breach_told_in_the_same_clause_fills_the_consequence() -> None:
    (found,) = restrictions("Daulet Sarsenov was barred from teaching for two years on pain of arrest.")
    assert found.consequence == "arrest"
    assert found.prohibits == ("teaching",)


def test_a_ban_that_begins_after_the_release_keeps_the_words() -> None:
    (found,) = restrictions("The court also barred Daulet Sarsenov from teaching for five years after his release.")
    assert found.starts == "after his release"
    assert found.duration == "P5Y"


@pytest.mark.parametrize(
    "text",
    [
        "The law bans plastic bags.",
        "The court should be barred from the case.",
        "Daulet Sarsenov did not ban anybody from speaking.",
        "Nobody here is allowed to guess.",
        "Daulet Sarsenov may not have been there.",
    ],
)
def test_general_rules_wishes_and_doubts_are_no_restrictions(text: str) -> None:
    assert restrictions(text) == []


def test_each_activity_of_coordinated_prepositions_is_kept_and_the_court_has_its_name() -> None:
    text = (
        "The Abay District Court in Shymkent convicted Nurlan Kerimbayev on 16 May 2024. The court also fined him 200,000 tenge "
        "and barred him from organizing gatherings and from publishing on social media for four years."
    )
    found = restrictions(text)
    assert [s.prohibits for s in found] == [("organizing gatherings", "publishing on social media")]
    assert (found[0].imposed_by, found[0].duration) == ("Abay District Court", "P4Y")
