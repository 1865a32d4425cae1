"""Blind codings: several people decide on the same statements, and none sees what the others decided until all are done.

Then all is revealed. What they agree on is decided, in all their names; what they differ in, or somebody left out,
stays proposed until another person settles it.
"""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from khronika.errors import RequestError
from khronika.record.captures import document_of
from khronika.record.coded import Coded, agreement
from khronika.record.decisions import expect_quote
from khronika.record.fold import enter
from khronika.record.fold_codings import DONE, STARTED
from khronika.record.fold_decisions import UNDONE
from khronika.record.fold_statements import CODED, REVEALED
from khronika.record.folder import Chronicle
from khronika.record.holdings import the_one
from khronika.record.log import printable
from khronika.record.models import CodingRow, DecisionRow, SourceRow, StatementRow
from khronika.vocabulary.contract import from_record, to_record
from khronika.vocabulary.evidence import Standing
from khronika.vocabulary.statement import Statement


@dataclass(frozen=True, slots=True)
class Coding:
    """A document that ``coders`` code blind. ``statements`` are the ones they code, ``done`` who of them are.

    ``entry`` is the number of the log's entry that started it.
    """

    id: str
    sha256: str
    coders: tuple[str, ...]
    done: tuple[str, ...]
    statements: tuple[str, ...]
    started_by: str
    started_at: str
    entry: int
    revealed: bool


def start_coding(chronicle: Chronicle, sha256: str, coders: Sequence[str], *, actor: str) -> Coding:
    """Let people code the statements of a document that nobody has decided on yet.

    Raises RequestError if there are fewer than two coders, nothing to code, or a coding of the document is open.
    """
    names = tuple(dict.fromkeys(printable(one).strip() for one in coders if one.strip()))
    if len(names) < 2:
        raise RequestError("it takes two coders", do="write --coders A,B, as in KHRONIKA_ACTOR")
    with chronicle.writing() as database:
        if not SourceRow.objects.using(database).filter(sha256=sha256).exists():
            raise RequestError("no such document was captured", do="see: khronika sources")
        if CodingRow.objects.using(database).filter(sha256=sha256, revealed=False).exists():
            raise RequestError("the document is being coded already", do="see: khronika coding list")
        held = StatementRow.objects.using(database).filter(source_id=sha256, standing=Standing.PROPOSED.value)
        open_ = list(held.order_by("place", "id").values_list("id", flat=True))
        if not open_:
            raise RequestError("the document has no statements that nobody has decided on")
        id_ = secrets.token_hex(4)
        body = {"coding": id_, "sha256": sha256, "coders": list(names), "statements": open_}
        enter(database, chronicle.origin, actor, STARTED, body)
        return coding_of(database, CodingRow.objects.using(database).get(id=id_))


def codings(chronicle: Chronicle) -> tuple[Coding, ...]:
    """Return all codings, in the order in which they were started."""
    with chronicle.reading() as database:
        made = [coding_of(database, row) for row in CodingRow.objects.using(database)]
    return tuple(sorted(made, key=lambda one: one.entry))


def coding_of(database: str, row: CodingRow) -> Coding:
    """Return the coding of a row; statements that were erased since are left out."""
    rows = (
        DecisionRow.objects.using(database).filter(kind=STARTED, entry=row.entry, in_force=True).exclude(statement="")
    )
    coded = set(rows.values_list("statement", flat=True))
    held = StatementRow.objects.using(database).filter(id__in=coded).order_by("place", "id")
    kept = tuple(held.values_list("id", flat=True))
    return Coding(
        id=row.id,
        sha256=row.sha256,
        coders=tuple(json.loads(row.coders)),
        done=tuple(json.loads(row.done)),
        statements=kept,
        started_by=row.started_by,
        started_at=row.started_at,
        entry=int(row.entry.rpartition(":")[2]),
        revealed=row.revealed,
    )


def open_for(database: str, coding: str, actor: str) -> Coding:
    """Return an open coding of which somebody is a coder and not done. Raises RequestError otherwise."""
    row = CodingRow.objects.using(database).filter(id=coding).first()
    if row is None:
        raise RequestError(f"there is no coding {coding!r}", do="see: khronika coding list")
    one = coding_of(database, row)
    if actor not in one.coders:
        raise RequestError(
            f"{actor} is no coder of it; {', '.join(one.coders)} are", do="say who you are: KHRONIKA_ACTOR"
        )
    if one.revealed:
        raise RequestError("all coders are done, and it was revealed")
    if actor in one.done:
        raise RequestError("you are done with it", do="to go on nevertheless: khronika coding reopen")
    return one


def code(
    chronicle: Chronicle,
    coding: str,
    statement: str,
    standing: Standing,
    *,
    actor: str,
    reason: str = "",
    amended: Statement | None = None,
) -> None:
    """Enter what a coder decides on a statement; the last decision counts, and nobody else sees it yet.

    Raises RequestError if the actor does not code it, or a rejection has no reason; ReadingError if an amended quote
    is not the document's.
    """
    if standing is Standing.PROPOSED or (amended is not None and standing is not Standing.ACCEPTED):
        raise RequestError("a coder accepts, amends or rejects")
    if standing is Standing.REJECTED and not reason.strip():
        raise RequestError("a rejection needs a reason", do="add --reason")
    with chronicle.writing() as database:
        one = the_one(database, statement)
        if one.id not in open_for(database, coding, actor).statements:
            raise RequestError(f"statement {one.id} is not in this coding")
        if amended is not None:
            expect_quote(document_of(chronicle, one.source.sha256), amended)
        body: dict[str, Any] = {
            "coding": coding,
            "coder": actor,
            "id": one.id,
            "standing": standing.value,
            "reason": printable(reason),
        }
        if amended is not None:
            body["amended"] = to_record(amended, reasons=True)
        enter(database, chronicle.origin, actor, CODED, body)


def uncode(chronicle: Chronicle, coding: str, statement: str, *, actor: str) -> None:
    """Take back a coder's own last decision on a statement. Raises RequestError if there is none."""
    with chronicle.writing() as database:
        open_for(database, coding, actor)
        rows = DecisionRow.objects.using(database).filter(subject=f"coded:{coding}/{actor}/{statement}", in_force=True)
        last = rows.order_by("-number").first()
        if last is None:
            raise RequestError(f"you decided nothing on {statement}")
        enter(database, chronicle.origin, actor, UNDONE, {"entry": last.entry})


def coded(chronicle: Chronicle, coding: Coding, *, viewer: str) -> Mapping[str, Mapping[str, Coded]]:
    """Return what coders decided, by statement and coder: before all are done only what the viewer decided."""
    with chronicle.reading() as database:
        return coded_in(database, coding, coding.coders if coding.revealed else (viewer,))


def coded_in(database: str, coding: Coding, coders: Sequence[str]) -> dict[str, dict[str, Coded]]:
    """Return what some coders decided last, by statement and coder."""
    found: dict[str, dict[str, Coded]] = {}
    rows = DecisionRow.objects.using(database).filter(kind=CODED, statement__in=coding.statements, in_force=True)
    for row in rows.order_by("number"):
        id_, coder, statement = row.subject.partition(":")[2].split("/", 2)[0], row.decided_by, row.statement
        if id_ == coding.id and coder in coders:
            value = json.loads(row.value)
            made = from_record(value["amended"]) if value["amended"] else None
            found.setdefault(statement, {})[coder] = Coded(
                coder, Standing(value["standing"]), made, row.reason, row.decided_at
            )
    return found


def finish_coding(chronicle: Chronicle, coding: str, *, actor: str, unfinished: bool = False) -> Coding:
    """Enter that a coder is done; when all are, reveal what they decided, and decide what they agree on.

    Raises RequestError if the coder left statements out and did not say that they are left ``unfinished``.
    """
    with chronicle.writing() as database:
        one = open_for(database, coding, actor)
        left = set(one.statements) - set(coded_in(database, one, (actor,)))
        if left and not unfinished:
            raise RequestError(
                f"you have not decided on {len(left)} of {len(one.statements)} statements",
                do="go on with khronika review --coding, or leave them out with --unfinished",
            )
        enter(database, chronicle.origin, actor, DONE, {"coding": coding, "coder": actor})
        if set(one.done) | {actor} == set(one.coders):
            told = coded_in(database, one, one.coders)
            agreed = [found for id_ in one.statements if (found := agreement(id_, told.get(id_, {}), one.coders))]
            same = {found["id"] for found in agreed}
            body = {"coding": coding, "by": " and ".join(one.coders), "agreed": agreed}
            body["differing"] = [id_ for id_ in one.statements if id_ not in same]
            enter(database, chronicle.origin, actor, REVEALED, body)
        return coding_of(database, CodingRow.objects.using(database).get(id=coding))


def reopen_coding(chronicle: Chronicle, coding: str, *, actor: str) -> None:
    """Take back that a coder is done, as long as another is not. Raises RequestError if that cannot be."""
    with chronicle.writing() as database:
        row = CodingRow.objects.using(database).filter(id=coding).first()
        rows = DecisionRow.objects.using(database).filter(kind=DONE, subject=f"done:{coding}", decided_by=actor)
        last = rows.filter(in_force=True).order_by("-number").first()
        if row is None or row.revealed or last is None:
            raise RequestError("you are not done with an open coding of that name", do="see: khronika coding list")
        enter(database, chronicle.origin, actor, UNDONE, {"entry": last.entry})


def stop_coding(chronicle: Chronicle, coding: str, *, actor: str, reason: str) -> None:
    """Give up an open coding; what was decided in it stays sealed and decides nothing.

    Raises RequestError if there is none, or no reason.
    """
    if not reason.strip():
        raise RequestError("a coding is stopped for a reason", do="add --reason")
    with chronicle.writing() as database:
        row = CodingRow.objects.using(database).filter(id=coding, revealed=False).first()
        if row is None:
            raise RequestError("there is no such coding that is open", do="see: khronika coding list")
        enter(database, chronicle.origin, actor, UNDONE, {"entry": row.entry, "reason": printable(reason)})
