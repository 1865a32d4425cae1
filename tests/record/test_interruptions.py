"""Killed, crowded, full or forbidden: nothing is lost, nothing doubled, and the chain stays whole."""

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import psycopg
import pytest
from django.db import connections

from khronika.errors import ChronicleError
from khronika.record import log
from khronika.record.backup import backup
from khronika.record.chronicle import Chronicle, evidence, init, last_entry, open_chronicle, sources
from khronika.record.keys import Lock
from khronika.record.verification import verify
from tests.record import postgres, quick_keys
from tests.record.invented import ACTOR, add, forget
from tests.record.quick_keys import WORDS

ROOT = Path(__file__).parent.parent.parent
KILLS = 100


class Adder:
    """Runs ``khronika add`` again and again, each time in a process of its own that can be killed."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.record.killing", str(quick_keys.OWN[0])]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)

    def run(self, folder: Path, files: list[Path], kill_after: float | None = None) -> int:
        """Add files; return how the process ended, once it has ended by itself or was killed after some seconds."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(
            json.dumps([os.environ["KHRONIKA_PASSPHRASE_FILE"], "--chronicle", str(folder), "add", *map(str, files)])
            + "\n"
        )
        self.process.stdin.flush()
        number = int(self.process.stdout.readline())
        if kill_after is not None:
            time.sleep(kill_after)
            os.kill(number, signal.SIGKILL)
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())


@pytest.fixture(scope="module")
def adder() -> Iterator[Adder]:
    made = Adder()
    yield made
    made.process.kill()
    made.process.communicate()


@pytest.fixture
def passphrase(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a passphrase where the command finds it."""
    path = tmp_path / "passphrase"
    path.write_text(f"{WORDS}\n", "utf-8")
    path.chmod(0o600)
    monkeypatch.setenv("KHRONIKA_PASSPHRASE_FILE", str(path))
    return path


def small_reports(folder: Path, many: int) -> list[Path]:
    """Write small invented reports."""
    folder.mkdir()
    paths = [folder / f"report-{number:03}.txt" for number in range(many)]
    for number, path in enumerate(paths):
        text = f"On {number % 27 + 1} May {1900 + number} a court in Osh convicted Bakyt Toktogulov of fraud.\n"
        path.write_text(text, "utf-8")
    return paths


@pytest.fixture(params=["SQLite", "encrypted", "PostgreSQL"])
def killed(
    request: pytest.FixtureRequest, tmp_path: Path, lock: Lock, passphrase: Path
) -> Iterator[tuple[Chronicle, int]]:
    """Begin a chronicle of each kind, and say how many times it is killed."""
    if request.param != "PostgreSQL":
        sealed = request.param == "encrypted"
        yield init(tmp_path / "chronicle", actor=ACTOR, lock=lock if sealed else None), 10 if sealed else KILLS
        return
    with postgres.database() as url:
        yield init(tmp_path / "chronicle", actor=ACTOR, url=url), 10
        forget(url)


def test_killed_a_hundred_times_it_ends_as_if_undisturbed(
    killed: tuple[Chronicle, int], adder: Adder, tmp_path: Path
) -> None:
    """Each time some files are new, and some were begun before; the moment of the kill wanders over the whole run."""
    chronicle, times = killed
    files = small_reports(tmp_path / "reports", times + 4)
    begun = time.monotonic()
    assert adder.run(chronicle.folder, files[:3]) == 0
    whole = time.monotonic() - begun
    chance = random.Random(7)  # noqa: S311 - a test that can be repeated, as far as a clock can
    lengths, kills = [3], 0
    for _ in range(4 * times):
        killed_it = adder.run(chronicle.folder, files[kills : kills + 4], chance.random() * whole) == -signal.SIGKILL
        kills += killed_it
        whole *= 1.05 if killed_it else 0.8  # other work on the machine makes it slower, or lets it be quicker
        lengths.append(len(sources(chronicle)))
        assert last_entry(chronicle)[0] == 2 * lengths[-1], "a document is there with its reading, or not at all"
        if kills == times:
            break
    assert kills == times, "it was killed while it was at it"
    assert lengths == sorted(lengths)
    assert len(set(lengths)) > times / 5, "and not always at the beginning"
    assert adder.run(chronicle.folder, files) == 0
    undisturbed = init(tmp_path / "undisturbed", actor=ACTOR)
    assert adder.run(undisturbed.folder, files) == 0
    assert [len(sources(one)) for one in (chronicle, undisturbed)] == [len(files)] * 2
    assert {(e.id, e.statement) for e in evidence(chronicle)} == {(e.id, e.statement) for e in evidence(undisturbed)}
    assert verify(chronicle) == ()
    raw = b"".join(path.read_bytes() for path in chronicle.folder.rglob("*") if path.is_file())
    assert (b"Toktogulov" in raw) == (not chronicle.keys), "what a kill leaves behind is encrypted too"


def adding(folder: Path, first: int, last: int) -> subprocess.Popen[str]:
    """Begin to add invented reports in a process of its own, and wait until it is at it."""
    command = [sys.executable, "-m", "tests.record.adding", str(folder), str(first), str(last)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout is not None
    assert process.stdout.readline() == "begin\n"
    return process


def test_two_at_once_wait_for_each_other(chronicle: Chronicle) -> None:
    with adding(chronicle.folder, 1, 40) as one, adding(chronicle.folder, 21, 60) as other:
        news = [int(process.communicate()[0]) for process in (one, other)]
    assert sum(news) == len(sources(chronicle)) == 60
    assert last_entry(chronicle)[0] == 120
    assert verify(chronicle) == ()


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """Let no file grow beyond a size: what a full disk does to a program."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("size", [10, 20_000])
def test_a_full_disk_takes_nothing_half(in_a_file: Chronicle, size: int) -> None:
    """Ten bytes hold no original; twenty thousand hold originals but not the growing database."""
    chronicle = in_a_file
    add(chronicle, 1)
    with largest_file(size), pytest.raises(ChronicleError, match="free some space"):
        for number in range(2, 100):
            add(chronicle, number)
    assert last_entry(chronicle)[0] == 2 * len(sources(chronicle))
    assert not list(chronicle.folder.rglob(".partial-*"))
    assert verify(chronicle) == ()
    assert add(chronicle, 100), "once there is space, it goes on"
    assert verify(chronicle) == ()


@pytest.mark.parametrize("sealed", [False, True])
def test_a_disk_that_is_really_full_takes_nothing_half(tmp_path: Path, lock: Lock, sealed: bool) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    made = os.geteuid() == 0 and shutil.which("mount")
    if not made or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", disk], check=False).returncode:  # noqa: S607
        pytest.skip("no small disk can be mounted here; a full disk was tested by a limit of the size of files only")
    try:
        chronicle = init(disk / "chronicle", actor=ACTOR, lock=lock if sealed else None)
        (disk / "ballast").write_bytes(bytes(300_000))
        with pytest.raises(ChronicleError, match="free some space"):
            for number in range(1, 1000):
                add(chronicle, number)
        assert last_entry(chronicle)[0] == 2 * len(sources(chronicle)) > 0
        assert verify(chronicle) == ()
        assert not list(chronicle.folder.rglob(".partial-*"))
        kept = disk / "kept.tar"
        with pytest.raises(ChronicleError, match="free some space"):
            backup(chronicle, kept)
        assert sorted(path.name for path in disk.iterdir()) == ["ballast", "chronicle"]
        (disk / "ballast").unlink()
        assert add(chronicle, 2000), "once there is space, it goes on"
        assert verify(chronicle) == ()
    finally:
        subprocess.run(["umount", disk], check=True)  # noqa: S607


def test_a_server_that_breaks_down_takes_nothing_half(tmp_path: Path) -> None:
    with postgres.own_server() as server:
        chronicle = init(tmp_path / "chronicle", actor=ACTOR, url=server.url)
        with adding(chronicle.folder, 1, 4000) as process:
            while len(sources(chronicle)) < 5:
                time.sleep(0.05)
            server.stop()
            assert process.wait() != 0
        with pytest.raises(ChronicleError, match="see that the database server runs"):
            add(chronicle, 4001)
        server.start()
        count = len(sources(chronicle))
        assert count >= 5
        assert last_entry(chronicle)[0] == 2 * count == len(evidence(chronicle))
        assert verify(chronicle) == ()
        assert add(chronicle, 4002)
        with (
            pytest.raises(ChronicleError, match="nothing was written"),
            chronicle.writing() as database,
            connections[database].cursor() as cursor,
        ):
            add(chronicle, 4003)
            with psycopg.connect(server.url, autocommit=True) as other:
                other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
            cursor.execute("SELECT 1")
        assert len(sources(chronicle)) == count + 1, "whose connection was lost has written nothing"
        assert add(chronicle, 4003)
        assert verify(chronicle) == ()
        forget(server.url)


def test_a_clock_that_goes_back_is_told_and_harms_nothing(chronicle: Chronicle) -> None:
    for hour, number in ((12, 1), (9, 2), (10, 3)):
        with mock.patch.object(log, "now", return_value=f"2024-05-01T{hour:02}:00:00+00:00"):
            add(chronicle, number)
    with chronicle.reading() as database:
        kinds = [entry.kind for entry in log.entries(database)]
    assert kinds.count("clock_went_back") == 1
    assert kinds.index("clock_went_back") == 2
    assert verify(chronicle) == ()


def test_a_chronicle_that_cannot_be_begun_leaves_nothing_behind(tmp_path: Path) -> None:
    with largest_file(10), pytest.raises(ChronicleError, match="free some space"):
        init(tmp_path / "chronicle", actor=ACTOR)
    assert not (tmp_path / "chronicle").exists()
    init(tmp_path / "chronicle", actor=ACTOR)


@contextmanager
def forbidden(folder: Path) -> Iterator[None]:
    """Make a folder read-only, for the superuser too: it steps down for as long."""
    paths = [folder, *folder.rglob("*")]
    superuser = os.geteuid() == 0
    parents = [parent for parent in folder.parents if superuser and not parent.stat().st_mode & 0o001]
    modes = {path: path.stat().st_mode for path in (*parents, *paths)}
    for path in parents:
        path.chmod(modes[path] | 0o011)
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    if superuser:
        os.seteuid(65534)
    try:
        yield
    finally:
        if superuser:
            os.seteuid(0)
        for path, mode in modes.items():
            path.chmod(mode)


def test_a_read_only_folder_is_read_and_not_written(in_a_file: Chronicle) -> None:
    chronicle = in_a_file
    add(chronicle, 1)
    with forbidden(chronicle.folder):
        opened = open_chronicle(chronicle.folder)
        assert len(evidence(opened)) == 2
        assert verify(opened) == ()
        with pytest.raises(ChronicleError, match="allow writing"):
            add(opened, 2)
        with pytest.raises(ChronicleError, match="allow writing"):
            init(chronicle.folder / "inner", actor=ACTOR)
    assert len(sources(chronicle)) == 1
    assert verify(chronicle) == ()
