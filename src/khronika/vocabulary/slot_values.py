"""Values of slots as people write them in one line, and back.

What cannot be written in words without being misread is written as JSON, which is understood for every slot.
"""

import calendar
import json
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from khronika.errors import ContractError
from khronika.vocabulary.edtf_dates import bounds, is_duration, is_edtf
from khronika.vocabulary.slots import Form, Slot
from khronika.vocabulary.terms import Bound, PenaltyType

FIELDS: Mapping[Form, tuple[str, ...]] = MappingProxyType(
    {
        Form.PARTY: ("name", "group", "count", "bound"),
        Form.PARTIES: ("name", "group", "count", "bound"),
        Form.CHARGES: ("offence", "provision", "maximum"),
        Form.PENALTIES: ("type", "duration", "suspended", "amount", "currency"),
    }
)
PENALTY_TYPES = "|".join(sorted((one.value.replace("_", "[_ ]") for one in PenaltyType), key=len, reverse=True))
PENALTY = re.compile(rf"({PENALTY_TYPES})\b[\s,]*", re.IGNORECASE)
MONEY = re.compile(r"(\d[\d,.]*)\s+([A-Z]{3})\b")
BOUND_WORDS = "|".join(one.value.replace("_", "[_ ]") for one in Bound)
COUNTED = re.compile(rf"(?:({BOUND_WORDS})\s+)?(\d[\d,]*)\s+(\D.*)", re.IGNORECASE)
UNITS = MappingProxyType({"year": "Y", "month": "M", "week": "W", "day": "D", "hour": "H"})
LENGTH = re.compile(r"(\d+)\s*(year|month|week|day|hour)s?\b[\s,]*(?:and\s+)?", re.IGNORECASE)
MONTHS = tuple(map(str.casefold, calendar.month_name))[1:]
YES = MappingProxyType({"yes": True, "true": True, "no": False, "false": False})


def read_value(slot: Slot, text: str) -> Any:
    """Return what a person wrote, as the contract's JSON has it; None for nothing (empty, or ``-``).

    Raises ContractError that says how the slot is written.
    """
    told = " ".join(text.split())
    if told in {"", "-"}:
        return None
    try:
        value = json.loads(text) if told[0] in "[{" else worded(slot, told)
        checked(slot, value)
    except (ValueError, TypeError, AttributeError) as error:
        raise ContractError(f"{slot.name} cannot be {told!r}: {error}", do=f"write it as: {slot.hint}") from None
    return value


def worded(slot: Slot, told: str) -> Any:
    """Return the value of words. Raises ValueError if they are not such."""
    match slot.form:
        case Form.TERM:
            return term(slot, told)
        case Form.NUMBER:
            return number(told)
        case Form.DURATION:
            return duration_of(told)
        case Form.PARTY:
            return part(slot.form, told)
        case Form.TEXTS | Form.SLOTS:
            return [one for one in split(told) if one]
        case Form.PARTIES | Form.CHARGES | Form.PENALTIES:
            return [part(slot.form, one) for one in split(told) if one]
        case Form.DATE | Form.MOMENT:
            return plain_date(told)
        case _:
            return told


def plain_date(told: str) -> str:
    """Return the EDTF date of "16 May 2024", "May 2024" or "16.05.2024"; anything else as it is."""
    if dotted := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", told, re.ASCII):
        return f"{dotted[3]}-{int(dotted[2]):02}-{int(dotted[1]):02}"
    named = re.fullmatch(r"(?:(\d{1,2}) )?([A-Za-z]{3,9}) (\d{4})", told, re.ASCII)
    month = named and next((n for n, name in enumerate(MONTHS, start=1) if named[2].casefold() in {name, name[:3]}), 0)
    if not named or not month:
        return told
    return f"{named[3]}-{month:02}" + (f"-{int(named[1]):02}" if named[1] else "")


def split(told: str) -> list[str]:
    """Return what stands between semicolons."""
    return [one.strip() for one in told.split(";")]


def term(slot: Slot, told: str) -> str:
    """Return a term of the slot's vocabulary. Raises ValueError if it is none."""
    found = re.sub(r"[\s-]+", "_", told.casefold())
    if found not in slot.terms():
        raise ValueError(f"it is not among {', '.join(slot.terms())}")
    return found


def number(told: str) -> int:
    """Return a whole number. Raises ValueError if it is none."""
    bare = re.sub(r"(?<=\d)[, \u00a0\u202f](?=\d{3}\b)", "", told)
    if not re.fullmatch(r"\d{1,9}", bare, re.ASCII):
        raise ValueError("it is no whole number")
    return int(bare)


def duration_of(told: str) -> str:
    """Return the ISO 8601 duration of words ("2 years 6 months") or of itself; ``life`` stays. Raises ValueError."""
    if "/" in told:
        return "/".join(duration_of(one.strip()) for one in told.split("/", 1))
    if told.casefold() == "life" or is_duration(told.upper()):
        return told.casefold() if told.casefold() == "life" else told.upper()
    found = {unit.casefold(): count for count, unit in LENGTH.findall(told)}
    if not found or LENGTH.sub("", told).strip():
        raise ValueError("it is no length of time")
    days = "".join(f"{int(found[unit])}{sign}" for unit, sign in UNITS.items() if unit in found and sign != "H")
    return f"P{days}{'T' + str(int(found['hour'])) + 'H' if 'hour' in found else ''}"


def part(form: Form, told: str) -> dict[str, Any]:
    """Return a party, a charge or a penalty of words. Raises ValueError if they are not such."""
    names = "|".join(FIELDS[form])
    marks = list(re.finditer(rf"(?:^|,)\s*({names})\s*[:=]\s*", told, re.IGNORECASE))
    if marks and marks[0].start() == 0:
        ends = [*(mark.start() for mark in marks[1:]), len(told)]
        raw = {mark[1].casefold(): told[mark.end() : end].strip() for mark, end in zip(marks, ends, strict=True)}
        return {name: field(name, text) for name, text in raw.items() if text}
    if form is Form.CHARGES:
        return {"offence": told}
    if form is Form.PENALTIES:
        return penalty(told)
    if counted := COUNTED.fullmatch(told):
        bound, count, group = counted.groups()
        held = {"group": group, "count": number(count)}
        return held | ({"bound": bound.casefold().replace(" ", "_")} if bound else {})
    return {"name": told}


def field(name: str, text: str) -> Any:
    """Return the value of a field of a part. Raises ValueError."""
    if name == "count":
        return number(text)
    if name == "amount":
        return amount(text)
    if name == "suspended":
        if text.casefold() not in YES:
            raise ValueError("suspended is yes or no")
        return YES[text.casefold()]
    if name in {"duration", "maximum"}:
        return duration_of(text)
    return text.casefold().replace(" ", "_") if name in {"type", "bound"} else text


def amount(text: str) -> int | float:
    """Return a sum; commas between thousands are left out. Raises ValueError."""
    value = float(re.sub(r"(?<=\d),(?=\d{3}\b)", "", text))
    return int(value) if value.is_integer() else value


def penalty(told: str) -> dict[str, Any]:
    """Return a penalty of words as "imprisonment 6 years suspended" or "fine 600000 KZT". Raises ValueError."""
    begins = PENALTY.match(told)
    if begins is None:
        raise ValueError(f"a penalty begins with one of {', '.join(PenaltyType)}")
    made: dict[str, Any] = {"type": begins[1].casefold().replace(" ", "_")}
    rest = told[begins.end() :]
    if re.search(r"\bsuspended\b", rest, re.IGNORECASE):
        rest, made["suspended"] = re.sub(r",?\s*\bsuspended\b", "", rest, flags=re.IGNORECASE), True
    if money := MONEY.search(rest):
        made |= {"amount": amount(money[1]), "currency": money[2]}
        rest = rest[: money.start()] + rest[money.end() :]
    if rest := rest.strip(" ,"):
        try:
            made["duration"] = duration_of(rest)
        except ValueError:
            raise ValueError(f"{rest!r} is neither a length of time nor a sum with its currency") from None
    return made


def checked(slot: Slot, value: Any) -> None:
    """Raise ValueError for dates, durations, numbers and terms that are none; the shapes are the contract's to check."""
    if slot.form is Form.DATE:
        bounds(value)
    elif slot.form is Form.DURATION:
        expect_duration(value)
    elif slot.form is Form.NUMBER and (value < 0 or (slot.name == "age" and value > 130)):
        raise ValueError("that is out of range")
    elif slot.name == "sex" and value not in {"male", "female"}:
        raise ValueError("it is neither male nor female")
    elif slot.form is Form.MOMENT and re.match(r"\d{4}\b|\.\./", value) and not is_edtf(value):
        raise ValueError("it looks like a date, and is none")
    elif slot.form in {Form.CHARGES, Form.PENALTIES}:
        for one in value:
            for name in ("duration", "maximum"):
                if one.get(name):
                    expect_duration(one[name])
            if one.get("currency") and not re.fullmatch("[A-Z]{3}", one["currency"]):
                raise ValueError("a currency has three capital letters, as KZT (ISO 4217)")
            if one.get("amount") is not None and one["amount"] < 0:
                raise ValueError("an amount is not below nothing")


def expect_duration(value: str) -> None:
    """Raise ValueError if a text is no duration, no range of two and not ``life``."""
    if value != "life" and not all(map(is_duration, value.split("/", 1))):
        raise ValueError(f"{value!r} is no ISO 8601 duration")


def written(slot: Slot, value: Any) -> str:
    """Return a value of the contract as ``read_value`` understands it; empty for none."""
    if value in (None, "", []):
        return ""
    try:
        words = in_words(slot, value)
        if read_value(slot, words) == value:
            return words
    except ContractError:
        pass
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def in_words(slot: Slot, value: Any) -> str:
    """Return a value in the words that a person would use."""
    if isinstance(value, list):
        return "; ".join(in_words(slot, one) for one in value)
    if not isinstance(value, dict):
        return str(value)
    if slot.form in {Form.PARTY, Form.PARTIES}:
        if set(value) == {"name"}:
            return str(value["name"])
        if "name" not in value and "count" in value and "group" in value:
            return " ".join(
                filter(None, (value.get("bound", "").replace("_", " "), str(value["count"]), value["group"]))
            )
    if slot.form is Form.CHARGES and set(value) == {"offence"}:
        return str(value["offence"])
    if slot.form is Form.PENALTIES and ("amount" in value) == ("currency" in value):
        money = f"{value['amount']} {value['currency']}" if "amount" in value else ""
        suspended = "suspended" if value.get("suspended") else ""
        told = (value["type"].replace("_", " "), value.get("duration", ""), money, suspended)
        return " ".join(filter(None, told))
    return ", ".join(f"{name}: {'yes' if one is True else one}" for name, one in value.items())
