"""Reviewing in a terminal, real and scripted, on a sample report; all people are invented."""

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from khronika.cli import main
from khronika.errors import RequestError
from khronika.record.chronicle import Chronicle, evidence, open_chronicle
from khronika.record.log import entries
from khronika.record.verification import verify
from khronika.surface.reviewing.desks import OpenDesk
from khronika.vocabulary.evidence import Evidence, Standing
from tests.conftest import SAMPLES

Run = Callable[..., Result]
REPORT = SAMPLES / "kerimbayev" / "oazis-wire.txt"


@pytest.fixture
def chronicle(khronika: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Chronicle:
    """Return a chronicle with one report, and act as Aizada."""
    monkeypatch.setenv("KHRONIKA_ACTOR", "Aizada")
    monkeypatch.setenv("COLUMNS", "100")
    khronika("init")
    khronika("add", REPORT)
    return open_chronicle(tmp_path / "chronicle")


@pytest.fixture
def review(chronicle: Chronicle) -> Callable[..., str]:
    """Review with lines in the place of keys; return what was printed, in one line."""

    def run(lines: str, *arguments: str) -> str:
        told = CliRunner().invoke(
            main, ["--chronicle", str(chronicle.folder), "review", *arguments], input=lines, catch_exceptions=False
        )
        assert told.exit_code == 0, told.output
        return " ".join(told.output.split())

    return run


def standings(chronicle: Chronicle) -> list[str]:
    held = sorted(evidence(chronicle), key=lambda one: one.statement.quote.start)
    return [one.standing.value[0] for one in held]


def verdict(chronicle: Chronicle) -> Evidence:
    return next(one for one in evidence(chronicle) if getattr(one.statement, "outcome", None) == "convicted")


def test_one_after_another_and_on_where_it_stopped(chronicle: Chronicle, review: Callable[..., str]) -> None:
    told = review("a\ns\nr another person\n")
    assert "1 of 7 · 0 of 7 decided" in told
    assert "【A court in Shymkent on Thursday sentenced" in told
    assert "~ date = 2024-05-16" in told
    assert "2 of 7 decided. The same command goes on where you stopped." in told
    assert standings(chronicle) == ["a", "p", "r", "p", "p", "p", "p"]
    assert review("a\nq\n").count("2 of 7 · 2 of 7 decided") == 1, "what was skipped comes again"
    told = review("a\n" * 4)
    assert "The end of the list: 7 of 7 decided." in told
    assert standings(chronicle) == ["a", "a", "r", "a", "a", "a", "a"]
    assert {one.decided_by for one in evidence(chronicle)} == {"Aizada"}
    assert verify(chronicle) == ()


def test_back_undo_and_what_is_refused(chronicle: Chronicle, review: Callable[..., str]) -> None:
    told = review("u\nx\nr\n\na\nb\nr wrong\nu\nu\nu\n")
    assert "You decided nothing in this session yet" in told
    assert "This key does nothing" in told
    assert "A rejection needs a reason" in told
    assert re.search(r"\w{16} is accepted again\..*\w{16} is proposed again\..*You decided nothing", told)
    assert standings(chronicle) == ["p"] * 7
    with chronicle.reading() as database:
        assert [entry.kind for entry in entries(database)][2:] == ["decision", "decision", "undone", "undone"]


def test_words_in_the_place_of_keys_mean_what_they_say(chronicle: Chronicle, review: Callable[..., str]) -> None:
    told = review("amend place = Osh\n!\nabandon\nreject another person\nAccept\nquit\n")
    assert "This key does nothing" in told
    assert standings(chronicle) == ["r", "a", "p", "p", "p", "p", "p"]


def test_undo_leaves_alone_what_somebody_else_decided_since(chronicle: Chronicle) -> None:
    name = verdict(chronicle).id
    mine, other = OpenDesk(chronicle, "Aizada"), OpenDesk(chronicle, "Timur")
    mine.decide(name, Standing.ACCEPTED, "")
    other.decide(name, Standing.REJECTED, "another person")
    with pytest.raises(RequestError, match="Timur decided on it since"):
        mine.undo(name)
    other.undo(name)
    mine.undo(name)
    assert standings(chronicle) == ["p"] * 7


def test_amended_slot_by_slot(chronicle: Chronicle, review: Callable[..., str]) -> None:
    read = verdict(chronicle)
    lines = [
        *("m", "step", "verdic", "", "place = Osh; Talas", "date = someday", "date = 17 May 2024", "judge=A. Asanov"),
        *("99", "nonsense = 1", "quote = these words stand nowhere", "quote = A court in Shymkent on  Thursday"),
        *("3", "Shymkent City Court", "", "seen in the judgment"),
    ]
    told = review("\n".join([*lines, ""]))
    for words in (
        "arrest Somebody is seized by authorities",
        "step cannot be 'verdic'",
        "date cannot be 'someday'",
        "date: 2024-05-16 → 2024-05-17",
        "their numbers go from 1 to 12",
        "a proceeding has no slot 'nonsense'",
        "do not stand in the paragraph",
        "→ “A court in Shymkent on Thursday”",
        "was amended and accepted",
    ):
        assert words in told, words
    one = verdict(chronicle)
    assert (one.standing, one.reason, one.read_as) == (Standing.ACCEPTED, "seen in the judgment", read.statement)
    assert getattr(one.statement, "date", "") == "2024-05-17"
    assert getattr(one.statement, "body", "") == "Shymkent City Court"
    assert one.statement.quote.text == "A court in Shymkent on Thursday"
    assert {"judge", "date", "body"} <= set(one.statement.inferred)
    assert verify(chronicle) == ()


def test_an_amendment_can_be_given_up(chronicle: Chronicle, review: Callable[..., str]) -> None:
    assert "Nothing was changed." in review("m place = Osh\n!\nm\n\nq\n")
    assert standings(chronicle) == ["p"] * 7


def test_only_some_statements(chronicle: Chronicle, review: Callable[..., str]) -> None:
    assert "1 of 2 · 0 of 2 decided" in review("q\n", "--kind", "toll")
    assert "1 of 7" in review("q\n", "oazis-wire.txt")
    assert "1 of 7" in review("q\n", "oazis-wire", "--unsure-first")
    review("r another person\n", "Kerimbaev")
    assert "0 of 0" not in review("q\n", "Kerimbaev"), "what was rejected is still counted"
    assert review("", "--kind", "restriction").startswith("There is nothing to review here")


def test_the_list_for_programs_and_names_that_mean_nothing(chronicle: Chronicle, khronika: Run) -> None:
    told = json.loads(khronika("review", "--kind", "toll", "--json").stdout)
    assert [one["standing"] for one in told] == ["proposed", "proposed"]
    nothing = khronika("review", "nowhere")
    assert (nothing.exit_code, "no document is called 'nowhere'" in nothing.stderr) == (2, True)


def test_amended_in_one_line(chronicle: Chronicle, khronika: Run) -> None:
    name = verdict(chronicle).id
    done = khronika("amend", name[:6], "date=17 May 2024", "place=", "--reason", "the judgment says so")
    assert "● accepted" in done.stdout
    assert "amended; read as" in done.stdout
    record = json.loads(khronika("show", name, "--json").stdout)
    assert (record["statement"]["date"], record["read_as"]["date"]) == ("2024-05-17", "2024-05-16")
    assert "place" not in record["statement"]
    for wrong in (["date=someday"], ["colour=red"], ["nothing"], [], ["date=2024", "date=2023"], ["date=2024-05-17"]):
        assert khronika("amend", name, *wrong).exit_code == 2, wrong


def test_a_statement_is_added_with_its_words(chronicle: Chronicle, khronika: Run) -> None:
    words = ("kind=act", "type=harassment", "victims=trade union Birlik")
    done = khronika("state", "oazis-wire.txt", *words, "--quote", "the trade  union Birlik")
    assert "● accepted" in done.stdout
    assert "written by Aizada" in done.stdout
    again = khronika("state", "oazis-wire", *words, "--quote", "the trade union Birlik")
    assert (again.exit_code, "has this statement already" in again.stderr) == (2, True)
    several = khronika("state", "oazis-wire", *words, "--quote", "Kerimbaev")
    assert (several.exit_code, "--at 2" in several.stderr) == (2, True)
    second = khronika("state", "oazis-wire", *words, "--quote", "Kerimbaev", "--at", "2", "--propose", "--json")
    assert json.loads(second.stdout)["standing"] == "proposed"
    assert "do not stand in it" in khronika("state", "oazis-wire", *words, "--quote", "nowhere").stderr
    assert "say what kind" in khronika("state", "oazis-wire", "type=threat", "--quote", "Kerimbaev").stderr
    assert "statement added" in khronika("log", "--last", "1").stdout
    assert verify(chronicle) == ()


def test_a_name_that_fits_several_lists_them(chronicle: Chronicle, khronika: Run) -> None:
    khronika("add", REPORT.parent)
    letters = [one.id[0] for one in evidence(chronicle)]
    assert len(letters) > 16, "so that one of sixteen letters begins two names"
    often = max(letters, key=letters.count)
    told = khronika("show", often)
    assert told.exit_code == 2
    for one in evidence(chronicle):
        assert (one.id in told.stderr) is one.id.startswith(often)


def test_one_statement_is_erased(chronicle: Chronicle, khronika: Run) -> None:
    name = verdict(chronicle).id
    assert khronika("erase", name, "--reason", "consent withdrawn").exit_code == 1, "nobody said yes"
    done = khronika("erase", name[:8], "--reason", "consent withdrawn", "--yes")
    assert f"statement {name} of oazis-wire.txt was erased" in done.stdout
    assert "The document keeps its words" in done.stderr
    assert f"statement {name} · reason consent withdrawn" in khronika("log", "--last", "1").stdout
    assert khronika("show", name).exit_code == 2
    assert len(evidence(chronicle)) == 6
    assert khronika("verify").exit_code == 0
    assert khronika("erase", "", "--reason", "so", "--yes").exit_code == 2


def coder(khronika: Run, monkeypatch: pytest.MonkeyPatch, name: str) -> Callable[..., Result]:
    def run(*arguments: str, lines: str = "") -> Result:
        monkeypatch.setenv("KHRONIKA_ACTOR", name)
        if not lines:
            return khronika(*arguments)
        folder = os.environ["TEST_CHRONICLE"]
        return CliRunner().invoke(main, ["--chronicle", folder, *arguments], input=lines, catch_exceptions=False)

    monkeypatch.setenv("TEST_CHRONICLE", str(os.environ.get("TEST_CHRONICLE", "")))
    return run


def test_two_people_code_blind_and_a_third_settles(
    chronicle: Chronicle, khronika: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEST_CHRONICLE", str(chronicle.folder))
    aizada, timur, nurbek = (coder(khronika, monkeypatch, name) for name in ("Aizada", "Timur", "Nurbek"))
    assert (
        "7 statements of oazis-wire.txt" in nurbek("coding", "start", "oazis-wire", "--coders", "Aizada,Timur").stdout
    )
    aizada("review", "--coding", lines="m date = 17 May 2024\n\nthe secret reason\na\na\na\na\na\nr a secret doubt\n")
    name = verdict(chronicle).id
    for command in (
        ("log",), ("log", "--json"), ("show", name), ("show", name, "--json"), ("docket",), ("docket", "--all", "--json"),
        ("review", "--json"), ("review", "--coding", "--json"), ("coding", "list"), ("coding", "agreement"), ("bans",),
        ("accept", name), ("undo", name), ("undo", "--entry", "4"), ("verify",), ("rebuild",),
    ):  # fmt: skip
        told = timur(*command)
        assert "secret" not in told.output, command
        assert "2024-05-17" not in told.output, command
        assert "17 May" not in told.output, command
    assert "are being coded blind and left out" in timur("review").stderr
    assert "Nothing is revealed before Timur is" in aizada("coding", "done").stdout
    assert timur("coding", "agreement").exit_code == 2
    timur("review", "--coding", lines="a\na\na\na\na\na\n")
    assert "not decided on 1 of 7" in timur("coding", "done").stderr
    timur("review", "--coding", lines="a\n")
    assert "5 of 7 statements agreed on and decided, 2 not" in timur("coding", "done").stdout
    told = timur("coding", "agreement")
    assert told.exit_code == 1
    assert "◐ date: 2024-05-17 (Aizada) ↔ 2024-05-16 (Timur)" in told.stdout
    assert "◐ decision: rejected (Aizada) ↔ accepted (Timur)" in told.stdout
    figures = json.loads(timur("coding", "agreement", "--json").stdout)
    assert {"kind": "toll", "slot": "decision", "alpha": 0.0, "statements": 2, "alike": 1} in figures["agreement"]
    assert "is one of the coders" in timur("coding", "settle").stderr
    settled = nurbek("coding", "settle", lines="a\nr the text says otherwise\n")
    assert "◐ date: 2024-05-17 (Aizada)" in settled.output
    assert sorted(standings(chronicle)) == ["a"] * 6 + ["r"]
    assert {one.decided_by for one in evidence(chronicle)} == {"Aizada and Timur", "Nurbek"}
    assert verify(chronicle) == ()


class Seen:
    """A review in a real pseudo-terminal, and what is to be seen in it."""

    def __init__(self, chronicle: Chronicle) -> None:
        self.own, other = pty.openpty()
        command = [sys.executable, "-m", "khronika", "--chronicle", str(chronicle.folder), "review"]
        environment = os.environ | {"TERM": "xterm", "PAGER": "cat", "KHRONIKA_ACTOR": "Aizada"}
        self.process = subprocess.Popen(
            command, stdin=other, stdout=other, stderr=other, env=environment, start_new_session=True
        )
        os.close(other)
        self.text = ""

    def until(self, words: str) -> str:
        """Wait until something is to be seen."""
        end = time.monotonic() + 20
        while words not in self.text and time.monotonic() < end:
            if select.select([self.own], [], [], 0.2)[0]:
                try:
                    self.text += os.read(self.own, 65536).decode("utf-8", "replace")
                except OSError:
                    break
        assert words in self.text, self.text
        seen, self.text = self.text, self.text.partition(words)[2]
        return seen

    def ready(self) -> None:
        """Wait until a key is awaited: what is pressed before the page stands is thrown away, so that nobody decides unseen."""
        self.until("? help\r\n> ")
        time.sleep(0.4)

    def press(self, keys: str) -> None:
        os.write(self.own, keys.encode())


@pytest.fixture
def seen(chronicle: Chronicle) -> Iterator[Seen]:
    """Open a review in a pseudo-terminal."""
    one = Seen(chronicle)
    yield one
    one.process.kill()
    one.process.wait()
    os.close(one.own)


def test_single_keys_on_a_real_terminal(chronicle: Chronicle, seen: Seen) -> None:
    assert "\x1b[2J" in seen.until("1 of 7 · 0 of 7 decided"), "each statement has a page of its own"
    seen.ready()
    seen.press("ф")  # the key of "a" under a Russian layout
    seen.until("2 of 7 · 1 of 7 decided")
    seen.ready()
    seen.press("r")
    seen.until("Why is it rejected?")
    seen.press("another person\r")
    seen.until("3 of 7 · 2 of 7 decided")
    seen.ready()
    seen.press("o")
    seen.until("No officer has been charged")
    seen.ready()
    seen.press("\x1b[D")
    seen.until("2 of 7 · 2 of 7 decided")
    seen.ready()
    seen.press("u")
    seen.until("2 of 7 · 1 of 7 decided")
    seen.ready()
    seen.press("m")
    seen.until("amend>")
    seen.press("2\r")
    seen.until("is = labour activist")
    seen.press("\x15trade unionist\r\r\r")
    seen.until("amended and accepted")
    seen.ready()
    seen.press("\x03")
    seen.until("2 of 7 decided. The same command goes on where you stopped.")
    assert seen.process.wait(20) == 0
    assert standings(chronicle) == ["a", "a", "p", "p", "p", "p", "p"]


def test_killed_in_the_midst_nothing_decided_is_lost(chronicle: Chronicle, seen: Seen) -> None:
    seen.ready()
    seen.press("a")
    seen.until("2 of 7 · 1 of 7 decided")
    seen.ready()
    seen.press("r")
    seen.until("Why is it rejected?")
    seen.process.send_signal(signal.SIGKILL)
    seen.process.wait(20)
    assert standings(chronicle) == ["a", "p", "p", "p", "p", "p", "p"]
    assert verify(chronicle) == ()
