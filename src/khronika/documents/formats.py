"""Which format bytes are of, whatever their file's name says."""

import io
import json
import re
import zipfile
import zlib
from pathlib import PurePosixPath

from khronika.documents.table_rows import OPENING, ROW_MEDIA
from khronika.errors import DocumentError

MEDIA = {
    "html": "text/html",
    "text": "text/plain",
    "markdown": "text/markdown",
    "pdf": "application/pdf",
    "mail": "message/rfc822",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "zip": "application/zip",
    "row": ROW_MEDIA,
}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of Office before 2007, of Outlook, and of encrypted DOCX
FOREIGN = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"BM....\x00\x00\x00\x00", "a picture"),
    (b"\x00\x00\x01\x00", "a picture"),
    (b"RIFF....WEBP", "a picture"),
    (b"....ftyp(?:heic|heix|mif1|avif)", "a picture"),
    (b"RIFF", "a sound or video file"),
    (b"....ftyp", "a sound or video file"),
    (b"ID3[\x02-\x04]", "a sound file"),
    (b"\xff[\xfb\xf3\xf2]", "a sound file"),
    (b"OggS", "a sound or video file"),
    (b"fLaC", "a sound file"),
    (b"\x1a\x45\xdf\xa3", "a video file"),
    (b"Rar!\x1a", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh[1-9]", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"SQLite format 3\x00", "a database"),
    (rb"\{\\rtf", "a rich-text file (RTF)"),
    (b"bplist00", "a web archive of Safari or another property list"),
    (b"\x7fELF", "a program"),
    (b"MZ.\x00", "a program"),
    (b"wOF[F2]", "a font"),
    (b"%!PS", "a PostScript file"),
    (rb"From \S+@\S+ .*\d\d:\d\d:\d\d.*\d{4}\r?\n", "a mailbox of several messages"),
)  # fmt: skip
OFFICE = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "a spreadsheet (XLSX)",
    "xl/workbook.bin": "a spreadsheet (XLSB)",
    "ppt/presentation.xml": "a presentation (PPTX)",
}
PACKED = {
    b"application/vnd.oasis.opendocument": "an OpenDocument file",
    b"application/epub+zip": "an e-book (EPUB)",
}
CODE = frozenset({".js", ".mjs", ".css", ".map", ".json", ".jsonl", ".geojson", ".py", ".sh", ".sql"})
TABLES = frozenset({".csv", ".tsv"})
SPREADSHEET = OFFICE["xl/workbook.xml"]
HEADER = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){2,}")
ORIGIN = re.compile(rb"^(?:From|Date|MIME-Version|Received|Message-ID|Return-Path):", re.MULTILINE | re.IGNORECASE)
MESSAGE = re.compile(rb"^(?:Subject|Message-ID|MIME-Version|Received):", re.MULTILINE | re.IGNORECASE)
TEXT_FIRST = re.compile(rb"(?:Title|Publisher|Published|Author|Source):", re.IGNORECASE)


def format_of(data: bytes, filename: str) -> str:
    """Return the format of bytes: html, text, markdown, pdf, mail, docx, zip, or row (of a table that was imported).

    Raises DocumentError for what is none of them, or empty.
    """
    if not data.strip(b" \t\r\n\f\v\x00\xef\xbb\xbf"):
        raise DocumentError("it is empty", where=filename)
    head = data[:4096]
    if re.match(rb"[\s\xef\xbb\xbf]*%PDF-", head) or (b"%PDF-" in head[:1024] and b"\x00" in head):
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        kind = packed_kind(data)
        if kind in MEDIA:
            return kind
        if kind == SPREADSHEET:
            raise table(filename)
        raise refused(kind, filename)
    if head.startswith(OLE):
        raise old_office(data, filename)
    for signature, name in FOREIGN:
        if re.match(signature, head, re.DOTALL):
            raise refused(name, filename)
    if head.startswith(OPENING):
        return "row"
    ending = PurePosixPath(filename).suffix.casefold()
    if ending in TABLES:
        raise table(filename)
    if is_page(head, ending):
        return "html"
    if is_mail(head, ending):
        return "mail"
    if ending in CODE or (head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[") and is_json(data)):
        raise DocumentError("it is data or code and no report", where=filename)
    return "markdown" if ending in {".md", ".markdown", ".mdown", ".mkd"} else "text"


def is_page(head: bytes, ending: str) -> bool:
    """Tell whether bytes are a web page."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\x00", b"")[2:]
    opening = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return (
        opening.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<article", b"<main", b"<div"))
        or (ending in {".html", ".htm", ".xhtml", ".shtml"} and b"<" in opening)
        or (opening.startswith(b"<") and b"<html" in opening)
    )


def is_mail(head: bytes, ending: str) -> bool:
    """Tell whether bytes are a message: several headers, of which some are only a message's."""
    header = HEADER.match(head.lstrip(b"\xef\xbb\xbf\r\n"))
    if header is None or TEXT_FIRST.match(head):
        return False
    lines = header.group()
    return ORIGIN.search(lines) is not None and (
        ending in {".eml", ".mht", ".mhtml"} or MESSAGE.search(lines) is not None
    )


def is_json(data: bytes) -> bool:
    """Tell whether bytes, or their first line, are JSON."""
    for part in (data[:2_000_000], data[:2_000_000].strip().split(b"\n", 1)[0]):
        try:
            json.loads(part)
        except (ValueError, RecursionError):
            continue
        return True
    return False


def refused(name: str, where: str) -> DocumentError:
    """Return the refusal of a format that is not read."""
    return DocumentError(f"it is {name}, which is not read", where=where, do="save it as PDF, DOCX, HTML or text")


def table(where: str) -> DocumentError:
    """Return the refusal of a table, whose columns mean nothing until somebody says what."""
    return DocumentError(
        "it is a table, and nobody said yet what its columns mean", where=where, do="khronika import tells how"
    )


def old_office(data: bytes, where: str) -> DocumentError:
    """Return the refusal of a compound file, by the names of the streams in it."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return DocumentError("it is an encrypted Office file", where=where, do="save a copy without a password")
    if "__properties_version1.0".encode("utf-16-le") in data or "__substg1.0".encode("utf-16-le") in data:
        return DocumentError("it is an Outlook message (MSG), which is not read", where=where, do="save it as EML")
    return DocumentError("it is an old Office file (DOC, XLS, PPT), which is not read", where=where, do="save as DOCX")


def packed_kind(data: bytes) -> str:
    """Return "docx", "zip", or the name of another format that is packed as a ZIP."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            for member, kind in OFFICE.items():
                if member in names:
                    return kind
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                mimetype = archive.read("mimetype")
                return next((kind for start, kind in PACKED.items() if mimetype.startswith(start)), "zip")
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, ValueError, EOFError, KeyError):
        return "docx" if b"word/document.xml" in data else "zip"
    return "zip"
