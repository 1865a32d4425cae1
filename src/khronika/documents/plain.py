"""Plain text and Markdown: the text is kept exactly as decoded; blocks are its lines or paragraphs."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from khronika.documents.document import Block, Role
from khronika.errors import DocumentError
from khronika.vocabulary.edtf_dates import is_edtf

LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c]+")
HEADING_LENGTH = 90


@cache
def cues() -> Mapping[str, Any]:
    """Return the words by which captions, credits and page furniture are known."""
    return tomllib.loads((files("khronika.documents") / "cues.toml").read_text("utf-8"))


def decode(data: bytes, where: str) -> str:
    """Return the text of bytes in UTF-8, UTF-16 with its mark, or an encoding that can be told with certainty.

    Raises DocumentError for null bytes and for bytes whose encoding cannot be told.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    else:
        encoding = "utf-8"
        if b"\x00" in data:
            raise DocumentError(
                "it holds null bytes, so it is no text", where=where, do="save it again as text in UTF-8"
            )
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        pass
    from charset_normalizer import from_bytes  # noqa: PLC0415

    best = from_bytes(data[:200_000]).best()
    if best is None or best.encoding in {"utf_8", "ascii"} or best.chaos > 0.1:
        raise DocumentError("its encoding cannot be told", where=where, do="save it again as text in UTF-8")
    try:
        return data.decode(best.encoding)
    except UnicodeDecodeError:
        raise DocumentError(
            f"it looks like {best.encoding} but is not whole", where=where, do="save it again in UTF-8"
        ) from None


def text_blocks(text: str) -> tuple[Block, ...]:
    """Return the lines of a plain text as blocks, with furniture, captions and credits told apart.

    Lines that were broken at a fixed width are joined into one paragraph up to an empty line.
    """
    found: list[Block] = []
    for start, end in paragraphs(text):
        line = text[start:end].strip()
        role = Role.PARAGRAPH
        low = line.casefold()
        if low in cues()["furniture"]:
            role = Role.FURNITURE
        elif is_credit(line):
            role = Role.CREDIT
            if found and found[-1].role is Role.PARAGRAPH and len(text[found[-1].start : found[-1].end]) < 400:
                previous = found[-1]
                found[-1] = Block(previous.start, previous.end, Role.CAPTION, previous.number, line=previous.line)
        elif re.match(r"(?:[-*•–]|\d{1,3}[.)])\s", line):
            role = Role.LIST_ITEM
        elif line.count(" | ") > 1 or line.count("\t") > 1:
            role = Role.TABLE_ROW
        found.append(
            Block(start, end, role, len(found) + 1, line=text.count("\n", 0, start) + 1 if start < 2_000_000 else None)
        )
    return tuple(found)


def is_credit(line: str) -> bool:
    """Tell whether a short line is the credit of a picture."""
    return len(line) < 120 and line.casefold().startswith(tuple(cues()["credits"]))


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each line, or of each run of lines that were only broken for width."""
    lines = [(m.start(), m.end()) for m in LINE.finditer(text) if m.group().strip(" \t\ufeff\u00a0")]
    n = 0
    while n < len(lines):
        start, end = lines[n]
        while n + 1 < len(lines) and broken_for_width(text, (start, end), lines[n], lines[n + 1]):
            n += 1
            end = lines[n][1]
        n += 1
        yield start, end


def broken_for_width(text: str, block: tuple[int, int], line: tuple[int, int], following: tuple[int, int]) -> bool:
    """Tell whether a line runs on in the next: no empty line between, and it stops in mid-sentence near a width."""
    del block
    gap = text[line[1] : following[0]]
    here, after = text[line[0] : line[1]].rstrip(), text[following[0] : following[1]].lstrip()
    if gap.count("\n") + gap.count("\r") > (2 if "\r\n" in gap else 1) or not 50 <= len(here) <= 100:
        return False
    return here[-1:] not in '.!?:”"|' and after[:1].islower() and "|" not in here


def markdown(text: str) -> tuple[tuple[Block, ...], dict[str, str]]:
    """Return the blocks of a Markdown text and what its front matter says."""
    found: list[Block] = []
    told: dict[str, str] = {}
    body = 0
    front = re.match(r"\ufeff?---\r?\n(.*?)\r?\n---\r?\n", text, re.DOTALL)
    if front is not None:
        body = front.end()
        for line in front.group(1).splitlines():
            name, colon, value = line.partition(":")
            if colon:
                told[name.strip().casefold()] = value.strip().strip("\"'")
    for start, end in markdown_paragraphs(text, body):
        line = text[start:end]
        opening = re.match(r"\s*(#{1,6}\s+|[-*+]\s+|\d{1,3}[.)]\s+|>\s*|!\[)", line)
        role, skip = Role.PARAGRAPH, 0
        if opening is not None:
            mark = opening.group(1).strip()
            if mark == "![":
                caption = re.match(r"\s*!\[([^\]]*)\]", line)
                if caption is not None and caption.group(1):
                    found.append(
                        Block(
                            start + caption.start(1),
                            start + caption.end(1),
                            Role.CAPTION,
                            len(found) + 1,
                            line=text.count("\n", 0, start) + 1,
                        )
                    )
                continue
            role = Role.HEADING if mark.startswith("#") else Role.PARAGRAPH if mark == ">" else Role.LIST_ITEM
            skip = opening.end()
        elif line.lstrip().startswith("|"):
            if re.fullmatch(r"[\s|:-]+", line):
                continue
            role = Role.TABLE_ROW
        elif re.fullmatch(r"\s*[-=*_]{3,}\s*", line):
            continue
        elif is_credit(line.strip(" *_")):
            role = Role.CREDIT
        found.append(Block(start + skip, end, role, len(found) + 1, line=text.count("\n", 0, start) + 1))
        if role is Role.HEADING:
            told.setdefault("title", text[start + skip : end].strip())
    return tuple(found), told


def markdown_paragraphs(text: str, body: int) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the paragraphs, list items, headings and table rows of a Markdown text."""
    start = end = -1
    for match in re.finditer(r"[^\r\n]*(?:\r\n|\r|\n|$)", text[body:]):
        if not match.group():
            break
        line = match.group().rstrip("\r\n")
        at = body + match.start()
        opens = re.match(r"\s*(?:#{1,6}\s|[-*+]\s|\d{1,3}[.)]\s|\||!\[|>|[-=*_]{3,}\s*$)", line)
        if start >= 0 and (not line.strip() or opens):
            yield start, end
            start = -1
        if line.strip():
            if start < 0:
                start = at
            end = at + len(line)
    if start >= 0:
        yield start, end


def head_lines(text: str) -> dict[str, str]:
    """Return what unmistakable lines at the head of a plain text say ("Published: 2023-04-11")."""
    told: dict[str, str] = {}
    names = {word: slot for slot, words in cues()["headers"].items() for word in words}
    for line in text[:2000].splitlines()[:8]:
        name, colon, value = line.partition(":")
        slot = names.get(name.strip().casefold())
        if colon and slot and value.strip() and len(value) < 200:
            value = value.strip()
            if slot == "published" and not is_edtf(value):
                continue
            told.setdefault(slot, value)
    return told
