"""What a sentence takes over from the ones before it: the day on which the story goes on.

A story goes on where a sentence without a date of its own, in the same paragraph and the same tense, speaks of what
was just spoken of ("The court also …", "He was …"). Where it speaks of a stretch of time or of something new, it does not.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from khronika.reading.clauses import subject_of
from khronika.reading.date_state import day_of
from khronika.reading.dates import ResolvedDate
from khronika.reading.hooks import HELPERS, PREDICATES
from khronika.reading.lexicon import words
from khronika.reading.occasions import label, told_in

if TYPE_CHECKING:
    from spacy.tokens import Token

    from khronika.reading.passage import Passage, Sentence

BACK = 4  # sentences over which a day is carried on


def carried_date(passage: "Passage", sentence: "Sentence", verb: "Token") -> ResolvedDate | None:
    """Return the day told before that the story of a predicate goes on in, or None if it need not be that day."""
    told = tense(verb)
    if told not in {"past", "present"} or passage.dates_in(sentence.start, sentence.end):
        return None
    if set(path_labels(verb)) & {"relcl", "acl"} or moves_on(passage, sentence):
        return None
    here = sentence
    for before in reversed(passage.sentences[max(0, sentence.number - BACK) : sentence.number]):
        if before.block != sentence.block or not goes_on(passage, before, here, verb if here is sentence else None):
            return None
        dates = passage.dates_in(before.start, before.end)
        if dates:
            found = main_date(passage, before)
            root = main_verb(before)
            if found is None or day_of(found.value) is None or root is None or tense(root) != told:
                return None
            return replace(found, inferred=True, reason=f"the sentence goes on from “{found.mention.text}” before it")
        if moves_on(passage, before):
            return None
        here = before
    return None


def main_date(passage: "Passage", sentence: "Sentence") -> ResolvedDate | None:
    """Return the date of what a sentence tells first of all."""
    root = main_verb(sentence)
    if root is None:
        return label(passage, sentence)
    found = told_in(passage, sentence, root)
    return found if found is None or not found.mention.edge else None


def main_verb(sentence: "Sentence") -> "Token | None":
    """Return the predicate that a sentence hangs on: its root, else its first finite verb."""
    root = sentence.span.root
    if root.pos_ in PREDICATES:
        return root
    return next((c.predicate for c in sentence.clauses if c.predicate.tag_ in {"VBD", "VBZ", "VBP"}), None)


def goes_on(passage: "Passage", before: "Sentence", sentence: "Sentence", verb: "Token | None") -> bool:
    """Tell whether a sentence speaks of what the one before it spoke of."""
    root = verb if verb is not None else main_verb(sentence)
    if root is None:
        return False
    links = words(passage.language, "dates", "links")
    if any(t.lower_ in links for t in [*root.children, *list(sentence.span)[:2]]):
        return True
    subject = subject_of(root)
    if subject is None:
        return False
    if any(t.lower_ in links for t in subject.subtree if t.i <= subject.i):
        return True
    mention = passage.people.at(subject)
    known = {m.person for i in range(before.span.start, before.span.end) if (m := passage.people.by_token.get(i))}
    return mention is not None and mention.person in known


def moves_on(passage: "Passage", sentence: "Sentence") -> bool:
    """Tell whether a sentence leaves the day told before: it opens with a stretch of time, or says "later"."""
    leaving = words(passage.language, "dates", "leaving")
    if any(t.lower_ in leaving for t in sentence.span):
        return True
    first = next((t for t in sentence.span if t.is_alpha), None)
    if first is None or first.lower_ not in words(passage.language, "dates", "spanning"):
        return False
    units = words(passage.language, "dates", "span_units")
    return any(t.lower_ in units for t in first.subtree)


def tense(verb: "Token") -> str:
    """Return ``past`` or ``present`` of a plain tense, and something else for the compound ones and for modals."""
    at = verb
    while (
        at.dep_ in {"conj", "xcomp"} and at.head.pos_ in PREDICATES and not own_helpers(at) and at.tag_ in {"VBN", "VB"}
    ):
        at = at.head
    helpers = own_helpers(at)
    if any(h.tag_ == "MD" for h in helpers) or any(h.lemma_ == "have" for h in helpers):
        return "compound"
    tags = {at.tag_, *(h.tag_ for h in helpers)}
    if "VBD" in tags:
        return "past"
    return "present" if tags & {"VBZ", "VBP"} else ""


def own_helpers(verb: "Token") -> "list[Token]":
    """Return the auxiliaries of a verb."""
    return [c for c in verb.children if c.dep_ in HELPERS]


def path_labels(verb: "Token") -> list[str]:
    """Return the labels from a predicate up to its sentence's."""
    return [verb.dep_, *(t.dep_ for t in verb.ancestors)]
