"""Profiles."""

from collections.abc import Iterator

from khronika.reading.passage import Passage
from khronika.vocabulary.statement import Profile


def read_profiles(passage: Passage) -> Iterator[Profile]:
    """Yield profiles."""
    yield from ()
