"""Statements as the contract's JSON records, and back.

The shape is fixed by the contract of a statement (``docs/contract.md``): one object a statement, closed vocabularies,
empty slots left out. Beside the contract, on request: ``probability`` and ``hangs_on`` (how sure the reader is, and what
speaks against it) and ``reasons`` (why a slot was inferred).
"""

from collections.abc import Mapping
from dataclasses import fields
from enum import StrEnum
from types import MappingProxyType
from typing import Any, get_args

from khronika.errors import ContractError
from khronika.vocabulary.statement import AUTHOR, KINDS, NO_REASONS, Charge, Party, Penalty, Quote, Statement
from khronika.vocabulary.terms import ActType, Bound, Kind, Measure, Modality, Outcome, PenaltyType, Step

Record = dict[str, Any]

BESIDE = ("reasons", "probability", "hangs_on")  # what a record may hold beside the contract
COMMON = ("document", "quote", "asserted_by", "modality", "inferred", *BESIDE)
RENAMED = {"roles": "is"}  # "is" is no name that Python lets a field have
PARTS: Mapping[str, type] = MappingProxyType({"charges": Charge, "penalties": Penalty})
PARTIES = frozenset({"subject", "victims", "perpetrators"})
TERMS: Mapping[str, type[StrEnum]] = MappingProxyType(
    {"step": Step, "outcome": Outcome, "measure": Measure, "bound": Bound}
)


def to_record(statement: Statement, *, reasons: bool = False, sure: bool = False) -> Record:
    """Return the statement as a record of the contract.

    Beside the slots stand, if asked for: with ``reasons`` why a slot was inferred, with ``sure`` the probability of the
    statement and what it hangs on.
    """
    quote = {"start": statement.quote.start, "end": statement.quote.end, "text": statement.quote.text}
    record: Record = {
        "document": statement.document,
        "kind": statement.kind.value,
        "quote": quote,
        "asserted_by": statement.asserted_by,
        "modality": statement.modality.value,
    }
    for field in fields(statement):
        if field.name not in COMMON:
            value = plain(getattr(statement, field.name))
            if value is not None and value not in ("", [], {}):
                record[RENAMED.get(field.name, field.name)] = value
    if statement.inferred:
        record["inferred"] = [RENAMED.get(slot, slot) for slot in statement.inferred]
    if reasons and statement.reasons:
        record["reasons"] = {RENAMED.get(slot, slot): why for slot, why in statement.reasons.items()}
    if sure and statement.probability is not None:
        record["probability"] = statement.probability
        if statement.hangs_on:
            record["hangs_on"] = list(statement.hangs_on)
    return record


def plain(value: object) -> Any:
    """Return a slot's value as JSON has it; parts without their empty fields."""
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Party | Charge | Penalty):
        parts = {field.name: plain(getattr(value, field.name)) for field in fields(value)}
        return {name: part for name, part in parts.items() if part is not None and part is not False and part != ""}
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def from_record(record: object, *, where: str = "") -> Statement:
    """Return the statement of a record of the contract.

    ``where`` (a file and line, say) opens the message. Raises ContractError that names the slot at fault.
    """
    if not isinstance(record, dict):
        raise ContractError("a statement must be a JSON object", where=where)
    try:
        kind = Kind(str(record.get("kind")))
    except ValueError:
        raise ContractError(
            f"unknown kind {record.get('kind')!r}", where=where, do=f"use one of {', '.join(Kind)}"
        ) from None
    made = KINDS[kind]
    known = {RENAMED.get(field.name, field.name): field.name for field in fields(made)}
    strange = sorted(set(record) - set(known) - {"kind"})
    if strange:
        raise ContractError(f"a {kind} has no slot {strange[0]!r}", where=where)
    values: dict[str, Any] = {}
    for slot, value in record.items():
        if slot != "kind" and value is not None:
            values[known[slot]] = read_slot(kind, known[slot], value, where)
    lacking = [slot for slot in ("document", "quote") if slot not in values]
    if lacking:
        raise ContractError(f"a statement lacks {' and '.join(lacking)}", where=where)
    values.setdefault("asserted_by", AUTHOR)
    try:
        return made(**values)
    except TypeError as error:
        raise ContractError(f"a {kind} is not whole: {error}", where=where) from None


def read_slot(kind: Kind, slot: str, value: Any, where: str) -> Any:
    """Return the value of one slot in its type. Raises ContractError if it has another shape."""
    try:
        if slot == "quote":
            return quote(value)
        if slot == "modality":
            return Modality(value)
        if slot == "type":
            return ActType(value)
        if slot in TERMS:
            return TERMS[slot](value)
        if slot in PARTIES:
            many = not (slot == "subject" and kind is Kind.PROFILE)
            return tuple(party(one) for one in listed(value)) if many else party(value)
        if slot in PARTS:
            return tuple(part(PARTS[slot], one) for one in listed(value))
        if slot == "probability":
            return chance(value)
        if slot in {"inferred", "roles", "prohibits", "hangs_on"}:
            found = tuple(text(one) for one in listed(value))
            back = {new: old for old, new in RENAMED.items()}
            return tuple(back.get(one, one) for one in found) if slot == "inferred" else found
        if slot == "reasons":
            return MappingProxyType({text(k): text(v) for k, v in value.items()}) if value else NO_REASONS
        return whole(value) if slot in {"age", "count"} else text(value)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ContractError(
            f"the slot {RENAMED.get(slot, slot)!r} cannot hold {value!r}: {error}", where=where
        ) from None


def listed(value: object) -> list[Any]:
    """Return a list as it is. Raises TypeError for anything else."""
    if not isinstance(value, list):
        raise TypeError("it must be a list")
    return value


def whole(value: object) -> int:
    """Return a whole number as it is. Raises TypeError for anything else."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError("it must be a whole number")
    return value


def chance(value: object) -> float:
    """Return a probability as it is. Raises ValueError if it is not between 0 and 1, TypeError if it is no number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("it must be a number")
    if not 0 <= value <= 1:
        raise ValueError("it must be between 0 and 1")
    return float(value)


def text(value: object) -> str:
    """Return a text as it is. Raises TypeError for anything else."""
    if not isinstance(value, str):
        raise TypeError("it must be text")
    return value


def quote(value: Any) -> Quote:
    """Return the quote of a record. Raises ValueError if its offsets do not span its text."""
    made = Quote(whole(value["start"]), whole(value["end"]), text(value["text"]))
    if made.start < 0 or made.end - made.start != len(made.text):
        raise ValueError("its offsets (code points) do not span its text")
    return made


def party(value: Any) -> Party:
    """Return the party of a record. Raises ValueError if it has neither a name nor a group."""
    told = dict(value)
    bound = Bound(told.pop("bound")) if told.get("bound") else None
    count = whole(told.pop("count")) if told.get("count") is not None else None
    made = Party(**{slot: text(one) for slot, one in told.items()}, count=count, bound=bound)
    if not (made.name or made.group):
        raise ValueError("a party needs a name or a group")
    return made


def part(made: type, value: Any) -> Any:
    """Return a charge or a penalty of a record. Raises TypeError if a value is of another type."""
    told = dict(value)
    values: dict[str, Any] = {}
    if made is Penalty:
        values["type"] = PenaltyType(told.pop("type"))
        values["suspended"] = told.pop("suspended", False)
        values["amount"] = told.pop("amount", None)
        if not isinstance(values["suspended"], bool):
            raise TypeError("suspended must be true or false")
        if isinstance(values["amount"], bool) or not isinstance(values["amount"], int | float | None):
            raise TypeError("an amount must be a number")
    return made(**{slot: text(one) for slot, one in told.items()}, **values)


assert set(get_args(Statement)) == set(KINDS.values())  # noqa: S101 - both lists of kinds say the same
