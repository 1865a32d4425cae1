"""Reading assessments."""

from collections.abc import Iterator

from khronika.reading.passage import Passage
from khronika.vocabulary.statement import Assessment


def read_assessments(passage: Passage) -> Iterator[Assessment]:
    """Yield the assessments that a document states, in the order of the text."""
    yield from ()
