"""What a user sees of protection and consent at the terminal. All names are invented."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from khronika.record.chronicle import open_chronicle
from khronika.record.verification import verify
from tests.record.people import peopled

Run = Callable[..., Result]


@pytest.fixture
def people(khronika: Run, tmp_path: Path) -> Run:
    khronika("init")
    peopled(open_chronicle(tmp_path / "chronicle"))
    return khronika


def entry(told: Result) -> str:
    """Return the number of the entry that a command told of."""
    assert told.exit_code == 0, told.output
    return told.stdout.rpartition("Entry ")[2].strip(" .\n")


def test_somebody_is_protected_shown_so_everywhere_and_it_is_taken_back(people: Run, tmp_path: Path) -> None:
    before = people("people", "--json").stdout
    done = people("protect", "Жанар Айтмай", "--level", "name", "--reason", "she is a minor")
    assert "● Жанар Айтмай is protected (name): told of, and never named in what is published." in done.stdout
    shown = people("people", "Жанар Айтмай").stdout
    assert "● party" in shown
    assert "● protected (name): told of, and never named in what is published · she is a minor · by" in shown
    statement = json.loads(people("people", "Жанар Айтмай", "--json").stdout)[0]["told"][0]["statement"]
    assert "● Жанар Айтмай: protected (name)" in people("show", statement).stdout
    told = json.loads(people("show", statement, "--json").stdout)["cares"]
    assert [(one["of"], one["protections"][0]["level"]) for one in told] == [("Жанар Айтмай", "name")]
    assert "level name · reason she is a minor" in people("log", "--last", "1").stdout
    assert json.loads(people("protect", "--json").stdout)[0]["name"] == "Жанар Айтмай"
    assert people("undo", "--entry", entry(done)).exit_code == 0
    assert people("people", "--json").stdout == before, "the name is no party again"
    assert people("protect").stdout == "Nobody and nothing is protected.\n"
    assert verify(open_chronicle(tmp_path / "chronicle")) == ()


def test_whom_a_protection_does_not_reach_is_told(people: Run) -> None:
    told = people("protect", "Marat Ospanov", "--level", "all", "--reason", "threatened")
    assert "It does not reach Марат Оспанов (n-" in told.stderr
    people("same", "Marat Ospanov", "Марат Оспанов")
    assert "● protected (all)" in people("people", "Марат Оспанов").stdout


def test_who_was_merged_into_another_stays_protected(people: Run) -> None:
    people("call", "Zhanar Aitmay", "--as", "Zhanar Aitmay")
    people("protect", "Айтмай Ж.Р.", "--level", "name", "--reason", "so")
    people("same", "Zhanar Aitmay", "Айтмай Ж.Р.")
    assert "● protected (name)" in people("people", "Zhanar Aitmay").stdout


def test_consent_is_given_withdrawn_and_the_withdrawal_taken_back(people: Run) -> None:
    assert people("consent").stdout == "Nobody's consent was told.\n"
    given = people("consent", "Zhanar Aitmay", "--purpose", "publish", "--given", "--reason", "in writing")
    assert "● Zhanar Aitmay agrees to publish: that it is published, with the name unless" in given.stdout
    withdrawn = people("consent", "Zhanar Aitmay", "--purpose", "publish", "--withdrawn", "--reason", "by telephone")
    shown = people("people", "Zhanar Aitmay").stdout
    assert "● does not agree any more to publish" in shown
    assert "by telephone" in shown
    assert "in writing" not in shown
    assert "● withdrawn Zhanar Aitmay" in people("consent").stdout
    refused = people("undo", "--entry", entry(given))
    assert (refused.exit_code, "take that back first" in refused.stderr) == (2, True), "the later word rests on it"
    people("undo", "--entry", entry(withdrawn))
    assert "● agrees to publish" in people("people", "Zhanar Aitmay").stdout
    erasing = people("consent", "Zhanar Aitmay", "--purpose", "record", "--withdrawn", "--reason", "so")
    assert "What was recorded is still there. To erase it: khronika erase" in erasing.stderr


def test_a_document_and_a_statement_are_protected_too(people: Run) -> None:
    statement = json.loads(people("people", "Zhanar Aitmay", "--json").stdout)[0]["told"][0]["statement"]
    sha256 = json.loads(people("show", statement, "--json").stdout)["source"]["sha256"]
    people("protect", statement, "--level", "all", "--reason", "where she hides")
    people("protect", sha256[:12], "--level", "all", "--reason", "given in confidence")
    shown = people("show", statement).stdout
    assert "● the statement: protected (all): not told of at all in what is published" in shown, shown
    assert "● the document: protected (all)" in shown
    people("protect", statement, "--level", "none", "--reason", "she is abroad")
    assert "● the statement: not protected: as anybody else" in " ".join(people("show", statement).stdout.split())


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("protect", "Marat Ospanov", "--level", "name"), "a protection needs a reason (add --reason)"),
        (("protect", "Marat Ospanov", "--reason", "so"), "give --level name"),
        (("protect", "Zhanar Aitmai", "--level", "name", "--reason", "so"), "can be 2: n-"),
        (("protect", "Nobody Known", "--level", "name", "--reason", "so"), "'Nobody Known' is nobody's name"),
        (("protect", "party:abc", "--level", "name", "--reason", "so"), "'abc' is nobody's name"),
        (("protect", "source:abc", "--level", "name", "--reason", "so"), "there is no 'source:abc'"),
        (("protect", "", "--level", "name", "--reason", "so"), "is nobody's name"),
        (("protect", "--level", "name"), "name the SUBJECT"),
        (("consent", "Marat Ospanov", "--purpose", "share", "--reason", "so"), "--given or --withdrawn"),
        (("consent", "Marat Ospanov", "--given", "--reason", "so"), "give --purpose"),
        (("consent", "Marat Ospanov", "--purpose", "share", "--given", "--reason", " "), "add --reason"),
    ],
)
def test_what_cannot_be_done_is_told_in_words(people: Run, arguments: tuple[str, ...], told: str) -> None:
    refused = people(*arguments)
    assert refused.exit_code == 2
    assert told in refused.stderr
    assert refused.stdout == ""
    assert "Nobody and nothing" in people("protect").stdout
