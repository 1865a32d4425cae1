"""How a reviewer is asked: single keys on a terminal, whole lines where there is none."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import MappingProxyType
from typing import Protocol

import click

from khronika.surface.reviewing.sheet import QUOTE_MARK

LAYOUT = str.maketrans("фьыкгищй", "amsruboq")  # the same keys under a Russian layout
WORDS = MappingProxyType(
    {
        **{"accept": "a", "amend": "m", "reject": "r", "skip": "s", "undo": "u"},
        **{"back": "b", "open": "o", "quit": "q", "help": "?"},
    }
)
ARROWS = {"\x1b[D": "b", "\x1b[C": "s", "\x1bOD": "b", "\x1bOC": "s"}


class Ended(Exception):  # noqa: N818 - no error: the reviewer has gone
    """There is nobody any more to ask."""


class GivenUp(Exception):  # noqa: N818 - no error: the reviewer thought better of it
    """The question was given up."""


class Console(Protocol):
    """Somebody who can be asked and told."""

    def key(self) -> str:
        """Return the next key, in small letters. Raises Ended."""

    def ask(self, question: str, given: str = "") -> str:
        """Return a line in answer to a question; ``given`` can be changed. Raises Ended or GivenUp."""

    def fresh(self) -> None:
        """Begin a new page."""

    def tell(self, text: str) -> None:
        """Tell something."""

    def page(self, text: str) -> None:
        """Show a long text, beginning at its quote where that can be."""


class Terminal:
    """A real terminal."""

    def key(self) -> str:
        """Return the next key, in small letters. Raises Ended."""
        click.echo("> ", nl=False)
        try:
            raw = click.getchar()
        except (KeyboardInterrupt, EOFError):
            click.echo()
            raise Ended from None
        told = ARROWS.get(raw, raw.lower().translate(LAYOUT))
        click.echo(told if told.isprintable() else "")
        return told

    def ask(self, question: str, given: str = "") -> str:
        """Return a line in answer to a question; ``given`` can be changed. Raises GivenUp."""
        try:
            with prefilled(given):
                return input(f"{question} ").strip()
        except (EOFError, KeyboardInterrupt):
            click.echo()
            raise GivenUp from None

    def fresh(self) -> None:
        """Begin a new page."""
        click.clear()

    def tell(self, text: str) -> None:
        """Tell something."""
        click.echo(text)

    def page(self, text: str) -> None:
        """Show a long text in the pager, from its quote on where the pager is less."""
        own = "PAGER" not in os.environ and shutil.which("less")
        if own:
            os.environ["PAGER"] = f"less -R +/{QUOTE_MARK}"
        try:
            with suppress(KeyboardInterrupt):
                click.echo_via_pager(text)
        finally:
            if own:
                del os.environ["PAGER"]


@contextmanager
def prefilled(given: str) -> Iterator[None]:
    """Let the next line begin with a text that can be changed, where the machine can do that."""
    try:
        import readline  # noqa: PLC0415 - not everywhere, and it changes the terminal when it is imported
    except ImportError:
        yield
        return
    readline.set_startup_hook(lambda: readline.insert_text(given))
    try:
        yield
    finally:
        readline.set_startup_hook(None)


class Lines:
    """Lines of a file or a pipe: the first word is the key (``r`` or ``reject``), the rest answers what is asked next."""

    def __init__(self) -> None:
        self.rest: list[str] = []

    def key(self) -> str:
        """Return the key that begins the next line. Raises Ended."""
        told = self.line()
        while not told:
            told = self.line()
        word, _, rest = told.partition(" ")
        self.rest = [rest.strip()] if rest.strip() else []
        return WORDS.get(word.lower(), word.lower().translate(LAYOUT))

    def ask(self, question: str, given: str = "") -> str:
        """Return the rest of the key's line, or the next line. Raises Ended."""
        del given
        click.echo(f"{question} ", nl=False)
        told = self.rest.pop() if self.rest else self.line()
        click.echo(told)
        return told

    def line(self) -> str:
        """Return the next line. Raises Ended."""
        told = sys.stdin.readline()
        if not told:
            raise Ended
        return told.strip()

    def fresh(self) -> None:
        """Begin a new page."""
        click.echo()

    def tell(self, text: str) -> None:
        """Tell something."""
        click.echo(text)

    def page(self, text: str) -> None:
        """Print a long text."""
        click.echo(text)
