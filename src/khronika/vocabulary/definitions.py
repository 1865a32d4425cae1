"""What the terms of the closed vocabularies mean, from ``terms.toml``."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from khronika.errors import VocabularyError
from khronika.vocabulary.terms import ActType, Bound, Kind, Measure, Modality, Outcome, PenaltyType, Step

VOCABULARIES: Mapping[str, type[StrEnum]] = MappingProxyType(
    {
        re.sub(r"(?<=[a-z])(?=[A-Z])", "_", one.__name__).lower(): one
        for one in (Kind, Modality, Bound, Step, Outcome, PenaltyType, ActType, Measure)
    }
)


@dataclass(frozen=True, slots=True)
class Definition:
    """What a term means.

    ``source`` is what it follows. ``huridocs`` is the nearest term of the HURIDOCS Micro-thesauri (list and code),
    ``iccs`` codes of the International Classification of Crime for Statistics; both may be empty. ``verify`` says
    what is still to be checked against the official text, and is empty where nothing is.
    """

    meaning: str
    source: str
    huridocs: str = ""
    iccs: tuple[str, ...] = ()
    verify: str = ""


@cache
def definitions() -> Mapping[str, Mapping[str, Definition]]:
    """Return the definition of each term, by vocabulary ("act_type") and term ("killing").

    Raises VocabularyError if ``terms.toml`` and the vocabularies do not have the same terms.
    """
    told = tomllib.loads(files("khronika.vocabulary").joinpath("terms.toml").read_text("utf-8"))
    differ = sorted(set(told) ^ set(VOCABULARIES))
    if differ:
        raise VocabularyError(f"the vocabulary {differ[0]!r} is not in both", where="terms.toml and terms.py")
    return MappingProxyType({name: defined(name, told[name]) for name in VOCABULARIES})


def defined(name: str, told: dict[str, dict[str, Any]]) -> Mapping[str, Definition]:
    """Return the definitions of one vocabulary, in the order of its terms."""
    differ = sorted(set(told) ^ {term.value for term in VOCABULARIES[name]})
    if differ:
        raise VocabularyError(f"the term {differ[0]!r} of {name} is not in both", where="terms.toml and terms.py")
    try:
        return MappingProxyType(
            {
                term.value: Definition(**told[term] | {"iccs": tuple(told[term].get("iccs", ()))})
                for term in VOCABULARIES[name]
            }
        )
    except TypeError as error:
        raise VocabularyError(f"a definition of {name} is not whole: {error}", where="terms.toml") from None
