"""What a cell's words mean in a slot: days, lengths, whole numbers, terms of a closed vocabulary."""

import re
import tomllib
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from khronika.errors import ContractError
from khronika.vocabulary.edtf_dates import is_duration, is_edtf

DAY_FIRST, MONTH_FIRST = "day first", "month first"
DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
STROKED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
MONTH = re.compile(r"(\d{1,2})[./](\d{4})")
MIDNIGHT = re.compile(r"[T ]00:00(?::00)?$")
WHOLE = re.compile(r"\d{1,3}(?:[ \u00a0\u202f,.']\d{3})+|\d+")
AMOUNT = re.compile(r"(\d+)\s*([^\W\d_]+\.?)?")


@cache
def words() -> dict[str, Any]:
    """Return what ``units.toml`` says."""
    return tomllib.loads((files("khronika.reading.imported") / "units.toml").read_text("utf-8"))


def day(text: str, order: str = "") -> str:
    """Return a date as EDTF.

    Taken are EDTF itself, 24.03.2021 (always the day first), 03.2021, and 03/04/2021 if ``order`` says what stands
    first or only one reading is a day. Raises ContractError for anything else: a day is never guessed.
    """
    bare = MIDNIGHT.sub("", text.strip())
    if is_edtf(bare):
        return bare
    if found := DOTTED.fullmatch(bare):
        return calendar_day(found[3], found[2], found[1], text)
    if found := STROKED.fullmatch(bare):
        return stroked(found, text, order)
    if (found := MONTH.fullmatch(bare)) and 1 <= int(found[1]) <= 12:
        return f"{found[2]}-{int(found[1]):02}"
    raise ContractError(f"{text!r} is no date", do="write it as 2021-03-24, 2021-03 or 2021")


def stroked(found: re.Match[str], text: str, order: str) -> str:
    """Return the day of a date with strokes. Raises ContractError if it can be two days and nobody said which."""
    one, other, year = found.groups()
    if order not in {DAY_FIRST, MONTH_FIRST} and int(one) <= 12 and int(other) <= 12 and one != other:
        raise ContractError(
            f"{text!r} can be two days",
            do='say which stands first in the mapping: dates = "day first" or "month first"',
        )
    day_first = order == DAY_FIRST or (order != MONTH_FIRST and int(one) > 12)
    return calendar_day(year, other, one, text) if day_first else calendar_day(year, one, other, text)


def calendar_day(year: str, month: str, number: str, text: str) -> str:
    """Return a day of the calendar as EDTF. Raises ContractError if there is no such day."""
    try:
        return date(int(year), int(month), int(number)).isoformat()
    except ValueError:
        raise ContractError(f"{text!r} is no day of the calendar") from None


def length(text: str, unit: str = "") -> str:
    """Return a length of time as an ISO 8601 duration, or ``life``.

    ``unit`` ("years") is what a bare number counts. Raises ContractError if it is none.
    """
    bare = " ".join(text.casefold().split())
    if bare in words()["life"]["words"]:
        return "life"
    if is_duration(text.strip()):
        return text.strip()
    units = {word: code for code, found in words()["units"].items() for word in found}
    amounts: dict[str, str] = {}
    for number, word in AMOUNT.findall(bare):
        code = units.get(word) if word else words()["names"].get(unit)
        if code is None or code in amounts:
            break
        amounts[code] = number
    else:
        rest = re.sub(r"[\s,]|\b(?:and|и)\b", "", AMOUNT.sub("", bare))
        if amounts and not rest:
            return "P" + "".join(f"{amounts[code]}{code}" for code in "YMWD" if code in amounts)
    raise ContractError(
        f"{text!r} is no length of time", do='write "6 years 3 months" or P6Y3M; for bare numbers: unit = "years"'
    )


def whole(text: str) -> int:
    """Return a whole number; spaces, commas or points may part its thousands. Raises ContractError if it is none."""
    if WHOLE.fullmatch(text.strip()) is None:
        raise ContractError(f"{text!r} is no whole number")
    return int(re.sub(r"\D", "", text))


def amount(text: str) -> float:
    """Return a sum of money; raises ContractError if it is none."""
    bare = re.sub(r"[\s\u00a0\u202f']", "", text)
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", bare):
        bare = bare.replace(",", "")
    elif re.fullmatch(r"\d{1,3}(?:\.\d{3})+", bare):
        raise ContractError(f"{text!r} can be two sums", do="write it without points between the thousands")
    if re.fullmatch(r"\d+(?:[.,]\d{1,2})?", bare) is None:
        raise ContractError(f"{text!r} is no sum")
    return float(bare.replace(",", "."))


def term(text: str, vocabulary: type[StrEnum]) -> str:
    """Return a term of a closed vocabulary. Raises ContractError if it has no such term."""
    found = "_".join(text.casefold().split())
    if found not in set(vocabulary):
        raise ContractError(
            f"{text!r} is none of: {', '.join(vocabulary)}",
            do=f'say what it means in the mapping: terms = {{"{text}" = "…"}}',
        )
    return found
