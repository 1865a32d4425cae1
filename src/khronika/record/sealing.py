"""What is sealed: while a document is coded blind, its statements are decided on in the coding and nowhere else.

On one machine this is a courtesy between colleagues and no wall: whoever reads the database with another program
finds everything.
"""

import json

from khronika.errors import RequestError
from khronika.record.fold_codings import DONE, STARTED
from khronika.record.fold_decisions import UNDONE
from khronika.record.fold_statements import CODED, SETTLING
from khronika.record.models import CodingRow, DecisionRow, EntryRow, StatementRow
from khronika.vocabulary.evidence import Standing


def coded_now(database: str, statement: str) -> CodingRow | None:
    """Return the open coding that a statement is in, if it is in one."""
    begun = DecisionRow.objects.using(database).filter(kind=STARTED, statement=statement, in_force=True)
    ids = {subject.partition(":")[2].partition("/")[0] for subject in begun.values_list("subject", flat=True)}
    return CodingRow.objects.using(database).filter(id__in=ids, revealed=False).first()


def expect_not_coded(database: str, statement: str) -> None:
    """Raise RequestError if a statement is being coded blind: a decision that all see would end the blindness."""
    coding = coded_now(database, statement)
    if coding is not None:
        coders = ", ".join(json.loads(coding.coders))
        raise RequestError(
            f"statement {statement} is being coded blind by {coders}, and stays undecided until all are done",
            do="coders decide with: khronika review --coding",
        )


def expect_own(database: str, row: EntryRow, actor: str) -> None:
    """Raise RequestError if an entry may not be taken back by somebody, for the sake of a coding."""
    name, kind, by = f"{row.origin}:{row.number}", row.kind, row.actor
    while kind == UNDONE:
        name = json.loads(EntryRow.objects.using(database).get(**at(name)).body)["entry"]
        kind, by = EntryRow.objects.using(database).filter(**at(name)).values_list("kind", "actor").get()
    rows = list(DecisionRow.objects.using(database).filter(entry=name))
    if kind in SETTLING:
        for one in {one.statement for one in rows if one.statement}:
            expect_not_coded(database, one)
    if kind not in {STARTED, CODED, DONE}:
        return
    id_ = rows[0].subject.partition(":")[2].partition("/")[0] if rows else ""
    coding = CodingRow.objects.using(database).filter(id=id_).first()
    if coding is not None and coding.revealed:
        raise RequestError("the coding was revealed, and what was decided in it stays as it was decided")
    if kind == STARTED and row.kind == UNDONE:
        ids = {one.statement for one in rows if one.statement}
        decided = StatementRow.objects.using(database).filter(id__in=ids).exclude(standing=Standing.PROPOSED.value)
        if decided.exists():
            raise RequestError("its statements were decided on since the coding was given up", do="start another")
    if kind in {CODED, DONE} and by != actor:
        raise RequestError(f"it belongs to the coding of {by}, who alone can take it back")
    if kind == CODED and coding is not None and actor in json.loads(coding.done):
        raise RequestError("you are done with this coding", do="take that back first: khronika coding reopen")


def at(name: str) -> dict[str, str | int]:
    """Return where the entry of a name is."""
    origin, _, number = name.rpartition(":")
    return {"origin": origin, "number": int(number)}
