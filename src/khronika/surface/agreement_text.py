"""How far coders agree, and what they do not agree on, as text and as records."""

import json
from collections.abc import Sequence
from typing import Any

from khronika.docket.coder_agreement import DECISION, QUOTE, Agreement, Disagreement
from khronika.surface.layout import Detail, Sheet, clean
from khronika.surface.listing import QUOTE as LONG
from khronika.surface.words import DISAGREE, excerpt, joined, summary, when
from khronika.vocabulary.slot_values import written
from khronika.vocabulary.slots import slots_of

LEGEND = (
    "alpha is Krippendorff's: 1 is full agreement, 0 what chance would bring about. From 0.800 figures are commonly "
    "relied on, from 0.667 with caution (K. Krippendorff, Content Analysis, 2004). “–”: nothing varies, so that "
    "chance cannot be told. With few statements one of them moves it far."
)


def agreement_text(
    title: str,
    measured: Sequence[Agreement],
    differing: Sequence[Disagreement],
    width: int | None = None,
    *,
    color: bool = False,
) -> str:
    """Return the agreement by kind and slot, and the disagreements side by side, each with its quote."""
    sheet = Sheet()
    sheet.title(title)
    sheet.heading("Agreement", LEGEND)
    for kind in dict.fromkeys(one.kind for one in measured):
        ours = [one for one in measured if one.kind is kind]
        told = [one for one in ours if one.alpha is not None or one.slot == DECISION]
        name = kind.value if kind else "all kinds"
        for one in told:
            figure = "–" if one.alpha is None else f"{one.alpha:.3f}"
            sheet.row(f"{figure:>7}", f"{name}: {one.slot}  ({one.alike} of {one.units} alike)")
        same = ", ".join(one.slot for one in ours if one not in told)
        if same:
            sheet.row("      –", f"{name}, where all say the same or only one statement is compared: {same}")
    sheet.heading("What they do not agree on" if differing else "They agree on all of it")
    for each in differing:
        read = each.statement.read
        details = [Detail(line, "disagree") for line in sides(each)]
        quoted = f"“{excerpt(read.quote.text, LONG)}” · {each.statement.id}"
        sheet.row(DISAGREE, joined(read.kind.value, when(read), summary(read)), (Detail(quoted, "quote"), *details))
    if differing:
        sheet.text("")
        sheet.text("A third person settles it: khronika coding settle")
    return sheet.render(width, color=color)


def sides(each: Disagreement) -> list[str]:
    """Return what coders differ in, a line for each slot."""
    lines = []
    for name, values in each.slots.items():
        told = " ↔ ".join(f"{said(each, name, value)} ({coder})" for coder, value in values.items())
        lines.append(f"◐ {name}: {told}")
    if each.missing:
        lines.append(f"◐ left out by {', '.join(each.missing)}")
    return lines


def said(each: Disagreement, name: str, value: Any) -> str:
    """Return a value as a person would write it."""
    if name == QUOTE:
        return f"“{excerpt(value['text'], LONG)}”"
    slots = slots_of(each.statement.read.kind)
    text = written(slots[name], value) if name in slots else str(value)
    return clean(text) or "(empty)"


def agreement_record(measured: Sequence[Agreement], differing: Sequence[Disagreement]) -> dict[str, Any]:
    """Return the same for programs."""
    return {
        "agreement": [
            {
                "kind": one.kind.value if one.kind else None,
                "slot": one.slot,
                "alpha": None if one.alpha is None else round(one.alpha, 4),
                "statements": one.units,
                "alike": one.alike,
            }
            for one in measured
        ],
        "disagreements": [
            {
                "statement": each.statement.id,
                "quote": each.statement.read.quote.text,
                "slots": json.loads(json.dumps(each.slots)),
                "left_out_by": list(each.missing),
            }
            for each in differing
        ],
    }
