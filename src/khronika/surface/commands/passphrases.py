"""Where a passphrase comes from: a person who is asked, or a file that a script names. Never the command line.

Other programs see the words of a command, and its environment; a file descriptor or a file of the user's own they do
not. ``KHRONIKA_PASSPHRASE_FILE`` names it (``/dev/fd/3`` is the third descriptor); its first line counts.
"""

import os
import stat
import sys
from pathlib import Path

import click

from khronika.errors import RequestError

FILE, NEW_FILE = "KHRONIKA_PASSPHRASE_FILE", "KHRONIKA_NEW_PASSPHRASE_FILE"
LOSS = """\
What encryption means, before you decide:

  - Without its passphrase nobody can open this chronicle: not you, not your
    colleagues, not the makers of Khronika. There is no second key, and no way to
    have a forgotten passphrase back. Everything in it would be lost.
  - Write the passphrase down and keep that apart from this computer, where those
    who must not read the chronicle do not find it; or have somebody whom you trust
    keep it. A backup is opened with the same passphrase.
  - It protects what lies on a disk: a computer that is switched off, a stick that
    is lost. It does not protect a computer that is running, and it cannot refuse
    to a person who is made to tell. More: docs/encryption.md
"""


def passphrase(of: Path, folder: Path | None = None) -> str:
    """Return the passphrase of a chronicle, or of a backup from which one is made in a ``folder``.

    Raises RequestError if there is nobody and nothing to ask.
    """
    leave_no_core()
    given = from_file(FILE, folder or of)
    return given if given is not None else asked(f"Passphrase of {of}")


def new_passphrase(folder: Path, variable: str = FILE) -> str:
    """Return a new passphrase, asked for twice. Raises RequestError if there is nobody and nothing to ask."""
    from khronika.record.keys import SHORTEST, usual

    leave_no_core()
    given = from_file(variable, folder)
    while given is None:
        first = asked(f"New passphrase of {folder} (five or six words that do not belong together)")
        if len(usual(first)) < SHORTEST:
            click.echo(f"It is too short: {SHORTEST} characters at least.", err=True)
        elif usual(asked("The same again")) != usual(first):
            click.echo("These were two different ones. Once more:", err=True)
        else:
            given = first
    return given


def expect_understood(yes: bool) -> None:
    """Explain what it means to lose the key, and go on only if that was understood."""
    click.echo(LOSS, err=True)
    if yes:
        return
    if not somebody():
        raise RequestError("nobody is there to confirm this", do="in a script, add --yes")
    click.confirm("Do you want that, and will the passphrase be kept safe?", abort=True, err=True)


def asked(question: str) -> str:
    """Ask a person, without showing what is typed. Raises RequestError if there is nobody."""
    if not somebody():
        raise RequestError(
            "a passphrase is needed, and nobody is there to ask", do=f"name a file that holds it in {FILE}"
        )
    return str(click.prompt(question, hide_input=True, err=True))


def somebody() -> bool:
    """Tell whether a person sits at a terminal."""
    if sys.stdin.isatty():
        return True
    try:
        os.close(os.open("/dev/tty", os.O_RDWR))
    except OSError:
        return False
    return True


def from_file(variable: str, folder: Path) -> str | None:
    """Return the first line of the file that a variable names, if it names one.

    Raises RequestError if it cannot be read, if others can read it too, or if it lies beside the data.
    """
    name = os.environ.get(variable, "")
    if not name:
        return None
    path = Path(name)
    try:
        if folder.resolve() in path.resolve().parents:
            raise RequestError(
                "the passphrase lies beside what it protects", where=name, do="keep it outside the chronicle"
            )
        with path.open("rb") as file:
            told = os.fstat(file.fileno())
            if os.name != "nt" and stat.S_ISREG(told.st_mode) and told.st_mode & 0o077:
                raise RequestError("others can read this passphrase", where=name, do=f"chmod 600 {name}")
            line = file.readline().decode().rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise RequestError(f"the passphrase of {variable} cannot be read: {error}", where=name) from None
    if not line:
        raise RequestError("there is no passphrase in it", where=name)
    return line


def leave_no_core() -> None:
    """Have the system write no image of the memory, in which the keys are, to the disk if the program crashes."""
    try:
        import resource
    except ImportError:  # Windows writes none unless it is told to
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
