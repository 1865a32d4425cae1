"""The tables of a database: laying them by migrations, and telling whether they are ours and of this version."""

import pkgutil
from dataclasses import dataclass

from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from khronika.errors import ChronicleError
from khronika.record import migrations
from khronika.record.fold import TABLES_VERSION
from khronika.record.guards import guard
from khronika.record.models import ChronicleRow

APPLICATION = 0x4B68726F  # "Khro": marks an SQLite file as ours
NEWER = "use the Khronika that wrote it, or a later one"


@dataclass(frozen=True, slots=True)
class Misfit:
    """Why a database cannot be used as it is, and what to do; ``earlier`` if an upgrade would help."""

    what: str
    do: str
    earlier: bool = False


def laid(database: str, *, new: bool) -> None:
    """Bring the tables of a database to this version by migrations. Raises ChronicleError if others are there."""
    connection = connections[database]
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        if there and "chronicle" not in there:
            raise ChronicleError("the database holds something else", do="give the chronicle one of its own")
        if "chronicle" in there and ChronicleRow.objects.using(database).exists() and new:
            raise ChronicleError("the database holds a chronicle already", do="give this one another")
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA application_id = {APPLICATION}")
    executor = MigrationExecutor(connection)
    executor.migrate([node for node in executor.loader.graph.leaf_nodes() if node[0] == "record"])
    guard(database)  # a migration that makes a table of SQLite anew loses what guarded it


def standing(database: str, origin: str) -> Misfit | None:
    """Return why a database is not one that this Khronika can use for a chronicle, or None; nothing is touched."""
    connection = connections[database]
    with connection.cursor() as cursor:
        ours = {"django_migrations", "chronicle", "entry"} <= set(connection.introspection.table_names(cursor))
        if ours and connection.vendor == "sqlite":
            ours = cursor.execute("PRAGMA application_id").fetchone()[0] == APPLICATION
        if not ours:
            return Misfit("its database is not one of Khronika", "restore a copy")
        cursor.execute("SELECT name FROM django_migrations WHERE app = 'record'")
        applied = {name for (name,) in cursor.fetchall()}
        known = {module.name for module in pkgutil.iter_modules(migrations.__path__)}
        if applied - known:
            return Misfit(f"its tables are of a later version ({max(applied - known)})", NEWER)
        cursor.execute("SELECT origin, folded FROM chronicle")
        rows = cursor.fetchall()
    if len(rows) != 1 or rows[0][0] != origin:
        return Misfit("chronicle.toml and its database are of two chronicles", "restore a copy")
    version = rows[0][1]
    if version > TABLES_VERSION:
        return Misfit(f"its tables are of version {version}, not {TABLES_VERSION}", NEWER)
    if known - applied or version < TABLES_VERSION:
        return Misfit("its tables are of an earlier Khronika", "back the folder up, then: khronika upgrade", True)
    return None
