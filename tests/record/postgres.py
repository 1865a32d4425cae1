"""A PostgreSQL server of the tests' own, in a folder that goes away with them; it listens to nobody else."""

import atexit
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path

import psycopg
import pytest

MISSING = "PostgreSQL is not installed here (Debian: apt-get install postgresql); this was tested on SQLite only"
NUMBERS = count(1)


def programs() -> Path | None:
    """Return where the programs of the newest server are, if there is one."""
    on_path = shutil.which("initdb")
    kept = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = kept[-1] if kept else Path(on_path) if on_path else None
    return found.parent if found else None


@dataclass(frozen=True, slots=True)
class Server:
    """A server in a folder of its own; ``as_user`` are the words that run its programs as somebody who may."""

    own: Path
    where: Path
    as_user: tuple[str, ...]

    @property
    def url(self) -> str:
        """The address of its own database."""
        return f"postgresql://khronika@/postgres?host={self.own}"

    def lay(self) -> None:
        """Make what the server keeps its databases in."""
        line: list[str | Path] = [
            self.where / "initdb",
            "-D",
            self.own / "data",
            "-A",
            "trust",
            "-U",
            "khronika",
            "-E",
            "UTF8",
        ]
        run(self.as_user, [*line, "--no-sync"])

    def start(self) -> None:
        """Start the server."""
        told = f"-c fsync=off -c full_page_writes=off -c listen_addresses= -k {self.own}"
        line: list[str | Path] = [
            self.where / "pg_ctl",
            "-D",
            self.own / "data",
            "-l",
            self.own / "log",
            "-w",
            "-o",
            told,
            "start",
        ]
        run(self.as_user, line)

    def stop(self) -> None:
        """Stop the server as a crash does: whoever is at it is cut off, and what it was at is not finished."""
        run(self.as_user, [self.where / "pg_ctl", "-D", self.own / "data", "-m", "immediate", "stop"])


def made() -> Server | None:
    """Start a server, or return None if there is none to start."""
    where = programs()
    if where is None:
        return None
    place = Path(tempfile.mkdtemp(prefix="khronika-"))
    place.chmod(0o755)
    own = place / "server"
    own.mkdir()
    as_user: tuple[str, ...] = ()
    if os.geteuid() == 0:  # the server does not run as root
        user = next((name for name in ("postgres", "nobody") if known(name)), "nobody")
        shutil.chown(own, user)
        as_user = ("runuser", "-u", user, "--")
    server = Server(own, where, as_user)
    server.lay()
    server.start()
    return server


def end(server: Server) -> None:
    """Stop a server and remove what it kept."""
    server.stop()
    shutil.rmtree(server.own.parent, ignore_errors=True)


@cache
def server() -> str:
    """Start the server once and return the folder of its socket, or nothing if there is none to start."""
    shared = made()
    if shared is None:
        return ""
    atexit.register(end, shared)
    return str(shared.own)


@contextmanager
def own_server() -> Iterator[Server]:
    """Start a server that the test may break; without one the test is skipped, with a word."""
    own = made()
    if own is None:
        pytest.skip(MISSING)
    try:
        yield own
    finally:
        end(own)


def known(user: str) -> bool:
    """Tell whether the machine knows a user."""
    return any(one.pw_name == user for one in pwd.getpwall())


def run(as_user: Sequence[str], command: Sequence[str | Path]) -> None:
    """Run one of the server's programs."""
    line = [*as_user, *map(str, command)]
    subprocess.run(line, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, cwd="/")


@contextmanager
def database() -> Iterator[str]:
    """Make an empty database and yield its address; without a server the test is skipped, with a word."""
    host = server()
    if not host:
        pytest.skip(MISSING)
    name = f"chronicle_{os.getpid()}_{next(NUMBERS)}"
    with psycopg.connect(host=host, user="khronika", dbname="postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
        try:
            yield f"postgresql://khronika@/{name}?host={host}"
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
