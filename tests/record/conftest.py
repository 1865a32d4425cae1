"""A chronicle of the test's own."""

from pathlib import Path

import pytest

from khronika.record.chronicle import Chronicle, init
from tests.record.invented import ACTOR


@pytest.fixture
def chronicle(tmp_path: Path) -> Chronicle:
    """Begin a chronicle."""
    return init(tmp_path / "chronicle", actor=ACTOR)
