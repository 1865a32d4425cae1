"""An invented case as a reader sees it on three days, word for word.

``KHRONIKA_GOLDEN=write pytest tests/surface`` writes the texts anew; read the difference before keeping it.
"""

import json
import os
from datetime import date
from pathlib import Path

import pytest

from khronika.docket import bans, cases, docket
from khronika.surface.docket_text import docket_text
from khronika.surface.listing import bans_text
from khronika.surface.records import ban_record, docket_json
from tests.docket.invented import CASE

GOLDEN = Path(__file__).parent / "golden"
DAYS = ("2023-12-01", "2025-01-01", "2029-05-01")


def compare(name: str, made: str) -> None:
    path = GOLDEN / name
    if os.environ.get("KHRONIKA_GOLDEN") == "write":
        path.write_text(made, "utf-8")
    assert made == path.read_text("utf-8")


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("width", [80, 110])
def test_the_docket_reads_as_it_did(day: str, width: int) -> None:
    (case,) = cases(CASE)
    compare(f"{day}-{width}.txt", docket_text(docket(case, date.fromisoformat(day)), width) + "\n")


@pytest.mark.parametrize("day", DAYS)
def test_the_record_holds_what_it_did(day: str) -> None:
    (case,) = cases(CASE)
    record = docket_json(docket(case, date.fromisoformat(day)))
    compare(f"{day}.json", json.dumps(record, ensure_ascii=False, indent=1) + "\n")


def test_the_list_of_bans_reads_as_it_did() -> None:
    day = date(2025, 1, 1)
    compare("bans.txt", bans_text(bans(CASE), day, 80) + "\n")
    compare("bans.json", json.dumps([ban_record(b, day) for b in bans(CASE)], ensure_ascii=False, indent=1) + "\n")
