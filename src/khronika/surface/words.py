"""Values of the record in plain words, one line each."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from khronika.vocabulary.edtf_dates import is_edtf
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
from khronika.vocabulary.terms import Bound, Modality, PenaltyType

MARKS: Mapping[Standing, str] = MappingProxyType(
    {Standing.PROPOSED: "○ proposed", Standing.ACCEPTED: "● accepted", Standing.REJECTED: "⊘ rejected"}
)
DISAGREE, COMPUTED, INFERRED = "◐ disagree", "△ computed", "~"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}  # EDTF level 1
UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "H": "hour"}
BOUNDS: Mapping[Bound, str] = MappingProxyType(
    {
        Bound.AT_LEAST: "at least ",
        Bound.MORE_THAN: "more than ",
        Bound.ABOUT: "about ",
        Bound.UP_TO: "up to ",
        Bound.FEWER_THAN: "fewer than ",
    }
)


def joined(*parts: str, by: str = " · ") -> str:
    """Return the parts that say something, in a row."""
    return by.join(part for part in parts if part)


def duration(iso: str) -> str:
    """Return a duration in words ("6 years", "3 to 5 years", "life"), or the text itself if it is none."""
    if "/" in iso:
        return " to ".join(duration(one) for one in iso.split("/"))
    parts = re.findall(r"(\d+)([YMWDH])", iso.replace("T", "")) if iso.startswith("P") else []
    return " ".join(f"{n} {UNITS[unit]}{'' if n == '1' else 's'}" for n, unit in parts) or iso


def date_words(edtf: str) -> str:
    """Return an EDTF date in words ("10 Apr 2023", "Nov 2022", "since 2018"); text that is no date as it is."""
    if not edtf or not is_edtf(edtf):
        return edtf
    if "/" in edtf:
        first, last = edtf.split("/")
        if first in {"", ".."}:
            return f"by {date_words(last)}"
        return f"since {date_words(first)}" if last in {"", ".."} else f"{date_words(first)} to {date_words(last)}"
    told, doubt = (edtf[:-1], edtf[-1]) if edtf[-1] in "?~%" else (edtf, "")
    words = plain_date(told)
    return f"{'about ' if doubt in {'~', '%'} else ''}{words}{' (uncertain)' if doubt in {'?', '%'} else ''}"


def day_part(told: str) -> str:
    """Return the date of a date or a time in words."""
    return date_words(told.partition("T")[0])


def plain_date(told: str) -> str:
    """Return a date without qualifiers in words."""
    year, *rest = told.split("-")
    if year.endswith("XX"):
        return f"{year[:2]}00s"
    if year.endswith("X"):
        return f"{year[:3]}0s"
    month = SEASONS.get(rest[0]) or MONTHS[int(rest[0]) - 1] if rest and rest[0] != "XX" else ""
    day = str(int(rest[1])) if len(rest) > 1 and rest[1] != "XX" else ""
    return joined(day, month, year, by=" ")


def when(statement: Statement) -> str:
    """Return a statement's date in words, with a tilde before an inferred one; empty if it has none."""
    told = date_words(str(getattr(statement, "date", "")))
    return f"{INFERRED}{told}" if told and "date" in statement.inferred else told


def party(one: Party) -> str:
    """Return a party in words; a single unnamed person without a number."""
    if one.name:
        return one.name
    told = one.count is not None and not (one.count == 1 and one.bound in {None, Bound.EXACTLY})
    return f"{BOUNDS.get(one.bound, '') if one.bound else ''}{one.count:,} {one.group}" if told else one.group


def people(parties: tuple[Party, ...]) -> str:
    """Return several parties in words."""
    return ", ".join(map(party, parties))


def charge(one: Charge) -> str:
    """Return a charge in words."""
    provision = f"({one.provision})" if one.provision and one.offence else one.provision
    maximum = f"maximum {duration(one.maximum)}" if one.maximum else ""
    return joined(joined(one.offence, provision, by=" ") or "offence not named", maximum, by=", ")


def amount(one: Penalty) -> str:
    """Return what a penalty amounts to: money, or strokes of a corporal one; empty if it is not told."""
    if one.amount is None:
        return ""
    number = f"{one.amount:,.2f}".removesuffix(".00")
    return f"{number} {one.currency or ('strokes' if one.type is PenaltyType.CORPORAL else '')}".strip()


def penalty(one: Penalty) -> str:
    """Return a penalty in words ("imprisonment 6 years, suspended")."""
    told = joined(one.type.value.replace("_", " "), duration(one.duration), amount(one), by=" ")
    return f"{told}, suspended" if one.suspended else told


def summary(statement: Statement, *, with_people: bool = True) -> str:
    """Return what a statement says, in one line; without the people it is about if they go without saying."""
    match statement:
        case Profile():
            age = f"aged {statement.age}" if statement.age is not None else ""
            told = joined(*statement.roles, age, statement.sex, statement.nationality, by=", ")
            return joined(party(statement.subject), told, by=": ")
        case Proceeding():
            return step(statement, with_people=with_people)
        case Restriction():
            return ban(statement)
        case Act():
            by = f"by {people(statement.perpetrators)}" if statement.perpetrators else ""
            of = f"of {people(statement.victims)}" if statement.victims else ""
            return joined(joined(statement.type.value.replace("_", " "), of, by, by=" "), statement.place)
        case Toll():
            return toll(statement)
        case Assessment():
            by = statement.by or ("" if statement.asserted_by == AUTHOR else statement.asserted_by)
            return joined(joined(statement.about, statement.finding, by=": "), f"according to {by}" if by else "")
        case Recommendation():
            by = f"asked by {statement.by}" if statement.by else ""
            asked = f"{statement.to or 'not said who'} should {statement.action.removeprefix('to ')}"
            return joined(asked, by)


def step(one: Proceeding, *, with_people: bool = True) -> str:
    """Return a step of a legal process in words: outcome first for a verdict."""
    name = one.step.value.replace("_", " ")
    head = joined(name, one.outcome.value if one.outcome else "", by=": ")
    judge = f"Judge {one.judge.removeprefix('Judge ')}" if one.judge else ""
    named = any(c.offence or c.provision for c in one.charges)
    charged = f"{'for ' if named else ''}{'; '.join(map(charge, one.charges))}"
    sentence = "; ".join(map(penalty, one.penalties))
    return joined(head, people(one.subject) if with_people else "", sentence, charged, one.body, judge, one.place)


def ban(one: Restriction) -> str:
    """Return a restriction in words."""
    forbidden = joined(people(one.subject), f"may not: {'; '.join(one.prohibits) or 'what, is not told'}", by=" ")
    length = f"for {duration(one.duration)}" if one.duration else ""
    starts = f"from {date_words(one.starts)}" if is_edtf(one.starts) else one.starts
    until = f"until {date_words(one.until)}" if is_edtf(one.until) else one.until
    by = f"imposed by {one.imposed_by}" if one.imposed_by else ""
    return joined(forbidden, length, starts, until, by, f"if broken: {one.consequence}" if one.consequence else "")


def toll(one: Toll) -> str:
    """Return a toll in words, with its bound."""
    bound = BOUNDS.get(one.bound, "") if one.bound else ""
    measure = "" if one.measure.value == "other" else one.measure.value.replace("_", " ")
    figure = joined(f"{bound}{one.count:,}", one.who or "people", measure, by=" ")
    return joined(figure, one.event, one.place)


def says_who(statement: Statement) -> str:
    """Return who says so and how it is held."""
    by = "the document" if statement.asserted_by == AUTHOR else statement.asserted_by
    return by if statement.modality is Modality.ASSERTED else f"{statement.modality.value}: {by}"


def held_by(statement: Statement) -> str:
    """Return who says so and how, where that is not just the document's plain word; else empty text."""
    plain = statement.modality is Modality.ASSERTED and statement.asserted_by == AUTHOR
    return "" if plain else f"[{says_who(statement)}]"


def how_sure(statement: Statement) -> str:
    """Return the reader's probability that a statement is right ("82 % sure"); nothing if it was not worked out."""
    return f"{statement.probability * 100:.0f} % sure" if statement.probability is not None else ""


def hangs_on(statement: Statement) -> str:
    """Return how sure the reader is and what speaks against the statement, in one line; nothing if it does not say."""
    return joined(how_sure(statement), "; ".join(statement.hangs_on), by="; it hangs on: ")


def source_name(one: Evidence) -> str:
    """Return what a source is called in one line: publisher or file, and the day it came out."""
    source = one.source
    return joined(source.publisher or source.filename or source.document, day_part(source.published), by=", ")


def excerpt(text: str, limit: int, near: str = "") -> str:
    """Return at most ``limit`` characters of a quote, exact, around a word if it holds it; cuts are shown as […]."""
    told = " ".join(text.split())
    if len(told) <= limit:
        return told
    found = max(told.casefold().find(near.casefold()), 0) if near else 0
    start = max(0, min(found - limit // 4, len(told) - limit))
    end = start + limit
    if start:
        start = told.find(" ", start) + 1
    if end < len(told):
        end = max(told.rfind(" ", start, end), start + 1)
    return f"{'[…] ' if start else ''}{told[start:end]}{' […]' if end < len(told) else ''}"
