"""Whatever is changed behind the program's back is found, where it was changed."""

import json
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from khronika.errors import ChronicleError
from khronika.record import verification
from khronika.record.chronicle import Chronicle, capture, decide, evidence, last_entry, open_chronicle, rebuild
from khronika.record.models import EntryRow
from khronika.record.tables import tables
from khronika.record.verification import steps, verify
from khronika.vocabulary.evidence import Standing
from tests.record.invented import ACTOR, READER, add, behind, read, report


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
    from khronika.record.guards import guard, unguard  # noqa: PLC0415 - what a forger would use
    from khronika.record.log import digest, entries  # noqa: PLC0415

    with full.writing() as database:
        unguard(database)
        third = list(entries(database))[2]
        body = third.body.replace("Invented", "Honest")
        forged = replace(third, body=body, body_hash=digest(third.salt, body))
        rows = EntryRow.objects.using(database).filter(number=3)
        assert rows.update(body=body, body_hash=forged.body_hash, hash=forged.chained())
        guard(database)
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
    return chronicle.vault.path_of(report(2)[1].sha256)


def text(chronicle: Chronicle) -> Path:
    """Return where the second document's text stands, as it was cut."""
    with chronicle.reading() as database:
        body = json.loads(EntryRow.objects.using(database).get(number=3).body)
    return chronicle.vault.path_of(body["text"])


@pytest.mark.parametrize("which", [original, text])
def test_one_flipped_bit_outside_every_quote_is_found(full: Chronicle, which: Callable[[Chronicle], Path]) -> None:
    flip(which(full))
    faults = verify(full)
    assert {fault.where for fault in faults} == {"report-2.txt"}
    assert "changed since it was captured" in faults[0].what


@pytest.mark.parametrize("which", [original, text])
def test_what_is_gone_is_found_and_the_rest_still_checked(full: Chronicle, which: Callable[[Chronicle], Path]) -> None:
    which(full).unlink()
    flip(full.vault.path_of(report(3)[1].sha256))
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


OTHER = "0123456789abcdef"


def test_entries_of_several_origins_are_verified_each_in_its_chain(full: Chronicle) -> None:
    for number in (4, 5):
        data, document = report(number)
        theirs = replace(full, origin=OTHER)
        capture(theirs, data, document, read(document), actor="a colleague", reader=READER, note="")
        add(full, number + 10)
    assert verify(full) == ()
    place = 10  # theirs are at 8, 9, 12, 13
    behind(full, f"UPDATE entry SET actor = 'somebody else' WHERE origin = '{OTHER}' AND number = 3")
    assert [fault.where for fault in verify(full)] == [f"entry 3 of {OTHER} (place {place + 2})"]
    behind(full, f"UPDATE entry SET actor = 'a colleague' WHERE origin = '{OTHER}' AND number = 3")
    assert verify(full) == ()
    behind(full, f"UPDATE entry SET actor = 'somebody else' WHERE origin = '{full.origin}' AND number = 9")
    assert [fault.where for fault in verify(full)] == ["entry 9"]


def test_entries_that_changed_places_are_found(full: Chronicle) -> None:
    for column in ("place", "number"):
        changes = [
            f"UPDATE entry SET {column} = {new} WHERE {column} = {old}" for old, new in ((3, -1), (4, 3), (-1, 4))
        ]
        behind(full, *changes)
        assert verify(full)[0].where == "entry 3"


def test_that_the_end_was_cut_off_shows_against_a_hash_that_was_noted(full: Chronicle) -> None:
    number, noted = last_entry(full)
    add(full, 9)
    assert verify(full, noted) == ()
    behind(full, f"DELETE FROM entry WHERE number >= {number}")
    rebuild(full)
    assert verify(full) == (), "a chain alone cannot tell"
    assert [fault.where for fault in verify(full, noted)] == ["the end of the log"]


def test_an_origin_changed_in_both_places_is_found(in_a_file: Chronicle) -> None:
    full = filled(in_a_file)
    head = full.folder / "chronicle.toml"
    head.write_text(head.read_text("utf-8").replace(full.origin, OTHER), "utf-8")
    behind(full, f"UPDATE chronicle SET origin = '{OTHER}'")
    assert [fault.where for fault in verify(open_chronicle(full.folder))] == ["chronicle.toml"]


def test_it_tells_how_far_it_is_and_may_be_stopped(full: Chronicle) -> None:
    seen: list[str] = []
    assert verify(full, step=seen.append) == ()
    assert len(seen) == steps(full)

    def stop(where: str) -> None:
        if where == "report-2.txt":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        verify(full, step=stop)
    assert verify(full) == ()
    add(full, 9)
