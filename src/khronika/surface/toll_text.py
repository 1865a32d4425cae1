"""Figures side by side over time, and why they changed, as text and as records."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from khronika.docket.toll_history import Claim, Series
from khronika.surface.layout import Detail, Sheet
from khronika.surface.statuses import day_words, when_words
from khronika.surface.words import BOUNDS, COMPUTED, MARKS, excerpt, held_by, joined, source_name
from khronika.vocabulary.statement import Toll

QUOTE = 260
UNSURE = "Nothing says that these are of one event. They stand here together only to be looked through."


def tolls_text(
    found: Sequence[Series], between: tuple[date, date] | None, width: int | None = None, *, color: bool = False
) -> str:
    """Return the figures of each event and measure; with two days, what came in between them."""
    sheet = Sheet()
    sheet.text("Claims side by side in the order in which they could be known; never added, averaged or chosen from.")
    for one in found:
        sheet.heading(title(one), "" if one.sure else UNSURE)
        if len(one.events) > 1:
            sheet.row("△ joined", events_words(one))
        if between is None:
            for claim in one.claims:
                row(sheet, claim)
            sheet.row(COMPUTED, f"range: {span_words(one)}", (rests(one),))
        else:
            changes(sheet, one, *between)
    return sheet.render(width, color=color)


def events_words(one: Series) -> str:
    """Return by which names the sources call an event, and why they are taken for one's."""
    names = " = ".join(f"“{name}”" for name in one.events)
    return f"taken for one event, {names}: no name says anything against another. If they are two: khronika amend"


def title(one: Series) -> str:
    """Return what a series counts."""
    measure = one.measure.value.replace("_", " ").upper()
    return joined(measure, one.event, "officers" if one.officers else "")


def changes(sheet: Sheet, one: Series, after: date, until: date) -> None:
    """Add why a figure changed: its range on both days, and the claims that came in between."""
    came = one.came_in(after, until)
    sheet.row(COMPUTED, f"on {day_words(after)}: {span_words(one, after)}")
    if not came:
        sheet.row(COMPUTED, f"nothing came in until {day_words(until)}")
    for claim in came:
        row(sheet, claim, "came in: ")
    sheet.row(COMPUTED, f"on {day_words(until)}: {span_words(one, until)}", (rests(one, until),))


def row(sheet: Sheet, claim: Claim, before: str = "") -> None:
    """Add a claim with its quote."""
    one = claim.evidence
    known = f"known {day_words(claim.known)}" if claim.known else "day of publication not told"
    text = joined(f"{before}{known}", figure(claim.toll), *qualities(claim))
    quote = f"“{excerpt(one.statement.quote.text, QUOTE)}” — {source_name(one)} · {one.id}"
    sheet.row(MARKS[one.standing], text, (Detail(joined(quote, held_by(one.statement), by=" "), "quote"),))


def figure(told: Toll) -> str:
    """Return a figure with its bound and whom it counts."""
    bound = BOUNDS.get(told.bound, "") if told.bound else ""
    return joined(f"{bound}{told.count:,}", told.who or "people", by=" ")


def qualities(claim: Claim) -> list[str]:
    """Return what is to be known of a claim beside its figure."""
    told = [claim.toll.place]
    open_ended = claim.as_of is not None and "/" in claim.as_of.edtf
    told.append(f"{'' if open_ended else 'as of '}{when_words(claim.as_of)}" if claim.as_of else "")
    told.append(f"a part of the {claim.part_of:,} told beside it, in no range" if claim.part_of else "")
    told.append("denied by the source, in no range" if claim.denied else "")
    if claim.admission:
        told.append("an authority’s own admission, no finding")
    elif claim.by_authority:
        told.append("told by an authority")
    return told


def span_words(one: Series, until: date | None = None) -> str:
    """Return the least and the greatest figure known by a day."""
    found = one.span(until)
    if found is None:
        return "no figure is known" if one.sure else "none, since nothing says that these are of one event"
    least, most = found
    if least.toll.count == most.toll.count:
        known = {c.evidence.source.sha256 for c in one.known_by(until)}
        return f"{figure(least.toll)}, by {'every source' if len(known) > 1 else 'one source'}"
    return f"from {figure(least.toll)} to {figure(most.toll)}"


def rests(one: Series, until: date | None = None) -> Detail:
    """Return the claims that a range rests on."""
    found = one.span(until)
    return Detail(f"from {', '.join(dict.fromkeys(c.evidence.id for c in found))}" if found else "from no claim")


def series_record(one: Series, between: tuple[date, date] | None) -> dict[str, Any]:
    """Return a series for programs."""
    record: dict[str, Any] = {
        "measure": one.measure.value,
        "event": one.event,
        "events": list(one.events),
        "one_event": one.sure,
        "officers": one.officers,
        "claims": [claim_record(claim) for claim in one.claims],
        "range": span_record(one, None),
    }
    if between is not None:
        after, until = between
        record["between"] = {
            "after": after.isoformat(),
            "until": until.isoformat(),
            "before": span_record(one, after),
            "came_in": [claim.evidence.id for claim in one.came_in(after, until)],
            "then": span_record(one, until),
        }
    return record


def span_record(one: Series, until: date | None) -> dict[str, Any] | None:
    """Return the least and the greatest figure for programs."""
    found = one.span(until)
    if found is None:
        return None
    return {"least": found[0].toll.count, "greatest": found[1].toll.count, "rests_on": [c.evidence.id for c in found]}


def claim_record(one: Claim) -> dict[str, Any]:
    """Return a claim for programs."""
    told = one.toll
    return {
        "statement": one.evidence.id,
        "count": told.count,
        "bound": told.bound.value if told.bound else None,
        "who": told.who or None,
        "place": told.place or None,
        "as_of": one.as_of.edtf if one.as_of else None,
        "known": one.known.isoformat() if one.known else None,
        "said_by": told.asserted_by,
        "told_by_authority": one.by_authority,
        "admission": one.admission,
        "denied": one.denied,
        "part_of": one.part_of,
        "standing": one.evidence.standing.value,
        "quote": told.quote.text,
        "source": source_name(one.evidence),
    }
