"""What a user does with the record itself at the terminal."""

import json
from collections.abc import Callable
from pathlib import Path
from unittest import mock

from click.testing import Result

from khronika.record import log
from khronika.record.chronicle import evidence, open_chronicle
from tests.conftest import SAMPLES

Run = Callable[..., Result]


def test_the_log_tells_who_did_what_and_it_is_taken_back(khronika: Run, tmp_path: Path) -> None:
    khronika("init")
    khronika("add", SAMPLES / "kerimbayev" / "oazis-wire.txt")
    name = evidence(open_chronicle(tmp_path / "chronicle"))[0].id
    khronika("reject", name, "--reason", "another person")
    told = khronika("log").stdout
    assert "document captured  filename oazis-wire.txt" in told
    assert "standing rejected · reason another person" in told
    records = json.loads(khronika("log", "--json", "--last", "1").stdout)
    assert (records[0]["kind"], records[0]["body"]["reason"]) == ("decision", "another person")
    assert f"{name} is proposed again" in khronika("undo", name).stdout
    assert "was taken back, by entry 5" in khronika("undo", "--entry", "4").stdout
    assert khronika("undo", "--entry", "4").exit_code == 2
    assert "taken back" not in khronika("undo").stdout
    assert khronika("log", "--kind", "undone").stdout.count("\n") == 2
    assert "from 5 entries" in khronika("rebuild").stdout
    assert "of this version already" in khronika("upgrade").stdout
    assert khronika("verify").exit_code == 0


def test_a_document_is_erased_and_the_chronicle_kept_and_restored(khronika: Run, tmp_path: Path) -> None:
    khronika("init")
    khronika("add", SAMPLES / "kerimbayev")
    wire = next(s for s in json.loads(khronika("sources", "--json").stdout) if s["filename"] == "oazis-wire.txt")
    refused = khronika("erase", wire["sha256"][:8], "--reason", "consent withdrawn")
    assert refused.exit_code == 1, "nobody said yes"
    done = khronika("erase", wire["sha256"][:8], "--reason", "consent withdrawn", "--original", "--yes")
    assert "oazis-wire.txt was erased" in done.stdout
    assert "Backups and copies" in done.stderr
    assert "(its content was erased)" in khronika("log").stdout
    assert "oazis-wire" not in khronika("sources").stdout
    assert khronika("verify").exit_code == 0
    kept = khronika("backup", tmp_path / "kept.tar")
    before = khronika("log", "--json").stdout
    (tmp_path / "chronicle").rename(tmp_path / "lost")
    restored = khronika("restore", tmp_path / "kept.tar")
    assert restored.exit_code == 0
    assert kept.stdout.split("The last entry is ")[1][:64] in restored.stdout
    assert khronika("log", "--json").stdout == before
    assert khronika("verify").exit_code == 0


def test_a_docket_is_asked_for_as_it_was_known_on_a_day(khronika: Run) -> None:
    khronika("init")
    with mock.patch.object(log, "now", return_value="2024-06-30T12:00:00+00:00"):
        khronika("add", SAMPLES / "kerimbayev")
    assert "Kerimbayev" in khronika("docket", "Kerimbayev", "--known-on", "2024-06-30").stdout
    assert khronika("docket", "Kerimbayev", "--known-on", "2024-06-29").exit_code == 2
    assert khronika("docket", "--known-on", "someday").exit_code == 2
