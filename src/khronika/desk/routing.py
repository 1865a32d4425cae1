"""Which tables belong to which database: accounts and sessions to ``default``, the record to the chronicle's own."""

from typing import Any


class Rooms:
    """Django's database router."""

    def db_for_read(self, model: Any, **_: Any) -> str | None:
        """Return the database of accounts for what is not the record's; the record always names its own."""
        return None if model._meta.app_label == "record" else "default"

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, **_: Any) -> bool:
        """Tell whether tables of an app may be laid in a database."""
        return (app_label == "record") != (db == "default")
