"""One statement can be erased: the rest of its reading stays, and stays proved."""

import json
from dataclasses import replace
from datetime import date
from unittest import mock

import pytest

from khronika.errors import RequestError
from khronika.record import log
from khronika.record.chronicle import (
    Chronicle,
    add_statement,
    amend,
    decide,
    erase,
    erase_statement,
    evidence,
    last_entry,
    propose,
    rebuild,
    undo_entry,
)
from khronika.record.gatherings import link, name_party
from khronika.record.leaves import salted
from khronika.record.log import canonical, entries
from khronika.record.models import EntryRow
from khronika.record.tables import tables
from khronika.record.verification import verify
from khronika.record.withholding import withheld, withheld_from
from khronika.vocabulary.evidence import Evidence, Standing
from khronika.vocabulary.statement import Statement, Toll
from tests.record.invented import ACTOR, add, behind, read, report

DOCUMENT = report(1)[1]
WORDS = "people were hurt"


def toll_of(chronicle: Chronicle) -> Evidence:
    return next(one for one in evidence(chronicle) if isinstance(one.statement, Toll))


def everything(chronicle: Chronicle) -> str:
    with chronicle.reading() as database:
        told = [entry.body for entry in entries(database)]
        return json.dumps([told, tables(database)], ensure_ascii=False)


@pytest.fixture
def full(chronicle: Chronicle) -> Chronicle:
    """Return a chronicle in which much was decided about the statement that is to go."""
    add(chronicle, 1)
    decided_on(chronicle)
    return chronicle


def decided_on(chronicle: Chronicle) -> None:
    one = toll_of(chronicle)
    assert isinstance(one.statement, Toll)
    amend(chronicle, one.id, replace(one.statement, who="shepherds of the witness"), actor=ACTOR, reason="she said so")
    party = name_party(chronicle, "person", "A. N.", actor=ACTOR)
    link(chronicle, party, [f"{e.id}/victims/0" for e in evidence(chronicle)], actor=ACTOR)


@pytest.mark.parametrize("old", [False, True])
def test_it_goes_and_what_stood_beside_it_stays(chronicle: Chronicle, old: bool) -> None:
    with mock.patch("khronika.record.captures.salted", (lambda item: item) if old else salted):
        add(chronicle, 1)
    decided_on(chronicle)
    act = next(e for e in evidence(chronicle) if not isinstance(e.statement, Toll))
    assert all(word in everything(chronicle) for word in (WORDS, "shepherds", "she said so"))
    told = erase_statement(chronicle, toll_of(chronicle).id, actor="Aizada", reason="consent withdrawn")
    assert list(evidence(chronicle)) == [act]
    assert not any(word in everything(chronicle) for word in (WORDS, "shepherds", "she said so"))
    assert verify(chronicle) == ()
    assert (told.actor, told.kind, json.loads(told.body)["reason"]) == ("Aizada", "content_erased", "consent withdrawn")
    assert ("resealed" in told.body) is old, "only what has no leaves is sealed anew"
    assert [(one.by, one.reason) for one in withheld(chronicle, DOCUMENT.sha256)] == [("Aizada", "consent withdrawn")]
    with chronicle.reading() as database:
        live = tables(database)
    rebuild(chronicle)
    with chronicle.reading() as database:
        assert tables(database) == live


def test_nothing_of_it_is_left_in_the_file(in_a_file: Chronicle) -> None:
    add(in_a_file, 1)
    decided_on(in_a_file)
    database = in_a_file.folder / "chronicle.sqlite3"
    assert WORDS.encode() in database.read_bytes()
    erase_statement(in_a_file, toll_of(in_a_file).id, actor=ACTOR, reason="consent withdrawn")
    assert WORDS.encode() not in database.read_bytes()


@pytest.mark.parametrize("old", [False, True])
def test_under_cover_of_an_erasure_nothing_else_is_changed(chronicle: Chronicle, old: bool) -> None:
    with mock.patch("khronika.record.captures.salted", (lambda item: item) if old else salted):
        add(chronicle, 1)
    erase_statement(chronicle, toll_of(chronicle).id, actor=ACTOR, reason="so")
    behind(chronicle, "UPDATE entry SET body = replace(body, 'Нурланов-1', 'Нурланов-2') WHERE number = 2")
    assert [(fault.where, fault.what) for fault in verify(chronicle)] == [
        ("entry 2", "it was altered after it was written")
    ]


def test_an_erasure_that_no_entry_tells_of_is_a_fault(full: Chronicle) -> None:
    with full.writing() as database:
        row = EntryRow.objects.using(database).get(number=2)
        body = json.loads(row.body)
        body["statements"][0] = {"erased": log.digest(canonical(body["statements"][0]))}
        EntryRow.objects.using(database).filter(place=row.place).update(body=canonical(body))
    faults = [(fault.where, fault.what) for fault in verify(full)]
    assert ("entry 2", "its content is gone, and no entry tells so") in faults


def test_rereading_does_not_bring_it_back_in_any_wording(full: Chronicle) -> None:
    toll, act = read(DOCUMENT)
    erase_statement(full, toll_of(full).id, actor=ACTOR, reason="consent withdrawn")
    before = evidence(full)
    others: tuple[Statement, ...] = (toll, replace(toll, count=99), replace(act, quote=toll.quote))
    for number, again in enumerate(others):
        assert withheld_from(full, DOCUMENT.sha256, (again, act)) == 1
        assert propose(full, DOCUMENT.sha256, (again, act), actor=ACTOR, reader=f"reader {number}", note="")
        assert evidence(full) == before
        with full.reading() as database:
            assert '"withheld":1' in list(entries(database))[-1].body
    assert WORDS not in everything(full)
    assert add_statement(full, DOCUMENT.sha256, toll, actor=ACTOR).statement.kind == "toll", "a person may"
    assert verify(full) == ()


def test_older_readings_of_the_same_words_go_with_it(full: Chronicle) -> None:
    toll, act = read(DOCUMENT)
    undo_entry(full, 5, actor=ACTOR)
    undo_entry(full, 3, actor=ACTOR)
    propose(full, DOCUMENT.sha256, (replace(toll, count=2), act), actor=ACTOR, reader="reader 2", note="")
    assert [one.statement.count for one in evidence(full) if isinstance(one.statement, Toll)] == [2]
    erase_statement(full, toll_of(full).id, actor=ACTOR, reason="consent withdrawn")
    assert WORDS not in everything(full)
    assert len(evidence(full)) == 1
    assert verify(full) == ()


def test_it_is_gone_from_what_was_known_and_the_others_are_not(chronicle: Chronicle) -> None:
    with mock.patch.object(log, "now", return_value="2024-05-01T12:00:00+00:00"):
        add(chronicle, 1)
    assert len(evidence(chronicle, known_on=date(2024, 5, 1))) == 2
    erase_statement(chronicle, toll_of(chronicle).id, actor=ACTOR, reason="so")
    assert len(evidence(chronicle, known_on=date(2024, 5, 1))) == 1


def test_one_that_a_person_wrote_goes_too_and_the_document_after_it(full: Chronicle) -> None:
    toll, _ = read(DOCUMENT)
    mine = add_statement(full, DOCUMENT.sha256, replace(toll, event="the feast of the saint"), actor=ACTOR)
    erase_statement(full, mine.id, actor=ACTOR, reason="so")
    assert "the feast" not in everything(full)
    assert verify(full) == ()
    erase(full, DOCUMENT.sha256, original=True, actor=ACTOR, reason="so")
    assert evidence(full) == ()
    assert verify(full) == ()


def test_what_cannot_be_erased_is_refused(full: Chronicle) -> None:
    before = last_entry(full)
    with pytest.raises(RequestError, match="needs a reason"):
        erase_statement(full, toll_of(full).id, actor=ACTOR, reason=" ")
    with pytest.raises(RequestError, match="no statement is called"):
        erase_statement(full, "ffff", actor=ACTOR, reason="so")
    assert last_entry(full) == before
    gone = toll_of(full).id
    erase_statement(full, gone, actor=ACTOR, reason="so")
    with pytest.raises(RequestError, match="no statement is called"):
        decide(full, gone, Standing.ACCEPTED, actor=ACTOR, reason="")
