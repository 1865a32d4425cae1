"""A chronicle of the test's own, in each of the databases that it can be kept in."""

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from khronika.record import keys
from khronika.record.chronicle import Chronicle, init
from khronika.record.keys import Lock, new_lock
from tests.record import postgres, quick_keys
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


@pytest.fixture
def lock(monkeypatch: pytest.MonkeyPatch) -> Lock:
    """Make keys, locked with a passphrase that is not stretched."""
    monkeypatch.setattr(keys, "passphrase", quick_keys)
    return new_lock(quick_keys.WORDS)


@pytest.fixture
def encrypted(tmp_path: Path, lock: Lock) -> Chronicle:
    """Begin an encrypted chronicle."""
    return init(tmp_path / "chronicle", actor=ACTOR, lock=lock)
