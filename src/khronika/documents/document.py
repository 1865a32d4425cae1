"""A document: the text that quotes point into, where each piece of it stands in the original, and who published it."""

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """What a block of text is in its document."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    CAPTION = "caption"
    CREDIT = "credit"
    BYLINE = "byline"
    TITLE = "title"  # the headline; the report below says in full what it says
    QUOTED = "quoted"  # the message that a reply repeats: somebody else's words, at another time
    FOREIGN = "foreign"  # in another language than the document
    FURNITURE = "furniture"  # navigation, "click to expand": kept in the text, not read


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch ``text[start:end]`` with its place in the original.

    ``number`` counts the blocks from 1; ``page`` counts pages from 1 where the format has them; ``line`` is the
    first line in a text file, counted from 1.
    """

    start: int
    end: int
    role: Role = Role.PARAGRAPH
    number: int = 0
    page: int | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a file says and where it came from.

    ``id`` is the file's name without its ending; ``sha256`` is of the original's bytes. ``text`` is kept exactly as
    it was cut from the original; quotes are spans of it in code points. Blocks stand in the order of the text and do
    not overlap. Dates are EDTF. An empty string means that the file does not say it. ``language`` is ISO 639-1, or
    empty when it could not be told. ``unread`` says why a whole file has no text ("no text layer"), else it is empty.
    """

    id: str
    text: str
    sha256: str
    media_type: str
    filename: str = ""
    blocks: tuple[Block, ...] = field(default=())
    title: str = ""
    publisher: str = ""
    author: str = ""
    published: str = ""
    modified: str = ""
    language: str = ""
    url: str = ""
    unread: str = ""

    def texts(self, role: Role) -> tuple[str, ...]:
        """Return the text of each block that has the role, in order."""
        return tuple(self.text[block.start : block.end] for block in self.blocks if block.role is role)

    def block_at(self, offset: int) -> Block | None:
        """Return the block that holds the offset (code points), or None between blocks."""
        return next((block for block in self.blocks if block.start <= offset < block.end), None)
