"""Until when a restriction holds, as the text tells it: a date, or the words of the event that ends it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from khronika.reading.clauses import Clause
from khronika.reading.dates import ResolvedDate
from khronika.reading.lexicon import words
from khronika.reading.passage import Passage, Sentence
from khronika.vocabulary.edtf_dates import bounds, is_edtf

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class ToldEnd:
    """The told end: EDTF, or the text's own words. ``dates`` are the offsets of the dates that tell it.

    ``starts`` is the beginning that the same phrase tells ("from 1 March 2024 to 1 March 2026").
    """

    until: str = ""
    inferred: bool = False
    reason: str = ""
    starts: str = ""
    dates: frozenset[int] = frozenset()


NOT_TOLD = ToldEnd()
LONG_PAST = 183  # days; an end without a year that would lie further back than that is one to come


def told_end(passage: Passage, clause: Clause, span: tuple[int, int]) -> ToldEnd:
    """Return the end that the clause of a restriction tells within its quote; a date goes before an event."""
    for found in passage.dates_in(*span):
        token = token_at(passage, found.start)
        if token is None or another_matter(token, clause.predicate, passage.language):
            continue
        if "/" in found.point and opens_stretch(passage, found):  # "from 1 March 2024 to 1 March 2026"
            first, last = found.point.split("/")
            return ToldEnd(last, found.inferred, found.reason, first, frozenset({found.start}))
        if closes(passage, found) or expires(passage, token):
            return of_date(passage, found)
    told, start, end = event(passage, clause, span)
    return ToldEnd(told, dates=frozenset(found.start for found in passage.dates_in(start, end)))


def of_date(passage: Passage, found: ResolvedDate) -> ToldEnd:
    """Return a date as an end: "the end of 2025" is its last day; a day without a year lies ahead, not long past."""
    value, reason = found.point, found.reason
    published = bounds(passage.document.published)[0] if passage.document.published else None
    last = bounds(value)[1]
    lacks_year = found.inferred and found.mention.year is None and not found.mention.relative
    if lacks_year and published and last and (published - last).days > LONG_PAST and re.match(r"\d{4}(?!X)", value):
        value = f"{int(value[:4]) + 1}{value[4:]}"
        reason = f"no year in the text; {value[:4]} since it ends what was told {passage.document.published}"
    before = passage.text[max(0, found.start - 12) : found.start] + found.mention.text
    if any(word in before.casefold() for word in words(passage.language, "restrictions", "last_day_of")):
        day = bounds(value)[1] if is_edtf(value) else None
        value = day.isoformat() if day is not None else value
    return ToldEnd(value, found.inferred, reason, dates=frozenset({found.start}))


def told_later(passage: Passage, sentence: Sentence) -> ToldEnd:
    """Return the end that a sentence about a ban told before gives it ("The ban runs until 10 March 2026")."""
    language = passage.language
    for clause in sentence.clauses:
        subject = clause.subject
        if subject is None:
            continue
        meant = subject.lower_ in {"it", "this"} and clause.lemma in words(language, "restrictions", "lapsing")
        if not meant and subject.lemma_.lower() not in words(language, "restrictions", "ending_nouns"):
            continue
        ending = clause.lemma in words(language, "restrictions", "expiring")
        if clause.negated or not (ending or clause.lemma in words(language, "restrictions", "lasting")):
            continue
        for found in passage.dates_in(*passage.characters(clause.start, clause.predicate.right_edge.i + 1)):
            if closes(passage, found) or (ending and found.start > clause.predicate.idx):
                return ToldEnd(of_date(passage, found).until, True, f"told as “{sentence.span.text.strip()}”")
    return NOT_TOLD


def token_at(passage: Passage, offset: int) -> "Token | None":
    """Return the token that a character stands in."""
    span = passage.doc.char_span(offset, offset + 1, alignment_mode="expand")
    return span[0] if span is not None and len(span) else None


def above(token: "Token") -> "Iterator[Token]":
    """Yield the tokens that a token depends on, the nearest first."""
    while token.head != token:
        token = token.head
        yield token


def another_matter(token: "Token", predicate: "Token", language: str) -> bool:
    """Tell whether a date stands in a clause about something else ("interviews that he gave until 2020")."""
    for one in above(token):
        if one == predicate:
            return False
        if one.dep_ == "relcl" and one.lemma_.lower() not in words(language, "restrictions", "expiring"):
            return True
    return False


@cache
def before_last_day(language: str) -> re.Pattern[str]:
    """Return the pattern of the words before a restriction's last day."""
    fillers = words(language, "dates", "edge_fillers")
    parts = [
        "|".join(sorted(map(re.escape, some), key=len, reverse=True))
        for some in (words(language, "restrictions", "until"), fillers)
    ]
    return re.compile(rf"\b(?:{parts[0]})(?:\s+(?:{parts[1]}))*\s+$", re.IGNORECASE)


def closes(passage: Passage, found: ResolvedDate) -> bool:
    """Tell whether a date is the last day of something, by the words before it."""
    before = passage.text[max(0, found.start - 40) : found.start]
    return before_last_day(passage.language).search(before) is not None


def opens_stretch(passage: Passage, found: ResolvedDate) -> bool:
    """Tell whether the words before two dates make them a stretch from the one to the other."""
    before = passage.text[max(0, found.start - 20) : found.start + 8].casefold()
    return any(re.search(rf"\b{re.escape(word)}\b", before) for word in words(passage.language, "restrictions", "from"))


def expires(passage: Passage, token: "Token") -> bool:
    """Tell whether the verb next above a date is one of ending ("which expires on 1 March 2026")."""
    verb = next((one for one in above(token) if one.pos_ in {"VERB", "AUX"}), None)
    return verb is not None and verb.lemma_.lower() in words(passage.language, "restrictions", "expiring")


def event(passage: Passage, clause: Clause, span: tuple[int, int]) -> tuple[str, int, int]:
    """Return the words of the event that ends a restriction, and where all that is said of the event stands.

    Of "until the trial, which is to open on 2 April" the words are "until the trial"; empty if there is no event.
    """
    language, text = passage.language, passage.text
    for token in passage.doc[clause.start : max(clause.end, clause.predicate.right_edge.i + 1)]:
        if not span[0] <= token.idx < span[1] or another_matter(token, clause.predicate, passage.language):
            continue
        start = int(token.idx)
        phrase = next(
            (p for p in words(language, "restrictions", "before_event") if text[start:].casefold().startswith(p)), ""
        )
        if phrase:
            return text[start : start + len(phrase)], start, start + len(phrase)
        if token.lower_ not in words(language, "restrictions", "until_event"):
            continue
        head = token if token.dep_ == "prep" else token.head
        edge = max(head.right_edge, token.right_edge, key=lambda t: t.i)
        if head == clause.predicate or edge.i == token.i:  # the parser lost what "until" opens
            edge = passage.doc[min(clause.predicate.right_edge.i, len(passage.doc) - 1)]
        stop = min(passage.characters(token.i, edge.i + 1)[1], span[1])
        told = text[start:stop]
        told = re.split(r"[;,:]|\s[–—]\s", told)[0].strip(' .”"')
        if " " in told:
            return told, start, stop
    return "", 0, 0
