"""What a statement takes over from the one before it in the same paragraph: its day and its place.

Reports tell day and place once and go on: "Police fired on the crowd in Osh on 4 May. Hospitals counted nine dead." A
count belongs to the event told just before; a further act goes on in the same day where nothing in its sentence tells
another time, and so does a further step of the same court. What is taken over is marked inferred, with the words that it was taken from.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from khronika.reading.dates import ResolvedDate
from khronika.reading.hooks import PREDICATES
from khronika.reading.narration import main_date, moves_on, tense
from khronika.reading.occasions import hook_at, is_saying
from khronika.reading.passage import Passage, Sentence
from khronika.vocabulary.statement import Act, Proceeding, Restriction, Statement, Toll
from khronika.vocabulary.terms import Measure, Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

Event = Act | Proceeding | Restriction | Toll
CASUALTIES = frozenset({Measure.KILLED, Measure.INJURED})
SHOWN = 60  # characters of the statement before that a reason shows


@dataclass(frozen=True, slots=True)
class Told:
    """A statement of an event with its sentence and the predicate that carries it, if there is one."""

    statement: Event
    sentence: Sentence
    verb: "Token | None"


def continued(passage: Passage, statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return the statements in the order of the text, each with the day and place that it takes over."""
    found: list[Statement] = []
    block: list[Told] = []
    for one in sorted(statements, key=lambda s: (s.quote.start, s.quote.end, s.kind)):
        told = told_by(passage, one)
        if told is None:
            found.append(one)
            continue
        if block and block[-1].sentence.block != told.sentence.block:
            block = []
        told = replace(told, statement=taken_over(passage, block, told))
        found.append(told.statement)
        block.append(told)
    return tuple(found)


def told_by(passage: Passage, one: Statement) -> Told | None:
    """Return a statement of an event with the sentence that tells it, or None for another kind of statement."""
    if not isinstance(one, Act | Proceeding | Restriction | Toll):
        return None
    tokens = list(passage.tokens(one.quote.start, one.quote.end))
    sentence = passage.sentence_at(tokens[0]) if tokens else None
    if sentence is None:
        return None
    verbs = [t for t in tokens if t.pos_ in PREDICATES]
    return Told(one, sentence, min(verbs, key=lambda t: (len(list(t.ancestors)), t.i), default=None))


def taken_over(passage: Passage, block: Sequence[Told], told: Told) -> Event:
    """Return a statement with the day and the place of one told before it in its block, where it goes on from that."""
    one = told.statement
    dated = next((t for t in reversed(block) if t.statement.date), None)
    if not one.date and dated is not None and same_time(passage, dated, told):
        one = replace(one, date=dated.statement.date, **marked(one, "date", dated.statement))
    elif not one.date and isinstance(one, Toll) and counts_event(one, told.verb):
        date = day_before(passage, told.sentence, one.quote.start)
        if date is not None:
            one = replace(one, date=date.value, **marked(one, "date", date.mention.text))
    placed = next((t.statement for t in reversed(block)), None)
    if isinstance(one, Restriction) or placed is None or isinstance(placed, Restriction):
        return one
    if not one.place and placed.place and one.date == placed.date and same_place(one, placed):
        one = replace(one, place=placed.place, **marked(one, "place", placed))
    return one


def day_before(passage: Passage, sentence: Sentence, start: int) -> ResolvedDate | None:
    """Return the date that a count stands under: the last main date before it in its sentence or its block."""
    here = passage.dates_in(sentence.start, start)
    if here:
        last = here[-1]
        return None if last.mention.edge or passage.is_future(last.mention) or said_on(passage, last) else last
    if passage.dates_in(sentence.start, sentence.end) or moves_on(passage, sentence):
        return None
    for before in reversed(passage.sentences[: sentence.number]):
        if before.block != sentence.block:
            return None
        if passage.dates_in(before.start, before.end):
            found = main_date(passage, before)
            return found if found is not None and not passage.is_future(found.mention) else None
    return None


def counts_event(one: Toll, verb: "Token | None") -> bool:
    """Tell whether a count is of one event, and not of how things stand ("nobody has been tried", "46 are in prison")."""
    told = tense(verb) if verb is not None else "past"
    return told == "past" or (one.measure in CASUALTIES and told != "compound")


def said_on(passage: Passage, date: ResolvedDate) -> bool:
    """Tell whether a date only says when somebody said something."""
    hook = hook_at(passage, date)
    return hook is not None and hook.verb is not None and is_saying(passage, hook.verb)


def same_time(passage: Passage, before: Told, told: Told) -> bool:
    """Tell whether a statement without a date goes on in the day of the one before it."""
    one, other = told.statement, before.statement
    here = told.sentence
    if passage.dates_in(here.start, here.end) or passage.dates_in(other.quote.end, one.quote.start):
        return False
    if other.modality is Modality.PLANNED or one.modality is Modality.PLANNED:
        return False
    if isinstance(one, Toll):
        return not isinstance(other, Restriction) and counts_event(one, told.verb)
    alike = told.verb is not None and before.verb is not None and tense(told.verb) == tense(before.verb) == "past"
    if isinstance(one, Act):
        return isinstance(other, Act | Toll) and alike and not moves_on(passage, here)
    if isinstance(one, Restriction):
        return isinstance(other, Proceeding) and here == before.sentence
    return isinstance(other, Proceeding) and bool(one.body) and one.body == other.body and one.step is other.step


def same_place(one: Event, other: Event) -> bool:
    """Tell whether a statement without a place goes on in the place of the one before it."""
    if isinstance(one, Toll):
        return True
    if isinstance(one, Act):
        return isinstance(other, Act | Toll)
    return isinstance(one, Proceeding) and isinstance(other, Proceeding) and bool(one.body) and one.body == other.body


def marked(one: Event, slot: str, source: "Event | str") -> "dict[str, Any]":
    """Return what a statement says of a slot that it takes over: that it is inferred, and from which words."""
    words = source if isinstance(source, str) else source.quote.text
    return {
        "inferred": (*(s for s in one.inferred if s != slot), slot),
        "reasons": {**one.reasons, slot: goes_on_from(words)},
    }


def goes_on_from(words: str) -> str:
    """Return the reason for a value that was taken over from the words before."""
    told = " ".join(words.split())
    shown = told if len(told) <= SHOWN else f"{told[:SHOWN].rsplit(' ', 1)[0]} …"
    return f"it goes on from “{shown}”"
