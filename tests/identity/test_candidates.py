"""Who is proposed as one. All names are invented."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from khronika.identity.candidates import Level, proposals
from khronika.identity.somebody import BODY, PERSON, Somebody, Told


def somebody(id_: str, name: str, type_: str = PERSON, document: str = "", **told: str) -> Somebody:
    """Return somebody with one place that tells of them."""
    place = Told(f"{id_}/subject/0", name, document=document or f"document-{id_}", **told)  # type: ignore[arg-type]
    return Somebody(id_, type_, (name,), (place,))


PEOPLE = (
    somebody("a", "Zhanar Aitmay"),
    somebody("b", "Жанара Айтмай"),
    somebody("c", "Janar Aytmai"),
    somebody("d", "Айтмай Жанар Маратовна"),
    somebody("e", "Roman Kim"),
    somebody("f", "Роману Киму"),
    somebody("g", "محمد القحطاني"),
    somebody("h", "Mohamed el-Qahtani"),
    somebody("i", "Osh City Court", BODY),
    somebody("j", "Ошский городской суд", BODY),
    somebody("k", "Osh Regional Court", BODY),
)


def pairs(found: tuple[object, ...]) -> set[str]:
    """Return the ids of proposed pairs."""
    return {"".join(sorted((made.one.id, made.other.id))) for made in found}  # type: ignore[attr-defined]


def test_spellings_of_one_are_found_across_alphabets() -> None:
    found = proposals(PEOPLE, at_least=Level.LIKELY)
    assert pairs(found) == {"ac", "ad", "cd", "ef", "gh", "ij"}
    assert [made.score for made in found] == sorted((made.score for made in found), reverse=True)


def test_what_was_decided_is_not_proposed_again() -> None:
    settled = {frozenset("ac"), frozenset("ef")}
    assert pairs(proposals(PEOPLE, settled, Level.LIKELY)) == {"ad", "cd", "gh", "ij"}


@settings(max_examples=20, deadline=None)
@given(st.permutations(PEOPLE))
def test_the_order_of_people_plays_no_part(people: list[Somebody]) -> None:
    assert pairs(proposals(people)) == pairs(proposals(PEOPLE))


def test_a_short_name_that_fits_several_is_no_more_than_possible() -> None:
    short = somebody("s", "Aitmay", document="wire", date="2024-05-16")
    one = somebody("t", "Zhanar Aitmay", document="wire", date="2024-05-16")
    other = somebody("u", "Marat Aitmay", document="wire", date="2024-05-16")
    alone = proposals((short, one), at_least=Level.LIKELY)
    assert pairs(alone) == {"st"}
    both = proposals((short, one, other))
    assert {made.level for made in both if short in (made.one, made.other)} == {Level.POSSIBLE}
    assert any("Aitmay fits 1 other as well" in reason.text for made in both for reason in made.reasons)


def test_a_person_is_never_proposed_as_a_court() -> None:
    assert not proposals((somebody("x", "Osh City"), somebody("y", "Osh City", BODY)))


def test_a_crowded_shelf_is_searched_by_a_second_word() -> None:
    crowd = [
        somebody(f"c{number}", f"Nurlan {chr(1072 + number % 30)}{chr(1072 + number // 30)}ргатов")
        for number in range(300)
    ]
    found = proposals(
        [*crowd, somebody("x", "Nurlan Kerimbayev"), somebody("y", "Нурлан Керимбаев")], at_least=Level.LIKELY
    )
    assert "xy" in pairs(found)


def test_proposals_leave_everybody_as_they_are() -> None:
    before = tuple(replace(one) for one in PEOPLE)
    proposals(PEOPLE)
    assert before == PEOPLE
