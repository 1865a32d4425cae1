"""The text that is cut out of an original, as it grows block by block."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from khronika.documents.document import Block, Role

LONGEST_BLOCK = 20_000  # characters; a parser's memory grows with the block
LONGEST_TEXT = 5_000_000  # characters, about 1,500 pages
INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")  # marks of where a word may be broken, which nobody sees
SENTENCE_END = re.compile(r"[.!?…。]['\"”’»)\]]*\s")


@dataclass(slots=True)
class Page:
    """The blocks cut so far, and what the file says of itself."""

    told: dict[str, str] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    unread: str = ""
    _parts: list[str] = field(default_factory=list)
    _length: int = 0

    @property
    def text(self) -> str:
        """Return the text of all blocks, set off from each other by empty lines."""
        return "\n\n".join(self._parts)

    def add(self, text: str, role: Role, *, page: int | None = None, line: int | None = None) -> None:
        """Append a block: its words with single spaces between them, without what nobody sees."""
        text = " ".join(INVISIBLE.sub("", text).split())
        if not text:
            return
        start = self._length + (2 if self._parts else 0)
        self._parts.append(text)
        self._length = start + len(text)
        for first, last in stretches(text, 0, len(text)):
            self.blocks.append(Block(start + first, start + last, role, len(self.blocks) + 1, page, line))


def stretches(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut ``text[start:end]`` into pieces of at most LONGEST_BLOCK, after a sentence or at least after a word."""
    while end - start > LONGEST_BLOCK:
        window = text[start : start + LONGEST_BLOCK]
        cut = max((m.end() for m in SENTENCE_END.finditer(window)), default=0) or window.rfind(" ") + 1
        yield start, start + (cut or LONGEST_BLOCK)
        start += cut or LONGEST_BLOCK
    if start < end:
        yield start, end
