"""A backup holds all, is whole or not there, and is made a chronicle again that verifies."""

import io
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from khronika.errors import ChronicleError
from khronika.record.backup import backup, restore
from khronika.record.chronicle import (
    Chronicle,
    decide,
    erase,
    evidence,
    last_entry,
    open_chronicle,
    sources,
)
from khronika.record.tables import tables
from khronika.record.vault import path_of
from khronika.record.verification import verify
from khronika.vocabulary.evidence import Standing
from tests.record import postgres
from tests.record.invented import ACTOR, add, behind, forget, report


@pytest.fixture
def full(chronicle: Chronicle) -> Chronicle:
    """Return a chronicle with three documents, one of them erased, and a decision."""
    for number in (1, 2, 3):
        add(chronicle, number)
    erase(chronicle, report(2)[1].sha256, original=True, actor=ACTOR, reason="consent withdrawn")
    decide(chronicle, evidence(chronicle)[0].id, Standing.ACCEPTED, actor=ACTOR, reason="")
    return chronicle


@pytest.fixture
def server() -> Iterator[str]:
    with postgres.database() as address:
        yield address
        forget(address)


def test_a_restored_chronicle_is_the_one_that_was_kept(full: Chronicle, tmp_path: Path) -> None:
    kept = backup(full, tmp_path / "kept.tar")
    again, taken = restore(tmp_path / "kept.tar", tmp_path / "again", actor="another")
    assert kept == taken
    assert (kept.entries, kept.last, kept.files) == (*last_entry(full), 4)
    assert open_chronicle(again.folder) == again
    assert (evidence(again), sources(again), last_entry(again)) == (evidence(full), sources(full), last_entry(full))
    with full.reading() as database, again.reading() as other:
        assert tables(database) == tables(other)
    assert verify(again) == ()
    add(again, 4)
    assert verify(again) == ()


def test_from_a_laptop_to_the_database_of_a_team(full: Chronicle, tmp_path: Path, server: str) -> None:
    backup(full, tmp_path / "kept.tar")
    again, _ = restore(tmp_path / "kept.tar", tmp_path / "again", actor=ACTOR, url=server)
    assert again.url == server
    assert evidence(again) == evidence(full)
    assert not (again.folder / "chronicle.sqlite3").exists()
    with pytest.raises(ChronicleError, match="holds a chronicle already"):
        restore(tmp_path / "kept.tar", tmp_path / "third", actor=ACTOR, url=server)
    assert not (tmp_path / "third").exists()
    assert evidence(again) == evidence(full)


def rewritten(path: Path, change: Callable[[str, bytes], bytes | None]) -> None:
    """Write a backup anew with other contents; what becomes None is left out."""
    with tarfile.open(path) as tar:
        held = {info.name: tar.extractfile(info) for info in tar}
        files = {name: file.read() for name, file in held.items() if file}
    with tarfile.open(path, "w") as tar:
        for name, data in files.items():
            new = change(name, data)
            if new is not None:
                info = tarfile.TarInfo(name)
                info.size = len(new)
                tar.addfile(info, io.BytesIO(new))


DAMAGES: list[Callable[[str, bytes], bytes | None]] = [
    lambda name, data: data.replace("Нурланов".encode(), "Турланов".encode()) if name == "log.jsonl" else data,
    lambda name, data: data.rsplit(b"\n", 2)[0] + b"\n" if name == "log.jsonl" else data,
    lambda name, data: b"no JSON\n" if name == "log.jsonl" else data,
    lambda name, data: None if name == "log.jsonl" else data,
    lambda name, data: None if name.startswith("originals") else data,
    lambda name, data: data + b" " if name.startswith("originals") else data,
    lambda name, data: data.replace(b'"format":1', b'"format":9') if name == "chronicle.json" else data,
    lambda name, data: None if name == "chronicle.json" else data,
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_backup_makes_nothing(
    in_a_file: Chronicle, tmp_path: Path, server: str, damage: Callable[[str, bytes], bytes | None]
) -> None:
    add(in_a_file, 1)
    kept = tmp_path / "kept.tar"
    backup(in_a_file, kept)
    whole = kept.read_bytes()
    rewritten(kept, damage)
    for url in ("", server):
        with pytest.raises(ChronicleError, match="no backup, or damaged"):
            restore(kept, tmp_path / "again", actor=ACTOR, url=url)
        assert not (tmp_path / "again").exists()
    kept.write_bytes(whole)
    again, _ = restore(kept, tmp_path / "again", actor=ACTOR, url=server)
    assert verify(again) == ()


def test_what_is_there_is_not_overwritten_and_what_does_not_verify_is_not_kept(full: Chronicle, tmp_path: Path) -> None:
    kept = tmp_path / "kept.tar"
    backup(full, kept)
    before = kept.read_bytes()
    with pytest.raises(ChronicleError, match="something already"):
        backup(full, kept)
    with pytest.raises(ChronicleError, match="a chronicle already"):
        restore(kept, full.folder, actor=ACTOR)
    assert kept.read_bytes() == before
    behind(full, "UPDATE entry SET actor = 'somebody else' WHERE number = 1")
    with pytest.raises(ChronicleError, match="does not verify: entry 1"):
        backup(full, tmp_path / "other.tar")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["chronicle", "kept.tar"]
    (tmp_path / "letter.txt").write_text("Dear friends", "utf-8")
    with pytest.raises(ChronicleError, match="no backup, or damaged"):
        restore(tmp_path / "letter.txt", tmp_path / "again", actor=ACTOR)


def test_nobody_reaches_out_of_the_folder(in_a_file: Chronicle, tmp_path: Path) -> None:
    kept = tmp_path / "kept.tar"
    backup(in_a_file, kept)
    with tarfile.open(kept, "a") as tar:
        info = tarfile.TarInfo("../outside.txt")
        info.size = 4
        tar.addfile(info, io.BytesIO(b"mine"))
    with pytest.raises(ChronicleError, match="no part of a backup"):
        restore(kept, tmp_path / "again", actor=ACTOR)
    assert not (tmp_path / "outside.txt").exists()
    assert not path_of(tmp_path / "again", "0" * 64).exists()
