"""What the card of a statement shows, wherever it stands: in the reading room or in the queue."""

from collections.abc import Mapping
from typing import Any

from khronika.desk.shelf import Shelf
from khronika.documents.document import Document
from khronika.documents.quoting import surroundings
from khronika.record.chronicle import Chronicle
from khronika.record.codings import codings
from khronika.surface.listing import head, notes
from khronika.surface.words import how_sure, joined, summary, when
from khronika.vocabulary.definitions import definitions
from khronika.vocabulary.evidence import Evidence, Standing


def card(one: Evidence, coded: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return what the card of a statement shows; ``coded`` says by whom some are being coded blind."""
    kind = one.statement.kind
    read = one.read_as
    return {
        "id": one.id,
        "sha256": one.source.sha256,
        "kind": kind.value,
        "meaning": definitions()["kind"][kind.value].meaning,
        "standing": one.standing.value,
        "words": head(one),
        "notes": [note.text for note in notes(one)],
        "quote": one.statement.quote.text,
        "start": one.statement.quote.start,
        "amended": read is not None,
        "read_as": joined(when(read), summary(read)) if read else "",
        "read_quote": read.quote.text if read and read.quote != one.statement.quote else "",
        "sure": how_sure(one.statement) if one.standing is Standing.PROPOSED and not one.written_by else "",
        "written_by": one.written_by,
        "coded": (coded or {}).get(one.id, ""),
    }


def coded_blind(chronicle: Chronicle) -> dict[str, str]:
    """Return who is coding which statements blind: these can be decided on only in the coding."""
    return {id_: ", ".join(one.coders) for one in codings(chronicle) if not one.revealed for id_ in one.statements}


def in_its_place(one: Evidence, document: Document) -> tuple[str, str, str]:
    """Return what stands before a quote in its paragraph, the quote, and what stands after it."""
    quote = one.statement.quote
    start, end = surroundings(document, quote.start, quote.end)
    return document.text[start : quote.start], quote.text, document.text[quote.end : end]


def next_waiting(held: Shelf, after: str = "") -> tuple[str, str, int] | None:
    """Return the next document with statements that wait, after another and round again: hash, title, how many."""
    places = [one.sha256 for one in held.sources]
    at = places.index(after) + 1 if after in places else 0
    titles = {one.sha256: one.title or one.filename or one.document for one in held.sources}
    for sha256 in places[at:] + places[: max(0, at - 1)]:
        left = sum(one.standing is Standing.PROPOSED for one in held.by_document.get(sha256, ()))
        if left:
            return sha256, titles[sha256], left
    return None
