"""Deadlines and their rules as records for programs: the same facts as the text."""

from datetime import date
from typing import Any

from khronika.docket.deadlines import Deadline, Rule
from khronika.surface.deadline_text import deadline_words


def rule_record(rule: Rule) -> dict[str, Any]:
    """Return a rule for programs."""
    return {
        "id": rule.id,
        "name": rule.name,
        "kind": rule.kind.value,
        "jurisdiction": rule.jurisdiction,
        "length": rule.length or None,
        "days": rule.days or None,
        "runs": rule.runs,
        "from": rule.starts,
        "verified": not rule.unverified,
        "not_verified": rule.unverified or None,
        "source": rule.source,
        "dated": rule.dated,
        "note": rule.note or None,
        "computes": rule.computes,
    }


def deadline_record(one: Deadline, on: date) -> dict[str, Any]:
    """Return a deadline for programs."""
    when = one.when
    day = {"date": when.edtf, "inferred": when.inferred, "reason": when.reason or None} if when else {"date": None}
    return {
        "says": deadline_words(one),
        "persons": list(one.persons),
        "first": one.ends[0].isoformat(),
        "last": one.ends[1].isoformat(),
        "on": on.isoformat(),
        "reach": one.reach(on).value,
        "computed": True,
        "trigger": {"step": one.step.value, "standing": one.standing.value} | day,
        "rests_on": list(one.ids),
        "jurisdiction_told_by": one.country.evidence.id if one.country else None,
        "told_afterwards": list(one.met.ids) if one.met else [],
        "rule": rule_record(one.rule),
        "quotes": {e.id: e.statement.quote.text for e in one.evidence},
    }
