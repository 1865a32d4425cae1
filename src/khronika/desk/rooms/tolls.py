"""Tolls: every figure of an event with who says so, over time; why it changed; and who was brought to account."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from khronika.desk.models import Role
from khronika.desk.paging import paged
from khronika.desk.safety import needs
from khronika.desk.sections import Row, gap_of, row
from khronika.desk.shelf import Shelf, asked_day, case_key, shelf
from khronika.desk.toll_chart import chart
from khronika.docket.lines import Line
from khronika.docket.toll_history import Claim, Series, series
from khronika.docket.tolls import gap
from khronika.docket.tolls import tolls as figures_until
from khronika.errors import RequestError
from khronika.surface.statuses import day_words
from khronika.surface.toll_text import figure, qualities, span_words
from khronika.surface.words import joined
from khronika.vocabulary.evidence import Evidence, Standing
from khronika.vocabulary.statement import Toll

EACH = 10  # events on a page
MOST = 60  # claims of an event that are listed unless all are asked for: the last that came in
GAPS = 40  # cases that are looked at for the accountability gap


@needs(Role.READER)
def tolls(request: HttpRequest) -> HttpResponseBase:
    """Show the figures of an event, or of all; between two days, why they changed."""
    wanted = " ".join(request.GET.get("event", "").split())
    after, until = day_of(request, "after"), day_of(request, "until")
    held = shelf()
    wrong = ""
    if bool(after) != bool(until):
        wrong = "Give both days to see why a figure changed between them."
    elif after and until and after > until:
        wrong = "The first day lies after the second."
    told = held.remembered_now("figures", lambda: tuple(e for e in held.evidence if isinstance(e.statement, Toll)))
    try:
        found = held.remembered_now(f"series {wanted}", lambda: series(told, wanted)) if told else ()
    except RequestError as error:
        found, wrong = (), f"{error.what}; {error.do}"[:400]
    page = paged(request, found, EACH)
    between = (after, until) if after and until and not wrong else None
    context: dict[str, Any] = {
        "event": wanted,
        "after": after,
        "until": until,
        "wrong": wrong,
        "page": page,
        "series": [of_series(one, between, MOST if "all" not in request.GET else None) for one in page.items],
        "count": len(found),
        "gaps": gaps(held, page.items, asked_day(request)),
    }
    return render(request, "desk/tolls.html", context)


def day_of(request: HttpRequest, name: str) -> date | None:
    """Return a day of the address, or None."""
    try:
        return date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return None


def of_series(one: Series, between: tuple[date, date] | None, most: int | None) -> dict[str, Any]:
    """Return what the page shows of a series: claims, chart and range; or what came in between two days."""
    made: dict[str, Any] = {
        "title": joined(
            one.measure.value.replace("_", " ").capitalize(), one.event, "officers" if one.officers else ""
        ),
        "range": span_words(one),
        "rests": [claim.evidence for claim in dict.fromkeys(one.span() or ())],
    }
    if between is None:
        shown = one.claims[-most:] if most else one.claims
        left = {"rows": [claim_row(claim) for claim in shown], "left": len(one.claims) - len(shown)}
        return made | left | {"chart": chart(one)}
    after, until = between
    came = one.came_in(after, until)
    return made | {
        "before": f"on {day_words(after)}: {span_words(one, after)}",
        "rows": [claim_row(claim) for claim in came],
        "nothing": not came,
        "then": f"on {day_words(until)}: {span_words(one, until)}",
    }


def claim_row(claim: Claim) -> Row:
    """Return the row of a claim: since when it could be known, the figure, its bound, and who says so."""
    known = f"known {day_words(claim.known)}" if claim.known else "day of publication not told"
    made = row(Line(evidence=(claim.evidence,)), joined(known, figure(claim.toll), *qualities(claim)))
    return Row(made.mark, made.text, made.evidence, made.notes, anchor=claim.evidence.id)


def gaps(held: Shelf, shown: Any, on: date) -> list[dict[str, Any]]:
    """Return the accountability gap of each case that tells a figure of what is shown: two tolls side by side."""
    ids = {claim.evidence.id for one in shown for claim in one.claims}
    numbers = sorted({n for id_ in ids for n in held.index.holding.get(id_, ())})
    found = []
    for number in numbers[:GAPS]:
        case = held.cases[number]
        told = [e for e in case.evidence if e.standing is not Standing.REJECTED]
        if not ids & {e.id for e in told}:
            continue
        made = gap(figures_until(told, on, case.settled), told, on)
        if made is not None:
            found.append({"name": case.name, "key": case_key(case), "sides": gap_of(made), "ids": key(made.evidence)})
    once = {one["ids"]: one for one in reversed(found)}
    return list(reversed(once.values()))[:10]


def key(some: tuple[Evidence, ...]) -> frozenset[str]:
    """Return what tells one gap from another: the statements that it rests on."""
    return frozenset(e.id for e in some)
