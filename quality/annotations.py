"""The annotated documents that models are trained from, and what of a reading is right by the scorer's measure.

The scorer (``score_reading.py`` beside the set) is loaded as it is, so that training and measuring agree on what is right.
"""

import json
import random
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

from khronika.documents import Document, document_from
from khronika.vocabulary.contract import Record, to_record
from khronika.vocabulary.statement import Statement

BINS = 10
DRAWS = 200


@dataclass(frozen=True)
class Annotated:
    """A document with the statements that a careful annotator took from it, and the part of the set that it is of."""

    part: str
    document: Document
    gold: tuple[Record, ...]


def lines(path: Path) -> list[Record]:
    """Return the records of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def annotated(folder: Path, language: str, only: Sequence[str] | None = None) -> list[Annotated]:
    """Return the annotated documents of one folder in a language, in the order of their names."""
    manifest = {entry["document"]: entry for entry in lines(folder / "manifest.jsonl")}
    gold: dict[str, list[Record]] = defaultdict(list)
    for record in lines(folder / "gold.jsonl"):
        gold[record["document"]].append(record)
    found = []
    for path in sorted(folder.glob("*.txt")):
        if only is not None and path.stem not in only:
            continue
        entry = manifest[path.stem]
        made = document_from(path.read_bytes(), path.name)
        made = replace(made, published=entry.get("published") or "", title=entry.get("title") or "")
        if made.language == language:
            found.append(Annotated(folder.name, made, tuple(gold[path.stem])))
    return found


def scorer_at(path: Path) -> ModuleType:
    """Return the scorer as a module. Raises FileNotFoundError if it is not there."""
    spec = spec_from_file_location("score_reading", path)
    if spec is None or spec.loader is None or not path.exists():
        raise FileNotFoundError(path)
    made = module_from_spec(spec)
    sys.modules["score_reading"] = made
    spec.loader.exec_module(made)
    return made


def rightness(scorer: Any, gold: Sequence[Record], statements: Sequence[Statement]) -> list[bool]:
    """Return of each statement of one document whether it is right by the scorer's measure."""
    sides: dict[str, tuple[list[Any], list[Any]]] = defaultdict(lambda: ([], []))
    records = [to_record(one) for one in statements]
    for side, told in enumerate((gold, records)):
        for number, record in enumerate(told):
            sides[record["kind"]][side].append(scorer.read_statement(record, number, lambda _: None))
    right = [False] * len(records)
    for golds, predicted in sides.values():
        for one, other, agreed in scorer.pair_statements(golds, predicted):
            if one is not None and other is not None:
                right[other.line] = bool(scorer.statement_right(one, other, agreed))
    return right


def calibration(chances: Sequence[float], right: Sequence[bool]) -> float:
    """Return the expected calibration error: how far, on average, tenths of probability are from how often they hold."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for chance, held in zip(chances, right, strict=True):
        bins[min(BINS - 1, int(chance * BINS))].append((chance, held))
    gaps = [abs(sum(c for c, _ in one) - sum(h for _, h in one)) for one in bins if one]
    return sum(gaps) / max(1, len(chances))


def brier(chances: Sequence[float], right: Sequence[bool]) -> float:
    """Return the mean squared error of the probabilities."""
    return sum((c - h) ** 2 for c, h in zip(chances, right, strict=True)) / max(1, len(chances))


def chance_error(chances: Sequence[float]) -> float:
    """Return the calibration error that perfect probabilities would show of so few statements, on average.

    Even of a fair coin ten throws seldom give five: this is drawn, from a fixed seed, so that an error can be compared.
    """
    drawn = random.Random(0)  # noqa: S311 - no secret
    errors = [calibration(chances, [drawn.random() < one for one in chances]) for _ in range(DRAWS)]
    return sum(errors) / DRAWS
