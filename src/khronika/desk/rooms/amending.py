"""Amending a statement, and adding one that the reader did not see: forms that know the contract."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from khronika.desk.chosen_words import SeveralPlaces, quote_of
from khronika.desk.fields import PREFIX, Field, Given, at_fault, changes_of, form_of, understood
from khronika.desk.models import Role
from khronika.desk.open_on import desk
from khronika.desk.rooms.reading import asked_room, found, one_card, paper, parts_of, place_of, whole_page
from khronika.desk.safety import needs, whose
from khronika.desk.shelf import shelf
from khronika.errors import ContractError, KhronikaError
from khronika.record.chronicle import add_statement, document_of
from khronika.record.chronicle import amend as enter
from khronika.record.withholding import overlap, withheld
from khronika.surface.reviewing.form import CHECKED
from khronika.vocabulary.amending import amended, stated
from khronika.vocabulary.contract import to_record
from khronika.vocabulary.definitions import definitions
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.terms import Kind


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it is shown: its fields, the words of the quote, the reason, and what is wrong besides the fields."""

    kind: str
    fields: tuple[Field, ...] = ()
    quote: str = ""
    start: str = ""
    reason: str = ""
    quote_error: str = ""
    places: tuple[tuple[int, str], ...] = ()
    error: str = ""
    read_quote: str = ""
    proposed: bool = False
    seen: str = ""


def given_of(post: QueryDict) -> Given:
    """Return what a form gave, by field."""
    return {name: [str(one) for one in post.getlist(name)] for name in post}


def start_of(post: QueryDict) -> int | None:
    """Return where the quote was said to begin, if that is a number."""
    told = post.get("place") or post.get("start") or ""
    return int(told) if told.isdecimal() and len(told) < 10 else None


def quote_fault(error: KhronikaError) -> dict[str, Any]:
    """Return what a form says of a quote that cannot be had."""
    places = error.places if isinstance(error, SeveralPlaces) else ()
    return {"quote_error": str(error), "places": places}


def same_words(one: str, other: str) -> bool:
    """Tell whether two texts differ in nothing but white space: what a form does to line breaks."""
    return one.split() == other.split()


@needs(Role.REVIEWER)
def amend(request: HttpRequest, name: str) -> HttpResponseBase:
    """Show the form of a statement; take it, or show it again with what is wrong beside each field."""
    one = found(name)
    if request.method != "POST":
        return amending(request, one, filled(one))
    statement, post = one.statement, request.POST
    told: dict[str, Any]
    if post.get("seen", seen(one)) != seen(one):
        told = {"error": f"{one.decided_by or 'somebody'} decided on it since you opened this: look at it again"}
        return amending(request, one, filled(one, given_of(post), None, told))
    record, given = to_record(statement, reasons=True), given_of(post)
    changes, wrong = changes_of(statement.kind, record, given)
    document = document_of(desk.chronicle, one.source.sha256)
    told = {"start": post.get("start", "")}
    quote, words = None, post.get("quote", statement.quote.text)
    moved = start_of(post) not in {None, statement.quote.start} or not same_words(words, statement.quote.text)
    try:
        quote = quote_of(document, words, start_of(post), statement.quote.start) if moved else None
    except KhronikaError as error:
        told |= quote_fault(error)
    if wrong or "quote_error" in told:
        return amending(request, one, filled(one, given, wrong, told))
    try:
        made = amended(statement, changes, quote)
        reason = post.get("reason", "").strip() or CHECKED
        now = enter(desk.chronicle, one.id, made, actor=whose(request).name, reason=reason)
    except KhronikaError as error:
        faults = at_fault(statement.kind, error) if isinstance(error, ContractError) else {}
        return amending(request, one, filled(one, given, faults, told | ({} if faults else {"error": str(error)})))
    if not request.headers.get("HX-Request"):
        return redirect(place_of(now, asked_room(request)))
    answer = one_card(request, now, fresh=True)
    if quote is not None and not asked_room(request):
        answer.write(paper(request, now.source.sha256))
    return answer


def seen(one: Evidence) -> str:
    """Return what tells a statement from what it is after the next decision."""
    return f"{one.standing.value} {one.decided_by} {one.decided_at} {one.reason}"


def filled(
    one: Evidence,
    given: Given | None = None,
    wrong: dict[str, dict[int, str]] | None = None,
    told: dict[str, Any] | None = None,
) -> Filled:
    """Return the form of a statement: as it stands, or as it was given, with what is wrong."""
    statement, read = one.statement, one.read_as
    record = to_record(statement, reasons=True)
    fields = form_of(statement.kind, record, given, wrong, to_record(read) if read else None)
    words = given["quote"][0] if given and given.get("quote") else statement.quote.text
    reason = given["reason"][0] if given and given.get("reason") else ""
    read_quote = read.quote.text if read and read.quote != statement.quote else ""
    values = {"seen": seen(one), "start": str(statement.quote.start), "reason": reason, "read_quote": read_quote} | (
        told or {}
    )
    return Filled(statement.kind.value, fields, words, **values)


def amending(request: HttpRequest, one: Evidence, form: Filled) -> HttpResponseBase:
    """Show the form in the statement's card."""
    if request.headers.get("HX-Request"):
        return one_card(request, one, {"form": form}, fresh=False)
    return whole_page(request, one.source.sha256, {"amending": one.id, "form": form})


@needs(Role.RESEARCHER)
def state(request: HttpRequest, sha256: str) -> HttpResponseBase:
    """Show the form of a new statement on a document; take it as written by this person, or show what is wrong."""
    source = shelf().source(sha256)
    post, account = request.POST, whose(request)
    kind = Kind(post["kind"]) if post.get("kind") in set(Kind) else None
    given = given_of(post)
    told: dict[str, Any] = {"start": post.get("place") or post.get("start", ""), "reason": post.get("reason", "")}
    told |= {"quote": post.get("quote", ""), "proposed": "proposed" in post}
    if kind is None or "save" not in post:
        error = "choose what kind of statement it is" if "save" in post else ""
        fields = form_of(kind, {}, given if post else None) if kind else ()
        return adding(request, sha256, Filled(kind.value if kind else "", fields, **told, error=error))
    changes, wrong = changes_of(kind, {}, given)
    quote = None
    try:
        quote = quote_of(document_of(desk.chronicle, sha256), told["quote"], start_of(post))
    except KhronikaError as error:
        told |= quote_fault(error)
    if wrong or quote is None:
        return adding(request, sha256, Filled(kind.value, form_of(kind, {}, given, wrong), **told))
    try:
        made = stated(kind, source.document, quote, changes)
        proposed = told["proposed"] or not account.may(Role.REVIEWER)
        now = add_statement(
            desk.chronicle, sha256, made, actor=account.name, reason=told["reason"].strip(), proposed=proposed
        )
    except KhronikaError as error:
        faults = at_fault(kind, error) if isinstance(error, ContractError) else {}
        told |= {} if faults else {"error": str(error)}
        return adding(request, sha256, Filled(kind.value, form_of(kind, {}, given, faults), **told))
    return added(request, now)


def added(request: HttpRequest, one: Evidence) -> HttpResponseBase:
    """Show a statement that was just written among the others."""
    sha256 = one.source.sha256
    span = (one.statement.quote.start, one.statement.quote.end)
    note = next((x for x in withheld(desk.chronicle, sha256) if overlap(span, [(x.start, x.end)])), None)
    warning = f"A statement of these words was erased by {note.by}, {note.at[:10]}: {note.reason}" if note else ""
    if not request.headers.get("HX-Request"):
        if warning:
            messages.warning(request, warning)
        return redirect(place_of(one))
    held = shelf()
    told = parts_of(held, sha256) | {"source": held.source(sha256), "account": whose(request), "fresh": True}
    return render(request, "desk/_added.html", told | {"chosen": one.id, "warning": warning})


def adding(request: HttpRequest, sha256: str, form: Filled) -> HttpResponse:
    """Show the form of a new statement beside the document."""
    kinds = [(term, told.meaning) for term, told in definitions()["kind"].items()]
    told = {"adding": form, "kinds": kinds, "sha256": sha256, "account": whose(request)}
    if request.headers.get("HX-Request"):
        return render(request, "desk/_adding.html", told)
    return whole_page(request, sha256, told)


@require_POST
@needs(Role.RESEARCHER)
def check(request: HttpRequest, kind: str, slot: str) -> HttpResponseBase:
    """Tell beside a field how a date or a length of time is understood, or what is wrong with it."""
    words, error = "", ""
    try:
        given = request.POST.getlist(PREFIX + slot)
        words = understood(Kind(kind), slot, str(given[0]) if given else "")
    except ContractError as fault:
        error = fault.what
    except ValueError:
        error = "there is no such kind of statement"
    return render(request, "desk/_understood.html", {"words": words, "error": error})
