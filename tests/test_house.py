"""The house has one way through: a room imports only from rooms before it."""

import ast
from pathlib import Path

import pytest

import khronika

HOUSE = Path(khronika.__file__).parent
ROOMS = ("vocabulary", "documents", "reading", "identity", "record", "docket", "surface", "desk")


def rooms_imported(path: Path) -> set[str]:
    """Return the rooms that a file of the house imports from."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        found |= {name.split(".")[1] for name in names if name.startswith("khronika.")}
    return found & set(ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_from_rooms_before_it(room: str) -> None:
    allowed = set(ROOMS[: ROOMS.index(room) + 1])
    files = sorted((HOUSE / room).rglob("*.py"))
    assert files
    wrong = {str(path.relative_to(HOUSE)): rooms_imported(path) - allowed for path in files}
    assert not {name: rooms for name, rooms in wrong.items() if rooms}
