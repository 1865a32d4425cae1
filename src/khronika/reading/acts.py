"""Reading acts."""

from collections.abc import Iterator

from khronika.reading.passage import Passage
from khronika.vocabulary.statement import Act


def read_acts(passage: Passage) -> Iterator[Act]:
    """Yield the acts that a document states, in the order of the text."""
    yield from ()
