"""Conclusions: "concluded that …", and what is told as somebody's view ("in the opinion of …", "in our reading")."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from khronika.reading.clauses import Clause, clause_of
from khronika.reading.findings import Finding, content_end, tidy
from khronika.reading.judged_things import about_of, can_assess, can_be_judged, contrasted, evaluative
from khronika.reading.lexicon import words
from khronika.reading.passage import Passage, Sentence
from khronika.reading.quotation_marks import curled
from khronika.reading.standpoints import OWN, standpoint

if TYPE_CHECKING:
    from spacy.tokens import Token


# ---- "in the opinion of …" --------------------------------------------------------------------


def opined(passage: Passage, sentence: Sentence, clause: Clause) -> Finding | None:
    """Return what "in our view", "in the opinion of the expert" tell of a clause's subject."""
    verb = clause.predicate
    view = next(
        (
            t
            for c in verb.children
            if c.dep_ == "prep" and c.lower_ == "in"
            for t in c.children
            if t.lemma_.lower() in words(passage.language, "assessments", "views")
        ),
        None,
    )
    if view is None and verb == sentence.span.root:
        view = next(
            (
                t
                for t in sentence.span
                if t.lemma_.lower() in words(passage.language, "assessments", "views")
                and t.head.lower_ == "in"
                and t.dep_ == "pobj"
            ),
            None,
        )
        if view is not None and not any(c.dep_ == "poss" or c.lower_ == "of" for c in view.children):
            view = None
    if view is None or clause.subject is None or clause.subject.dep_ == "expl":
        return None
    owner = next((c for c in view.children if c.dep_ == "poss"), None)
    owner = owner or next((t for c in view.children if c.lower_ == "of" for t in c.children if t.dep_ == "pobj"), None)
    by = OWN if owner is None or owner.lower_ == "our" else standpoint(passage, owner, int(verb.idx))
    if by is None:
        return None
    if owner is not None and owner.lemma_ in {"monitor", "mission"} and any(c.lower_ == "this" for c in owner.children):
        by = OWN
    about, inferred = about_of(passage, sentence, clause.subject)
    start = min([verb.i, *(c.i for c in verb.children if c.dep_ in {"aux", "auxpass", "neg"})])
    first, end = passage.characters(start, verb.right_edge.i + 1)
    end = content_end(passage, sentence, verb)
    head = view.head
    closes = passage.characters(head.i, view.right_edge.i + 1)
    if first <= closes[0] < end:  # the remark stands between verb and complement: the finding is what follows it
        first = closes[1]
    return Finding(
        about,
        tidy(passage, first, min(end, sentence.end)),
        by,
        inferred,
        (int(clause.subject.left_edge.idx),),
        (closes[1],),
    )


# ---- "concluded that …" -----------------------------------------------------------------------


def concluded(passage: Passage, sentence: Sentence, clause: Clause) -> Iterator[Finding]:
    """Yield what an expert, a monitor or a court found in "that" clauses: of each one's subject, the rest."""
    language, verb = passage.language, clause.predicate
    told = words(language, "assessments", "finding") | words(language, "assessments", "saying")
    if clause.lemma not in told or clause.negated or clause.passive:
        return
    doer = clause.doer()
    forensic = can_assess(passage, doer, "forensic")
    unnamed = doer is not None and doer.lower_ in {"it", "they"}
    speech = clause.lemma in words(language, "assessments", "saying")
    if not can_assess(passage, doer) and not unnamed:
        return
    first = next((c for c in verb.children if c.dep_ == "ccomp"), None)
    by = standpoint(passage, doer, int(verb.idx))
    if first is None or by is None:
        return
    inquired = clause.lemma in words(language, "assessments", "concluding") and can_assess(passage, doer, "inquirers")
    spoken: tuple[str, bool] = "", False
    for content in [first, *(c for c in first.conjuncts if c.i > first.i)]:
        inner = clause_of(content)
        subject = inner.subject
        if subject is None or subject.tag_ in {"WP", "WDT"} or not own_subject(content):
            continue
        event = subject.dep_ == "csubj"
        start, end = int(subject.right_edge.idx) + len(subject.right_edge), content_end(passage, sentence, content)
        text = curled(passage.text)[start:end]
        known = inquired or forensic
        if not (known or "“" in text or evaluative(passage, content)) or start >= end:
            continue
        goes_on = subject.lower_ in {"it", "they"} and bool(spoken[0])
        fact = inquired and subject.pos_ == "NOUN" and not can_assess(passage, doer, "courts")
        if not (can_be_judged(passage, subject) or event or goes_on or fact) and not (forensic and not speech):
            continue
        if speech and not evaluative(passage, content) and not contrasted(list(content.children)):
            continue
        about, inferred = spoken if goes_on else about_of(passage, sentence, subject)
        spoken = about, True
        opening = int(verb.left_edge.idx) if doer is not None and doer.i < verb.i else int(subject.left_edge.idx)
        yield Finding(about, tidy(passage, start, end), by, inferred, (opening,), (int(verb.idx) + len(verb),))


def own_subject(verb: "Token") -> bool:
    """Tell whether a verb has a subject of its own."""
    return any(c.dep_ in {"nsubj", "nsubjpass", "csubj"} for c in verb.children)


def in_view(passage: Passage, sentence: Sentence, clause: Clause) -> Finding | None:
    """Return what "it is our view that …" tells of the subject of its "that" clause."""
    views = words(passage.language, "assessments", "views")
    view = next((c for c in clause.predicate.children if c.dep_ == "attr" and c.lemma_.lower() in views), None)
    owner = next((c for c in view.children if c.dep_ == "poss"), None) if view is not None else None
    if clause.predicate.lemma_ != "be" or view is None or owner is None or clause.negated:
        return None
    told = next((c for c in (*view.children, *clause.predicate.children) if c.dep_ in {"acl", "ccomp"}), None)
    subject = clause_of(told).subject if told is not None and own_subject(told) else None
    by = standpoint(passage, owner, int(owner.idx)) if owner.lower_ != "our" else OWN
    if told is None or subject is None or by is None:
        return None
    about, inferred = about_of(passage, sentence, subject)
    start = int(subject.right_edge.idx) + len(subject.right_edge)
    span = tidy(passage, start, content_end(passage, sentence, told))
    return Finding(about, span, by, inferred, (int(clause.predicate.left_edge.idx),), (0,))
