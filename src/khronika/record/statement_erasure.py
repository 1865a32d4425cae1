"""Erasing one statement: its slots and its quote leave the log and the tables, and the rest of its reading stays.

Its item in each reading of the document is emptied down to the leaf that the chain covers (see ``leaves``), the
decisions that are about it alone are emptied, and the tables are folded again. So are the statements of earlier
readings that quote the same words and have fallen away since. Its name, and where its quote stood, stay in the log, so
that rereading does not bring it back. The document itself, with these words, stays: to remove that too, erase it.
"""

import json
import secrets
from typing import Any

from khronika.errors import RequestError
from khronika.record.erasure import only_about
from khronika.record.fold import enter, refold
from khronika.record.folder import Chronicle
from khronika.record.holdings import the_one
from khronika.record.leaves import has_leaves, is_erased, parts_hash, without
from khronika.record.log import CONTENT_ERASED, Entry, canonical, printable
from khronika.record.models import EntryRow, StatementRow
from khronika.record.withholding import Span, overlap, span_of

READING = "statements_proposed"


def erase_statement(chronicle: Chronicle, name: str, *, actor: str, reason: str) -> Entry:
    """Erase one statement and what was decided about it alone. This cannot be taken back; return the entry of it.

    Raises RequestError if there is no reason, or if no or several statements answer to the name.
    """
    if not reason.strip():
        raise RequestError("an erasure needs a reason", do="add --reason")
    with chronicle.writing() as database:
        one = the_one(database, name)
        quotes = [one.statement.quote, *([one.read_as.quote] if one.read_as else [])]
        spans = sorted({(quote.start, quote.end) for quote in quotes})
        held = StatementRow.objects.using(database).filter(source_id=one.source.sha256).exclude(id=one.id)
        others = set(held.values_list("id", flat=True))
        parts: dict[str, list[str]] = {}
        resealed: dict[str, str] = {}
        left: list[EntryRow] = []
        ids = {one.id}
        rows = EntryRow.objects.using(database).filter(kind=READING, body__contains=one.source.sha256)
        for row in rows.order_by("place"):
            body = json.loads(row.body)
            going = {item["id"] for item in body["statements"] if goes(item, one.id, others, spans)}
            if body["sha256"] == one.source.sha256 and going:
                ids |= going
                parts[f"{row.origin}:{row.number}"] = emptied(row, body, going, resealed)
                left.append(row)
        names = only_about(database, ids)
        told: dict[str, Any] = {"entries": [names[place] for place in sorted(names)], "parts": parts}
        told |= {"sha256": "", "vault": [], "reason": printable(reason)} | ({"resealed": resealed} if resealed else {})
        told["withheld"] = {"sha256": one.source.sha256, "statement": one.id, "spans": spans}
        entry = enter(database, chronicle.origin, actor, CONTENT_ERASED, told)
        for row in left:
            EntryRow.objects.using(database).filter(place=row.place).update(body=row.body, salt=row.salt)
        EntryRow.objects.using(database).filter(place__in=names).update(body="", salt="")
        refold(database)
    return entry


def goes(item: dict[str, Any], id_: str, others: set[str], spans: list[Span]) -> bool:
    """Tell whether an item of a reading is the statement, or one of the same words that has fallen away since."""
    if is_erased(item):
        return False
    return bool(item["id"] == id_ or (item["id"] not in others and overlap(span_of(item), spans)))


def emptied(row: EntryRow, body: dict[str, Any], ids: set[str], resealed: dict[str, str]) -> list[str]:
    """Take items out of a reading's entry; return the leaves they leave. One without leaves is sealed anew."""
    known = has_leaves(body)
    less, gone = without(body, ids)
    row.body = canonical(less)
    if not known:
        row.salt = secrets.token_hex(16)
        resealed[f"{row.origin}:{row.number}"] = parts_hash(row.salt, less)
    return gone
