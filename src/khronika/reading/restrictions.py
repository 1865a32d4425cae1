"""Restrictions: what somebody may no longer do, by whose order, how long, and what follows a breach."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from khronika.reading.bodies import full_name, is_body, last_court
from khronika.reading.clauses import Clause
from khronika.reading.lexicon import words
from khronika.reading.parties import Filled, parties_of
from khronika.reading.passage import Passage, Sentence
from khronika.reading.quotes import quote
from khronika.reading.voices import voice_at
from khronika.vocabulary.statement import Restriction
from khronika.vocabulary.terms import Modality

if TYPE_CHECKING:
    from spacy.tokens import Token


def read_restrictions(passage: Passage) -> Iterator[Restriction]:
    """Yield the restrictions that a document states, in the order of the text."""
    last: Restriction | None = None
    for sentence in passage.sentences:
        consequence = consequence_in(passage, sentence)
        if last is not None and consequence:
            start, end = consequence
            last = replace(last, consequence=passage.text[start:end], inferred=(*last.inferred, "consequence"))
        if last is not None:
            yield last
            last = None
        for clause in sentence.clauses:
            found = restriction(passage, sentence, clause)
            if found is not None:
                if last is not None:
                    yield last
                last = found
    if last is not None:
        yield last


def restriction(passage: Passage, sentence: Sentence, clause: Clause) -> Restriction | None:
    """Return the restriction that a clause tells, or None."""
    forbidden = clause.negated and bool(clause.modals & {"may"})
    if not forbidden and (clause.lemma not in words(passage.language, "restrictions", "verbs") or clause.negated):
        return None
    subject = named(passage, parties_of(passage, clause.subject)) if forbidden else whom(passage, clause)
    if not subject:
        return None
    items = deeds(passage, clause) if forbidden else activities(passage, clause)
    if not items:
        return None
    start = passage.characters(clause.start, clause.end)[0]
    end = min(sentence.end, passage.characters(clause.start, clause.predicate.right_edge.i + 1)[1])
    lengths = [d for d in passage.durations if int(clause.predicate.idx) <= d.start and d.end <= end]
    prohibits = tuple(trimmed(passage.text[a:b]) for a, b in items)
    doer = clause.doer()
    imposed_by, by_inferred = "", False
    if (
        doer is not None
        and doer.pos_ in {"NOUN", "PROPN"}
        and is_body(passage, doer, "courts", "police", "prosecution", "others")
    ):
        imposed_by, by_inferred = full_name(passage, doer)
    elif clause.passive and sentence.clauses and any(c.lemma in {"sentence", "convict"} for c in sentence.clauses):
        imposed_by, by_inferred = last_court(passage, clause.predicate), True
    date = passage.date_of(clause)
    after = re.search(r"\bafter (?:his|her|their) (?:release|terms?|sentences?)\b", passage.text[start:end])
    voice = voice_at(passage, *passage.characters(clause.predicate.i, clause.predicate.i + 1))
    inferred = [
        slot
        for slot, is_so in (
            ("subject", subject.inferred),
            ("imposed_by", by_inferred),
            ("date", date is not None and date.inferred),
        )
        if is_so
    ]
    return Restriction(
        document=passage.document.id,
        quote=quote(passage.text, start, end),
        asserted_by=voice.by,
        modality=Modality.ASSERTED,
        inferred=tuple(inferred),
        reasons={"date": date.reason} if date is not None and date.inferred else {},
        subject=subject.parties,
        prohibits=tuple(dict.fromkeys(p for p in prohibits if p)),
        imposed_by=imposed_by,
        date=date.value if date is not None else "",
        starts=after.group() if after else "",
        duration=lengths[-1].value if lengths else "",
    )


def whom(passage: Passage, clause: Clause) -> Filled:
    """Return who is restricted."""
    found = Filled()
    for token in clause.undergoer():
        found += parties_of(passage, token)
    return named(passage, found)


def named(passage: Passage, found: Filled) -> Filled:
    """Return the named persons, and groups of several people."""
    known = {p.name for p in passage.people.persons}
    return Filled(tuple(p for p in found.parties if p.name in known or (p.group and p.count != 1)), found.inferred)


def activities(passage: Passage, clause: Clause) -> list[tuple[int, int]]:
    """Return the characters of each activity: what stands after "from", in a list one by one."""
    heads: list[Token] = [t for preposition, t in clause.oblique if preposition in {"from", "of"}]
    heads += [c for c in clause.predicate.children if c.dep_ in {"pcomp", "xcomp"} and c.i > clause.predicate.i]
    for preposition in [c for c in clause.predicate.children if c.dep_ == "prep" and c.lower_ == "from"]:
        heads += [
            inner for other in preposition.conjuncts for inner in other.children if inner.dep_ in {"pobj", "pcomp"}
        ]
    spans: list[tuple[int, int]] = []
    for head in heads:
        ones = sorted({head, *head.conjuncts}, key=lambda t: t.i)
        for n, one in enumerate(ones):
            first = one.left_edge.i if one.pos_ == "NOUN" else one.i
            last = ones[n + 1].left_edge.i - 1 if n + 1 < len(ones) else one.right_edge.i
            spans.append(passage.characters(first, last + 1))
        for including in (t for t in head.subtree if t.lower_ == "including"):
            inner = [t for t in including.subtree if t.dep_ in {"pobj", "pcomp"}]
            if inner:
                spans = [(a, min(b, int(including.idx))) for a, b in spans]
                verb = next((t for t in including.subtree if t.tag_ == "VBG" and t.i > including.i), inner[0])
                spans.append(passage.characters(verb.i, including.right_edge.i + 1))
    return spans


def deeds(passage: Passage, clause: Clause) -> list[tuple[int, int]]:
    """Return the characters of each thing that somebody "may not" do."""
    verbs = [clause.predicate, *(c for c in clause.predicate.conjuncts if c.i > clause.predicate.i and c.tag_ == "VB")]
    last = clause.predicate.right_edge.i
    ends = [verb.left_edge.i - 1 for verb in verbs[1:]] + [last]
    return [passage.characters(verb.i, max(verb.i, end) + 1) for verb, end in zip(verbs, ends, strict=True)]


def trimmed(text: str) -> str:
    """Return an activity without its length, its connecting words and the marks around it."""
    text = re.sub(r"\s+(?:and|or)(?:\s+from)?\s*$", "", text.strip(" ,;"))
    text = re.sub(
        r"\s+for\s+(?:the\s+(?:next|following)\s+)?(?:[\w-]+\s+){1,4}(?:years?|months?|days?|life)\b.*$", "", text
    )
    return re.sub(r"\s+after\s+(?:his|her|their)\s+\w+$", "", text).strip(" ,;.")


def consequence_in(passage: Passage, sentence: Sentence) -> tuple[int, int] | None:
    """Return the characters of what follows a breach ("If … violates the prohibition, he faces imprisonment")."""
    low = sentence.span.text.casefold()
    breaches = words(passage.language, "restrictions", "breach")
    if not low.lstrip().startswith(("if ", "should ", "any breach", "a breach")) or not any(
        w in low.split() for w in breaches
    ):
        return None
    for clause in sentence.clauses:
        if clause.lemma in {"face", "risk", "go", "mean", "lead"}:
            start, end = passage.characters(clause.start, clause.predicate.right_edge.i + 1)
            objects = [o for o in clause.objects if o.dep_ == "dobj"]
            if objects:
                return passage.characters(objects[0].left_edge.i, objects[0].right_edge.i + 1)
            return max(start, int(clause.predicate.idx)), end
    return None
