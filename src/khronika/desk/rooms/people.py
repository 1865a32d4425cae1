"""People and bodies: who is named, in which spellings, in what roles; and who of them is said to be who."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from khronika.desk.models import Role
from khronika.desk.open_on import desk
from khronika.desk.paging import Page, paged
from khronika.desk.safety import needs, whose
from khronika.desk.shelf import Shelf, case_key, shelf
from khronika.identity.somebody import Somebody
from khronika.record import identities
from khronika.record.chronicle import undo_entry
from khronika.record.likely import why
from khronika.record.people import called, find, those
from khronika.surface.case_words import ruling_words
from khronika.surface.people_text import KINDS, SLOTS, decided_words
from khronika.surface.words import date_words, joined

TYPES = ("person", "organization", "body", "group")
EACH = 40  # people on a page
UNDO = "To take it back, press Undo below or on the page of likely pairs."


@needs(Role.READER)
def people(request: HttpRequest) -> HttpResponseBase:
    """List who is named, or who a typed name can be."""
    asked = " ".join(request.GET.get("q", "").split())
    type_ = request.GET.get("type", "person")
    held = shelf()
    page: Page[Any]
    if asked:
        page = paged(request, find(held.chronicle, asked), EACH)
        shown: Iterable[Somebody] = page.items
    else:
        every = held.remembered("called", lambda: called(held.chronicle))
        page = paged(request, [one for one in every if type_ in ("all", one.type)], EACH)
        shown = those(held.chronicle, page.items)
    context: dict[str, Any] = {
        "rows": [row_of(one, held) for one in shown],
        "asked": asked,
        "type": type_,
        "types": (*TYPES, "all"),
    }
    told = context | {"count": page.count, "page": page}
    return render(request, "desk/people.html", told)


def row_of(one: Somebody, held: Shelf) -> dict[str, Any]:
    """Return what the list says of somebody."""
    statements = {told.statement for told in one.told}
    return {
        "who": one,
        "others": one.names[1:],
        "roles": roles_of(one),
        "statements": len(statements),
        "documents": len({told.source for told in one.told}),
        "cases": cases_of(statements, held),
    }


def roles_of(one: Somebody) -> list[str]:
    """Return what somebody is called beside the name, and what they are in the statements that name them."""
    told = [role for place in one.told for role in place.roles if place.slot != "judge"]
    return list(dict.fromkeys([*told, *(SLOTS.get(place.slot, place.slot) for place in one.told)]))


def cases_of(statements: Iterable[str], held: Shelf) -> list[tuple[str, str]]:
    """Return the cases that some statements are in: name and key of each."""
    numbers = sorted({number for id_ in statements for number in held.index.by_statement.get(id_, ())})
    return [(held.cases[number].name, case_key(held.cases[number])) for number in numbers]


@needs(Role.READER)
def person(request: HttpRequest, name: str) -> HttpResponseBase:
    """Show somebody: every spelling, every place that tells of them, what people decided. Raises Http404 if nobody."""
    held = shelf()
    found = find(held.chronicle, name)
    if not found or (found[0].id != name and not found[0].decided):
        raise Http404
    one = found[0]
    if one.id != name:
        return redirect("person", one.id)
    places = [
        {
            "mention": told.mention,
            "name": told.name,
            "what": joined(SLOTS.get(told.slot, told.slot), date_words(told.date), told.court, told.place),
            "quote": told.quote,
            "evidence": held.by_id.get(told.statement),
        }
        for told in one.told
    ]
    context = row_of(one, held) | {
        "places": places,
        "decisions": decisions_on(one, held) if whose(request).may(Role.RESEARCHER) else [],
        "editor": whose(request).may(Role.EDITOR),
        "types": TYPES,
    }
    return render(request, "desk/person.html", context)


def decisions_on(one: Somebody, held: Shelf) -> list[tuple[str, str, int]]:
    """Return what was decided on who somebody is: what, in words, and the entry that takes it back."""
    if not one.decided:
        return []
    found = [
        (KINDS.get(told.kind, told.kind), decided_words(told), told.number)
        for told in why(held.chronicle, one.id, one.id).decisions
    ]
    names = {party.id: party.name for party in held.rulings.parties}
    roots = held.rulings.party_roots
    for pair in held.rulings.apart:
        ends = [roots.get(end, end) for end in (pair.first, pair.second)]
        if one.id in ends and pair.ruling.entry not in {number for _, _, number in found}:
            other = ends[0] if ends[1] == one.id else ends[1]
            told = joined(names.get(other, other), ruling_words(pair.ruling))
            found.append((KINDS["parties_told_apart"], told, pair.ruling.entry))
    return found


@require_POST
@needs(Role.EDITOR)
def same(request: HttpRequest) -> HttpResponseBase:
    """Say that two are one."""
    one, other, reason = (request.POST.get(name, "") for name in ("one", "other", "reason"))
    who, _ = identities.same(desk.chronicle, one, other, actor=whose(request).name, reason=reason)
    messages.success(request, f"● {' = '.join(who.names)} are one now. {UNDO}")
    return redirect(back(request, reverse("person", args=[who.id])))


@require_POST
@needs(Role.EDITOR)
def different(request: HttpRequest) -> HttpResponseBase:
    """Say that two are not one."""
    one, other, reason = (request.POST.get(name, "") for name in ("one", "other", "reason"))
    first, second, _ = identities.different(desk.chronicle, one, other, actor=whose(request).name, reason=reason)
    messages.success(request, f"● {first.name} and {second.name} are two. {UNDO}")
    return redirect(back(request, reverse("person", args=[first.id])))


@require_POST
@needs(Role.EDITOR)
def split(request: HttpRequest, name: str) -> HttpResponseBase:
    """Say that what some places tell of somebody is of another one."""
    places, chosen = request.POST.getlist("place"), request.POST.get("name", "")
    if not places:
        messages.error(request, "Choose the places that tell of another one.")
        return redirect("person", name)
    reason = request.POST.get("reason", "")
    first, second, _ = identities.split(
        desk.chronicle, name, places, actor=whose(request).name, reason=reason, name=chosen
    )
    messages.success(request, f"● {first.name} and {second.name} are two. {UNDO}")
    return redirect("person", first.id)


@require_POST
@needs(Role.EDITOR)
def call(request: HttpRequest, name: str) -> HttpResponseBase:
    """Say under what name somebody goes, or what they are."""
    wanted, type_ = request.POST.get("name", ""), request.POST.get("type", "")
    one, _ = identities.call(desk.chronicle, name, name=wanted, type_=type_, actor=whose(request).name)
    messages.success(request, f"● {one.name} goes as {one.type} now.")
    return redirect("person", one.id)


@require_POST
@needs(Role.EDITOR)
def undone(request: HttpRequest, entry: int) -> HttpResponseBase:
    """Take back what an entry decided of who is who, or of a case."""
    to = back(request, reverse("people"))
    part = to.split("/")[2] if to.count("/") > 2 else ""
    case = shelf().by_key.get(part) if to.startswith("/cases/") else None
    somebody = find(desk.chronicle, part)[:1] if to.startswith("/people/") and part != "likely" else ()
    undo_entry(desk.chronicle, entry, actor=whose(request).name)
    messages.success(request, f"What entry {entry} decided is taken back.")
    # a case or a party that was called so by what was taken back is another one now
    if case is not None and case.id not in shelf().by_key:
        return redirect("case", (case.own or case.context)[0].id)
    if somebody and somebody[0].id not in {one.id for one in find(desk.chronicle, part)}:
        return redirect(f"{reverse('people')}?{urlencode({'q': somebody[0].name})}")
    return redirect(to)


def back(request: HttpRequest, otherwise: str) -> str:
    """Return the page that a form names to go back to, if it is one of ours."""
    asked = request.POST.get("back", "")
    return asked if asked.startswith("/") and not asked.startswith(("//", "/\\")) else otherwise
