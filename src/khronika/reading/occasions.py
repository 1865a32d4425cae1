"""When a clause happens: the date told with its predicate, not one that only describes something in it."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from khronika.reading.clauses import SUBJECTS
from khronika.reading.date_anchors import is_dateline as dateline
from khronika.reading.dates import ResolvedDate
from khronika.reading.hooks import INSIDE, Hook, head_of, hook_of
from khronika.reading.lexicon import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from khronika.reading.passage import Passage, Sentence

LABEL_END = re.compile(r"[ ]?(?:[,:|]|[–—-][ ])")


def told_in(passage: "Passage", sentence: "Sentence", verb: "Token") -> ResolvedDate | None:
    """Return the date that the sentence tells of what a predicate says, or None.

    Its own date comes first, then one that it shares with the predicate before or after it, then the label of a line
    ("4 May, Osh: …"), then the only date of the sentence, if it can be that of the predicate.
    """
    hooked = [
        (d, hook)
        for d in passage.dates_in(sentence.start, sentence.end)
        if not is_dateline(passage, sentence, d) and (hook := hook_at(passage, d)) is not None
    ]
    for fits in (own, shared):
        found = [d for d, hook in hooked if fits(passage, d, hook, verb)]
        if found:
            best = min(found, key=lambda d: (d.mention.edge != "", abs(d.start - int(verb.idx))))
            return as_event(best, dict(hooked)[best])
    line = label(passage, sentence)
    if line is not None:
        return line
    if len(hooked) == 1 and can_be(passage, *hooked[0], verb):
        return hooked[0][0]
    return None


def hook_at(passage: "Passage", date: ResolvedDate) -> Hook | None:
    """Return what a date hangs on, by the preposition right before it where there is one."""
    tokens = list(passage.tokens(date.start, date.end))
    head = head_of(tokens)
    if head is None:
        return None
    if names_thing(passage, date, tokens, head):
        return hook_of(head, passage.language)
    before = tokens[0].i - 1
    parts = words(passage.language, "dates", "parts_of_time")
    while before >= 0 and (passage.doc[before].lower_ in parts | {"the", "of"}):
        before -= 1
    if before >= 0 and passage.doc[before].tag_ == "IN" and passage.doc[before].sent == tokens[0].sent:
        head = passage.doc[before]
    elif before + 1 < tokens[0].i and passage.doc[tokens[0].i - 1].lower_ == "of":
        head = passage.doc[before + 1]
    return hook_of(head, passage.language)


def names_thing(passage: "Passage", date: ResolvedDate, tokens: "Sequence[Token]", head: "Token") -> bool:
    """Tell whether a date stands before a noun as a part of its name ("the January 2022 events").

    A day without an article before it is a day although the parser may take it for a part of the next word ("On 12
    May soldiers …").
    """
    after = tokens[-1].i + 1
    if head.dep_ not in INSIDE or not after <= head.head.i <= after + 1 or passage.doc[after].tag_ in {"IN", "TO"}:
        return False
    articled = tokens[0].i > 0 and passage.doc[tokens[0].i - 1].lower_ == "the"
    return articled or date.mention.day is None


def is_dateline(passage: "Passage", sentence: "Sentence", date: ResolvedDate) -> bool:
    """Tell whether a date only says when the text was sent ("OSH, 4 May – …")."""
    return dateline(passage.text, sentence.block.start, date.mention)


def label(passage: "Passage", sentence: "Sentence") -> ResolvedDate | None:
    """Return the date that a block opens with like a label, before any other word ("4 May, Osh: …")."""
    block, text = sentence.block, passage.text
    for date in passage.dates_in(block.start, block.end)[:1]:
        opens = not any(c.isalnum() for c in text[block.start : date.start])
        if opens and LABEL_END.match(text, date.end):
            return date
    return None


def own(passage: "Passage", date: ResolvedDate, hook: Hook, verb: "Token") -> bool:
    """Tell whether a date is that of a predicate itself, or of what the predicate governs without a clause of its own."""
    if date.mention.edge == "until" or not dates_verb(passage, date, hook):
        return False
    at = hook.verb
    while at is not None and at != verb and at.dep_ == "xcomp":
        at = at.head
    return at == verb


def dates_verb(passage: "Passage", date: ResolvedDate, hook: Hook) -> bool:
    """Tell whether a date tells when the predicate happened, and not which noun is meant ("the riots of 2022")."""
    if hook.noun is None:
        return True
    language = passage.language
    if hook.inside or hook.preposition in words(language, "dates", "describing"):
        return False
    if hook.under in words(language, "dates", "reasons"):
        return False
    is_day = date.mention.day is not None or date.mention.weekday is not None
    return is_day or hook.noun.lemma_.lower() not in words(language, "dates", "events")


def shared(passage: "Passage", date: ResolvedDate, hook: Hook, verb: "Token") -> bool:
    """Tell whether a date that stands first in a sentence holds for a later predicate joined to its own."""
    if hook.verb is None or date.mention.edge == "until" or not dates_verb(passage, date, hook):
        return False
    at = verb
    while at.dep_ in {"conj", "xcomp"} and at.head != at:
        at = at.head
        if at == hook.verb:
            return date.start < at.idx
    at = hook.verb
    while at.dep_ == "conj" and at.head != at and not any(c.dep_ in SUBJECTS for c in at.children):
        at = at.head
        if at == verb:  # "was beaten and robbed on 3 May"
            return True
    return False


def as_event(date: ResolvedDate, hook: Hook) -> ResolvedDate:
    """Return the day itself of "since the trial opened on 6 March", where it is asked when the trial opened."""
    if date.mention.edge == "since" and hook.preposition in {"on", "in"}:
        return replace(date, value=date.point)
    return date


def can_be(passage: "Passage", date: ResolvedDate, hook: Hook, verb: "Token") -> bool:
    """Tell whether the only date of a sentence can be that of one of its predicates.

    It cannot if it tells when something was said ("…, he said on Friday"), or which thing a noun means.
    """
    if date.mention.edge == "until" or (hook.noun is not None and not dates_verb(passage, date, hook)):
        return False
    if hook.verb is None or hook.verb == verb:
        return True
    if ";" in passage.text[slice(*sorted((date.start, int(verb.idx))))]:
        return False
    down, up = path(verb, hook.verb), path(hook.verb, verb)
    if down:  # the date stands with a predicate that governs this one
        return not down & {"ccomp", "advcl", "pcomp", "relcl", "conj"}
    return bool(up) and not up & {"advcl", "conj"}


def is_saying(passage: "Passage", verb: "Token") -> bool:
    """Tell whether a predicate tells what somebody said."""
    said = words(passage.language, "voice", "report_verbs") | words(passage.language, "voice", "deny_verbs")
    return verb.lemma_.lower() in said


def path(low: "Token", high: "Token") -> set[str]:
    """Return the labels that lead from a token up to another; empty if they do not."""
    found = set()
    while low.head != low:
        found.add(low.dep_)
        low = low.head
        if low == high:
            return found
    return set()
