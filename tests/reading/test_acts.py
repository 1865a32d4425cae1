"""Behaviour of the reader on acts: who did what to whom. All people and cases are invented."""

import pytest

from khronika.documents.document import Block, Document
from khronika.reading import read
from khronika.vocabulary.statement import Act
from khronika.vocabulary.terms import ActType, Modality


def acts(text: str, published: str = "2024-03-10") -> list[Act]:
    document = Document(
        id="x",
        text=text,
        sha256="",
        media_type="text/plain",
        language="en",
        published=published,
        blocks=(Block(0, len(text), number=1),),
    )
    found = [s for s in read(document).statements if isinstance(s, Act)]
    assert all(text[s.quote.start : s.quote.end] == s.quote.text for s in found)
    return found


def names(parties: tuple[object, ...]) -> list[str]:
    return [str(getattr(p, "name", "") or getattr(p, "group", "")) for p in parties]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Marat Dzhunusov was tortured in the cellar.", ActType.TORTURE),
        ("Officers beat Marat Dzhunusov with hoses until he confessed to theft.", ActType.TORTURE),
        ("Prison guards beat Marat Dzhunusov in his cell.", ActType.ILL_TREATMENT),
        ("Two strangers beat Marat Dzhunusov outside a bakery.", ActType.PHYSICAL_ATTACK),
        ("Marat Dzhunusov was held incommunicado for nine days.", ActType.ARBITRARY_DETENTION),
        ("Marat Dzhunusov has not been seen since.", ActType.ENFORCED_DISAPPEARANCE),
        ("Gunmen abducted Marat Dzhunusov in June.", ActType.KIDNAPPING),
        ("Marat Dzhunusov died of a gunshot wound.", ActType.KILLING),
        ("The university dismissed Marat Dzhunusov.", ActType.DISMISSAL),
        ("Marat Dzhunusov lost his job.", ActType.DISMISSAL),
        ("The guards refused Marat Dzhunusov his insulin.", ActType.DENIAL_OF_MEDICAL_CARE),
        ("Marat Dzhunusov was denied access to a lawyer.", ActType.UNFAIR_TRIAL),
        ("Marat Dzhunusov was turned back at the airport.", ActType.TRAVEL_BAN),
        ("Officials confiscated the passport of Marat Dzhunusov.", ActType.TRAVEL_BAN),
        ("Unknown men threatened Marat Dzhunusov.", ActType.THREAT),
        ("Someone burned the car of Marat Dzhunusov.", ActType.PROPERTY_DAMAGE),
        ("Marat Dzhunusov was deported in May.", ActType.DEPORTATION),
        ("The government stripped Marat Dzhunusov of his citizenship.", ActType.OTHER),
        ("Two soldiers raped Aigul Sarina.", ActType.SEXUAL_VIOLENCE),
    ],
)
def test_each_wrong_is_told_by_its_verb_its_state_or_what_was_refused(text: str, kind: ActType) -> None:
    (act,) = acts(text)
    assert act.type is kind
    assert names(act.victims) in (["Marat Dzhunusov"], ["Aigul Sarina"])


def test_an_act_names_those_who_did_it_and_leaves_out_bullets() -> None:
    (beaten,) = acts("Marat Dzhunusov was beaten by two men in masks.")
    assert [(p.group, p.count) for p in beaten.perpetrators] == [("men in masks", 2)]
    (hit,) = acts("Marat Dzhunusov was struck by a bullet.")
    assert hit.perpetrators == ()


def test_force_against_a_crowd_befalls_the_crowd_and_not_the_rounds_that_were_fired() -> None:
    (act,) = acts("Riot police fired rubber bullets at a crowd in Lower Town.")
    assert act.type is ActType.EXCESSIVE_FORCE
    assert names(act.victims) == ["crowd"]
    assert names(act.perpetrators) == ["Riot police"]


def test_a_noun_tells_an_act_and_its_victim() -> None:
    (act,) = acts("The killing of Marat Dzhunusov by soldiers shocked the town.")
    assert (act.type, names(act.victims), names(act.perpetrators)) == (
        ActType.KILLING,
        ["Marat Dzhunusov"],
        ["soldiers"],
    )


def test_verbs_of_one_list_share_their_victims() -> None:
    found = acts("The rebels abducted and killed Marat Dzhunusov.")
    assert {act.type for act in found} == {ActType.KIDNAPPING, ActType.KILLING}
    assert all(names(act.victims) == ["Marat Dzhunusov"] for act in found)


def test_what_witnesses_say_of_themselves_befell_them() -> None:
    (act,) = acts("Four women said that they had been raped by guards.")
    assert [(p.group, p.count) for p in act.victims] == [("women", 4)]
    assert act.modality is Modality.ALLEGED


@pytest.mark.parametrize(
    "text",
    [
        "Nobody beat Marat Dzhunusov.",
        "The police did not beat Marat Dzhunusov.",
        "The officers may torture Marat Dzhunusov.",
        "The ministry should stop torturing Marat Dzhunusov.",
        "Marat Dzhunusov fears being beaten.",
        "Was Marat Dzhunusov beaten?",
        "Marat Dzhunusov was charged with insulting a minister.",
        "Marat Dzhunusov was arrested on suspicion of attacking a guard.",
        "Marat Dzhunusov left the station without being beaten.",
        "An order to shoot Marat Dzhunusov was drafted.",
        "Marat Dzhunusov chained himself to the gate.",
    ],
)
def test_what_did_not_happen_is_no_act(text: str) -> None:
    assert acts(text) == []


def test_a_mere_number_of_dead_is_left_to_the_toll() -> None:
    assert acts("Some 40 people were killed in the spring.") == []


def test_the_shot_and_the_death_it_caused_are_one_act() -> None:
    (act,) = acts("Marat Dzhunusov was attacked and killed by gunmen.")
    assert act.type is ActType.KILLING


@pytest.mark.parametrize(
    "answer",
    [
        "The Interior Ministry denies this.",
        "The Interior Ministry called the claim baseless.",
        "The police chief said that no one had been touched.",
        "The prison administration insists that he fell from a bunk.",
    ],
)
def test_a_denial_denies_the_act_told_before_it(answer: str) -> None:
    told, denied = acts(f"Guards beat Marat Dzhunusov in his cell. {answer}")
    assert told.modality is Modality.ASSERTED
    assert (denied.type, denied.victims, denied.modality) == (told.type, told.victims, Modality.DENIED)
    assert denied.asserted_by != "author"
    assert {"type", "victims"} <= set(denied.inferred)


def test_what_the_victims_own_side_says_is_no_denial() -> None:
    found = acts("Guards beat Marat Dzhunusov in his cell. His sister said that he had not deserved it.")
    assert [act.modality for act in found] == [Modality.ASSERTED]


def test_a_court_that_finds_a_wrong_asserts_it_and_a_party_alleges_it() -> None:
    (found,) = acts("The Regional Court found that officers had tortured Marat Dzhunusov.")
    assert (found.modality, found.asserted_by) == (Modality.ASSERTED, "Regional Court")
    (claimed,) = acts("His lawyer, Dana Orlova, said that officers had tortured Marat Dzhunusov.")
    assert claimed.modality is Modality.ALLEGED


def test_a_paper_suffers_censorship_and_a_party_the_refusal_of_its_registration() -> None:
    (blocked,) = acts("The website Steppe News was blocked in Kalmyk territory.")
    assert blocked.type is ActType.CENSORSHIP
    (refused,) = acts("The Ministry of Justice refused to register the Green Valley Party.")
    assert refused.type is ActType.DENIAL_OF_REGISTRATION
    assert names(refused.perpetrators) == ["Ministry of Justice"]
