"""What a user sees of who is who at the terminal. All names are invented."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from khronika.record.chronicle import open_chronicle
from khronika.record.fold import enter
from tests.conftest import SAMPLES
from tests.record.people import peopled

Run = Callable[..., Result]


@pytest.fixture
def people(khronika: Run, tmp_path: Path) -> Run:
    khronika("init")
    peopled(open_chronicle(tmp_path / "chronicle"))
    return khronika


def test_people_are_listed_with_spellings_places_and_cases(people: Run) -> None:
    told = people("people").stdout
    assert "○ name      Zhanar Aitmay · n-" in told
    assert "teacher · 2× subject" in told
    assert "2 statements in 1 document: wire" in told
    assert "case of Marat Ospanov and Zhanar Aitmay" in told
    assert "Abay District Court" not in told
    assert "Abay District Court · body" in people("people", "--type", "body").stdout


def test_a_name_typed_in_another_alphabet_finds_the_person_with_every_quote(people: Run) -> None:
    told = people("people", "Al Kahtani").stdout
    assert "محمد القحطاني" in told
    assert "“وقال محمد القحطاني” — gulf" in told
    found = json.loads(people("people", "Аитмай", "--json").stdout)
    assert {one["name"] for one in found} == {"Zhanar Aitmay", "Айтмай Ж.Р.", "Жанар Айтмай"}
    nobody = people("people", "Kerimbayev")
    assert (nobody.exit_code, nobody.stdout) == (0, "Nobody is called 'Kerimbayev', in any spelling.\n")


def test_likely_pairs_come_best_first_with_reasons_for_and_against(people: Run) -> None:
    told = people("likely").stdout
    assert told.index("Marat Ospanov =? Марат Оспанов") < told.index("Zhanar Aitmay =? Айтмай Ж.Р.")
    assert "+4 the same court on the same day: Abay District Court, 2024-05-16" in told
    assert "-3 Айтмай Ж.Р. fits 1 other as well" in told
    records = json.loads(people("likely", "--json").stdout)
    assert [one["score"] for one in records] == sorted((one["score"] for one in records), reverse=True)
    assert all(sum(reason["points"] for reason in one["reasons"]) == one["score"] for one in records)
    limited = people("likely", "--limit", "1")
    assert limited.stdout.count("=?") == 1
    assert "1 more: --limit 2" in limited.stderr


def test_a_decision_is_made_explained_and_taken_back(people: Run) -> None:
    assert "Nobody has decided on it." in people("why", "Zhanar Aitmay", "Айтмай Ж.Р.").stdout
    done = people("same", "Zhanar Aitmay", "Айтмай Ж.Р.", "--reason", "one trial")
    assert "● Zhanar Aitmay and Айтмай Ж.Р. are one: Zhanar Aitmay = Айтмай Ж.Р. (" in done.stdout
    number = done.stdout.rpartition("entry ")[2].strip(" .\n")
    assert f"khronika undo --entry {number}" in done.stderr
    assert "● party     Zhanar Aitmay · also: Айтмай Ж.Р." in people("people", "Aitmay").stdout
    told = people("why", "Zhanar Aitmay", "Айтмай Ж.Р.").stdout
    assert "● the same" in told
    assert "one trial" in told
    assert "“Суд приговорил Айтмай Ж.Р. и Оспанова Марата.” — bulletin" in told
    assert "Айтмай" not in people("likely").stdout
    assert people("undo", "--entry", number).exit_code == 0
    assert "Zhanar Aitmay =? Айтмай Ж.Р." in people("likely").stdout
    assert people("verify").exit_code == 0


def test_two_are_told_apart_and_one_is_split(people: Run) -> None:
    assert "are two, by entry" in people("different", "Marat Ospanov", "Марат Оспанов").stdout
    assert "Marat Ospanov =?" not in people("likely", "--possible").stdout
    people("same", "Zhanar Aitmay", "Айтмай Ж.Р.")
    assert "Айтмай Ж.Р. (" in people("split", "Zhanar Aitmay", "bulletin", "--reason", "her sister").stdout
    told = people("why", "Zhanar Aitmay", "Айтмай Ж.Р.").stdout
    assert "● split" in told
    assert "her sister" in told


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("same", "Zhanar Aitmai", "Marat Ospanov"), "can be 2: n-"),
        (("same", "Marat Ospanov", "Nobody Known"), "nobody is called 'Nobody Known' (see: khronika people)"),
        (("split", "Marat Ospanov", "nowhere"), "nothing of Marat Ospanov is told at 'nowhere'"),
        (("split", "Marat Ospanov", "wire"), "that is all that is told of Marat Ospanov"),
        (("different", "Marat Ospanov", "Marat Ospanov"), "are one: Marat Ospanov"),
        (("why", "Marat Ospanov", "???"), "nobody is called '???'"),
        (("call", "Marat Ospanov"), "give --as NAME, or --type TYPE"),
    ],
)
def test_what_cannot_be_done_is_told_in_words(people: Run, arguments: tuple[str, ...], told: str) -> None:
    refused = people(*arguments)
    assert refused.exit_code == 2
    assert told in refused.stderr
    assert refused.stdout == ""


def test_the_samples_propose_the_one_who_is_spelled_in_two_ways(khronika: Run) -> None:
    khronika("init")
    assert "Nobody is named in the chronicle yet" in khronika("people").stdout
    assert khronika("likely").stdout == "No two are likely the same.\n"
    khronika("add", SAMPLES / "kerimbayev")
    assert "Nurlan Kerimbaev =? Nurlan Kerimbayev" in khronika("likely").stdout
    assert "are one" in khronika("same", "Kerimbaev", "Kerimbayev").stdout
    assert khronika("likely").stdout == "No two are likely the same.\n"
    assert "Green" not in khronika("people", "--type", "organization").stdout


def test_of_a_name_that_many_bear_it_is_told_how_many_are_shown(khronika: Run, tmp_path: Path) -> None:
    khronika("init")
    chronicle = open_chronicle(tmp_path / "chronicle")
    with chronicle.writing() as database:
        for number in range(75):
            body = {
                "party": f"{number:012x}",
                "type": "person",
                "name": f"Nurlan Invented{chr(97 + number % 26) * 3}{number}",
            }
            enter(database, chronicle.origin, "test", "party_named", body)
    assert "60 of 75 such names are shown: type more of the name" in khronika("people", "Нурлан").stderr
    assert "such names" not in khronika("people", "Nurlan Inventedaaa0").stderr
