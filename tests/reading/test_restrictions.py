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


def test_what_a_ban_leaves_somebody_without_is_told_by_cannot() -> None:
    found = restrictions(
        "Lida Ostrom, a teacher, was convicted in May. The conviction stripped Ostrom of her rights. "
        "As a result, she cannot register her union or take part in meetings."
    )
    assert [(str(r.subject[0]), r.prohibits) for r in found] == [
        ("Lida Ostrom", ("registering her union", "taking part in meetings"))
    ]


def test_cannot_alone_is_an_inability_and_no_restriction() -> None:
    assert restrictions("Lida Ostrom, a teacher, is ill. She cannot walk or lift her arm.") == []


def test_a_judge_who_rules_is_not_a_witness_to_the_order() -> None:
    (found,) = restrictions("Daulet Sarsenov may not join an association for five years, Judge Marat Yesen ruled.")
    assert (found.asserted_by, found.imposed_by) == ("author", "Judge Marat Yesen")


@pytest.mark.parametrize(
    ("text", "subject", "prohibits"),
    [
        ("The court froze the assets of Lida Ostrom.", "Lida Ostrom", "use of assets"),
        ("The regulator suspended the licence of Radio Tavra for three months.", "Radio Tavra", "broadcasting"),
        ("The court ordered the weekly Tavra to stop printing.", "weekly Tavra", "printing"),
        (
            "The court imposed a two-year ban on journalistic activity on Lida Ostrom.",
            "Lida Ostrom",
            "journalistic activity",
        ),
        (
            "The judge granted bail on condition that Lida Ostrom not leave the district.",
            "Lida Ostrom",
            "leaving the district",
        ),
        ("Under the terms of her release, Lida Ostrom cannot give interviews.", "Lida Ostrom", "giving interviews"),
        ("Lida Ostrom was released but remains under a travel ban.", "Lida Ostrom", "travel"),
    ],
)
def test_orders_that_stop_something_and_bans_in_other_words(text: str, subject: str, prohibits: str) -> None:
    (found,) = restrictions(text)
    assert ([str(p) for p in found.subject], found.prohibits) == ([subject], (prohibits,))


def test_he_is_the_defendant_and_not_the_judge() -> None:
    (found,) = restrictions(
        "Judge Ruben Petos released Daulet Sarsenov on bail. He may not leave the town until the trial."
    )
    assert [str(p) for p in found.subject] == ["Daulet Sarsenov"]


def test_what_anyone_who_breaks_the_ban_can_expect() -> None:
    ban, breach = restrictions(
        "The court barred Lida Ostrom from publishing. Anyone who breaks the ban can be jailed for a month."
    )
    assert (breach.modality, breach.consequence) == (Modality.CONDITIONAL, "can be jailed for a month")
    assert ban.prohibits == breach.prohibits == ("publishing",)
