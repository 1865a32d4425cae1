"""Comparing words whatever their case and marks."""

import unicodedata
from functools import lru_cache

PLAIN_LETTERS = str.maketrans("ıłøđ", "ilod", "'’ʼʻ‘`")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return the text case-folded, without diacritics and apostrophes; the script is kept."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(PLAIN_LETTERS)
