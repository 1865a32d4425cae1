"""The chronicle that the desk is open on, and what was derived from it, kept as long as its log does not grow."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from threading import Lock
from typing import Any, TypeVar

from django.http import Http404, HttpRequest

from khronika.desk.open_on import desk
from khronika.docket import Case, CaseIndex, Docket, docket
from khronika.record.changes import decided_since
from khronika.record.chronicle import Chronicle, evidence, last_entry, rulings, sources
from khronika.vocabulary.evidence import Evidence, Source, Standing
from khronika.vocabulary.rulings import Rulings

T = TypeVar("T")


KEPT_DOCKETS = 400  # dockets of a case on a day that are kept for the next time


@dataclass(frozen=True)
class Shelf:
    """What a chronicle holds at one moment, after the entry ``head`` of its log.

    With ``known_on`` it is what was known at the end of that day.
    """

    chronicle: Chronicle
    head: tuple[int, str]
    evidence: tuple[Evidence, ...] = field(repr=False)
    sources: tuple[Source, ...] = field(repr=False)
    rulings: Rulings = field(repr=False)
    known_on: date | None = None
    kept: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)
    dockets: dict[tuple[str, date], Docket] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def index(self) -> CaseIndex:
        """The cases, worked out once."""
        return CaseIndex(self.evidence, self.rulings)

    @property
    def cases(self) -> tuple[Case, ...]:
        """The cases."""
        return self.index.cases

    @cached_property
    def by_key(self) -> dict[str, Case]:
        """The cases by the keys in their addresses."""
        return {case_key(case): case for case in self.cases}

    @cached_property
    def by_id(self) -> dict[str, Evidence]:
        """The statements by their names."""
        return {one.id: one for one in self.evidence}

    @cached_property
    def by_document(self) -> dict[str, list[Evidence]]:
        """The statements of each document, in the order of its text."""
        found: dict[str, list[Evidence]] = {source.sha256: [] for source in self.sources}
        for one in self.evidence:
            found.setdefault(one.source.sha256, []).append(one)
        for ones in found.values():
            ones.sort(key=lambda one: (one.statement.quote.start, one.statement.quote.end, one.id))
        return found

    @cached_property
    def numbers_of(self) -> dict[str, list[int]]:
        """The cases, by their place among all, that each document tells of."""
        found: dict[str, list[int]] = {}
        for number, case in enumerate(self.cases):
            for sha256 in {one.source.sha256 for one in (*case.own, *case.context)}:
                found.setdefault(sha256, []).append(number)
        return found

    @property
    def cases_of(self) -> "CasesOf":
        """The cases that each document tells of."""
        return CasesOf(self)

    def docket(self, case: Case, on: date) -> Docket:
        """Return the docket of a case on a day, made once as long as nothing of the case changes."""
        key = (case.id, on)
        made = self.dockets.get(key)
        if made is None or made.case is not case:
            made = docket(case, on)
            while len(self.dockets) >= KEPT_DOCKETS:
                self.dockets.pop(next(iter(self.dockets)), None)
            self.dockets[key] = made
        return made

    def remembered(self, key: str, made: Callable[[], T]) -> T:
        """Return something that was worked out once, and stays so while statements are accepted or taken back only."""
        if key not in self.kept:
            self.kept[key] = made()
        found: T = self.kept[key]
        return found

    def remembered_now(self, key: str, made: Callable[[], T]) -> T:
        """Return something that was worked out once of this moment alone, since it tells how statements stand."""
        now = self.__dict__.setdefault("now", {})
        if key not in now:
            now[key] = made()
        found: T = now[key]
        return found

    def restated(self, head: tuple[int, str], told: Iterable[Evidence]) -> "Shelf | None":
        """Return the shelf after decisions on some statements; None if they change more than how these stand."""
        changed = {one.id: one for one in told}
        for id_, one in changed.items():
            before = self.by_id.get(id_)
            same = before is not None and (before.statement, before.source) == (one.statement, one.source)
            if before is None or not same or Standing.REJECTED in (before.standing, one.standing):
                return None
        evidence = tuple(changed.get(one.id, one) for one in self.evidence)
        made = Shelf(self.chronicle, head, evidence, self.sources, self.rulings, None, self.kept, self.dockets)
        ready = made.__dict__
        ready["by_id"] = self.by_id | changed
        if "index" in self.__dict__:
            ready["index"] = self.index.restated(changed)
            if "numbers_of" in self.__dict__:
                ready["numbers_of"] = self.numbers_of
        if "by_document" in self.__dict__:
            touched = {one.source.sha256 for one in changed.values()}
            here = {sha: [changed.get(one.id, one) for one in self.by_document[sha]] for sha in touched}
            ready["by_document"] = self.by_document | here
        return made

    def source(self, sha256: str) -> Source:
        """Return a captured document's source. Raises Http404 if there is none."""
        for one in self.sources:
            if one.sha256 == sha256:
                return one
        raise Http404

    def case(self, key: str) -> Case:
        """Return the case of a key; one that it had before its first statement came still leads to it.

        Raises Http404 if there is none.
        """
        if key in self.by_key:
            return self.by_key[key]
        holding = [case for case in self.cases if any(one.id.startswith(key) for one in case.own or case.context)]
        if len(holding) != 1:
            raise Http404
        return holding[0]

    def decided(self, sha256: str) -> tuple[int, int]:
        """Return how many of a document's statements were decided on, and how many there are."""
        ones = self.by_document.get(sha256, [])
        return sum(one.standing is not Standing.PROPOSED for one in ones), len(ones)


@dataclass(frozen=True)
class CasesOf:
    """The cases that documents tell of, looked up by their hashes."""

    held: Shelf

    def get(self, sha256: str, default: list[Case]) -> list[Case]:
        """Return the cases of a document, or the default if it tells of none."""
        numbers = self.held.numbers_of.get(sha256)
        return [self.held.cases[number] for number in numbers] if numbers else default


_lock = Lock()
_last: dict[str, Shelf] = {}
_earlier: dict[tuple[str, date], Shelf] = {}
MOST_EARLIER = 2


def shelf() -> Shelf:
    """Return what the chronicle holds now. Raises ChronicleError if it cannot be read."""
    chronicle: Chronicle = desk.chronicle
    key = str(chronicle.folder)
    with _lock, chronicle.reading():
        head = last_entry(chronicle)
        if key not in _last or _last[key].head != head:
            before = _last.get(key)
            told = decided_since(chronicle, before.head[0]) if before and before.head < head else None
            made = before.restated(head, told) if before is not None and told is not None else None
            _last[key] = made or Shelf(chronicle, head, evidence(chronicle), sources(chronicle), rulings(chronicle))
        return _last[key]


def shelf_known_on(day: date | None) -> Shelf:
    """Return what was known at the end of a day, or what is held now. Raises ChronicleError if it cannot be read."""
    now = shelf()
    if day is None or day >= datetime.now(UTC).date():
        return now
    key = (now.head[1], day)
    with _lock:
        if key not in _earlier:
            told = evidence(now.chronicle, known_on=day)
            known = tuple(dict.fromkeys(one.source for one in told))
            while len(_earlier) >= MOST_EARLIER:
                _earlier.pop(next(iter(_earlier)))
            _earlier[key] = Shelf(now.chronicle, now.head, told, known, rulings(now.chronicle, known_on=day), day)
        return _earlier[key]


def case_key(case: Case) -> str:
    """Return what a case is called in an address: its id."""
    return case.id


def asked_day(request: HttpRequest) -> date:
    """Return the day that a page is asked for: ``on`` of the address, else today; nonsense is today as well."""
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return datetime.now(UTC).date()


def known_day(request: HttpRequest) -> date | None:
    """Return the day at whose end a page is asked to know: ``known`` of the address; None for what is known now."""
    try:
        return date.fromisoformat(request.GET.get("known", ""))
    except ValueError:
        return None


def about(request: HttpRequest) -> dict[str, Any]:
    """Return what every page shows: whose chronicle it is, and which room one is in."""
    room = request.resolver_match.url_name if request.resolver_match else ""
    return {"chronicle_name": desk.chronicle.folder.absolute().name, "room": room, "today": datetime.now(UTC).date()}
