"""Quotes: spans of the document's text, cut at the edges of clauses and never reaching over a sentence."""

from khronika.vocabulary.statement import Quote

OPENING = " \t\r\n\u00a0,;:–—-)]}.…•"
CLOSING = " \t\r\n\u00a0,;:–—-([{“"


def quote(text: str, start: int, end: int) -> Quote:
    """Return the span without the spaces and punctuation at its edges that belong to the clauses around it.

    ``start`` and ``end`` are code points of the text. A full stop at the end is left out, as in "Police arrested him".
    Raises ValueError if nothing is left.
    """
    while start < end and text[start] in OPENING:
        start += 1
    while end > start and text[end - 1] in CLOSING:
        end -= 1
    if end > start and text[end - 1] in ".!?" and not abbreviated(text, start, end):
        end -= 1
    if start >= end:
        raise ValueError("a quote needs at least one character")
    return Quote(start, end, text[start:end])


def abbreviated(text: str, start: int, end: int) -> bool:
    """Tell whether the full stop at the end belongs to an abbreviation or an initial ("Toufik B.")."""
    last = text[start : end - 1].rsplit(maxsplit=1)[-1:] or [""]
    return text[end - 1] == "." and (len(last[0]) == 1 or "." in last[0])
