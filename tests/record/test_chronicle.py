"""What a chronicle keeps, and what it refuses."""

import hashlib
import json
import stat
from dataclasses import astuple, replace
from pathlib import Path
from typing import Any

import pytest

from khronika.errors import ChronicleError, ReadingError, RequestError
from khronika.record.chronicle import (
    Chronicle,
    capture,
    decide,
    document_of,
    evidence,
    find_evidence,
    init,
    known,
    last_entry,
    open_chronicle,
    propose,
    sources,
    undo,
    unread,
)
from khronika.record.log import entries
from khronika.record.verification import verify
from khronika.vocabulary.evidence import Standing
from khronika.vocabulary.statement import Quote
from tests.record.invented import ACTOR, READER, add, behind, held, read, report

CANONICAL: dict[str, Any] = {"ensure_ascii": False, "sort_keys": True, "separators": (",", ":")}


def test_what_goes_in_comes_out_the_same(chronicle: Chronicle) -> None:
    data, document = report(7)
    assert not known(chronicle, document.sha256)
    assert add(chronicle, 7)
    again = open_chronicle(chronicle.folder)
    assert document_of(again, document.sha256) == document
    assert again.vault.load(document.sha256) == data
    assert [e.statement for e in evidence(again)] == list(read(document))
    assert {e.standing for e in evidence(again)} == {Standing.PROPOSED}
    source = sources(again)[0]
    assert (source.publisher, source.published, source.captured_by) == ("An Invented Bulletin", "2024-05", ACTOR)
    assert source.captured.endswith("+00:00")
    assert not again.vault.path_of(document.sha256).stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
    assert verify(again) == ()


def test_the_same_bytes_change_nothing_whatever_they_are_called(chronicle: Chronicle) -> None:
    add(chronicle, 7)
    before = last_entry(chronicle), held(chronicle)
    data, document = report(7)
    other = replace(document, id="copy", filename="copy.txt")
    assert not capture(chronicle, data, other, read(document), actor="another", reader=READER, note="")
    assert (last_entry(chronicle), held(chronicle)) == before


def test_other_bytes_of_the_same_name_stand_beside_each_other(chronicle: Chronicle) -> None:
    for number in (7, 8):
        data, document = report(number)
        named = replace(document, id="report", filename="report.txt")
        assert capture(chronicle, data, named, read(document), actor=ACTOR, reader=READER, note="")
    assert [s.document for s in sources(chronicle)] == ["report", "report"]
    assert len({s.sha256 for s in sources(chronicle)}) == 2
    assert len({e.id for e in evidence(chronicle)}) == 4
    assert {e.statement.document for e in evidence(chronicle)} == {"report"}


def test_a_name_that_no_disk_of_today_would_write_is_kept_readable(chronicle: Chronicle) -> None:
    data, document = report(7)
    odd = replace(document, id="caf\udce9", filename="caf\udce9.txt")
    assert capture(chronicle, data, odd, read(document), actor=ACTOR, reader=READER, note="")
    assert sources(chronicle)[0].filename == "caf\ufffd.txt"
    assert verify(chronicle) == ()


def test_no_quote_no_statement(chronicle: Chronicle) -> None:
    data, document = report(7)
    shifted = replace(read(document)[0], quote=Quote(0, 6, "report"))
    with pytest.raises(ReadingError, match="does not stand at 0"):
        capture(chronicle, data, document, (shifted,), actor=ACTOR, reader=READER, note="")
    assert sources(chronicle) == ()
    with pytest.raises(ReadingError, match="not made from these bytes"):
        capture(chronicle, b"other", document, (), actor=ACTOR, reader=READER, note="")


def test_decisions_stand_until_later_ones_and_can_be_taken_back(chronicle: Chronicle) -> None:
    add(chronicle, 7)
    id_ = evidence(chronicle)[0].id
    assert decide(chronicle, id_[:6], Standing.ACCEPTED, actor="Aizada", reason="").standing is Standing.ACCEPTED
    rejected = decide(chronicle, id_, Standing.REJECTED, actor="Timur", reason="another person")
    assert (rejected.decided_by, rejected.reason, bool(rejected.decided_at)) == ("Timur", "another person", True)
    back = undo(chronicle, id_, actor="Timur")
    assert (back.standing, back.decided_by, back.reason) == (Standing.ACCEPTED, "Aizada", "")
    assert undo(chronicle, id_, actor="Aizada").standing is Standing.PROPOSED
    with pytest.raises(RequestError, match="nobody decided"):
        undo(chronicle, id_, actor="Aizada")
    assert last_entry(chronicle)[0] == 6, "every change, and every undoing, is an entry"
    assert verify(chronicle) == ()


def test_decisions_that_cannot_be_are_refused(chronicle: Chronicle) -> None:
    add(chronicle, 7)
    id_ = evidence(chronicle)[0].id
    before = last_entry(chronicle)
    with pytest.raises(RequestError, match="needs a reason"):
        decide(chronicle, id_, Standing.REJECTED, actor=ACTOR, reason=" ")
    with pytest.raises(RequestError, match="accepts or rejects"):
        decide(chronicle, id_, Standing.PROPOSED, actor=ACTOR, reason="")
    with pytest.raises(RequestError, match="2 statements begin with ''"):
        find_evidence(chronicle, "")
    for name in ("xyz", "%", id_ + "0"):
        with pytest.raises(RequestError, match="no statement is called"):
            decide(chronicle, name, Standing.ACCEPTED, actor=ACTOR, reason="")
    assert last_entry(chronicle) == before


def test_another_reader_replaces_what_nobody_decided_on(chronicle: Chronicle) -> None:
    add(chronicle, 7)
    add(chronicle, 8)
    _, document = report(7)
    toll, act = read(document)
    toll_id, act_id = (e.id for e in evidence(chronicle) if e.source.sha256 == document.sha256)
    assert len(unread(chronicle, "better-reader 2")) == 2
    decide(chronicle, act_id, Standing.ACCEPTED, actor=ACTOR, reason="")

    better = replace(toll, inferred=(), place="")
    assert propose(chronicle, document.sha256, (better,), actor=ACTOR, reader="better-reader 2", note="half read")
    assert [s.document for s in unread(chronicle, "better-reader 2")] == ["report-8"]
    assert [s.note for s in sources(chronicle)] == ["half read", ""]
    mine = {e.id: e for e in evidence(chronicle) if e.source.sha256 == document.sha256}
    assert toll_id not in mine
    assert mine[act_id].standing is Standing.ACCEPTED
    assert mine[act_id].statement == act
    assert len(mine) == 2

    before = last_entry(chronicle)
    assert not propose(chronicle, document.sha256, (toll,), actor=ACTOR, reader="better-reader 2", note="")
    assert last_entry(chronicle) == before
    with pytest.raises(ChronicleError, match="no such document"):
        propose(chronicle, "0" * 64, (), actor=ACTOR, reader=READER, note="")
    assert verify(chronicle) == ()


def test_the_same_reading_again_keeps_the_names_of_statements(chronicle: Chronicle) -> None:
    add(chronicle, 7)
    _, document = report(7)
    before = [e.id for e in evidence(chronicle)]
    propose(chronicle, document.sha256, read(document), actor=ACTOR, reader="invented-reader 2", note="")
    assert [e.id for e in evidence(chronicle)] == before


def test_a_chronicle_is_begun_only_where_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    init(tmp_path / "empty", actor=ACTOR)
    with pytest.raises(ChronicleError, match="a chronicle already"):
        init(tmp_path / "empty", actor=ACTOR)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine", "utf-8")
    with pytest.raises(ChronicleError, match="not empty"):
        init(tmp_path / "full", actor=ACTOR)
    assert [p.name for p in (tmp_path / "full").iterdir()] == ["letter.txt"]


def test_what_is_no_chronicle_is_told_and_not_touched(tmp_path: Path) -> None:
    with pytest.raises(ChronicleError, match="there is no chronicle"):
        open_chronicle(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()
    (tmp_path / "file").write_text("text", "utf-8")
    with pytest.raises(ChronicleError, match="there is no chronicle"):
        open_chronicle(tmp_path / "file")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("chronicle.toml", b"format = ", "cannot be read"),
        ("chronicle.toml", b"\xff\xfe", "cannot be read"),
        ("chronicle.toml", b'format = 99\norigin = "a"\n', "format 99"),
        ("chronicle.toml", b"format = 2\n", "no origin"),
        ("chronicle.sqlite3", b"this is no database, whatever it is called" * 100, "not a database"),
        ("chronicle.sqlite3", b"", "not one of Khronika"),
        ("chronicle.sqlite3", None, "database is missing"),
    ],
)
def test_a_damaged_or_foreign_chronicle_is_told_and_not_touched(
    in_a_file: Chronicle, name: str, content: bytes | None, says: str
) -> None:
    chronicle = in_a_file
    path = chronicle.folder / name
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ChronicleError, match=says):
        open_chronicle(chronicle.folder)
    assert (path.read_bytes() if path.exists() else None) == content


def test_tables_of_a_later_khronika_are_told(chronicle: Chronicle) -> None:
    behind(chronicle, "UPDATE chronicle SET folded = 99")
    with pytest.raises(ChronicleError, match="tables are of version 99"):
        open_chronicle(chronicle.folder)
    behind(
        chronicle, "INSERT INTO django_migrations (app, name, applied) VALUES ('record', '9999_later', '2199-01-01')"
    )
    with pytest.raises(ChronicleError, match="later version"):
        open_chronicle(chronicle.folder)


def test_the_log_holds_hashes_of_the_bodies_and_never_the_text(chronicle: Chronicle) -> None:
    """So that a body can be erased one day and the chain still verify, and so that the log stays small."""
    add(chronicle, 7)
    with chronicle.reading() as database:
        first, second = entries(database)
    _, origin, number, time, actor, kind, body, salt, body_hash, previous, hash_ = astuple(second)
    assert origin == chronicle.origin
    assert first.body_hash == hashlib.sha256(f"{first.salt}\0{first.body}".encode()).hexdigest()
    read_ = json.loads(body)
    read_["statements"] = [
        hashlib.sha256(json.dumps(one, **CANONICAL).encode()).hexdigest() for one in read_["statements"]
    ]
    leaves = json.dumps(read_, **CANONICAL)
    assert body_hash == hashlib.sha256(f"parts\0{salt}\0{leaves}".encode()).hexdigest()
    chained = "\0".join((chronicle.origin, str(number), time, actor, kind, body_hash, previous))
    assert hash_ == hashlib.sha256(chained.encode()).hexdigest()
    assert previous == first.hash
    assert report(7)[1].text not in json.loads(first.body).values()


def test_who_reads_in_the_midst_of_writing_sees_what_was_written_so_far(chronicle: Chronicle) -> None:
    with pytest.raises(ZeroDivisionError), chronicle.writing():
        add(chronicle, 7)
        assert len(evidence(chronicle)) == 2
        raise ZeroDivisionError
    assert evidence(chronicle) == ()
    assert last_entry(chronicle) == (0, "")
