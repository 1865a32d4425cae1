"""In which country a case is, by the places, courts and provisions that its statements name."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from khronika.docket.lines import text_order
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.folding import fold
from khronika.vocabulary.statement import Proceeding, Restriction

WHOLE = 5  # letters; shorter Latin words begin too many names


@dataclass(frozen=True, slots=True)
class Country:
    """A country that a case is told to be in, the ``word`` that says so, and the statement with that word."""

    code: str
    word: str
    evidence: Evidence


@cache
def told() -> dict[str, dict[str, Any]]:
    """Return what ``jurisdictions.toml`` says."""
    return tomllib.loads((files("khronika.docket") / "jurisdictions.toml").read_text("utf-8"))


@cache
def country_words() -> dict[str, str]:
    """Return the folded words that tell a country, each with the country's code."""
    tables = {code: table.get("words", ()) for code, table in told().items() if code != "other"} | told()["other"]
    return {fold(word): code for code, words in tables.items() for word in words}


@cache
def pattern() -> re.Pattern[str]:
    """Return the pattern of all words that tell a country, the longest first."""
    every = sorted(country_words(), key=lambda word: (-len(word), word))
    parts = [re.escape(word) + (r"\b" if len(word) <= WHOLE and word.isascii() else "") for word in every]
    return re.compile(rf"\b({'|'.join(parts)})")


@lru_cache(maxsize=4096)
def codes_in(text: str) -> tuple[str, ...]:
    """Return the codes of the countries that a text names, in its order."""
    return tuple(dict.fromkeys(country_words()[word] for word in pattern().findall(fold(text))))


def name_of(code: str) -> str:
    """Return the name of a jurisdiction for which there are rules."""
    return str(told()[code]["name"])


def countries(evidence: Iterable[Evidence]) -> Mapping[str, Country]:
    """Return the countries that statements place a case in, by code, each with the first statement that says so."""
    found: dict[str, Country] = {}
    for one in sorted(evidence, key=text_order):
        for text in texts_of(one):
            for code in codes_in(text):
                found.setdefault(code, Country(code, text, one))
    return found


def texts_of(one: Evidence) -> tuple[str, ...]:
    """Return what a statement tells of where: its place, the body that acts, the provisions of charges."""
    match one.statement:
        case Proceeding() as step:
            return tuple(filter(None, (step.place, step.body, *(charge.provision for charge in step.charges))))
        case Restriction() as ban:
            return (ban.imposed_by,) if ban.imposed_by else ()
        case _:
            return ()


def applying(jurisdiction: str, where: Mapping[str, Country]) -> tuple[bool, bool, Country | None]:
    """Return whether a jurisdiction's rules can apply to a case, whether that is told, and by which statement.

    Where no country is told they may apply. International procedures may apply anywhere: whether the State is a party
    is for counsel to see.
    """
    table = told()[jurisdiction]
    if table.get("everywhere"):
        return True, False, None
    members = set(table.get("members", (jurisdiction,)))
    country = next((where[code] for code in sorted(where) if code in members), None)
    return country is not None or not where, country is not None, country
