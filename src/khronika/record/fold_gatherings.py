"""Folding what belongs together: mentions of one party, statements of one case, and those made one or taken apart.

A party that was merged points at the one it was merged into, and keeps its own mentions: so a merge taken back
leaves exactly what was there. The same holds for a case that was joined to another.
"""

import json
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from khronika.record.fold_names import name_party
from khronika.record.fold_words import Decision, Word, in_force
from khronika.record.models import CaseRow, FilingRow, MentionRow, PartyRow
from khronika.record.tables import Tables

Body = dict[str, Any]

# What merges, splits, tells apart or cares for may name the parties and link the mentions that it speaks of: one act,
# one entry.
AT_ONCE = ("parties_merged", "parties_told_apart", "protection_set", "consent_given", "consent_withdrawn")
LINKING = ("mentions_linked", "party_split", "party_named", *AT_ONCE)
PARTY_MAKING = ("party_named", "party_split", *AT_ONCE)
CASE_MAKING = ("case_opened", "case_split")
FILING = ("case_opened", "case_filed", "case_split")


def named(body: Body) -> Iterator[Word]:
    """Yield that a party is there, of a type and with a name."""
    yield Word(f"party:{body['party']}", {"type": body["type"], "name": body["name"]})


def named_and_linked(body: Body) -> Iterator[Word]:
    """Yield that a party is there, and the mentions that are its own from the first."""
    yield from named(body)
    yield from linked({"party": body["party"], "mentions": body.get("mentions", ())})


def linked(body: Body) -> Iterator[Word]:
    """Yield the party of each mention."""
    for mention in body["mentions"]:
        yield Word(f"mention:{mention}", body["party"], mention.partition("/")[0])


def first_named(body: Body) -> Iterator[Word]:
    """Yield the parties that an entry names before it says what they are to each other, and their mentions."""
    for party in body.get("named", ()):
        yield from named(party)
    for party, mentions in body.get("linked", {}).items():
        yield from linked({"party": party, "mentions": mentions})


def split_party(body: Body) -> Iterator[Word]:
    """Yield a party of its own, and its mentions; it is told apart from the one that it was split from if it says so."""
    own = set(body["mentions"])
    left = {party: [one for one in mentions if one not in own] for party, mentions in body.get("linked", {}).items()}
    yield from first_named(body | {"linked": left})
    yield from named(body)
    yield from linked(body)
    if body.get("apart"):
        yield from told_apart({"parties": [body["party"], body["from"]]})


def merged(body: Body) -> Iterator[Word]:
    """Yield into which party others were merged."""
    yield from first_named(body)
    for party in body["parties"]:
        yield Word(f"merge:{party}", body["into"])


def told_apart(body: Body) -> Iterator[Word]:
    """Yield that two parties are not one; no table says more than the decision itself."""
    yield from first_named(body)
    first, second = sorted(body["parties"])
    yield Word(f"apart:{first}:{second}", True)


def opened(body: Body) -> Iterator[Word]:
    """Yield that a case is there, and its statements."""
    yield Word(f"case:{body['case']}", {"name": body["name"]})
    yield from filed(body)


def filed(body: Body) -> Iterator[Word]:
    """Yield which statements belong to a case, and which no longer do."""
    for statement in body["statements"]:
        yield Word(f"filing:{body['case']}/{statement}", True, statement)
    for statement in body.get("removed", ()):
        yield Word(f"filing:{body['case']}/{statement}", False, statement)


def joined(body: Body) -> Iterator[Word]:
    """Yield to which case others were joined."""
    for case in body["cases"]:
        yield Word(f"join:{case}", body["into"])


def linked_cases(body: Body) -> Iterator[Word]:
    """Yield that two cases have to do with each other; no table says more than the decision itself."""
    first, second = sorted(body["cases"])
    yield Word(f"caselink:{first}:{second}", True)


def settled(body: Body) -> Iterator[Word]:
    """Yield whose value of a slot holds against whose; no table says more than the decision itself."""
    yield Word(f"settled:{body['slot']}:{body['chosen']}", body["others"], body["chosen"])


def split_case(body: Body) -> Iterator[Word]:
    """Yield a case of its own, and its statements, which leave the case that they were in."""
    yield from opened(body)
    for statement in body["statements"]:
        yield Word(f"filing:{body['from']}/{statement}", False, statement)


def last(tables: Tables, subject: str, *kinds: str) -> Any:
    """Return what the last decision of some kinds that is in force says of a subject, or None."""
    rows = in_force(tables, subject, *kinds)
    return json.loads(rows[-1].value) if rows else None


def settle_party(tables: Tables, subject: str) -> None:
    """Let a party be there, with its name and what it was merged into, as the last decisions say."""
    id_ = subject.partition(":")[2]
    value = last(tables, f"party:{id_}", *PARTY_MAKING)
    row = PartyRow(id=id_, **(value or {"type": "", "name": ""}), into="")
    row.into = last(tables, f"merge:{id_}", "parties_merged") or ""
    (tables.put if value else tables.drop)([row])
    name_party(tables, row)


def settle_mention(tables: Tables, subject: str) -> None:
    """Let a mention be of the party that it was last linked to."""
    id_ = subject.partition(":")[2]
    party = last(tables, subject, *LINKING)
    row = MentionRow(id=id_, statement=id_.partition("/")[0], party=party or "")
    (tables.put if party else tables.drop)([row])


def settle_case(tables: Tables, subject: str) -> None:
    """Let a case be there, with its name and what it was joined to, as the last decisions say."""
    id_ = subject.partition(":")[2]
    value = last(tables, f"case:{id_}", *CASE_MAKING)
    row = CaseRow(id=id_, **(value or {"name": ""}), into="")
    row.into = last(tables, f"join:{id_}", "cases_joined") or ""
    (tables.put if value else tables.drop)([row])


def settle_filing(tables: Tables, subject: str) -> None:
    """Let a statement be in a case, or not."""
    id_ = subject.partition(":")[2]
    case, _, statement = id_.partition("/")
    row = FilingRow(id=id_, case=case, statement=statement)
    (tables.put if last(tables, subject, *FILING) else tables.drop)([row])


SETTLED = MappingProxyType(
    {
        "party": settle_party,
        "merge": settle_party,
        "mention": settle_mention,
        "case": settle_case,
        "join": settle_case,
        "filing": settle_filing,
    }
)


def settle_gathering(tables: Tables, subject: str) -> None:
    """Let what a decision was about follow from the decisions that are in force."""
    kind = subject.partition(":")[0]
    if kind in SETTLED:
        SETTLED[kind](tables, subject)


GATHERINGS: Mapping[str, Decision] = MappingProxyType(
    {
        "party_named": Decision(named_and_linked, settle_gathering),
        "mentions_linked": Decision(linked, settle_gathering),
        "parties_merged": Decision(merged, settle_gathering),
        "party_split": Decision(split_party, settle_gathering),
        "parties_told_apart": Decision(told_apart, settle_gathering),
        "case_opened": Decision(opened, settle_gathering),
        "case_filed": Decision(filed, settle_gathering),
        "cases_joined": Decision(joined, settle_gathering),
        "case_split": Decision(split_case, settle_gathering),
        "cases_linked": Decision(linked_cases, settle_gathering),
        "difference_settled": Decision(settled, settle_gathering),
    }
)
