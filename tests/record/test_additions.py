"""Statements that people add: with a quote, under their names, and to be taken back."""

from dataclasses import replace
from datetime import date
from unittest import mock

import pytest

from khronika.errors import ReadingError, RequestError
from khronika.record import log
from khronika.record.chronicle import (
    Chronicle,
    add_statement,
    decide,
    erase,
    evidence,
    find_evidence,
    last_entry,
    propose,
    rebuild,
    undo,
    undo_entry,
)
from khronika.record.log import entries
from khronika.record.tables import Row, tables
from khronika.record.verification import verify
from khronika.vocabulary.evidence import Evidence, Standing
from khronika.vocabulary.statement import Party, Profile, Quote
from tests.record.invented import ACTOR, add, behind, quoted, read, report

DOCUMENT = report(1)[1]
PROFILE = Profile(document="", quote=quoted(DOCUMENT, "Айбека Нурланова-1"), subject=Party(name="Айбек Нурланов-1"))


@pytest.fixture
def full(chronicle: Chronicle) -> Chronicle:
    """Return a chronicle with two reports."""
    add(chronicle, 1)
    add(chronicle, 2)
    return chronicle


def state(chronicle: Chronicle) -> dict[str, list[Row]]:
    with chronicle.reading() as database:
        return {name: rows for name, rows in tables(database).items() if name != "decision"}


def added(chronicle: Chronicle, *, proposed: bool = False) -> Evidence:
    return add_statement(chronicle, DOCUMENT.sha256, PROFILE, actor="Aizada", proposed=proposed)


def test_who_writes_a_statement_accepts_it_and_is_named(full: Chronicle) -> None:
    one = added(full)
    assert (one.standing, one.decided_by, one.written_by) == (Standing.ACCEPTED, "Aizada", "Aizada")
    assert one.statement == replace(PROFILE, document="report-1")
    assert [e.written_by for e in evidence(full)].count("Aizada") == 1
    assert [e.id for e in evidence(full)].index(one.id) in {1, 2}, (
        "it stands where its quote does, among those of its document"
    )
    assert verify(full) == ()
    rebuild(full)
    assert find_evidence(full, one.id) == one


def test_it_may_stay_proposed_for_somebody_else(full: Chronicle) -> None:
    one = added(full, proposed=True)
    assert (one.standing, one.decided_by, one.written_by) == (Standing.PROPOSED, "", "Aizada")
    assert decide(full, one.id, Standing.ACCEPTED, actor="Timur", reason="").decided_by == "Timur"
    assert undo(full, one.id, actor="Timur") == one
    with pytest.raises(RequestError, match="since Aizada wrote the statement"):
        undo(full, one.id, actor="Timur")


def test_taken_back_it_leaves_exactly_what_was_there(full: Chronicle) -> None:
    before = state(full)
    one = added(full)
    made, after = last_entry(full)[0], state(full)
    undo_entry(full, made, actor="Aizada")
    assert state(full) == before
    undo_entry(full, made + 1, actor="Aizada")
    assert state(full) == after
    decide(full, one.id, Standing.REJECTED, actor="Timur", reason="another person")
    with pytest.raises(RequestError, match="decided about the statement since"):
        undo_entry(full, made, actor="Aizada")
    undo(full, one.id, actor="Timur")
    undo_entry(full, made, actor="Aizada")
    assert state(full) == before
    assert verify(full) == ()


@pytest.mark.parametrize("proposed", [True, False])
def test_rereading_does_not_lose_it(full: Chronicle, proposed: bool) -> None:
    one = added(full, proposed=proposed)
    made = last_entry(full)[0]
    propose(full, DOCUMENT.sha256, (), actor=ACTOR, reader="reader 2", note="")
    assert [e.id for e in evidence(full) if e.source.sha256 == DOCUMENT.sha256] == [one.id]
    propose(full, DOCUMENT.sha256, (PROFILE,), actor=ACTOR, reader="reader 3", note="")
    undo_entry(full, made, actor="Aizada")
    mine = [e for e in evidence(full) if e.source.sha256 == DOCUMENT.sha256]
    assert [(e.id, e.written_by, e.standing) for e in mine] == [(one.id, "", Standing.PROPOSED)], "a reader says it too"
    undo_entry(full, last_entry(full)[0], actor="Aizada")
    propose(full, DOCUMENT.sha256, read(DOCUMENT), actor=ACTOR, reader="reader 4", note="")
    undo_entry(full, made, actor="Aizada")
    assert one.id not in {e.id for e in evidence(full)}, "neither does any longer"
    assert verify(full) == ()


def test_only_with_the_documents_own_words_and_only_once(full: Chronicle) -> None:
    before = last_entry(full)
    with pytest.raises(ReadingError, match="does not stand at 0"):
        add_statement(full, DOCUMENT.sha256, replace(PROFILE, quote=Quote(0, 4, "Айбе")), actor=ACTOR)
    with pytest.raises(RequestError, match="has this statement already"):
        add_statement(full, DOCUMENT.sha256, read(DOCUMENT)[0], actor=ACTOR)
    assert last_entry(full) == before


def test_its_quote_is_verified(full: Chronicle) -> None:
    one = added(full)
    behind(
        full,
        "UPDATE statement SET body = replace(body, '\"text\":\"Айбека', '\"text\":\"Айбеку') WHERE written_by <> ''",
    )
    assert f"statement {one.id}" in {fault.where for fault in verify(full)}


def test_it_was_not_known_before_it_was_written(chronicle: Chronicle) -> None:
    with mock.patch.object(log, "now", return_value="2024-05-01T12:00:00+00:00"):
        add(chronicle, 1)
    with mock.patch.object(log, "now", return_value="2024-05-03T12:00:00+00:00"):
        one = added(chronicle)
    assert one.id not in {e.id for e in evidence(chronicle, known_on=date(2024, 5, 2))}
    assert one in evidence(chronicle, known_on=date(2024, 5, 3))


def test_it_goes_with_its_document(full: Chronicle) -> None:
    added(full)
    made = last_entry(full)[0]
    erase(full, DOCUMENT.sha256, original=True, actor=ACTOR, reason="consent withdrawn")
    assert {e.source.document for e in evidence(full)} == {"report-2"}
    with full.reading() as database:
        assert next(entry for entry in entries(database) if entry.number == made).erased
    assert verify(full) == ()
