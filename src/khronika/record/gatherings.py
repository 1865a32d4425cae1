"""Parties and cases: what people say belongs together, and what they take apart again."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from khronika.errors import RequestError
from khronika.record.fold import enter
from khronika.record.fold_statements import ADDED
from khronika.record.folder import Chronicle
from khronika.record.log import Entry, printable
from khronika.record.models import (
    CaseRow,
    ConsentRow,
    DecisionRow,
    FilingRow,
    MentionRow,
    PartyRow,
    ProtectionRow,
    StatementRow,
)

TYPES = ("person", "organization", "body", "group")


@dataclass(frozen=True, slots=True)
class Gathered:
    """A party or a case as it stands: its own name, those that were merged into it, and what belongs to them all.

    ``members`` are mentions ("STATEMENT/SLOT/INDEX") of a party, statements of a case. A case has no ``type``.
    """

    id: str
    name: str
    type: str
    merged: tuple[str, ...]
    members: tuple[str, ...]


def new_id() -> str:
    """Return a name for a party or a case that no other has."""
    return secrets.token_hex(6)


def name_party(chronicle: Chronicle, type_: str, name: str, *, actor: str, party: str = "") -> str:
    """Enter that there is a party, or under what name one that is there goes; return its id."""
    if type_ not in TYPES or not name.strip():
        raise RequestError(f"a party has a name and is one of: {', '.join(TYPES)}")
    with chronicle.writing() as database:
        if party:
            there(database, PartyRow, [party])
        body = {"party": party or new_id(), "type": type_, "name": printable(name)}
        enter(database, chronicle.origin, actor, "party_named", body)
        return body["party"]


def link(chronicle: Chronicle, party: str, mentions: Sequence[str], *, actor: str, reason: str = "") -> Entry:
    """Enter that mentions are of a party. Raises RequestError if it or a statement is not there."""
    with chronicle.writing() as database:
        there(database, PartyRow, [party])
        there(database, StatementRow, [one.partition("/")[0] for one in mentions])
        body = {"party": party, "mentions": sorted(set(mentions)), "reason": printable(reason)}
        return enter(database, chronicle.origin, actor, "mentions_linked", body)


def merge(chronicle: Chronicle, into: str, parties: Sequence[str], *, actor: str, reason: str) -> Entry:
    """Enter that parties are one and the same. Raises RequestError if one is not there, or they are one already."""
    with chronicle.writing() as database:
        root, others = roots(database, PartyRow, into, parties)
        body = {"into": root, "parties": others, "reason": printable(reason)}
        return enter(database, chronicle.origin, actor, "parties_merged", body)


def split_party(
    chronicle: Chronicle, party: str, mentions: Sequence[str], *, name: str, actor: str, reason: str
) -> str:
    """Enter that mentions of a party are of another one, of the same type; return the id of that one.

    Raises RequestError if the party is not there, or has no such mentions.
    """
    with chronicle.writing() as database:
        row = there(database, PartyRow, [party])[0]
        assert isinstance(row, PartyRow)  # noqa: S101 - what was asked for
        held = set(gathered(database, PartyRow, root_of(database, PartyRow, party)).members)
        if not mentions or not held.issuperset(mentions):
            raise RequestError(f"these are not all mentions of {row.name}", do="see what is linked to it")
        body = {"party": new_id(), "type": row.type, "name": printable(name), "mentions": sorted(set(mentions))}
        body |= {"from": party, "reason": printable(reason)}
        enter(database, chronicle.origin, actor, "party_split", body)
        return str(body["party"])


def tell_apart(chronicle: Chronicle, first: str, second: str, *, actor: str, reason: str) -> Entry:
    """Enter that two parties are not one. Raises RequestError if they were merged."""
    with chronicle.writing() as database:
        there(database, PartyRow, [first, second])
        if root_of(database, PartyRow, first) == root_of(database, PartyRow, second):
            raise RequestError("they are one party", do="take the merge back first")
        body = {"parties": sorted((first, second)), "reason": printable(reason)}
        return enter(database, chronicle.origin, actor, "parties_told_apart", body)


def open_case(chronicle: Chronicle, name: str, statements: Sequence[str], *, actor: str, reason: str = "") -> str:
    """Enter that there is a case of some statements; return its id. Raises RequestError if one is not there."""
    if not name.strip():
        raise RequestError("a case has a name")
    with chronicle.writing() as database:
        there(database, StatementRow, statements)
        body = {"case": new_id(), "name": printable(name), "statements": sorted(set(statements))}
        enter(database, chronicle.origin, actor, "case_opened", body | because(reason))
        return str(body["case"])


def rename_case(chronicle: Chronicle, case: str, name: str, *, actor: str, reason: str = "") -> Entry:
    """Enter what a case is called from now on. Raises RequestError if it is not there, or the name is empty."""
    if not name.strip():
        raise RequestError("a case has a name")
    with chronicle.writing() as database:
        there(database, CaseRow, [case])
        body = {"case": case, "name": printable(name), "statements": []}
        return enter(database, chronicle.origin, actor, "case_opened", body | because(reason))


def file(
    chronicle: Chronicle,
    case: str,
    statements: Sequence[str],
    *,
    removed: Sequence[str] = (),
    actor: str,
    reason: str = "",
) -> Entry:
    """Enter which statements belong to a case too, and which do not. Raises RequestError if one is not there."""
    with chronicle.writing() as database:
        there(database, CaseRow, [case])
        there(database, StatementRow, [*statements, *removed])
        body = {"case": case, "statements": sorted(set(statements) - set(removed)), "removed": sorted(set(removed))}
        return enter(database, chronicle.origin, actor, "case_filed", body | because(reason))


def link_cases(chronicle: Chronicle, first: str, second: str, *, actor: str, reason: str) -> Entry:
    """Enter that two cases have to do with each other and stay two. Raises RequestError if they are one."""
    with chronicle.writing() as database:
        there(database, CaseRow, [first, second])
        if root_of(database, CaseRow, first) == root_of(database, CaseRow, second):
            raise RequestError("they are one case", do="take the joining back first")
        body = {"cases": sorted((first, second)), "reason": printable(reason)}
        return enter(database, chronicle.origin, actor, "cases_linked", body)


def because(reason: str) -> dict[str, str]:
    """Return the reason for an entry's body, if one was given."""
    return {"reason": printable(reason)} if reason.strip() else {}


def join(chronicle: Chronicle, into: str, cases: Sequence[str], *, actor: str, reason: str) -> Entry:
    """Enter that cases are one. Raises RequestError if one is not there, or they are one already."""
    with chronicle.writing() as database:
        root, others = roots(database, CaseRow, into, cases)
        body = {"into": root, "cases": others, "reason": printable(reason)}
        return enter(database, chronicle.origin, actor, "cases_joined", body)


def split_case(
    chronicle: Chronicle, case: str, statements: Sequence[str], *, name: str, actor: str, reason: str
) -> str:
    """Enter that statements of a case are a case of their own; return its id. Raises RequestError if it has not them."""
    with chronicle.writing() as database:
        there(database, CaseRow, [case])
        held = set(gathered(database, CaseRow, root_of(database, CaseRow, case)).members)
        if not statements or not held.issuperset(statements):
            raise RequestError("these are not all statements of the case", do="see what it holds")
        body = {"case": new_id(), "name": printable(name), "statements": sorted(set(statements))}
        body |= {"from": case, "reason": printable(reason)}
        enter(database, chronicle.origin, actor, "case_split", body)
        return str(body["case"])


def parties(chronicle: Chronicle) -> tuple[Gathered, ...]:
    """Return the parties, each merged one within the one that it was merged into, by their names."""
    with chronicle.reading() as database:
        return all_gathered(database, PartyRow)


def cases(chronicle: Chronicle) -> tuple[Gathered, ...]:
    """Return the cases, each joined one within the one that it was joined to, by their names."""
    with chronicle.reading() as database:
        return all_gathered(database, CaseRow)


Gathering = type[PartyRow] | type[CaseRow]


def there(
    database: str, model: Gathering | type[StatementRow], ids: Sequence[str]
) -> list[PartyRow | CaseRow | StatementRow]:
    """Return the rows of some ids. Raises RequestError if one is not there."""
    rows = {row.pk: row for row in model.objects.using(database).filter(pk__in=set(ids))}
    for id_ in ids:
        if id_ not in rows:
            raise RequestError(f"nothing is called {id_!r}", do="see what there is with: khronika log")
    return [rows[id_] for id_ in ids]


def root_of(database: str, model: Gathering, id_: str) -> str:
    """Return the one into which something was merged in the end: itself if it was not."""
    seen = [id_]
    while into := model.objects.using(database).filter(pk=seen[-1]).values_list("into", flat=True).first():
        if into in seen:
            raise RequestError("they would be merged into each other", do="take another merge back first")
        seen.append(into)
    return seen[-1]


def roots(database: str, model: Gathering, into: str, others: Sequence[str]) -> tuple[str, list[str]]:
    """Return what is merged into what. Raises RequestError if one is not there, or they are one already."""
    there(database, model, [into, *others])
    root = root_of(database, model, into)
    merged = sorted({root_of(database, model, one) for one in others} - {root})
    if not merged:
        raise RequestError("they are one already")
    return root, merged


def all_gathered(database: str, model: Gathering) -> tuple[Gathered, ...]:
    """Return what stands for itself, by name, with all that was merged into it."""
    rows = {row.id: row for row in model.objects.using(database).all()}
    members: dict[str, list[str]] = {}
    mentions = MentionRow.objects.using(database).values_list("party", "id")
    filings = FilingRow.objects.using(database).values_list("case", "statement")
    for holder, member in mentions if model is PartyRow else filings:
        members.setdefault(holder, []).append(member)
    within: dict[str, list[str]] = {}
    for id_ in rows:
        root = id_
        while root in rows and rows[root].into:
            root = rows[root].into
        within.setdefault(root, []).append(id_)
    made = [
        Gathered(
            id=root,
            name=rows[root].name,
            type=getattr(rows[root], "type", ""),
            merged=tuple(sorted(set(ids) - {root})),
            members=tuple(sorted({member for id_ in ids for member in members.get(id_, ())})),
        )
        for root, ids in within.items()
    ]
    return tuple(sorted(made, key=lambda one: (one.name, one.id)))


def gathered(database: str, model: Gathering, root: str) -> Gathered:
    """Return one that stands for itself."""
    return next(one for one in all_gathered(database, model) if one.id == root)


def expect_whole(database: str) -> None:
    """Raise RequestError if something rests on what was taken back, or parties are merged in a circle."""
    for model in (PartyRow, CaseRow):
        merged = dict(model.objects.using(database).exclude(into="").values_list("id", "into"))
        known = set(model.objects.using(database).filter(id__in=set(merged.values())).values_list("id", flat=True))
        if not known.issuperset(merged.values()):
            raise RequestError("others were merged into it", do="take that back first")
        for id_ in merged:
            root_of(database, model, id_)
    mine = PartyRow.objects.using(database).filter(id=OuterRef("party"))
    filed = CaseRow.objects.using(database).filter(id=OuterRef("case"))
    if (
        MentionRow.objects.using(database).filter(~Exists(mine)).exists()
        or FilingRow.objects.using(database).filter(~Exists(filed)).exists()
    ):
        raise RequestError("something was linked to it since", do="take that back first")
    by_hand = DecisionRow.objects.using(database).filter(kind=ADDED, in_force=False).values_list("statement", flat=True)
    gone = set(by_hand) - set(StatementRow.objects.using(database).filter(id__in=by_hand).values_list("id", flat=True))
    rest = DecisionRow.objects.using(database).filter(statement__in=gone, in_force=True)
    if rest.exclude(kind=ADDED).exists():
        raise RequestError("something was decided about the statement since", do="take that back first")
    apart = DecisionRow.objects.using(database).filter(in_force=True, subject__startswith="apart:")
    told = {party for row in apart for party in row.subject.split(":")[1:]}
    if told - set(PartyRow.objects.using(database).filter(id__in=told).values_list("id", flat=True)):
        raise RequestError("it was told apart from another since", do="take that back first")
    cared = set(ProtectionRow.objects.using(database).values_list("subject", flat=True))
    cared |= set(ConsentRow.objects.using(database).values_list("subject", flat=True))
    told = {subject.removeprefix("party:") for subject in cared if subject.startswith("party:")}
    if told - set(PartyRow.objects.using(database).filter(id__in=told).values_list("id", flat=True)):
        raise RequestError("its protection, or a consent, was told since", do="take that back first")
