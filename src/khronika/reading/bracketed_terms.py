"""Terms in brackets after names: "Kurt Vane (six years), Nils and Lars Aker (four each) and Rune Dahl (three, suspended)"."""

import re
from dataclasses import replace

from khronika.reading.durations import iso, single_unit
from khronika.reading.numerals import number_pattern, value_of
from khronika.reading.passage import Passage, Sentence
from khronika.reading.penalties import marked, penalties_in
from khronika.reading.quotes import quote
from khronika.vocabulary.statement import Party, Penalty, Proceeding
from khronika.vocabulary.terms import Outcome, PenaltyType

BRACKET = re.compile(r"\s?\(([^()]{1,80})\)")
EACH = re.compile(r"\b(?:each|apiece|both|all)\b", re.IGNORECASE)
LONGEST = 30  # years: a larger number alone in brackets is an age


def by_brackets(passage: Passage, sentence: Sentence, verdicts: list[Proceeding]) -> list[Proceeding]:
    """Part a conviction after the terms that stand in brackets behind the names; others are left as they are."""
    whole = next((v for v in verdicts if v.outcome is Outcome.CONVICTED), None)
    if whole is None or "(" not in passage.text[sentence.start : sentence.end]:
        return verdicts
    shares = shares_in(passage, sentence)
    if not shares:
        return verdicts
    told = {party for parties, _ in shares for party in parties}
    left = tuple(p for p in whole.subject if p.name and p not in told)
    said = quote(passage.text, sentence.start, sentence.end)
    parted = [
        replace(whole, quote=said, subject=(party,), penalties=given) for parties, given in shares for party in parties
    ]
    if left:
        parted.insert(0, replace(whole, subject=left, penalties=()))
    others = [v for v in verdicts if v is not whole and not told & set(v.subject)]
    kept = tuple(slot for slot in whole.inferred if slot != "subject")
    return [*others, *(replace(one, inferred=kept) for one in parted)]


def shares_in(passage: Passage, sentence: Sentence) -> list[tuple[tuple[Party, ...], tuple[Penalty, ...]]]:
    """Return who gets what by the brackets of a sentence."""
    found: list[tuple[tuple[Party, ...], tuple[Penalty, ...]]] = []
    waiting: list[Party] = []
    for name in passage.people.names:
        mention = passage.people.by_token.get(name.start)
        start, end = passage.characters(name.start, name.end)
        if mention is None or start < sentence.start or end > sentence.end:
            continue
        waiting.append(Party(name=mention.person.name))
        bracket = BRACKET.match(passage.text, end, sentence.end)
        given = terms_in(passage, sentence, *bracket.span(1)) if bracket else ()
        if bracket and given:
            each = EACH.search(bracket.group(1)) is not None
            found.append((tuple(waiting) if each else (waiting[-1],), given))
            waiting = []
    return found


def terms_in(passage: Passage, sentence: Sentence, start: int, end: int) -> tuple[Penalty, ...]:
    """Return the penalties in a bracket; a number alone is of the unit of the last length before it."""
    told = penalties_in(passage, start, end)
    if told:
        return tuple(one.penalty for one in told)
    text = passage.text[start:end]
    number = re.match(rf"({number_pattern(passage.language)})\b", text, re.IGNORECASE)
    before = [d for d in passage.durations if sentence.start <= d.start and d.end <= start]
    amount = value_of(number.group(1), passage.language) if number else None
    unit = single_unit(before[-1].value) if before else ""
    if not number or amount is None or unit not in {"Y", "M"} or amount > LONGEST:
        return ()
    if number.end() != len(text) and not (EACH.search(text) or marked(passage.language, "suspended", text)):
        return ()
    suspended = marked(passage.language, "suspended", text) is not None
    return (Penalty(PenaltyType.IMPRISONMENT, iso(((unit, amount),)), suspended=suspended),)
