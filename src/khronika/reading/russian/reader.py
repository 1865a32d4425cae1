"""From a Russian document to statements: the readers of each kind, in the order of the text."""

from collections.abc import Callable, Iterable

from khronika.documents.document import Document
from khronika.reading.russian.acts import read_acts
from khronika.reading.russian.assessments import read_assessments
from khronika.reading.russian.passage import RussianPassage
from khronika.reading.russian.proceedings import read_proceedings
from khronika.reading.russian.profiles import read_profiles
from khronika.reading.russian.recommendations import read_recommendations
from khronika.reading.russian.restrictions import read_restrictions
from khronika.reading.russian.tolls import read_tolls
from khronika.vocabulary.statement import Statement

Reader = Callable[[RussianPassage], Iterable[Statement]]
READERS: tuple[Reader, ...] = (
    read_profiles,
    read_proceedings,
    read_restrictions,
    read_acts,
    read_tolls,
    read_assessments,
    read_recommendations,
)


def read_russian(document: Document) -> tuple[Statement, ...]:
    """Return the statements of a Russian document without repetitions. Raises ReadingError if the parser is missing."""
    if not document.text.strip():
        return ()
    passage = RussianPassage(document)
    found: dict[tuple[object, ...], Statement] = {}
    for reader in READERS:  # profiles come first: they tell by what nouns people are called later
        for statement in reader(passage):
            if passage.headline is not None and statement.quote.start < passage.headline.end:
                continue  # the report below says in full what its headline says
            found.setdefault((statement.kind, statement.quote, repr(statement)), statement)
    return tuple(sorted(found.values(), key=lambda s: (s.quote.start, s.quote.end, s.kind)))
