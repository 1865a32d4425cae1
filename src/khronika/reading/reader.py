"""The default reader: offline, by grammar and lexicons; every statement with the span that says it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from khronika.documents.document import Document
from khronika.errors import ReadingError
from khronika.reading.lexicon import KNOWN_LANGUAGES
from khronika.vocabulary.statement import Statement

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from khronika.reading.passage import Passage

READER = "khronika-rules"
VERSION = "2"  # raised whenever the same document may be read differently
NAME = f"{READER} {VERSION}"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of a document: statements in the order of the text, and why it left things unread."""

    document: Document
    statements: tuple[Statement, ...] = ()
    note: str = ""


LANGUAGE_NAMES = {
    "ar": "Arabic",
    "be": "Belarusian",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fr": "French",
    "it": "Italian",
    "kk": "Kazakh",
    "ky": "Kyrgyz",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "tg": "Tajik",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "uz": "Uzbek",
    "zh": "Chinese",
}


def read(document: Document, parse: "Callable[[Document], Doc] | None" = None) -> Reading:
    """Turn a document into statements.

    A document in a language that the reader does not know is not read; ``note`` says so. ``parse`` may stand in for
    the default parser, for instance to keep parses between runs. Raises ReadingError if the parser cannot be loaded,
    or if the reader breaks off on this document.
    """
    if document.language not in KNOWN_LANGUAGES:
        name = LANGUAGE_NAMES.get(document.language, document.language)
        return Reading(document, note=f"{name}: kept, not read" if name else "language not told: kept, not read")
    from khronika.reading import parsing, passage  # noqa: PLC0415 - the parser is loaded only when something is read

    try:
        opened = passage.Passage(document, (parse or parsing.parse)(document))
        return Reading(document, statements(opened))
    except (
        ArithmeticError,
        LookupError,
        TypeError,
        ValueError,
        AttributeError,
        AssertionError,
        RecursionError,
    ) as error:
        # A defect of ours must not cost the other documents of a folder; it is told, never passed over.
        raise ReadingError(
            f"the reader broke off on it ({type(error).__name__}: {error})",
            where=document.filename,
            do="report this as a defect of the reader",
        ) from error


def statements(passage: "Passage") -> tuple[Statement, ...]:
    """Return the statements of all kinds, in the order of their quotes and without repetitions."""
    from khronika.reading.continuation import continued  # noqa: PLC0415

    found: dict[tuple[object, ...], Statement] = {}
    for reader in readers():
        for statement in reader(passage):
            found.setdefault((statement.kind, statement.quote, repr(statement)), statement)
    return continued(passage, found.values())


def readers() -> "tuple[Callable[[Passage], Iterable[Statement]], ...]":
    """Return the readers of each kind."""
    from khronika.reading import (  # noqa: PLC0415
        acts,
        assessments,
        proceedings,
        profiles,
        recommendations,
        restrictions,
        tolls,
    )

    return (
        profiles.read_profiles,
        proceedings.read_proceedings,
        restrictions.read_restrictions,
        acts.read_acts,
        tolls.read_tolls,
        assessments.read_assessments,
        recommendations.read_recommendations,
    )
