"""Reading: a document with its quotes marked, beside it the statements that rest on them, to be decided on."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from khronika.desk.marks import paragraphs
from khronika.desk.models import Role
from khronika.desk.open_on import desk
from khronika.desk.safety import needs, whose
from khronika.desk.shelf import case_key, shelf
from khronika.record.chronicle import decide as enter_decision
from khronika.record.chronicle import document_of, undo
from khronika.surface.listing import head, notes
from khronika.surface.words import source_name
from khronika.vocabulary.definitions import definitions
from khronika.vocabulary.evidence import Evidence, Standing

DECISIONS = {"accept": Standing.ACCEPTED, "reject": Standing.REJECTED}


def card(one: Evidence) -> dict[str, Any]:
    """Return what the card of a statement shows."""
    kind = one.statement.kind
    return {
        "id": one.id,
        "kind": kind.value,
        "meaning": definitions()["kind"][kind.value].meaning,
        "standing": one.standing.value,
        "words": head(one),
        "notes": [note.text for note in notes(one)],
        "quote": one.statement.quote.text,
        "start": one.statement.quote.start,
        "amended": one.read_as is not None,
    }


@needs(Role.READER)
def documents(request: HttpRequest) -> HttpResponseBase:
    """List the captured documents."""
    held = shelf()
    rows = [(source, *held.decided(source.sha256)) for source in reversed(held.sources)]
    return render(request, "desk/documents.html", {"rows": rows})


@needs(Role.READER)
def document(request: HttpRequest, sha256: str) -> HttpResponseBase:
    """Show a document and its statements."""
    held = shelf()
    source = held.source(sha256)
    ones = held.by_document.get(sha256, [])
    text = document_of(held.chronicle, sha256)
    decided, count = held.decided(sha256)
    told = {
        "source": source,
        "paragraphs": paragraphs(text, ones),
        "cards": [card(one) for one in ones],
        "decided": decided,
        "count": count,
        "cases": [(case.name, case_key(case)) for case in held.cases_of.get(sha256, [])],
    }
    return render(request, "desk/document.html", told)


@needs(Role.READER)
def original(request: HttpRequest, sha256: str) -> HttpResponseBase:
    """Give the original's own bytes, to be kept and not shown: what is in them may be anything."""
    del request
    source = shelf().source(sha256)
    data = desk.chronicle.vault.load(sha256)
    import io  # noqa: PLC0415

    name = source.filename.rpartition("/")[2] or sha256
    return FileResponse(io.BytesIO(data), as_attachment=True, filename=name, content_type="application/octet-stream")


def found(name: str) -> Evidence:
    """Return a statement. Raises Http404 if there is none."""
    one = shelf().by_id.get(name)
    if one is None:
        raise Http404
    return one


@needs(Role.READER)
def statement(request: HttpRequest, name: str) -> HttpResponseBase:
    """Go to a statement where it stands in its document."""
    del request
    one = found(name)
    return redirect(f"/documents/{one.source.sha256}/#s-{one.id}")


@require_POST
@needs(Role.REVIEWER)
def decide(request: HttpRequest, name: str, decision: str) -> HttpResponseBase:
    """Enter a decision on a statement, or take the last one back; show how it stands now."""
    one = found(name)
    actor = whose(request).name
    if decision == "undo":
        one = undo(desk.chronicle, name, actor=actor)
    elif decision in DECISIONS:
        reason = request.POST.get("reason", "")
        one = enter_decision(desk.chronicle, name, DECISIONS[decision], actor=actor, reason=reason)
    else:
        raise Http404
    if not request.headers.get("HX-Request"):
        return redirect(f"/documents/{one.source.sha256}/#s-{one.id}")
    decided, count = shelf().decided(one.source.sha256)
    return render(request, "desk/_card.html", {"card": card(one), "decided": decided, "count": count, "fresh": True})


def source_words(one: Evidence) -> str:
    """Return what a statement's source is called."""
    return source_name(one)
