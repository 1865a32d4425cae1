"""What a person makes of a statement: slots filled in anew, and a quote that was moved."""

import re
from collections.abc import Mapping
from typing import Any

from khronika.errors import ContractError
from khronika.vocabulary.contract import from_record, to_record
from khronika.vocabulary.edtf_dates import is_edtf
from khronika.vocabulary.slot_values import read_value
from khronika.vocabulary.slots import Form, slot_of, slots_of
from khronika.vocabulary.statement import Quote, Statement
from khronika.vocabulary.terms import Kind

BY_HAND = "filled in by a person"
MOVED = "a person moved the quote, which showed it before"
SHOWN = frozenset({Form.TEXT, Form.TEXTS, Form.PARTY, Form.PARTIES, Form.DATE})  # what one can look for in a quote


def amended(statement: Statement, changes: Mapping[str, str], quote: Quote | None = None) -> Statement:
    """Return a statement with some slots as a person wrote them, and with another quote if one is given.

    An empty value, or ``-``, empties a slot. A slot that was changed is told as inferred if the quote does not show
    its value, unless the person says which are. Raises ContractError that names the slot at fault.
    """
    record = to_record(statement, reasons=True)
    if quote is not None:
        record["quote"] = {"start": quote.start, "end": quote.end, "text": quote.text}
    lost = unshown(statement, quote) if quote is not None else set()
    told: set[str] = set()
    slots = {slot_of(statement.kind, name): text for name, text in changes.items()}
    for slot, text in slots.items():
        value = read_value(slot, text)
        if value == record.get(slot.name):
            continue
        told.add(slot.name)
        if value is None:
            record.pop(slot.name, None)
        else:
            record[slot.name] = value
    if "inferred" not in {slot.name for slot in slots}:
        settle_inferred(statement.kind, record, told | lost)
        record["reasons"] |= {name: MOVED for name in lost - told if name in record["inferred"]}
    expect_inferred(statement.kind, record)
    reasons = {slot: why for slot, why in record.get("reasons", {}).items() if slot in record.get("inferred", ())}
    return from_record(
        {**record, "reasons": reasons} if reasons else {k: v for k, v in record.items() if k != "reasons"}
    )


def unshown(statement: Statement, quote: Quote) -> set[str]:
    """Return the slots whose value the statement's quote shows and another does not, but for those inferred already."""
    record, slots = to_record(statement), slots_of(statement.kind)
    passed = {"asserted_by", *record.get("inferred", ())}
    looked = [name for name in slots if name in record and slots[name].form in SHOWN and name not in passed]
    return {
        name for name in looked if shows(statement.quote.text, record[name]) and not shows(quote.text, record[name])
    }


def stated(kind: Kind, document: str, quote: Quote, values: Mapping[str, str]) -> Statement:
    """Return a statement that a person makes. Raises ContractError that names the slot at fault, or what is lacking."""
    record: dict[str, Any] = {"document": document, "kind": kind.value}
    record["quote"] = {"start": quote.start, "end": quote.end, "text": quote.text}
    for name, text in values.items():
        slot = slot_of(kind, name)
        value = read_value(slot, text)
        if value is not None:
            record[slot.name] = value
    if "inferred" not in record:
        settle_inferred(kind, record, set(record) & set(slots_of(kind)))
    expect_inferred(kind, record)
    return from_record(record)


def settle_inferred(kind: Kind, record: dict[str, Any], changed: set[str]) -> None:
    """Tell of each changed slot whether the quote shows its value."""
    slots = slots_of(kind)
    inferred = [name for name in record.get("inferred", ()) if name not in changed and name in record]
    reasons = {slot: why for slot, why in record.get("reasons", {}).items() if slot in inferred}
    for name in sorted(changed & set(record) - {"asserted_by", "modality"}):
        if slots[name].form in SHOWN and not shows(record["quote"]["text"], record[name]):
            inferred.append(name)
            reasons[name] = BY_HAND
    record["inferred"], record["reasons"] = inferred, reasons


def shows(quote: str, value: Any) -> bool:
    """Tell whether a quote has the words of a value, whatever the case of letters, or the year of a date."""
    if isinstance(value, list):
        return all(shows(quote, one) for one in value)
    if isinstance(value, dict):
        return shows(quote, value.get("name") or value.get("group") or "")
    if is_edtf(str(value)):
        return all(year in quote for year in re.findall(r"\d{4}", re.sub(r"(?<=\d{4})-[\d-]+", "", str(value))))
    return " ".join(str(value).casefold().split()) in " ".join(quote.casefold().split())


def expect_inferred(kind: Kind, record: dict[str, Any]) -> None:
    """Raise ContractError if a slot that is told as inferred is none of the kind, or is empty."""
    for name in record.get("inferred", ()):
        if name not in slots_of(kind):
            raise ContractError(
                f"a {kind} has no slot {name!r} to be inferred", do=f"its slots: {', '.join(slots_of(kind))}"
            )
        if name not in record:
            raise ContractError(f"the slot {name!r} is empty, and cannot be inferred")
