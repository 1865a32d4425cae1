"""The folder of a chronicle: beginning one, opening it, and its database.

``chronicle.toml`` says the format and the origin, ``chronicle.sqlite3`` holds the log and the tables folded from it,
``originals/`` the vault. The database keeps a rollback journal rather than a write-ahead log, so that the folder can
be copied, carried on a stick and read where it cannot be written.
"""

import json
import os
import secrets
import shutil
import sqlite3
import tomllib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from khronika.errors import ChronicleError
from khronika.record.fold import TABLES_VERSION, lay
from khronika.record.log import ENTRY_TABLE
from khronika.record.vault import synced

FORMAT = 1
APPLICATION = 0x4B68726F  # "Khro": marks the database as ours
WAIT = 60.0  # seconds that a process waits for another that is writing

ADVICE = {
    "SQLITE_BUSY": "another Khronika is writing to it: try again when it is done",
    "SQLITE_FULL": "free some space",
    "SQLITE_IOERR_WRITE": "free some space",
    "SQLITE_READONLY": "allow writing to the folder",
    "SQLITE_CANTOPEN": "allow reading and writing in the folder",
    "SQLITE_CORRUPT": "restore a copy",
    "SQLITE_NOTADB": "restore a copy",
}


@dataclass(frozen=True, slots=True)
class Chronicle:
    """An opened chronicle. ``origin`` names the installation that its log was begun on."""

    folder: Path
    origin: str

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Open the database for reading, as it is at one moment. Raises ChronicleError if it is damaged."""
        with told("the record cannot be read", self.folder), closing(connected(self.folder)) as database:
            database.execute("BEGIN")
            yield database

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Open the database for one transaction: all of it is kept, or nothing.

        Raises ChronicleError if it cannot be written.
        """
        with told("nothing was written", self.folder), closing(connected(self.folder)) as database:
            database.execute("PRAGMA synchronous = EXTRA")  # what was told to be kept outlives a power loss
            database.execute("BEGIN IMMEDIATE")
            try:
                yield database
                database.execute("COMMIT")
            except BaseException:
                if database.in_transaction:
                    database.execute("ROLLBACK")
                raise


def connected(folder: Path, mode: str = "rw") -> sqlite3.Connection:
    """Connect to the database of a folder; only the mode ``rwc`` makes one where there is none."""
    address = f"{(folder / 'chronicle.sqlite3').absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(address, uri=True, timeout=WAIT, isolation_level=None)


@contextmanager
def told(what: str, folder: Path) -> Iterator[None]:
    """Turn what the database raises into a ChronicleError that says what to do."""
    try:
        yield
    except UnicodeDecodeError as error:  # the message itself quotes the damaged bytes
        raise ChronicleError(f"{what}: the database is damaged", where=str(folder), do="restore a copy") from error
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "") or ""
        do = next((advice for code, advice in ADVICE.items() if name.startswith(code)), "restore a copy")
        raise ChronicleError(f"{what}: {error}", where=str(folder), do=do) from error


def init(folder: Path, *, actor: str) -> Chronicle:
    """Begin a chronicle in a folder that is empty or not there yet.

    Raises ChronicleError otherwise, or if it cannot be written; then nothing is left behind.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        known = (folder / "chronicle.toml").exists()
        raise ChronicleError("there is a chronicle already" if known else "the folder is not empty", where=str(folder))
    there = folder.exists()
    origin = secrets.token_hex(8)
    try:
        lay_folder(folder, origin, actor)
    except (OSError, sqlite3.Error) as error:
        for path in (folder / "chronicle.sqlite3", folder / "chronicle.toml"):
            path.unlink(missing_ok=True)
        shutil.rmtree(folder / "originals" if there else folder, ignore_errors=True)
        raise ChronicleError(
            f"it cannot be begun: {getattr(error, 'strerror', None) or error}",
            where=str(folder),
            do="free some space, or allow writing",
        ) from None
    return Chronicle(folder, origin)


def lay_folder(folder: Path, origin: str, actor: str) -> None:
    """Write what a new chronicle consists of; ``chronicle.toml``, by which it is known, last."""
    (folder / "originals").mkdir(parents=True)
    with closing(connected(folder, "rwc")) as database:
        database.execute(f"PRAGMA application_id = {APPLICATION}")
        database.execute("BEGIN IMMEDIATE")
        database.execute(ENTRY_TABLE)
        lay(database)
        database.execute("COMMIT")
    begun = datetime.now(UTC).isoformat(timespec="seconds")
    lines = {"origin": origin, "begun": begun, "begun_by": actor}
    with (folder / "chronicle.toml").open("w", encoding="utf-8", newline="\n") as file:
        file.write(f"format = {FORMAT}\n" + "".join(f"{name} = {json.dumps(text)}\n" for name, text in lines.items()))
        file.flush()
        os.fsync(file.fileno())
    synced(folder)


def open_chronicle(folder: Path) -> Chronicle:
    """Open a chronicle; nothing is touched.

    Raises ChronicleError if the folder is none, or of another version of Khronika, or damaged.
    """
    where = str(folder)
    try:
        head = tomllib.loads((folder / "chronicle.toml").read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise ChronicleError("there is no chronicle", where=where, do="begin one with: khronika init") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ChronicleError(f"chronicle.toml cannot be read: {error}", where=where, do="restore a copy") from None
    if head.get("format") != FORMAT:
        raise ChronicleError(
            f"it has the format {head.get('format')!r}, not {FORMAT}", where=where, do="use the Khronika that wrote it"
        )
    if not isinstance(head.get("origin"), str):
        raise ChronicleError("chronicle.toml names no origin", where=where, do="restore a copy")
    if not (folder / "chronicle.sqlite3").exists():
        raise ChronicleError("its database is missing", where=where, do="restore a copy")
    chronicle = Chronicle(folder, head["origin"])
    with chronicle.reading() as database:
        marks = [database.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
    if marks[0] != APPLICATION:
        raise ChronicleError("its database is not one of Khronika", where=where, do="restore a copy")
    if marks[1] != TABLES_VERSION:
        raise ChronicleError(
            f"its tables are of version {marks[1]}, not {TABLES_VERSION}",
            where=where,
            do="use the Khronika that wrote it",
        )
    return chronicle
