"""Shaping a case: what it is called, what belongs to it, which of several told values holds. All can be taken back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from khronika.desk.models import Role
from khronika.desk.open_on import desk
from khronika.desk.rooms.people import back
from khronika.desk.safety import needs, whose
from khronika.errors import RequestError
from khronika.surface import case_shaping

CHANGED = "It stands below with your name, and can be taken back there."


@require_POST
@needs(Role.EDITOR)
def shape(request: HttpRequest, key: str, what: str) -> HttpResponseBase:
    """Enter what a person says of a case, and show the case that it is now."""
    actor, reason = whose(request).name, request.POST.get("reason", "").strip()
    name, other = request.POST.get("name", "").strip(), request.POST.get("other", "").strip()
    statements = request.POST.getlist("statement")
    if not reason and what != "name":
        raise RequestError("a reason is missing", do="say why: it is shown beside the case")
    if what in {"move", "split"} and not statements:
        raise RequestError("no statement was chosen", do="tick those that belong elsewhere")
    match what:
        case "name":
            id_, told = case_shaping.named(desk.chronicle, key, name, actor=actor, reason=reason)
        case "move":
            _, told = case_shaping.moved(desk.chronicle, statements, other, actor=actor, reason=reason)
            id_ = key
        case "split":
            _, told = case_shaping.split(desk.chronicle, key, statements, name, actor=actor, reason=reason)
            id_ = key
        case "join":
            id_, told = case_shaping.joined(desk.chronicle, key, [other], actor=actor, reason=reason)
        case "link":
            id_, told = case_shaping.linked(desk.chronicle, key, other, actor=actor, reason=reason)
        case _:
            raise Http404
    messages.success(request, f"● {told} {CHANGED}")
    return redirect("case", id_)


@require_POST
@needs(Role.EDITOR)
def settle(request: HttpRequest) -> HttpResponseBase:
    """Say which of several told values holds."""
    statement, slot, reason = (request.POST.get(name, "") for name in ("statement", "slot", "reason"))
    if not statement:
        raise RequestError("no value was chosen", do="choose the one that holds")
    _, told = case_shaping.settled(desk.chronicle, statement, slot, actor=whose(request).name, reason=reason)
    messages.success(request, f"● {told} {CHANGED}")
    return redirect(back(request, "/cases/"))
