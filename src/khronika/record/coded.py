"""What coders decided on a statement, and whether that is the same."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from khronika.vocabulary.contract import to_record
from khronika.vocabulary.evidence import Standing
from khronika.vocabulary.statement import Statement

UNCOMPARED = ("inferred", "reasons", "probability", "hangs_on")  # how a value was come by is no part of what is said


@dataclass(frozen=True, slots=True)
class Coded:
    """What a coder decided on a statement. ``amended`` is what the coder made of it, or None if it was left as read."""

    coder: str
    standing: Standing
    amended: Statement | None
    reason: str
    at: str  # ISO 8601, UTC


def agreement(id_: str, told: Mapping[str, Coded], coders: Sequence[str]) -> dict[str, object] | None:
    """Return what all coders decided on a statement alike, the first of them the one whose words are taken; else None."""
    ones = [told[coder] for coder in coders if coder in told]
    if len(ones) < len(coders) or len({one.standing for one in ones}) > 1:
        return None
    if ones[0].standing is Standing.ACCEPTED and len({said(one) for one in ones}) > 1:
        return None
    names = [one.coder for one in sorted(ones, key=lambda one: one.amended is not None)]
    return {"id": id_, "standing": ones[0].standing.value, "coders": names}


def said(one: Coded) -> str:
    """Return what a coder makes a statement say; nothing for a statement left as it was read."""
    if one.amended is None:
        return ""
    record = to_record(one.amended)
    return json.dumps({slot: value for slot, value in record.items() if slot not in UNCOMPARED}, sort_keys=True)
