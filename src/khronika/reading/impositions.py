"""By whose order, when, from when and how long a restriction holds, as far as the text around it tells."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from khronika.reading.ban_ends import NOT_TOLD, ToldEnd, told_end
from khronika.reading.bodies import bodies_in, is_body, last_court
from khronika.reading.clauses import Clause
from khronika.reading.dates import ResolvedDate
from khronika.reading.lexicon import words
from khronika.reading.passage import Passage, Sentence
from khronika.reading.speakers import noun_text

if TYPE_CHECKING:
    from spacy.tokens import Token

AFTER = re.compile(
    r"\b(?:after|upon|from|following) (?:his|her|their) (?:release|terms?|sentences?|discharge|imprisonment)\b"
)
BOUND = re.compile(r"\b(?:until|till|since|before|by|from)(?: \w+)?\s*$")
SINCE = re.compile(r"\b(?:since|from|as of)\s*$", re.IGNORECASE)
TITLES = frozenset(
    {"presiding", "resident", "judge", "justice", "magistrate", "chief", "senior", "investigating", "district"}
)
OF_BAN = re.compile(r"\s+(?:[\w-]+\s+)?(?:ban|prohibition|embargo)\b")
BACK = 3  # how many sentences back the order may have been told


@dataclass(frozen=True, slots=True)
class Imposition:
    """Who ordered it, when (EDTF), from when and until when (EDTF or words), how long (ISO 8601).

    ``reason`` is why the date is so.
    """

    by: str = ""
    by_inferred: bool = False
    date: str = ""
    date_inferred: bool = False
    reason: str = ""
    starts: str = ""
    end: ToldEnd = NOT_TOLD
    duration: str = ""


def imposition(passage: Passage, sentence: Sentence, clause: Clause, span: tuple[int, int]) -> Imposition:
    """Return what the clause, its sentence and the ones before tell of a restriction's order."""
    start, end = span
    text = passage.text
    by, by_inferred, source = who_ordered(passage, sentence, clause, span)
    named = (
        last_court(passage, clause.predicate)
        if by in {"court", "tribunal"} and f"he {by}" in sentence.span.text
        else ""
    )
    if named != named.lower():
        by, by_inferred = named, True
    starts, date, inferred, reason = "", "", False, ""
    told = told_end(passage, clause, span)
    after = AFTER.search(text, start, end)
    starts = after.group() if after else told.starts
    for found in passage.dates_in(sentence.start, sentence.end):
        if found.start in told.dates or found.mention.edge == "until":
            continue
        before = text[max(sentence.start, found.start - 20) : found.start]
        if SINCE.search(before) and not starts and start <= found.start < end:
            starts = found.value.removesuffix("/..")
        elif not BOUND.search(before) and not date:
            date, inferred, reason = found.value, found.inferred or not start <= found.start < end, found.reason
    if not date and not starts:
        decided = verdict_date(passage, sentence, source)
        if decided is not None:
            date, inferred, reason = decided.value, True, decided.reason
    length = how_long(passage, sentence, clause, span)
    return Imposition(by, by_inferred, date, inferred and bool(date), reason if inferred else "", starts, told, length)


def verdict_date(passage: Passage, sentence: Sentence, source: Sentence | None) -> ResolvedDate | None:
    """Return the date of the decision that the restriction is a part of, told in the sentences before it."""
    last = min(source.number, sentence.number) if source is not None else sentence.number
    for before in reversed(passage.sentences[max(0, last - 2) : sentence.number]):
        if before.block != sentence.block:
            break
        for clause in before.clauses:
            if clause.predicate.lemma_.lower() in words(passage.language, "restrictions", "deciding"):
                return passage.date_of(clause)
    return None


def how_long(passage: Passage, sentence: Sentence, clause: Clause, span: tuple[int, int]) -> str:
    """Return the length of the restriction: told after its verb, or by "For five years" at the clause's head."""
    verb = int(clause.predicate.idx)
    for found in passage.durations:  # "a three-year ban"
        if span[0] <= found.start < span[1] and OF_BAN.match(passage.text, found.end):
            return found.value
    for found in passage.durations:
        if verb <= found.start and found.end <= span[1]:
            return found.value
    for found in passage.durations:
        before = passage.text[max(sentence.start, found.start - 12) : found.start].casefold()
        if (
            span[0] <= found.start < verb
            and re.search(r"\bfor\s+(?:the next\s+)?$", before)
            and "sentenc" not in before
        ):
            return found.value
    return ""


def who_ordered(
    passage: Passage, sentence: Sentence, clause: Clause, span: tuple[int, int]
) -> "tuple[str, bool, Sentence | None]":
    """Return the body that ordered it, whether the quote does not show it, and the sentence that names it."""
    doer = clause.doer() if not clause.modals else None
    if doer is not None and doer.dep_ != "expl" and orders(passage, doer):
        return titled(passage, doer), not span[0] <= doer.idx < span[1], sentence
    by_order = next((t for t in sentence.span if t.lower_ == "order" and t.head.lower_ == "by"), None)
    if by_order is not None:
        giver = next((t for c in by_order.children if c.lower_ == "of" for t in c.children if t.dep_ == "pobj"), None)
        if giver is not None:
            return titled(passage, giver), False, sentence
    agent = next((c for t in sentence.span if t.dep_ == "agent" for c in t.children if orders(passage, c)), None)
    if agent is not None:
        return titled(passage, agent), not span[0] <= agent.idx < span[1], sentence
    for other in passage.sentences[max(0, sentence.number - BACK) : sentence.number + 1][::-1]:
        if other.block != sentence.block and other.number < sentence.number - 1:
            continue
        courts = [
            t
            for t in bodies_in(passage, other.span.start, other.span.end, "courts")
            if t.dep_ not in {"poss", "attr"}
            and not (t.dep_ == "pobj" and t.head.lower_ in {"in", "at", "outside", "to"})
        ]
        if courts:
            token = courts[0] if other.number < sentence.number else courts[-1]
            return titled(passage, token), not span[0] <= token.idx < span[1], other
        judge = next((t for t in other.span if orders(passage, t) and passage.people.at(t) is not None), None)
        if judge is not None:
            return titled(passage, judge), not span[0] <= judge.idx < span[1], other
    return "", False, None


def orders(passage: Passage, token: "Token") -> bool:
    """Tell whether a noun phrase is a body or a person in office that can forbid."""
    mention = passage.people.at(token)
    if mention is not None:
        name = passage.people.name_at.get(token.i)
        titles = set(name.titles) if name is not None else set()
        return bool({"judge", "justice", "magistrate"} & (titles | mention.person.roles))
    return token.pos_ in {"NOUN", "PROPN"} and (
        is_body(passage, token, "courts", "police", "prosecution", "others")
        or token.ent_type_ == "ORG"
        or token.lemma_.lower()
        in {"colony", "prison", "panel", "council", "university", "judgment", "ruling", "order", "decree"}
    )


def titled(passage: Passage, token: "Token") -> str:
    """Return a body as the text names it; a judge with the title."""
    mention = passage.people.at(token)
    if mention is not None:
        name = passage.people.name_at.get(token.i)
        first = mention.start
        while name is not None and first > 0 and passage.doc[first - 1].lower_ in TITLES:
            first -= 1
        title = passage.doc[first : mention.start].text_with_ws if first < mention.start else ""
        return f"{title}{mention.person.name}"
    if token.lemma_.lower() in {"judgment", "ruling", "order", "decree", "verdict"}:
        of = next((t for c in token.children if c.lower_ in {"of", "by"} for t in c.children if t.dep_ == "pobj"), None)
        return (
            noun_text(passage, of) if of is not None and of.pos_ in {"NOUN", "PROPN"} and of.ent_type_ != "DATE" else ""
        )
    text = noun_text(passage, token)
    if " " not in text and any(c.lower_ in {"the", "this", "that"} for c in token.children):
        text = introduced(passage, token) or text
    return "" if text.split()[0].lower() == "same" else text


def introduced(passage: Passage, token: "Token") -> str:
    """Return how a body was introduced ("a court in Almaty") before "the court", if by a name or a place."""
    for i in range(token.i - 1, -1, -1):
        other = passage.doc[i]
        if other.lemma_ == token.lemma_ and other.pos_ in {"NOUN", "PROPN"} and other.dep_ != "compound":
            text = noun_text(passage, other)
            if " " in text and any(c.isupper() for c in text):
                return text
    return ""
