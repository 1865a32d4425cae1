"""Cases: how everybody stands on a day, and everything that is told, each line with its quotes."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render

from khronika.desk.models import Role
from khronika.desk.paging import paged
from khronika.desk.safety import needs, whose
from khronika.desk.sections import accepted_of, sections
from khronika.desk.shelf import Shelf, asked_day, case_key, known_day, shelf_known_on
from khronika.desk.timeline import timeline
from khronika.docket import Case
from khronika.errors import RequestError
from khronika.surface.statuses import ban_sentence, person_words
from khronika.surface.words import summary, when
from khronika.vocabulary.folding import fold

EACH = 20  # cases on a page
NAMED = 40  # other cases that a form suggests


@needs(Role.READER)
def cases(request: HttpRequest) -> HttpResponseBase:
    """List the cases with how everybody stands on the day."""
    on, known = asked_day(request), known_day(request)
    held = shelf_known_on(known)
    wanted = " ".join(request.GET.get("q", "").split())
    page = paged(request, found_cases(held, wanted), EACH)
    context = {
        "rows": [row_of(case, held, on) for case in page.items],
        "on": on,
        "known": known,
        "page": page,
        "count": page.count,
        "q": wanted,
    }
    return render(request, "desk/cases.html", context | {"case_q": wanted, "q": ""})


def found_cases(held: Shelf, wanted: str) -> list[Case]:
    """Return the cases of named people, or those that a name means: in any spelling, or by a part of it."""
    named = [case for case in held.cases if case.persons or case.title]
    if not wanted:
        return named
    try:
        return list(held.index.find(wanted))
    except RequestError:
        words = fold(wanted).split()
        return [
            case
            for case in named
            if all(
                word in fold(" ".join([case.name, *(s for p in case.persons for s in p.spellings)])) for word in words
            )
        ]


def row_of(case: Case, held: Shelf, on: Any) -> dict[str, Any]:
    """Return what the list says of a case."""
    made = held.docket(case, on)
    lines = (*made.steps, *made.bans, *made.tolls)
    return {
        "key": case_key(case),
        "name": case.name,
        "shaped": bool(case.shape),
        "status": [person_words(one) for one in made.status],
        "bans": len([ban for ban in made.bans if ban.imposed]),
        "documents": len({one.source.sha256 for one in case.own}),
        "disagree": sum(any(one.open for one in line.differing) for line in lines),
    }


@needs(Role.READER)
def case(request: HttpRequest, key: str) -> HttpResponseBase:
    """Show a case on a day, as it is known now or was known on another."""
    on, known = asked_day(request), known_day(request)
    held = shelf_known_on(known)
    try:
        found = held.case(key)
    except Http404:
        if known is None:
            raise
        return render(request, "desk/case_unknown.html", {"on": on, "known": known, "key": key})
    made = held.docket(found, on)
    several = len(found.persons) > 1
    rests = [*(e for one in made.status for e in one.evidence), *(e for ban in made.bans for e in ban.evidence)]
    editor = whose(request).may(Role.EDITOR) and held.known_on is None
    told = {
        "case": found,
        "key": key,
        "on": on,
        "known": held.known_on,
        "docket": made,
        "status": [(person_words(one), one.evidence) for one in made.status],
        "forbidden": [(ban_sentence(ban, on, several=several), ban) for ban in made.bans if ban.imposed],
        "sections": sections(made),
        "timeline": timeline(made),
        "rests": accepted_of(rests),
        "editor": editor,
        "statements": [(one, when(one.statement), summary(one.statement)) for one in found.own or found.context],
        "others": others(found, held) if editor else [],
    }
    return render(request, "desk/case.html", told)


def others(found: Case, held: Shelf) -> list[tuple[str, str]]:
    """Return other cases that a form suggests: the linked ones first."""
    near = [(one.id, one.name) for one in found.linked]
    more = [(case_key(one), one.name) for one in held.cases[: NAMED * 2] if one.id != found.id and one.persons]
    return list(dict.fromkeys([*near, *more]))[:NAMED]
