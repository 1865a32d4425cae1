"""How a figure changed: all claims of one measure of one event, side by side over time, and what came in between two days.

Claims are never added, averaged or chosen from: what is told of them together is their range. A figure that its own
quote calls a part of a larger one (six of the 238) stands apart from the range.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from khronika.docket.agreeing import texts_agree, words
from khronika.docket.lines import When, date_of, dated_by, published_day, text_order
from khronika.docket.tolls import mentions, rules, toll
from khronika.errors import RequestError
from khronika.vocabulary.edtf_dates import bounds, is_edtf
from khronika.vocabulary.evidence import Evidence, Standing
from khronika.vocabulary.folding import fold
from khronika.vocabulary.statement import AUTHOR, Toll
from khronika.vocabulary.terms import Measure, Modality

UNTOLD = "event not told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A figure that one source gives. ``known`` is the day from which it could be known; None if nothing says.

    ``by_authority``: said by an authority; ``admission``: its quote owns up to it. ``part_of`` is the larger figure that
    its own quote calls it a part of. ``denied``: the source denies the figure.
    """

    evidence: Evidence
    known: date | None
    as_of: When | None
    by_authority: bool
    admission: bool
    part_of: int | None = None

    @property
    def toll(self) -> Toll:
        """The figure as the source gives it."""
        return toll(self.evidence)

    @property
    def denied(self) -> bool:
        """Whether the source denies the figure."""
        return self.evidence.statement.modality is Modality.DENIED


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """All claims of one measure of one event, in the order in which they could be known."""

    measure: Measure
    event: str
    officers: bool
    claims: tuple[Claim, ...]

    def span(self, until: date | None = None) -> tuple[Claim, Claim] | None:
        """Return the claims of the least and the greatest figure known by a day, without parts; None if there is none."""
        order = sorted(self.known_by(until), key=lambda one: (one.toll.count, text_order(one.evidence)))
        return (order[0], order[-1]) if order else None

    def known_by(self, until: date | None) -> list[Claim]:
        """Return the claims known by a day that are no parts of others and not denied; all such without a day."""
        whole = [one for one in self.claims if one.part_of is None and not one.denied]
        return [one for one in whole if until is None or one.known is None or one.known <= until]

    def came_in(self, after: date, until: date) -> tuple[Claim, ...]:
        """Return the claims that came in after a day and until another."""
        return tuple(one for one in self.claims if one.known is not None and after < one.known <= until)


def series(evidence: Iterable[Evidence], wanted: str = "", *, captured: bool = False) -> tuple[Series, ...]:
    """Return the figures told, by event and measure; ``wanted`` are words of the event, the place or the measure.

    A claim counts as known when its source was published, or with ``captured`` when the record took it in. Rejected
    evidence has no part. Raises RequestError that lists the events if nothing answers to ``wanted``.
    """
    told = sorted(
        (e for e in evidence if isinstance(e.statement, Toll) and e.standing is not Standing.REJECTED), key=text_order
    )
    found = [series_of(group, told, captured=captured) for group in grouped(told)]
    if wanted:
        fitting = [one for one in found if answers(one, wanted)]
        if not fitting:
            events = "; ".join(dict.fromkeys(one.event for one in found)) or "no figures"
            raise RequestError(f"no figure of {wanted!r} is told", do=f"there are figures of: {events}")
        found = fitting
    return tuple(sorted(found, key=lambda one: (fold(one.event), list(Measure).index(one.measure), one.officers)))


def grouped(told: Sequence[Evidence]) -> list[list[Evidence]]:
    """Return the claims in groups of one measure and one event; the fullest names of events come first.

    A figure without an event goes with the only event that its document gives figures of, if there is only one.
    """
    groups: list[list[Evidence]] = []
    naming = sorted(told, key=lambda e: (-len(words(event_of(e))), text_order(e)))
    for one in naming:
        fitting = [group for group in groups if of_one_kind(one, group[0]) and same_event(one, group[0], told)]
        if len(fitting) == 1:
            fitting[0].append(one)
        else:
            groups.append([one])
    return groups


def event_of(one: Evidence) -> str:
    """Return the event of a figure, or empty text."""
    return toll(one).event


def of_one_kind(one: Evidence, other: Evidence) -> bool:
    """Tell whether two figures count by one measure, and both officers or both others."""
    a, b = toll(one), toll(other)
    return a.measure is b.measure and mentions(a.who, "officers") == mentions(b.who, "officers")


def same_event(one: Evidence, other: Evidence, told: Sequence[Evidence]) -> bool:
    """Tell whether two figures are of one event."""
    a, b = event_of(one), event_of(other)
    if a and b:
        return texts_agree(a, b) and bool(words(a) & words(b))
    if not a and not b:
        return toll(one).who == toll(other).who or texts_agree(toll(one).place, toll(other).place)
    bare, named = (one, b) if b else (other, a)
    here = {event_of(e) for e in told if e.source.sha256 == bare.source.sha256} - {""}
    return all(texts_agree(event, named) for event in here) and bool(here)


def series_of(group: Sequence[Evidence], told: Sequence[Evidence], *, captured: bool) -> Series:
    """Return the series of some claims."""
    events = sorted({event_of(one) for one in group} - {""}, key=lambda event: (-len(event), event))
    places = sorted({toll(one).place for one in group} - {""})
    claims = [claim(one, told, captured=captured) for one in group]
    return Series(
        measure=toll(group[0]).measure,
        event=events[0] if events else (places[0] if places else UNTOLD),
        officers=mentions(toll(group[0]).who, "officers"),
        claims=tuple(sorted(claims, key=lambda one: (one.known or date.max, text_order(one.evidence)))),
    )


def claim(one: Evidence, told: Sequence[Evidence], *, captured: bool) -> Claim:
    """Return a claim with who says it, when it could be known, and whether it is a part of a larger figure."""
    speaker = one.statement.asserted_by
    by_authority = speaker != AUTHOR and mentions(speaker, "authorities")
    return Claim(
        evidence=one,
        known=captured_day(one) if captured else published_day(one) or captured_day(one),
        as_of=dated_by(one) if date_of(one.statement) else None,
        by_authority=by_authority,
        admission=by_authority and mentions(one.statement.quote.text, "admission"),
        part_of=larger(one, told),
    )


def captured_day(one: Evidence) -> date | None:
    """Return the day on which the record took a source in."""
    told = one.source.captured.partition("T")[0]
    return bounds(told)[0] if told and is_edtf(told) else None


def larger(one: Evidence, told: Sequence[Evidence]) -> int | None:
    """Return the larger figure of the same document that a figure is told to be a part of.

    Either its own quote names the larger one ("six of the 238"), or the quote of the larger one goes on to it ("23 were
    killed, including four …").
    """
    quote, own = one.statement.quote, toll(one).count
    above = [e for e in told if e.source.sha256 == one.source.sha256 and toll(e).count > own]
    numbers = {int(n.replace(",", "")) for n in re.findall(r"\d[\d,]*", quote.text)}
    named = [e for e in above if part_words(quote.text) and toll(e).count in numbers]
    over = [
        e
        for e in above
        if part_words(e.statement.quote.text) and e.statement.quote.start < quote.start < e.statement.quote.end
    ]
    return max((toll(e).count for e in named or over), default=None)


def part_words(text: str) -> bool:
    """Tell whether a quote has words that make one figure a part of another."""
    return any(f" {word} " in f" {fold(text)} " for word in rules()["part"]["words"])


def answers(one: Series, wanted: str) -> bool:
    """Tell whether a series is of what was asked for."""
    places = " ".join(claim.toll.place for claim in one.claims)
    text = fold(f"{one.event} {one.measure.value.replace('_', ' ')} {places}")
    return all(word in text for word in fold(wanted).split())
