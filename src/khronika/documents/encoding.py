"""From bytes to characters, only where it can be told with certainty which they are."""

import re

from khronika.errors import DocumentError

MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
CYRILLIC = ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic")
# The ten letters that make up about three of five in any text in Russian, Ukrainian or Belarusian.
FREQUENT = frozenset("оеаинтсрвлі")
PUNCTUATION = frozenset("‘’“”„–—…•«»©®°§№ ›‹")  # the same bytes in all of the Windows code pages of Europe
SAMPLE = 200_000


def decode(data: bytes, where: str, declared: str = "") -> str:
    """Return the text of bytes: by their mark, else UTF-8, else as declared, else what the letters themselves show.

    Raises DocumentError for null bytes and for bytes whose encoding cannot be told.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return strictly(data, encoding, where)
    encoding = wide(data) if b"\x00" in data else ""
    if encoding:
        return strictly(data, encoding, where)
    if b"\x00" in data:
        raise DocumentError("it holds null bytes, so it is no text", where=where, do="save it again as text in UTF-8")
    for encoding in ("utf-8", declared):
        try:
            return data.decode(encoding) if encoding else decode_legacy(data, where)
        except (UnicodeDecodeError, LookupError):
            continue
    return decode_legacy(data, where)


def strictly(data: bytes, encoding: str, where: str) -> str:
    """Decode, or refuse bytes that are not whole."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        name = encoding.removesuffix("-sig").upper()
        raise DocumentError(f"it is marked as {name} but is not whole", where=where, do="save it again") from None


def wide(data: bytes) -> str:
    """Return "utf-16-le" or "utf-16-be" for text of two bytes a letter that lacks its mark, else an empty string."""
    sample = data[:SAMPLE]
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        # Spaces and line ends have a zero byte in every script, so one in ten units has one.
        if len(data) % 2 == 0 and zeros.count(0) * 10 > len(zeros):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if all(c.isprintable() or c in "\t\r\n\f" for c in text[:SAMPLE]):
                return encoding
    return ""


def decode_legacy(data: bytes, where: str) -> str:
    """Decode bytes of an older encoding. Raises DocumentError if it cannot be told which."""
    sample = data[:SAMPLE]
    encoding = cyrillic(sample) or western(sample)
    if not encoding:
        from charset_normalizer import from_bytes  # noqa: PLC0415

        best = from_bytes(sample).best()
        if best is None or best.encoding in {"utf_8", "ascii"} or best.chaos > 0.1:
            raise DocumentError("its encoding cannot be told", where=where, do="save it again as text in UTF-8")
        encoding = best.encoding
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise DocumentError(
            f"it looks like {encoding} but is not whole", where=where, do="save it again in UTF-8"
        ) from None


def cyrillic(sample: bytes) -> str:
    """Return the Cyrillic encoding in which the frequent letters are frequent, or an empty string."""
    high = sum(byte >= 0x80 for byte in sample)
    if high < 8 or high * 4 < len(re.sub(rb"[\x00-\x40]", b"", sample)):
        return ""
    best, most = "", 0.0
    for encoding in CYRILLIC:
        text = sample.decode(encoding, "replace")
        letters = [c for c in text if "\u0400" <= c <= "\u04ff"]
        share = sum(c in FREQUENT for c in letters) / max(1, len(letters), high)
        if share > most:
            best, most = encoding, share
    return best if most > 0.5 else ""


def western(sample: bytes) -> str:
    """Return cp1252 if all that goes beyond ASCII is typographic punctuation, else an empty string."""
    try:
        beyond = set(sample.decode("cp1252")) - set(map(chr, range(128)))
    except UnicodeDecodeError:
        return ""
    return "cp1252" if beyond <= PUNCTUATION else ""
