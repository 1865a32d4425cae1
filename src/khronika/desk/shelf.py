"""The chronicle that the desk is open on, and what was derived from it, kept as long as its log does not grow."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from threading import Lock
from typing import Any

from django.http import Http404, HttpRequest

from khronika.desk.open_on import desk
from khronika.docket import Case, cases
from khronika.record.chronicle import Chronicle, evidence, last_entry, rulings, sources
from khronika.vocabulary.evidence import Evidence, Source, Standing
from khronika.vocabulary.rulings import Rulings


@dataclass(frozen=True)
class Shelf:
    """What a chronicle holds at one moment, after the entry ``head`` of its log."""

    chronicle: Chronicle
    head: tuple[int, str]
    evidence: tuple[Evidence, ...] = field(repr=False)
    sources: tuple[Source, ...] = field(repr=False)
    rulings: Rulings = field(repr=False)

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """The cases."""
        return cases(self.evidence, self.rulings)

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
    def cases_of(self) -> dict[str, list[Case]]:
        """The cases that each document tells of."""
        found: dict[str, list[Case]] = {}
        for case in self.cases:
            for sha256 in {one.source.sha256 for one in (*case.own, *case.context)}:
                found.setdefault(sha256, []).append(case)
        return found

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


_lock = Lock()
_last: dict[str, Shelf] = {}


def shelf() -> Shelf:
    """Return what the chronicle holds now. Raises ChronicleError if it cannot be read."""
    chronicle: Chronicle = desk.chronicle
    head = last_entry(chronicle)
    key = str(chronicle.folder)
    with _lock:
        if key not in _last or _last[key].head != head:
            _last[key] = Shelf(chronicle, head, evidence(chronicle), sources(chronicle), rulings(chronicle))
        return _last[key]


def case_key(case: Case) -> str:
    """Return what a case is called in an address: its id."""
    return case.id


def asked_day(request: HttpRequest) -> date:
    """Return the day that a page is asked for: ``on`` of the address, else today; nonsense is today as well."""
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return datetime.now(UTC).date()


def about(request: HttpRequest) -> dict[str, Any]:
    """Return what every page shows: whose chronicle it is, and which room one is in."""
    room = request.resolver_match.url_name if request.resolver_match else ""
    return {"chronicle_name": desk.chronicle.folder.absolute().name, "room": room, "today": datetime.now(UTC).date()}
