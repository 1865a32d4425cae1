"""A case: everything that a chronicle holds about one person and the documents that tell of them, on a day."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from khronika.docket.restrictions import Ban, bans
from khronika.errors import RequestError
from khronika.vocabulary.edtf_dates import bounds
from khronika.vocabulary.evidence import Evidence, Source, Standing
from khronika.vocabulary.folding import fold
from khronika.vocabulary.statement import Act, Party, Proceeding, Profile, Restriction, Toll
from khronika.vocabulary.terms import Kind, Step

LATE = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of a docket and the evidence under it."""

    title: str
    lines: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Docket:
    """What is told of one person's case on a day. ``status`` says in a sentence what follows, and from what."""

    name: str
    on: date
    status: str
    sections: tuple[Section, ...]
    bans: tuple[Ban, ...]
    rights: tuple[tuple[str, str, Evidence], ...]
    sources: tuple[Source, ...]
    later: int


def parties(one: Evidence) -> tuple[Party, ...]:
    """Return the parties whose case a statement is part of."""
    match one.statement:
        case Proceeding() | Restriction():
            return one.statement.subject
        case Act():
            return one.statement.victims
        case Profile():
            return (one.statement.subject,)
        case _:
            return ()


def people(evidence: Iterable[Evidence]) -> dict[str, int]:
    """Return the named persons of proceedings and restrictions with how often they are told of, most first."""
    counts: dict[str, int] = {}
    for one in evidence:
        if one.standing is not Standing.REJECTED and isinstance(one.statement, Proceeding | Restriction):
            for party in parties(one):
                if party.name:
                    counts[party.name] = counts.get(party.name, 0) + 1
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def find_name(evidence: Sequence[Evidence], wanted: str) -> str:
    """Return the person that a name means. Raises RequestError that names who there is if it is none or several."""
    names = list(people(evidence))
    if not names:
        raise RequestError("no proceedings or restrictions of a named person are in the chronicle")
    fitting = [name for name in names if set(fold(wanted).split()) <= set(fold(name).split())]
    exact = [name for name in fitting if fold(name) == fold(wanted)]
    if len(exact or fitting) != 1:
        what = f"several people are called {wanted!r}" if fitting else f"nobody is called {wanted!r}"
        raise RequestError(f"{what}: {', '.join(fitting or names)}", do="give one of these names")
    return (exact or fitting)[0]


def begins(one: Evidence) -> date:
    """Return the first day that a statement's date can mean; undated ones come last."""
    told = str(getattr(one.statement, "date", ""))
    if not told:
        return LATE
    first, last = bounds(told)
    return first or last or LATE


def docket(evidence: Sequence[Evidence], name: str, on: date) -> Docket:
    """Return the docket of a person on a day: what happened until then, from documents that tell of the person.

    Figures are only put side by side. What is dated after the day is counted in ``later`` and left out.
    """
    held = sorted(
        (one for one in evidence if one.standing is not Standing.REJECTED),
        key=lambda e: (e.source.sha256, e.statement.quote.start, e.id),
    )
    own = [one for one in held if any(p.name == name for p in parties(one))]
    documents = {one.source.sha256 for one in own}
    context = [one for one in held if one.source.sha256 in documents]
    past = [one for one in context if begins(one) <= on or begins(one) == LATE]
    mine = [one for one in past if any(p.name == name for p in parties(one))]
    steps = tuple(
        sorted(
            (e for e in mine if isinstance(e.statement, Proceeding)),
            key=lambda e: (begins(e), e.source.sha256, e.statement.quote.start),
        )
    )
    by_kind = {kind: tuple(e for e in past if e.statement.kind is kind) for kind in Kind}
    others = tuple(e for e in by_kind[Kind.PROCEEDING] if e not in steps)
    found = tuple(b for b in bans(held) if b.evidence in mine)
    in_bans = [b.evidence for b in found]
    sections = (
        Section("Who", tuple(e for e in mine if isinstance(e.statement, Profile))),
        Section("Steps, in order of time", steps),
        Section("What was done to the person", tuple(e for e in mine if isinstance(e.statement, Act))),
        Section(
            "What was said of bans: on condition, planned or denied",
            tuple(e for e in mine if isinstance(e.statement, Restriction) and e not in in_bans),
        ),
        Section("Others in the same reports", (*others, *(e for e in by_kind[Kind.ACT] if e not in mine))),
        Section(
            "How many (figures stand side by side and are never added)",
            tuple(sorted(by_kind[Kind.TOLL], key=toll_order)),
        ),
        Section("What was found of it", by_kind[Kind.ASSESSMENT]),
        Section("What was asked of whom", by_kind[Kind.RECOMMENDATION]),
    )
    sources = {e.source.sha256: e.source for e in own}
    return Docket(
        name,
        on,
        status(steps, found, on),
        tuple(s for s in sections if s.lines),
        found,
        rights(found),
        tuple(sources.values()),
        len(context) - len(past),
    )


def toll_order(one: Evidence) -> tuple[str, int, str]:
    """Order tolls so that those of one measure stand together."""
    toll = one.statement
    return (toll.measure.value, -toll.count, one.id) if isinstance(toll, Toll) else ("", 0, one.id)


def status(steps: Sequence[Evidence], found: Sequence[Ban], on: date) -> str:
    """Return in a sentence what the last verdict told until the day ordered, and what is forbidden that day."""
    told = []
    verdicts = [e.statement for e in steps if isinstance(e.statement, Proceeding) and e.statement.step is Step.VERDICT]
    if verdicts:
        last = verdicts[-1]
        terms = [p for p in last.penalties if p.duration]
        outcome = last.outcome.value if last.outcome is not None else "tried"
        told.append(f"{outcome} on {last.date or 'a day not told'}")
        if terms and all(p.suspended for p in terms):
            told.append("the sentence is suspended, so not in prison by this verdict")
    for one in found:
        state = one.status(on)
        if state == "in force":
            told.append(f"a ban is in force, computed end {one.ends[0].last}")
        elif state == "ended":
            told.append(f"a ban ended by our computation on {one.ends[0].last}")
        elif state == "unknown":
            told.append(f"a ban whose end is unknown ({one.unknown or 'its anchor is only partly dated'})")
    return "; ".join(told) or "no verdict and no ban told until this day"


@cache
def rules() -> list[dict[str, Any]]:
    """Return the rules of which rights a restriction bears on."""
    found: list[dict[str, Any]] = tomllib.loads((files("khronika.docket") / "rights.toml").read_text("utf-8"))["right"]
    return found


def rights(found: Sequence[Ban]) -> tuple[tuple[str, str, Evidence], ...]:
    """Return (right, the word that makes a ban bear on it, evidence) for each right a ban bears on."""
    touched: list[tuple[str, str, Evidence]] = []
    for one in found:
        statement = one.evidence.statement
        text = " ".join(statement.prohibits).casefold() if isinstance(statement, Restriction) else ""
        for rule in rules():
            word = next((w for w in rule["words"] if w in text), "")
            if word:
                touched.append((f"{rule['name']} ({rule['articles']})", word, one.evidence))
    return tuple(touched)
