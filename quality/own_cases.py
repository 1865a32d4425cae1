"""Measure the reader on the invented cases of ``samples/cases``, a fourth set: many publishers, nine formats.

The cases of solmeray and nurhal may be looked at to write rules; salt-quay and the digests are only measured. With
``--show`` the statements of the half that may be looked at that are missed and wrong are printed.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from tests.cases.telling import documents

from khronika.documents import Document
from khronika.reading import read
from khronika.vocabulary.contract import to_record
from quality.measure import ROOT, SHARED

HALVES = {"looked at": ("solmeray", "nurhal"), "set aside": ("salt-quay", "digests")}
STATEMENTS = ROOT / "tests" / "cases" / "statements"


def lines(path: Path) -> list[dict[str, Any]]:
    """Return the records of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


@cache
def told(half: str) -> tuple[tuple[Document, ...], tuple[dict[str, Any], ...]]:
    """Return the documents of a half and the true statements about them."""
    gold = [one for name in HALVES[half] for one in lines(STATEMENTS / f"{name}.jsonl")]
    named = {one["document"] for one in gold}
    every = {d.id: d for case in ("solmeray", "nurhal", "salt-quay") for d in documents(case)}
    return tuple(d for name, d in every.items() if name in named), tuple(gold)


def main() -> None:
    """Print the scorer's table for each half, and what is wrong with the one that may be looked at."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--show", type=int, default=0, help="how many disagreements to print")
    parser.add_argument("--list", default="", help="print true and read statements of this document")
    options = parser.parse_args()
    for half in HALVES:
        known, gold = told(half)
        said = [to_record(one) for document in known for one in read(document).statements]
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            for name, records in (("gold", gold), ("said", said)):
                (folder / f"{name}.jsonl").write_text(
                    "\n".join(json.dumps(one, ensure_ascii=False) for one in records), "utf-8"
                )
            for document in known:
                (folder / f"{document.id}.txt").write_bytes(document.text.encode())
            command = [sys.executable, str(SHARED / "score_reading.py"), str(folder / "gold.jsonl")]
            command += [str(folder / "said.jsonl"), "--texts", str(folder)]
            command += ["--errors", str(options.show)] if half == "looked at" and options.show else []
            print(f"== our own cases, {half}: {len(known)} documents, {len(gold)} statements", flush=True)
            subprocess.run(command, check=True)
        if half == "looked at" and options.list:
            compare(options.list, known, gold, said)


def compare(
    wanted: str,
    known: tuple[Document, ...],
    gold: tuple[dict[str, Any], ...],
    said: list[dict[str, Any]],
) -> None:
    """Print the text, the true statements and the read ones of the documents whose id holds the word, in the order of the text."""
    for document in known:
        if wanted != "all" and wanted not in document.id:
            continue
        print(f"\n#### {document.id} ({document.published})\n{document.text}\n")
        marked = [("gold", one) for one in gold] + [("READ", one) for one in said]
        ours = [(mark, one) for mark, one in marked if one["document"] == document.id]
        for mark, one in sorted(ours, key=lambda m: (str(m[1]["kind"]), m[1]["quote"]["start"], m[0])):
            slots = {
                k: v for k, v in one.items() if k not in {"document", "kind", "quote", "inferred", "id", "reasons"}
            }
            slots = {k: v for k, v in slots.items() if v not in ("author", "asserted")}
            print(f"{mark} {one['kind']} {json.dumps(slots, ensure_ascii=False)} «{one['quote']['text'][:160]}»")


if __name__ == "__main__":
    main()
