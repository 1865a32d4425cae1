"""Markdown: what a reader sees of it, without its marks; each block with the line that it stands on."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from khronika.documents.cues import is_byline, is_credit, is_furniture
from khronika.documents.dating import day_of
from khronika.documents.document import Role
from khronika.documents.page import Page
from khronika.documents.plain import slots

if TYPE_CHECKING:
    from markdown_it.token import Token

FRONT = re.compile(r"---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL)
FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,40}\]:?")
COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)


def read_markdown(text: str) -> Page:
    """Return the text of a Markdown file as it is seen, and what its front matter says."""
    from markdown_it import MarkdownIt  # noqa: PLC0415

    page = Page()
    front = FRONT.match(text)
    skipped = 0
    if front is not None:
        page.told = front_matter(front.group(1))
        skipped = len(re.findall(r"\r\n|\r|\n", front.group()))
        text = text[front.end() :]
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    for number, (role, piece, line) in enumerate(blocks(tokens)):
        plain = " ".join(piece.split())
        if role is Role.HEADING:
            page.told.setdefault("title", plain)
        page.add(piece, role_of(role, plain, page.told.get("title", ""), near_top=number < 8), line=line + skipped + 1)
    return page


def role_of(role: Role, text: str, title: str, *, near_top: bool) -> Role:
    """Return what a block is, by its mark and by what it says."""
    if role is Role.HEADING and text == title:
        return Role.TITLE
    if role is not Role.PARAGRAPH:
        return role
    if is_credit(text):
        return Role.CREDIT
    if is_furniture(text):
        return Role.FURNITURE
    return Role.BYLINE if near_top and is_byline(text) else role


def front_matter(text: str) -> dict[str, str]:
    """Return what the simple lines ("title: …") of a front matter say."""
    told: dict[str, str] = {}
    names = slots()
    for line in text.splitlines():
        name, colon, value = line.partition(":")
        slot = names.get(name.strip().casefold())
        value = value.strip().strip("\"'")
        value = day_of(value) if slot == "published" else value
        if colon and slot and value and not name.startswith((" ", "\t")):
            told.setdefault(slot, value)
    return told


def blocks(tokens: "Sequence[Token]") -> Iterator[tuple[Role, str, int]]:
    """Yield (role, text, line from 0) of each block."""
    role = Role.PARAGRAPH
    cells: list[str] = []
    items = line = 0
    for token in tokens:
        line = token.map[0] if token.map else line
        match token.type:
            case "heading_open":
                role = Role.HEADING
            case "heading_close":
                role = Role.PARAGRAPH
            case "list_item_open":
                items += 1
            case "list_item_close":
                items -= 1
            case "tr_open":
                cells, role = [], Role.TABLE_ROW
            case "tr_close":
                yield Role.TABLE_ROW, " | ".join(cells), line
                role = Role.PARAGRAPH
            case "inline" if role is Role.TABLE_ROW:
                cells.append(seen(token.children or ()))
            case "inline":
                yield from paragraph(token, Role.LIST_ITEM if items and role is Role.PARAGRAPH else role, line)
            case "code_block" | "fence":
                yield Role.PARAGRAPH, token.content, line
            case "html_block":
                yield from ((piece_role, piece, line) for piece_role, piece in html_pieces(token.content))


def paragraph(token: "Token", role: Role, line: int) -> Iterator[tuple[Role, str, int]]:
    """Yield a paragraph; one that is only a picture is its caption."""
    children = token.children or []
    marks = [child for child in children if child.type not in {"softbreak", "hardbreak"} and child.content.strip()]
    if role is Role.PARAGRAPH and marks and all(child.type == "image" for child in marks):
        for child in marks:
            yield Role.CAPTION, str(child.attrGet("title") or "") or seen(child.children or ()), line
        return
    yield role, seen(children), line


def seen(children: "Sequence[Token]") -> str:
    """Return what is seen of a line: without marks, addresses, struck-out words, and signs of footnotes."""
    parts: list[str] = []
    struck = 0
    for child in children:
        if child.type == "s_open":
            struck += 1
        elif child.type == "s_close":
            struck -= 1
        elif struck:
            continue
        elif child.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
        elif child.type in {"text", "code_inline", "text_special"}:
            parts.append(child.content)
        elif child.type == "html_inline" and re.match(r"<br\b", child.content, re.IGNORECASE):
            parts.append(" ")
    return FOOTNOTE.sub("", "".join(parts))


def html_pieces(markup: str) -> Iterator[tuple[Role, str]]:
    """Yield the blocks of HTML that stands in Markdown."""
    from lxml import etree  # noqa: PLC0415
    from lxml import html as lxml_html  # noqa: PLC0415

    from khronika.documents.web_blocks import pieces  # noqa: PLC0415

    markup = COMMENT.sub("", markup)
    if not re.search(r">[^<]*\w", markup) and not re.match(r"\s*[^<\s]", markup):
        return
    try:
        tree: Any = lxml_html.fragment_fromstring(markup, create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return  # markup without text
    yield from ((piece.role, piece.text) for piece in pieces(tree))
