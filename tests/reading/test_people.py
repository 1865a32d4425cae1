"""Who is told of: names, roles, ages, kin, groups, and later mentions. All people and cases are invented."""

import pytest

from khronika.documents.document import Block, Document
from khronika.reading import Reading, read
from khronika.vocabulary.statement import Act, Party, Proceeding, Profile
from khronika.vocabulary.terms import Bound


def reading_of(text: str) -> Reading:
    return read(
        Document(
            id="x",
            text=text,
            sha256="",
            media_type="text/plain",
            language="en",
            published="2024-03-10",
            blocks=(Block(0, len(text), number=1),),
        )
    )


def profiles(text: str) -> dict[str, Profile]:
    found = [s for s in reading_of(text).statements if isinstance(s, Profile)]
    assert all(text[s.quote.start : s.quote.end] == s.quote.text for s in found)
    merged: dict[str, Profile] = {}
    for one in found:
        merged.setdefault(str(one.subject), one)
    return merged


def subjects(text: str) -> list[list[str]]:
    return [[str(p) for p in s.subject] for s in reading_of(text).statements if isinstance(s, Proceeding)]


@pytest.mark.parametrize(
    ("text", "name", "roles"),
    [
        ("Police arrested the satirist Milos Radenko on Monday.", "Milos Radenko", ("satirist",)),
        ("Police arrested Milos Radenko, a scaffolder from Brod, on Monday.", "Milos Radenko", ("scaffolder from Brod",)),
        ("Milos Radenko (lawyer) was arrested on Monday.", "Milos Radenko", ("lawyer",)),
        ("Officers searched the home of the former mayor of Brod, Dr. Milos Radenko, on Monday.", "Milos Radenko", ("former mayor of Brod",)),
        ("Police arrested Milos Radenko, who chairs a residents’ association, on Monday.", "Milos Radenko", ("chair of a residents’ association",)),
        ("Police arrested a schoolteacher named Milos Radenko on Monday.", "Milos Radenko", ("schoolteacher",)),
        ("Police arrested the beekeeper and poet Milos Radenko on Monday.", "Milos Radenko", ("poet", "beekeeper")),
        ("Captain Milos Radenko was arrested on Monday.", "Milos Radenko", ("Captain",)),
    ],
)  # fmt: skip
def test_a_role_is_read_from_any_words_beside_the_name(text: str, name: str, roles: tuple[str, ...]) -> None:
    assert set(profiles(text)[name].roles) == set(roles)


def test_age_sex_and_nationality_stand_apart_from_the_role() -> None:
    found = profiles(
        "Police detained Elena Vargova, a 34-year-old Slovak journalist, and Mr. Pavel Brant, 51, on Friday."
    )
    elena, pavel = found["Elena Vargova"], found["Pavel Brant"]
    assert (elena.roles, elena.age, elena.nationality, elena.sex) == (("journalist",), 34, "Slovak", "")
    assert (pavel.roles, pavel.age, pavel.sex) == ((), 51, "male")


def test_the_institution_keeps_its_adjective() -> None:
    found = profiles("Elena Vargova, a Slovak army officer, was arrested on Friday.")["Elena Vargova"]
    assert (found.roles, found.nationality) == (("Slovak army officer",), "")


def test_kin_are_told_of_the_person_they_belong_to() -> None:
    found = profiles(
        "Nurlan Seitkali was arrested on Monday. His wife, the dentist Aigul Omarova, said that police took his brother-in-law, "
        "Timur Omarov, as well."
    )
    assert set(found["Aigul Omarova"].roles) == {"dentist", "wife of Nurlan Seitkali"}
    assert found["Aigul Omarova"].sex == "female"
    assert found["Timur Omarov"].roles == ("brother-in-law of Nurlan Seitkali",)
    assert "roles" in found["Timur Omarov"].inferred


def test_all_of_a_list_have_the_role_that_is_told_of_it() -> None:
    found = profiles(
        "Two students, Dana Burel and Imre Sabo, were arrested, and so were Olek Tarn and Ruta Veiss, nurses from Brod."
    )
    assert found["Dana Burel"].roles == found["Imre Sabo"].roles == ("student",)
    assert found["Olek Tarn"].roles == found["Ruta Veiss"].roles == ("nurse from Brod",)


def test_brothers_share_the_family_name() -> None:
    found = profiles("Police arrested the brothers Imran and Ruslan Sefikov on Monday.")
    assert found["Imran Sefikov"].roles == ("brother of Ruslan Sefikov",)
    assert found["Ruslan Sefikov"].roles == ("brother of Imran Sefikov",)


def test_a_role_once_told_is_no_news_and_the_judge_of_the_case_is_none() -> None:
    found = [
        s
        for s in reading_of(
            "Judge Olga Petrenko jailed the blogger Ivan Horak for two years. The blogger Ivan Horak said nothing."
        ).statements
        if isinstance(s, Profile)
    ]
    assert [(str(s.subject), s.roles) for s in found] == [("Ivan Horak", ("blogger",))]


@pytest.mark.parametrize(
    "text",
    [
        "DAMIRA, 4 May (Gulf Wire) – Police arrested Hala Mansour, a teacher, on Monday.",
        "Police arrested Hala Mansour, a teacher, on Monday, the portal Sana Dispatch reported.",
        "The Office on Missing Persons said that police arrested Hala Mansour, a teacher.",
    ],
)
def test_places_agencies_and_offices_are_not_taken_for_people(text: str) -> None:
    assert list(profiles(text)) == ["Hala Mansour"]


@pytest.mark.parametrize(
    "name",
    ["Ana “Chispa” Lobo", "Selvan a/l Muniandi", "Hessa bint Nayef al-Otaib", "María de la Cruz Solís", "K. Nishan", "Monday Ezra"],
)  # fmt: skip
def test_names_are_whole_in_all_their_forms(name: str) -> None:
    assert list(profiles(f"On Tuesday police arrested a nurse, {name}, at her home.")) == [name]


def test_a_group_has_its_noun_without_the_words_that_bound_it() -> None:
    (act,) = [
        s for s in reading_of("At least three officers beat Ivan Orlov in a cell.").statements if isinstance(s, Act)
    ]
    assert act.perpetrators == (Party(group="officers", count=3, bound=Bound.AT_LEAST),)


def test_a_part_of_a_group_keeps_its_noun() -> None:
    steps = [
        s
        for s in reading_of(
            "Police arrested 63 tenants on Monday. 17 of them were charged with rioting on Friday."
        ).statements
        if isinstance(s, Proceeding)
    ]
    assert [(p.group, p.count) for s in steps for p in s.subject] == [("tenants", 63), ("tenants", 17)]


def test_both_and_the_two_men_are_the_people_named_before() -> None:
    assert subjects("Police detained Amir Sadek and Yusuf Halabi on Monday. Both were charged with rioting.")[-1] == [
        "Amir Sadek",
        "Yusuf Halabi",
    ]
    assert subjects("Police detained Amir Sadek and Yusuf Halabi on Monday. The two men were charged with rioting.")[
        -1
    ] == [
        "Amir Sadek",
        "Yusuf Halabi",
    ]


def test_the_noun_before_a_name_is_no_group_of_its_own() -> None:
    assert subjects("The blogger Leyla Shikhsai was charged with fraud.") == [["Leyla Shikhsai"]]
    assert subjects("Prosecutors charged two men, identified as Marko Kos and Sime Brad, with assault.") == [
        ["Marko Kos", "Sime Brad"]
    ]


def test_a_bullet_is_nobody() -> None:
    acts = [
        s
        for s in reading_of("The nurse Marta Dorvil was hit by a stray bullet on Monday.").statements
        if isinstance(s, Act)
    ]
    assert all(not a.perpetrators for a in acts)
