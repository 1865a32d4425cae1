"""What a chronicle holds, for whoever asks: sources, and statements with their sources and standing."""

import json
import re
from dataclasses import fields
from datetime import date, timedelta
from itertools import takewhile
from typing import Any

from khronika.errors import ChronicleError, RequestError
from khronika.record.fold import folded
from khronika.record.folder import Chronicle
from khronika.record.log import entries, head
from khronika.record.models import SourceRow, StatementRow
from khronika.vocabulary.contract import from_record
from khronika.vocabulary.evidence import Evidence, Source, Standing

HEXADECIMAL = re.compile("[0-9a-f]+")
LISTED, QUOTED = 20, 60  # statements that are listed where a name fits several; characters of the quote of each
SOURCE_FIELDS = frozenset(field.name for field in fields(Source))


def captured(database: str, sha256: str) -> tuple[dict[str, Any], str] | None:
    """Return what was captured of a document and who read it last, or None."""
    row = SourceRow.objects.using(database).filter(sha256=sha256).first()
    return (stored(row.body, sha256), row.reader) if row else None


def stored(text: str | bytes, where: str) -> dict[str, Any]:
    """Return what was stored as JSON. Raises ChronicleError if it is damaged."""
    try:
        value = json.loads(text)
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise ChronicleError("what is kept of it is damaged", where=where, do="see khronika verify; restore a copy")
    return value


def sources(chronicle: Chronicle) -> tuple[Source, ...]:
    """Return the captured documents in the order of capture."""
    with chronicle.reading() as database:
        return tuple(sources_in(database).values())


def unread(chronicle: Chronicle, reader: str) -> tuple[Source, ...]:
    """Return the captured documents whose last reading is not by this reader (its name and version)."""
    with chronicle.reading() as database:
        done = set(SourceRow.objects.using(database).filter(reader=reader).values_list("sha256", flat=True))
        return tuple(source for source in sources_in(database).values() if source.sha256 not in done)


def read_by(chronicle: Chronicle, reader: str) -> frozenset[str]:
    """Return the hashes of the documents whose last reading is by this reader."""
    with chronicle.reading() as database:
        return frozenset(SourceRow.objects.using(database).filter(reader=reader).values_list("sha256", flat=True))


def sources_in(database: str) -> dict[str, Source]:
    """Return the captured documents by their hashes, in the order of capture."""
    return {row.sha256: source_of(row) for row in SourceRow.objects.using(database).order_by("number")}


def source_of(row: SourceRow) -> Source:
    """Return the source of a folded row."""
    told = stored(row.body, row.sha256) | {"sha256": row.sha256, "note": row.note}
    values: dict[str, Any] = {name: told[name] for name in SOURCE_FIELDS if name in told}
    values |= {name: tuple(values.get(name, ())) for name in ("captions", "credits")}
    return Source(**{"document": "", **values})


def evidence(chronicle: Chronicle, known_on: date | None = None) -> tuple[Evidence, ...]:
    """Return all statements with their sources and standing, in the order of capture and text.

    With ``known_on``: as they were known at the end of that day (UTC).
    """
    with chronicle.reading() as database:
        return evidence_known(database, known_on) if known_on else evidence_in(database)


def evidence_known(database: str, day: date) -> tuple[Evidence, ...]:
    """Return the statements as they were known at the end of a day.

    Where the clock went back, an entry counts as made no sooner than any entry before it.
    """
    end = (day + timedelta(days=1)).isoformat()
    made = folded(takewhile(lambda entry: entry.time < end, entries(database)))
    held = {row.sha256: (row.number, source_of(row)) for row in made.all(SourceRow)}
    rows = sorted(made.all(StatementRow), key=lambda row: (held[row.source_id][0], row.place, row.id))
    return tuple(evidence_of(row, held[row.source_id][1]) for row in rows)


def evidence_in(database: str, prefix: str = "") -> tuple[Evidence, ...]:
    """Return the statements whose names begin with something, in the order of capture and text."""
    asked = StatementRow.objects.using(database).order_by("source__number", "place", "id")
    if not prefix:
        held = sources_in(database)
    elif HEXADECIMAL.fullmatch(prefix):
        asked = asked.filter(id__gte=prefix, id__lt=prefix + "g")  # whatever a database takes for the order of letters
        own = SourceRow.objects.using(database).filter(statementrow__in=asked)
        held = {row.sha256: source_of(row) for row in own.distinct()}
    else:
        return ()
    return tuple(evidence_of(row, held[row.source_id]) for row in asked)


def evidence_of(row: StatementRow, source: Source) -> Evidence:
    """Return the evidence of a folded row."""
    where = f"statement {row.id}"
    read = from_record(stored(row.body, where), where=where)
    return Evidence(
        id=row.id,
        statement=from_record(stored(row.amended, where), where=where) if row.amended else read,
        source=source,
        standing=Standing(row.standing),
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        reason=row.reason,
        read_as=read if row.amended else None,
        written_by=row.written_by,
    )


def evidence_called(chronicle: Chronicle, prefix: str) -> tuple[Evidence, ...]:
    """Return the statements whose names begin with something; none for an empty beginning."""
    with chronicle.reading() as database:
        return evidence_in(database, prefix.strip().lower()) if prefix.strip() else ()


def find_evidence(chronicle: Chronicle, name: str) -> Evidence:
    """Return the statement of an id or its beginning. Raises RequestError if there is none, or several."""
    with chronicle.reading() as database:
        return the_one(database, name)


def the_one(database: str, name: str) -> Evidence:
    """Return the one statement whose id begins with something.

    Raises RequestError if there is none; if there are several, it names those that fit.
    """
    wanted = name.strip().lower()
    found = evidence_in(database, wanted)
    if not found:
        raise RequestError(f"no statement is called {name!r}", do="take the name from: khronika docket")
    if len(found) > 1:
        fitting = "".join(f"\n  {one.id}  {described(one)}" for one in found[:LISTED])
        more = f"\n  … and {len(found) - LISTED} more" if len(found) > LISTED else ""
        raise RequestError(f"{len(found)} statements begin with {name!r}; write more of one:{fitting}{more}")
    return found[0]


def described(one: Evidence) -> str:
    """Return what tells a statement from others in one line: its kind, its document, the beginning of its quote."""
    quote = " ".join(one.statement.quote.text.split())
    told = quote if len(quote) <= QUOTED else quote[: QUOTED - 1] + "…"
    return f"{one.statement.kind.value}, {one.source.filename or one.source.document}: “{printed(told)}”"


def printed(text: str) -> str:
    """Return text without the characters that steer a terminal."""
    return "".join(letter if letter.isprintable() else "�" for letter in text)


def last_entry(chronicle: Chronicle) -> tuple[int, str]:
    """Return the number and the hash of the log's last entry.

    Whoever has noted them elsewhere can show later that no entry up to it was changed or cut off: a chain alone
    cannot tell that its end is missing.
    """
    with chronicle.reading() as database:
        return head(database)
