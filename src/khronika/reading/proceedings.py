"""Reading proceedings."""

from collections.abc import Iterator

from khronika.reading.passage import Passage
from khronika.vocabulary.statement import Proceeding


def read_proceedings(passage: Passage) -> Iterator[Proceeding]:
    """Yield the proceedings that a document states, in the order of the text."""
    yield from ()
