"""What the tests share. All people and cases in them are invented."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from khronika.cli import main
from khronika.documents import document_from
from khronika.reading import Reading, read

SAMPLES = Path(__file__).parent.parent / "samples" / "reports"
SHARED = Path(os.environ.get("KHRONIKA_SHARED", Path(__file__).parent.parent.parent / "shared"))


@pytest.fixture
def khronika(tmp_path: Path) -> Callable[..., Result]:
    """Run the command on a chronicle of the test's own."""

    def run(*arguments: str | Path) -> Result:
        return CliRunner().invoke(
            main, ["--chronicle", str(tmp_path / "chronicle"), *map(str, arguments)], catch_exceptions=False
        )

    return run


def reading_of(text: str, name: str = "report.txt") -> Reading:
    """Read a text."""
    return read(document_from(text.encode(), name))
