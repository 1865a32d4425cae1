"""Tolls: how many people something befell, each with its bound, its population and who counts."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from khronika.reading.befallen import Befallen, befallen, in_custody
from khronika.reading.clauses import clause_of
from khronika.reading.continuation import goes_on_from
from khronika.reading.counted import Count, counts, governor
from khronika.reading.custody_deaths import deaths_in_custody
from khronika.reading.lexicon import words
from khronika.reading.passage import Passage
from khronika.reading.people_words import is_people
from khronika.reading.places import place_of
from khronika.reading.quotes import quote
from khronika.reading.table_tolls import row_tolls
from khronika.reading.toll_events import event_before, event_here
from khronika.reading.toll_limits import ALWAYS, admitted, named, told_of_one
from khronika.reading.toll_sources import source_of
from khronika.reading.toll_threads import (
    Population,
    Thread,
    Told,
    before_that,
    goes_on,
    is_part,
    parent_of,
    same_people,
    who_before,
)
from khronika.reading.toll_who import who_of
from khronika.vocabulary.statement import Toll
from khronika.vocabulary.terms import Bound, Measure, Modality

if TYPE_CHECKING:
    from spacy.tokens import Token


def read_tolls(passage: Passage) -> Iterator[Toll]:
    """Yield the tolls that a document states, in the order of the text."""
    thread = Thread()
    for row in passage.rows:
        yield from row_tolls(passage, row)
    for sentence in passage.sentences:
        yield from deaths_in_custody(passage, sentence)
    listed = {row.block.start for row in passage.rows}
    for count in counts(passage):
        if count.sentence.block.start in listed:
            continue
        found = list(tolls_of(passage, count, thread))
        part = is_part(passage, count)
        for toll in found:
            thread.told.append(Told(count, toll, part))
            yield toll
        if not found and count.value > 1 and count.noun is not None and is_people(passage, count.noun):
            thread.broken = count.number.start
            thread.numbered.append(Population(count, who_of(passage, count, None), part))
        elif found and count.value > 1 and found[0].who:
            thread.numbered.append(Population(count, found[0].who, part))


def tolls_of(passage: Passage, count: Count, thread: Thread) -> Iterator[Toll]:
    """Yield the tolls of one number."""
    single = passage.text[count.number.start : count.number.end].lower() in {"a", "an"}
    part = is_part(passage, count)
    parent = parent_of(passage, count, thread, part=part)
    found = befallen(passage, count)
    if single:
        found = (
            ()
            if named(passage, count)
            else tuple(one for one in found if one.measure in ALWAYS and told_of_one(count, one))
        )
    elif count.value == 1 and count.bare and named(passage, count):
        found = ()
    inherited = False
    if (
        (not found or all(one.weak for one in found))
        and parent is not None
        and goes_on(passage, count, parent, part=part)
    ):
        if single and parent.toll.measure not in ALWAYS | {Measure.DIED_IN_CUSTODY}:
            return
        found, inherited = (Befallen(parent.toll.measure),), True
    for one in found:
        if admitted(passage, count, one, thread, part=part or inherited):
            yield toll_of(passage, count, one, parent, thread, inherited=inherited)


def toll_of(
    passage: Passage, count: Count, one: Befallen, parent: Told | None, thread: Thread, *, inherited: bool
) -> Toll:
    """Return the toll of a number and a measure, with what it takes over from the toll before it."""
    verb, before = one.verb, parent.toll if parent is not None else None
    start, end = span_of(passage, count, verb)
    inferred: list[str] = []
    measure = one.measure
    if measure is Measure.KILLED and (in_custody(passage, count, one) or dies_an_inmate(passage, count, one)):
        measure = Measure.DIED_IN_CUSTODY
    if measure is Measure.KILLED and one.verb is None and of_such_deaths(passage, count, thread):
        measure = Measure.DIED_IN_CUSTODY
        inferred.append("measure")
    if inherited:
        inferred.append("measure")
    who = who_of(passage, count, verb)
    if count.state is not None and same_people(passage, count, parent):
        who = ""
    if not who and count.value:
        who = who_before(passage, count, before, thread, inherited=inherited) or "people"
        inferred.append("who")
    clause = clause_of(verb) if verb is not None else clause_of(governor(count))
    date = passage.date_of(clause)
    value, reasons = (date.value, {"date": date.reason} if date.inferred else {}) if date is not None else ("", {})
    if date is not None and date.inferred:
        inferred.append("date")
    place = place_of(passage, clause)[0]
    event = event_here(passage, count, verb)
    follows = (
        before is not None
        and parent is not None
        and (inherited or is_part(passage, count) or parent.count.sentence.block == count.sentence.block or count.bare)
    )
    if before is not None and follows:
        if before_that(passage, count):
            before = replace(before, date="")
        for slot, now in (("date", value), ("place", place), ("event", event)):
            if not now and getattr(before, slot):
                inferred.append(slot)
                reasons[slot] = before.reasons.get(slot) or goes_on_from(before.quote.text)
        value, place, event = value or before.date, place or before.place, event or before.event
    if not event and measure in {Measure.KILLED, Measure.INJURED}:
        event = event_before(passage, count)
        inferred += ["event"] if event else []
    voice = source_of(passage, count, verb)
    modality = voice.modality if voice.modality is Modality.DENIED else Modality.ASSERTED
    if verb is not None and clause.future:
        modality = Modality.PLANNED
    return Toll(
        document=passage.document.id,
        quote=quote(passage.text, start, end),
        asserted_by=voice.by,
        modality=modality,
        inferred=tuple(inferred),
        reasons=reasons,
        measure=measure,
        count=count.value,
        bound=count.number.bound or Bound.EXACTLY,
        who=who,
        event=event,
        date=value,
        place=place,
    )


def dies_an_inmate(passage: Passage, count: Count, one: Befallen) -> bool:
    """Tell whether those who died were prisoners who died and were not put to death."""
    noun, inmates = count.noun, words(passage.language, "tolls", "inmates")
    if noun is None or one.verb is None or one.verb.lemma_.lower() not in words(passage.language, "tolls", "dying"):
        return False
    return all(t.lemma_.lower() in inmates for t in (noun, *noun.conjuncts))


def of_such_deaths(passage: Passage, count: Count, thread: Thread) -> bool:
    """Tell whether deaths are those in custody told just before ("61 died in prison. Nineteen deaths were …")."""
    last = thread.last(count, part=False)
    deaths = words(passage.language, "tolls", "such")
    return (
        last is not None
        and last.toll.measure is Measure.DIED_IN_CUSTODY
        and count.noun is not None
        and count.noun.lemma_.lower() in deaths
    )


def span_of(passage: Passage, count: Count, verb: "Token | None") -> tuple[int, int]:
    """Return the characters that tell a toll: the clause of its verb, else the number with its noun."""
    start, end = count.number.bound_start, max(count.number.end, passage.characters(count.first, count.last)[1])
    under = verb if verb is not None else governor(count)
    if under.pos_ in {"VERB", "AUX"}:
        clause = clause_of(under)
        first, last = passage.characters(clause.start, clause.end)
        if verb is not None or first <= count.number.start < last:
            start, end = min(start, first), max(end, last)
    return max(start, count.sentence.start), min(end, count.sentence.end)
