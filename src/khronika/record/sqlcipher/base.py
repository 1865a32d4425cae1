"""SQLite through SQLCipher: each page of the file and of its journal is encrypted and authenticated (AES-256, HMAC).

All is Django's own backend for SQLite; only who opens the file is another.
"""

import sqlite3
from typing import Any

from django.db.backends.sqlite3 import base as sqlite
from django.db.backends.sqlite3._functions import register
from sqlcipher3 import dbapi2

for name in ("bool", "date", "time", "datetime", "timestamp"):
    dbapi2.register_converter(name, sqlite3.converters[name.upper()])


class Cursor(dbapi2.Cursor):  # type: ignore[misc]  # the module has no types
    """A cursor that takes the placeholders that Django writes."""

    convert_query = sqlite.SQLiteCursorWrapper.convert_query

    def execute(self, query: str, params: Any = None) -> Any:
        """Run a command."""
        return super().execute(query) if params is None else super().execute(self.convert_query(query), params)

    def executemany(self, query: str, param_list: Any) -> Any:
        """Run a command for each of some rows."""
        return super().executemany(self.convert_query(query), param_list)


class DatabaseWrapper(sqlite.DatabaseWrapper):
    """A connection to an encrypted file; the option ``key`` is its raw key, 32 bytes in hexadecimal."""

    Database = dbapi2

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Open the file. The key comes first, and the format of SQLCipher 4 whatever a later one prefers."""
        told = dict(conn_params)
        commands: list[str] = vars(self)["init_commands"]
        key = bytes.fromhex(told.pop("key")).hex()
        connection = dbapi2.connect(**told)
        for command in (f"PRAGMA key = \"x'{key}'\"", "PRAGMA cipher_compatibility = 4", "PRAGMA foreign_keys = ON"):
            connection.execute(command)
        register(connection)
        for command in filter(None, map(str.strip, commands)):
            connection.execute(command)
        return connection

    def create_cursor(self, name: str | None = None) -> Any:  # noqa: ARG002 - only servers have names for them
        """Return a cursor."""
        return self.connection.cursor(factory=Cursor)
