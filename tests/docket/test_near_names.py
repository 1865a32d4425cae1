"""Names are compared only where they could agree: what comes of it is what comes of comparing each with each."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from khronika.docket.joining import alike, node_likeness
from khronika.docket.naming import DECIDED
from khronika.identity.names import Likeness

GIVEN = ("Dana", "Zhanna", "Жанна", "Z.", "Zh.", "Ж.", "D.", "Omar", "O.", "J.", "Yu.", "Юрий", "Yuri")
SURNAMES = ("Imova", "Имова", "Omar", "Dana", "Orlov", "Orlow", "Zhuk", "Жук", "I.", "Müller", "Mueller")
MIDDLES = ("", "", "", "M.", "Marat", "Maratovna", "Petrovich")
MARKS = ("2023-04-10", "2022-01-05", frozenset({"incit", "discord"}))


@st.composite
def names(draw: st.DrawFn) -> str:
    surname = draw(st.sampled_from(SURNAMES))
    given_name, middle = draw(st.sampled_from(("", *GIVEN))), draw(st.sampled_from(MIDDLES))
    forms = (
        f"{given_name} {middle} {surname}",
        f"{surname} {given_name} {middle}",
        f"{surname}, {given_name}",
        surname,
    )
    written = " ".join(draw(st.sampled_from(forms)).split()).strip(", ")
    return written + draw(st.sampled_from(("", "\taaa", "\tbbb", f"{DECIDED}p1")))


@given(st.dictionaries(names(), st.frozensets(st.sampled_from(MARKS)), max_size=14))
def test_no_pair_is_missed(marks: dict[str, frozenset[object]]) -> None:
    every = [(one, other, node_likeness(one, other)) for one, other in combinations(sorted(marks), 2)]
    wanted = [
        (one, other, like)
        for one, other, like in every
        if like > Likeness.SURNAME or (like is Likeness.SURNAME and marks[one] & marks[other])
    ]
    found = alike(marks)
    assert set(wanted) <= set(found)
    assert [pair for pair in found if pair[2] > Likeness.SURNAME or marks[pair[0]] & marks[pair[1]]] == wanted
