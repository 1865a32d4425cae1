"""Steps told without a verb of their own: "in custody since May", "next hearing: 7 June", "on bail", "a sentence of".

A phrase is a pattern of the lexicon. It stands for a step where the lexicon says so, whose it is the grammar around tells.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from khronika.reading.accused import accused_in, around, owner_of
from khronika.reading.clauses import Clause, clause_of
from khronika.reading.lexicon import lexicon
from khronika.reading.parties import NOBODY, Filled
from khronika.reading.passage import Passage, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

Rule = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase found: its rule, the clause it stands in, whose step it is, and its characters ``[start, end)``."""

    rule: Rule
    clause: Clause
    subject: Filled
    start: int
    end: int


@cache
def phrase_rules(language: str) -> "tuple[tuple[re.Pattern[str], Rule], ...]":
    """Return the phrases of the lexicon with their compiled patterns."""
    return tuple(
        (re.compile("|".join(rf"(?:{one})" for one in rule["patterns"]), re.IGNORECASE), rule)
        for rule in lexicon(language, "proceedings")["phrase"]
    )


def phrases_in(passage: Passage, sentence: Sentence) -> Iterator[Phrase]:
    """Yield the phrases of a sentence that tell a step, in the order of the lexicon; one for each place."""
    taken: list[tuple[int, int]] = []
    for pattern, rule in phrase_rules(passage.language):
        for match in pattern.finditer(passage.text, sentence.start, sentence.end):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            token = next((t for t in passage.tokens(match.start(), match.end()) if not t.is_space), None)
            if token is None:
                continue
            if rule.get("lacks") and re.search(rule["lacks"], sentence.span.text, re.IGNORECASE):
                continue
            taken.append((match.start(), match.end()))
            clause = clause_of(verb_over(passage, sentence, match))
            if clause.negated and not rule.get("negated"):
                continue
            subject = whose(passage, sentence, rule["who"], match)
            yield Phrase(rule, clause, subject, match.start(), match.end())


def verb_over(passage: Passage, sentence: Sentence, match: "re.Match[str]") -> "Token":
    """Return the verb that a phrase belongs to: one in it, else the nearest above, else the sentence's root."""
    inside = [t for t in passage.tokens(match.start(), match.end()) if t.pos_ in {"VERB", "AUX"}]
    heads = [t for t in inside if t.dep_ not in {"aux", "auxpass"}]
    if heads:
        return heads[-1]
    token = next(passage.tokens(match.start(), match.end()))
    while token.head != token and token.pos_ not in {"VERB", "AUX"}:
        token = token.head
    return token if token.pos_ in {"VERB", "AUX"} else sentence.span.root


def whose(passage: Passage, sentence: Sentence, who: str, match: "re.Match[str]") -> Filled:
    """Return whose step a phrase tells: whom it hangs on, whom it names after it, or whose noun it is."""
    tokens = [t for t in passage.tokens(match.start(), match.end()) if not t.is_space]
    if who == "after":
        return next_people(passage, sentence, match.end())
    if who == "owner":
        for token in tokens:
            if token.pos_ in {"NOUN", "PROPN"} and (found := owner_of(passage, token)):
                return found
        return NOBODY
    if who == "near":
        return around(passage, tokens[0]) or next_people(passage, sentence, match.end())
    if who == "subject":
        return around(passage, tokens[0]) or last_people(passage, sentence, match.start())
    return NOBODY


def next_people(passage: Passage, sentence: Sentence, start: int) -> Filled:
    """Return the first people after an offset in the sentence, within a few words."""
    for token in list(passage.tokens(start, sentence.end))[:8]:
        is_head = token.pos_ in {"NOUN", "PROPN", "PRON", "NUM"} and token.dep_ not in {"compound", "nummod", "poss"}
        if is_head and (found := accused_in(passage, token)):
            return found
    return NOBODY


def last_people(passage: Passage, sentence: Sentence, end: int) -> Filled:
    """Return the last person named before an offset in the sentence, or nobody."""
    for token in reversed(list(passage.tokens(sentence.start, end))):
        if passage.people.at(token) is not None and (found := accused_in(passage, token)):
            return found
    return NOBODY
