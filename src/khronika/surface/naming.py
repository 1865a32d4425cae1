"""How people stand in what leaves the office: by name, by their initials, or not at all."""

import re
from collections.abc import Sequence
from enum import StrEnum

from khronika.vocabulary.folding import fold

FEW = 3  # people that are named one by one


class Naming(StrEnum):
    """How people are named. Only with ``FULL`` may words of a source be told too, since they hold names."""

    FULL = "names"
    INITIALS = "initials"
    NONE = "no names"


def initials(name: str) -> str:
    """Return the initials of a name ("Danil Ostrov" → "D. O."); a group of people stays as it is called."""
    if name and name == name.lower() and any(map(str.isalpha, name)):
        return name
    parts = re.findall(r"[^\W\d_]+", name)
    return " ".join(f"{part[0].upper()}." for part in parts) or "N. N."


def named(people: Sequence[str], naming: Naming) -> str:
    """Return people as they may be named; of many the first few and how many more there are."""
    if naming is Naming.NONE or not people:
        return ""
    told = [initials(name) if naming is Naming.INITIALS else name for name in people]
    more = len(told) - FEW
    return ", ".join(told) if more <= 1 else f"{', '.join(told[:FEW])} and {more} others"


def gives_away(text: str, people: Sequence[str]) -> bool:
    """Tell whether a text holds a word of somebody's name ("Friends of Danil Ostrov")."""
    parts = {part for name in people for part in re.findall(r"[^\W\d_]{3,}", fold(name))}
    return bool(parts & set(re.findall(r"[^\W\d_]+", fold(text))))
