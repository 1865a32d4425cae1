"""A chronicle of the test's own, in each of the databases that it can be kept in."""

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from khronika.record.chronicle import Chronicle, init
from tests.record import postgres
from tests.record.invented import ACTOR, forget


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    """Give the address of an empty database: nothing for SQLite."""
    with nullcontext("") if request.param == "SQLite" else postgres.database() as address:
        yield address
        forget(address)


@pytest.fixture
def chronicle(tmp_path: Path, url: str) -> Chronicle:
    """Begin a chronicle, for tests that hold whatever database it is in."""
    return init(tmp_path / "chronicle", actor=ACTOR, url=url)


@pytest.fixture
def in_a_file(tmp_path: Path) -> Chronicle:
    """Begin a chronicle in SQLite, for tests of what can happen to a file."""
    return init(tmp_path / "chronicle", actor=ACTOR)
