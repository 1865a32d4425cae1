"""The tables come from migrations, and a database of another version is told and not touched."""

import subprocess
import sys

from django.core.management import call_command


def test_the_migrations_make_the_tables_that_the_program_expects() -> None:
    call_command("makemigrations", "record", check=True, dry_run=True, verbosity=0)


def test_the_rooms_before_the_record_know_no_database() -> None:
    rooms = "khronika.cli, khronika.documents, khronika.reading, khronika.docket, khronika.vocabulary.contract"
    code = f"import sys, {rooms}; print([m for m in sys.modules if m.split('.')[0] in ('django', 'psycopg')])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told.strip() == "[]"
