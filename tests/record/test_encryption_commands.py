"""What a user does with an encrypted chronicle at the terminal; here a file gives the passphrase."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from khronika.cli import main
from khronika.record import keys
from khronika.surface.commands import passphrases
from tests.conftest import SAMPLES
from tests.record import quick_keys
from tests.record.quick_keys import OTHER, WORDS

Run = Callable[..., Result]
Give = Callable[..., Path]


@pytest.fixture
def give(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Give:
    """Give a passphrase in a file."""

    def given(words: str, variable: str = passphrases.FILE, mode: int = 0o600) -> Path:
        path = tmp_path / variable
        path.write_text(f"{words}\n", "utf-8")
        path.chmod(mode)
        monkeypatch.setenv(variable, str(path))
        return path

    monkeypatch.setattr(passphrases, "somebody", lambda: False)
    return given


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "passphrase", quick_keys)


@pytest.mark.usefixtures("quick")
def test_every_command_works_on_an_encrypted_chronicle(khronika: Run, give: Give, tmp_path: Path) -> None:
    give(WORDS)
    explained = khronika("init", "--encrypted", "--yes").stderr
    assert "no way to have a forgotten passphrase back" in " ".join(explained.split())
    assert max(map(len, explained.splitlines())) < 90, "it fits a terminal"
    assert "3 added" in khronika("add", SAMPLES / "kerimbayev").stdout
    ban = json.loads(khronika("bans", "--json").stdout)[0]["rests_on"][0]
    sources = json.loads(khronika("sources", "--json").stdout)
    for command in (
        ["docket", "Kerimbayev"],
        ["show", ban],
        ["accept", ban],
        ["undo", ban],
        ["reject", ban, "--reason", "another person"],
        ["reread"],
        ["log"],
        ["rebuild"],
        ["upgrade"],
        ["erase", sources[0]["sha256"], "--original", "--reason", "withdrawn", "--yes"],
        ["verify"],
        ["protect", "Saule Abenova", "--level", "name", "--reason", "so"],
        ["consent", "Saule Abenova", "--purpose", "share", "--given", "--reason", "so"],
        ["encrypt"],
        ["backup", str(tmp_path / "kept.tar")],
    ):
        done = khronika(*command)
        assert done.exit_code == 0, (command, done.output)
        assert done.stdout
    before = khronika("log", "--json").stdout
    (tmp_path / "chronicle").rename(tmp_path / "lost")
    give("another passphrase")
    refused = khronika("restore", tmp_path / "kept.tar")
    assert (refused.exit_code, "this is not its passphrase" in refused.stderr) == (2, True)
    give(WORDS)
    assert khronika("restore", tmp_path / "kept.tar").exit_code == 0
    assert khronika("log", "--json").stdout == before
    raw = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(b"Kerimbayev" in data for data in raw)


@pytest.mark.usefixtures("quick")
def test_a_readable_chronicle_is_encrypted_and_gets_another_passphrase(
    khronika: Run, give: Give, tmp_path: Path
) -> None:
    khronika("init")
    khronika("add", SAMPLES / "lawyer.eml")
    before = khronika("docket").stdout
    unconfirmed = khronika("encrypt")
    assert (unconfirmed.exit_code, "nobody is there to confirm" in unconfirmed.stderr) == (2, True)
    give(WORDS)
    done = khronika("encrypt", "--yes")
    assert (done.exit_code, "is encrypted" in done.stdout) == (0, True)
    assert "made before are readable still" in done.stderr
    assert khronika("docket").stdout == before
    give(OTHER, passphrases.NEW_FILE)
    assert khronika("passphrase").exit_code == 0
    refused = khronika("verify")
    assert (refused.exit_code, "nothing was touched" in refused.stderr) == (2, True)
    give(OTHER)
    assert khronika("verify").exit_code == 0
    (tmp_path / "chronicle" / "chronicle.sqlite3").write_bytes(b"left")
    assert "still readable; remove it: khronika encrypt" in khronika("docket").stderr
    assert khronika("verify").exit_code == 1
    assert "was removed" in khronika("encrypt").stdout
    assert khronika("verify").exit_code == 0


@pytest.mark.usefixtures("quick")
def test_where_a_passphrase_comes_from_must_be_safe(
    khronika: Run, give: Give, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = khronika("init", "--encrypted", "--yes")
    assert (nobody.exit_code, "KHRONIKA_PASSPHRASE_FILE" in nobody.stderr) == (2, True)
    assert not (tmp_path / "chronicle").exists()
    give(WORDS, mode=0o644)
    assert "others can read" in khronika("init", "--encrypted", "--yes").stderr
    give("short")
    assert "shorter than 12" in khronika("init", "--encrypted", "--yes").stderr
    give("")
    assert "no passphrase in it" in khronika("init", "--encrypted", "--yes").stderr
    assert not (tmp_path / "chronicle").exists()
    path = give(WORDS)
    assert khronika("init", "--encrypted", "--yes").exit_code == 0
    beside = tmp_path / "chronicle" / "passphrase"
    path.rename(beside)
    monkeypatch.setenv(passphrases.FILE, str(beside))
    refused = khronika("verify")
    assert (refused.exit_code, "lies beside what it protects" in refused.stderr) == (2, True)
    given = {option for command in main.commands.values() for one in command.params for option in one.opts}
    assert not {option for option in given if "pass" in option or "key" in option}, "never on the command line"


def test_a_chronicle_in_the_open_has_no_passphrase(khronika: Run) -> None:
    khronika("init")
    refused = khronika("passphrase")
    assert (refused.exit_code, "it is not encrypted" in refused.stderr) == (2, True)
    short = khronika("verify", "--head", "abc")
    assert (short.exit_code, "no hash of an entry" in short.stderr) == (2, True)


def test_the_real_passphrase_takes_its_time(khronika: Run, give: Give, tmp_path: Path) -> None:
    """Nothing is left out here: age's own scrypt."""
    give(WORDS)
    assert khronika("init", "--encrypted", "--yes").exit_code == 0
    locked = (tmp_path / "chronicle" / "chronicle.key").read_bytes()
    factor = int(locked.split(b"\n")[1].split()[-1])
    assert locked.startswith(b"age-encryption.org/v1\n-> scrypt ")
    assert factor >= 14, "two to this power, as the machine allows for a second"
    give(OTHER)
    assert khronika("verify").exit_code == 2
    give(WORDS)
    assert khronika("verify").exit_code == 0
