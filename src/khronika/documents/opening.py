"""Opening a file: the document that its bytes hold."""

import hashlib
from pathlib import PurePosixPath

from khronika.documents.document import Document
from khronika.documents.encoding import decode
from khronika.documents.formats import MEDIA, format_of
from khronika.documents.language import language_of, marked
from khronika.documents.page import LONGEST_TEXT, Page
from khronika.errors import DocumentError

LARGEST_FILE = 100 * 1024 * 1024  # bytes
EXTRACTOR = "3"  # raised whenever the same bytes may be cut into another text


def document_from(data: bytes, filename: str) -> Document:
    """Return the document that bytes hold; ``filename`` gives its id and is only ever a label.

    A file that is whole but holds no text to cut, like a scan, comes back without text, and ``unread`` says why.
    Raises DocumentError if they are empty, encrypted, broken, too large, or of no format that is read.
    """
    if len(data) > LARGEST_FILE:
        raise DocumentError(f"it is larger than {LARGEST_FILE // 1024 // 1024} MB", where=filename, do="split it")
    kind = format_of(data, filename)
    if kind == "zip":
        raise DocumentError(
            "it is an archive, not a document", where=filename, do="add the archive as a file or folder"
        )
    text, page = content(kind, data, filename)
    bounded(text, filename)
    if not text.strip() and not page.unread:
        raise DocumentError("it holds no text", where=filename)
    language = language_of(text, page.told.get("language", ""))
    told = {slot: value for slot, value in page.told.items() if slot != "language"}
    return Document(
        id=stem(filename),
        text=text,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=MEDIA[kind],
        filename=filename,
        blocks=marked(text, page.blocks, language),
        language=language,
        unread=page.unread,
        **told,
    )


def content(kind: str, data: bytes, filename: str) -> tuple[str, Page]:
    """Return the text, and the page with its blocks and what the file says of itself."""
    from khronika.documents import mail, markdown, pdf, plain, table_rows, web, word  # noqa: PLC0415

    if kind in {"text", "markdown"}:
        text = decode(data, filename)
        bounded(text, filename)
        if kind == "text":
            return text, Page(told=plain.head_lines(text), blocks=list(plain.text_blocks(text)))
        page = markdown.read_markdown(text)
    elif kind == "html":
        page = web.read_page(data, filename)
    elif kind == "pdf":
        page = pdf.read_pdf(data, filename)
    elif kind == "docx":
        page = word.read_docx(data, filename)
    elif kind == "row":
        page = table_rows.read_row(data, filename)
    else:
        page = mail.read_mail(data, filename)
    return page.text, page


def bounded(text: str, filename: str) -> None:
    """Refuse a text that is too long to be read in one piece."""
    if len(text) > LONGEST_TEXT:
        raise DocumentError(f"its text is longer than {LONGEST_TEXT:,} characters", where=filename, do="split it")


def stem(filename: str) -> str:
    """Return a file's name without its folders and its ending."""
    name = PurePosixPath(filename.replace("\\", "/")).name
    return PurePosixPath(name).stem or name
