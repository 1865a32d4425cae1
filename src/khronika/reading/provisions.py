"""Provisions of law as a text names them, with the code that they stand in."""

import re
from dataclasses import dataclass
from functools import cache

from khronika.reading.numerals import alternatives, table


@dataclass(frozen=True, slots=True)
class Span:
    """A plain find: the characters ``[start, end)`` and their text, white space made single."""

    start: int
    end: int
    text: str


@cache
def provision_pattern(language: str) -> "re.Pattern[str]":
    """Return the pattern of a provision of law with the code that it stands in."""
    words = table(language, "provisions")
    number = r"\d+[A-Za-z]?(?:[.\-/]\d+[A-Za-z]?)*(?:\s?\(\w{1,3}\))*(?:\s?(?:bis|ter)\b)?"
    inner = rf"(?:{number}|\(\w{{1,3}}\)|[a-zа-я]\b)(?:\s?\(\w{{1,3}}\))*"
    part = rf"(?:,?\s+(?:{alternatives(words['parts'])})\s*{inner})"
    one = rf"{number}{part}*"
    openings = alternatives(words["openings"])
    joints = "|".join(re.escape(j) for j in sorted(words["joints"], key=len, reverse=True))
    of = alternatives(words["of"])
    several = rf"{one}(?:\s*(?:{joints})\s*(?:(?:{openings})\s*)?{one}|\s+(?:{of})\s+(?:{openings})\s*{one})*"
    return re.compile(
        rf"(?<!\w)(?:{openings})\s*{several}(?:{part})*(?:{code_pattern(language)})?(?!\w)", re.IGNORECASE
    )


@cache
def code_pattern(language: str) -> str:
    """Return the pattern of the code's name after a provision's number."""
    words = table(language, "provisions")
    codes, of = alternatives(words["codes"]), alternatives(words["of"])
    small = alternatives(words["small"])
    capital = r"(?-i:[^\W\d_a-zа-яё][\w’'-]*)"
    name = rf"(?:{capital}\s+(?:(?:{small})\s+)*){{0,7}}(?-i:{alternatives(words['law_words'])})\b"
    trail = rf"(?:\s+of\s+(?:the\s+)?{capital}(?:\s+{capital})*)?(?:\s+(?:No\.\s*)?\d[\d/-]*\d)?"
    opened = rf"(?:{alternatives(words['law_openers'])})\s+(?:\d[\w/-]*|[\w’'-]+(?:\s+(?:{small})\s+[\w’'-]+)?)"
    adjectives = r"(?:[\w’'-]+\s+){0,3}?"
    return (
        rf",?\s+(?:{of})\s+(?:{adjectives}(?:{codes})\b{trail}|{name}{trail}|{opened})"
        rf"|,\s+(?:the\s+)?(?:{codes})\b|\s+(?-i:{'|'.join(w.title() for w in words['codes'])})\b"
    )


def find_provisions(text: str, start: int = 0, end: int | None = None, language: str = "en") -> tuple[Span, ...]:
    """Return the provisions of law named in ``text[start:end]`` with the code's name if it follows."""
    stop = len(text) if end is None else end
    return tuple(
        Span(m.start(), m.end(), " ".join(m.group().split()))
        for m in provision_pattern(language).finditer(text, start, stop)
    )
