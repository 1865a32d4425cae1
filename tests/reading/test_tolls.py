"""How many: what a report counts, whom, by whose count, and what it only seems to count."""

from dataclasses import replace

import pytest

from khronika.documents import document_from
from khronika.reading import read
from khronika.vocabulary.statement import Toll
from khronika.vocabulary.terms import Bound, Measure, Modality


def tolls(text: str) -> list[Toll]:
    """Read an English text of our own and keep its tolls."""
    document = replace(document_from(text.encode(), "bulletin.txt"), language="en", published="2024-05-10")
    return [s for s in read(document).statements if isinstance(s, Toll)]


def told(text: str) -> list[tuple[str, int, str]]:
    """Return measure, count and population of each toll."""
    return [(t.measure.value, t.count, t.who) for t in tolls(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Security forces shot dead 15 protesters in Vardana on Friday.", ("killed", 15, "protesters")),
        ("Eleven bodies were found in a grave outside the town.", ("killed", 11, "bodies")),
        ("The attack claimed the lives of 22 people.", ("killed", 22, "people")),
        ("Two nurses lost their lives.", ("killed", 2, "nurses")),
        ("Some 120 passengers were hurt.", ("injured", 120, "passengers")),
        ("Five prisoners have died in custody since June.", ("died_in_custody", 5, "prisoners")),
        ("Twelve fishermen went missing.", ("disappeared", 12, "fishermen")),
        ("Police rounded up 56 students.", ("detained", 56, "students")),
        ("A night of protest ended with 45 arrests.", ("detained", 45, "arrests")),
        ("Prosecutors charged 27 bakers with sabotage.", ("charged", 27, "bakers")),
        ("The trial of 35 teachers opened on Monday.", ("tried", 35, "teachers")),
        ("The court found 14 activists guilty.", ("convicted", 14, "activists")),
        ("Some 40,000 villagers have fled.", ("displaced", 40000, "villagers")),
        ("The president pardoned 41 people.", ("released", 41, "people")),
        ("The office received 57 complaints of torture.", ("tortured", 57, "complaints of torture")),
    ],
)
def test_each_measure_is_told_by_verbs_and_nouns(text: str, expected: tuple[str, int, str]) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Over 100,000 people marched through the capital.",
        "Dozens of people were killed.",
        "Some 30 per cent of the prisoners were beaten.",
        "The prison holds a library of 400 books.",
        "Police arrested three students.",
        "He was sentenced to 12 years in prison.",
        "If 10 people are arrested, the march will be called off.",
        "In 1991 soldiers were killed there.",
        "The 76-page report was published on 4 March.",
        "She is 44 and was detained at her home.",
        "Lawyers called for the release of 14 activists.",
        "The jail was built for 300 inmates.",
    ],
)
def test_crowds_vague_numbers_shares_and_few_arrests_are_no_tolls(text: str) -> None:
    assert tolls(text) == []


def test_nobody_is_a_toll_of_none() -> None:
    assert told("Nobody was killed in the blaze.") == [("killed", 0, "")]
    assert told("No officer was hurt.") == [("injured", 0, "officer")]
    assert told("None of the 16 guards has been convicted.")[0][:2] == ("convicted", 0)


def test_bounds_go_with_the_number_and_a_range_is_two_tolls() -> None:
    (most,) = tolls("No fewer than nineteen reporters have been jailed.")
    assert (most.count, most.bound) == (19, Bound.AT_LEAST)
    ends = tolls("Between 60 and 80 villagers were killed.")
    assert [(t.count, t.bound, t.who) for t in ends] == [
        (60, Bound.AT_LEAST, "villagers"),
        (80, Bound.UP_TO, "villagers"),
    ]


def test_parts_of_a_toll_take_its_measure_and_their_own_population() -> None:
    text = "The army killed nine farmers, two of them children, and took away 30 people, including eleven women."
    assert told(text) == [
        ("killed", 9, "farmers"),
        ("killed", 2, "children"),
        ("detained", 30, "people"),
        ("detained", 11, "women"),
    ]
    assert told("Seven people died, including a policeman.")[1] == ("killed", 1, "policeman")


def test_deaths_under_torture_are_told_apart_with_who_admits_them() -> None:
    found = tolls(
        "Nobody has answered for the 311 people who were killed in the riots, including nine people who the "
        "ministry admits died of torture while in police custody."
    )
    assert [(t.measure, t.count, t.asserted_by) for t in found] == [
        (Measure.KILLED, 311, "author"),
        (Measure.DIED_IN_CUSTODY, 9, "ministry"),
    ]
    assert {t.event for t in found} == {"riots"}


def test_rival_counts_stand_side_by_side_with_their_sources() -> None:
    found = tolls("The ministry said 12 people were killed, the Union 37.")
    assert [(t.measure.value, t.count, t.asserted_by) for t in found] == [
        ("killed", 12, "ministry"),
        ("killed", 37, "Union"),
    ]
    found = tolls("Police said they had arrested 32 people, while lawyers counted more than 70.")
    assert [(t.count, t.bound, t.asserted_by) for t in found] == [
        (32, Bound.EXACTLY, "Police"),
        (70, Bound.MORE_THAN, "lawyers"),
    ]
    assert all(t.modality is Modality.ASSERTED for t in found)


def test_people_told_apart_by_a_participle_are_counted_by_what_befell_them_in_the_end() -> None:
    assert [t[:2] for t in told("Thirty-three people detained in the spring have been freed.")] == [("released", 33)]


def test_an_inferred_date_says_why() -> None:
    found = tolls("On 3 March 2024 police detained 64 people in Kalpona, eleven of them minors.")
    assert [t.date for t in found] == ["2024-03-03"] * 2
    assert all(t.reasons.get("date") for t in found if "date" in t.inferred)


def test_a_label_names_the_source_of_the_figures_after_it() -> None:
    found = tolls("The hospital’s: 14 dead and 58 wounded.")
    assert [(t.measure.value, t.count, t.asserted_by) for t in found] == [
        ("killed", 14, "hospital"),
        ("injured", 58, "hospital"),
    ]


def test_a_bare_number_counts_the_people_numbered_before() -> None:
    text = "Of the 63 tenants taken to police stations, 58 were let go. The other five went to jail for ten days."
    assert sorted(told(text)) == [("convicted", 5, "tenants"), ("detained", 63, "tenants"), ("released", 58, "tenants")]


def test_one_part_of_a_number_told_before_is_found_by_its_size() -> None:
    text = (
        "The union knows fourteen nurses who went to the front. It wrote to the army. Two of the fourteen were killed."
    )
    assert told(text)[-1] == ("killed", 2, "nurses")


def test_figures_fill_their_nouns() -> None:
    assert told("The death toll rose to 31.") == [("killed", 31, "people")]
    found = tolls("The clinic puts the number of wounded at 85.")
    assert [(t.measure.value, t.count, t.asserted_by) for t in found] == [("injured", 85, "clinic")]
    assert told("He is the third printer killed this year.") == [("killed", 3, "printer")]


def test_a_second_place_or_time_takes_up_the_verb() -> None:
    assert told("On Sunday 64 people were detained in Kalpona and 17 in Dabur.")[1] == ("detained", 17, "people")
    assert told("Last year 14 inmates died in the prison, up from nine in 2022.")[1] == (
        "died_in_custody",
        9,
        "inmates",
    )


def test_a_named_death_in_custody_is_a_toll_of_one_and_another_death_is_none() -> None:
    (one,) = tolls("Anvar Tolibzoda, 43, died on 27 January in a cell of the district police.")
    assert (one.measure, one.count, one.who) == (Measure.DIED_IN_CUSTODY, 1, "Anvar Tolibzoda")
    assert "count" in one.inferred
    assert tolls("Anvar Tolibzoda, 43, died at home on 27 January.") == []
    assert tolls("Anvar Tolibzoda did not die in prison.") == []


def test_the_charge_of_prosecutors_is_their_deed_and_not_their_word() -> None:
    (one,) = tolls("Prosecutors have charged 14 villagers with extremism.")
    assert one.asserted_by == "author"


def test_what_is_denied_is_told_as_denied() -> None:
    (one,) = tolls("The ministry denied that 40 people had been killed.")
    assert (one.asserted_by, one.modality) == ("ministry", Modality.DENIED)


def test_the_event_is_the_one_in_which_it_happened() -> None:
    (one,) = tolls("The raid, in which nine farmers were killed, lasted three hours.")
    assert one.event == "raid"
    assert (
        tolls("That week 23 people were detained during a march against the dam.")[0].event == "march against the dam"
    )


def test_every_quote_is_a_span_that_shows_its_number() -> None:
    text = "The death toll rose to 31 on Friday. Among the dead were six children, and 61 were hurt."
    found = tolls(text)
    assert len(found) == 3
    for toll in found:
        assert text[toll.quote.start : toll.quote.end] == toll.quote.text
    assert ["31" in found[0].quote.text, "six" in found[1].quote.text, "61" in found[2].quote.text] == [True] * 3
