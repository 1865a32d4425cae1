"""Which written names can be one person's. All names are invented."""

import pytest

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
