"""Where a chronicle's database is, and how it is opened: SQLite in the folder, or PostgreSQL at an address.

Each database is known to Django under two names, for reading (as it is at one moment) and for writing (one writer at
a time). SQLite keeps a rollback journal rather than a write-ahead log, so that the folder can be copied, carried on a
stick and read where it cannot be written.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.db import DEFAULT_DB_ALIAS, Error, connections, transaction

from khronika.errors import ChronicleError, RequestError
from khronika.record.keys import Keys

WAIT = 60.0  # seconds that a process waits for another that is writing

DEFECT = "this is a defect of the program: report it"
ADVICE = {
    "SQLITE_BUSY": "another Khronika is writing to it: try again when it is done",
    "SQLITE_FULL": "free some space",
    "SQLITE_IOERR_WRITE": "free some space",
    "SQLITE_READONLY": "allow writing to the folder",
    "SQLITE_CANTOPEN": "allow reading and writing in the folder",
    "SQLITE_CORRUPT": "restore a copy",
    "SQLITE_NOTADB": "restore a copy",
    "SQLITE_CONSTRAINT_TRIGGER": DEFECT,
    "P0001": DEFECT,
    "08": "see that the database server runs and that its address is right",
    "28": "see who may use the database, and give the password in PGPASSWORD or ~/.pgpass",
    "3D": "make the database first, for instance with: createdb",
    "42501": "see what the user may do in the database",
    "53": "free some space on the database server",
}
# What a writer does first: what was told to be kept outlives a power loss, what was erased leaves no trace in the file.
CAREFULLY = "PRAGMA synchronous = EXTRA; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY"


def checked(url: str) -> str:
    """Return the address of a PostgreSQL database. Raises RequestError if it is none, or holds a password."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise RequestError(f"{url!r} is no address of a database", do="write it as postgresql://USER@HOST/DATABASE")
    if parts.password or "password=" in parts.query:
        raise RequestError(
            "a password in the address would be kept beside the data", do="give it in PGPASSWORD or ~/.pgpass"
        )
    return url


def file_of(folder: Path, keys: Keys | None) -> Path:
    """Return where a folder keeps its database, if it is not on a server."""
    return folder / ("chronicle.sqlcipher" if keys else "chronicle.sqlite3")


def settings_of(folder: Path, url: str, keys: Keys | None, *, writing: bool, mode: str = "rw") -> dict[str, Any]:
    """Return Django's settings of a chronicle's database; only the mode ``rwc`` makes an SQLite file."""
    if not url:
        address = f"{file_of(folder, keys).absolute().as_uri()}?mode={mode}"
        options: dict[str, Any] = {"timeout": WAIT}
        options |= {"transaction_mode": "IMMEDIATE", "init_command": CAREFULLY} if writing else {}
        options |= {"key": keys.database()} if keys else {}
        engine = "khronika.record.sqlcipher" if keys else "django.db.backends.sqlite3"
        return {"ENGINE": engine, "NAME": address, "OPTIONS": options}
    from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415 - only a team needs it

    told = {name: str(value) for name, value in conninfo_to_dict(url).items() if value is not None}
    names = {"NAME": "dbname", "USER": "user", "HOST": "host", "PORT": "port", "PASSWORD": "password"}
    named = {name: told.pop(key, "") for name, key in names.items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **named,
        "OPTIONS": told,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


def alias_of(folder: Path, url: str, keys: Keys | None, *, writing: bool, mode: str = "rw") -> str:
    """Return the name under which Django knows a chronicle's database."""
    lock = f", {keys.derived('alias')[:16]}" if keys and not url else ""
    alias = f"{url or folder.absolute()} ({'writing' if writing else 'reading'}, {mode}{lock})"
    if alias not in connections.settings:
        own = settings_of(folder, url, keys, writing=writing, mode=mode)
        connections.settings[alias] = connections.configure_settings({DEFAULT_DB_ALIAS: {}, alias: own})[alias]
    return alias


@contextmanager
def opened(folder: Path, url: str, keys: Keys | None, *, writing: bool, what: str) -> Iterator[str]:
    """Open a database for one transaction and yield its name; within one that is open already, go on in it.

    A reader sees it as it is at one moment. Of a writer all is kept or nothing. Raises ChronicleError that begins
    with ``what``.
    """
    writer, alias = (alias_of(folder, url, keys, writing=one) for one in (True, writing))
    for begun in (writer, alias):  # who reads in the midst of writing sees what was written so far
        if connections[begun].in_atomic_block and (begun == alias or not writing):
            yield begun
            return
    connection = connections[alias]
    with told(what, url or str(folder)), connected(alias), transaction.atomic(using=alias, durable=True):
        if url and not writing:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        if url and writing:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM chronicle FOR UPDATE")  # waits for another writer
        yield alias


@contextmanager
def connected(alias: str) -> Iterator[None]:
    """Let go of a file when it is done with; a connection to a server is kept for the next time."""
    connection = connections[alias]
    if connection.vendor != "sqlite":
        connection.close_if_unusable_or_obsolete()
    try:
        yield
    finally:
        if connection.vendor == "sqlite":
            connection.close()


@contextmanager
def told(what: str, where: str) -> Iterator[None]:
    """Turn what the database raises into a ChronicleError that says what to do."""
    try:
        yield
    except UnicodeDecodeError as error:  # the message itself quotes the damaged bytes
        raise ChronicleError(f"{what}: the database is damaged", where=where, do="restore a copy") from error
    except (Error, sqlite3.Error) as error:
        cause = error.__cause__ or error
        code = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None) or ""
        unreachable = not code and type(cause).__name__ == "OperationalError" and "postgres" in where.partition(":")[0]
        code = "08" if unreachable else code
        do = next((advice for start, advice in ADVICE.items() if code.startswith(start)), "restore a copy")
        raise ChronicleError(f"{what}: {str(error).strip()}", where=where, do=do) from error
