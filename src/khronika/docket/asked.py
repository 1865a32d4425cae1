"""What was asked of whom, and which later statements bear on it, by rules that are data; never whether it was done."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from khronika.docket.lines import Line, date_of, days_of, published_day, text_order
from khronika.docket.tolls import mentions
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.folding import fold
from khronika.vocabulary.statement import Act, Proceeding, Recommendation, Restriction, Toll
from khronika.vocabulary.terms import Modality


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedLine(Line):
    """A request. ``addressee`` is who is asked, ``by`` who asks; ``rules`` name what of the request has rules.

    ``later`` are the statements of a later day that bear on it by these rules.
    """

    addressee: str = ""
    by: str = ""
    rules: tuple[str, ...] = ()
    later: tuple[Evidence, ...] = ()


@cache
def rules() -> list[dict[str, Any]]:
    """Return what ``asked.toml`` says."""
    found: list[dict[str, Any]] = tomllib.loads((files("khronika.docket") / "asked.toml").read_text("utf-8"))["rule"]
    return found


def asked(lines: Iterable[Line], held: Sequence[Evidence]) -> tuple[AskedLine, ...]:
    """Return requests with what bears on them of all that is held until the day of the docket."""
    found = []
    for line in lines:
        one = line.statement
        if not isinstance(one, Recommendation):
            continue
        fitting = [rule for rule in rules() if begins(one.action, rule["words"])]
        made = min((day for day in map(published_day, line.evidence) if day), default=None)
        later = [
            e
            for e in sorted({e.id: e for e in held}.values(), key=text_order)
            if e.id not in line.ids and made is not None and after(e, made) and any(bears(e, rule) for rule in fitting)
        ]
        found.append(
            AskedLine(
                evidence=line.evidence,
                when=line.when,
                differing=line.differing,
                addressee=one.to,
                by=one.by,
                rules=tuple(rule["name"] for rule in fitting),
                later=tuple(later),
            )
        )
    return tuple(found)


def begins(text: str, words: Sequence[str]) -> bool:
    """Tell whether a text has a word that begins as one of a list's."""
    plain = "".join(c if c.isalnum() or c in " -" else " " for c in fold(text))
    return any(f" {word}" in f" {plain}" for word in words)


def after(one: Evidence, day: date) -> bool:
    """Tell whether what is told is of a later day: by its own date, else by the day its source came out."""
    days = days_of(date_of(one.statement))
    if days is not None:
        return days[0] > day
    published = published_day(one)
    return published is not None and published > day


def bears(one: Evidence, rule: dict[str, Any]) -> bool:
    """Tell whether a statement bears on what a rule is about."""
    told = one.statement
    if told.modality is Modality.CONDITIONAL:
        return False
    match told:
        case Proceeding():
            officers = any(mentions(party.group, "officers") for party in told.subject)
            if officers:
                return told.step.value in rule.get("officer_steps", ())
            outcome = told.outcome is not None and told.outcome.value in rule.get("outcomes", ())
            return told.step.value in rule.get("steps", ()) or outcome or quoted(one, rule)
        case Act():
            return told.type.value in rule.get("acts", ())
        case Toll():
            measures = "officer_measures" if mentions(told.who, "officers") else "measures"
            return told.measure.value in rule.get(measures, ())
        case Restriction():
            return bool(rule.get("restrictions"))
        case _:
            return quoted(one, rule) and not isinstance(told, Recommendation)


def quoted(one: Evidence, rule: dict[str, Any]) -> bool:
    """Tell whether a quote has the words of a rule that looks at quotes."""
    return bool(rule.get("quotes")) and begins(one.statement.quote.text, rule["quotes"])
