"""``khronika encrypt`` and ``passphrase``: a chronicle that cannot be read without its passphrase."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from khronika.surface.commands.intake import progress
from khronika.surface.commands.passphrases import FILE, NEW_FILE, expect_understood, new_passphrase, passphrase

if TYPE_CHECKING:
    from khronika.record.keys import Lock

YES = click.option("--yes", is_flag=True, help="Do not ask whether this was understood.")
SERVER = (
    "Only the originals in the folder are encrypted. The log, and with it every name and quote, is on the database's"
    " server as before, and whoever runs it can read it."
)


def new_lock(folder: Path, yes: bool, variable: str = FILE) -> "Lock":
    """Explain what encryption means, ask for a passphrase, and return new keys that are locked with it."""
    from khronika.record.keys import new_lock as made

    expect_understood(yes)
    return made(new_passphrase(folder, variable))


@click.command()
@YES
@click.pass_context
def encrypt(ctx: click.Context, yes: bool) -> None:
    """Encrypt a chronicle: its originals, and its database. What was readable is overwritten and removed.

    Copies and backups made before stay readable, and so may what a disk keeps of overwritten files.
    """
    from khronika.record.encrypting import encrypt as seal
    from khronika.record.encrypting import finish_encrypting
    from khronika.record.folder import encrypted, open_chronicle
    from khronika.record.vault import files_in

    folder: Path = ctx.obj
    if encrypted(folder):
        chronicle = open_chronicle(folder, lambda: passphrase(folder))
        done = finish_encrypting(chronicle)
        click.echo("What was still readable was removed." if done else "It is encrypted already.")
        return
    chronicle = open_chronicle(folder)
    lock = new_lock(folder, yes)
    with progress("encrypting", lambda: sum(1 for _ in files_in(folder))) as step:
        seal(chronicle, lock, step)
    click.echo(f"The chronicle in {folder} is encrypted. Next: khronika backup FILE")
    if chronicle.url:
        click.echo(SERVER, err=True)
    click.echo("Copies and backups made before are readable still; so may be what the disk keeps of them.", err=True)


@click.command(name="passphrase")
@click.pass_context
def change(ctx: click.Context) -> None:
    """Change the passphrase of an encrypted chronicle.

    Backups and copies made before open with the one from before. If somebody knows that one and may have a copy, this
    is not enough: restore a backup with --encrypted, which makes new keys.
    """
    from khronika.errors import RequestError
    from khronika.record.encrypting import change_passphrase
    from khronika.record.folder import encrypted

    folder: Path = ctx.obj
    if not encrypted(folder):
        raise RequestError("it is not encrypted", where=str(folder), do="encrypt it with: khronika encrypt")
    change_passphrase(folder, lambda: passphrase(folder), lambda: new_passphrase(folder, NEW_FILE))
    click.echo("The passphrase was changed. Backups and copies made before open with the one from before.")
