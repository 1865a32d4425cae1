"""Reading: a document with its quotes marked, beside it the statements that rest on them, to be decided on."""

import io
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from khronika.desk.cards import card, coded_blind, in_its_place, next_waiting
from khronika.desk.marks import paragraphs
from khronika.desk.models import Role
from khronika.desk.open_on import desk
from khronika.desk.rooms.pages import count_of
from khronika.desk.safety import needs, whose
from khronika.desk.shelf import Shelf, case_key, shelf
from khronika.documents.formats import MEDIA
from khronika.errors import RequestError
from khronika.record.chronicle import decide as enter_decision
from khronika.record.chronicle import document_of, undo, undo_entry
from khronika.record.fold_statements import ADDED
from khronika.record.history import log_of
from khronika.record.withholding import withheld
from khronika.vocabulary.evidence import Evidence, Standing

DECISIONS = {"accept": Standing.ACCEPTED, "reject": Standing.REJECTED}


@needs(Role.READER)
def documents(request: HttpRequest) -> HttpResponseBase:
    """List the captured documents."""
    held = shelf()
    rows = [(source, *held.decided(source.sha256)) for source in reversed(held.sources)]
    return render(request, "desk/documents.html", {"rows": rows, "next": next_waiting(held)})


def parts_of(held: Shelf, sha256: str) -> dict[str, Any]:
    """Return the text, the cards and the tally of a document."""
    ones = held.by_document.get(sha256, [])
    decided, count = held.decided(sha256)
    coded = coded_blind(held.chronicle)
    return {
        "paragraphs": paragraphs(document_of(held.chronicle, sha256), ones, withheld(held.chronicle, sha256)),
        "cards": [card(one, coded) for one in ones],
        "decided": decided,
        "count": count,
    }


def pages_of(request: HttpRequest, sha256: str, media: str) -> dict[str, Any]:
    """Return which page of a PDF is to be shown as it is, and how many there are; nothing for other files."""
    if media != MEDIA["pdf"]:
        return {}
    asked = request.GET.get("page", "")
    count = count_of(sha256)
    if not count:
        return {}
    page = min(max(int(asked), 1), count) if asked.isdecimal() and len(asked) < 6 else 0
    return {"pages": count, "page": page, "before": max(page - 1, 1), "after": min(page + 1, count)}


def whole_page(request: HttpRequest, sha256: str, more: dict[str, Any] | None = None) -> HttpResponse:
    """Show a document and its statements, with a form among them if there is one."""
    held = shelf()
    source = held.source(sha256)
    told = parts_of(held, sha256) | {
        "source": source,
        "cases": [(case.name, case_key(case)) for case in held.cases_of.get(sha256, [])],
        "next": next_waiting(held, sha256),
        "account": whose(request),
    }
    told |= pages_of(request, sha256, source.media_type) | (more or {})
    for one in told["cards"]:
        if one["id"] == told.get("amending"):
            one |= {"form": told["form"], "faults": told.get("faults", ())}
    return render(request, "desk/document.html", told)


@needs(Role.READER)
def document(request: HttpRequest, sha256: str) -> HttpResponseBase:
    """Show a document and its statements."""
    return whole_page(request, sha256)


@needs(Role.READER)
def original(request: HttpRequest, sha256: str) -> HttpResponseBase:
    """Give the original's own bytes, to be kept and not shown: what is in them may be anything."""
    del request
    source = shelf().source(sha256)
    data = desk.chronicle.vault.load(sha256)
    name = source.filename.rpartition("/")[2] or sha256
    return FileResponse(io.BytesIO(data), as_attachment=True, filename=name, content_type="application/octet-stream")


def found(name: str) -> Evidence:
    """Return a statement. Raises Http404 if there is none."""
    one = shelf().by_id.get(name)
    if one is None:
        raise Http404
    return one


def place_of(one: Evidence, room: str = "") -> str:
    """Return the address where a statement stands: in the queue if one works there, else in its document."""
    return reverse("queue") if room == "queue" else f"{reverse('document', args=[one.source.sha256])}#s-{one.id}"


@needs(Role.READER)
def statement(request: HttpRequest, name: str) -> HttpResponseBase:
    """Go to a statement where it stands in its document; give its card alone if a page asks for it."""
    one = found(name)
    if request.headers.get("HX-Request"):
        return one_card(request, one, fresh=False)
    return redirect(place_of(one))


def one_card(request: HttpRequest, one: Evidence, more: dict[str, Any] | None = None, *, fresh: bool) -> HttpResponse:
    """Show the card of a statement as it stands; a ``fresh`` one comes with the tally, and with what ``more`` says."""
    held = shelf()
    room = asked_room(request)
    told: dict[str, Any] = {"card": card(one, coded_blind(held.chronicle)), "room": room, "fresh": fresh}
    told |= {"account": whose(request)}
    if room == "queue":
        told["card"] |= {"place": in_its_place(one, document_of(held.chronicle, one.source.sha256))}
        told["card"] |= {"source": one.source}
        told["waiting"] = sum(each.standing is Standing.PROPOSED for each in held.evidence)
    else:
        told["decided"], told["count"] = held.decided(one.source.sha256)
    told["card"] |= more or {}
    return render(request, "desk/_card.html", told)


def asked_room(request: HttpRequest) -> str:
    """Return the room that a card is asked for from: "queue", or nothing for the reading room."""
    return "queue" if "queue" in {request.POST.get("from"), request.GET.get("from")} else ""


@require_POST
@needs(Role.REVIEWER)
def decide(request: HttpRequest, name: str, decision: str) -> HttpResponseBase:
    """Enter a decision on a statement, or take the last one back; show how it stands now."""
    one = found(name)
    actor = whose(request).name
    before = one.statement.quote
    if decision == "undo":
        try:
            one = undo(desk.chronicle, name, actor=actor)
        except RequestError:
            if not one.written_by:
                raise
            undo_entry(desk.chronicle, entry_of(one, actor), actor=actor)
            return gone(request, one)
    elif decision in DECISIONS:
        reason = request.POST.get("reason", "")
        one = enter_decision(desk.chronicle, name, DECISIONS[decision], actor=actor, reason=reason)
    else:
        raise Http404
    if not request.headers.get("HX-Request"):
        return redirect(place_of(one, asked_room(request)))
    answer = one_card(request, one, fresh=True)
    if one.statement.quote != before and not asked_room(request):
        answer.write(paper(request, one.source.sha256))
    return answer


def paper(request: HttpRequest, sha256: str) -> bytes:
    """Return the text of a document with its quotes marked anew, to be put in place of the one before."""
    held = shelf()
    told = parts_of(held, sha256) | {"source": held.source(sha256), "fresh": True}
    return render(request, "desk/_paper.html", told).content


def entry_of(one: Evidence, viewer: str) -> int:
    """Return the number of the entry by which a person wrote a statement. Raises RequestError if it is not found."""
    for entry in reversed(log_of(desk.chronicle, viewer=viewer)):
        if entry.kind == ADDED and not entry.erased and f'"{one.id}"' in entry.body:
            return entry.number
    raise RequestError(f"the entry by which {one.id} was written is not found", do="see the log")


def gone(request: HttpRequest, one: Evidence) -> HttpResponse:
    """Tell that a statement was taken back by whom it was written: its card goes."""
    if not request.headers.get("HX-Request"):
        room = asked_room(request)
        return redirect(reverse("queue") if room else reverse("document", args=[one.source.sha256]))
    if asked_room(request):
        return HttpResponse("")
    decided, count = shelf().decided(one.source.sha256)
    answer = render(request, "desk/_tally.html", {"decided": decided, "count": count, "fresh": True})
    answer.write(paper(request, one.source.sha256))
    return answer
