"""Word files (DOCX): paragraphs, lists, tables, text boxes and notes in order, as they stand with all changes accepted.

The XML is walked here and not by python-docx, which passes over inserted words, notes, text boxes and fields.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from khronika.documents.cues import is_byline, is_credit, is_default
from khronika.documents.dating import day_of
from khronika.documents.document import Role
from khronika.documents.page import Page
from khronika.errors import DocumentError

LARGEST_PART = 60 * 1024 * 1024  # bytes of XML unpacked
LIBRARY_DATE = "2013-12-23"  # what the template of python-docx says; no report is of that day
# Deleted and moved-away words, and what is drawn a second time for older programs.
UNSEEN = frozenset(
    {"del", "moveFrom", "Fallback", "instrText", "delText", "delInstrText", "rPr", "sectPr", "pict", "ruby"}
)
PAGE_NUMBER = re.compile(r"page\s*\d*(?:\s*of\s*\d*)?", re.IGNORECASE)
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


def read_docx(data: bytes, where: str) -> Page:
    """Return the text of a Word file by paragraphs and table rows.

    Raises DocumentError if it is broken, too large, or holds no text.
    """
    parts = Parts(data, where)
    document = parts.tree("word/document.xml")
    if document is None:
        raise DocumentError("it is broken: it has no main part", where=where, do="save it again in a word processor")
    page = Page(told=properties(parts))
    styles = styles_of(parts.tree("word/styles.xml"))
    notes = {
        kind: {local(note, "id"): note for note in (tree if tree is not None else ()) if local(note, "type") == ""}
        for kind, tree in (
            ("footnoteReference", parts.tree("word/footnotes.xml")),
            ("endnoteReference", parts.tree("word/endnotes.xml")),
        )
    }
    for name in sorted(parts.names):
        if re.fullmatch(r"word/header\d*\.xml", name):
            add_margin(page, parts.tree(name))
    for block in blocks(document):
        add_block(page, block, styles, notes)
    for name in sorted(parts.names):
        if re.fullmatch(r"word/footer\d*\.xml", name):
            add_margin(page, parts.tree(name))
    if not any(block.role is not Role.FURNITURE for block in page.blocks):
        if any(name.startswith("word/media/") for name in parts.names):
            page.blocks.clear()
            return Page(told=page.told, unread="no text but pictures")
        raise DocumentError("it holds no text", where=where)
    return page


class Parts:
    """The parts of a Word file, unpacked as they are asked for."""

    def __init__(self, data: bytes, where: str) -> None:
        self.where = where
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(data))
            self.names = frozenset(self.archive.namelist())
        except BROKEN as error:
            raise self.broken(error) from None

    def broken(self, error: Exception) -> DocumentError:
        """Return the refusal of a file that cannot be unpacked or parsed."""
        return DocumentError(
            f"it is broken: {error}", where=self.where, do="open it in a word processor and save it again"
        )

    def tree(self, name: str) -> Any:
        """Return the XML of a part, or None if the file has no such part. Raises DocumentError if it is at fault."""
        from lxml import etree  # noqa: PLC0415

        if name not in self.names:
            return None
        try:
            with self.archive.open(name) as part:
                data = part.read(LARGEST_PART + 1)
        except BROKEN as error:
            raise self.broken(error) from None
        if len(data) > LARGEST_PART:
            raise DocumentError("it unpacks to more than can be taken", where=self.where, do="split it")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self.broken(error) from None


def tag(element: Any) -> str:
    """Return an element's name without its namespace, which differs between the two kinds of DOCX."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def local(element: Any, name: str) -> str:
    """Return an attribute by its name without its namespace, or an empty string."""
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def child(element: Any, *path: str) -> Any:
    """Return the first element on a path of names, or None."""
    for name in path:
        element = next((one for one in element if tag(one) == name), None)
        if element is None:
            return None
    return element


def styles_of(tree: Any) -> dict[str, tuple[str, bool]]:
    """Return for each style its name and whether its paragraphs are numbered or marked as a list."""
    found: dict[str, tuple[str, bool]] = {}
    for style in tree if tree is not None else ():
        if tag(style) == "style":
            name = child(style, "name")
            numbered = child(style, "pPr", "numPr") is not None
            found[local(style, "styleId")] = (local(name, "val").casefold() if name is not None else "", numbered)
    return found


def blocks(element: Any) -> Iterator[Any]:
    """Yield the paragraphs and tables under an element, but not those inside of them."""
    for one in element:
        name = tag(one)
        if name in {"p", "tbl"}:
            yield one
        elif name not in UNSEEN:
            yield from blocks(one)


def add_block(page: Page, block: Any, styles: dict[str, tuple[str, bool]], notes: dict[str, dict[str, Any]]) -> None:
    """Add a paragraph or the rows of a table, then what its text boxes and notes say."""
    if tag(block) == "tbl":
        for row in (one for one in block.iter() if tag(one) == "tr" and owner(one, "tbl") is block):
            if child(row, "trPr", "del") is not None:
                continue
            cells = [
                " ".join(seen(cell).split()) for cell in row.iter() if tag(cell) == "tc" and owner(cell, "tr") is row
            ]
            page.add(" | ".join(filter(None, cells)), Role.TABLE_ROW)
    else:
        text = seen(block)
        role = role_of(block, " ".join(text.split()), styles, page)
        page.add(text, role)
        for box in block.iter():
            if tag(box) == "txbxContent" and not any(tag(up) in UNSEEN for up in box.iterancestors()):
                for inner in blocks(box):
                    add_block(page, inner, styles, {})
    for sign in block.iter():
        note = notes.get(tag(sign), {}).get(local(sign, "id"))
        if note is not None and not any(tag(up) in {"del", "moveFrom"} for up in sign.iterancestors()):
            for inner in blocks(note):
                page.add(seen(inner), Role.PARAGRAPH)


def owner(element: Any, name: str) -> Any:
    """Return the nearest element of a name around an element."""
    return next((up for up in element.iterancestors() if tag(up) == name), None)


def seen(element: Any) -> str:
    """Return what is seen of an element: inserted words, links and results of fields, but nothing deleted."""
    parts: list[str] = []

    def walk(one: Any) -> None:
        for inner in one:
            name = tag(inner)
            if name in UNSEEN or name == "txbxContent" or (name == "r" and is_struck(inner)):
                continue
            if name == "t":
                parts.append(inner.text or "")
            elif name in {"tab", "br", "cr", "ptab"}:
                parts.append(" ")
            elif name == "noBreakHyphen":
                parts.append("-")
            elif name == "sym":
                parts.append("•")
            else:
                walk(inner)
                if name in {"p", "tc"}:
                    parts.append(" ")

    walk(element)
    return "".join(parts)


def is_struck(run: Any) -> bool:
    """Tell whether a run is hidden or struck out."""
    marks = child(run, "rPr")
    return any(
        tag(mark) in {"strike", "dstrike", "vanish"} and local(mark, "val") not in {"0", "false", "off"}
        for mark in (marks if marks is not None else ())
    )


def role_of(paragraph: Any, text: str, styles: dict[str, tuple[str, bool]], page: Page) -> Role:
    """Return what a paragraph is, by its style and by how it begins."""
    style = child(paragraph, "pPr", "pStyle")
    name, numbered = styles.get(local(style, "val"), ("", False)) if style is not None else ("", False)
    if name.startswith(("heading", "title")) or child(paragraph, "pPr", "outlineLvl") is not None:
        if text and not page.told.get("title"):
            page.told["title"] = text
        return Role.TITLE if text == page.told.get("title") else Role.HEADING
    if numbered or name.startswith("list") or child(paragraph, "pPr", "numPr") is not None:
        return Role.LIST_ITEM
    if is_credit(text):
        return Role.CREDIT
    if text and text == page.told.get("title") and not page.blocks:
        return Role.TITLE
    if name == "caption":
        return Role.CAPTION
    return Role.BYLINE if len(page.blocks) < 6 and is_byline(text) else Role.PARAGRAPH


def add_margin(page: Page, tree: Any) -> None:
    """Add what stands at the head or foot of every page, once; a page number alone says nothing."""
    for block in blocks(tree if tree is not None else ()):
        text = " ".join(seen(block).split())
        known = {page.text[b.start : b.end] for b in page.blocks if b.role is Role.FURNITURE}
        if text not in known and re.search(r"[^\W\d_]{3}", text) and not PAGE_NUMBER.fullmatch(text):
            page.add(text, Role.FURNITURE)


def properties(parts: Parts) -> dict[str, str]:
    """Return what the file says of itself; what a library or a program filled in says nothing."""
    tree = parts.tree("docProps/core.xml")
    raw = {tag(one): " ".join((one.text or "").split()) for one in tree if one.text} if tree is not None else {}
    told = {
        "title": raw.get("title", ""),
        "author": raw.get("creator", ""),
        "language": raw.get("language", ""),
        "published": day_of(raw.get("created", "")),
        "modified": day_of(raw.get("modified", "")),
    }
    company = parts.tree("docProps/app.xml")
    if company is not None:
        told["publisher"] = next((" ".join((e.text or "").split()) for e in company if tag(e) == "Company"), "")
    return {slot: value for slot, value in told.items() if value and value != LIBRARY_DATE and not is_default(value)}
