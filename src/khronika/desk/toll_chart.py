"""The claims of a figure over time as a chart: each claim a point on the day from which it could be known.

A bound is drawn as an arrow (at least ≥ up, at most ≤ down) or a tilde (about); an authority's own admission as a square.
What is denied, or a part of a larger figure, stands hollow and dashed. Nothing is joined by a line: claims are no series.
"""

from dataclasses import dataclass
from datetime import date

from khronika.docket.toll_history import Claim, Series
from khronika.surface.toll_text import figure, qualities
from khronika.surface.words import source_name
from khronika.vocabulary.statement import AUTHOR
from khronika.vocabulary.terms import Bound

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 960, 240, 64, 200, 16, 28
LETTER = 6.4
LINE = 15  # pixels between labels
LONGEST = 40
LABELS = 40  # claims that have a label on the chart: the least, the greatest, and the last that came in
SIGNS = {
    Bound.AT_LEAST: "≥",
    Bound.MORE_THAN: ">",
    Bound.ABOUT: "~",
    Bound.UP_TO: "≤",
    Bound.FEWER_THAN: "<",
}


@dataclass(frozen=True, slots=True)
class Point:
    """A claim on the chart, with its label; ``anchor`` is the statement that it leads to."""

    x: float
    y: float
    text_x: float
    text_y: float
    text_end: bool
    text: str
    whole: str
    kind: str
    state: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A day or a figure on a scale."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The points with their scales, and the range of what is known as a band; ``undated`` have no day to stand on."""

    points: tuple[Point, ...]
    days: tuple[Mark, ...]
    figures: tuple[Mark, ...]
    band: tuple[float, float] | None
    undated: int
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT


def chart(one: Series) -> Chart | None:
    """Return the chart of a series, or None if fewer than two claims have a day."""
    dated = [(claim.known, claim) for claim in one.claims if claim.known is not None]
    if len(dated) < 2:
        return None
    first, last = min(day for day, _ in dated), max(day for day, _ in dated)
    days = max((last - first).days, 1)
    counts = [claim.toll.count for _, claim in dated]
    top = nice(max(counts))

    def across(day: date) -> float:
        return round(LEFT + 8 + (day - first).days * (WIDTH - LEFT - RIGHT - 16) / days, 1)

    def up(count: int) -> float:
        return round(HEIGHT - BOTTOM - count * (HEIGHT - TOP - BOTTOM) / top, 1)

    span = one.span()
    labelled = {claim.evidence.id for _, claim in sorted(dated, key=lambda told: told[0])[-LABELS:]}
    labelled |= {claim.evidence.id for claim in span or ()}
    points: list[Point] = []
    taken: list[tuple[float, float, float]] = []
    for day, claim in sorted(dated, key=lambda told: (told[0], -told[1].toll.count)):
        x, y = across(day), up(claim.toll.count)
        text = label(claim) if claim.evidence.id in labelled else ""
        long = len(text) * LETTER
        left = x + 10 + long > WIDTH
        start = x - 10 - long if left else x + 10
        text_y = place_of(y + 4, start, long, taken) if text else y
        if text:
            taken.append((start, start + long, text_y))
        points.append(Point(x, y, x - 10 if left else x + 10, text_y, left, text, whole(claim), kind(claim),
                            claim.evidence.standing.value, claim.evidence.id))  # fmt: skip
    band = (up(span[1].toll.count), up(span[0].toll.count)) if span else None
    shown = (first, last) if first != last else (first,)
    marks = tuple(Mark(across(day), day.isoformat()) for day in shown)
    figures = tuple(Mark(up(count), f"{count:,}") for count in sorted({0, top // 2, top}))
    lowest = max([HEIGHT, *(int(y) + LINE for _, _, y in taken)])
    return Chart(tuple(points), marks, figures, band, len(one.claims) - len(dated), height=lowest)


def nice(most: int) -> int:
    """Return a round figure that is not less than the greatest."""
    size = 10 ** max(0, len(str(most)) - 1)
    return next(size * n // 2 for n in range(2, 21) if size * n // 2 >= most) if most > 10 else max(most, 2)


def place_of(wanted: float, start: float, long: float, taken: list[tuple[float, float, float]]) -> float:
    """Return the height nearest to the wanted one at which a label touches no other."""
    for step in range(60):
        for y in (wanted + step * LINE / 2, wanted - step * LINE / 2):
            free = all(y - LINE >= other or other >= y + LINE or start > e + 6 or s > start + long + 6
                       for s, e, other in taken)  # fmt: skip
            if free and y > TOP:
                return y
    return wanted


def label(claim: Claim) -> str:
    """Return a claim's figure with the sign of its bound, and whose it is."""
    told = f"{SIGNS.get(claim.toll.bound, '') if claim.toll.bound else ''}{claim.toll.count:,} {speaker(claim)}"
    return told if len(told) <= LONGEST else f"{told[: LONGEST - 1]}…"


def speaker(claim: Claim) -> str:
    """Return who says so: the speaker in the document, else who published it."""
    source = claim.evidence.source
    said = claim.toll.asserted_by
    return source.publisher or source.document if said == AUTHOR else said


def kind(claim: Claim) -> str:
    """Return how a claim is drawn."""
    if claim.denied or claim.part_of is not None:
        return "aside"
    return "admission" if claim.admission else "authority" if claim.by_authority else "told"


def whole(claim: Claim) -> str:
    """Return all that is told when one points at a claim."""
    return " · ".join([figure(claim.toll), *filter(None, qualities(claim)), source_name(claim.evidence)])
