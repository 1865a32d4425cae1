"""The timeline of a case as shapes on a scale of days: a known day is a point, a day known in part is a bar.

Above stands a band for each person: in which state they were when, computed from all of their cases. Drawn by hand as SVG
rather than with a charting library: the marks of the desk (hollow, filled, dashed) and links to quotes are what it is
made of.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from khronika.docket import Docket
from khronika.docket.lines import days_of
from khronika.docket.lives import Form, Spell
from khronika.surface.life_words import spell_words
from khronika.surface.statuses import when_words
from khronika.vocabulary.evidence import Standing

WIDTH, LEFT, RIGHT, TOP, ROW, BAND = 960, 12, 24, 24, 24, 20
LETTER = 6.4  # pixels of an average letter of the labels, on the wide side
GAP = 12  # pixels between what stands in one lane
LONGEST = 54  # letters of a label; the rest is told when one points at it, and in the list below
MOST = 60  # shapes that are drawn
MOST_BANDS = 6  # people whose band is drawn
FILLS = {
    Form.AT_LIBERTY: "free",
    Form.RELEASED: "free",
    Form.SUSPENDED: "free",
    Form.RESTRICTED: "restricted",
    Form.HOUSE_ARREST: "restricted",
    Form.UNKNOWN: "unknown",
}


@dataclass(frozen=True, slots=True)
class Span:
    """Something to be drawn: from its first to its last day, what it is called, and how it is marked."""

    first: date
    last: date
    label: str
    when: str
    state: str
    kind: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A step as a point or a bar, or a ban as a bar: where it lies, its label and where that stands."""

    x: float
    y: float
    width: float
    text: str
    whole: str
    state: str
    kind: str
    anchor: str
    text_x: float
    text_y: float
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
class Stretch:
    """A stretch of a band: a state, how it is filled, and what is told when one points at it.

    ``sure`` is False over the days on which it may have begun or ended. ``label`` is empty where it would not fit.
    """

    x: float
    width: float
    fill: str
    sure: bool
    label: str
    whole: str

    @property
    def middle(self) -> float:
        """Where the label stands."""
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Band:
    """The states of a person over time; ``name`` is empty if it goes without saying."""

    name: str
    y: float
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A year on the scale."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """All shapes of a case; ``today_x`` is where the day stands that was asked for; ``left_out`` were too many."""

    shapes: tuple[Shape, ...]
    bands: tuple[Band, ...]
    ticks: tuple[Tick, ...]
    today_x: float
    height: float
    left_out: int = 0
    width: int = WIDTH


@dataclass(frozen=True, slots=True)
class Scale:
    """Days as pixels."""

    first: date
    days: int

    def at(self, day: date) -> float:
        """Return where a day lies."""
        return round(LEFT + (day - self.first).days * (WIDTH - LEFT - RIGHT) / self.days, 1)


def timeline(docket: Docket) -> Timeline | None:
    """Return the timeline of a docket, or None if nothing in it has a day."""
    spans = spans_of(docket)
    lives = [life for life in docket.lives if any(one.begins or one.ends for one in life.spells)][:MOST_BANDS]
    told = [day for life in lives for one in life.spells for day in (*(one.begins or ()), *(one.ends or ()))]
    if not spans and not told:
        return None
    first = min([docket.on, *told, *(span.first for span in spans)])
    last = max([docket.on, *told, *(span.last for span in spans)])
    scale = Scale(first, max((last - first).days, 30))
    several = len(docket.case.persons) > 1
    height: float = TOP
    bands = []
    for life in lives:
        height += 16 if several else 0
        bands.append(Band(life.person if several else "", height, stretches(life.spells, scale, docket.on)))
        height += BAND + 6
    shapes, lanes = placed(spans[:MOST], scale, height + 4)
    years = range(first.year + 1, last.year + 1)
    every = max(1, -(-len(years) // 12))
    ticks = tuple(Tick(scale.at(date(year, 1, 1)), str(year)) for year in years if year % every == 0)
    bottom = height + 4 + ROW * lanes + 8
    return Timeline(shapes, tuple(bands), ticks, scale.at(docket.on), bottom, max(0, len(spans) - MOST))


def spans_of(docket: Docket) -> list[Span]:
    """Return the steps and the bans that have days, in order of time."""
    spans = []
    for step in docket.steps:
        days = days_of(step.when.edtf) if step.when else None
        if days and step.when:
            state = "accepted" if step.standing is Standing.ACCEPTED else "proposed"
            told = step.told.outcome.value if step.told.outcome else ""
            label = step.step.value.replace("_", " ") + (f": {told}" if told else "")
            spans.append(Span(*days, label, when_words(step.when), state, "step", step.ids[0]))
    spans.sort(key=lambda span: (span.first, span.last))
    for ban in docket.bans:
        for count in ban.counts:
            begins = days_of(count.day.edtf) if count.day else None
            if begins and count.ends:
                label = f"forbidden, counted from {count.anchor}" if count.computed else "forbidden, as told"
                words = f"until {count.ends[0].isoformat()}"
                state = "computed" if count.computed else ban.standing.value
                spans.append(Span(begins[0], count.ends[1], label, words, state, "ban", ban.ids[0]))
    return spans


def placed(spans: Sequence[Span], scale: Scale, top: float) -> tuple[tuple[Shape, ...], int]:
    """Return shapes in lanes, so that no shape and no label lies on another, and how many lanes there are."""
    lanes: list[list[tuple[float, float]]] = []
    shapes = []
    for span in spans:
        x, end = scale.at(span.first), scale.at(span.last)
        whole = f"{span.when} · {span.label}"
        text = whole if len(whole) <= LONGEST else f"{whole[: LONGEST - 1]}…"
        long = len(text) * LETTER
        right, left = end + 8 + long <= WIDTH, x - 8 - long >= 0
        if right or left:
            taken = [(x - 6, end + 8 + long + GAP)] if right else [(x - 8 - long - GAP, end + 6)]
            text_x, below = (end + 8 if right else x - 8), False
        else:  # a bar over nearly all the time: its label stands below its beginning
            text_x, below = min(x, max(4.0, WIDTH - long)), True
            taken = [(x - 6, end + 6), (text_x - GAP, text_x + long + GAP)]
        lane = 0
        while not all(free(lanes, lane + n, one) for n, one in enumerate(taken)):
            lane += 1
        while len(lanes) < lane + len(taken):
            lanes.append([])
        for n, one in enumerate(taken):
            lanes[lane + n].append(one)
        y = top + ROW * lane
        text_y = y + ROW / 2 + 4 + (ROW - 6 if below else 0)
        shapes.append(
            Shape(x, y, round(end - x, 1), text, whole, span.state, span.kind, span.anchor, text_x, text_y,
                  text_end=not right and not below)
        )  # fmt: skip
    return tuple(shapes), len(lanes)


def free(lanes: Sequence[Sequence[tuple[float, float]]], lane: int, wanted: tuple[float, float]) -> bool:
    """Tell whether nothing in a lane touches a stretch of it."""
    return lane >= len(lanes) or all(apart(wanted, one) for one in lanes[lane])


def apart(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Tell whether two stretches of a lane do not touch."""
    return one[1] < other[0] or other[1] < one[0]


def stretches(spells: Sequence[Spell], scale: Scale, on: date) -> tuple[Stretch, ...]:
    """Return the stretches of a band: what is sure, and the days on which a state may have begun or ended."""
    found = []
    for one in spells:
        begins = one.begins or one.ends
        if begins is None:
            continue
        ends = one.ends or (begins[1], max(on, begins[1]))
        parts = [(begins[0], begins[1], False), (begins[1], ends[0], True), (max(ends[0], begins[1]), ends[1], False)]
        if ends[0] <= begins[1]:
            parts = [(begins[0], max(ends[1], begins[0] + timedelta(days=1)), begins == ends or begins[0] == begins[1])]
        label, labelled = one.form.value, False
        for start, end, sure in parts:
            if end <= start:
                continue
            x, width = scale.at(start), round(max(scale.at(end) - scale.at(start), 2), 1)
            fits = sure and not labelled and width > len(label) * LETTER + 8
            labelled = labelled or fits
            fill = FILLS.get(one.form, "held")
            found.append(Stretch(x, width, fill, sure, label if fits else "", spell_words(one)))
    return tuple(found)
