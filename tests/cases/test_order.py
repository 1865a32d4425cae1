"""Real readings of invented documents: in whatever order they come, the dockets are the same; one left out leaves no trace."""

import json
import tempfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khronika.docket import cases, docket
from khronika.documents import Document
from khronika.reading import read
from khronika.record.chronicle import capture, evidence, init
from khronika.surface.records import docket_json
from khronika.vocabulary.evidence import Evidence
from tests.cases.telling import CASES, decided_by_people, files, read_by_program

DAY = date(2023, 8, 15)
calm = settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))


def printed(held: Iterable[Evidence]) -> str:
    """Return the dockets of all cases as programs get them."""
    return json.dumps([docket_json(docket(case, DAY)) for case in cases(held)], ensure_ascii=False, indent=1)


def by_document(held: Iterable[Evidence]) -> dict[str, list[Evidence]]:
    """Return evidence by the hash of its document."""
    found: dict[str, list[Evidence]] = {}
    for one in held:
        found.setdefault(one.source.sha256, []).append(one)
    return found


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("told", [read_by_program, decided_by_people])
def test_the_order_of_documents_changes_nothing(case: str, told: Any) -> None:
    held = by_document(told(case))
    expected = printed(one for ones in held.values() for one in ones)

    @calm
    @given(st.permutations(sorted(held)))
    def shuffled(order: list[str]) -> None:
        assert printed(one for sha in order for one in held[sha]) == expected

    shuffled()


def added(folder: Path, order: Iterable[tuple[bytes, Document]]) -> tuple[Evidence, ...]:
    """Return what a chronicle holds after documents were added in an order."""
    chronicle = init(folder, actor="Vera")
    for data, document in order:
        found = read(document)
        capture(chronicle, data, document, found.statements, actor="Vera", reader="test/1", note=found.note)
    return evidence(chronicle)


def without_capture(told: str) -> Any:
    """Return a docket's record without the moments of capture, which differ from chronicle to chronicle."""
    return json.loads(told, object_hook=lambda found: {k: v for k, v in found.items() if "captured" not in k})


def test_the_order_in_which_documents_are_added_to_a_chronicle_changes_nothing(tmp_path: Path) -> None:
    every = files("solmeray")
    expected = without_capture(printed(added(tmp_path / "first", every)))
    assert expected

    @settings(calm, max_examples=2)
    @given(st.permutations(every))
    def shuffled(order: list[tuple[bytes, Document]]) -> None:
        folder = Path(tempfile.mkdtemp(dir=tmp_path)) / "again"
        assert without_capture(printed(added(folder, order))) == expected

    shuffled()


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("told", [read_by_program, decided_by_people])
def test_a_document_that_is_left_out_leaves_no_trace(case: str, told: Any) -> None:
    held = by_document(told(case))
    with_it = printed(one for others in held.values() for one in others)
    for sha, ones in held.items():
        source = ones[0].source
        rest = printed(one for other, others in held.items() if other != sha for one in others)
        traces = {sha, f'"{source.filename}"', *(one.id for one in ones)}
        assert any(trace in with_it for trace in traces)
        assert not any(trace in rest for trace in traces)
        assert f'"{source.document}"' not in rest
