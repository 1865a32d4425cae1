"""Opening the desk on a chronicle: settings, tables of accounts, the server."""

import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any

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


def opened(folder: Path) -> "Chronicle":
    """Open the chronicle for the desk, and lay the tables of accounts. Raises ChronicleError if it is none."""
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    from khronika.desk.open_on import desk  # noqa: PLC0415
    from khronika.record.chronicle import open_chronicle  # noqa: PLC0415

    chronicle = open_chronicle(folder)
    desk.opened = chronicle
    if chronicle.url:
        from khronika.record.engine import settings_of  # noqa: PLC0415

        settings.DATABASES["default"].update(settings_of(folder, chronicle.url, writing=True))
    call_command("migrate", database="default", verbosity=0, interactive=False)
    if not chronicle.url:
        (folder / ACCOUNTS).chmod(0o600)
    return chronicle


def owner_key(actor: str) -> str:
    """Return a key that lets the person at this machine in once, as administrator."""
    from khronika.desk.models import Account, Role  # noqa: PLC0415
    from khronika.desk.open_on import desk  # noqa: PLC0415

    if not Account.objects.filter(name=actor).exists():
        Account.objects.open(actor, Role.ADMINISTRATOR)
    desk.key = secrets.token_urlsafe(24)
    desk.owner = actor
    return desk.key
