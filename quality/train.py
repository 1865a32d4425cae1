"""Train the models beside the rules, from annotated documents, into plain JSON: ``train.py FOLDER [LANGUAGE]``.

``FOLDER`` holds the parts of the training set (``a``, ``b``, …, each with ``gold.jsonl``, ``manifest.jsonl`` and texts); the
scorer lies beside it. Parts were written apart, so each is judged by models trained on the others: that is printed.
Then all parts together make ``src/khronika/reading/models/LANGUAGE.json``. The same set and reader give the same file.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from khronika.reading.learned import sure
from khronika.reading.learned.linear import logistic
from khronika.reading.parsing import parse
from khronika.reading.passage import Passage
from khronika.reading.reader import statements
from quality.annotations import Annotated, annotated, brier, calibration, rightness, scorer_at
from quality.fitting import Fit, fit

MODELS = Path(__file__).parent.parent / "src" / "khronika" / "reading" / "models"
# The parts that the rules of a language were written from least. On the others the rules do better than on documents that
# nobody has seen, and a probability learned there is too high: the bias is set by these, judged by a model of the others.
UNSEEN = {"en": frozenset({"c"})}
PENALTY = 6.0  # of the model of sureness; chosen by the parts held out


@dataclass(frozen=True)
class Sample:
    """A statement's features, whether it is right, and the part of the set that it is from."""

    part: str
    features: tuple[str, ...]
    right: bool


def samples(scorer: Any, documents: Sequence[Annotated]) -> list[Sample]:
    """Return the statements that the rules read, with what a careful annotator makes of them."""
    found = []
    for one in documents:
        passage = Passage(one.document, parse(one.document))
        read = statements(passage)
        described = sure.features(passage, read)
        right = rightness(scorer, one.gold, read)
        found += [Sample(one.part, tuple(f), r) for f, r in zip(described, right, strict=True)]
    return found


def fitted(told: Sequence[Sample]) -> Fit:
    """Return the model of sureness of some samples."""
    return fit([s.features for s in told], [float(s.right) for s in told], penalty=PENALTY, least=4)


def soberness(told: Sequence[Sample], unseen: frozenset[str]) -> float:
    """Return what must be added to the bias, in log odds, so that probabilities hold for parts that no rule has seen."""
    held = [s for s in told if s.part in unseen]
    others = [s for s in told if s.part not in unseen]
    if not held or not others:
        return 0.0
    model = fitted(others)
    odds = [model.log_odds(s.features) for s in held]
    right = sum(s.right for s in held)
    low, high = -3.0, 3.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (low, middle) if sum(logistic(one + middle) for one in odds) > right else (middle, high)
    return round(low, 3)


def main() -> None:
    """Judge the models part by part, then write those of all parts."""
    if len(sys.argv) not in {2, 3}:
        sys.exit(__doc__)
    folder, language = Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "en"
    parts = sorted(path.parent for path in folder.glob("*/gold.jsonl"))
    if not parts or not (folder.parent / "score_reading.py").exists():
        sys.exit(f"{folder}: no parts of a training set, or no score_reading.py beside it")
    scorer = scorer_at(folder.parent / "score_reading.py")
    documents = [one for part in parts for one in annotated(part, language)]
    if not documents:
        sys.exit(f"{folder}: no documents in {language!r}; nothing is written")
    told = samples(scorer, documents)
    chances, right = [], []
    for part in sorted({s.part for s in told}):
        model = fitted([s for s in told if s.part != part])
        held = [s for s in told if s.part == part]
        here = [logistic(model.log_odds(s.features)) for s in held]
        print(f"{part}: {len(held)} statements, calibration error {calibration(here, [s.right for s in held]):.3f}")
        chances += here
        right += [s.right for s in held]
    print(f"all: {len(told)} statements, {calibration(chances, right):.3f}, Brier score {brier(chances, right):.3f}")
    model = fitted(told)
    shift = soberness(told, UNSEEN.get(language, frozenset()))
    print(f"the bias is moved by {shift:+.3f}, so that it holds for parts that no rule was written from")
    written = {
        "about": {
            "trained_on": f"{len(documents)} invented documents with {len(told)} statements read by the rules",
            "made_by": "quality/train.py",
            "licence": "Apache-2.0",
        },
        "models": {sure.NAME: {"bias": round(model.bias + shift, 3), "weights": model.weights}},
    }
    MODELS.mkdir(exist_ok=True)
    text = json.dumps(written, ensure_ascii=False, indent=0, sort_keys=True)
    (MODELS / f"{language}.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
