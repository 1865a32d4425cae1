"""Time the desk: each page on a chronicle of invented cases, by one person and by 20 at once; the start; the memory.

The cases are those of ``bench/docket.py``, ten statements in three documents each, captured into a chronicle in one
transaction, with a text that holds their quotes. A real server answers on this machine; who asks waits for the whole page.
Arguments: how many cases, each a run of its own (1000 10000). ``--keep FOLDER`` keeps the chronicle and takes it up again.
"""

import argparse
import hashlib
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from http.cookiejar import CookieJar
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).parent))
import docket as invented
from khronika.documents.document import Block, Document, Role
from khronika.record.captures import Capture, capture_many
from khronika.record.chronicle import Chronicle, init, open_chronicle
from khronika.record.folder import HEAD
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.statement import Quote

AT_ONCE = 20
ROUNDS = 3  # pages that each of them asks for, of each kind
AIM = 300  # ms
MOST_PAIRS = 2000  # cases beyond which the likely pairs are not asked for: invented names are alike far too often


def captured(chronicle: Chronicle, cases: int) -> int:
    """Capture invented cases; return how many statements they have. Nothing is synced: the fill is not what is timed."""
    by_document: dict[str, list[Evidence]] = defaultdict(list)
    for one in invented.statements(cases * invented.EACH):
        by_document[one.source.document].append(one)
    taken, count = [], 0
    for name, ones in by_document.items():
        text, said = "", []
        for one in ones:
            quote = one.statement.quote.text
            said.append(replace(one.statement, quote=Quote(len(text), len(text) + len(quote), quote)))
            text += f"{quote}. The reporter of an invented bulletin stood at the door of the court and wrote it down.\n"
        data, source = text.encode(), ones[0].source
        made = Document(
            id=name, text=text, sha256=hashlib.sha256(data).hexdigest(), media_type="text/plain",
            filename=f"{name}.txt", blocks=(Block(0, len(text), Role.PARAGRAPH, number=1, line=1),),
            publisher=source.publisher, published=source.published, language="en",
        )  # fmt: skip
        taken.append(Capture(data, made, said))
        count += len(said)
    with mock.patch("khronika.record.vault.os.fsync", lambda _: None):
        for start in range(0, len(taken), 2000):
            capture_many(chronicle, taken[start : start + 2000], actor="bench", reader="bench 1", note="")
    return count


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, int, float]]:
    """Serve a chronicle; yield the address that lets in, the number of the process, and the seconds until it stood."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "khronika", "--chronicle", str(folder), "serve", "--port", "0", "--no-open"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        address = process.stdout.readline().strip()
        yield address, process.pid, time.perf_counter() - begun
        process.send_signal(signal.SIGINT)
        process.wait(60)


def memory(process: int) -> float:
    """Return the memory that a process holds, in MB."""
    told = Path(f"/proc/{process}/status").read_text("utf-8")
    return int(re.search(r"VmRSS:\s+(\d+)", told)[1]) / 1024  # type: ignore[index]


class Visitor:
    """Somebody who was let in and asks for pages."""

    def __init__(self, address: str) -> None:
        self.home = address.split("/enter", maxsplit=1)[0]
        self.jar = CookieJar()
        self.opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self.jar)
        )

    def get(self, path: str) -> tuple[float, str]:
        """Return how many ms a page takes, and the page."""
        begun = time.perf_counter()
        with self.opener.open(path if path.startswith("http") else self.home + path, timeout=900) as answer:
            text = answer.read().decode()
        return (time.perf_counter() - begun) * 1000, text

    def post(self, path: str, **values: str) -> float:
        """Send a form; return how many ms it takes."""
        token = next(cookie.value for cookie in self.jar if cookie.name == "khronika_csrf") or ""
        data = urllib.parse.urlencode(values | {"csrfmiddlewaretoken": token}).encode()
        request = urllib.request.Request(self.home + path, data, headers={"Referer": self.home + "/"})  # noqa: S310
        begun = time.perf_counter()
        with self.opener.open(request, timeout=900) as answer:
            answer.read()
        return (time.perf_counter() - begun) * 1000


def told(name: str, times: list[float], first: float | None = None) -> None:
    """Print the middle and the nearly slowest of some times."""
    many = sorted(times)
    high = many[min(len(many) - 1, int(len(many) * 0.95))]
    asked = f"   the first {first:9.0f}" if first is not None else ""
    print(f"  {name:34}{statistics.median(many):9.0f}{high:9.0f}{'' if high <= AIM else '  > aim'}{asked}", flush=True)


def run(folder: Path, cases: int) -> None:
    """Print the figures of a chronicle."""
    if (folder / HEAD).exists():
        chronicle, count = open_chronicle(folder), cases * invented.EACH
    else:
        begun = time.perf_counter()
        chronicle = init(folder, actor="bench")
        count = captured(chronicle, cases)
        print(f"filled in {time.perf_counter() - begun:.0f} s")
    print(f"\n{cases:,} cases, {count:,} statements, {chronicle.folder.name}; ms: p50, p95")
    chance = random.Random(5)  # noqa: S311
    with served(folder) as (address, process, seconds):
        one = Visitor(address)
        first, _ = one.get(address)
        print(f"  from serve to the first page {seconds + first / 1000:.1f} s; idle {memory(process):.0f} MB")
        pages = paths(one, chance)
        if cases > MOST_PAIRS:
            del pages["who may be one"]
        for name, path in pages.items():
            slow, _ = one.get(path())
            told(name, [one.get(path())[0] for _ in range(10)], slow)
        _, text = one.get(pages["a document"]())
        names = re.findall(r'data-id="([^"]+)"', text)
        told("accept, then a case", after(one, f"/statements/{names[0]}/accept/", pages["a case"]))
        told(
            "reject, then a case",
            after(one, f"/statements/{names[1]}/reject/", pages["a case"], reason="bench"),
        )
        print(f"  held after all this {memory(process):.0f} MB; {AT_ONCE} people at once:")
        with ThreadPoolExecutor(AT_ONCE) as many:
            for name, path in pages.items():
                asked = [path() for _ in range(AT_ONCE * ROUNDS)]
                told(name, [taken for taken, _ in many.map(one.get, asked)])


def paths(one: Visitor, chance: random.Random) -> dict[str, Callable[[], str]]:
    """Return the pages that are asked for, each by a function that gives an address."""
    _, cases = one.get("/cases/")
    keys = re.findall(r'href="(/cases/[0-9a-f]+/)', cases)
    _, documents = one.get("/documents/")
    shas = re.findall(r'href="(/documents/[0-9a-f]{64}/)', documents)[:200]
    _, people = one.get("/people/")
    who = re.findall(r'href="(/people/n-[0-9a-f]+/)', people)
    names = [name for _, name in re.findall(r'href="(/people/n-[0-9a-f]+/)"[^>]*>([^<]+)<', people)]
    return {
        "inbox": lambda: "/",
        "documents": lambda: "/documents/",
        "a document": lambda: chance.choice(shas),
        "cases, a page of the list": lambda: f"/cases/?page={chance.randrange(1, 50)}",
        "a case": lambda: chance.choice(keys) + f"?on=20{chance.randrange(15, 27)}-07-01",
        "people, a page of the list": lambda: f"/people/?page={chance.randrange(1, 50)}",
        "a person": lambda: chance.choice(who),
        "who may be one": lambda: "/people/likely/",
        "tolls": lambda: "/tolls/",
        "bans on a day": lambda: f"/bans/?on=20{chance.randrange(15, 27)}-07-01",
        "dates, a month": lambda: f"/dates/?month=20{chance.randrange(15, 27)}-05",
        "search, a name": lambda: f"/search/?{urllib.parse.urlencode({'q': chance.choice(names)})}",
        "search, words": lambda: "/search/?q=insulting+official",
        "log": lambda: "/log/",
    }


def after(one: Visitor, decision: str, page: Callable[[], str], **values: str) -> list[float]:
    """Return how long it takes, once, to enter a decision and to see a page after it."""
    return [one.post(decision, **values) + one.get(page())[0]]


def main() -> None:
    """Run for each number of cases."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("cases", type=int, nargs="*", default=[1000, 10000])
    given.add_argument("--keep", type=Path, help="a folder for the chronicles, to be taken up the next time")
    asked = given.parse_args()
    os.environ.setdefault("KHRONIKA_ACTOR", "bench")
    for cases in asked.cases:
        if asked.keep:
            run(asked.keep / f"cases-{cases}", cases)
        else:
            with tempfile.TemporaryDirectory(prefix="khronika-bench-") as place:
                run(Path(place) / f"cases-{cases}", cases)


if __name__ == "__main__":
    main()
