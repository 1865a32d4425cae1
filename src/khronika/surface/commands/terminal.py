"""What the commands share: exit statuses, days that people type, the chronicle, and what is printed where."""

import getpass
import json
import os
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from khronika.record.chronicle import Chronicle

DONE, FOUND, NOT_UNDERSTOOD = 0, 1, 2
ACTOR = "KHRONIKA_ACTOR"


def opened(ctx: click.Context) -> "Chronicle":
    """Open the chronicle that the user named; for an encrypted one, ask for its passphrase.

    Raises ChronicleError if there is none, or none of this version, or if the passphrase is another.
    """
    from khronika.record.chronicle import open_chronicle
    from khronika.surface.commands.passphrases import passphrase

    chronicle = open_chronicle(ctx.obj, lambda: passphrase(ctx.obj))
    if chronicle.keys and not chronicle.url and (ctx.obj / "chronicle.sqlite3").exists():
        click.echo("what was there before it was encrypted is still readable; remove it: khronika encrypt", err=True)
    return chronicle


def actor() -> str:
    """Return who acts: the name in ``KHRONIKA_ACTOR``, else the one that the machine knows its user by."""
    return os.environ.get(ACTOR, "").strip() or getpass.getuser()


def day(text: str) -> date:
    """Return a day that the user typed; today if nothing was. Refuses anything else as a usage error."""
    if not text:
        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"{text!r} is no day; write it as 2029-05-01") from None


def as_json(records: object) -> None:
    """Print records for programs."""
    click.echo(json.dumps(records, ensure_ascii=False, indent=1))


def rendered(make: Callable[..., str], *arguments: Any) -> str:
    """Return a text as it suits standard output: in colour on a terminal, plain in a pipe or a file."""
    return make(*arguments, color=sys.stdout.isatty() and "NO_COLOR" not in os.environ)


def told_taken(seen: int, aside: list[tuple[str, str]]) -> int:
    """Tell what was set aside, or that there was nothing, on standard error; return the exit status."""
    if not seen:
        click.echo("there are no files in what was given", err=True)
    told_aside(aside)
    return DONE if seen and not aside else FOUND


def told_aside(aside: list[tuple[str, str]]) -> None:
    """List what was set aside, with the reasons, on standard error."""
    if aside:
        click.echo(f"{len(aside)} set aside:", err=True)
    for where, reason in aside:
        click.echo(f"  {where}: {reason}", err=True)
