"""The cases of a whole chronicle, worked out once, for whoever asks often: one case, or all bans on a day.

It answers as ``cases``, ``find_cases`` and ``bans`` do. When evidence or decisions change, a new one is made; where a person
only accepted a statement, or took that back, ``restated`` makes it of the old one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from khronika.docket.bans import Ban, bans_of, first_end, wanted_on
from khronika.docket.calendar import Agenda, of_case, of_cases
from khronika.docket.cases import Case, cases
from khronika.docket.finding import find_cases
from khronika.docket.lines import Timing, date_of, days_of, in_time, published_day, timing
from khronika.docket.steps import KnownLines, steps
from khronika.identity.names import keys
from khronika.vocabulary.edtf_dates import bounds, is_edtf
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.rulings import NO_RULINGS, Rulings
from khronika.vocabulary.statement import Proceeding, Restriction


class CaseIndex:
    """Cases, the words of their names, their statements and their bans."""

    def __init__(self, evidence: Iterable[Evidence], rulings: Rulings = NO_RULINGS) -> None:
        self.cases = cases(evidence, rulings)
        self.by_word: dict[str, list[int]] = defaultdict(list)
        self.by_statement: dict[str, list[int]] = defaultdict(list)
        for number, case in enumerate(self.cases):
            spellings = {spelling for person in case.persons for spelling in person.spellings}
            for key in {key for spelling in spellings for word in spelling.split() for key in keys(word.strip(".,"))}:
                self.by_word[key].append(number)
            for one in case.own or case.context:
                self.by_statement[one.id].append(number)
        self.known: dict[int, KnownBans] | None = None
        self.agendas: list[Agenda] | None = None
        self.whole: Agenda | None = None

    def find(self, wanted: str) -> tuple[Case, ...]:
        """Return the cases that a name or an id means, as ``find_cases`` does; most names are found by their words."""
        if wanted in self.by_statement:
            return tuple(self.cases[number] for number in self.by_statement[wanted])
        words = [word.strip(".,") for word in wanted.split()]
        numbers = {n for word in words for key in keys(word) for n in self.by_word.get(key, ())}
        some = [self.cases[number] for number in sorted(numbers)]
        if some and not any(case.title for case in self.cases if case.title and case not in some):
            return find_cases(some, wanted)
        return find_cases(self.cases, wanted)

    def bans(self, in_force: date | None = None, ending: int | None = None) -> tuple[Ban, ...]:
        """Return the restrictions of all cases, as ``bans`` does.

        What a later step changed is worked out again as it stood on the day; the rest was worked out once.
        """
        if self.known is None:
            made = ((number, known_bans(case)) for number, case in enumerate(self.cases))
            self.known = {number: known for number, known in made if known.bans}
        found: dict[tuple[str, ...], Kept] = {}
        for known in self.known.values():
            for kept in known.on(in_force):
                found.setdefault(kept.ids, kept)
        chosen = [one for one in found.values() if one.wanted(in_force, ending)]
        return tuple(one.ban for one in sorted(chosen, key=lambda one: one.order))

    def agenda(self, first: date = date.min, last: date = date.max) -> Agenda:
        """Return what stands in the calendar of all cases from a first to a last day, as ``agenda`` does."""
        if self.agendas is None:
            self.agendas = list(map(of_case, self.cases))
        if self.whole is None:
            self.whole = of_cases(self.agendas)
        within = (one for one in self.whole.appointments if one.days[0] <= last and one.days[1] >= first)
        return Agenda(tuple(within), self.whole.undated)

    @cached_property
    def holding(self) -> dict[str, list[int]]:
        """The numbers of the cases that have anything to do with a statement, by its name."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, case in enumerate(self.cases):
            for id_ in {one.id for one in everything_of(case)}:
                found[id_].append(number)
        return found

    def restated(self, changed: Mapping[str, Evidence]) -> "CaseIndex":
        """Return the index with statements that say what they said and stand otherwise: accepted, or only proposed.

        What belongs together does not follow from that, so that only the cases that hold one of them are touched. Not
        for what was rejected, amended or had been.
        """
        numbers = sorted({number for id_ in changed for number in self.holding.get(id_, ())})
        made = CaseIndex.__new__(CaseIndex)
        made.by_word, made.by_statement, made.known, made.agendas = self.by_word, self.by_statement, None, None
        made.whole = None
        made.__dict__["holding"] = self.holding
        some = list(self.cases)
        for number in numbers:
            some[number] = with_changed(some[number], changed)
        made.cases = tuple(some)
        if self.known is not None:
            made.known = self.known | {n: known_bans(made.cases[n]) for n in numbers if n in self.known}
        if self.agendas is not None:
            made.agendas = list(self.agendas)
            for number in numbers:
                made.agendas[number] = of_case(made.cases[number])
        return made


def everything_of(case: Case) -> Iterator[Evidence]:
    """Yield all evidence that is anywhere in a case, some of it more than once."""
    yield from (*case.own, *case.context, *case.beside)
    for told in (*case.joined, *case.uncertain, *case.apart):
        yield from told.evidence
    for link in case.linked:
        yield from link.evidence
    for shape in case.shape:
        yield from shape.evidence


def with_changed(case: Case, changed: Mapping[str, Evidence]) -> Case:
    """Return a case with some of its evidence in another standing."""

    def now(some: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        return tuple(changed.get(one.id, one) for one in some)

    return replace(
        case,
        own=now(case.own),
        context=now(case.context),
        beside=now(case.beside),
        joined=tuple(replace(one, evidence=now(one.evidence)) for one in case.joined),
        uncertain=tuple(replace(one, evidence=now(one.evidence)) for one in case.uncertain),
        apart=tuple(replace(one, evidence=now(one.evidence)) for one in case.apart),
        linked=tuple(replace(one, evidence=now(one.evidence)) for one in case.linked),
        shape=tuple(replace(one, evidence=now(one.evidence)) for one in case.shape),
    )


@dataclass(frozen=True, slots=True)
class Kept:
    """A restriction with what is asked of it again and again.

    From ``sure[0]`` to ``sure[1]`` it stands by every way of counting; after ``over`` by none.
    """

    ban: Ban
    ids: tuple[str, ...]
    order: tuple[object, ...]
    sure: tuple[date, date] | None
    over: date

    def wanted(self, on: date | None, ending: int | None) -> bool:
        """Tell whether it is or may be in force on a day and can end in a year, as far as these are given."""
        if on is not None:
            if on > self.over:
                return False
            if self.sure is not None and self.sure[0] <= on <= self.sure[1] and ending is None:
                return True
        return wanted_on(self.ban, on, ending)


def kept(ban: Ban) -> Kept:
    """Return a restriction with what is asked of it again and again."""
    counts = [(days_of(count.day.edtf), count) for count in ban.counts if count.day is not None]
    bounded = [(days, count) for days, count in counts if days is not None and (count.ends or count.endless)]
    sure = None
    if ban.imposed and ban.lifted is None and bounded and len(bounded) == len(counts):
        first = max(ban.earliest, *(days[1] for days, _ in bounded))
        last = min(count.ends[0] if count.ends else date.max for _, count in bounded)
        sure = (first, last) if first <= last else None
    ends = [count.ends[1] if count.ends else date.max for _, count in counts]
    over = date.max if ban.lifted is not None or not ends or not ban.imposed else max(ends)
    return Kept(ban, tuple(sorted(ban.ids)), (first_end(ban), ban.subjects, ban.ids), sure, over)


@dataclass(slots=True)
class KnownBans:
    """The restrictions of a case as everything told makes them.

    After ``last``, the last day of a step, nothing changes; before ``first`` none had been pronounced. Between them the
    restrictions are those of the steps that were taken, or may have been, by the day: ``stages`` keeps them by these,
    so that two days between the same steps ask for no work twice. ``lines`` keeps the steps.
    """

    case: Case
    bans: tuple[Kept, ...]
    last: date
    first: date = date.min
    told: tuple[Evidence, ...] = ()
    lines: KnownLines = field(default_factory=dict)
    stages: dict[tuple[Timing, ...], tuple[Kept, ...]] = field(default_factory=dict)

    def on(self, day: date | None) -> tuple[Kept, ...]:
        """Return the restrictions as they stood on a day."""
        if day is None or day >= self.last:
            return self.bans
        if day < self.first:
            return ()
        stage = tuple(timing(one, day) for one in self.told)
        if stage not in self.stages:
            taken = steps(self.case, self.told, day, self.lines)
            self.stages[stage] = tuple(map(kept, bans_of(self.case, taken, self.case.evidence)))
        return self.stages[stage]


def known_bans(case: Case) -> KnownBans:
    """Return the restrictions of a case, worked out once."""
    if not any(isinstance(one.statement, Restriction) for one in (*case.own, *case.context)):
        return KnownBans(case, (), date.min)
    told = tuple(one for one in case.evidence if isinstance(one.statement, Proceeding))
    known: KnownLines = {}
    lines = steps(case, told, date.max, known)
    days = [in_time(line.when.edtf)[1] for line in lines if line.when is not None]
    spread = [bounds(date_of(e.statement)) for line in lines for e in line.evidence if date_of(e.statement)]
    last = max([*days, *(end or date.max for _, end in spread)], default=date.min)
    published = [day for line in lines for e in line.evidence if (day := published_day(e)) and not date_of(e.statement)]
    made = tuple(map(kept, bans_of(case, lines, case.evidence)))
    return KnownBans(case, made, max([last, *published]), pronounced(case), told, known)


def pronounced(case: Case) -> date:
    """Return the first day on which a restriction of a case can have begun; the first of all days if one has no date."""
    told = [one.statement for one in case.evidence if isinstance(one.statement, Restriction)]
    dates = [text for one in told for text in (date_of(one), one.starts if is_edtf(one.starts) else "") if text]
    undated = any(not date_of(one) for one in told)
    return date.min if undated else min((bounds(text)[0] or date.min for text in dates), default=date.min)
