"""When a prison term is served, by our computation: from its decision, less the time held before, as a rule counts it."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from math import ceil, floor

from khronika.docket.anchors import ends_after
from khronika.docket.charges import PenaltyLine
from khronika.docket.lines import days_of
from khronika.docket.lives import Form, Spell
from khronika.errors import RequestError
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.terms import PenaltyType

Ratio = tuple[int, int]  # days held, days counted as served


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """A rule by which time held before a sentence counts towards it. ``unverified`` is what nobody has checked."""

    id: str
    jurisdiction: str
    regime: str
    custody: Ratio
    house_arrest: Ratio
    administrative: Ratio
    source: str
    unverified: str

    def ratio(self, form: Form) -> Ratio:
        """Return how a form of being held counts; (0, 0) if it does not."""
        return {
            Form.APPREHENDED: self.custody,
            Form.PRETRIAL: self.custody,
            Form.HOUSE_ARREST: self.house_arrest,
            Form.ADMINISTRATIVE: self.administrative,
        }.get(form, (0, 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """When a term is served. ``plain`` is counted from its decision; ``credited`` with what was held before.

    ``held`` are the spells that count, ``days`` the fewest and most days counted; None if they cannot be told.
    """

    person: str
    line: PenaltyLine
    plain: tuple[date, date]
    credit: Credit | None = None
    days: tuple[int, int] | None = None
    credited: tuple[date, date] | None = None
    held: tuple[Spell, ...] = ()

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What the computation rests on."""
        return tuple(dict.fromkeys((*self.line.evidence, *(e for spell in self.held for e in spell.evidence))))


@cache
def credits_known() -> dict[str, Credit]:
    """Return the rules of ``credit.toml`` by their ids, written small."""
    told = tomllib.loads((files("khronika.docket") / "credit.toml").read_text("utf-8"))["rule"]
    ratios = ("custody", "house_arrest", "administrative")
    made = [Credit(**one | {name: tuple(one[name]) for name in ratios}) for one in told]
    return {one.id.casefold(): one for one in made}


def credit_of(wanted: str) -> Credit:
    """Return the rule of an id. Raises RequestError that lists the rules if there is none."""
    known = credits_known()
    if wanted.casefold() not in known:
        listed = "; ".join(f"{one.id} ({one.jurisdiction}: {one.regime})" for one in known.values())
        raise RequestError(f"no rule of credit is called {wanted!r}", do=f"there are: {listed}")
    return known[wanted.casefold()]


def served(person: str, lines: Sequence[PenaltyLine], some: Sequence[Spell], credit: Credit | None) -> list[Served]:
    """Return when each prison term of a person that is not suspended is served."""
    found = []
    for line in lines:
        days = days_of(line.when.edtf) if line.when else None
        if line.penalty.type is not PenaltyType.IMPRISONMENT or line.penalty.suspended or person not in line.persons:
            continue
        plain = ends_after(days, line.penalty.duration) if days else None
        if plain is None or days is None:
            continue
        held = tuple(
            one
            for one in some
            if any(r for r in counted_as(credit, one.form)) and one.begins and one.begins[0] <= days[1]
        )
        held = tuple(one for one in held if not any(e in line.evidence for e in one.evidence))
        counted = credited_days(held, credit) if credit else None
        ends = (plain[0] - timedelta(days=counted[1]), plain[1] - timedelta(days=counted[0])) if counted else None
        made = Served(person=person, line=line, plain=plain, credit=credit, days=counted, credited=ends, held=held)
        found.append(made)
    return found


def counted_as(credit: Credit | None, form: Form) -> Ratio:
    """Return how a form counts; day for day if no rule was named."""
    return (credit or credits_known()["day-for-day"]).ratio(form)


def credited_days(held: Sequence[Spell], credit: Credit) -> tuple[int, int] | None:
    """Return the fewest and the most days that a rule counts as served; None if a spell has no known bounds."""
    fewest = most = 0.0
    for one in held:
        days = one.days
        if days is None:
            return None
        over, under = credit.ratio(one.form)[1], credit.ratio(one.form)[0]
        fewest += days[0] * over / under if under else 0
        most += days[1] * over / under if under else 0
    return floor(fewest), ceil(most)
