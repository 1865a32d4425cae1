"""A sheet of text for a terminal: headings and marked rows with what they rest on, wrapped to a width.

Rich does the wrapping and, on a terminal, the colours; a pipe or a file gets plain text with the same words.
"""

import shutil
import unicodedata
from dataclasses import dataclass, field
from io import StringIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

NARROWEST, WIDEST = 60, 110
STYLES = {"quote": "italic", "note": "dim", "disagree": "yellow", "title": "bold", "heading": "bold", "text": ""}


@dataclass(frozen=True, slots=True)
class Detail:
    """A line below a row: a ``quote``, a ``note``, or a note that sources ``disagree``."""

    text: str
    style: str = "note"


@dataclass(slots=True)
class Sheet:
    """A page that grows from top to bottom."""

    rows: list[tuple[str, str, tuple[Detail, ...]]] = field(default_factory=list)

    def title(self, text: str) -> None:
        """Add a title."""
        self.rows.append(("title", text, ()))

    def text(self, text: str) -> None:
        """Add a paragraph over the whole width."""
        self.rows.append(("text", text, ()))

    def heading(self, text: str, note: str = "") -> None:
        """Add the heading of a section, with a note below it if there is one."""
        self.rows.append(("heading", text, (Detail(note),) if note else ()))

    def row(self, marks: str, text: str, details: tuple[Detail, ...] = ()) -> None:
        """Add a row: marks on the left, the text, and the details below it."""
        self.rows.append((f"row:{marks}", text, details))

    def render(self, width: int | None = None, *, color: bool = False) -> str:
        """Return the sheet as text, wrapped to ``width`` columns (the terminal's, within reason, if not given)."""
        columns = width or min(max(shutil.get_terminal_size((100, 24)).columns, NARROWEST), WIDEST)
        out = StringIO()
        console = Console(file=out, width=columns, force_terminal=color, highlight=False, emoji=False, markup=False)
        for kind, text, details in self.rows:
            if kind.startswith("row:"):
                console.print(grid(kind.removeprefix("row:"), text, details))
                continue
            if kind == "heading":
                console.print()
            told = Text(clean(text), style=STYLES[kind])
            told.highlight_regex("【[^】]*】", "bold")
            console.print(told)
            for detail in details:
                console.print(Text(clean(detail.text), style=STYLES[detail.style]))
        return "\n".join(line.rstrip() for line in out.getvalue().splitlines())


def grid(marks: str, text: str, details: tuple[Detail, ...]) -> Table:
    """Return a row with its marks and details in columns of their own."""
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=11, no_wrap=True)
    table.add_column(ratio=1)
    body = Text(clean(text))
    for detail in details:
        body.append("\n")
        body.append(clean(detail.text), style=STYLES[detail.style])
    table.add_row(Text(marks), body)
    return table


def clean(text: str) -> str:
    """Return text that cannot steer a terminal: control and direction characters are shown, not sent.

    White space becomes single spaces. The exact characters stay in the record and in ``--json``.
    """
    one_line = " ".join(text.split())
    return "".join(c if unicodedata.category(c) not in {"Cc", "Cf", "Co", "Cs"} else shown(c) for c in one_line)


def shown(character: str) -> str:
    """Return a sign for a character that is not to be sent to a terminal; joiners and soft hyphens are left as is."""
    return character if character in "\u00ad\u200b\u200c\u200d\u2060\ufeff" else f"‹U+{ord(character):04X}›"
