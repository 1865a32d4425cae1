"""Opening the desk on a chronicle: settings, tables of accounts, the server."""

import secrets
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from khronika.errors import ChronicleError

if TYPE_CHECKING:
    from khronika.record.chronicle import Chronicle

ACCOUNTS = "desk.sqlite3"
ENCRYPTED = 3  # the format that chronicle.toml tells of an encrypted chronicle, as in khronika.record.folder
IN_MEMORY: dict[str, Any] = {  # on an encrypted chronicle nothing that is given, and nobody who is in, touches a disk
    "SESSION_ENGINE": "django.contrib.sessions.backends.cache",
    "CACHES": {
        "default": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "OPTIONS": {"MAX_ENTRIES": 100_000},
        }
    },
    "FILE_UPLOAD_HANDLERS": ["django.core.files.uploadhandler.MemoryFileUploadHandler"],
    "FILE_UPLOAD_MAX_MEMORY_SIZE": 4 * 1024**3,  # bytes; waitress takes no larger request
}


def configured(folder: Path, hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")) -> None:
    """Set Django up for the desk; to be called before anything imports the record."""
    import django  # noqa: PLC0415 - only who opens the desk pays for it
    from django.conf import settings  # noqa: PLC0415

    from khronika.desk import settings as own  # noqa: PLC0415

    told: dict[str, Any] = {name: value for name, value in vars(own).items() if name.isupper()}
    sealed = is_sealed(folder)
    told |= {
        "SECRET_KEY": secrets.token_urlsafe(48),
        "ALLOWED_HOSTS": list(hosts),
        "DATABASES": {"default": accounts_in_memory() if sealed else accounts_in(folder)},
    }
    if sealed:
        told |= IN_MEMORY
    settings.configure(**told)
    django.setup()


def is_sealed(folder: Path) -> bool:
    """Tell whether a chronicle says that it is encrypted; what is wrong with it is told when it is opened."""
    try:
        return tomllib.loads((folder / "chronicle.toml").read_text("utf-8")).get("format") == ENCRYPTED
    except (OSError, ValueError):
        return False


def accounts_in(folder: Path) -> dict[str, Any]:
    """Return the settings of a database of accounts that lies beside an open chronicle."""
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / ACCOUNTS)}


def accounts_in_memory() -> dict[str, Any]:
    """Return the settings of a database of accounts that is nowhere but in memory, shared by the threads.

    They read what another has not committed yet: locked out by it they would fail, since in memory none waits.
    """
    name = f"file:desk-{secrets.token_hex(8)}?mode=memory&cache=shared"
    pragmas = "PRAGMA read_uncommitted=1; PRAGMA temp_store=MEMORY"
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": name, "OPTIONS": {"init_command": pragmas}}


def accounts_laid(chronicle: "Chronicle") -> None:
    """Open the desk on a chronicle, and lay the tables of accounts.

    Beside an encrypted one nothing lies in the clear: accounts are in memory only, what waits in the inbox is sealed,
    also what was given before it was encrypted. Raises ChronicleError if it was encrypted in this very moment.
    """
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    from khronika.desk.open_on import desk  # noqa: PLC0415
    from khronika.desk.trays import tray_of  # noqa: PLC0415
    from khronika.record.vault import discard  # noqa: PLC0415

    memory = "mode=memory" in str(settings.DATABASES["default"]["NAME"])
    if memory != bool(chronicle.keys):
        raise ChronicleError("it was encrypted in the meantime", where=str(chronicle.folder), do="open the desk again")
    if chronicle.keys:
        tray_of(chronicle).seal_what_lies_open()
        for name in (ACCOUNTS, f"{ACCOUNTS}-journal"):
            if (chronicle.folder / name).exists():
                discard(chronicle.folder / name)
    desk.opened = chronicle
    if chronicle.url:
        from khronika.record.engine import settings_of  # noqa: PLC0415

        settings.DATABASES["default"].update(settings_of(chronicle.folder, chronicle.url, None, writing=True))
    call_command("migrate", database="default", verbosity=0, interactive=False)
    if not chronicle.url and not chronicle.keys:
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
