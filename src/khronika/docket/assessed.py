"""Assessments by assessor and topic, and attempts to register a party with authority and ground as the source has them."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from khronika.docket.agreeing import Group, gathered, same_document, texts_agree
from khronika.docket.asked import begins
from khronika.docket.lines import Line, best_date, date_of, in_time, text_order
from khronika.docket.rights import rules as bearing
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.folding import fold
from khronika.vocabulary.statement import AUTHOR, Act, Assessment, Proceeding
from khronika.vocabulary.terms import ActType, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessedLine(Line):
    """An assessment: whose it is, and of what kind of thing; empty where neither is told."""

    assessor: str = ""
    topic: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationLine(Line):
    """What is told of registering a party. For a refusal: the party, the authority, and the ground in the quote's words.

    ``attempt`` numbers the refusals of one party that the case tells, in order of time; 0 for anything else, and for
    a refusal without a day beside others that have one.
    """

    party: str = ""
    authority: str = ""
    ground: str = ""
    attempt: int = 0


@cache
def rules() -> dict[str, Any]:
    """Return what ``assessing.toml`` says."""
    return tomllib.loads((files("khronika.docket") / "assessing.toml").read_text("utf-8"))


def assessed(lines: Iterable[Line]) -> tuple[AssessedLine, ...]:
    """Return assessments in order of assessor, then of topic."""
    found = []
    for line in lines:
        one = line.statement
        if isinstance(one, Assessment):
            speaker = one.by or ("" if one.asserted_by == AUTHOR else one.asserted_by)
            topics = (t["name"] for t in rules()["topic"] if begins(one.about, t["words"]))
            topic = next(topics, "")
            made = AssessedLine(
                evidence=line.evidence, when=line.when, differing=line.differing, assessor=speaker, topic=topic
            )
            found.append(made)
    return tuple(
        sorted(
            found, key=lambda line: (not line.assessor, fold(line.assessor), line.topic, text_order(line.evidence[0]))
        )
    )


def registration(evidence: Iterable[Evidence]) -> tuple[RegistrationLine, ...]:
    """Return what is told of registering a party or an organisation: refusals in order of time, then what speaks of it."""
    words = bearing()["registration"]["words"]
    refused, others = [], []
    for one in sorted(evidence, key=text_order):
        told = one.statement
        if isinstance(told, Act) and told.type is ActType.DENIAL_OF_REGISTRATION:
            refused.append(one)
            continue
        other_step = not isinstance(told, Proceeding) or told.step is Step.OTHER
        if other_step and any(f" {word}" in f" {fold(told.quote.text)}" for word in words):
            others.append(RegistrationLine(evidence=(one,), when=best_date([one])))
    lines = [refusal(group) for group in gathered(refused, same_refusal)]
    lines.sort(key=lambda line: (in_time(line.when.edtf if line.when else ""), text_order(line.evidence[0])))
    count: dict[str, int] = {}
    numbered = []
    placed = {fold(line.party) for line in lines if line.when}
    for line in lines:
        counts = line.when is not None or fold(line.party) not in placed  # one without its day may be any that has one
        if counts:
            count[fold(line.party)] = count.get(fold(line.party), 0) + 1
        numbered.append(
            RegistrationLine(
                evidence=line.evidence,
                when=line.when,
                party=line.party,
                authority=line.authority,
                ground=line.ground,
                attempt=count[fold(line.party)] if counts else 0,
            )
        )
    return (*numbered, *others)


def same_refusal(one: Evidence, other: Evidence) -> bool:
    """Tell whether two reports tell of the same refusal to register: the day is the same, and nothing speaks against it.

    A report that tells of several refusals tells them apart; without a day none can be taken for another one.
    """
    a, b = one.statement, other.statement
    if not isinstance(a, Act) or not isinstance(b, Act) or same_document(one, other):
        return False
    whose = [" ".join(party.name for party in act.victims) for act in (a, b)]
    return bool(date_of(a)) and date_of(a) == date_of(b) and a.modality is b.modality and texts_agree(*whose)


def refusal(group: Group) -> RegistrationLine:
    """Return the line of a refusal, in the fullest words of those who tell it."""
    acts = [one.statement for one in group if isinstance(one.statement, Act)]
    named = [party.name for told in acts for party in told.victims if party.name]
    whole = [str(party) for told in acts for party in told.victims if str(party)]
    by = [", ".join(str(party) for party in told.perpetrators) for told in acts]
    return RegistrationLine(
        evidence=group,
        when=best_date(group),
        party=max(named or whole, key=len, default=""),
        authority=max(by, key=len, default=""),
        ground=next(filter(None, (ground(told.quote.text) for told in acts)), ""),
    )


def ground(quote: str) -> str:
    """Return the ground of a refusal in the words of its quote; empty if it gives none."""
    lower = quote.casefold()
    found = [at for word in rules()["ground"]["words"] if (at := lower.find(f" {word}")) >= 0]
    return " ".join(quote[min(found) :].split()) if found and len(lower) == len(quote) else ""
