"""What follows a breach of a restriction: "If he violates the ban, he faces …", "Any breach will send him back"."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from khronika.reading.clauses import Clause
from khronika.reading.lexicon import words
from khronika.reading.passage import Passage, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token


def breach(passage: Passage, sentence: Sentence, after: int) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, consequence) for each clause that tells what a breach brings, after an offset of the text."""
    for clause in sentence.clauses:
        verb = clause.predicate
        if verb.idx < after or verb.dep_ in {"advcl", "relcl", "acl", "xcomp", "csubj", "pcomp"}:
            continue
        if not (conditional(passage, verb) or by_breach(passage, clause)):
            continue
        found = consequence(passage, sentence, clause)
        if found:
            start, end = passage.characters(verb.left_edge.i, verb.right_edge.i + 1)
            for mark in ("; ", ": "):
                cut = passage.text.rfind(mark, start, int(verb.idx))
                start = cut + 2 if cut >= after else start
            yield max(start, sentence.start), min(end, sentence.end), found


def conditional(passage: Passage, verb: "Token") -> bool:
    """Tell whether a condition of breaking the restriction governs a verb."""
    language = passage.language
    broken = words(language, "restrictions", "breach_verbs")
    for condition in verb.children:
        if condition.dep_ not in {"advcl", "csubj", "nsubj", "ccomp"}:
            continue
        if condition.dep_ == "ccomp" and condition.i > verb.i:
            continue
        inner = [t for t in condition.subtree if t.pos_ in {"VERB", "AUX", "NOUN"}]
        opened = any(t.lower_ in {"if", "should", "whoever"} for t in condition.subtree)
        if opened and any(
            t.lemma_.lower() in broken or t.lemma_.lower() in words(language, "restrictions", "breach_nouns")
            for t in inner
        ):
            return True
        does = {t.lower_ for t in condition.subtree}
        if opened and does & {"so", "either", "does", "caught", "again", "this"} and len(does) <= 8:
            return True
    return False


def by_breach(passage: Passage, clause: Clause) -> bool:
    """Tell whether the subject is a breach ("any breach", "a single violation")."""
    nouns = words(passage.language, "restrictions", "breach_nouns")
    verbs = words(passage.language, "restrictions", "breach_verbs")
    subject = clause.subject
    who = subject is not None and any(  # "anyone who breaks the ban"
        c.dep_ == "relcl" and c.lemma_.lower() in verbs for c in subject.children
    )
    return (
        subject is not None
        and (subject.lemma_.lower() in nouns or who)
        and not clause.negated
        and bool(clause.modals or clause.predicate.tag_ in {"VBZ", "VBP"})
        and (clause.predicate.dep_ != "conj" or bool(clause.modals))
    )


def consequence(passage: Passage, sentence: Sentence, clause: Clause) -> str:
    """Return the consequence in the text's words: what is faced or risked, else the words of the main clause."""
    language, verb = passage.language, clause.predicate
    things: list[Token] = []
    if clause.lemma in words(language, "restrictions", "consequences"):
        things = [t for t in clause.objects if t.i > verb.i]
    elif clause.lemma in words(language, "restrictions", "punish") or any(
        c.lemma_ in {"punishable", "liable"} for c in verb.children
    ):
        things = [
            t
            for p in verb.subtree
            if p.i > verb.i and p.dep_ in {"prep", "agent"} and p.lower_ in {"by", "with", "to"}
            for t in p.children
            if t.dep_ == "pobj"
        ]
    if things:
        start, end = passage.characters(things[0].left_edge.i, things[0].right_edge.i + 1)
    elif clause.subject is not None and (clause.subject.pos_ == "PRON" or by_breach(passage, clause)):
        start = min([int(c.idx) for c in verb.children if c.dep_ in {"aux", "auxpass"}] + [int(verb.idx)])
        end = passage.characters(verb.i, verb.right_edge.i + 1)[1]
    elif clause.subject is not None:
        start, end = passage.characters(clause.subject.left_edge.i, verb.right_edge.i + 1)
    else:
        return ""
    text = passage.text[start : min(end, sentence.end)]
    return re.sub(r"\s+", " ", text).strip(" ,;.“”")
