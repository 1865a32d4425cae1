"""The folder of a chronicle: beginning one, opening it.

``chronicle.toml`` says the format, the origin and, for a team, the address of the database; ``chronicle.sqlite3``
holds the log and the tables folded from it where there is no such address; ``originals/`` is the vault.
"""

import json
import os
import secrets
import shutil
import tomllib
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.db import Error, transaction

from khronika.errors import ChronicleError
from khronika.record.engine import alias_of, checked, connected, opened, told
from khronika.record.fold import TABLES_VERSION, refold
from khronika.record.models import ChronicleRow, EntryRow
from khronika.record.schema import laid, standing
from khronika.record.tables import MemoryTables, replace_all
from khronika.record.vault import synced

FORMAT = 2


@dataclass(frozen=True, slots=True)
class Chronicle:
    """A chronicle. ``origin`` names the installation that its log was begun on, ``url`` a database of PostgreSQL."""

    folder: Path
    origin: str
    url: str = ""

    def reading(self) -> AbstractContextManager[str]:
        """Open the database as it is at one moment; yield its name. Raises ChronicleError if it is damaged."""
        return opened(self.folder, self.url, writing=False, what="the record cannot be read")

    def writing(self) -> AbstractContextManager[str]:
        """Open the database for one transaction, of which all is kept or nothing; yield its name.

        Raises ChronicleError if it cannot be written.
        """
        return opened(self.folder, self.url, writing=True, what="nothing was written")


def init(folder: Path, *, actor: str, url: str = "", origin: str = "") -> Chronicle:
    """Begin a chronicle in a folder that is empty or not there yet, in a database of its own.

    ``origin`` is that of another chronicle if this one becomes a copy of it. Raises ChronicleError if something is
    there already, or if it cannot be written; then nothing is left behind.
    """
    url = checked(url) if url else ""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        known = (folder / "chronicle.toml").exists()
        raise ChronicleError("there is a chronicle already" if known else "the folder is not empty", where=str(folder))
    there = folder.exists()
    chronicle = Chronicle(folder, origin or secrets.token_hex(8), url)
    try:
        with told("it cannot be begun", url or str(folder)):
            lay_folder(chronicle, actor)
    except BaseException as error:
        discard_begun(chronicle, keep=there)
        if not isinstance(error, OSError):
            raise
        raise ChronicleError(
            f"it cannot be begun: {error.strerror or error}", where=str(folder), do="free some space, or allow writing"
        ) from None
    return chronicle


def discard_begun(chronicle: Chronicle, *, keep: bool = False) -> None:
    """Remove a chronicle that could not be begun to its end; with ``keep`` its folder stays, empty."""
    for name in ("chronicle.sqlite3", "chronicle.sqlite3-journal", "chronicle.toml"):
        (chronicle.folder / name).unlink(missing_ok=True)
    shutil.rmtree(chronicle.folder / "originals" if keep else chronicle.folder, ignore_errors=True)


def discard_entries(chronicle: Chronicle) -> None:
    """Empty the database of a chronicle that this process has begun, and that did not come to its end."""
    database = alias_of(chronicle.folder, chronicle.url, writing=True)
    with suppress(Error), connected(database), transaction.atomic(using=database):
        replace_all(database, MemoryTables())
        EntryRow.objects.using(database).all().delete()
        ChronicleRow.objects.using(database).all().delete()


def lay_folder(chronicle: Chronicle, actor: str) -> None:
    """Write what a new chronicle consists of."""
    (chronicle.folder / "originals").mkdir(parents=True)
    begun = datetime.now(UTC).isoformat(timespec="seconds")
    lines = {"origin": chronicle.origin, "begun": begun, "begun_by": actor}
    lines |= {"database": chronicle.url} if chronicle.url else {}
    database = alias_of(chronicle.folder, chronicle.url, writing=True, mode="rwc")
    with connected(database):
        laid(database, new=True)
        with transaction.atomic(using=database, durable=True):
            row = ChronicleRow(origin=chronicle.origin, begun=begun, begun_by=actor, folded=TABLES_VERSION)
            row.save(using=database, force_insert=True)
            with (chronicle.folder / "chronicle.toml").open("w", encoding="utf-8", newline="\n") as file:
                file.write(f"format = {FORMAT}\n")
                file.writelines(f"{name} = {json.dumps(text)}\n" for name, text in lines.items())
                file.flush()
                os.fsync(file.fileno())
    synced(chronicle.folder)


def open_chronicle(folder: Path) -> Chronicle:
    """Open a chronicle; nothing is touched.

    Raises ChronicleError if the folder is none, or of another version of Khronika, or damaged.
    """
    chronicle = found(folder)
    with chronicle.reading() as database:
        state = standing(database, chronicle.origin)
    if state:
        raise ChronicleError(state.what, where=str(folder), do=state.do)
    return chronicle


def found(folder: Path) -> Chronicle:
    """Return the chronicle that ``chronicle.toml`` tells of. Raises ChronicleError if there is none."""
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
    origin, url = head.get("origin"), head.get("database", "")
    if not isinstance(origin, str) or not isinstance(url, str):
        raise ChronicleError("chronicle.toml names no origin", where=where, do="restore a copy")
    if not url and not (folder / "chronicle.sqlite3").exists():
        raise ChronicleError("its database is missing", where=where, do="restore a copy")
    return Chronicle(folder, origin, checked(url) if url else "")


def upgrade(folder: Path) -> bool:
    """Bring the chronicle of an earlier Khronika to this version; False if it is of this one already.

    Raises ChronicleError if it is none, of a later version, or damaged.
    """
    chronicle = found(folder)
    with chronicle.reading() as database:
        state = standing(database, chronicle.origin)
    if state is None:
        return False
    if not state.earlier:
        raise ChronicleError(state.what, where=str(folder), do=state.do)
    database = alias_of(chronicle.folder, chronicle.url, writing=True)
    with told("it cannot be upgraded", chronicle.url or str(folder)), connected(database):
        laid(database, new=False)
        with transaction.atomic(using=database, durable=True):
            refold(database)
    return True
