"""A PostgreSQL server of the tests' own, in a folder that goes away with them; it listens to nobody else."""

import atexit
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
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


@cache
def server() -> str:
    """Start the server once and return the folder of its socket, or nothing if there is none to start."""
    where = programs()
    if where is None:
        return ""
    place = Path(tempfile.mkdtemp(prefix="khronika-"))
    place.chmod(0o755)
    own = place / "server"
    own.mkdir()
    as_user: list[str] = []
    if os.geteuid() == 0:  # the server does not run as root
        user = next((name for name in ("postgres", "nobody") if known(name)), "nobody")
        shutil.chown(own, user)
        as_user = ["runuser", "-u", user, "--"]
    data, log = own / "data", own / "log"
    told = ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "listen_addresses=", "-k", str(own)]
    run(as_user, [where / "initdb", "-D", data, "-A", "trust", "-U", "khronika", "-E", "UTF8", "--no-sync"])
    run(as_user, [where / "pg_ctl", "-D", data, "-l", log, "-w", "-o", " ".join(told), "start"])

    def end() -> None:
        run(as_user, [where / "pg_ctl", "-D", data, "-m", "immediate", "stop"])
        shutil.rmtree(place, ignore_errors=True)

    atexit.register(end)
    return str(own)


def known(user: str) -> bool:
    """Tell whether the machine knows a user."""
    return any(one.pw_name == user for one in pwd.getpwall())


def run(as_user: list[str], command: list[str | Path]) -> None:
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
