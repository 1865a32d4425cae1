"""How far apart two values of a slot are, from 0 (the same) to 1; an empty slot is a value, and far from all others.

Sets by MASI (R. Passonneau, "Measuring Agreement on Set-valued Items (MASI) for Semantic and Pragmatic Annotation",
LREC 2006); numbers by Krippendorff's ratio metric. Dates that may be one day differ by half. Quotes differ by the share
of their characters that is in one only (Jaccard).
"""

import json
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from khronika.vocabulary.edtf_dates import bounds, is_edtf
from khronika.vocabulary.slots import Form

Value = Any  # hashable: text, a number, a frozen set, a span, or None for an empty slot
PERHAPS = 0.5
DAYS = MappingProxyType(
    {"Y": ("months", 12), "M": ("months", 1), "W": ("days", 7), "D": ("days", 1), "H": ("hours", 1)}
)


def comparable(form: Form, value: Any) -> Value:
    """Return a slot's value so that the same said otherwise is the same: case, order, P18M for P1Y6M."""
    if value in (None, "", []):
        return None
    if form in {Form.TEXTS, Form.PARTIES, Form.CHARGES, Form.PENALTIES}:
        return frozenset(canonical(one) for one in value)
    if form is Form.DURATION:
        return "/".join(length(part) for part in str(value).split("/"))
    return value if form in {Form.NUMBER, Form.DATE} else canonical(value)


def canonical(value: Any) -> str:
    """Return text for a value, whatever the case of its letters."""
    told = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
    return " ".join(told.casefold().split())


def length(iso: str) -> str:
    """Return a duration counted in months, days and hours."""
    counted = {"months": 0, "days": 0, "hours": 0}
    for number, sign in re.findall(r"(\d+)([YMWDH])", iso.partition("T")[0] + iso.partition("T")[2]):
        unit, times = DAYS[sign]
        counted[unit] += int(number) * times
    return canonical(counted) if any(counted.values()) else iso


def nominal(one: Value, other: Value) -> float:
    """Return 0 for the same and 1 for anything else."""
    return float(one != other)


def of_sets(one: Value, other: Value) -> float:
    """Return the MASI distance of two sets."""
    if one == other:
        return 0.0
    if not one or not other or not one & other:
        return 1.0
    monotonic = 2 / 3 if one <= other or other <= one else 1 / 3
    return float(1 - monotonic * len(one & other) / len(one | other))


def of_numbers(one: Value, other: Value) -> float:
    """Return the ratio metric of two numbers."""
    if one == other:
        return 0.0
    if one is None or other is None:
        return 1.0
    return float(((one - other) / (one + other)) ** 2)


def of_dates(one: Value, other: Value) -> float:
    """Return 0 for the same date, a half for two that may be the same day, 1 for all else."""
    if one == other:
        return 0.0
    if one is None or other is None or not (is_edtf(one) and is_edtf(other)):
        return 1.0
    (start, end), (first, last) = bounds(one), bounds(other)
    apart = (end is not None and first is not None and end < first) or (
        last is not None and start is not None and last < start
    )
    return 1.0 if apart else PERHAPS


def of_spans(one: Value, other: Value) -> float:
    """Return the share of characters that is in one of two spans only."""
    shared = max(0, min(one[1], other[1]) - max(one[0], other[0]))
    every = (one[1] - one[0]) + (other[1] - other[0]) - shared
    return 1 - shared / every if every else 0.0


DISTANCES: Mapping[Form, Callable[[Value, Value], float]] = MappingProxyType(
    {
        Form.DATE: of_dates,
        Form.NUMBER: of_numbers,
        **dict.fromkeys((Form.TEXTS, Form.PARTIES, Form.CHARGES, Form.PENALTIES), of_sets),
    }
)
