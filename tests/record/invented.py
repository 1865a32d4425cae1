"""Invented reports, and a reader of them that is quick: it proposes what it knows that they say."""

import hashlib

from django.db import connections

from khronika.documents.document import Block, Document, Role
from khronika.record.chronicle import Chronicle, capture, evidence, sources
from khronika.record.engine import alias_of, connected
from khronika.record.guards import guard, unguard
from khronika.vocabulary.evidence import Standing
from khronika.vocabulary.statement import Act, Party, Quote, Statement, Toll
from khronika.vocabulary.terms import ActType, Measure

ACTOR = "a tester"
READER = "invented-reader 1"


def report(number: int) -> tuple[bytes, Document]:
    """Return the bytes and the document of an invented report; it holds letters of several alphabets."""
    text = f"Report {number}.\n\nIn Kök-Tash {number} people were hurt. Полиция избила Айбека Нурланова-{number}.\n"
    data = text.encode()
    middle = text.index("In K")
    blocks = (
        Block(0, middle - 2, Role.HEADING, number=1, line=1),
        Block(middle, len(text) - 1, Role.PARAGRAPH, number=2, line=3),
    )
    return data, Document(
        id=f"report-{number}",
        text=text,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type="text/plain",
        filename=f"report-{number}.txt",
        blocks=blocks,
        publisher="An Invented Bulletin",
        published="2024-05",
        language="en",
    )


def quoted(document: Document, words: str) -> Quote:
    """Return the quote of words that stand in the document."""
    start = document.text.index(words)
    return Quote(start, start + len(words), words)


def read(document: Document) -> tuple[Toll, Act]:
    """Return the two statements of an invented report."""
    number = int(document.id.rpartition("-")[2])
    toll = Toll(
        document=document.id,
        quote=quoted(document, f"{number} people were hurt"),
        measure=Measure.INJURED,
        count=number,
        inferred=("place",),
        place="Kök-Tash",
        reasons={"place": "it stands before"},
    )
    act = Act(
        document=document.id,
        quote=quoted(document, f"Полиция избила Айбека Нурланова-{number}"),
        type=ActType.PHYSICAL_ATTACK,
        victims=(Party(name=f"Айбек Нурланов-{number}"),),
    )
    return toll, act


def add(chronicle: Chronicle, number: int) -> bool:
    """Capture an invented report with what was read from it."""
    data, document = report(number)
    return capture(chronicle, data, document, read(document), actor=ACTOR, reader=READER, note="")


def held(chronicle: Chronicle) -> tuple[list[tuple[str, ...]], dict[str, tuple[Statement, Standing]]]:
    """Return what a chronicle holds without the times of capture, whatever their order."""
    documents: list[tuple[str, ...]] = [(s.sha256, s.document, s.publisher, s.captured_by) for s in sources(chronicle)]
    return sorted(documents), {e.id: (e.statement, e.standing) for e in evidence(chronicle)}


def behind(chronicle: Chronicle, *statements: str) -> None:
    """Change the database behind the program's back, as its owner can: the guards of the log are taken away for it."""
    database = alias_of(chronicle.folder, chronicle.url, chronicle.keys, writing=True)
    with connected(database), connections[database].cursor() as cursor:
        server = connections[database].vendor != "sqlite"
        cursor.execute("SET session_replication_role = replica" if server else "PRAGMA foreign_keys = OFF")
        if not server:
            unguard(database)
        for statement in statements:
            cursor.execute(statement)
            assert cursor.rowcount
        if server:
            cursor.execute("SET session_replication_role = DEFAULT")
        else:
            guard(database)


def forget(url: str) -> None:
    """Let go of the connections to a database."""
    for alias in [alias for alias in connections.settings if url and alias.startswith(url)]:
        connections[alias].close()
