"""The words by which what surrounds a report is known, from cues.toml."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def cues() -> Mapping[str, Any]:
    """Return the words of captions, credits, heads, dates and page furniture."""
    return tomllib.loads((files("khronika.documents") / "cues.toml").read_text("utf-8"))


def is_credit(line: str) -> bool:
    """Tell whether a short line is the credit of a picture."""
    return len(line) < 120 and line.casefold().startswith(tuple(cues()["credits"]))


def is_furniture(line: str) -> bool:
    """Tell whether a whole line belongs to the page and not to the report."""
    return line.casefold().rstrip(" .:→»›") in cues()["furniture"]


def is_byline(line: str) -> bool:
    """Tell whether a short line only says who wrote it, or when it was published."""
    words = line.split()
    if not 1 < len(words) <= 12 or line.endswith((".", "!", "?")):
        return False
    low = line.casefold()
    opening = next((b for b in cues()["bylines"] if low.startswith(b + " ") or low.startswith(b + ":")), "")
    rest = line[len(opening) :].lstrip(" :")
    return bool(opening) and (opening != "by" or (rest[:1].isupper() and len(words) <= 7))


def is_default(value: str) -> bool:
    """Tell whether a title or an author is only what a program writes when nobody says one."""
    return value.strip().casefold() in cues()["defaults"]
