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
VERSION = "8"  # raised whenever the same document may be read differently
NAME = f"{READER} {VERSION}"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of a document: statements in the order of the text, and why it left things unread."""

    document: Document
    statements: tuple[Statement, ...] = ()
    note: str = ""


DEFECTS = (ArithmeticError, LookupError, TypeError, ValueError, AttributeError, AssertionError, RecursionError)
LANGUAGE_NAMES = {
    "am": "Amharic",
    "ar": "Arabic",
    "be": "Belarusian",
    "bg": "Bulgarian",
    "bn": "Bengali",
    "cs": "Czech",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fi": "Finnish",
    "fr": "French",
    "he": "Hebrew",
    "hi": "Hindi",
    "hu": "Hungarian",
    "hy": "Armenian",
    "id": "Indonesian",
    "it": "Italian",
    "ja": "Japanese",
    "ka": "Georgian",
    "kk": "Kazakh",
    "ko": "Korean",
    "ku": "Kurdish",
    "ky": "Kyrgyz",
    "mn": "Mongolian",
    "nl": "Dutch",
    "pl": "Polish",
    "ps": "Pashto",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sr": "Serbian",
    "sv": "Swedish",
    "tg": "Tajik",
    "th": "Thai",
    "tr": "Turkish",
    "ug": "Uyghur",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "uz": "Uzbek",
    "vi": "Vietnamese",
    "zh": "Chinese",
}


def read(document: Document, parse: "Callable[[Document], Doc] | None" = None) -> Reading:
    """Turn a document into statements.

    A document in a language that the reader does not know, or without text, is not read; ``note`` says so. ``parse`` may
    stand in for the default parser, for instance to keep parses between runs. Raises ReadingError if the parser cannot
    be loaded, or if the reader breaks off on this document.
    """
    unread = f"{document.unread}: kept, not read" if document.unread else ""
    if not document.text:
        return Reading(document, note=unread)
    if document.language not in KNOWN_LANGUAGES:
        name = LANGUAGE_NAMES.get(document.language, document.language)
        return Reading(document, note=f"{name}: kept, not read" if name else "language not told: kept, not read")
    try:
        if document.language == "ru":
            from khronika.reading.russian.reader import read_russian  # noqa: PLC0415

            return Reading(document, read_russian(document), note=unread)
        from khronika.reading import parsing, passage  # noqa: PLC0415 - loaded only when something is read
        from khronika.reading.learned.sure import with_probability  # noqa: PLC0415

        opened = passage.Passage(document, (parse or parsing.parse)(document))
        return Reading(document, with_probability(opened, statements(opened)), note=unread)
    except DEFECTS as error:
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
