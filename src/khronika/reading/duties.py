"""Duties: what "should", "must", "ought to" and "need to" ask of those in power."""

from typing import TYPE_CHECKING

from khronika.reading.asked import Asked, askable, chain
from khronika.reading.clauses import Clause
from khronika.reading.lexicon import words
from khronika.reading.passage import Passage, Sentence
from khronika.reading.recommendation_words import action_span, is_infinitive
from khronika.reading.standpoints import OWN, Standpoint, standpoint

if TYPE_CHECKING:
    from spacy.tokens import Token


OBLIGING = frozenset({"ought", "need"})  # verbs of duty whose complement is the action


def should(passage: Passage, sentence: Sentence, clause: Clause) -> tuple[Standpoint, list[Asked]] | None:
    """Return what a modal verb asks its subject to do."""
    language, verb, subject = passage.language, clause.predicate, clause.subject
    if not (clause.modals & words(language, "recommendations", "modals") or verb.lemma_ in OBLIGING):
        return None
    if subject is None or clause.negated or (verb.dep_ in {"relcl", "conj"} and not own_modal(verb)):
        return None
    if conditional(verb) or any(c.lower_ == "have" and c.dep_ == "aux" for c in verb.children):
        return None
    if verb.lemma_ == "be" and any(c.lower_ == "able" for c in verb.children):
        return None
    if ordered(passage, verb):
        return None
    by = standpoint(passage, None, int(verb.idx)) or OWN
    opening = int(subject.left_edge.idx)
    if clause.passive and "should" in clause.modals | (
        {"should"}
        if "must" in clause.modals and verb.lemma_ in words(language, "recommendations", "redress")
        else set()
    ):
        span = action_span(passage, sentence, verb)
        told = next((c for c in verb.children if c.dep_ == "xcomp" and is_infinitive(c)), None)
        if subject.pos_ in {"NOUN", "PROPN"} and told is None:
            return by, [Asked(None, (opening, span[1]), opening)]
    if not askable(passage, subject, strict=True):
        return None
    if clause.passive:
        told = next((c for c in verb.children if c.dep_ == "xcomp" and is_infinitive(c)), None)
        if told is None or verb.lemma_ not in {"tell", "ask", "order", "instruct"}:
            return None
        verb = told
    if verb.lemma_ in OBLIGING:
        verb = next((c for c in verb.children if c.dep_ == "xcomp"), verb)
        if verb.lemma_ in OBLIGING:
            return None
    return by, chain(passage, sentence, subject, verb, opening)


def ordered(passage: Passage, verb: "Token") -> bool:
    """Tell whether a court's ruling governs the verb ("must clean a beach, a judge decided"): an order, no request."""
    rulings = words(passage.language, "recommendations", "rulings")
    return verb.head != verb and verb.head.lemma_.lower() in rulings and verb.dep_ in {"ccomp", "parataxis", "advcl"}


def own_modal(verb: "Token") -> bool:
    """Tell whether a verb has a modal of its own, not only that of the verb it is coordinated with."""
    return any(c.dep_ == "aux" and c.tag_ == "MD" for c in verb.children)


def conditional(verb: "Token") -> bool:
    """Tell whether "should" opens a condition ("should he do either") or stands in an "if" clause."""
    if any(c.dep_ == "mark" and c.lower_ in {"if", "unless", "whether", "lest"} for c in verb.children):
        return True
    modal = next((c for c in verb.children if c.tag_ == "MD"), None)
    subject = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    return modal is not None and subject is not None and modal.i < subject.i
