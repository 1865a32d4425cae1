"""Word files (DOCX): paragraphs, headings, lists and tables in order."""

import io
import zipfile
from typing import Any

from khronika.documents.document import Role
from khronika.documents.plain import is_credit
from khronika.documents.web import Page
from khronika.errors import DocumentError


def read_docx(data: bytes, where: str) -> Page:
    """Return the text of a Word file by paragraphs and table rows.

    Raises DocumentError if it is broken or holds no text.
    """
    import docx  # noqa: PLC0415
    from docx.opc.exceptions import OpcError  # noqa: PLC0415
    from lxml.etree import LxmlError  # noqa: PLC0415

    try:
        file = docx.Document(io.BytesIO(data))
        page = Page(told=core_properties(file))
        for part in file.iter_inner_content():
            add_part(page, part)
    except (OpcError, LxmlError, KeyError, ValueError, zipfile.BadZipFile, EOFError) as error:
        raise DocumentError(
            f"it is broken: {error}", where=where, do="open it in a word processor and save it again"
        ) from None
    if not page.text:
        raise DocumentError("it holds no text", where=where)
    return page


def add_part(page: Page, part: Any) -> None:
    """Add a paragraph, or a table row by row."""
    if hasattr(part, "rows"):
        for row in part.rows:
            cells = dict.fromkeys(" ".join(cell.text.split()) for cell in row.cells)
            page.add(" | ".join(cells), Role.TABLE_ROW)
        return
    style = (part.style.name if part.style is not None else "").casefold()
    role = Role.PARAGRAPH
    if style.startswith(("heading", "title")):
        role = Role.HEADING
    elif style.startswith("list"):
        role = Role.LIST_ITEM
    elif style == "caption":
        role = Role.CAPTION
    page.add(part.text, Role.CREDIT if is_credit(part.text.strip()) else role)


def core_properties(file: Any) -> dict[str, str]:
    """Return what the file says of itself."""
    core = file.core_properties
    told = {"title": core.title or "", "author": core.author or "", "language": core.language or ""}
    for slot, moment in (("published", core.created), ("modified", core.modified)):
        if moment is not None:
            told[slot] = moment.date().isoformat()
    return {slot: value for slot, value in told.items() if value}
