"""How far people who coded the same statements agree, and where they do not."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from khronika.docket.alpha import alpha
from khronika.docket.distances import DISTANCES, comparable, nominal, of_spans
from khronika.vocabulary.contract import to_record
from khronika.vocabulary.evidence import Standing
from khronika.vocabulary.slots import slots_of
from khronika.vocabulary.statement import Statement
from khronika.vocabulary.terms import Kind

DECISION, QUOTE = "decision", "quote"
UNCODED = frozenset({"inferred"})  # how a value was come by is no part of what is said


@dataclass(frozen=True, slots=True)
class CodedStatement:
    """A statement as several coders decided on it.

    ``decisions`` are by coder: how it stands and what it says to that coder; who left it out is missing.
    """

    id: str
    read: Statement
    decisions: Mapping[str, tuple[Standing, Statement]]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far coders agree on a slot of a kind; ``kind`` is None for all kinds together.

    ``alpha`` is Krippendorff's, or None where nothing varies; ``units`` are the statements that two or more decided
    on, ``alike`` those of them in which all say the same.
    """

    kind: Kind | None
    slot: str
    alpha: float | None
    units: int
    alike: int


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A statement that coders did not agree on.

    ``slots`` tells by slot what each coder wrote, as the contract has it; ``missing`` are those who left it out.
    """

    statement: CodedStatement
    slots: Mapping[str, Mapping[str, Any]]
    missing: tuple[str, ...]


def agreements(coded: Sequence[CodedStatement]) -> tuple[Agreement, ...]:
    """Return how far coders agree on the decisions, over all and for each kind, and on each slot that was filled.

    A slot is compared among those who hold the statement to be true: who rejects it says nothing of its slots.
    """
    found = [measured(None, DECISION, [decisions_of(one) for one in coded], nominal)]
    for kind in Kind:
        ours = [one for one in coded if one.read.kind is kind]
        if not ours:
            continue
        found.append(measured(kind, DECISION, [decisions_of(one) for one in ours], nominal))
        for name, slot in slots_of(kind).items():
            if name in UNCODED:
                continue
            units = [[comparable(slot.form, told.get(name)) for told in held(one).values()] for one in ours]
            if any(value is not None for unit in units for value in unit):
                found.append(measured(kind, name, units, DISTANCES.get(slot.form, nominal)))
        spans = [[(told["quote"]["start"], told["quote"]["end"]) for told in held(one).values()] for one in ours]
        found.append(measured(kind, QUOTE, spans, of_spans))
    return tuple(one for one in found if one.units)


def measured(
    kind: Kind | None, slot: str, units: Sequence[Sequence[Any]], distance: Callable[[Any, Any], float]
) -> Agreement:
    """Return the agreement on one slot."""
    pairable = [unit for unit in units if len(unit) > 1]
    return Agreement(
        kind, slot, alpha(pairable, distance), len(pairable), sum(len(set(unit)) == 1 for unit in pairable)
    )


def decisions_of(one: CodedStatement) -> list[str]:
    """Return whether each coder holds a statement to be true."""
    return [standing.value for standing, _ in one.decisions.values()]


def held(one: CodedStatement) -> dict[str, dict[str, Any]]:
    """Return what a statement says to each coder who holds it to be true."""
    return {
        coder: to_record(told) for coder, (standing, told) in one.decisions.items() if standing is Standing.ACCEPTED
    }


def disagreements(coded: Sequence[CodedStatement], coders: Sequence[str]) -> tuple[Disagreement, ...]:
    """Return the statements that not all coders decided on alike, with the slots that they differ in."""
    found = []
    for one in coded:
        missing = tuple(coder for coder in coders if coder not in one.decisions)
        slots: dict[str, dict[str, Any]] = {}
        standings = {coder: standing.value for coder, (standing, _) in one.decisions.items()}
        if len(set(standings.values())) > 1:
            slots[DECISION] = dict(standings)
        told = held(one)
        for name in dict.fromkeys(name for record in told.values() for name in record):
            values = {coder: record.get(name) for coder, record in told.items()}
            if name not in UNCODED and any(value != next(iter(values.values())) for value in values.values()):
                slots[name] = values
        if slots or missing:
            found.append(Disagreement(one, slots, missing))
    return tuple(found)
