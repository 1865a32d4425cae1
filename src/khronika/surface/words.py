"""Statements in plain words: one line each, with the marks of the desk (○ proposed, ● accepted, ~ inferred, △ computed)."""

import re

from khronika.vocabulary.evidence import Evidence, Standing
from khronika.vocabulary.statement import (
    AUTHOR,
    Act,
    Assessment,
    Charge,
    Party,
    Penalty,
    Proceeding,
    Profile,
    Recommendation,
    Restriction,
    Statement,
    Toll,
)
from khronika.vocabulary.terms import Bound, Modality

MARKS = {Standing.PROPOSED: "○ proposed", Standing.ACCEPTED: "● accepted", Standing.REJECTED: "⊘ rejected"}
UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "H": "hour"}
BOUNDS = {
    Bound.AT_LEAST: "at least ",
    Bound.MORE_THAN: "more than ",
    Bound.ABOUT: "about ",
    Bound.UP_TO: "up to ",
    Bound.FEWER_THAN: "fewer than ",
}


def duration(iso: str) -> str:
    """Return a duration in words ("6 years"), or the text itself if it is none."""
    parts = re.findall(r"(\d+)([YMWDH])", iso) if iso.startswith("P") else []
    return " ".join(f"{n} {UNITS[u]}{'' if n == '1' else 's'}" for n, u in parts) or iso


def party(one: Party) -> str:
    """Return a party in words."""
    size = f"{BOUNDS.get(one.bound, '') if one.bound else ''}{one.count:,} " if one.count is not None else ""
    return one.name or f"{size}{one.group}"


def charge(one: Charge) -> str:
    """Return a charge in words."""
    told = [
        one.offence or "offence not named",
        f"({one.provision})" if one.provision else "",
        f"maximum {duration(one.maximum)}" if one.maximum else "",
    ]
    return " ".join(filter(None, told))


def penalty(one: Penalty) -> str:
    """Return a penalty in words."""
    amount = f"{one.amount:,.0f} {one.currency}".strip() if one.amount is not None else ""
    told = [one.type.value.replace("_", " "), duration(one.duration), amount]
    return " ".join(filter(None, told)) + (", suspended" if one.suspended else "")


def summary(statement: Statement) -> str:
    """Return what a statement says, in one line."""
    match statement:
        case Profile():
            age = f"aged {statement.age}" if statement.age is not None else ""
            return f"{statement.subject}: " + ", ".join(
                filter(None, [*statement.roles, age, statement.sex, statement.nationality])
            )
        case Proceeding():
            told = [
                statement.step.value.replace("_", " "),
                statement.outcome.value if statement.outcome else "",
                ", ".join(map(party, statement.subject)),
            ]
            told += [
                "; ".join(map(charge, statement.charges)),
                "; ".join(map(penalty, statement.penalties)),
                statement.body,
                statement.place,
            ]
            return " · ".join(filter(None, told))
        case Restriction():
            told = [", ".join(map(party, statement.subject)) + " may no longer: " + "; ".join(statement.prohibits)]
            told += [f"for {duration(statement.duration)}" if statement.duration else "", statement.starts]
            told += [
                f"by {statement.imposed_by}" if statement.imposed_by else "",
                f"if broken: {statement.consequence}" if statement.consequence else "",
            ]
            return " · ".join(filter(None, told))
        case Act():
            by = f" by {', '.join(map(party, statement.perpetrators))}" if statement.perpetrators else ""
            return f"{statement.type.value.replace('_', ' ')} of {', '.join(map(party, statement.victims))}{by}"
        case Toll():
            bound = BOUNDS.get(statement.bound, "") if statement.bound else ""
            return f"{bound}{statement.count:,} {statement.who} {statement.measure.value.replace('_', ' ')}"
        case Assessment():
            return f"{statement.about}: {statement.finding}" + (f" (so {statement.by})" if statement.by else "")
        case Recommendation():
            return f"{statement.to} should {statement.action}" + (f" (asked by {statement.by})" if statement.by else "")


def when(statement: Statement) -> str:
    """Return a statement's date, with a tilde before an inferred one; empty if it has none."""
    date = str(getattr(statement, "date", ""))
    return f"~{date}" if date and "date" in statement.inferred else date


def says_who(statement: Statement) -> str:
    """Return who says so and how it is held."""
    by = "the document" if statement.asserted_by == AUTHOR else statement.asserted_by
    return by if statement.modality is Modality.ASSERTED else f"{statement.modality.value}: {by}"


def line(one: Evidence) -> str:
    """Return a docket line: mark, date, summary; then the quote with its id and source; then why a slot was inferred."""
    statement = one.statement
    head = f"{MARKS[one.standing]}  {when(statement) or 'no date'}  {summary(statement)}"
    if statement.modality is not Modality.ASSERTED or statement.asserted_by != AUTHOR:
        head += f"  [{says_who(statement)}]"
    source = one.source.publisher or one.source.filename
    quoted = " ".join(statement.quote.text.split())
    lines = [head, f"      “{quoted}”  — {source}, {one.id}"]
    lines += [f"      ~ {slot} inferred: {why}" for slot, why in statement.reasons.items()]
    return "\n".join(lines)
