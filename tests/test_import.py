"""What a user does with the tables that he kept before. All people in them are invented."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from khronika.record.chronicle import evidence, open_chronicle, sources
from khronika.record.verification import verify

Run = Callable[..., Result]

MAPPING = """
publisher = "Invented Families"
key = "No."
[[statement]]
kind = "profile"
subject = "{Name}"
age = "{Age}"
[[statement]]
kind = "proceeding"
step = "arrest"
subject = "{Name}"
date = "{Arrested}"
"""
ROWS = ["1,Aida Sarova,34,2021-03-24", "2,Marat Dosov,41,2021-03", "3,Lena Orlik,old,2021"]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    (tmp_path / "m.toml").write_text(MAPPING, "utf-8")
    return write(tmp_path, ROWS)


def write(folder: Path, rows: list[str]) -> Path:
    path = folder / "persons.csv"
    path.write_text("No.,Name,Age,Arrested\n" + "".join(f"{row}\n" for row in rows), "utf-8")
    return path


def test_rows_are_taken_told_and_found(khronika: Run, table: Path) -> None:
    khronika("init")
    result = khronika("import", table, "--mapping", table.parent / "m.toml")
    assert result.exit_code == 1
    assert "2 rows taken, 4 statements proposed, 0 known already." in result.stdout
    assert "row 4: column Age: 'old' is no whole number" in result.stderr
    docket = " ".join(khronika("docket", "Sarova", "--on", "2022-01-01").stdout.split())
    assert "persons.csv, row 2" in docket
    assert "○ proposed" in docket
    log = khronika("log").stdout
    assert "persons.csv, row 2" in log
    assert "persons.csv, row 3" in log
    assert khronika("verify").exit_code == 0


def test_the_same_file_again_takes_nothing_twice_and_a_changed_row_is_told(khronika: Run, table: Path) -> None:
    khronika("init")
    mapping = table.parent / "m.toml"
    khronika("import", table, "--mapping", mapping)
    again = khronika("import", table, "--mapping", mapping)
    assert "0 rows taken, 0 statements proposed, 2 known already." in again.stdout
    write(table.parent, ["0,Somebody Else,20,2020", ROWS[0].replace("34", "35"), ROWS[1], ROWS[1].replace("41", "42")])
    changed = khronika("import", table, "--mapping", mapping)
    assert "3 rows taken" in changed.stdout
    assert "row 3: persons:1 was taken before: Age '34' is now '35'; both are kept" in changed.stderr
    assert "row 5: the same No. as row 4: 2" in changed.stderr


def test_another_mapping_reads_the_same_rows_again(khronika: Run, table: Path) -> None:
    khronika("init")
    mapping = table.parent / "m.toml"
    khronika("import", table, "--mapping", mapping)
    mapping.write_text(MAPPING.replace('step = "arrest"', 'step = "charge"'), "utf-8")
    assert (
        "0 rows taken, 4 statements proposed, 2 known already."
        in khronika("import", table, "--mapping", mapping).stdout
    )
    assert {
        getattr(one.statement, "step", "charge") for one in evidence(open_chronicle(table.parent / "chronicle"))
    } == {"charge"}
    assert "0 read again" in khronika("reread").stdout
    assert len(evidence(open_chronicle(table.parent / "chronicle"))) == 4


def test_what_was_set_aside_can_be_corrected_and_taken(khronika: Run, table: Path) -> None:
    khronika("init")
    mapping, aside = table.parent / "m.toml", table.parent / "aside.csv"
    khronika("import", table, "--mapping", mapping, "--aside", aside)
    aside.write_text(aside.read_text("utf-8-sig").replace("old", "67"), "utf-8")
    assert "1 rows taken, 2 statements" in khronika("import", aside, "--mapping", mapping).stdout
    assert khronika("import", table, "--mapping", mapping, "--aside", aside).exit_code == 2


def test_a_draft_and_a_trial_enter_nothing(khronika: Run, table: Path) -> None:
    khronika("init")
    draft = khronika("import", table, "--draft").stdout
    assert 'subject = "{Name}"' in draft
    tried = khronika("import", table, "--mapping", table.parent / "m.toml", "--try")
    assert "2 rows would be taken, with 4 statements. Nothing was entered." in tried.stdout
    assert sources(open_chronicle(table.parent / "chronicle")) == ()
    assert khronika("import", table).exit_code == 2


def test_one_row_can_be_erased_and_the_table_is_named(khronika: Run, table: Path) -> None:
    khronika("init")
    khronika("import", table, "--mapping", table.parent / "m.toml")
    row = next(one for one in sources(open_chronicle(table.parent / "chronicle")) if one.filename.endswith("row 2"))
    erased = khronika("erase", row.sha256, "--original", "--reason", "she asked for it", "--yes")
    assert "persons.csv" in erased.stderr
    assert "still tells it" in erased.stderr
    assert "Sarova" not in khronika("docket").stdout
    assert khronika("verify").exit_code == 0
    assert "0 rows taken" in khronika("import", table, "--mapping", table.parent / "m.toml").stdout


def test_json_says_the_same(khronika: Run, table: Path) -> None:
    khronika("init")
    told = json.loads(khronika("import", table, "--mapping", table.parent / "m.toml", "--json").stdout)
    assert (told["taken"], told["proposed"], told["aside"][0]["row"]) == (2, 4, 4)


def test_killed_in_the_middle_it_goes_on_where_it_stopped(khronika: Run, table: Path) -> None:
    khronika("init")
    folder = table.parent / "chronicle"
    write(table.parent, [f"{n},Person Invented{n},{20 + n % 50},2021-03-{1 + n % 28:02}" for n in range(1500)])
    command = [sys.executable, "-m", "khronika", "--chronicle", str(folder), "import", str(table)]
    command += ["--mapping", str(table.parent / "m.toml")]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None and len(sources(open_chronicle(folder))) < 200:
            time.sleep(0.02)
        process.kill()
    halfway = len(sources(open_chronicle(folder)))
    assert 200 <= halfway < 1501
    told = json.loads(khronika(*command[5:], "--json").stdout)
    assert told["taken"] == 1500 - (halfway - 1)
    assert told["known"] == halfway - 1
    assert len(evidence(open_chronicle(folder))) == 3000
    assert verify(open_chronicle(folder)) == ()
