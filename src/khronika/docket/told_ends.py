"""Ends of restrictions that sources tell themselves: a day, an event, an order that lifts or one that extends."""

from collections.abc import Iterable, Sequence
from datetime import date

from khronika.docket.agreeing import Group, dates_agree, difference
from khronika.docket.anchors import Anchor, Count, began, rules
from khronika.docket.lines import Difference, When, days_of, published_day, span_length
from khronika.docket.steps import StepLine
from khronika.vocabulary.edtf_dates import bounds, is_edtf
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.folding import fold
from khronika.vocabulary.statement import Restriction
from khronika.vocabulary.terms import Modality, Step

CONVENTION = 1  # days by which two ways of naming the same last day differ ("to 9 April", "to 10 April")


def told_until(one: Evidence) -> str:
    """Return the end that a restriction's statement tells, EDTF or words; empty if it tells none."""
    return one.statement.until if isinstance(one.statement, Restriction) else ""


def ends_agree(one: Evidence, other: Evidence) -> bool:
    """Tell whether two told ends can be the same: one lies within the other, or one is missing or told in words."""
    a, b = told_until(one), told_until(other)
    return not (is_edtf(a) and is_edtf(b)) or dates_agree(a, b)


def told_counts(
    group: Group, begins: When | None, persons: Sequence[str], lines: Sequence[StepLine]
) -> tuple[Count, ...]:
    """Return the ends as told, one for each that sources give, the most precise of those that agree."""
    found: list[Count] = []
    dated = [one for one in group if is_edtf(told_until(one))]
    for one in sorted(dated, key=lambda e: (span_length(told_until(e)), e.id)):
        known = next((n for n, count in enumerate(found) if ends_agree(count.evidence[0], one)), None)
        if known is None:
            found.append(of_day(one, begins))
        else:
            found[known] = joined(found[known], one)
    spoken = [one for one in group if told_until(one) and one not in dated]
    for words in dict.fromkeys(fold(told_until(one)) for one in spoken):
        same = tuple(one for one in spoken if fold(told_until(one)) == words)
        found.append(of_event(same, begins, persons, lines))
    return tuple(found)


def joined(count: Count, one: Evidence) -> Count:
    """Return a told end with one more statement that tells it."""
    return Count(anchor=count.anchor, day=count.day, ends=count.ends, evidence=(*count.evidence, one))


def of_day(one: Evidence, begins: When | None) -> Count:
    """Return an end told as a date. What an open date leaves out is not made up."""
    last = bounds(told_until(one))[1]
    ends = days_of(told_until(one)) or ((last, last) if last else None)
    return Count(
        anchor=Anchor.TOLD,
        day=begins or in_print(one),
        ends=ends,
        unknown="" if ends else "the end is told only as a time left open",
        evidence=(one,),
    )


def in_print(one: Evidence) -> When | None:
    """Return the time until the source came out: a ban that it tells as imposed had begun by then."""
    published = published_day(one)
    reason = "it was in force when its source came out"
    return When(f"../{published.isoformat()}", one, inferred=True, reason=reason) if published else None


def of_event(told: Sequence[Evidence], begins: When | None, persons: Sequence[str], lines: Sequence[StepLine]) -> Count:
    """Return an end told as an event: the day of that step, once it is told, is our own computation."""
    words = told_until(told[0])
    step = ending_step(words, begins, in_print(told[0]), persons, lines)
    days = days_of(step.when.edtf) if step is not None and step.when is not None else None
    return Count(
        anchor=Anchor.EVENT,
        day=begins or in_print(told[0]),
        ends=days,
        unknown="" if days else f"it ends “{words}”, and no such step is told with a day",
        evidence=(*told, *(step.evidence if step is not None and days else ())),
        words=words,
        event=step.when if step is not None and days else None,
    )


def ending_step(
    words: str, begins: When | None, told_by: When | None, persons: Sequence[str], lines: Sequence[StepLine]
) -> StepLine | None:
    """Return the first step after the beginning that is the event of some words, by the rules in ``anchors.toml``.

    Where no beginning is told, after the day ``told_by`` which the restriction is told as in force.
    """
    text = f" {fold(words)}"
    rule = next((r for r in rules()["events"] if any(f" {word}" in text for word in r["words"])), None)
    if rule is None:
        return None
    known = begins or told_by
    start = began(known.edtf) if known else None
    return next(
        (
            line
            for line in lines
            if line.step.value in rule["steps"]
            and line.when is not None
            and line.statement.modality is Modality.ASSERTED
            and set(line.persons) & set(persons)
            and (days := days_of(line.when.edtf)) is not None
            and start is not None
            and days[0] > start[1]
        ),
        None,
    )


def told_apart(counts: Sequence[Count]) -> tuple[Difference, ...]:
    """Return the ends that sources tell and that cannot be the same."""
    told = [(told_until(one), one) for count in counts if not count.computed for one in count.evidence]
    return difference("until", told) if sum(not count.computed for count in counts) > 1 else ()


def told_against_computed(counts: Iterable[Count]) -> tuple[Difference, ...]:
    """Return the told ends beside the computed ones if no way of counting comes to a told end."""
    every = [count for count in counts if count.ends]
    told = [count for count in every if count.anchor is Anchor.TOLD]
    computed = [count for count in every if count.anchor not in {Anchor.TOLD, Anchor.EVENT}]
    if not told or not computed or any(meet(a, b) for a in told for b in computed):
        return ()
    values = [(f"{spelled(count)} as told", one) for count in told for one in count.evidence]
    values += [(f"{spelled(count)} counted from {count.anchor}", one) for count in computed for one in count.evidence]
    return difference("end", values)


def meet(one: Count, other: Count) -> bool:
    """Tell whether two ends can fall on the same day, a day's difference in how the last one is named aside."""
    if one.ends is None or other.ends is None:
        return False
    apart = max((other.ends[0] - one.ends[1]).days, (one.ends[0] - other.ends[1]).days)
    return apart <= CONVENTION


def spelled(count: Count) -> str:
    """Return the days on which an end can fall."""
    first, last = (day.isoformat() for day in count.ends or (date.max, date.max))
    return first if first == last else f"{first} to {last}"


def lifts(line: StepLine) -> bool:
    """Tell whether a step takes a restriction back, by the words of its quotes."""
    words = rules()["lifting"]
    return line.step is Step.OTHER and any(
        any(f" {word}" in text for word in words["verbs"]) and any(f" {word}" in text for word in words["nouns"])
        for text in (f" {fold(one.statement.quote.text)}" for one in line.evidence)
    )


def lifting(group: Group, begins: When | None, persons: Sequence[str], lines: Sequence[StepLine]) -> StepLine | None:
    """Return the first step that lifts a restriction: of its people, not before it, and not of another kind of ban."""
    forbidden = [text for one in group if isinstance(one.statement, Restriction) for text in one.statement.prohibits]
    kinds = kinds_of(" ".join(forbidden))
    start = days_of(begins.edtf) if begins else None
    for line in lines:
        days = days_of(line.when.edtf) if line.when else None
        before = days is not None and start is not None and days[1] < start[0]
        if not lifts(line) or before or not set(line.persons) & set(persons):
            continue
        named = kinds_of(" ".join(one.statement.quote.text for one in line.evidence))
        if not named or named & kinds:
            return line
    return None


def names_kind(line: StepLine) -> bool:
    """Tell whether a step that lifts a restriction says which kind it is."""
    return bool(kinds_of(" ".join(one.statement.quote.text for one in line.evidence)))


def kinds_of(text: str) -> frozenset[int]:
    """Return which kinds of bans a text names, by number in ``anchors.toml``."""
    plain = f" {fold(text)}"
    kinds = rules()["lifting"]["kinds"]
    return frozenset(n for n, words in enumerate(kinds) if any(f" {word}" in plain for word in words))


def extends(one: Evidence) -> bool:
    """Tell whether a restriction's quote calls it a longer term for an older one."""
    text = f" {fold(one.statement.quote.text)}"
    return any(f" {word}" in text for word in rules()["extending"]["words"])
