"""Reading tolls."""

from collections.abc import Iterator

from khronika.reading.passage import Passage
from khronika.vocabulary.statement import Toll


def read_tolls(passage: Passage) -> Iterator[Toll]:
    """Yield the tolls that a document states, in the order of the text."""
    yield from ()
