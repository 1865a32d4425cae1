"""A draft of a mapping from the headings of a table: what could be told is filled in, the rest is listed."""

import json
import tomllib
from collections.abc import Mapping as Mapped
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def headings() -> dict[str, Any]:
    """Return what ``columns.toml`` says."""
    return tomllib.loads((files("khronika.reading.imported") / "columns.toml").read_text("utf-8"))


def draft(columns: Sequence[str], filename: str) -> str:
    """Return the text of a mapping for a person to finish; it is TOML, and reads as a mapping if a name was found."""
    free = list(columns)
    key = taken(free, headings()["key"])
    kinds = ("profile", "verdict", "arrest")
    found = {part: {slot: taken(free, told) for slot, told in headings()[part].items()} for part in kinds}
    name = named(found["profile"])
    lines = [
        f"# What each column of {filename} says. Read it, correct it, then: khronika import FILE --mapping THIS",
        'publisher = ""   # who made the table; who is asked when somebody doubts it',
        '# published = "2024-05-01"   # when it was made, if that is known',
        f"key = {quoted(key)}   # the column that tells the rows apart"
        if key
        else '# key = "…"   # a column of numbers',
        '# dates = "day first"   # what stands first in 03/04/2021',
        "",
    ]
    lines += profile(found["profile"], name)
    lines += proceeding("verdict", found["verdict"], name)
    lines += proceeding("arrest", found["arrest"], name)
    if free:
        lines += ["# These columns say nothing yet (they are kept with each row all the same):"]
        lines += [f"#   {quoted('{' + column + '}')}" for column in free]
    return "\n".join(lines) + "\n"


def taken(free: list[str], words: Sequence[str]) -> str:
    """Take from the free columns the one that is called by one of some words, or return an empty text."""
    for word in words:
        for column in free:
            if " ".join(column.casefold().split()) == word:
                free.remove(column)
                return column
    return ""


def named(found: Mapped[str, str]) -> str:
    """Return the template of a person's name; a place to fill in if no column is called so."""
    parts = [found[slot] for slot in ("given", "patronymic", "surname") if found[slot]]
    if found["subject"]:
        return "{" + found["subject"] + "}"
    return " ".join("{" + part + "}" for part in parts) or "{…}"


def profile(found: Mapped[str, str], name: str) -> list[str]:
    """Return the lines of who the person of a row is."""
    lines = ["[[statement]]", 'kind = "profile"', f"subject = {quoted(name)}"]
    for slot in ("age", "nationality"):
        if found[slot]:
            lines.append(f"{slot} = {quoted('{' + found[slot] + '}')}")
    if found["is"]:
        lines.append(f'is = {{from = {quoted("{" + found["is"] + "}")}, split = ";"}}')
    if found["sex"]:
        terms = '{m = "male", f = "female", "м" = "male", "ж" = "female"}'
        lines.append(f"sex = {{from = {quoted('{' + found['sex'] + '}')}, terms = {terms}}}")
    return [*lines, ""]


def proceeding(step: str, found: Mapped[str, str], name: str) -> list[str]:
    """Return the lines of a step of a person's case, if columns tell of it."""
    own = {slot: "{" + column + "}" for slot, column in found.items() if column}
    if not own:
        return []
    lines = ["[[statement]]", 'kind = "proceeding"', f'step = "{step}"', f"subject = {quoted(name)}"]
    if step == "verdict":
        lines.append('outcome = "convicted"   # or {from = "{Outcome}", terms = {…}}')
    lines += [f"{slot} = {quoted(own[slot])}" for slot in ("date", "body", "judge", "place") if slot in own]
    charge = [f"{slot} = {quoted(own[slot])}" for slot in ("offence", "provision") if slot in own]
    if charge:
        lines.append(f"charges = [{{{', '.join(charge)}}}]")
    if "duration" in own:
        duration = f'duration = {{from = {quoted(own["duration"])}, unit = "years"}}'
        lines.append(f'penalties = [{{type = "imprisonment", {duration}}}]')
    return [*lines, ""]


def quoted(text: str) -> str:
    """Return a text as TOML writes it."""
    return json.dumps(text, ensure_ascii=False)
