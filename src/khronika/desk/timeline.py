"""The timeline of a case as shapes on a scale of days: a known day is a point, a day known in part is a bar.

Drawn by hand as SVG rather than with a charting library: the marks of the desk (hollow, filled, dashed) and links to
quotes are what it is made of.
"""

from dataclasses import dataclass
from datetime import date

from khronika.docket import Docket
from khronika.docket.lines import days_of
from khronika.surface.statuses import when_words
from khronika.vocabulary.evidence import Standing

WIDTH, LEFT, RIGHT, ROW = 960, 12, 24, 26
MOST_LANES = 40


@dataclass(frozen=True, slots=True)
class Shape:
    """A step as a point or a bar, or a ban as a bar: where it lies, what it is called, how it is marked."""

    x: float
    y: float
    width: float
    label: str
    when: str
    state: str
    kind: str
    anchor: str
    text_x: float
    text_end: bool

    @property
    def is_point(self) -> bool:
        """Whether it is one day."""
        return self.width <= 0

    @property
    def bar_width(self) -> float:
        """A bar's width, never too thin to be seen."""
        return max(self.width, 3)

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return self.y + ROW / 2


@dataclass(frozen=True, slots=True)
class Tick:
    """A year on the scale."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """All shapes of a case; ``today_x`` is where the day stands that was asked for."""

    shapes: tuple[Shape, ...]
    ticks: tuple[Tick, ...]
    today_x: float
    height: float
    width: int = WIDTH


def timeline(docket: Docket) -> Timeline | None:
    """Return the timeline of a docket, or None if nothing in it has a day."""
    spans: list[tuple[date, date, str, str, str, str, str]] = []
    for step in docket.steps:
        days = days_of(step.when.edtf) if step.when else None
        if days and step.when:
            state = "accepted" if step.standing is Standing.ACCEPTED else "proposed"
            told = step.told.outcome.value if step.told.outcome else ""
            label = step.step.value.replace("_", " ") + (f": {told}" if told else "")
            spans.append((*days, label, when_words(step.when), state, "step", step.ids[0]))
    for ban in docket.bans:
        for count in ban.counts:
            begins = days_of(count.day.edtf) if count.day else None
            if begins and count.ends:
                label = f"forbidden, counted from {count.anchor}" if count.computed else "forbidden, as told"
                words = f"until {count.ends[0].isoformat()}"
                state = "computed" if count.computed else ban.standing.value
                spans.append((begins[0], count.ends[1], label, words, state, "ban", ban.ids[0]))
    if not spans:
        return None
    first = min(docket.on, *(span[0] for span in spans))
    last = max(docket.on, *(span[1] for span in spans))
    days_wide = max((last - first).days, 30)
    scale = (WIDTH - LEFT - RIGHT) / days_wide

    def at(day: date) -> float:
        return round(LEFT + (day - first).days * scale, 1)

    shapes = []
    for lane, (start, end, label, when, state, kind, anchor) in enumerate(spans[:MOST_LANES]):
        x, width = at(start), round(at(end) - at(start), 1)
        late = x > WIDTH * 0.6
        text_x = x - 8 if late else x + max(width, 0) + 8
        if not late and text_x > WIDTH * 0.6:
            text_x, late = x - 8, True
        if late and x < WIDTH * 0.3:
            text_x, late = x + 8, False
        shapes.append(Shape(x, 24 + lane * ROW, width, label, when, state, kind, anchor, text_x, late))
    years = range(first.year + 1, last.year + 1)
    step_ = max(1, len(years) // 12)
    ticks = tuple(Tick(at(date(year, 1, 1)), str(year)) for year in years if year % step_ == 0)
    return Timeline(tuple(shapes), ticks, at(docket.on), 24 + ROW * len(shapes) + 8)
