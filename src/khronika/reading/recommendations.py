"""Reading recommendations."""

from collections.abc import Iterator

from khronika.reading.passage import Passage
from khronika.vocabulary.statement import Recommendation


def read_recommendations(passage: Passage) -> Iterator[Recommendation]:
    """Yield the recommendations that a document states, in the order of the text."""
    yield from ()
