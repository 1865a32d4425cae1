"""Erasing a statement or a document, for an administrator: asked once, with what it does and what it cannot do."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from khronika.desk.models import Role
from khronika.desk.open_on import desk
from khronika.desk.rooms.pages import forget
from khronika.desk.rooms.reading import found, place_of
from khronika.desk.safety import needs, whose
from khronika.desk.shelf import shelf
from khronika.errors import RequestError
from khronika.record.chronicle import erase, erase_statement
from khronika.surface.listing import head
from khronika.vocabulary.evidence import Source

COPIES = "Backups and copies made before still hold it, and so may the free space of the disk."


def fault(request: HttpRequest) -> str:
    """Return why an erasure cannot be done as it was asked for, or nothing."""
    if not request.POST.get("reason", "").strip():
        return "An erasure needs a reason: it is told in the log."
    return "" if "sure" in request.POST else "Say that you know that it cannot be undone."


def asked(request: HttpRequest, told: dict[str, Any], error: str) -> HttpResponseBase:
    """Ask, with what is to be known before."""
    told |= {"error": error, "reason": request.POST.get("reason", ""), "copies": COPIES}
    return render(request, "desk/erase.html", told, status=422 if error else 200)


@needs(Role.ADMINISTRATOR)
def statement(request: HttpRequest, name: str) -> HttpResponseBase:
    """Ask whether a statement is to be erased, and erase it."""
    one = found(name)
    error = ""
    if request.method == "POST" and not (error := fault(request)):
        try:
            entry = erase_statement(
                desk.chronicle, one.id, actor=whose(request).name, reason=request.POST["reason"].strip()
            )
        except RequestError as told:
            error = str(told)
        else:
            forget()
            messages.success(request, f"The statement {one.id} was erased, by entry {entry.number}. {COPIES}")
            return redirect("document", one.source.sha256)
    about = {"statement": one, "words": head(one), "back": place_of(one), "title": f"Erase statement {one.id}"}
    return asked(request, about, error)


@needs(Role.ADMINISTRATOR)
def document(request: HttpRequest, sha256: str) -> HttpResponseBase:
    """Ask whether a document with all that was read of it is to be erased, and erase it."""
    held = shelf()
    source = held.source(sha256)
    tables = tables_of(source, held.sources)
    error = ""
    if request.method == "POST" and not (error := fault(request)):
        original, reason = "original" in request.POST, request.POST["reason"].strip()
        try:
            entry = erase(desk.chronicle, sha256, original=original, actor=whose(request).name, reason=reason)
        except RequestError as told:
            error = str(told)
        else:
            forget()
            kept = "" if original else " Its original is kept in the vault."
            messages.success(request, f"{source.filename} was erased, by entry {entry.number}.{kept} {COPIES}")
            return redirect("documents")
    decided, count = held.decided(sha256)
    about = {"source": source, "decided": decided, "count": count, "tables": tables}
    title = f"Erase {source.title or source.filename or source.document}"
    about |= {"back": reverse("document", args=[sha256]), "title": title, "original": "original" in request.POST}
    return asked(request, about, error)


def tables_of(source: Source, held: tuple[Source, ...]) -> list[Source]:
    """Return the tables that a document is a row of: they still tell what it told."""
    return [one for one in held if one.filename and source.filename.startswith(f"{one.filename}, row ")]
