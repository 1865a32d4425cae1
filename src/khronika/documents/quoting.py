"""Finding the exact words that a person quotes, however their lines were broken or their quotation marks drawn."""

import re

from khronika.documents.document import Document

ALIKE = ("'’‘ʼ`", '"“”„«»', "-‐‑–—")  # what keyboards and printers write for one another
LONGEST = 4000  # characters; a quote is a clause or a sentence, not a chapter


def spans(text: str, words: str, start: int = 0, end: int | None = None) -> tuple[tuple[int, int], ...]:
    """Return where words stand in a stretch of a text, in code points; any white space stands for any other."""
    told = words.split()
    if not told or len(words) > LONGEST:
        return ()
    wanted = re.compile(r"\s+".join("".join(map(pattern, word)) for word in told))
    return tuple(match.span() for match in wanted.finditer(text, start, len(text) if end is None else end))


def pattern(letter: str) -> str:
    """Return what stands for a letter in a pattern."""
    alike = next((some for some in ALIKE if letter in some), "")
    return f"[{re.escape(alike)}]" if alike else re.escape(letter)


def surroundings(document: Document, start: int, end: int) -> tuple[int, int]:
    """Return where the paragraph or paragraphs begin and end that hold a span; the span itself between blocks."""
    first, last = document.block_at(start), document.block_at(max(start, end - 1))
    return min(first.start if first else start, start), max(last.end if last else end, end)
