"""Measure the reader on the development set and on documents of other genres.

The development set is split by document, each language by itself: rules may be written from one half, the other is set
aside. The documents of
``quality/documents`` are by another hand.

The set and its scorer lie beside the project (``../shared/reading``, or ``KHRONIKA_SHARED``); without them there is
nothing to measure, and this says so.
"""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from khronika.documents import document_from
from khronika.reading import read
from khronika.vocabulary.contract import Record, to_record
from quality.annotations import brier, calibration, chance_error, lines, rightness, scorer_at

ROOT = Path(__file__).parent.parent
OWN = Path(__file__).parent / "documents"
SHARED = Path(os.environ.get("KHRONIKA_SHARED", ROOT.parent / "shared")) / "reading"


def measure(name: str, folder: Path, documents: list[str]) -> tuple[list[float], list[bool]]:
    """Read the documents of a folder and print the scorer's table for them; return how sure, and what was right."""
    manifest = {entry["document"]: entry for entry in lines(folder / "manifest.jsonl")}
    predicted: list[Record] = []
    chances: list[float] = []
    right: list[bool] = []
    scoring = scorer_at(SHARED / "score_reading.py")
    gold_lines = lines(folder / "gold.jsonl")
    for document_id in documents:
        path, entry = folder / f"{document_id}.txt", manifest[document_id]
        document = document_from(path.read_bytes(), path.name)
        known = replace(document, published=entry.get("published") or "", title=entry.get("title") or "")
        told = read(known).statements
        predicted += [to_record(statement) for statement in told]
        right += rightness(scoring, [one for one in gold_lines if one["document"] == document_id], told)
        chances += [one.probability or 0.0 for one in told]
    with tempfile.TemporaryDirectory() as made:
        gold = Path(made) / "gold.jsonl"
        said = Path(made) / "predicted.jsonl"
        kept = [one for one in gold_lines if one["document"] in documents]
        gold.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in kept), "utf-8")
        said.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in predicted), "utf-8")
        print(f"== {name}: {len(documents)} documents", flush=True)
        scorer = [
            sys.executable,
            str(SHARED / "score_reading.py"),
            str(gold),
            str(said),
            "--texts",
            str(folder),
        ]
        subprocess.run(scorer, check=True)
    print(how_sure(chances, right), flush=True)
    return chances, right


def how_sure(chances: list[float], right: list[bool]) -> str:
    """Return in one line how well the probabilities of statements hold."""
    return (
        f"-- how sure: {sum(right)} of {len(right)} statements right, probabilities add up to {sum(chances):.0f}; "
        f"calibration error {calibration(chances, right):.3f} ({chance_error(chances):.3f} if they were perfect), "
        f"Brier score {brier(chances, right):.3f}"
    )


def main() -> None:
    """Measure all three."""
    if not (SHARED / "score_reading.py").exists():
        print(f"nothing to measure: {SHARED} is not there")
        return
    split = json.loads((Path(__file__).parent / "split.json").read_text("utf-8"))
    sets = {name: measure(name, SHARED / "dev", documents) for name, documents in split.items()}
    sets["other genres"] = measure("other genres", OWN, sorted(path.stem for path in OWN.glob("*.txt")))
    unseen = [told for name, told in sets.items() if name != "written_from"]
    print("== all but the half that rules may be written from")
    print(how_sure([c for chances, _ in unseen for c in chances], [r for _, right in unseen for r in right]))


if __name__ == "__main__":
    main()
