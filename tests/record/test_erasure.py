"""Content can be erased: the log still verifies and says that, when, by whom and why."""

import json

import pytest

from khronika.errors import ChronicleError, RequestError
from khronika.record.chronicle import (
    Chronicle,
    capture,
    decide,
    document_of,
    erase,
    erase_decision,
    evidence,
    known,
    last_entry,
    rebuild,
    sources,
    undo,
    undo_entry,
)
from khronika.record.gatherings import link, merge, name_party, open_case
from khronika.record.log import entries
from khronika.record.models import ErasureRow
from khronika.record.tables import tables
from khronika.record.verification import verify
from khronika.vocabulary.evidence import Standing
from tests.record.invented import ACTOR, add, behind, read, report

WITNESS = report(2)[1]


@pytest.fixture
def full(chronicle: Chronicle) -> Chronicle:
    """Return a chronicle in which much was decided about three documents."""
    return filled(chronicle)


def filled(chronicle: Chronicle) -> Chronicle:
    """Decide much about three documents."""
    for number in (1, 2, 3):
        add(chronicle, number)
    own = [one for one in evidence(chronicle) if one.source.sha256 == WITNESS.sha256]
    decide(chronicle, own[0].id, Standing.ACCEPTED, actor=ACTOR, reason="the witness told us again")
    undo(chronicle, own[0].id, actor=ACTOR)
    undo_entry(chronicle, last_entry(chronicle)[0], actor=ACTOR)
    first = name_party(chronicle, "person", "A. N.", actor=ACTOR)
    second = name_party(chronicle, "person", "B. N.", actor=ACTOR)
    link(chronicle, first, [f"{one.id}/victims/0" for one in evidence(chronicle)], actor=ACTOR)
    merge(chronicle, first, [second], actor=ACTOR, reason="so")
    open_case(chronicle, "A case", [one.id for one in evidence(chronicle)], actor=ACTOR)
    return chronicle


@pytest.mark.parametrize("original", [True, False])
def test_a_document_is_erased_with_all_that_followed_from_it(full: Chronicle, original: bool) -> None:
    text = next(one for one in sources(full) if one.sha256 == WITNESS.sha256)
    erase(full, WITNESS.sha256, original=original, actor="Aizada", reason="consent withdrawn")
    assert [one.document for one in sources(full)] == ["report-1", "report-3"]
    assert {one.source.document for one in evidence(full)} == {"report-1", "report-3"}
    assert full.vault.path_of(WITNESS.sha256).exists() is not original
    with pytest.raises(ChronicleError, match="no such document"):
        document_of(full, text.sha256)
    with full.reading() as database:
        told = list(ErasureRow.objects.using(database))
        gone = [entry.number for entry in entries(database) if entry.erased]
        held = json.dumps(tables(database), ensure_ascii=False)
    assert gone == [3, 4, 7], "the capture, the reading and the decision of which the reason could tell"
    assert {(row.erased_by, row.reason) for row in told} == {("Aizada", "consent withdrawn")}
    assert all(row.erased_at for row in told)
    assert "Нурланова-2" not in held
    assert "told us again" not in held
    assert verify(full) == ()
    with full.reading() as database:
        live = tables(database)
    rebuild(full)
    with full.reading() as database:
        assert tables(database) == live


def test_nothing_of_it_is_left_in_the_files(in_a_file: Chronicle) -> None:
    full = filled(in_a_file)
    left = full.vault.path_of(WITNESS.sha256).with_name(".partial-99999999-x")  # what a crash has left half written
    left.write_bytes(b"Report 2.\n")
    planted = ("Нурланова-2", "Нурланов-2", "report-2", "Report 2.", "In Kök-Tash 2 people", "told us again")

    def told() -> set[str]:
        raw = b"\n".join(path.read_bytes() for path in full.folder.rglob("*") if path.is_file())
        return {words for words in planted if words.encode() in raw}

    assert told() == set(planted)
    erase(full, WITNESS.sha256, original=True, actor=ACTOR, reason="consent withdrawn")
    assert told() == set()
    assert verify(full) == ()


def test_of_many_documents_of_all_lengths_nothing_is_left_in_the_free_space(in_a_file: Chronicle) -> None:
    """Pages split, merge and move; what they held before must not stay behind in them."""
    numbers = range(1, 30)
    for number in numbers:
        data, document = report(number)
        quoted = read(document)
        reason = f"planted-{number}-" * (1 + number * number % 400)
        capture(in_a_file, data, document, quoted, actor=ACTOR, reader="r", note=reason)
    for number in numbers[::2]:
        erase(in_a_file, report(number)[1].sha256, original=True, actor=ACTOR, reason="consent withdrawn")
    raw = (in_a_file.folder / "chronicle.sqlite3").read_bytes()
    assert [number for number in numbers if f"planted-{number}-".encode() in raw] == list(numbers[1::2])


def test_what_was_erased_does_not_come_back_by_adding_the_folder_again(full: Chronicle) -> None:
    erase(full, WITNESS.sha256, original=True, actor=ACTOR, reason="consent withdrawn")
    before = last_entry(full)
    assert known(full, WITNESS.sha256)
    assert not add(full, 2)
    assert last_entry(full) == before
    assert not full.vault.path_of(WITNESS.sha256).exists()
    with pytest.raises(RequestError, match="erased, and cannot be had back"):
        undo_entry(full, 7, actor=ACTOR)
    with pytest.raises(RequestError, match="no decision"):
        undo_entry(full, before[0], actor=ACTOR)
    assert verify(full) == ()


def test_an_erasure_that_broke_off_is_told_and_finished(full: Chronicle) -> None:
    path = full.vault.path_of(WITNESS.sha256)
    data = path.read_bytes()
    erase(full, WITNESS.sha256, original=True, actor=ACTOR, reason="consent withdrawn")
    path.write_bytes(data)
    assert [(fault.where, fault.what) for fault in verify(full)] == [(str(path), "it was erased, and is still there")]
    rebuild(full)
    assert verify(full) == ()
    assert not path.exists()


def test_the_content_of_a_decision_taken_back_is_erased_and_others_are_not(full: Chronicle) -> None:
    id_ = evidence(full)[0].id
    decide(full, id_, Standing.REJECTED, actor=ACTOR, reason="the neighbour said so")
    made = last_entry(full)[0]
    with pytest.raises(RequestError, match="undo it first"):
        erase_decision(full, made, actor=ACTOR, reason="it names somebody")
    undo(full, id_, actor=ACTOR)
    erase_decision(full, made, actor=ACTOR, reason="it names somebody")
    with full.reading() as database:
        assert "neighbour" not in json.dumps(tables(database))
        assert [entry.number for entry in entries(database) if entry.erased] == [made]
    assert verify(full) == ()
    for refused in (1, made + 1, 99):
        with pytest.raises(RequestError):
            erase_decision(full, refused, actor=ACTOR, reason="so")


def test_an_erasure_needs_a_reason_and_a_document(full: Chronicle) -> None:
    before = last_entry(full)
    with pytest.raises(RequestError, match="needs a reason"):
        erase(full, WITNESS.sha256, original=True, actor=ACTOR, reason="")
    with pytest.raises(RequestError, match="no such document"):
        erase(full, "0" * 64, original=True, actor=ACTOR, reason="so")
    assert last_entry(full) == before


def test_content_that_is_gone_without_an_erasure_is_a_fault(full: Chronicle) -> None:
    behind(full, "UPDATE entry SET body = '', salt = '' WHERE number = 6")
    assert verify(full)[0].where == "entry 6"


def test_an_erasure_taken_out_of_the_log_is_found(full: Chronicle) -> None:
    erase(full, WITNESS.sha256, original=True, actor=ACTOR, reason="consent withdrawn")
    behind(full, "DELETE FROM entry WHERE kind = 'content_erased'")
    assert verify(full)[0].what == "its content is gone, and no entry tells so"
