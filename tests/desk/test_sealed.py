"""The desk on an encrypted chronicle: nothing lies in the clear in its folder. All people are invented."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.desk.conftest import COMMAND, ENVIRONMENT


@contextmanager
def serving(folder: Path, words: dict[str, str]) -> Iterator[str]:
    """Serve an encrypted chronicle; yield the address that lets its owner in. It ends however the test does."""
    command = [*COMMAND, str(folder), "serve", "--port", "0", "--no-open"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=words) as process:
        assert process.stdout is not None
        process.stdout.readline()
        try:
            yield process.stdout.readline().strip()
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(30)


PLANTED = ("Plantedname", "Dana", "set-aside-secret", "Samarov")
REPORT = "On 3 May 2024 a court in Osh sentenced the invented writer Plantedname Samarov to two years in prison."


@pytest.fixture
def words(tmp_path: Path) -> dict[str, str]:
    """Return the environment with a passphrase in a file that only its owner can read."""
    secret = tmp_path / "passphrase"
    secret.write_text("six words that nobody would guess\n", "utf-8")
    secret.chmod(0o600)
    return {**ENVIRONMENT, "KHRONIKA_PASSPHRASE_FILE": str(secret)}


def lying_open(folder: Path) -> list[str]:
    """Return which planted words stand in the bytes, or in the names, of a folder's files."""
    found = []
    for path in folder.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        for word in PLANTED:
            for form in (word.encode(), word.encode("utf-16-le"), word.lower().encode()):
                if form in data or word in path.name:
                    found.append(f"{word} in {path.relative_to(folder)}")
    return found


@pytest.fixture
def sealed(tmp_path: Path, words: dict[str, str]) -> Iterator[Path]:
    """Make an encrypted chronicle, in which an earlier desk left accounts and a waiting file in the clear."""
    folder = tmp_path / "c"
    done = subprocess.run(
        [*COMMAND, str(folder), "init", "--encrypted", "--yes"],
        env=words,
        capture_output=True,
        check=False,
        text=True,
        input="y\n",
    )
    assert folder.exists(), done.stderr
    (folder / "desk.sqlite3").write_bytes(b"an account of Dana")
    (folder / "inbox" / "left").mkdir(parents=True)
    (folder / "inbox" / "left" / "batch.json").write_text('{"actor": "Dana"}', "utf-8")
    (folder / "inbox" / "left" / "Samarov.txt").write_text(REPORT.replace("3 May", "4 May"), "utf-8")
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def test_an_encrypted_chronicle_is_worked_on_and_its_folder_tells_nothing(
    sealed: Path, words: dict[str, str], tmp_path: Path, browser: Browser
) -> None:
    table = tmp_path / "Plantedname.csv"
    table.write_text("Name,Age\nPlantedname Samarov,34\n", "utf-8")
    broken = tmp_path / "set-aside-secret.pdf"
    broken.write_bytes(b"%PDF-1.4 set-aside-secret " + os.urandom(4_000_000))  # more than goes into one piece of memory
    report = tmp_path / "Samarov report.txt"
    report.write_text(REPORT, "utf-8")
    with serving(sealed, words) as address:
        page = browser.new_page()
        page.goto(address)
        page.set_input_files("#files", [str(table), str(broken), str(report)])
        page.get_by_role("button", name="Take them in").click()
        expect(page.locator("#taken")).to_contain_text("set-aside-secret.pdf", timeout=60000)
        expect(page.locator("#taken")).to_contain_text("Plantedname.csv: say what its columns mean", timeout=60000)
        expect(page.get_by_role("link", name="Samarov report")).to_be_visible(timeout=60000)
        assert lying_open(sealed) == []
        page.get_by_role("link", name="Samarov report").click()
        expect(page.locator(".card.here")).to_have_count(1)
        page.keyboard.press("a")
        expect(page.locator('.card[data-standing="accepted"]').first).to_be_visible()
        page.get_by_role("link", name="Inbox").click()
        with page.expect_download() as given:
            page.get_by_role("link", name="Download set-aside-secret.pdf").click()
        assert Path(given.value.path()).read_bytes() == broken.read_bytes()
        page.close()
    assert lying_open(sealed) == []
    assert not (sealed / "desk.sqlite3").exists()
    assert len(list((sealed / "inbox").rglob("*"))) >= 4  # the table and the broken file wait still, sealed
    with serving(sealed, words) as address:
        page = browser.new_page()
        page.goto(address)
        expect(page.locator("#taken")).to_contain_text("Plantedname.csv: say what its columns mean")
        page.close()
