"""Files that the tests make for themselves; nothing in them is copied, and all people and cases are invented."""

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

from fpdf import FPDF

from khronika.documents import Block, Document, Role, document_from

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def blocks(document: Document) -> list[tuple[Role, str]]:
    """Return the role and the text of each block."""
    return [(block.role, document.text[block.start : block.end]) for block in document.blocks]


def read_text(document: Document) -> str:
    """Return the text of the blocks that say something in the document's own voice."""
    return "\n".join(t for r, t in blocks(document) if r in {Role.PARAGRAPH, Role.LIST_ITEM, Role.TABLE_ROW})


def page(body: str, head: str = "") -> Document:
    """Return the document of a web page."""
    return document_from(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode(), "page.html")


def docx(body: str, parts: Mapping[str, str] | None = None) -> bytes:
    """Return a Word file with the given XML in its body, and other parts by their names."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        for name, text in (parts or {}).items():
            made.writestr(name, text)
    return file.getvalue()


def p(text: str, properties: str = "") -> str:
    """Return a paragraph of a Word file."""
    return f"<w:p>{properties}<w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def zipped(members: Mapping[str, bytes]) -> bytes:
    """Return a ZIP archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return file.getvalue()


def pdf(*paragraphs: str, size: float = 11) -> bytes:
    """Return a PDF with the paragraphs."""
    made = FPDF()
    made.add_page()
    made.set_font("helvetica", size=size)
    for paragraph in paragraphs:
        made.multi_cell(0, 6, paragraph, new_x="LMARGIN", new_y="NEXT")
        made.ln(4)
    return bytes(made.output())


def whole(document: Document) -> None:
    """Check what holds of every document: blocks in order, apart from each other, inside the text, not empty."""
    last = 0
    for block in document.blocks:
        assert isinstance(block, Block)
        assert last <= block.start < block.end <= len(document.text)
        assert document.text[block.start : block.end].strip()
        last = block.end
