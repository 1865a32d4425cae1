"""Words that a person quotes are found however their lines were broken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khronika.documents.quoting import spans


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("the court\nin Osh", "court in  Osh", ["court\nin Osh"]),
        ("he said “no” – twice", 'said "no" - twice', ["said “no” – twice"]),
        ("it’s it's", "it's", ["it’s", "it's"]),
        ("abc", "", []),
        ("abc", "abd", []),
        ("a.c abc", "a.c", ["a.c"]),
        ("Court", "court", []),
    ],
)
def test_words_are_found_as_they_stand(text: str, words: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in spans(text, words)] == found


@given(st.text(max_size=60), st.integers(0, 60), st.integers(1, 20))
def test_every_stretch_of_a_text_is_found_in_it(text: str, start: int, length: int) -> None:
    words = text[start : start + length].strip()
    if words:
        assert text.index(words) in {first for first, _ in spans(text, words)}
