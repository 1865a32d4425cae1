"""The tables come from migrations, and a database of another version is told and not touched."""

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command

from khronika.errors import ChronicleError, RequestError
from khronika.record.chronicle import Chronicle, evidence, init, open_chronicle
from khronika.record.folder import upgrade
from tests.record import postgres
from tests.record.invented import ACTOR, add, behind, forget


def test_the_migrations_make_the_tables_that_the_program_expects() -> None:
    call_command("makemigrations", "record", check=True, dry_run=True, verbosity=0)


def test_the_rooms_before_the_record_know_no_database() -> None:
    rooms = "khronika.cli, khronika.documents, khronika.reading, khronika.docket.cases, khronika.vocabulary.contract"
    code = f"import sys, {rooms}; print([m for m in sys.modules if m.split('.')[0] in ('django', 'psycopg')])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told.strip() == "[]"


def test_a_chronicle_of_earlier_folds_is_told_and_upgraded_when_asked(chronicle: Chronicle) -> None:
    add(chronicle, 1)
    before = evidence(chronicle)
    behind(chronicle, "UPDATE chronicle SET folded = 0", "DELETE FROM statement")
    with pytest.raises(ChronicleError, match=r"earlier Khronika.*khronika upgrade"):
        open_chronicle(chronicle.folder)
    assert upgrade(chronicle.folder)
    assert evidence(open_chronicle(chronicle.folder)) == before
    assert not upgrade(chronicle.folder)
    behind(chronicle, "UPDATE chronicle SET folded = 99")
    with pytest.raises(ChronicleError, match="version 99"):
        upgrade(chronicle.folder)


def test_a_database_that_holds_something_else_is_not_taken(tmp_path: Path) -> None:
    with postgres.database() as url:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CREATE TABLE letters (text TEXT)")
        with pytest.raises(ChronicleError, match="holds something else"):
            init(tmp_path / "chronicle", actor=ACTOR, url=url)
        forget(url)
        with psycopg.connect(url) as connection:
            rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    assert rows == [("letters",)]
    assert not (tmp_path / "chronicle").exists()


@pytest.mark.parametrize(
    ("url", "error", "says"),
    [
        ("mysql://somewhere/here", RequestError, "no address of a database"),
        ("postgresql://me:secret@localhost/here", RequestError, "kept beside the data"),
        ("postgresql://me@/here?host=/nowhere/at/all", ChronicleError, "see that the database server runs"),
    ],
)
def test_an_address_that_cannot_be_is_told(tmp_path: Path, url: str, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        init(tmp_path / "chronicle", actor=ACTOR, url=url)
    assert not (tmp_path / "chronicle").exists()
