"""How names compare word by word, and what a reader is told of it. All names are invented."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khronika.identity.candidates import Level, explained
from khronika.identity.comparing import compared
from khronika.identity.somebody import PERSON, Somebody, Told

LIKELY, POSSIBLE, UNLIKELY = Level.LIKELY, Level.POSSIBLE, Level.UNLIKELY


def named(name: str, number: int = 1, **told: object) -> Somebody:
    """Return somebody of a name with one place that tells of them."""
    place = Told(f"s{number}/subject/0", name, document=f"d{number}", **told)  # type: ignore[arg-type]
    return Somebody(f"p{number}", PERSON, (name,), (place,))


@pytest.mark.parametrize(
    ("one", "other", "level", "reason"),
    [
        ("Zhanar Aitmay", "Жанар Айтмай", LIKELY, "in two alphabets"),
        ("Zhanar Aitmay", "Janar Aytmai", LIKELY, "zh/j"),
        ("Şynar Jaqsybek", "Шынар Жаксыбек", LIKELY, "in two alphabets"),
        ("Оспанова Сауле Маратовна", "Saule Ospanova", LIKELY, "same given name"),
        ("Kerimbayev Nurlan", "Nurlan Kerimbayev", LIKELY, "surname first"),
        ("Нурлану Керимбаеву", "Nurlan Kerimbayev", LIKELY, "another case"),
        ("Сергій Гончарук", "Sergey Goncharuk", LIKELY, "as two languages have it"),
        ("Мохаммед аль-Кахтани", "محمد القحطاني", LIKELY, "Arabic letters"),
        ("Abd al-Rahman Saleh", "عبد الرحمن صالح", LIKELY, "Arabic letters"),
        ("Zh. Aitmay", "Жанар Айтмай", POSSIBLE, "initial of the given name agrees"),
        ("Айтмай Ж.Р.", "Zhanar Aitmay", POSSIBLE, "initial of the given name agrees"),
        ("Marat Ospanov", "Murat Ospanov", UNLIKELY, "differs by one letter"),
        ("Zhanbolat Aitmay", "Жанбота Айтмай", UNLIKELY, "near"),
        ("Жанар Айтмай", "Жанара Айтмай", UNLIKELY, "differs by one letter"),
        ("Hassan Darwish", "حسين درويش", UNLIKELY, "do not agree"),
        ("Nurlan Bolatovich Kerimbayev", "Керимбаев Нурлан Маратович", UNLIKELY, "patronymics differ"),
        ("Александр Вялков", "Александра Вялкова", POSSIBLE, "a woman's as well as a case of a man's"),
    ],
)
def test_two_names_compare_for_a_reason(one: str, other: str, level: Level, reason: str) -> None:
    made = explained(named(one, 1), named(other, 2))
    assert made.level is level, made.reasons
    assert any(reason in told.text for told in made.reasons), made.reasons
    assert explained(named(other, 2), named(one, 1)).score == made.score


def test_fathers_agree_in_whatever_language_their_names_are_formed() -> None:
    assert compared("Askar Muratuly Tursynbek", "Аскар Муратович Турсынбек").points > 9


def test_what_is_told_beside_a_name_counts_more_than_its_spelling() -> None:
    verdict = {"date": "2022-07-01", "court": "Karaganda City Court", "charges": ("article 272",)}
    made = explained(named("Marat Ospanov", 1, **verdict), named("Murat Ospanov", 2, **verdict))
    assert made.level is LIKELY
    assert any("same court on the same day: Karaganda City Court, 2022-07-01" in one.text for one in made.reasons)
    young = named("Roman Kim", 1, age=22, written="2022-05-01")
    old = named("Roman Kim", 2, age=61, written="2023-05-01")
    made = explained(young, old)
    assert made.level is UNLIKELY
    assert "ages are 38 years apart: 22 in 2022, 61 in 2023" in [one.text for one in made.reasons]


def test_ages_agree_when_time_explains_them() -> None:
    made = explained(
        named("Roman Kim", 1, age=34, written="2021-03"), named("Roman Kim", 2, age=36, written="2023-09-01")
    )
    assert "ages agree: 34 in 2021, 36 in 2023" in [one.text for one in made.reasons]


def test_two_who_stand_side_by_side_are_two() -> None:
    one = Somebody("a", PERSON, ("Marat Ospanov",), (Told("s/subject/0", "Marat Ospanov", document="d"),))
    other = Somebody("b", PERSON, ("Marat Ospanov",), (Told("s/subject/1", "Marat Ospanov", document="d"),))
    made = explained(one, other)
    assert made.level is UNLIKELY
    assert any("side by side" in one.text for one in made.reasons)


def test_every_reason_of_circumstance_names_the_places_it_rests_on() -> None:
    told = {"date": "2022-07-01", "place": "Osh", "roles": ("journalist",), "age": 30, "written": "2022"}
    made = explained(named("Roman Kim", 1, **told), named("Roman Kim", 2, **told))
    circumstances = [one for one in made.reasons if "name" not in one.text]
    assert len(circumstances) == 3
    assert all(one.told == ("s1/subject/0", "s2/subject/0") for one in circumstances)


WORDS = st.sampled_from(
    [
        "Нурлан",
        "Nurlan",
        "Kerimbayev",
        "Керимбаева",
        "Zh.",
        "Ж.Р.",
        "محمد",
        "al-Qahtani",
        "Bolatuly",
        "Abd",
        "Ан-на",
        "'",
        "-",
        ".",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=5).map(" ".join), st.lists(WORDS, min_size=1, max_size=5).map(" ".join))
def test_comparing_plays_no_favourites(one: str, other: str) -> None:
    assert compared(one, other).points == compared(other, one).points


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_can_be_compared(one: str, other: str) -> None:
    explained(named(one, 1), named(other, 2))
