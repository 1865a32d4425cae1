"""A page of a PDF as it is: a picture, drawn by PDFium."""

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from khronika.documents.pdf import PDFIUM
from khronika.errors import DocumentError

if TYPE_CHECKING:
    import pypdfium2

SCALE = 1.6  # pixels to a point: a page of A4 is 952 pixels wide
MOST_PIXELS = 8_000_000  # a poster is drawn smaller


@contextmanager
def opened(data: bytes) -> "Iterator[pypdfium2.PdfDocument]":
    """Open a PDF, one thread at a time. Raises DocumentError if it cannot be opened."""
    import pypdfium2  # noqa: PLC0415

    with PDFIUM:
        try:
            pdf = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise DocumentError(f"it cannot be opened: {error}") from None
        try:
            yield pdf
        finally:
            pdf.close()


def pages_in(data: bytes) -> int:
    """Return how many pages a PDF has. Raises DocumentError if it cannot be opened."""
    with opened(data) as pdf:
        return len(pdf)


def page_picture(data: bytes, number: int) -> bytes:
    """Return a page, counted from 1, as a PNG. Raises DocumentError if there is none, or it cannot be drawn."""
    import pypdfium2  # noqa: PLC0415

    with opened(data) as pdf:
        if not 1 <= number <= len(pdf):
            raise DocumentError(f"it has no page {number}")
        try:
            page = pdf[number - 1]
            wide, high = page.get_size()
            scale = min(SCALE, (MOST_PIXELS / max(1.0, wide * high)) ** 0.5)
            bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
            told = (bitmap.width, bitmap.height, bitmap.stride, bitmap.n_channels, bytes(bitmap.buffer))
            page.close()
        except pypdfium2.PdfiumError as error:
            raise DocumentError(f"page {number} cannot be drawn: {error}") from None
    return png(*told)


def png(width: int, height: int, stride: int, channels: int, pixels: bytes) -> bytes:
    """Return pixels (grey, RGB or RGBA, a byte each) as a PNG (ISO/IEC 15948)."""
    color = {1: 0, 3: 2, 4: 6}[channels]
    rows = b"".join(b"\0" + pixels[at : at + width * channels] for at in range(0, stride * height, stride))
    head = struct.pack(">IIBBBBB", width, height, 8, color, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 6)) + chunk(b"IEND", b"")


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return a part of a PNG with its length and its checksum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
