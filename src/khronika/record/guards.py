"""The database itself refuses to change the log: entries are added at its end, and emptied when they are erased.

This holds against mistakes, of a program or of a person at a database's prompt. Whoever owns the database can take
the guards away; then ``khronika verify`` says so, and the chain tells what was changed.
"""

from django.db import connections

from khronika.record.log import COLUMNS

TOLD = {
    "entry_added": "an entry is added at the end of the log",
    "entry_changed": "an entry is never changed, only erased",
    "entry_removed": "an entry is never removed",
}
KEPT = [name for name in COLUMNS if name not in ("body", "salt")]
EMPTIED = "NEW.body = '' AND NEW.salt = ''"
# A statement can go out of a reading alone (see ``leaves``); that the others are as they were, the chain tells.
IN_PART = """OLD.kind = 'statements_proposed' AND NEW.body LIKE '%"erased":%'"""
ERASED = f"(({EMPTIED}) OR ({IN_PART})) AND " + " AND ".join(f"NEW.{n} = OLD.{n}" for n in KEPT)
AT_END = "NEW.place = (SELECT coalesce(max(place), 0) + 1 FROM entry)"
NEW = "NOT EXISTS (SELECT 1 FROM entry WHERE origin = NEW.origin AND number = NEW.number)"  # else REPLACE could remove

SQLITE = {
    name: f"CREATE TRIGGER {name} BEFORE {event} ON entry {when} BEGIN SELECT RAISE(ABORT, '{TOLD[name]}'); END"
    for name, event, when in (
        ("entry_added", "INSERT", f"WHEN NOT ({AT_END} AND {NEW})"),
        ("entry_changed", "UPDATE", f"WHEN NOT ({ERASED})"),
        ("entry_removed", "DELETE", ""),
    )
}
FUNCTION = f"""
CREATE OR REPLACE FUNCTION entry_guard() RETURNS trigger LANGUAGE plpgsql AS $guard$
BEGIN
    IF TG_OP = 'INSERT' AND {AT_END} THEN RETURN NEW; END IF;
    IF TG_OP = 'UPDATE' AND {ERASED} THEN RETURN NEW; END IF;
    RAISE EXCEPTION '%', CASE TG_OP WHEN 'INSERT' THEN '{TOLD["entry_added"]}'
        WHEN 'UPDATE' THEN '{TOLD["entry_changed"]}' ELSE '{TOLD["entry_removed"]}' END;
END $guard$
"""
SERVER = {
    "entry_added": "BEFORE INSERT OR UPDATE OR DELETE ON entry FOR EACH ROW",
    "entry_removed": "BEFORE TRUNCATE ON entry FOR EACH STATEMENT",
}


def guard(database: str) -> None:
    """Put the guards of the log in their places, whether they are there or not."""
    connection = connections[database]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name, command in SQLITE.items():
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
                cursor.execute(command)
            return
        cursor.execute(FUNCTION)
        for name, event in SERVER.items():
            cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON entry")
            cursor.execute(f"CREATE TRIGGER {name} {event} EXECUTE FUNCTION entry_guard()")


def unguard(database: str) -> None:
    """Take the guards away: only for a log that is thrown away whole."""
    connection = connections[database]
    on = "" if connection.vendor == "sqlite" else " ON entry"
    with connection.cursor() as cursor:
        for name in SQLITE if connection.vendor == "sqlite" else SERVER:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def guarded(database: str) -> bool:
    """Tell whether the guards are in their places, and are ours."""
    connection = connections[database]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'entry'")
            return dict(cursor.fetchall()) == SQLITE
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = 'entry'::regclass AND NOT tgisinternal AND tgenabled IN ('O', 'A')"
        )
        return {name for (name,) in cursor.fetchall()} == set(SERVER)
