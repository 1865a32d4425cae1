"""PDF with a text layer: its lines joined into paragraphs over lines, columns and pages, each with its page."""

import re
from collections import Counter
from itertools import pairwise
from statistics import median
from threading import Lock
from typing import Any

from khronika.documents.cues import cues, is_credit, is_default
from khronika.documents.document import Role
from khronika.documents.page import LONGEST_TEXT, Page
from khronika.documents.pdf_layout import HYPHENS, Line, page_lines
from khronika.errors import DocumentError

PDFIUM = Lock()  # PDFium does one thing at a time: the desk draws pages while the inbox reads others
EDGE_LINES = 3  # lines at the head and foot of a page that may repeat on every page
MOST_PAGES = 5000
ITEM = re.compile(r"(?:[-•–*·▪◦‣●○■□➢✓]|\(?\d{1,3}[.)]|\(?[a-z]\)|\([ivx]+\))\s")
PAGE_NUMBER = re.compile(
    r"\W*(?:page|p\.?|стр\.?)?\s*(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/|из)\s*\d{1,4})?\W*", re.IGNORECASE
)
SENTENCE_END = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
MADE_BY = re.compile(r"^Microsoft (?:Word|PowerPoint) - |\.(?:docx?|indd|pdf|pptx?|odt|rtf|qxd)$", re.IGNORECASE)


def read_pdf(data: bytes, where: str) -> Page:
    """Return the text of a PDF by paragraphs; one of pictures only comes back without text and says so.

    Raises DocumentError if it is encrypted, broken, cut off, or has too many pages.
    """
    import pypdfium2  # noqa: PLC0415

    # After the last object comes the mark of the end; where it lacks, the rest of the file was lost.
    if data.rfind(b"%%EOF") < max(data.rfind(b"endobj"), data.rfind(b"endstream")):
        raise DocumentError("it is broken or cut off: its end is missing", where=where, do="fetch the file again")
    with PDFIUM:
        try:
            pdf = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            if "password" in str(error).casefold():
                raise DocumentError("it is encrypted", where=where, do="save a copy without a password") from None
            raise DocumentError("it is broken or cut off", where=where, do="fetch the file again") from None
        try:
            if len(pdf) > MOST_PAGES:
                raise DocumentError(f"it has more than {MOST_PAGES:,} pages", where=where, do="split it")
            pages, scans = lines_of(pdf, where)
            page = Page(told=pdf_metadata(pdf))
        finally:
            pdf.close()
    if not any(pages):
        page.unread = "no text layer" if scans else "no text"
        return page
    if scans:
        page.unread = f"{'page' if len(scans) == 1 else 'pages'} {', '.join(map(str, scans))}: no text layer"
    add_paragraphs(page, body_and_notes(pages))
    if not page.blocks:
        raise DocumentError("it holds no text besides its page headings", where=where)
    return page


def lines_of(pdf: Any, where: str) -> tuple[list[list[Line]], list[int]]:
    """Return the lines of each page, and the numbers of the pages that are only pictures."""
    import pypdfium2  # noqa: PLC0415
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE  # noqa: PLC0415

    pages: list[list[Line]] = []
    scans: list[int] = []
    length = 0
    for index in range(len(pdf)):
        try:
            page = pdf[index]
            lines = page_lines(page, index + 1)
            if not lines and next(iter(page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE])), None) is not None:
                scans.append(index + 1)
            page.close()
        except pypdfium2.PdfiumError:
            raise DocumentError(f"its page {index + 1} is broken", where=where, do="fetch the file again") from None
        length += sum(len(line.text) for line in lines)
        if length > LONGEST_TEXT:
            raise DocumentError(f"its text is longer than {LONGEST_TEXT:,} characters", where=where, do="split it")
        pages.append(lines)
    return pages, scans


def furniture_key(line: Line) -> str:
    """Return a line without its numbers, so that "Page 1 of 2" and "Page 2 of 2" are the same."""
    return re.sub(r"\d+", "#", line.text.strip()).casefold()


def edges(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Return the lines at the head of a page and those at its foot, from the outside in."""
    by_height = sorted(lines, key=lambda line: -line.base)
    return by_height[:EDGE_LINES], by_height[EDGE_LINES:][: -EDGE_LINES - 1 : -1]


def without_furniture(pages: list[list[Line]]) -> list[list[Line]]:
    """Return the pages without running heads, running feet and page numbers, which stand outside of all else."""
    counts: Counter[str] = Counter()
    for lines in pages:
        counts.update({furniture_key(line) for edge in edges(lines) for line in edge})
    often = max(2, 0.4 * len(pages))
    kept = []
    for lines in pages:
        outside: set[int] = set()
        for edge in edges(lines):
            for line in edge:
                if counts[furniture_key(line)] < often and not PAGE_NUMBER.fullmatch(line.text.strip()):
                    break
                outside.add(id(line))
        kept.append([line for line in lines if id(line) not in outside])
    return kept


def body_and_notes(pages: list[list[Line]]) -> list[tuple[list[Line], list[Line]]]:
    """Return for each page its running text and the footnotes under it."""
    pages = without_furniture(pages)
    sizes = Counter(round(line.size, 1) for lines in pages for line in lines for _ in range(len(line.text)))
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    found = []
    for lines in pages:
        large = [line.base for line in lines if line.size > 0.92 * usual]
        floor = min(large, default=0.0)
        notes = [line for line in lines if line.size <= 0.92 * usual and line.base < floor and large]
        found.append(([line for line in lines if not any(line is note for note in notes)], notes))
    return found


def add_paragraphs(page: Page, pages: list[tuple[list[Line], list[Line]]]) -> None:
    """Add the paragraphs of all pages; footnotes follow the paragraph that goes over the foot of their page."""
    body = [line for lines, _ in pages for line in lines]
    sizes = Counter(round(line.size, 1) for line in body for _ in range(len(line.text)))
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    words = Counter(re.findall(r"\w+(?:-\w+)*", " ".join(line.text for line in body).casefold()))
    steps = [a.base - b.base for a, b in pairwise(body) if same_column(a, b) and a.base > b.base]
    step = median(steps) if steps else 0.0
    largest = max((line.size for line in body if line.page == body[0].page), default=0.0)
    current: list[Line] = []
    waiting: list[Line] = []

    def close() -> None:
        nonlocal current, waiting
        for group in filter(None, (current, *notes(waiting))):
            add(page, group, words, usual, largest)
        current, waiting = [], []

    for lines, foot in pages:
        for line in lines:
            if current and not goes_on(current, line, step):
                close()
            current.append(line)
        waiting += foot
    close()


def notes(lines: list[Line]) -> list[list[Line]]:
    """Return the lines of each footnote."""
    found: list[list[Line]] = []
    for line in lines:
        if found and not re.match(r"[\d*†‡]", line.text) and line.page == found[-1][-1].page:
            found[-1].append(line)
        else:
            found.append([line])
    return found


def same_column(one: Line, other: Line) -> bool:
    """Tell whether two lines stand in one column of one page."""
    return (one.page, one.column) == (other.page, other.column)


def goes_on(current: list[Line], line: Line, step: float) -> bool:
    """Tell whether a line belongs to the paragraph before it."""
    last = current[-1]
    if last.cells > 1 or line.cells > 1 or abs(last.size - line.size) > 0.08 * max(last.size, line.size):
        return False
    if last.text[-1:] in HYPHENS:
        return True
    if ITEM.match(line.text):
        return False
    ended = SENTENCE_END.search(last.text) is not None
    first = line.text.split()[0]
    letter = (last.right - last.left) / max(1, len(last.text))
    would_fit = last.right + (len(first) + 1.5) * letter < last.edge
    if not same_column(last, line):
        return not ended and (line.text[:1].islower() or not would_fit)
    if step and last.base - line.base > 1.4 * max(step, last.size):
        return False
    indented = line.left - line.margin > 0.8 * line.size and last.left - last.margin < 0.5 * last.size
    if indented and not ITEM.match(current[0].text) and (ended or len(current) > 1):
        return False
    return not (would_fit and (ended or not line.text[:1].islower()))


def joined(lines: list[Line], words: Counter[str]) -> str:
    """Join the lines of a paragraph, and the words that were broken at their ends."""
    text = ""
    for line in lines:
        piece = line.text.strip(" ")
        broken = re.search(rf"(\w+)([-‐{HYPHENS}])$", text)
        if broken is None or not piece[:1].isalnum():
            text = f"{text} {piece}"
            continue
        head, tail = broken.group(1), re.match(r"\w+", piece)
        rest = tail.group() if tail else ""
        whole, hyphenated = f"{head}{rest}".casefold(), f"{head}-{rest}".casefold()
        keeps = (
            words[hyphenated] > words[whole]
            or (head.casefold() in cues()["hyphened"] and not words[whole])
            or not (rest[:1].islower() and head[-1:].islower())
        )
        text = text[: broken.start(2)] + ("-" if keeps else "") + piece
    return re.sub(f"[{HYPHENS}]", "-", text).strip()


def add(page: Page, lines: list[Line], words: Counter[str], usual: float, largest: float) -> None:
    """Add a paragraph with its role and its page."""
    text = joined(lines, words)
    size = max(line.size for line in lines)
    role = Role.PARAGRAPH
    if lines[0].cells > 1:
        role = Role.TABLE_ROW
    elif is_credit(text):
        role = Role.CREDIT
    elif size > 1.12 * usual and len(text) < 250:
        role = Role.HEADING
        if "title" not in page.told and lines[0].page == 1 and size >= largest:
            page.told["title"] = " ".join(text.split())
    elif ITEM.match(text):
        role = Role.LIST_ITEM
    first_text = not page.blocks or all(block.role is not Role.PARAGRAPH for block in page.blocks)
    if first_text and " ".join(text.split()) == page.told.get("title"):
        role = Role.TITLE
    page.add(text, role, page=lines[0].page)


def pdf_metadata(pdf: Any) -> dict[str, str]:
    """Return what the PDF says of itself; a title or an author that a program filled in says nothing."""
    raw = pdf.get_metadata_dict(skip_empty=True)
    told = {"title": raw.get("Title", ""), "author": raw.get("Author", "")}
    for slot, name in (("published", "CreationDate"), ("modified", "ModDate")):
        day = re.match(r"D:(\d{4})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])", raw.get(name, ""))
        if day:
            told[slot] = "-".join(day.groups())
    told = {slot: " ".join(value.replace("\x00", "").split()) for slot, value in told.items()}
    return {
        slot: value for slot, value in told.items() if value and not is_default(value) and not MADE_BY.search(value)
    }
