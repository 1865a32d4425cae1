"""Folding how people are cared for: who is protected, who agreed to what, and what was erased."""

import json
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from khronika.record.fold_gatherings import first_named, settle_gathering
from khronika.record.fold_words import Decision, Word, in_force
from khronika.record.log import Entry, canonical
from khronika.record.models import ConsentRow, ErasureRow, ProtectionRow, WithheldRow
from khronika.record.tables import Tables

Body = dict[str, Any]
CONSENT = ("consent_given", "consent_withdrawn")


def protected(body: Body) -> Iterator[Word]:
    """Yield how far a subject is protected, and the party that it is if nobody had named it before."""
    yield from first_named(body)
    yield Word(f"protection:{body['subject']}", body["level"])


def agreed(body: Body) -> Iterator[Word]:
    """Yield that somebody agrees to a purpose."""
    yield from first_named(body)
    yield Word(f"consent:{body['subject']}/{body['purpose']}", True)


def agreed_no_longer(body: Body) -> Iterator[Word]:
    """Yield that somebody does not agree to a purpose any more."""
    yield from first_named(body)
    yield Word(f"consent:{body['subject']}/{body['purpose']}", False)


def settle_protection(tables: Tables, subject: str) -> None:
    """Let the last protection that is in force hold."""
    name = subject.partition(":")[2]
    rows = in_force(tables, subject, "protection_set")
    if not rows:
        tables.drop([ProtectionRow(subject=name)])
        return
    told = rows[-1]
    tables.put(
        [
            ProtectionRow(
                subject=name,
                level=json.loads(told.value),
                reason=told.reason,
                set_by=told.decided_by,
                set_at=told.decided_at,
            )
        ]
    )


def settle_consent(tables: Tables, subject: str) -> None:
    """Let the last word on a consent that is in force hold."""
    id_ = subject.partition(":")[2]
    rows = in_force(tables, subject, *CONSENT)
    if not rows:
        tables.drop([ConsentRow(id=id_)])
        return
    told, (about, _, purpose) = rows[-1], id_.rpartition("/")
    tables.put(
        [
            ConsentRow(
                id=id_,
                subject=about,
                purpose=purpose,
                given=json.loads(told.value),
                reason=told.reason,
                told_by=told.decided_by,
                told_at=told.decided_at,
            )
        ]
    )


def settle_care(tables: Tables, subject: str) -> None:
    """Let what a word of such an entry was about follow from what is in force."""
    kind = subject.partition(":")[0]
    {"protection": settle_protection, "consent": settle_consent}.get(kind, settle_gathering)(tables, subject)


def fold_erasure(tables: Tables, entry: Entry, body: Body) -> None:
    """Tell of each entry, and part of one, that was erased when, by whom and why; what followed is gone already."""
    parts = [f"{name}/{leaf}" for name, leaves in body.get("parts", {}).items() for leaf in leaves]
    tables.put(
        [
            ErasureRow(
                entry=name,
                sha256=body["sha256"],
                erased_by=entry.actor,
                erased_at=entry.time,
                reason=body["reason"],
                vault=canonical(body["vault"]),
            )
            for name in (*body["entries"], *parts)
        ]
    )
    told = body.get("withheld")
    if told is None:
        return
    tables.put(
        [
            WithheldRow(
                id=f"{told['sha256']}:{start}:{end}",
                sha256=told["sha256"],
                statement=told["statement"],
                start=start,
                end=end,
                entry=entry.name,
                erased_by=entry.actor,
                erased_at=entry.time,
                reason=body["reason"],
            )
            for start, end in told["spans"]
        ]
    )


CARES: Mapping[str, Decision] = MappingProxyType(
    {
        "protection_set": Decision(protected, settle_care),
        "consent_given": Decision(agreed, settle_care),
        "consent_withdrawn": Decision(agreed_no_longer, settle_care),
    }
)
