"""In which language a text is written."""

import re
from functools import cache
from typing import Any

SHORTEST = 40  # letters under which a text's own language cannot be told
SAMPLE = 8000


@cache
def identifier() -> Any:
    """Load the identifier of languages, once."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language_of(text: str, declared: str = "") -> str:
    """Return the ISO 639-1 code of the language of most of the text, or empty if it cannot be told.

    ``declared`` is what the file says of itself; it decides only where the text is too short to tell.
    """
    letters = sum(c.isalpha() for c in text[:SAMPLE])
    stated = re.split(r"[-_]", declared.strip().casefold())[0]
    if letters < SHORTEST:
        return stated if re.fullmatch(r"[a-z]{2}", stated) else ""
    code, certainty = identifier().classify(text[:SAMPLE])
    if certainty < 0.7:
        return stated if re.fullmatch(r"[a-z]{2}", stated) else ""
    return str(code)
