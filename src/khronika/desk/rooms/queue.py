"""The queue: statements that wait to be decided on, across all documents, the least sure first."""

from functools import cache

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from khronika.desk.cards import card, coded_blind, in_its_place, next_waiting
from khronika.desk.models import Role
from khronika.desk.safety import needs, whose
from khronika.desk.shelf import shelf
from khronika.record.chronicle import document_of
from khronika.surface.reviewing.queue import unsure_first
from khronika.vocabulary.definitions import definitions
from khronika.vocabulary.evidence import Standing

ON_A_PAGE = 25


@needs(Role.READER)
def queue(request: HttpRequest) -> HttpResponseBase:
    """Show what waits, or what was decided, as far as the filters let it through."""
    held = shelf()
    kind, sha256 = request.GET.get("kind", ""), request.GET.get("document", "")
    state = request.GET.get("state", Standing.PROPOSED.value)
    coded = coded_blind(held.chronicle)
    waiting = [one for one in held.evidence if one.standing is Standing.PROPOSED]
    chosen = [
        one
        for one in held.evidence
        if state in {"all", one.standing.value}
        and (not kind or one.statement.kind.value == kind)
        and (not sha256 or one.source.sha256 == sha256)
        and one.id not in coded
    ]
    page = Paginator(unsure_first(chosen), ON_A_PAGE).get_page(request.GET.get("page"))
    cards = []
    text_of = cache(lambda name: document_of(held.chronicle, name))
    for one in page.object_list:
        place = in_its_place(one, text_of(one.source.sha256))
        cards.append(card(one, coded) | {"place": place, "source": one.source})
    told = {
        "page": page,
        "cards": cards,
        "count": len(chosen),
        "waiting": len(waiting),
        "coded": sum(one.id in coded for one in held.evidence),
        "kinds": [(term, told.meaning) for term, told in definitions()["kind"].items()],
        "states": [*(one.value for one in Standing), "all"],
        "documents": [one for one in held.sources if held.by_document.get(one.sha256)],
        "kind": kind,
        "state": state,
        "document": sha256,
        "next": next_waiting(held),
        "account": whose(request),
    }
    return render(request, "desk/queue.html", told | {"room": "queue"})
