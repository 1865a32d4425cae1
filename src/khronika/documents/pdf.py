"""PDF with a text layer: its lines joined into paragraphs, each with its page."""

import re
from collections import Counter
from typing import Any

from khronika.documents.document import Role
from khronika.documents.web import Page
from khronika.errors import DocumentError

EDGE_LINES = 2  # lines at the head and foot of a page that may repeat on every page


def read_pdf(data: bytes, where: str) -> Page:
    """Return the text of a PDF by paragraphs.

    Raises DocumentError if it is encrypted, broken, or holds no text (a scan).
    """
    import pypdfium2  # noqa: PLC0415

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).casefold():
            raise DocumentError("it is encrypted", where=where, do="save a copy without a password") from None
        raise DocumentError("it is broken or cut off", where=where, do="fetch the file again") from None
    try:
        pages = [page_lines(pdf, number, where) for number in range(len(pdf))]
        told = pdf_metadata(pdf)
    finally:
        pdf.close()
    if not any(pages):
        raise DocumentError("it holds pictures of text but no text", where=where, do="run it through OCR first")
    page = Page(told=told)
    repeated = repeated_lines(pages)
    for number, lines in enumerate(pages, 1):
        kept = [line for line in lines if furniture_key(line) not in repeated]
        for paragraph in paragraphs(kept):
            before = len(page.blocks)
            page.add(paragraph, Role.LIST_ITEM if re.match(r"[-•–*]\s", paragraph) else Role.PARAGRAPH)
            for n in range(before, len(page.blocks)):
                block = page.blocks[n]
                page.blocks[n] = type(block)(block.start, block.end, block.role, block.number, page=number)
    if not page.text:
        raise DocumentError("it holds no text besides its page headings", where=where)
    return page


def page_lines(pdf: Any, number: int, where: str) -> list[str]:
    """Return the lines of one page. Raises DocumentError if the page is broken."""
    import pypdfium2  # noqa: PLC0415

    try:
        page = pdf[number]
        text = page.get_textpage().get_text_bounded()
    except pypdfium2.PdfiumError:
        raise DocumentError(f"its page {number + 1} is broken", where=where, do="fetch the file again") from None
    return [line.rstrip() for line in re.split(r"\r\n|\r|\n", text)]


def furniture_key(line: str) -> str:
    """Return a line without its numbers, so that "Page 1 of 2" and "Page 2 of 2" are the same."""
    return re.sub(r"\d+", "#", line.strip()).casefold()


def repeated_lines(pages: list[list[str]]) -> set[str]:
    """Return the heads and feet that stand on more than half of at least two pages."""
    counts: Counter[str] = Counter()
    for lines in pages:
        filled = [line for line in lines if line.strip()]
        counts.update({furniture_key(line) for line in filled[:EDGE_LINES] + filled[-EDGE_LINES:]})
    return {key for key, count in counts.items() if len(pages) > 1 and count > len(pages) / 2}


def paragraphs(lines: list[str]) -> list[str]:
    """Join lines into paragraphs: a short line that ends a sentence, or an empty one, closes a paragraph."""
    found: list[str] = []
    current = ""
    width = max((len(line) for line in lines), default=0)
    for line in lines:
        text = line.strip()
        if not text or re.match(r"[-•–*]\s|\d{1,2}[.)]\s", text):
            if current:
                found.append(current)
            current = text
            continue
        if current.endswith("\u00ad") or (re.search(r"[a-zа-я]-$", current) and text[:1].islower()):
            current = current.rstrip("\u00ad-") + text
        else:
            current = f"{current} {text}".strip()
        if len(text) < 0.75 * width and (re.search(r"[.!?:”\"’)]$", text) or current == text):
            found.append(current)
            current = ""
    return [*found, current] if current else found


def pdf_metadata(pdf: Any) -> dict[str, str]:
    """Return what the PDF says of itself."""
    raw = pdf.get_metadata_dict(skip_empty=True)
    told = {"title": raw.get("Title", ""), "author": raw.get("Author", "")}
    for slot, name in (("published", "CreationDate"), ("modified", "ModDate")):
        day = re.match(r"D:(\d{4})(\d\d)(\d\d)", raw.get(name, ""))
        if day:
            told[slot] = "-".join(day.groups())
    return {slot: value for slot, value in told.items() if value}
