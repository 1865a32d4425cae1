"""The quote that somebody chose: words that were selected in the document, or typed, and always the document's own."""

from khronika.documents.document import Document
from khronika.documents.quoting import spans
from khronika.errors import ReadingError
from khronika.vocabulary.statement import Quote

AROUND = 40  # characters shown before and after words that stand in several places


class SeveralPlaces(ReadingError):  # noqa: N818 - named for what it tells
    """Words that stand in several places; ``places`` are where each begins, with what is around it."""

    def __init__(self, words: str, places: tuple[tuple[int, str], ...]) -> None:
        self.places = places
        super().__init__(f"these words stand there {len(places)} times: {words[:80]!r}", do="say which")


def quote_of(document: Document, words: str, start: int | None = None, near: int | None = None) -> Quote:
    """Return the quote of words in a document: at ``start`` if they stand there, else the only or the nearest place.

    White space, dashes and quotation marks may differ; the quote is of the document's own. Raises ReadingError if the
    words do not stand in it, SeveralPlaces if they stand in several and nothing says which.
    """
    if not words.strip():
        raise ReadingError("the quote is empty", do="select the words in the document, or copy them here")
    found = spans(document.text, words)
    if not found:
        raise ReadingError(
            f"these words do not stand in the document: {words[:80]!r}", do="select or copy them as they stand there"
        )
    for first, last in found:
        if first == start:
            return Quote(first, last, document.text[first:last])
    wanted = start if start is not None else near
    if wanted is None and len(found) > 1:
        raise SeveralPlaces(words, tuple((first, around(document.text, first, last)) for first, last in found))
    first, last = min(found, key=lambda span: abs(span[0] - (wanted or 0)))
    return Quote(first, last, document.text[first:last])


def around(text: str, start: int, end: int) -> str:
    """Return words with some of what stands before and after them, in one line."""
    return " ".join(f"…{text[max(0, start - AROUND) : min(len(text), end + AROUND)]}…".split())
