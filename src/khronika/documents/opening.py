"""Opening a file: which format its bytes are, whatever its name says, and the document that they hold."""

import hashlib
import io
import re
import zipfile
from pathlib import PurePosixPath

from khronika.documents.document import Block, Document
from khronika.errors import DocumentError

LARGEST_FILE = 100 * 1024 * 1024  # bytes
LONGEST_TEXT = 20_000_000  # characters
EXTRACTOR = "1"  # raised whenever the same bytes may be cut into another text

MEDIA = {
    "html": "text/html",
    "text": "text/plain",
    "markdown": "text/markdown",
    "pdf": "application/pdf",
    "mail": "message/rfc822",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "zip": "application/zip",
}
FOREIGN = {
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\xd0\xcf\x11\xe0": "an old Office file or an encrypted one",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"\x1f\x8b": "a gzip archive",
    b"SQLite format 3": "a database",
    b"{\\rtf": "a rich-text file",
    b"ID3": "a sound file",
    b"\x7fELF": "a program",
    b"MZ": "a program",
}


def format_of(data: bytes, filename: str) -> str:
    """Return the format of bytes: html, text, markdown, pdf, mail, docx, or zip.

    Raises DocumentError for what is none of them, or empty.
    """
    if not data.strip():
        raise DocumentError("it is empty", where=filename)
    head = data[:2048]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return "docx" if is_docx(data) else "zip"
    for signature, name in FOREIGN.items():
        if head.startswith(signature):
            raise DocumentError(
                f"it is {name}, which is not read", where=filename, do="save it as PDF, DOCX, HTML or text"
            )
    opening = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    ending = PurePosixPath(filename).suffix.casefold()
    if (
        opening.startswith((b"<!doctype html", b"<html", b"<head", b"<body"))
        or (ending in {".html", ".htm", ".xhtml"} and b"<" in opening)
        or b"<html" in opening
    ):
        return "html"
    if (
        re.match(rb"(?:[A-Za-z][A-Za-z-]{1,40}:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){2,}", head)
        and re.search(rb"^(?:From|Date|MIME-Version|Received|Message-ID):", head, re.MULTILINE | re.IGNORECASE)
        and (
            ending in {".eml", ".mht"}
            or re.search(rb"^(?:Subject|Message-ID|MIME-Version):", head, re.MULTILINE | re.IGNORECASE)
        )
    ):
        return "mail"
    return "markdown" if ending in {".md", ".markdown"} else "text"


def is_docx(data: bytes) -> bool:
    """Tell whether a ZIP is a Word file."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "word/document.xml" in archive.namelist()
    except zipfile.BadZipFile:
        return False


def document_from(data: bytes, filename: str) -> Document:
    """Return the document that bytes hold; ``filename`` gives its id and is only ever a label.

    Raises DocumentError if they are empty, encrypted, broken, too large, or of no format that is read.
    """
    if len(data) > LARGEST_FILE:
        raise DocumentError(f"it is larger than {LARGEST_FILE // 1024 // 1024} MB", where=filename, do="split it")
    kind = format_of(data, filename)
    if kind == "zip":
        raise DocumentError(
            "it is an archive, not a document", where=filename, do="add the archive as a file or folder"
        )
    text, blocks, told = content(kind, data, filename)
    if len(text) > LONGEST_TEXT:
        raise DocumentError(f"its text is longer than {LONGEST_TEXT:,} characters", where=filename, do="split it")
    if not text.strip():
        raise DocumentError("it holds no text", where=filename)
    from khronika.documents.language import language_of  # noqa: PLC0415

    return Document(
        id=stem(filename),
        text=text,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=MEDIA[kind],
        filename=filename,
        blocks=blocks,
        title=told.get("title", ""),
        publisher=told.get("publisher", ""),
        author=told.get("author", ""),
        published=told.get("published", ""),
        modified=told.get("modified", ""),
        url=told.get("url", ""),
        language=language_of(text, told.get("language", "")),
    )


def content(kind: str, data: bytes, filename: str) -> tuple[str, tuple[Block, ...], dict[str, str]]:
    """Return the text, the blocks and what the file says of itself."""
    from khronika.documents import mail, pdf, plain, web, word  # noqa: PLC0415

    if kind in {"text", "markdown"}:
        text = plain.decode(data, filename)
        if kind == "markdown":
            blocks, front = plain.markdown(text)
            told = {
                "title": front.get("title", ""),
                "author": front.get("author", ""),
                "publisher": front.get("publisher", ""),
                "published": front.get("date", front.get("published", "")),
                "url": front.get("url", ""),
            }
            return text, blocks, told
        return text, plain.text_blocks(text), plain.head_lines(text)
    page = {"html": web.read_page, "pdf": pdf.read_pdf, "docx": word.read_docx, "mail": mail.read_mail}[kind](
        data, filename
    )
    return page.text, tuple(page.blocks), page.told


def stem(filename: str) -> str:
    """Return a file's name without its folders and its ending."""
    name = PurePosixPath(filename.replace("\\", "/")).name
    return PurePosixPath(name).stem or name
