"""Russian case endings: which listed name a form from the middle of a sentence can be of."""

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from khronika.identity.letters import script

BOTH = "b"  # two forms, neither of which is the listed one
CASES = frozenset("gdaip" + BOTH)
Reading = tuple[str, str]  # a case, and "m" or "f"


@cache
def rules() -> dict[str, Any]:
    """Return what ``russian.toml`` says."""
    return tomllib.loads((files("khronika.identity") / "russian.toml").read_text("utf-8"))


def cyrillic(word: str) -> str:
    """Return a word in small letters; ё is е, as it is printed, and й stays."""
    return unicodedata.normalize("NFC", word).casefold().replace("ё", "е")


@lru_cache(maxsize=65536)
def bases(word: str) -> tuple[tuple[str, frozenset[Reading]], ...]:
    """Return the listed forms that a Cyrillic word can be a case of, each with the cases and whose name it then is."""
    if script(word) != "CYRILLIC" or len(word) < 4:
        return ()
    form = cyrillic(word)
    found: dict[str, set[Reading]] = {}
    for rule in rules()["declension"]:
        for ending, cases in rule["endings"].items():
            if not form.endswith(ending) or len(form) - len(ending) < 2:
                continue
            stem = form[: len(form) - len(ending)]
            for base in listed(stem, ending, rule):
                found.setdefault(base, set()).update((case, rule["sex"]) for case in cases)
    return tuple((base, frozenset(readings)) for base, readings in found.items())


def listed(stem: str, ending: str, rule: dict[str, Any]) -> list[str]:
    """Return the listed forms of a stem by one rule."""
    dropped = rule["drop"]
    if not dropped:
        ends = [""]
    elif dropped.startswith("(?:"):
        ends = dropped[3:-1].split("|")
    else:
        ends = [dropped]
    fleeting = dropped in {"(?:ел|ец|ок)"}
    made = [stem + end for end in ends if not fleeting or end[-1] == ending[0]]
    return [base for base in made if re.search(f"{rule['base']}$", base)]


def stays(word: str) -> frozenset[Reading]:
    """Return the cases in which a name may look as it is listed."""
    form, told = cyrillic(word), rules()["unchanged"]
    made = {(case, sex) for case in CASES for sex in "mf"} if re.search(told["anybody"], form) else set()
    if re.search(told["women"], form):
        made |= {(case, "f") for case in CASES}
    return frozenset(made)


def is_a_womans_name_too(word: str) -> bool:
    """Tell whether a form of a man's name is a woman's name as well."""
    return cyrillic(word) in rules()["women"]["names"]
