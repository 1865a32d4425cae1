"""What is damaged, half copied, locked, linked or of another version is told in words, and nothing of it is touched."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from khronika.errors import ChronicleError
from khronika.record import engine
from khronika.record.chronicle import Chronicle, erase, evidence, init, open_chronicle
from khronika.record.engine import alias_of, connected
from khronika.record.folder import upgrade
from khronika.record.verification import verify
from tests.record.invented import ACTOR, add, report

DATABASE = "chronicle.sqlite3"


def state(folder: Path) -> dict[Path, tuple[bytes, int]]:
    """Return all that is in a folder, with the times of change."""
    return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def full(in_a_file: Chronicle) -> Chronicle:
    for number in (1, 2, 3):
        add(in_a_file, number)
    return in_a_file


def test_a_new_chronicle_is_its_owners_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        for folder in (tmp_path / "new", tmp_path / "empty", tmp_path / "shared"):
            if folder.name != "new":
                folder.mkdir(mode=0o775 if folder.name == "shared" else 0o755)
            init(folder, actor=ACTOR)
    finally:
        os.umask(before)
    modes = [(tmp_path / name).stat().st_mode & 0o777 for name in ("new", "empty", "shared")]
    assert modes == [0o700, 0o700, 0o775], "a folder in which others may write is shared on purpose"


@pytest.mark.parametrize("part", [0.0, 0.3, 0.9, 0.999])
def test_a_half_copied_database_is_told_and_not_touched(full: Chronicle, part: float) -> None:
    path = full.folder / DATABASE
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * part)])
    before = state(full.folder)
    try:
        told = " ".join(fault.do for fault in verify(open_chronicle(full.folder)))
    except ChronicleError as error:
        told = error.do
    assert "restore a copy" in told
    assert state(full.folder) == before


def test_a_folder_copied_without_its_originals_is_told(full: Chronicle) -> None:
    shutil.rmtree(full.folder / "originals")
    again = open_chronicle(full.folder)
    assert len(evidence(again)) == 6
    assert {fault.where for fault in verify(again)} == {"report-1.txt", "report-2.txt", "report-3.txt"}
    assert not (full.folder / "originals").exists()


def test_a_foreign_database_is_told_and_not_touched(full: Chronicle) -> None:
    (full.folder / DATABASE).unlink()
    with closing(sqlite3.connect(full.folder / DATABASE)) as database:
        database.execute("CREATE TABLE letters (text TEXT)")
        database.commit()
    before = state(full.folder)
    for tried in (open_chronicle, upgrade):
        with pytest.raises(ChronicleError, match="not one of Khronika"):
            tried(full.folder)
    assert state(full.folder) == before


def test_the_database_of_another_chronicle_is_told(full: Chronicle, tmp_path: Path) -> None:
    other = init(tmp_path / "other", actor=ACTOR)
    shutil.copy(other.folder / DATABASE, full.folder / DATABASE)
    for tried in (open_chronicle, upgrade):
        with pytest.raises(ChronicleError, match="two chronicles"):
            tried(full.folder)


def test_a_changed_head_is_found(full: Chronicle) -> None:
    head = full.folder / "chronicle.toml"
    head.write_text(head.read_text("utf-8").replace(ACTOR, "somebody else"), "utf-8")
    assert [fault.where for fault in verify(open_chronicle(full.folder))] == ["chronicle.toml"]


def test_one_of_an_earlier_khronika_without_guards_and_names_is_upgraded(full: Chronicle) -> None:
    before = evidence(full)
    alias = alias_of(full.folder, "", None, writing=True)
    with connected(alias):
        MigrationExecutor(connections[alias]).migrate([("record", "0001_first")])
    told = state(full.folder)
    with pytest.raises(ChronicleError, match="khronika upgrade"):
        open_chronicle(full.folder)
    assert state(full.folder) == told
    assert upgrade(full.folder)
    again = open_chronicle(full.folder)
    assert evidence(again) == before
    assert verify(again) == ()


def test_a_locked_database_is_told(full: Chronicle, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(engine, "WAIT", 0.2)
    moved = full.folder.rename(tmp_path / "moved")
    again = open_chronicle(moved)
    with closing(sqlite3.connect(moved / DATABASE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert len(evidence(again)) == 6, "who only reads does not wait"
        with pytest.raises(ChronicleError, match="another Khronika is writing"):
            add(again, 4)
    assert add(again, 4)
    assert verify(again) == ()


def test_a_chronicle_is_found_through_a_link(full: Chronicle, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(full.folder)
    add(open_chronicle(link), 4)
    assert len(evidence(open_chronicle(full.folder))) == 8
    assert verify(open_chronicle(link)) == ()
    with pytest.raises(ChronicleError, match="a chronicle already"):
        init(link, actor=ACTOR)


def test_a_link_in_the_vault_is_found_and_what_it_points_at_never_overwritten(full: Chronicle, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear friends", "utf-8")
    original = full.vault.path_of(report(2)[1].sha256)
    original.unlink()
    original.symlink_to(letter)
    assert {fault.where for fault in verify(full)} >= {"report-2.txt"}
    erase(full, report(2)[1].sha256, original=True, actor=ACTOR, reason="consent withdrawn")
    assert not original.is_symlink()
    assert letter.read_text("utf-8") == "Dear friends"
