"""What people say of who is who is one entry each, and is taken back whole. All names are invented."""

import pytest

from khronika.errors import RequestError
from khronika.identity.candidates import Level
from khronika.identity.somebody import Somebody
from khronika.record.chronicle import Chronicle, decide, erase, evidence, rebuild, sources, undo_entry
from khronika.record.identities import call, different, same, split
from khronika.record.likely import likely, why
from khronika.record.log import entries
from khronika.record.models import MentionRow, PartyRow
from khronika.record.people import everybody, find
from khronika.record.tables import Row, tables
from khronika.record.verification import verify
from khronika.vocabulary.evidence import Standing
from tests.record.invented import ACTOR
from tests.record.people import peopled


@pytest.fixture
def people(chronicle: Chronicle) -> Chronicle:
    peopled(chronicle)
    return chronicle


def state(chronicle: Chronicle) -> dict[str, list[Row]]:
    """Return what the tables say, but for the decisions themselves."""
    with chronicle.reading() as database:
        return {name: rows for name, rows in tables(database).items() if name != "decision"}


def length(chronicle: Chronicle) -> int:
    with chronicle.reading() as database:
        return sum(1 for _ in entries(database))


def names(found: tuple[Somebody, ...]) -> list[str]:
    return [one.name for one in found]


def pairs(chronicle: Chronicle, level: Level = Level.LIKELY) -> set[tuple[str, str]]:
    found = likely(chronicle, ("person",), level)
    return {tuple(sorted((made.one.name, made.other.name))) for made in found}  # type: ignore[misc]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Zhanar Aitmay", ["Zhanar Aitmay", "Жанар Айтмай"]),
        ("айтмай жанар", ["Zhanar Aitmay", "Жанар Айтмай"]),
        ("Janar Aytmai", ["Zhanar Aitmay", "Жанар Айтмай"]),
        ("Оспанов", ["Marat Ospanov", "Марат Оспанов"]),
        ("ospan", ["Marat Ospanov", "Марат Оспанов"]),
        ("Mohammed al-Qahtani", ["محمد القحطاني"]),
        ("Kahtani", ["محمد القحطاني"]),
        ("Kerimbayev", []),
        ("", []),
    ],
)
def test_any_spelling_in_any_alphabet_finds_the_person(people: Chronicle, typed: str, found: list[str]) -> None:
    told = names(find(people, typed))
    assert set(found) <= set(told)
    assert bool(told) == bool(found)


def test_one_trial_told_in_two_alphabets_is_proposed_and_the_namesake_of_another_age_is_not(people: Chronicle) -> None:
    assert pairs(people) == {("Marat Ospanov", "Марат Оспанов"), ("Zhanar Aitmay", "Айтмай Ж.Р.")}
    before = state(people)
    likely(people, (), Level.POSSIBLE)
    assert state(people) == before, "nothing is ever merged by itself"
    told = why(people, "Zhanar Aitmay", "Жанар Айтмай")
    assert told.proposal is not None
    assert told.proposal.level is Level.UNLIKELY
    assert any("ages are 15 years apart" in reason.text for reason in told.proposal.reasons)


def test_to_say_two_are_the_same_is_one_entry_and_is_taken_back_whole(people: Chronicle) -> None:
    before, entries_before = state(people), length(people)
    who, entry = same(people, "Zhanar Aitmay", "Айтмай Ж.Р.", actor=ACTOR, reason="one trial")
    assert length(people) == entries_before + 1
    assert set(who.names) == {"Zhanar Aitmay", "Айтмай Ж.Р."}
    assert {told.document for told in who.told} == {"wire", "bulletin"}
    assert names(find(people, "Айтмай Ж.Р.")) == names(find(people, "Zh. Aitmay"))
    assert pairs(people) == {("Marat Ospanov", "Марат Оспанов")}
    decided = why(people, "Zhanar Aitmay", "Айтмай Ж.Р.").decisions
    assert [(one.number, one.reason) for one in decided] == [(entry.number, "one trial")]
    after = state(people)
    taken_back = undo_entry(people, entry.number, actor=ACTOR)
    assert state(people) == before
    undo_entry(people, taken_back.number, actor=ACTOR)
    assert state(people) == after
    assert verify(people) == ()


def test_who_was_told_apart_is_not_proposed_again_and_not_made_one_by_accident(people: Chronicle) -> None:
    before = state(people)
    _, _, entry = different(people, "Marat Ospanov", "Марат Оспанов", actor=ACTOR, reason="brothers")
    assert ("Marat Ospanov", "Марат Оспанов") not in pairs(people, Level.POSSIBLE)
    with pytest.raises(RequestError, match=f"told them apart \\(brothers\\).*undo --entry {entry.number}"):
        same(people, "Marat Ospanov", "Марат Оспанов", actor=ACTOR)
    with pytest.raises(RequestError, match="apart already"):
        different(people, "Марат Оспанов", "Marat Ospanov", actor=ACTOR)
    assert [one.kind for one in why(people, "Marat Ospanov", "Марат Оспанов").decisions] == ["parties_told_apart"]
    undo_entry(people, entry.number, actor=ACTOR)
    assert state(people) == before
    assert ("Marat Ospanov", "Марат Оспанов") in pairs(people)


def test_what_was_told_apart_stays_so_after_a_merge(people: Chronicle) -> None:
    different(people, "Zhanar Aitmay", "Жанар Айтмай", actor=ACTOR)
    same(people, "Zhanar Aitmay", "Айтмай Ж.Р.", actor=ACTOR)
    with pytest.raises(RequestError, match="told them apart"):
        same(people, "Айтмай Ж.Р.", "Жанар Айтмай", actor=ACTOR)


def test_one_is_split_into_two_and_the_split_taken_back(people: Chronicle) -> None:
    same(people, "Marat Ospanov", "Марат Оспанов", actor=ACTOR)
    before = state(people)
    stays, goes, entry = split(people, "Ospanov", ["bulletin"], actor=ACTOR, reason="a namesake")
    assert ({told.document for told in stays.told}, {told.document for told in goes.told}) == ({"wire"}, {"bulletin"})
    assert goes.name == "Марат Оспанов"
    assert ("Marat Ospanov", "Марат Оспанов") not in pairs(people, Level.POSSIBLE)
    undo_entry(people, entry.number, actor=ACTOR)
    assert state(people) == before


def test_namesakes_in_two_documents_are_split_though_nobody_had_linked_them(people: Chronicle) -> None:
    peopled_again = "Zhanar Aitmay, 50, a judge."
    from tests.record.people import profile, told  # noqa: PLC0415

    told(people, "other", peopled_again, profile("other", peopled_again, "Zhanar Aitmay", 50, "judge"))
    assert {place.document for place in find(people, "Zhanar Aitmay")[0].told} == {"wire", "other"}
    before = state(people)
    stays, goes, entry = split(people, "Zhanar Aitmay", ["other"], actor=ACTOR)
    assert ({place.document for place in stays.told}, {place.document for place in goes.told}) == ({"wire"}, {"other"})
    undo_entry(people, entry.number, actor=ACTOR)
    assert state(people) == before


def test_a_name_that_can_be_several_is_refused_with_their_ids(people: Chronicle) -> None:
    with pytest.raises(RequestError, match=r"can be 2: .*n-[0-9a-f]{8}.*wire") as refused:
        same(people, "Zhanar Aitmai", "Marat Ospanov", actor=ACTOR)
    assert "give the id" in str(refused.value)
    ids = {one.name: one.id for one in everybody(people)}
    who, _ = same(people, ids["Zhanar Aitmay"], ids["Айтмай Ж.Р."], actor=ACTOR)
    assert find(people, who.id) == (who,)


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("Marat Ospanov", "Marat Ospanov", "one already"),
        ("Marat Ospanov", "Nobody Known", "nobody is called"),
        ("Marat Ospanov", "Abay District Court", "is a person"),
    ],
)
def test_what_cannot_be_one_is_refused_and_changes_nothing(people: Chronicle, one: str, other: str, told: str) -> None:
    before, count = state(people), length(people)
    with pytest.raises(RequestError, match=told):
        same(people, one, other, actor=ACTOR)
    assert (state(people), length(people)) == (before, count)


def test_a_decision_that_others_rest_on_is_not_taken_back_before_them(people: Chronicle) -> None:
    _, first = same(people, "Zhanar Aitmay", "Айтмай Ж.Р.", actor=ACTOR)
    _, _, second = different(people, "Айтмай Ж.Р.", "Жанар Айтмай", actor=ACTOR)
    with pytest.raises(RequestError, match="told apart from another since"):
        undo_entry(people, first.number, actor=ACTOR)
    undo_entry(people, second.number, actor=ACTOR)
    undo_entry(people, first.number, actor=ACTOR)
    with people.reading() as database:
        assert not PartyRow.objects.using(database).exists()
        assert not MentionRow.objects.using(database).exists()


def test_somebody_is_called_otherwise_and_is_no_person(people: Chronicle) -> None:
    before = state(people)
    one, entry = call(people, "Marat Ospanov", name="M. Ospanov Fund", type_="organization", actor=ACTOR)
    assert (one.name, one.type, one.decided) == ("M. Ospanov Fund", "organization", True)
    assert "Marat Ospanov" in one.names
    with pytest.raises(RequestError, match="called so already"):
        call(people, one.id, name="", type_="organization", actor=ACTOR)
    undo_entry(people, entry.number, actor=ACTOR)
    assert state(people) == before


def test_a_rejected_statement_tells_of_nobody(people: Chronicle) -> None:
    gulf = next(one for one in evidence(people) if one.source.document == "gulf")
    decide(people, gulf.id, Standing.REJECTED, actor=ACTOR, reason="misread")
    assert find(people, "محمد القحطاني") == ()
    decide(people, gulf.id, Standing.ACCEPTED, actor=ACTOR, reason="")
    assert len(find(people, "محمد القحطاني")) == 1


def test_an_erased_document_is_gone_from_the_index_of_names(people: Chronicle) -> None:
    same(people, "Zhanar Aitmay", "Айтмай Ж.Р.", actor=ACTOR)
    sha256 = next(one.sha256 for one in sources(people) if one.document == "gulf")
    erase(people, sha256, original=True, actor=ACTOR, reason="consent withdrawn")
    assert find(people, "محمد القحطاني") == ()
    assert verify(people) == ()
    before = state(people)
    rebuild(people)
    assert state(people) == before
