"""Assessments: what somebody found of an election, a trial, a law, in the text's words."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from khronika.reading.clauses import Clause
from khronika.reading.lexicon import words
from khronika.reading.parties import body_text
from khronika.reading.passage import Passage, Sentence
from khronika.reading.quotes import quote
from khronika.reading.voices import speaker_name, voice_at
from khronika.vocabulary.statement import Assessment

if TYPE_CHECKING:
    from spacy.tokens import Token


def read_assessments(passage: Passage) -> Iterator[Assessment]:
    """Yield the assessments that a document states, in the order of the text."""
    for sentence in passage.sentences:
        for clause in sentence.clauses:
            found = judged(passage, sentence, clause) or pointed(passage, sentence, clause)
            if found is not None:
                yield found


def can_be_judged(passage: Passage, token: "Token | None") -> bool:
    """Tell whether a noun phrase is a thing that people assess."""
    return token is not None and (
        token.lower_ in words(passage.language, "assessments", "objects")
        or token.lemma_.lower() in words(passage.language, "assessments", "objects")
    )


def judged(passage: Passage, sentence: Sentence, clause: Clause) -> Assessment | None:
    """Return what "deemed the vote unfair" and "the vote was deemed unfair by monitors" assess."""
    if clause.lemma not in words(passage.language, "assessments", "judging"):
        return None
    about = next(
        (
            t
            for t in (
                *clause.undergoer(),
                *(c for v in clause.predicate.children if v.dep_ == "ccomp" for c in v.children if c.dep_ == "nsubj"),
            )
            if can_be_judged(passage, t)
        ),
        None,
    )
    if about is None:
        return None
    start, end = (
        int(clause.predicate.idx) + len(clause.predicate.text),
        passage.characters(clause.start, clause.predicate.right_edge.i + 1)[1],
    )
    doer = clause.doer()
    if doer is not None and clause.passive:
        end = min(end, max((int(t.idx) for t in doer.ancestors if t.dep_ == "agent"), default=end))
    elif about.i > clause.predicate.i:
        start = passage.characters(about.i, about.right_edge.i + 1)[1]
    return made(passage, sentence, clause, about, (start, end))


def pointed(passage: Passage, sentence: Sentence, clause: Clause) -> Assessment | None:
    """Return what "monitors pointed to problems" and "the trial fell short of standards" assess."""
    if clause.lemma in words(passage.language, "assessments", "failing") and can_be_judged(passage, clause.subject):
        start = int(clause.predicate.idx)
        return made(
            passage,
            sentence,
            clause,
            clause.subject,
            (start, passage.characters(clause.start, clause.predicate.right_edge.i + 1)[1]),
        )
    if clause.lemma == "be" and can_be_judged(passage, clause.subject):
        complements = [c for c in clause.predicate.children if c.dep_ in {"acomp", "attr"}]
        voice = voice_at(passage, *passage.characters(clause.predicate.i, clause.predicate.i + 1))
        if complements and voice.attributed:
            start = passage.characters(complements[0].left_edge.i, complements[0].i + 1)[0]
            end = passage.characters(clause.start, clause.predicate.right_edge.i + 1)[1]
            return made(passage, sentence, clause, clause.subject, (start, end))
    if clause.lemma == "point" and clause.prepositional("to"):
        start, end = passage.characters(clause.predicate.i, clause.predicate.right_edge.i + 1)
        about = next(
            (
                t
                for s in reversed(passage.sentences[max(0, sentence.number - 1) : sentence.number + 1])
                for t in s.span
                if can_be_judged(passage, t)
            ),
            None,
        )
        return made(passage, sentence, clause, about, (start, end)) if about is not None else None
    return None


def made(
    passage: Passage, sentence: Sentence, clause: Clause, about: "Token | None", finding: tuple[int, int]
) -> Assessment | None:
    """Return the assessment if a finding in words is left."""
    text = passage.text[finding[0] : min(finding[1], sentence.end)].strip(' ,;.“”"')
    if about is None or not text:
        return None
    voice = voice_at(passage, *passage.characters(clause.predicate.i, clause.predicate.i + 1))
    doer = clause.doer()
    by = speaker_name(passage, doer)[0] if doer is not None and doer != about and clause.lemma != "be" else ""
    by = by if by and by != "author" else ("" if voice.by == "author" else voice.by)
    quoted = quote(
        passage.text,
        max(sentence.start, min(passage.characters(clause.start, clause.end)[0], int(about.left_edge.idx))),
        min(finding[1], sentence.end),
    )
    name = body_text(passage, about)
    if clause.negated and "no" in [t.lower_ for t in about.children]:
        text = f"not {text}"
    return Assessment(
        document=passage.document.id,
        quote=quoted,
        asserted_by=by or voice.by,
        inferred=() if name in quoted.text else ("about",),
        about=name,
        finding=text,
        by=by,
    )
