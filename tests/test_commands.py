"""What a user does at the terminal, on the sample reports."""

import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from khronika.documents import Found, discover
from tests.conftest import SAMPLES

Run = Callable[..., Result]


def flat(result: Result) -> str:
    """Return what was printed in one line: where it wraps depends on the terminal."""
    return " ".join(result.stdout.split())


def test_from_reports_to_a_sourced_docket(khronika: Run, tmp_path: Path) -> None:
    count = sum(isinstance(one, Found) for one in discover([SAMPLES]))
    assert count >= 8
    assert khronika("init").exit_code == 0
    first = khronika("add", SAMPLES)
    assert f"{count} added" in first.stdout, first.stdout
    assert "Spanish: kept, not read" in first.stderr
    assert f"0 added, 0 statements proposed, {count} known already" in khronika("add", SAMPLES).stdout
    docket = khronika("docket", "Kerimbayev", "--on", "2026-01-01")
    for told in (
        "suspended",
        "○ proposed",
        "in force",
        "△ until 16 May 2028, computed from pronouncement on ~16 May 2024",
        "△ until 18 Jul 2028, computed from entry into force on ~18 Jul 2024",
        "Nurlan Kerimbaev = Nurlan Kerimbayev",
        "◐ count: 12 (Birlik in Oazis Wire, 16 May 2024) ↔ 9 (Steppe Observer, 17 May 2024)",
        "bears on".upper(),
        "Steppe Observer",
        "© 2024",
    ):
        assert told in flat(docket), told
    assert "A ban ended on 16 May 2028 △ computed" in flat(khronika("docket", "Kerimbayev", "--on", "2029-05-01"))
    assert "violated" not in docket.stdout
    assert json.loads(khronika("bans", "--in-force", "2026-01-01", "--json").stdout)[0]["status"] == "in force"
    assert khronika("bans", "--ending", "2027").stdout.strip() == "No such bans."
    assert "2028" in khronika("bans", "--ending", "2028").stdout
    assert "sha256" in khronika("sources").stdout
    assert khronika("verify").exit_code == 0


def test_a_person_decides_and_the_docket_shows_it(khronika: Run) -> None:
    khronika("init")
    khronika("add", SAMPLES / "kerimbayev")
    ban = json.loads(khronika("bans", "--json").stdout)[0]["rests_on"][0]
    shown = flat(khronika("show", ban))
    assert "【barred him from" in shown
    assert "paragraph" in shown
    assert "● accepted" in khronika("accept", ban).stdout
    assert khronika("reject", ban).exit_code == 2
    khronika("reject", ban, "--reason", "wrong person")
    assert khronika("bans").stdout.strip() == "No such bans."
    assert "WHAT IS FORBIDDEN" not in khronika("docket", "Kerimbayev").stdout
    assert khronika("verify").exit_code == 0


def test_a_changed_original_or_record_is_found(khronika: Run, tmp_path: Path) -> None:
    khronika("init")
    khronika("add", SAMPLES / "lawyer.eml")
    folder = tmp_path / "chronicle"
    with sqlite3.connect(folder / "chronicle.sqlite3") as database:
        database.execute("UPDATE statement SET standing = 'accepted'")
    database.close()
    assert "table statement" in khronika("verify").stdout
    with sqlite3.connect(folder / "chronicle.sqlite3") as database:
        with pytest.raises(sqlite3.IntegrityError, match="never changed"):
            database.execute("UPDATE entry SET body = replace(body, 'Asanova', 'Osmonova') WHERE number = 2")
        database.execute("DROP TRIGGER entry_changed")
        database.execute("UPDATE entry SET body = replace(body, 'Asanova', 'Osmonova') WHERE number = 2")
    database.close()
    found = khronika("verify")
    told = ["the log: what keeps it from being changed was taken away", "entry 2: it was altered after it was written"]
    assert (found.exit_code, found.stdout.splitlines()) == (1, told)


def test_broken_files_cost_only_themselves(khronika: Run, tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "empty.txt").write_bytes(b"")
    (reports / "torn.pdf").write_bytes((SAMPLES / "custody.pdf").read_bytes()[:300])
    (reports / "good.txt").write_text("On 2 May 2024 a court in Osh convicted Bakyt Toktogulov of fraud.", "utf-8")
    khronika("init")
    added = khronika("add", reports)
    assert (added.exit_code, "1 added" in added.stdout) == (1, True)
    assert "2 set aside" in added.stderr
    assert "empty.txt: it is empty" in added.stderr


def test_read_prints_the_contract_and_needs_no_chronicle(khronika: Run) -> None:
    printed = khronika("read", SAMPLES / "custody.pdf", "--jsonl")
    records = [json.loads(line) for line in printed.stdout.splitlines()]
    assert {record["document"] for record in records} == {"custody"}
    assert {"toll", "proceeding"} <= {record["kind"] for record in records}
    assert "“" in khronika("read", SAMPLES / "custody.pdf").stdout


def test_what_is_not_understood_says_so(khronika: Run, tmp_path: Path) -> None:
    assert "begin one with: khronika init" in khronika("docket").stderr
    khronika("init")
    assert khronika("init").exit_code == 2
    assert khronika("docket", "--on", "someday").exit_code == 2
    khronika("add", SAMPLES / "lawyer.eml")
    nobody = khronika("docket", "Nobody")
    assert (nobody.exit_code, "Elnura Asanova" in nobody.stderr) == (2, True)


def test_an_empty_folder_is_told(khronika: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    khronika("init")
    for command in ("read", "add"):
        told = khronika(command, tmp_path / "empty")
        assert (told.exit_code, told.stderr.strip()) == (1, "there are no files in what was given")


def test_a_surname_finds_the_case_also_where_a_document_is_called_by_it(khronika: Run) -> None:
    khronika("init")
    khronika("add", SAMPLES / "june-notes.zip", SAMPLES / "party.docx")
    assert khronika("docket", "Sadykov").stdout.startswith("The case of Timur Sadykov")
    assert khronika("docket", "sadykov", "--on", "2024-03-15").exit_code == 0


def test_killed_while_adding_loses_and_doubles_nothing(khronika: Run, tmp_path: Path) -> None:
    khronika("init")
    command = [sys.executable, "-m", "khronika", "--chronicle", str(tmp_path / "chronicle"), "add", str(SAMPLES)]
    for wait in (1.5, 2.2, 2.8, 3.2):
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            time.sleep(wait)
            process.kill()
    khronika("add", SAMPLES)
    count = sum(isinstance(one, Found) for one in discover([SAMPLES]))
    assert len(json.loads(khronika("sources", "--json").stdout)) == count
    assert khronika("verify").exit_code == 0


def test_help_imports_nothing_heavy() -> None:
    code = "import sys, khronika.cli; print([m for m in ('spacy', 'markdown_it', 'lxml', 'docx', 'pypdfium2', 'rich') if m in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )


def test_what_follows_a_breach_is_no_second_ban(khronika: Run, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(
        "On 16 May 2024 the Osh City Court convicted Bakyt Toktogulov, a teacher, of fraud and barred him from teaching for four years. "
        "If Toktogulov violates the ban, he faces imprisonment.",
        "utf-8",
    )
    khronika("init")
    khronika("add", report)
    found = json.loads(khronika("bans", "--json").stdout)
    assert [one["ends"][0]["last"] for one in found] == ["2028-05-16"]
    assert [one["text"] for one in found[0]["if_broken"]] == ["imprisonment"]


@pytest.mark.parametrize("arguments", [("read", "a" * 5000), ("people", "\udcff"), ("log", "--kind", "\udcff")])
def test_what_no_file_system_and_no_database_takes_is_told_in_words(
    khronika: Callable[..., Result], arguments: tuple[str, ...]
) -> None:
    khronika("init")
    refused = khronika(*arguments)
    assert refused.exit_code == 2
    assert refused.stderr.startswith("khronika: ")
    assert len(refused.stderr) < 400
