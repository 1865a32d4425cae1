"""What is known of documents beside their files goes before what the files say."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from khronika.documents import document_from
from khronika.documents.manifest import read_manifest, with_manifest
from khronika.errors import RequestError

SAID = "Title: Of the file\nPublished: 2020-01-01\n\nOn 4 March, the District Court of Narva-Tuz convicted Ilmar Kestutov of theft."


def test_a_manifest_goes_before_the_file(tmp_path: Path) -> None:
    entry = {
        "document": "a",
        "published": "2025-03-05",
        "title": "Of\u2028the list",
        "publisher": None,
        "country": "Nowhere",
    }
    (tmp_path / "m.jsonl").write_text("\ufeff" + json.dumps(entry, ensure_ascii=False) + "\r\n\n", "utf-8")
    document = with_manifest(document_from(SAID.encode(), "a.txt"), read_manifest(tmp_path / "m.jsonl")["a"])
    assert (document.published, document.title, document.publisher) == ("2025-03-05", "Of\u2028the list", "")


@pytest.mark.parametrize(
    ("line", "says"),
    [("{", "not JSON"), ("[" * 100_000, "not JSON"), ("[]", "lacks"), ('{"document": 5}', "lacks"),
     ('{"document": "a", "published": "last week"}', "no date")],
)  # fmt: skip
def test_a_line_at_fault_is_named(tmp_path: Path, line: str, says: str) -> None:
    (tmp_path / "m.jsonl").write_text('{"document": "b"}\n' + line)
    with pytest.raises(RequestError, match=f"m.jsonl:2: .*{says}"):
        read_manifest(tmp_path / "m.jsonl")


def test_the_year_of_a_day_comes_from_manifest_or_command(khronika: Callable[..., Result], tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.txt").write_text(SAID)
    (folder / "manifest.jsonl").write_text('{"document": "a", "published": "2025-03-05"}')
    by_file = khronika("read", "--jsonl", folder / "a.txt")
    by_manifest = khronika("read", "--jsonl", "--manifest", folder / "manifest.jsonl", folder)
    by_command = khronika("read", "--jsonl", "--published", "2031-05-05", folder / "a.txt")
    for result, day in ((by_file, "2019-03-04"), (by_manifest, "2025-03-04"), (by_command, "2031-03-04")):
        assert f'"date": "{day}"' in result.stdout
    assert "manifest.jsonl: it is data or code and no report" in by_manifest.stderr
    assert khronika("read", "--published", "yesterday", folder / "a.txt").exit_code == 2
