"""Reading restrictions."""

from collections.abc import Iterator

from khronika.reading.passage import Passage
from khronika.vocabulary.statement import Restriction


def read_restrictions(passage: Passage) -> Iterator[Restriction]:
    """Yield the restrictions that a document states, in the order of the text."""
    yield from ()
