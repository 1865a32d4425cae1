"""Whatever is changed behind the program's back is found, where it was changed."""

import json
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from khronika.errors import ChronicleError
from khronika.record import verification
from khronika.record.chronicle import Chronicle, decide, evidence, open_chronicle, rebuild
from khronika.record.models import EntryRow
from khronika.record.tables import tables
from khronika.record.vault import path_of
from khronika.record.verification import verify
from khronika.vocabulary.evidence import Standing
from tests.record.invented import ACTOR, add, behind, report


@pytest.fixture
def full(chronicle: Chronicle) -> Chronicle:
    """Return a chronicle with three documents (entries 1 to 6) and a decision (entry 7)."""
    return filled(chronicle)


def filled(chronicle: Chronicle) -> Chronicle:
    """Add three documents and a decision."""
    for number in (1, 2, 3):
        add(chronicle, number)
    decide(chronicle, evidence(chronicle)[0].id, Standing.ACCEPTED, actor=ACTOR, reason="")
    assert verify(chronicle) == ()
    return chronicle


def flip(path: Path) -> None:
    """Change one bit of a report, in its heading, which nobody quotes."""
    data = bytearray(path.read_bytes())
    data[data.index(b"Report")] ^= 1
    path.chmod(0o644)
    path.write_bytes(data)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ("UPDATE entry SET body = replace(body, 'Нурланов', 'Турланов') WHERE number = 4", "entry 4"),
        ("UPDATE entry SET time = '2020-01-01T00:00:00+00:00' WHERE number = 3", "entry 3"),
        ("UPDATE entry SET actor = 'somebody else' WHERE number = 7", "entry 7"),
        ("UPDATE entry SET kind = 'decision' WHERE number = 1", "entry 1"),
        ("UPDATE entry SET salt = 'aa' WHERE number = 5", "entry 5"),
        ("DELETE FROM entry WHERE number = 1", "entry 1"),
        ("DELETE FROM entry WHERE number = 5", "entry 5"),
        ("UPDATE entry SET number = 99 WHERE number = 7", "entry 7"),
        ("UPDATE entry SET body = 'no JSON' WHERE number = 6", "entry 6"),
    ],
)
def test_the_first_altered_entry_is_named(full: Chronicle, change: str, where: str) -> None:
    behind(full, change)
    assert [fault.where for fault in verify(full)] == [where]


def test_a_body_altered_together_with_its_hashes_breaks_the_next_link(full: Chronicle) -> None:
    from khronika.record.log import digest, entries  # noqa: PLC0415 - what a forger would use

    with full.writing() as database:
        third = list(entries(database))[2]
        body = third.body.replace("Invented", "Honest")
        forged = replace(third, body=body, body_hash=digest(third.salt, body))
        rows = EntryRow.objects.using(database).filter(number=3)
        assert rows.update(body=body, body_hash=forged.body_hash, hash=forged.chained())
    assert verify(full)[0].where == "entry 4"


def test_the_origin_belongs_to_the_chain(full: Chronicle) -> None:
    toml = full.folder / "chronicle.toml"
    toml.write_text(toml.read_text("utf-8").replace(full.origin, "0" * 16), "utf-8")
    with pytest.raises(ChronicleError, match="two chronicles"):
        open_chronicle(full.folder)
    behind(full, "UPDATE chronicle SET origin = '0000000000000000'", "UPDATE entry SET origin = '0000000000000000'")
    assert [fault.where for fault in verify(open_chronicle(full.folder))] == ["entry 1"]


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ("UPDATE statement SET standing = 'accepted' WHERE standing = 'proposed'", "table statement"),
        ("UPDATE statement SET body = replace(body, 'injured', 'killed') WHERE place = 0", "table statement"),
        ("DELETE FROM statement WHERE place = 1", "table statement"),
        ("UPDATE statement SET body = 'no JSON' WHERE place = 0", "table statement"),
        ("UPDATE source SET note = 'read'", "table source"),
        ("DELETE FROM source WHERE number = 3", "table source"),
        ("UPDATE source SET body = '[]' WHERE number = 3", "table source"),
        ("UPDATE decision SET decided_by = 'somebody else'", "table decision"),
        ("DELETE FROM entry WHERE number = 7", "table statement"),
    ],
)
def test_a_changed_table_is_named_and_can_be_rebuilt(full: Chronicle, change: str, where: str) -> None:
    behind(full, change)
    faults = verify(full)
    assert where in [fault.where for fault in faults], faults
    assert all(fault.what and fault.do for fault in faults)
    rebuild(full)
    assert verify(full) == ()


def original(chronicle: Chronicle) -> Path:
    """Return where the second document's original stands."""
    return path_of(chronicle.folder, report(2)[1].sha256)


def text(chronicle: Chronicle) -> Path:
    """Return where the second document's text stands, as it was cut."""
    with chronicle.reading() as database:
        body = json.loads(EntryRow.objects.using(database).get(number=3).body)
    return path_of(chronicle.folder, body["text"])


@pytest.mark.parametrize("which", [original, text])
def test_one_flipped_bit_outside_every_quote_is_found(full: Chronicle, which: Callable[[Chronicle], Path]) -> None:
    flip(which(full))
    faults = verify(full)
    assert {fault.where for fault in faults} == {"report-2.txt"}
    assert "changed since it was captured" in faults[0].what


@pytest.mark.parametrize("which", [original, text])
def test_what_is_gone_is_found_and_the_rest_still_checked(full: Chronicle, which: Callable[[Chronicle], Path]) -> None:
    which(full).unlink()
    flip(path_of(full.folder, report(3)[1].sha256))
    assert {"report-2.txt", "report-3.txt"} == {fault.where for fault in verify(full)}


def test_quotes_are_sliced_out_of_the_original_again(full: Chronicle, monkeypatch: pytest.MonkeyPatch) -> None:
    from khronika.documents.opening import document_from as cut  # noqa: PLC0415

    def shifted(data: bytes, filename: str) -> object:
        return cut(b"x" + data, filename)

    monkeypatch.setattr(verification, "document_from", shifted)
    faults = verify(full)
    assert len(faults) == len(evidence(full))
    assert all(fault.where.startswith("statement ") for fault in faults)


def test_another_extractor_may_cut_another_text(full: Chronicle, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(data: bytes, filename: str) -> object:
        raise AssertionError("the text of another extractor's version says nothing about the quotes")

    monkeypatch.setattr(verification, "document_from", broken)
    monkeypatch.setattr(verification, "EXTRACTOR", "a later one")
    assert verify(full) == ()


def test_random_damage_is_told_in_words_or_does_no_harm(in_a_file: Chronicle) -> None:
    """Bytes of the database are changed at random: never a traceback, never a change that goes unnoticed."""
    full = filled(in_a_file)
    chance = random.Random(20240510)  # noqa: S311 - a test that can be repeated
    path = full.folder / "chronicle.sqlite3"
    whole = path.read_bytes()
    with full.reading() as database:
        before = tables(database)
    found = 0
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 1, 40))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(data)
        try:
            faults = verify(open_chronicle(full.folder))
        except ChronicleError:
            found += 1
            continue
        found += bool(faults)
        if not faults:
            with full.reading() as database:
                assert tables(database) == before
    assert found > 20
    path.write_bytes(whole)
    assert verify(full) == ()
