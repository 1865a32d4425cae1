"""Behaviour of the reader on recommendations. All people and cases are invented."""

import pytest

from khronika.documents.document import Block, Document, Role
from khronika.reading import read
from khronika.vocabulary.statement import Recommendation


def recommendations(*paragraphs: str) -> list[tuple[str, str, str]]:
    text = "\n".join(paragraphs)
    blocks, at = [], 0
    for number, paragraph in enumerate(paragraphs, 1):
        role = Role.LIST_ITEM if paragraph.startswith("•") else Role.PARAGRAPH
        blocks.append(Block(at, at + len(paragraph), role, number))
        at += len(paragraph) + 1
    document = Document(
        id="x",
        text=text,
        sha256="",
        media_type="text/plain",
        language="en",
        published="2024-03-10",
        blocks=tuple(blocks),
    )
    found = [s for s in read(document).statements if isinstance(s, Recommendation)]
    assert all(text[s.quote.start : s.quote.end] == s.quote.text for s in found)
    return [(s.to, s.action, s.by) for s in found]


def test_each_verb_after_should_is_an_action_of_its_own() -> None:
    assert recommendations("The ministry should publish the list and compensate the families.") == [
        ("ministry", "publish the list", ""),
        ("ministry", "compensate the families", ""),
    ]


def test_somebody_else_who_asks_is_named_with_each_addressee() -> None:
    assert recommendations(
        "The Steppe Rights Forum urged the government to drop the charges and the police to find the attackers."
    ) == [
        ("government", "drop the charges", "Steppe Rights Forum"),
        ("police", "find the attackers", "Steppe Rights Forum"),
    ]


def test_we_is_the_voice_of_the_document() -> None:
    assert recommendations("We call on the authorities to release the prisoners.") == [
        ("authorities", "release the prisoners", "")
    ]


def test_a_demand_in_the_passive_is_asked_of_nobody() -> None:
    ((to, action, by),) = recommendations("The commission recommended that the family be paid 500 dollars.")
    assert (to, by) == ("", "commission")
    assert "family be paid 500 dollars" in action


def test_the_items_of_a_list_are_asked_of_whom_the_line_before_names() -> None:
    found = recommendations(
        "To the government of Kazakhstan:",
        "• Release the prisoners;",
        "• Repeal the law on assemblies.",
        "That is all.",
    )
    assert found == [
        ("government of Kazakhstan", "Release the prisoners", ""),
        ("government of Kazakhstan", "Repeal the law on assemblies", ""),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "If the government should refuse, the talks end.",
        "Students must clean a beach for three weeks, a judge ruled.",
        "Readers should bring a pen.",
        "The police did not ask the court to detain him.",
        "She should have gone home.",
        "The prosecutor asked the court to extend the detention.",
    ],
)
def test_conditions_orders_and_advice_are_no_recommendations(text: str) -> None:
    assert recommendations(text) == []


def test_actions_in_a_row_after_one_verb_of_asking_each_stand_alone() -> None:
    assert recommendations(
        "The Steppe Monitor called on the authorities to immediately release Lida Ostrom, drop all charges and investigate the beating."
    ) == [
        ("authorities", "immediately release Lida Ostrom", "Steppe Monitor"),
        ("authorities", "drop all charges", "Steppe Monitor"),
        ("authorities", "investigate the beating", "Steppe Monitor"),
    ]


def test_a_thing_to_be_done_is_asked_of_nobody() -> None:
    assert recommendations("We call for the charges to be dropped.") == [("", "charges to be dropped", "")]


def test_a_country_can_open_the_sentence_that_asks_it() -> None:
    found = recommendations("Prisons in Bahrain are full. Bahrain should let the rapporteur into the building.")
    assert found == [("Bahrain", "let the rapporteur into the building", "")]


def test_advice_to_members_is_no_recommendation_to_those_in_power() -> None:
    assert recommendations("Members are advised to keep copies of their files.") == []


def test_members_of_a_parliament_are_in_power() -> None:
    assert recommendations("Members of parliament should repeal the law.") == [
        ("Members of parliament", "repeal the law", "")
    ]


def test_a_group_asks_and_not_who_founded_it() -> None:
    text = "The Reed Network, a group founded by Lida Ostrom, urged the government to free the miners."
    assert recommendations(text) == [("government", "free the miners", "Reed Network")]


@pytest.mark.parametrize(
    "text",
    [
        "The ministry should list two names.",
        "The ministry must identify the three officers.",
        "The ministry should start to collect the 40 reports.",
        "The ministry should reject the claim.",
    ],
)
def test_who_is_asked_to_count_or_to_take_a_stand_is_not_who_asks(text: str) -> None:
    assert [(to, by) for to, _, by in recommendations(text)] == [("ministry", "")]
