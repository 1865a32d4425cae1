"""Opening the desk on a chronicle: settings, tables of accounts, the server."""

import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any

from khronika.errors import ChronicleError

if TYPE_CHECKING:
    from khronika.record.chronicle import Chronicle

ACCOUNTS = "desk.sqlite3"


def configured(folder: Path, hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")) -> None:
    """Set Django up for the desk; to be called before anything imports the record."""
    import django  # noqa: PLC0415 - only who opens the desk pays for it
    from django.conf import settings  # noqa: PLC0415

    from khronika.desk import settings as own  # noqa: PLC0415

    told: dict[str, Any] = {name: value for name, value in vars(own).items() if name.isupper()}
    told |= {
        "SECRET_KEY": secrets.token_urlsafe(48),
        "ALLOWED_HOSTS": list(hosts),
        "DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / ACCOUNTS)}},
    }
    settings.configure(**told)
    django.setup()


def accounts_laid(chronicle: "Chronicle") -> None:
    """Open the desk on a chronicle, and lay the tables of accounts.

    Raises ChronicleError for an encrypted one: accounts and what waits in the inbox would lie beside it in the clear.
    """
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    from khronika.desk.open_on import desk  # noqa: PLC0415

    if chronicle.keys:
        raise ChronicleError(
            "the desk cannot keep its own files encrypted yet",
            where=str(chronicle.folder),
            do="work on an encrypted chronicle in the terminal",
        )
    desk.opened = chronicle
    if chronicle.url:
        from khronika.record.engine import settings_of  # noqa: PLC0415

        settings.DATABASES["default"].update(settings_of(chronicle.folder, chronicle.url, None, writing=True))
    call_command("migrate", database="default", verbosity=0, interactive=False)
    if not chronicle.url:
        (chronicle.folder / ACCOUNTS).chmod(0o600)


def owner_key(actor: str) -> str:
    """Return a key that lets the person at this machine in once, as administrator."""
    from khronika.desk.models import Account, Role  # noqa: PLC0415
    from khronika.desk.open_on import desk  # noqa: PLC0415

    if not Account.objects.filter(name=actor).exists():
        Account.objects.open(actor, Role.ADMINISTRATOR)
    desk.key = secrets.token_urlsafe(24)
    desk.owner = actor
    return desk.key
