"""Language knowledge as data: one folder of TOML files for each language that the reader knows.

The logic of reading is one for all languages; which verbs convict and which nouns are courts stands in
``lexicons/<language>/<name>.toml``, each list with a comment that says what it is for.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from khronika.errors import VocabularyError

KNOWN_LANGUAGES = ("en", "ru")


@cache
def lexicon(language: str, name: str) -> Mapping[str, Any]:
    """Return the tables of one lexicon file.

    Raises VocabularyError if the language has no such lexicon, or the file is not TOML.
    """
    place = files("khronika.reading") / "lexicons" / language / f"{name}.toml"
    try:
        return MappingProxyType(tomllib.loads(place.read_text("utf-8")))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise VocabularyError(
            f"the lexicon {name!r} for {language!r} cannot be used: {error}", do="reinstall Khronika"
        ) from error


@cache
def words(language: str, name: str, table: str) -> frozenset[str]:
    """Return one list of a lexicon as a set of lower-cased words or phrases.

    Raises VocabularyError if the list is missing.
    """
    found = lexicon(language, name).get(table)
    if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
        raise VocabularyError(f"the lexicon {name!r} for {language!r} has no list {table!r}", do="reinstall Khronika")
    return frozenset(word.casefold() for word in found)
