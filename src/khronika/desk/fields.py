"""The slots of a statement as the fields of a form: filled in words, checked one by one, nothing lost when one is wrong."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from typing import Any

from khronika.errors import ContractError
from khronika.surface.words import date_words, duration
from khronika.vocabulary.contract import RENAMED
from khronika.vocabulary.slot_values import read_value, written
from khronika.vocabulary.slots import Form, Slot, slot_of, slots_of
from khronika.vocabulary.statement import AUTHOR, KINDS
from khronika.vocabulary.terms import Kind, Modality

LISTS = frozenset({Form.TEXTS, Form.PARTIES, Form.CHARGES, Form.PENALTIES})
PREFIX = "slot-"  # before the name of a slot in a form, where a field "kind" or "reason" means something else
LINE_HINTS = {  # how one value is written, where each has a line of its own
    Form.TEXTS: "the text's words",
    Form.PARTIES: "a name; a group as: more than 1000 protesters, or: group: protesters",
    Form.CHARGES: "the offence, or: offence: fraud, provision: Article 190, maximum: 10 years",
    Form.PENALTIES: "imprisonment 6 years suspended, or: fine 600000 KZT",
}
SEXES = ("male", "female")
Given = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a field: what is written in it, and what is wrong with that."""

    text: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A slot as a field: ``choices`` are pairs of a term and its meaning, ``read_as`` what a reader made of it.

    ``why`` says from what its value was inferred, ``inferred`` that the quote does not show it.
    """

    slot: Slot
    lines: tuple[Line, ...]
    choices: tuple[tuple[str, str], ...] = ()
    needed: bool = False
    inferred: bool = False
    why: str = ""
    read_as: str = ""

    @property
    def name(self) -> str:
        """Its name in the contract."""
        return self.slot.name

    @property
    def key(self) -> str:
        """Its name in the form."""
        return PREFIX + self.slot.name

    @property
    def label(self) -> str:
        """Its name for people."""
        return self.slot.name.replace("_", " ")

    @property
    def many(self) -> bool:
        """Whether it holds several values, a line each."""
        return self.slot.form in LISTS

    @property
    def hint(self) -> str:
        """How a line is written."""
        return LINE_HINTS.get(self.slot.form, self.slot.hint)

    @property
    def wrong(self) -> bool:
        """Whether something is wrong with it."""
        return any(line.error for line in self.lines)

    @property
    def meaning(self) -> str:
        """What the chosen term means."""
        return dict(self.choices).get(self.lines[0].text.replace(" ", "_"), "") if self.lines else ""

    @property
    def filled(self) -> bool:
        """Whether there is anything in it."""
        return any(line.text for line in self.lines)


def needed(kind: Kind) -> frozenset[str]:
    """Return the slots without which a statement of a kind is none."""
    told = (one for one in fields(KINDS[kind]) if one.default is MISSING and one.default_factory is MISSING)
    return frozenset(RENAMED.get(one.name, one.name) for one in told) & frozenset(slots_of(kind))


def article(kind: Kind) -> str:
    """Return the article that goes before a kind."""
    return "an" if kind.value[0] in "aeiou" else "a"


def lines_of(slot: Slot, value: Any) -> tuple[str, ...]:
    """Return a value of the contract as the lines of a field."""
    if slot.form in LISTS:
        return tuple(written(slot, [one]) for one in value or ())
    return (written(slot, value),)


def form_of(
    kind: Kind,
    record: Mapping[str, Any],
    given: Given | None = None,
    wrong: Mapping[str, Mapping[int, str]] | None = None,
    read: Mapping[str, Any] | None = None,
) -> tuple[Field, ...]:
    """Return the fields of a kind: with what was ``given`` if a form came back, else with the values of a record.

    ``wrong`` says for a slot, by the number of the line, what is wrong; ``read`` is the record as a reader made it.
    """
    must = needed(kind)
    made = []
    for name, slot in slots_of(kind).items():
        if slot.form is Form.SLOTS:
            continue
        told = lines_of(slot, record.get(name))
        if given is not None and PREFIX + name in given:
            told = tuple(given[PREFIX + name])
        elif name == "asserted_by" and not record.get(name):
            told = (AUTHOR,)
        elif name == "modality" and not record.get(name):
            told = (Modality.ASSERTED.value,)
        faults = (wrong or {}).get(name, {})
        lines = [Line(text, faults.get(place, "")) for place, text in enumerate(told)]
        if slot.form in LISTS:
            lines = [line for line in lines if line.text.strip() or line.error] or []
            lines.append(Line("", "" if lines else faults.get(len(told), faults.get(0, ""))))
        before = "; ".join(filter(None, lines_of(slot, read.get(name)))) if read is not None else ""
        now = "; ".join(filter(None, lines_of(slot, record.get(name))))
        choices = tuple(slot.terms().items()) or (tuple((one, "") for one in SEXES) if name == "sex" else ())
        ticked = name in given.get("inferred", ()) if given is not None else name in record.get("inferred", ())
        why = str(record.get("reasons", {}).get(name, ""))
        read_as = (before or "(empty)") if read is not None and before != now else ""
        made.append(Field(slot, tuple(lines), choices, name in must, ticked, why, read_as))
    return tuple(made)


def changes_of(kind: Kind, record: Mapping[str, Any], given: Given) -> tuple[dict[str, str], dict[str, dict[int, str]]]:
    """Return what a form changes of a record, slot by slot, and what is wrong with it, by slot and line."""
    changes: dict[str, str] = {}
    wrong: dict[str, dict[int, str]] = {}
    for name, slot in slots_of(kind).items():
        if slot.form is Form.SLOTS or PREFIX + name not in given:
            continue
        told = [" ".join(one.split()) for one in given[PREFIX + name]]
        if name in needed(kind) and not any(one not in {"", "-"} for one in told):
            wrong[name] = {0: f"{article(kind)} {kind.value} needs this"}
            continue
        shown = [" ".join(one.split()) for one in lines_of(slot, record.get(name))]
        if [one for one in told if one] == [one for one in shown if one]:
            continue
        values: list[Any] = []
        for place, text in enumerate(told):
            try:
                value = read_value(slot, text)
            except ContractError as error:
                wrong.setdefault(name, {})[place] = error.what  # how it is written stands beside the field
                continue
            if value is not None:
                values += value if slot.form in LISTS else [text]
        if slot.form in LISTS:
            changes[name] = json.dumps(values, ensure_ascii=False) if values else "-"
        else:
            changes[name] = str(values[0]) if values else "-"
    ticked = [name for name in given.get("inferred", ()) if name in slots_of(kind)]
    if "ticks" in given and set(ticked) != set(record.get("inferred", ())):
        emptied = {name for name, text in changes.items() if text == "-"}
        there = {name for name in ticked if name in record or name in changes} - emptied
        changes["inferred"] = json.dumps(sorted(there)) if there else "-"
    return changes, wrong


def at_fault(kind: Kind, error: ContractError) -> dict[str, dict[int, str]]:
    """Return which slot an error of the contract is about, as ``changes_of`` tells it; nothing if it names none."""
    named = re.search(r"slot '(\w+)'", error.what)
    return {named[1]: {0: str(error)}} if named and named[1] in slots_of(kind) else {}


def understood(kind: Kind, name: str, text: str) -> str:
    """Return how a date or a length of time is understood, empty for others. Raises ContractError if it is none."""
    slot = slot_of(kind, name)
    value = read_value(slot, text)
    if value is None:
        return ""
    if slot.form in {Form.DATE, Form.MOMENT}:
        told = date_words(str(value))
        return told if told != str(value) else ""
    return duration(str(value)) if slot.form is Form.DURATION else ""
