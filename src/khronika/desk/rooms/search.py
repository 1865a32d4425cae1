"""Search: one box over documents, statements and people; exact counts, and filters for statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from khronika.desk.models import Role
from khronika.desk.paging import Page, paged
from khronika.desk.rooms.people import cases_of, roles_of
from khronika.desk.rooms.tolls import day_of
from khronika.desk.safety import needs
from khronika.desk.shelf import Shelf, shelf
from khronika.desk.word_index import BEGIN, END, WordIndex, question
from khronika.docket.lines import date_of
from khronika.identity.somebody import Somebody
from khronika.record.name_search import rank
from khronika.record.people import find
from khronika.surface.listing import head
from khronika.vocabulary.edtf_dates import bounds, is_edtf
from khronika.vocabulary.evidence import Evidence, Source, Standing
from khronika.vocabulary.folding import fold
from khronika.vocabulary.terms import Kind

EACH = 20
FEW = 8  # people and documents that are shown beside the statements
SURE = 7.0  # points from which a name is one that was meant: its other spellings are looked for too
_indexes: dict[str, WordIndex] = {}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a search is narrowed to; empty where it is not."""

    kind: str = ""
    state: str = ""
    place: str = ""
    source: str = ""
    first: date | None = None
    last: date | None = None

    @property
    def of_statements(self) -> bool:
        """Whether it asks for what only statements have."""
        return bool(self.kind or self.state or self.place)

    def takes(self, one: Evidence) -> bool:
        """Tell whether a statement is among what is wanted."""
        statement = one.statement
        return (
            self.kind in ("", statement.kind.value)
            and self.state in ("", one.standing.value)
            and fold(self.place) in fold(str(getattr(statement, "place", "")))
            and self.takes_source(one.source)
            and self.takes_day(date_of(statement) if self.first or self.last else "")
        )

    def takes_source(self, one: Source) -> bool:
        """Tell whether a document is of the wanted source."""
        return fold(self.source) in fold(f"{one.publisher} {one.document} {one.filename}")

    def takes_day(self, told: str) -> bool:
        """Tell whether a date can fall on the wanted days; one that is not told cannot."""
        if self.first is None and self.last is None:
            return True
        if not told or not is_edtf(told):
            return False
        begin, end = bounds(told)
        after = self.first is None or (end or date.max) >= self.first
        return after and (self.last is None or (begin or date.min) <= self.last)


def words_held(held: Shelf) -> WordIndex:
    """Return the index of the chronicle's words, brought up to date."""
    index = _indexes.setdefault(str(held.chronicle.folder), WordIndex())
    index.follow(held.chronicle, held.sources, held.by_id)
    return index


@needs(Role.READER)
def search(request: HttpRequest) -> HttpResponseBase:
    """Show what answers to the words: people in any spelling, documents by their text, statements by what they say."""
    asked = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:400]
    given = {name: " ".join(request.GET.get(name, "").split()) for name in ("kind", "state", "place", "source")}
    wanted = Wanted(**given, first=day_of(request, "from"), last=day_of(request, "to"))
    told: dict[str, Any] = {
        "q": asked,
        "wanted": wanted,
        "kinds": [one.value for one in Kind],
        "states": [one.value for one in Standing],
    }
    if asked:
        told |= answer(request, shelf(), asked, wanted)
    return render(request, "desk/search.html", told)


def answer(request: HttpRequest, held: Shelf, asked: str, wanted: Wanted) -> dict[str, Any]:
    """Return everything that answers, with exact counts."""
    people = find(held.chronicle, asked)
    meant = [one for one in people if rank(asked, one) >= SURE][:3]
    spellings = dict.fromkeys(name for one in meant for name in one.names)
    index, words = words_held(held), question(asked, spellings)
    statements = found_statements(index, words, held.by_id, wanted)
    documents = found_documents(index, words, wanted)
    page: Page[Evidence] = paged(request, statements, EACH)
    pages: Page[Source] = paged(request, documents, FEW, "documents")
    shown = {**index.excerpts("statement", words, [one.id for one in page.items])} if words else {}
    texts = index.excerpts("document", words, [one.sha256 for one in pages.items]) if words else {}
    return {
        "spellings": [name for name in spellings if fold(name) != fold(asked)],
        "people": [] if wanted.of_statements else [person_row(one, held) for one in people[:FEW]],
        "people_count": 0 if wanted.of_statements else len(people),
        "documents": [(one, pieces(texts.get(one.sha256, ""))) for one in pages.items],
        "documents_page": pages,
        "statements": [(one, head(one), pieces(shown.get(one.id) or one.statement.quote.text)) for one in page.items],
        "page": page,
        "unread": len(index.unread),
        "publishers": sorted({one.publisher for one in held.sources if one.publisher})[:200],
    }


def found_statements(index: WordIndex, words: str, held: Mapping[str, Evidence], wanted: Wanted) -> list[Evidence]:
    """Return the statements that answer, the best first; what was rejected stands after all that was not."""
    ids = index.find("statement", words) if words else []
    found = [one for id_ in ids if (one := held.get(id_)) is not None and wanted.takes(one)]
    return sorted(found, key=lambda one: one.standing is Standing.REJECTED)


def found_documents(index: WordIndex, words: str, wanted: Wanted) -> list[Source]:
    """Return the documents that answer, the best first; none where only statements can."""
    if wanted.of_statements or not words:
        return []
    found = [index.documents.get(sha256) for sha256 in index.find("document", words)]
    held = [known[1] for known in found if known is not None]
    return [one for one in held if wanted.takes_source(one) and wanted.takes_day(one.published.partition("T")[0])]


def person_row(one: Somebody, held: Shelf) -> dict[str, Any]:
    """Return what is shown of a person who answers."""
    return {"who": one, "roles": roles_of(one)[:4], "cases": cases_of({t.statement for t in one.told}, held)[:3]}


def pieces(excerpt: str) -> Sequence[tuple[str, bool]]:
    """Return an excerpt in pieces, each with whether it is what was looked for."""
    found: list[tuple[str, bool]] = []
    for part in excerpt.split(BEGIN):
        marked, end, rest = part.partition(END)
        found += [(marked, True), (rest, False)] if end else [(part, False)]
    return [(text, marked) for text, marked in found if text]
