"""The dockets of the invented cases as a reader sees them on several days, word for word.

``KHRONIKA_GOLDEN=write pytest tests/cases`` writes them anew; read the difference before keeping it.
"""

import os
from datetime import date

import pytest

from khronika.docket import cases, docket
from khronika.surface.docket_text import docket_text
from tests.cases.telling import HERE, decided_by_people, people_decided, truth

GOLDEN = HERE / "golden"
DAYS = {
    "salt-quay": ("2021-06-01", "2024-06-01"),
    "solmeray": ("2023-03-01", "2023-11-01", "2025-05-01"),
    "nurhal": ("2022-09-15", "2023-12-01"),
}


@pytest.mark.parametrize(("case", "on"), [(case, on) for case, days in DAYS.items() for on in days])
def test_the_dockets_read_as_they_did(case: str, on: str) -> None:
    (person, *_) = truth(case)["persons"]
    every = cases(decided_by_people(case), people_decided(case))
    found = [one for one in every if any(person in p.spellings for p in one.persons)]
    made = "\n\n".join(docket_text(docket(one, date.fromisoformat(on)), 110) for one in found) + "\n"
    path = GOLDEN / f"{case}-{on}.txt"
    if os.environ.get("KHRONIKA_GOLDEN") == "write":
        path.write_text(made, "utf-8")
    assert made == path.read_text("utf-8")
