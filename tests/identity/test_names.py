"""Which written names can be one person's. All names are invented."""

import pytest

from khronika.identity.comparing import compared
from khronika.identity.names import Likeness, is_organisation, likeness


@pytest.mark.parametrize(
    ("one", "other", "like"),
    [
        ("Nurlan Kerimbayev", "nurlan kerimbayev", Likeness.SAME),
        ("Mr. Nurlan Kerimbayev", "Nurlan Kerimbayev", Likeness.SAME),
        ("Nurlan Kerimbayev", "Nurlan Kerimbaev", Likeness.SPELLING),
        ("Zhanar Aitmai", "Janar Aytmay", Likeness.SPELLING),
        ("Жанар Аймай", "Zhanar Aymay", Likeness.SPELLING),
        ("Khalid Qosai", "Halid Kosay", Likeness.SPELLING),
        ("Жанар Аймай", "Zhanara Aymay", Likeness.NONE),
        ("Kerimbayev, Nurlan", "Nurlan Kerimbayev", Likeness.SAME),
        ("Kerimbayev Nurlan", "Nurlan Kerimbayev", Likeness.SPELLING),
        ("Kerimbayev Nurlan Bolatovich", "Nurlan Kerimbayev", Likeness.SPELLING),
        ("Nurlan Bolatovich Kerimbayev", "Nurlan Askarovich Kerimbayev", Likeness.NONE),
        ("N. Kerimbayev", "Nurlan Kerimbayev", Likeness.INITIAL),
        ("Kerimbayev N.", "Nurlan Kerimbayev", Likeness.INITIAL),
        ("Ж.Р. Аймай", "Zhanar Aymay", Likeness.INITIAL),
        ("A. Kerimbayev", "Nurlan Kerimbayev", Likeness.NONE),
        ("Kerimbayev", "Nurlan Kerimbayev", Likeness.SURNAME),
        ("Nurlan", "Nurlan Kerimbayev", Likeness.NONE),
        ("Nurlan Kerimbayev", "Nurlan Karimov", Likeness.NONE),
        ("Zhanbota Aymay", "Zhanbolat Aymay", Likeness.NONE),
        ("Olga Ostrova", "Oleg Ostrov", Likeness.NONE),
    ],
)
def test_names_agree_only_as_far_as_their_letters_do(one: str, other: str, like: Likeness) -> None:
    assert likeness(one, other) is like
    assert likeness(other, one) is like


def test_a_party_is_no_natural_person() -> None:
    assert is_organisation("Dockers Party")
    assert not is_organisation("Danil Partov")


@pytest.mark.parametrize(
    ("initial", "given"),
    [
        *(("J.", "Jelka"), ("Ž.", "Želka"), ("Zh.", "Janar"), ("J.", "Zhanar"), ("Z.", "Zhanar"), ("Ж.", "Janar")),
        *(("Y.", "Yerlan"), ("Y.", "Erlan"), ("Ye.", "Erlan"), ("E.", "Yerlan"), ("Е.", "Yerlan"), ("Y.", "Jelka")),
        *(("Ya.", "Iakov"), ("Y.", "Iakov"), ("I.", "Yakov"), ("Ю.", "Julia"), ("J.", "Yulia"), ("Yu.", "Iulia")),
        *(("Kh.", "Halid"), ("H.", "Khalid"), ("X.", "Khalid"), ("K.", "Khalid"), ("Х.", "Halid"), ("Kh.", "Xalid")),
        *(("Sh.", "Şolpan"), ("S.", "Sholpan"), ("Š.", "Sholpan"), ("Ш.", "Sholpan"), ("C.", "Cholpon")),
        *(("Č.", "Cholpon"), ("Ч.", "Cholpon"), ("Ts.", "Cagan"), ("C.", "Tsagan"), ("T.", "Tsagan"), ("Ц.", "Cagan")),
        *(("Dzh.", "Jamal"), ("J.", "Dzhamal"), ("Дж.", "Jamal"), ("Dž.", "Dzhamal")),
    ],
)
def test_an_initial_agrees_with_every_way_in_which_the_name_may_be_written(initial: str, given: str) -> None:
    assert likeness(f"{initial} Brandovar", f"{given} Brandovar") is Likeness.INITIAL
    assert compared(f"{initial} Brandovar", f"{given} Brandovar").points > 4


@pytest.mark.parametrize(
    ("initial", "given"),
    [("Zh.", "Zarina"), ("Sh.", "Saule"), ("Kh.", "Kairat"), ("Ch.", "Sergei"), ("J.", "Marat"), ("Ya.", "Yulia")],
)
def test_an_initial_of_another_sound_does_not_agree(initial: str, given: str) -> None:
    assert likeness(f"{initial} Brandovar", f"{given} Brandovar") is Likeness.NONE
