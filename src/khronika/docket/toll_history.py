"""How a figure changed: all claims of one measure of one event, side by side over time, and what came in between two days.

Claims are never added, averaged or chosen from: what is told of them together is their range. A figure that its own
quote calls a part of a larger one (six of the 238) stands apart from the range.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from khronika.docket.agreeing import stems, texts_agree, words
from khronika.docket.lines import When, date_of, dated_by, published_day, text_order
from khronika.docket.naming import fallen
from khronika.docket.tolls import mentions, rules, toll
from khronika.errors import RequestError
from khronika.vocabulary.edtf_dates import bounds, is_edtf
from khronika.vocabulary.evidence import Evidence, Standing
from khronika.vocabulary.folding import fold
from khronika.vocabulary.statement import AUTHOR, Toll
from khronika.vocabulary.terms import Measure, Modality

UNTOLD = "event not told"
Beside = Mapping[str, Sequence[Evidence]]  # the figures of each document, by its hash


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
    """All claims of one measure of one event, in the order in which they could be known.

    ``events`` are the names of the event in the sources. ``sure`` is false if nothing says that the claims are of one
    event: they have no range then.
    """

    measure: Measure
    event: str
    officers: bool
    claims: tuple[Claim, ...]
    events: tuple[str, ...] = ()
    sure: bool = True

    def span(self, until: date | None = None) -> tuple[Claim, Claim] | None:
        """Return the claims of the least and the greatest figure known by a day, without parts.

        None if there is none, or if nothing says that they are of one event.
        """
        if not self.sure:
            return None
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
    beside: dict[str, list[Evidence]] = defaultdict(list)
    for one in told:
        beside[one.source.sha256].append(one)
    found = [series_of(group, beside, captured=captured) for group in grouped(told, beside)]
    if wanted:
        fitting = [one for one in found if answers(one, wanted)]
        if not fitting:
            events = "; ".join(dict.fromkeys(one.event for one in found)) or "no figures"
            raise RequestError(f"no figure of {wanted!r} is told", do=f"there are figures of: {events}")
        found = fitting
    return tuple(sorted(found, key=lambda one: (fold(one.event), list(Measure).index(one.measure), one.officers)))


def grouped(told: Sequence[Evidence], beside: Beside) -> list[list[Evidence]]:
    """Return the claims in groups of one measure and one event; the fullest names of events come first.

    A figure without an event goes with the only event that its document gives figures of, if there is only one.
    """
    groups: list[list[Evidence]] = []
    naming = sorted(told, key=lambda e: (-len(words(event_of(e))), text_order(e)))
    for one in naming:
        fitting = [group for group in groups if of_one_kind(one, group[0]) and same_event(one, group[0], beside)]
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


def same_event(one: Evidence, other: Evidence, beside: Beside) -> bool:
    """Tell whether two figures are of one event."""
    a, b = event_of(one), event_of(other)
    if a and b:
        return one_name(a, b)
    if not a and not b:
        if fallen(toll(one)) or fallen(toll(other)):
            return toll(one).who == toll(other).who
        return toll(one).who == toll(other).who or texts_agree(toll(one).place, toll(other).place)
    bare, named = (one, b) if b else (other, a)
    here = {event_of(e) for e in beside[bare.source.sha256]} - {""}
    return all(one_name(event, named) for event in here) and bool(here)


def one_name(one: str, other: str) -> bool:
    """Tell whether two names are surely of one event: one says no more than the other, endings aside.

    What it says must be more than that something happened ("protests"), or the names are the same but for endings.
    """
    a, b = set(stems(one)), set(stems(other))
    if a == b:
        return bool(a) or fold(one) == fold(other)
    return (a < b or b < a) and bool((a & b) - general_stems())


def general_stems() -> frozenset[str]:
    """Return the words that name any event, without their endings."""
    return frozenset(stem for word in rules()["general"]["words"] for stem in stems(word))


def one_event(group: Sequence[Evidence], events: Sequence[str]) -> bool:
    """Tell whether something says that figures are of one event: its name, one report, one place, one person."""
    if events or len({one.source.sha256 for one in group}) == 1:
        return True
    places = [toll(one).place for one in group]
    return all(places) or all(fallen(toll(one)) for one in group)


def series_of(group: Sequence[Evidence], beside: Beside, *, captured: bool) -> Series:
    """Return the series of some claims."""
    events = sorted({event_of(one) for one in group} - {""}, key=lambda event: (-len(event), event))
    places = sorted({toll(one).place for one in group} - {""})
    claims = [claim(one, beside[one.source.sha256], captured=captured) for one in group]
    return Series(
        measure=toll(group[0]).measure,
        event=events[0] if events else (places[0] if places else UNTOLD),
        officers=mentions(toll(group[0]).who, "officers"),
        claims=tuple(sorted(claims, key=lambda one: (one.known or date.max, text_order(one.evidence)))),
        events=tuple(events),
        sure=one_event(group, events),
    )


def claim(one: Evidence, told: Sequence[Evidence], *, captured: bool) -> Claim:
    """Return a claim of the figures ``told`` in its document, with who says it, when it could be known, and whether it is a part of a larger figure."""
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
    """Return the larger figure of those told in the same document that a figure is told to be a part of.

    Either its own quote names the larger one ("six of the 238"), or the quote of the larger one goes on to it ("23 were
    killed, including four …").
    """
    quote, own = one.statement.quote, toll(one).count
    above = [e for e in told if toll(e).count > own]
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
