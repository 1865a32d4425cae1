"""A chronicle: a folder with the log, the tables folded from it, and the originals."""

import json
import secrets
import sqlite3
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from khronika.documents.document import Block, Document, Role
from khronika.errors import ChronicleError, RequestError
from khronika.record.log import SCHEMA, append, canonical, digest
from khronika.record.vault import load, store
from khronika.vocabulary.contract import from_record, to_record
from khronika.vocabulary.evidence import Evidence, Source, Standing
from khronika.vocabulary.statement import Statement

FORMAT = 1
WAIT = 60.0  # seconds that a process waits for another that is writing
SOURCE_SLOTS = ("media_type", "filename", "title", "publisher", "author", "published", "modified", "language", "url")


@dataclass(frozen=True, slots=True)
class Chronicle:
    """An opened chronicle. ``origin`` names the installation that its log was begun on."""

    folder: Path
    origin: str

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Open the database for reading. Raises ChronicleError if it is damaged."""
        try:
            with closing(
                sqlite3.connect(self.folder / "chronicle.sqlite3", timeout=WAIT, isolation_level=None)
            ) as database:
                yield database
        except sqlite3.Error as error:
            raise ChronicleError(
                f"the record cannot be read: {error}", where=str(self.folder), do="restore a copy"
            ) from None

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Open the database for one transaction: all of it is kept, or nothing.

        Raises ChronicleError if it cannot be written.
        """
        try:
            with closing(
                sqlite3.connect(self.folder / "chronicle.sqlite3", timeout=WAIT, isolation_level=None)
            ) as database:
                database.execute("PRAGMA synchronous = FULL")
                database.execute("BEGIN IMMEDIATE")
                try:
                    yield database
                    database.execute("COMMIT")
                except BaseException:
                    if database.in_transaction:
                        database.execute("ROLLBACK")
                    raise
        except sqlite3.Error as error:
            raise ChronicleError(
                f"nothing was written: {error}", where=str(self.folder), do="free some space, or allow writing"
            ) from None


def init(folder: Path, *, actor: str) -> Chronicle:
    """Begin a chronicle in a folder that is empty or not there yet. Raises ChronicleError otherwise."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        known = (folder / "chronicle.toml").exists()
        raise ChronicleError("there is a chronicle already" if known else "the folder is not empty", where=str(folder))
    origin = secrets.token_hex(8)
    try:
        (folder / "originals").mkdir(parents=True)
        with closing(sqlite3.connect(folder / "chronicle.sqlite3")) as database:
            database.executescript(SCHEMA)
        (folder / "chronicle.toml").write_text(
            f'format = {FORMAT}\norigin = "{origin}"\nbegun_by = {json.dumps(actor)}\n', "utf-8"
        )
    except OSError as error:
        raise ChronicleError(f"it cannot be begun: {error.strerror or error}", where=str(folder)) from None
    return Chronicle(folder, origin)


def open_chronicle(folder: Path) -> Chronicle:
    """Open a chronicle; nothing is touched.

    Raises ChronicleError if the folder is none, or of a later Khronika, or damaged.
    """
    try:
        told = tomllib.loads((folder / "chronicle.toml").read_text("utf-8"))
    except FileNotFoundError:
        raise ChronicleError("there is no chronicle", where=str(folder), do="begin one with: khronika init") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ChronicleError(f"chronicle.toml is damaged: {error}", where=str(folder), do="restore a copy") from None
    if told.get("format") != FORMAT or not isinstance(told.get("origin"), str):
        raise ChronicleError(
            f"it has the format {told.get('format')!r}, not {FORMAT}",
            where=str(folder),
            do="use the Khronika that wrote it",
        )
    if not (folder / "chronicle.sqlite3").exists():
        raise ChronicleError("its database is missing", where=str(folder), do="restore a copy")
    return Chronicle(folder, told["origin"])


def known(chronicle: Chronicle, sha256: str) -> bool:
    """Tell whether the bytes of a hash were captured before."""
    with chronicle.reading() as database:
        return database.execute("SELECT 1 FROM source WHERE sha256 = ?", (sha256,)).fetchone() is not None


def capture(
    chronicle: Chronicle,
    data: bytes,
    document: Document,
    statements: Sequence[Statement],
    *,
    actor: str,
    reader: str,
    note: str,
) -> bool:
    """Keep an original, its text and what was read from it, in one transaction; False if it was known already.

    The text is kept as it was cut, so that quotes stay valid whatever later versions cut. A crash before the end
    leaves at most bytes in the vault that nothing points at.
    """
    sha256 = store(chronicle.folder, data)
    blocks = [[b.start, b.end, b.role.value, b.number, b.page, b.line] for b in document.blocks]
    text_hash = store(chronicle.folder, canonical({"text": document.text, "blocks": blocks}).encode())
    body = {slot: getattr(document, slot) for slot in SOURCE_SLOTS}
    body |= {"document": document.id, "sha256": sha256, "text": text_hash, "note": note}
    body |= {"captions": document.texts(Role.CAPTION), "credits": document.texts(Role.CREDIT)}
    proposed = [{"id": statement_id(sha256, s), "statement": to_record(s, reasons=True)} for s in statements]
    with chronicle.writing() as database:
        if database.execute("SELECT 1 FROM source WHERE sha256 = ?", (sha256,)).fetchone():
            return False
        append(database, chronicle.origin, actor, "document_captured", body)
        append(
            database,
            chronicle.origin,
            actor,
            "statements_proposed",
            {"sha256": sha256, "reader": reader, "statements": proposed},
        )
    return True


def statement_id(sha256: str, statement: Statement) -> str:
    """Return the short name of a statement: the same for the same words of the same original."""
    return digest(sha256, canonical(to_record(statement)))[:10]


def sources(chronicle: Chronicle) -> tuple[Source, ...]:
    """Return the captured documents in the order of capture."""
    with chronicle.reading() as database:
        rows = database.execute("SELECT body FROM source ORDER BY rowid").fetchall()
    return tuple(source_of(json.loads(body)) for (body,) in rows)


def source_of(body: dict[str, object]) -> Source:
    """Return the source of a folded row."""
    names = asdict(Source(document="", sha256=""))
    values = {name: tuple(v) if isinstance(v, list) else v for name, v in body.items() if name in names}
    return Source(**values)  # type: ignore[arg-type]  # the log's own rows, checked by verify


def evidence(chronicle: Chronicle) -> tuple[Evidence, ...]:
    """Return all statements with their sources and standing, in the order of capture and text."""
    with chronicle.reading() as database:
        rows = database.execute(
            "SELECT s.id, s.body, s.standing, s.decided_by, s.decided_at, s.reason, o.body FROM statement s"
            " JOIN source o ON o.sha256 = s.sha256 ORDER BY o.rowid, s.place"
        ).fetchall()
    return tuple(
        Evidence(
            id=row[0],
            statement=from_record(json.loads(row[1])),
            source=source_of(json.loads(row[6])),
            standing=Standing(row[2]),
            decided_by=row[3],
            decided_at=row[4],
            reason=row[5],
        )
        for row in rows
    )


def find_evidence(chronicle: Chronicle, name: str) -> Evidence:
    """Return the statement of an id or its beginning. Raises RequestError if there is none, or several."""
    found = [one for one in evidence(chronicle) if one.id.startswith(name)]
    if len(found) != 1:
        what = f"no statement is called {name!r}" if not found else f"{len(found)} statements begin with {name!r}"
        raise RequestError(what, do="take the name from: khronika docket")
    return found[0]


def decide(chronicle: Chronicle, name: str, standing: Standing, *, actor: str, reason: str) -> Evidence:
    """Enter a person's decision about a statement. Raises RequestError if a rejection has no reason."""
    if standing is Standing.REJECTED and not reason.strip():
        raise RequestError("a rejection needs a reason", do="add --reason")
    one = find_evidence(chronicle, name)
    with chronicle.writing() as database:
        append(
            database, chronicle.origin, actor, "decision", {"id": one.id, "standing": standing.value, "reason": reason}
        )
    return find_evidence(chronicle, one.id)


def document_of(chronicle: Chronicle, sha256: str) -> Document:
    """Return a captured document with the text as it was cut at capture. Raises ChronicleError if it is gone."""
    with chronicle.reading() as database:
        row = database.execute("SELECT body FROM source WHERE sha256 = ?", (sha256,)).fetchone()
    if row is None:
        raise ChronicleError("no such document was captured", where=sha256)
    body = json.loads(row[0])
    kept = json.loads(load(chronicle.folder, body["text"]))
    blocks = tuple(
        Block(start, end, Role(role), number, page, line) for start, end, role, number, page, line in kept["blocks"]
    )
    told = {slot: body[slot] for slot in SOURCE_SLOTS}
    return Document(id=body["document"], text=kept["text"], sha256=sha256, blocks=blocks, **told)
