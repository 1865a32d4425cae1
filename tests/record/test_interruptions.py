"""Killed, crowded, full or forbidden: nothing is lost, nothing doubled, and the chain stays whole."""

import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from khronika.errors import ChronicleError
from khronika.record.chronicle import Chronicle, evidence, init, last_entry, open_chronicle, sources
from khronika.record.verification import verify
from tests.record.invented import ACTOR, add, held

ROOT = Path(__file__).parent.parent.parent
KILLS = 15
MANY = 60


def adding(folder: Path, first: int, last: int) -> subprocess.Popen[str]:
    """Begin to add invented reports in a process of its own, and wait until it is at it."""
    command = [sys.executable, "-m", "tests.record.adding", str(folder), str(first), str(last)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout is not None
    assert process.stdout.readline() == "begin\n"
    return process


def test_killed_at_random_moments_it_ends_as_if_undisturbed(chronicle: Chronicle, tmp_path: Path) -> None:
    chance = random.Random(7)  # noqa: S311 - a test that can be repeated, as far as a clock can
    lengths = []
    for _ in range(KILLS):
        with adding(chronicle.folder, 1, MANY) as process:
            time.sleep(chance.random() * 0.08)
            process.kill()
        lengths.append(len(sources(chronicle)))
        assert last_entry(chronicle)[0] == 2 * lengths[-1], "a document is there with its reading, or not at all"
        assert len(evidence(chronicle)) == 2 * lengths[-1]
    assert lengths == sorted(lengths)
    with adding(chronicle.folder, 1, MANY) as process:
        process.communicate()
    undisturbed = init(tmp_path / "undisturbed", actor=ACTOR)
    for number in range(1, MANY + 1):
        add(undisturbed, number)
    assert held(chronicle) == held(undisturbed)
    assert verify(chronicle) == ()


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
