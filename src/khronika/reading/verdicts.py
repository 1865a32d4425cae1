"""Verdicts: one for each person and result, one for all that a sentence or its follow-up says of the same people."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from khronika.reading.accused import accused_in
from khronika.reading.charges import charges_in
from khronika.reading.lexicon import words
from khronika.reading.parties import Filled
from khronika.reading.passage import Passage
from khronika.reading.penalties import Told, penalties_in
from khronika.reading.quotes import quote
from khronika.vocabulary.statement import Penalty, Proceeding
from khronika.vocabulary.terms import Outcome, Step

if TYPE_CHECKING:
    from spacy.tokens import Token

FOLLOWS = 2  # ends of sentences between a verdict and what still belongs to it


def shared_out(passage: Passage, verdict: Proceeding) -> tuple[Proceeding, ...]:
    """Part a verdict in which each of several people gets something else: in their order, or told one by one."""
    if verdict.outcome is not Outcome.CONVICTED or not verdict.penalties:
        return (verdict,)
    terms = [one for one in verdict.penalties if one.duration]
    respectively = words(passage.language, "proceedings", "respectively")
    if any(word in verdict.quote.text for word in respectively) and len(terms) == len(verdict.subject) > 1:
        return tuple(
            replace(verdict, subject=(who,), penalties=(term,))
            for who, term in zip(verdict.subject, terms, strict=True)
        )
    shares = one_by_one(passage, verdict.quote.start, verdict.quote.end)
    if len(shares) < 2:
        return (verdict,)
    return tuple(
        replace(
            verdict,
            subject=who.parties,
            penalties=tuple(one.penalty for one in told),
            inferred=tuple(
                dict.fromkeys(
                    (*(s for s in verdict.inferred if s != "subject"), *(("subject",) if who.inferred else ()))
                )
            ),
        )
        for who, told in shares
    )


def one_by_one(passage: Passage, start: int, end: int) -> list[tuple[Filled, list[Told]]]:
    """Return who gets what where people and penalties take turns ("A was given twelve days and B four")."""
    penalties = penalties_in(passage, start, end)
    offences = [(c.start, c.end) for c in charges_in(passage, start, end)]
    people = [
        (int(t.idx), t)
        for t in passage.tokens(start, end)
        if is_told_of(passage, t) and not any(a <= t.idx < b for a, b in offences)
    ]
    if len(people) < 2 or len(penalties) < 2:
        return []
    groups: list[tuple[Filled, list[Told]]] = []
    filled, told = Filled(), []
    events = sorted([(at, token) for at, token in people] + [(p.start, p) for p in penalties], key=lambda e: e[0])
    first_is_term = isinstance(events[0][1], Told)
    if first_is_term and not isinstance(events[-1][1], Told):
        events = list(reversed(events))  # "life for A and ten years for B"
    elif first_is_term:
        return []
    for _, event in events:
        if isinstance(event, Told):
            told.append(event)
            continue
        if told and filled:
            groups.append((filled, told))
            filled, told = Filled(), []
        filled += accused_in(passage, event, coordinated=False)
    if told and filled:
        groups.append((filled, told))
    distinct = {party for who, _ in groups for party in who.parties}
    if len(distinct) < sum(len(who.parties) for who, _ in groups):
        return []
    return groups


def is_told_of(passage: Passage, token: "Token") -> bool:
    """Tell whether a token is the head of somebody named or meant by "he" or "she", no judge and nobody's owner."""
    mention = passage.people.at(token)
    if mention is None or token.dep_ in {"poss", "compound", "det"} or mention.how == "noun":
        return False
    if mention.how == "pronoun" and token.dep_ not in {"nsubj", "nsubjpass", "dobj", "dative", "conj"}:
        return False
    head = passage.doc[mention.start : mention.end].root
    return token == head and not mention.person.roles & words(passage.language, "proceedings", "on_the_bench")


def merged(passage: Passage, verdicts: list[Proceeding]) -> list[Proceeding]:
    """Join the verdicts of one sentence on the same people: "found guilty … and sentenced" is one verdict."""
    found: list[Proceeding] = []
    for verdict in verdicts:
        same = next(
            (n for n, v in enumerate(found) if v.subject == verdict.subject and v.outcome is verdict.outcome), None
        )
        if same is None:
            found.append(verdict)
        else:
            first = found[same]
            start, end = min(first.quote.start, verdict.quote.start), max(first.quote.end, verdict.quote.end)
            found[same] = replace(joined(first, verdict), quote=quote(passage.text, start, end))
    return found


def joined(first: Proceeding, more: Proceeding) -> Proceeding:
    """Return one verdict with what both say; where they differ in day, court or place, as the first says."""
    offences = {c.offence for c in first.charges}
    return replace(
        first,
        charges=first.charges + tuple(c for c in more.charges if c.offence not in offences),
        penalties=both(first.penalties, more.penalties),
        date=first.date or more.date,
        place=first.place or more.place,
        body=first.body or more.body,
        judge=first.judge or more.judge,
        inferred=tuple(dict.fromkeys(first.inferred + more.inferred)),
        reasons={**more.reasons, **first.reasons},
    )


def both(ones: tuple[Penalty, ...], others: tuple[Penalty, ...]) -> tuple[Penalty, ...]:
    """Return all penalties once; one told with and without "suspended" is the suspended one."""
    every = tuple(dict.fromkeys((*ones, *others)))
    return tuple(one for one in every if one.suspended or replace(one, suspended=True) not in every)


def goes_on(passage: Passage, before: Proceeding, verdict: Proceeding) -> bool:
    """Tell whether a verdict only says more of the last one told: the same people, one of the two without a term."""
    if not (before.step is verdict.step is Step.VERDICT and before.subject == verdict.subject):
        return False
    if before.outcome is not verdict.outcome or before.modality is not verdict.modality:
        return False
    between = passage.text[before.quote.end : verdict.quote.start]
    if "\n" in between or len(re.findall(r"[.!?]\s", between)) > FOLLOWS:
        return False
    if before.date and verdict.date and before.date != verdict.date:
        return False
    same_court = before.body == verdict.body or not before.body or not verdict.body or "body" in verdict.inferred
    return (same_court or verdict.body in before.body or before.body in verdict.body) and not (
        before.penalties and verdict.penalties
    )


def continued(before: Proceeding, verdict: Proceeding) -> Proceeding:
    """Return one verdict told in two sentences. It rests on the one that tells the penalty, the rest is inferred."""
    rests_on, other = (before, verdict) if before.penalties or not verdict.penalties else (verdict, before)
    whole = joined(rests_on, other)
    taken = [
        slot
        for slot in ("charges", "date", "place", "body", "judge")
        if getattr(whole, slot) != getattr(rests_on, slot)
    ]
    reasons = {**whole.reasons, **dict.fromkeys(taken, "told in the sentence beside it of the same verdict")}
    return replace(whole, inferred=tuple(dict.fromkeys((*whole.inferred, *taken))), reasons=reasons)
