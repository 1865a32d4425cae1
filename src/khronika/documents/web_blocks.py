"""The visible blocks of a page in their order: paragraphs, headings, list items, table rows, captions and credits."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from khronika.documents.cues import cues, is_credit
from khronika.documents.document import Role
from khronika.documents.plain import ITEM

UNSEEN = frozenset(cues()["page"]["unseen_tags"])
INLINE = frozenset(cues()["page"]["inline_tags"])
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
ROLES = {"li": Role.LIST_ITEM, "dd": Role.LIST_ITEM, "dt": Role.LIST_ITEM, "figcaption": Role.CAPTION}
WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
BREAK = "\x1f"  # stands for <br>; no page may hold this character
LONGEST_CELL = 400  # characters; a table with a longer cell lays the page out and holds no data
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(slots=True)
class Piece:
    """A block of a page, the element that it stands in, and how many of its characters are links."""

    role: Role
    text: str
    element: Any
    linked: int = 0

    @property
    def is_prose(self) -> bool:
        """Tell whether it reads like sentences and not like a menu."""
        size = len(self.text)
        ends = self.text.endswith((".", "!", "?", "”", '"', ":", ";", "…", "»"))
        return self.role not in {Role.CAPTION, Role.CREDIT, Role.BYLINE, Role.HEADING} and (
            (size >= 80 or (size >= 30 and ends)) and self.linked * 2 < size
        )


def words_of(element: Any) -> list[str]:
    """Return the words of an element's class and id: "postContent wp-caption" gives post, content, wp, caption."""
    return [w.casefold() for w in WORDS.findall(f"{element.get('class') or ''} {element.get('id') or ''}")]


def named(element: Any, kind: str) -> bool:
    """Tell whether an element's class or id has a word of a kind of cues.toml's [page]."""
    return not cue_words(kind).isdisjoint(words_of(element))


@cache
def cue_words(kind: str) -> frozenset[str]:
    """Return the words of a kind."""
    return frozenset(cues()["page"][kind])


def is_hidden(element: Any) -> bool:
    """Tell whether nobody sees an element."""
    if element.tag == "noscript" and len(element.findall(".//p")) > 2:
        return False  # left open by its author, so that it holds the rest of the page
    if element.tag in UNSEEN or element.get("hidden") is not None or HIDDEN.search(element.get("style") or ""):
        return True
    if element.tag == "sup":  # the sign of a footnote
        text = "".join(element.itertext()).strip()
        return bool(re.fullmatch(r"\[?[\d*†‡]{1,4}\]?", text)) and (
            text.startswith("[") or element.find(".//a") is not None or element.getparent().tag == "a"
        )
    return " ".join(words_of(element)) in {"sr only", "visually hidden", "screen reader text"}


def pieces(tree: Any) -> Iterator[Piece]:
    """Yield the blocks of everything visible under an element."""
    from lxml import etree  # noqa: PLC0415

    block = Open(tree)
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        if not isinstance(element.tag, str):
            if event == "end":
                block.take(element.tail)
            continue
        hidden = is_hidden(element)
        if event == "end":
            if not hidden:
                yield from block.leave(element)
            if element is not tree and not (element.tag == "br" and not (element.tail or "").strip()):
                block.take(element.tail)
            continue
        if not hidden:
            yield from block.enter(element)
        if not hidden and element.tag == "table" and holds_data(element):
            yield from rows(element)
            hidden = True
        if hidden:
            walk.skip_subtree()
        else:
            block.take(element.text)
    yield from block.close()


class Open:
    """The block that is being gathered."""

    def __init__(self, tree: Any) -> None:
        self.tree = self.element = tree
        self.parts: list[str] = []
        self.links = self.linked = 0

    def take(self, text: str | None) -> None:
        """Add text, and count it if it stands in a link."""
        if text:
            self.parts.append(text)
            self.linked += len("".join(text.split())) if self.links else 0

    def enter(self, element: Any) -> Iterator[Piece]:
        """Go into an element; a block, or a second line break in a row, closes the block before it."""
        self.links += element.tag == "a"
        if element.tag == "br":
            if self.parts and self.parts[-1] == BREAK:
                yield from self.close()
            else:
                self.parts.append(BREAK)
        elif stands_apart(element):
            yield from self.close()
            self.element = element

    def leave(self, element: Any) -> Iterator[Piece]:
        """Go out of an element."""
        self.links -= element.tag == "a"
        if stands_apart(element):
            yield from self.close()
            self.element = element if element is self.tree else element.getparent()

    def close(self) -> Iterator[Piece]:
        """Yield what was gathered."""
        lines = "".join(self.parts).split(BREAK)
        linked, self.parts, self.linked = self.linked, [], 0
        if not any(ITEM.match(line) for line in lines):
            lines = [" ".join(lines)]
        for line in filter(str.strip, lines):
            for piece in piece_of(line, self.element, linked if len(lines) == 1 else 0):
                if len(lines) > 1 and ITEM.match(line) and piece.role is Role.PARAGRAPH:
                    piece.role = Role.LIST_ITEM
                yield piece


def stands_apart(element: Any) -> bool:
    """Tell whether an element is a block of its own."""
    if element.tag == "br" or ":" in element.tag:  # Word writes <o:p> and <st1:place> into the middle of sentences
        return False
    if element.tag not in INLINE:
        return True
    return element.tag == "span" and (named(element, "caption") or (named(element, "credit") and in_picture(element)))


def in_picture(element: Any) -> bool:
    """Tell whether an element belongs to a picture."""
    return any(parent.tag in {"figure", "figcaption"} or named(parent, "caption") for parent in up(element, most=5))


def up(element: Any, most: int = 500) -> Iterator[Any]:
    """Yield an element and those around it, from the inside out."""
    while element is not None and most:
        yield element
        element, most = element.getparent(), most - 1


def piece_of(content: str, element: Any, linked: int) -> Iterator[Piece]:
    """Yield a block with its role; a picture's credit is split from its caption."""
    plain = " ".join(content.split())
    role = role_at(element)
    if role is Role.CAPTION:
        caption, credit = split_credit(plain)
        if caption:
            yield Piece(Role.CAPTION, caption, element, linked)
        if credit:
            yield Piece(Role.CREDIT, credit, element)
        return
    yield Piece(Role.CREDIT if is_credit(plain) else role, plain, element, linked)


def role_at(element: Any) -> Role:
    """Return what text right inside an element is."""
    for parent in up(element, most=12):
        if parent.tag in HEADINGS:
            return Role.HEADING
        if parent.tag in ROLES and parent.tag != "figcaption":
            return ROLES[parent.tag]
        if named(parent, "credit") and in_picture(parent) and parent.tag not in {"figure", "figcaption"}:
            return Role.CREDIT
        if parent.tag == "figcaption" or (named(parent, "caption") and parent.tag in {"p", "div", "span", "dd", "td"}):
            return Role.CAPTION
        if parent.tag in {"article", "main", "body", "section", "table"}:
            break
    return Role.PARAGRAPH


def split_credit(caption: str) -> tuple[str, str]:
    """Split what names the photographer off the end of a caption."""
    if is_credit(caption):
        return "", caption
    signs = "|".join(re.escape(sign) for sign in cues()["credits"])
    match = re.search(
        rf"\s(?:{signs})(?!.*\s(?:{signs})).{{0,118}}$|\s\([^()]*\b(?:photo|foto)\b[^()]*\)$", caption, re.IGNORECASE
    )
    return (caption[: match.start()].rstrip(" |–—-"), match.group().strip()) if match else (caption, "")


def holds_data(table: Any) -> bool:
    """Tell whether a table holds data; old pages lay out their whole text by tables."""
    if table.get("role") == "presentation" or table.find(".//table") is not None:
        return False
    found = [[cell for cell in row if cell.tag in {"td", "th"}] for row in table.iter("tr")]
    if len(found) < 2 or max(map(len, found)) < 2:
        return False
    if table.find(".//h1") is not None or table.find(".//figure") is not None:
        return False
    if table.find(".//th") is not None:
        return True
    return all(len(" ".join("".join(cell.itertext()).split())) < LONGEST_CELL for row in found for cell in row)


def rows(table: Any) -> Iterator[Piece]:
    """Yield the rows of a table, their cells set off by bars."""
    for element in table.iter("caption", "tr"):
        if element.tag == "caption":
            yield Piece(Role.CAPTION, " ".join(spaced(element).split()), element)
            continue
        cells = [" ".join(spaced(cell).split()) for cell in element if cell.tag in {"td", "th"}]
        linked = sum(len("".join(a.itertext())) for a in element.iter("a"))
        if any(cells):
            yield Piece(Role.TABLE_ROW, " | ".join(cell for cell in cells if cell), element, linked)


def spaced(element: Any) -> str:
    """Return the visible text of an element with blanks where its blocks meet."""
    return " ".join(piece.text for piece in pieces(element))
