"""The sample reports beside what is read of them, statement by statement. All people and cases are invented.

A difference is not always a fault: read it, then keep it with ``KHRONIKA_GOLDEN=write pytest tests/reading/test_golden.py``.
"""

import json
import os
from pathlib import Path

import pytest

from khronika.documents import Found, discover, document_from
from khronika.reading import read
from khronika.vocabulary.contract import to_record
from tests.conftest import SAMPLES

GOLDEN = Path(__file__).parent / "golden"
RUSSIAN = SAMPLES.parent / "russian"
REPORTS = {Path(one.filename).stem: one for one in discover([SAMPLES, RUSSIAN]) if isinstance(one, Found)}


def shown(name: str) -> str:
    """Return the text of a sample as it is cut, and below it a line for each statement read of it."""
    found = REPORTS[name]
    document = document_from(found.load(), found.filename)
    reading = read(document)
    records = [json.dumps(to_record(one, reasons=True), ensure_ascii=False) for one in reading.statements]
    return "\n".join([document.text, "-" * 20, *([f"note: {reading.note}"] if reading.note else []), *records, ""])


@pytest.mark.parametrize("name", sorted(REPORTS))
def test_the_sample_is_read_as_it_was(name: str) -> None:
    path = GOLDEN / f"{name}.txt"
    made = shown(name)
    if os.environ.get("KHRONIKA_GOLDEN") == "write":
        GOLDEN.mkdir(exist_ok=True)
        path.write_text(made, "utf-8", newline="\n")
    assert made == path.read_text("utf-8")


def test_every_sample_has_its_reading_and_no_reading_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(REPORTS)
