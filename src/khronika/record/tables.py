"""The tables that the log is folded into: those of a database, or others in memory that nobody else sees.

A fold is written once and works on either. In the database each change is made at once; in memory a whole log is
folded quickly: to rebuild the database's tables, to verify them, or to know what was known on a day.
"""

from collections.abc import Collection, Iterator, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any, Protocol, TypeVar

from django.db import connections, models

from khronika.record.models import (
    CaseRow,
    CodingRow,
    ConsentRow,
    DecisionRow,
    ErasureRow,
    FilingRow,
    MentionRow,
    NameKeyRow,
    NamingRow,
    PartyRow,
    ProtectionRow,
    SourceRow,
    StatementRow,
    WithheldRow,
)

Row = tuple[Any, ...]
Key = str | int
R = TypeVar("R", bound=models.Model)

MODELS: tuple[type[models.Model], ...] = (
    SourceRow,
    StatementRow,
    DecisionRow,
    PartyRow,
    MentionRow,
    NamingRow,
    NameKeyRow,
    CaseRow,
    FilingRow,
    ProtectionRow,
    ConsentRow,
    ErasureRow,
    CodingRow,
    WithheldRow,
)
LOOKED_UP = MappingProxyType(  # the columns, beside the key, by which a fold looks for rows
    {
        StatementRow: ("source_id",),
        DecisionRow: ("entry", "subject", "statement"),
        MentionRow: ("statement",),
        NamingRow: ("statement", "name"),
        FilingRow: ("statement",),
        ErasureRow: ("sha256",),
    }
)
AT_ONCE = 1000  # rows that one question asks for or one command writes


def columns(model: type[models.Model]) -> tuple[str, ...]:
    """Return the names of a table's columns as Django calls them, the key first."""
    return tuple(field.attname for field in model._meta.concrete_fields)


def name_of(model: type[models.Model]) -> str:
    """Return the name of a table."""
    return model._meta.db_table


@cache
def inserting(model: type[models.Model]) -> str:
    """Return the command that inserts a row: Django would put it together anew for each."""
    names = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
    marks = ", ".join("%s" for _ in model._meta.concrete_fields)
    return f'INSERT INTO "{name_of(model)}" ({names}) VALUES ({marks})'  # noqa: S608 - our own tables


@cache
def upserting(model: type[models.Model]) -> str:
    """Return the command that writes a row, in the place of the one with the same key."""
    key, *others = (f'"{field.column}"' for field in model._meta.concrete_fields)
    changes = ", ".join(f"{name} = excluded.{name}" for name in others)
    return f"{inserting(model)} ON CONFLICT ({key}) DO UPDATE SET {changes}"


class Tables(Protocol):
    """What a fold needs of tables."""

    def get(self, model: type[R], key: Key) -> R | None:
        """Return the row of a key, or None."""

    def where(self, model: type[R], column: str, values: Collection[Key]) -> list[R]:
        """Return the rows that have one of the values in a column, in the order of their keys."""

    def put(self, rows: Sequence[models.Model]) -> None:
        """Write rows of one table, in the place of those with the same keys."""

    def drop(self, rows: Sequence[models.Model]) -> None:
        """Remove rows of one table."""


class StoredTables:
    """The tables of a database; the caller holds the transaction."""

    def __init__(self, database: str) -> None:
        self.database = database

    def get(self, model: type[R], key: Key) -> R | None:
        """Return the row of a key, or None."""
        return model._default_manager.using(self.database).filter(pk=key).first()

    def where(self, model: type[R], column: str, values: Collection[Key]) -> list[R]:
        """Return the rows that have one of the values in a column, in the order of their keys."""
        asked = model._default_manager.using(self.database)
        found = [row for some in parts(sorted(values)) for row in asked.filter(**{f"{column}__in": some})]
        return sorted(found, key=lambda row: row.pk)

    def put(self, rows: Sequence[models.Model]) -> None:
        """Write rows of one table, in the place of those with the same keys."""
        if rows:
            model = type(rows[0])
            names = columns(model)
            with connections[self.database].cursor() as cursor:
                cursor.executemany(upserting(model), [[getattr(row, name) for name in names] for row in rows])

    def drop(self, rows: Sequence[models.Model]) -> None:
        """Remove rows of one table."""
        for some in parts(rows):
            manager = type(some[0])._default_manager.using(self.database)
            manager.filter(pk__in=[row.pk for row in some])._raw_delete(self.database)


class MemoryTables:
    """Tables in memory; a row is kept as a tuple of its columns."""

    def __init__(self) -> None:
        self.rows: dict[type[models.Model], dict[Key, Row]] = {model: {} for model in MODELS}
        self.places = {(m, c): columns(m).index(c) for m, names in LOOKED_UP.items() for c in names}
        self.found: dict[tuple[type[models.Model], str], dict[Key, set[Key]]] = {pair: {} for pair in self.places}

    def get(self, model: type[R], key: Key) -> R | None:
        """Return the row of a key, or None."""
        row = self.rows[model].get(key)
        return model(*row) if row is not None else None

    def where(self, model: type[R], column: str, values: Collection[Key]) -> list[R]:
        """Return the rows that have one of the values in a column, in the order of their keys."""
        if column == columns(model)[0]:
            keys = self.rows[model].keys() & set(values)
        else:
            keys = {key for value in values for key in self.found[model, column].get(value, ())}
        return [model(*self.rows[model][key]) for key in sorted(keys)]

    def put(self, rows: Sequence[models.Model]) -> None:
        """Write rows of one table, in the place of those with the same keys."""
        for one in rows:
            model = type(one)
            row = tuple(getattr(one, name) for name in columns(model))
            self.forget(model, row[0])
            self.rows[model][row[0]] = row
            for name in LOOKED_UP.get(model, ()):
                self.found[model, name].setdefault(row[self.places[model, name]], set()).add(row[0])

    def drop(self, rows: Sequence[models.Model]) -> None:
        """Remove rows of one table."""
        for one in rows:
            self.forget(type(one), one.pk)

    def forget(self, model: type[models.Model], key: Key) -> None:
        """Remove the row of a key, if it is there."""
        row = self.rows[model].pop(key, None)
        if row is not None:
            for name in LOOKED_UP.get(model, ()):
                self.found[model, name][row[self.places[model, name]]].discard(key)

    def all(self, model: type[R]) -> Iterator[R]:
        """Yield the rows of a table in no particular order."""
        return (model(*row) for row in self.rows[model].values())


def parts(many: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Yield a sequence in parts that one command can hold."""
    return (many[start : start + AT_ONCE] for start in range(0, len(many), AT_ONCE))


def stored_rows(database: str, model: type[models.Model]) -> Iterator[Row]:
    """Yield the rows of a database's table in the order of their keys, some at a time."""
    connection = connections[database]
    quoted = [connection.ops.quote_name(str(field.column)) for field in model._meta.concrete_fields]
    table = connection.ops.quote_name(name_of(model))
    start = f"SELECT {', '.join(quoted)} FROM {table}"  # noqa: S608 - our own tables
    end = f" ORDER BY {quoted[0]} LIMIT {AT_ONCE}"
    last: list[Any] = []
    while True:
        with connection.cursor() as cursor:
            cursor.execute(start + (f" WHERE {quoted[0]} > %s" if last else "") + end, last)
            rows = cursor.fetchall()
        yield from rows
        if len(rows) < AT_ONCE:
            return
        last = [rows[-1][0]]


def tables(database: str) -> dict[str, list[Row]]:
    """Return the rows of each table in the order of their keys, for comparing them."""
    return {name_of(model): sorted(stored_rows(database, model), key=lambda row: str(row[0])) for model in MODELS}


def replace_all(database: str, made: MemoryTables) -> None:
    """Throw the tables of a database away and write others in their place; the caller holds the transaction."""
    connection = connections[database]
    with connection.cursor() as cursor:
        for model in reversed(MODELS):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(name_of(model))}")  # noqa: S608 - our own tables
        for model in MODELS:
            if rows := list(made.rows[model].values()):
                cursor.executemany(inserting(model), rows)
