"""Quoted verdicts: “…, reads the certificate”, "the order “disguises a sanction as a duty”, the judge wrote"."""

import re
from typing import TYPE_CHECKING

from khronika.reading.clauses import Clause
from khronika.reading.findings import Finding, content_end, tidy
from khronika.reading.judged_things import about_of, can_assess, can_be_judged, spoken_of, voiced
from khronika.reading.lexicon import words
from khronika.reading.passage import Passage, Sentence
from khronika.reading.quotation_marks import curled
from khronika.reading.records import person_before
from khronika.reading.speakers import noun_text
from khronika.reading.standpoints import OWN, Standpoint, standpoint

if TYPE_CHECKING:
    from spacy.tokens import Token


FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
FRAGMENT = re.compile(r"“([^“”]{4,120})”")


def fragment(passage: Passage, sentence: Sentence, clause: Clause) -> Finding | None:
    """Return a verdict that is only quoted words without a verb: “…”, says the certificate; she went further: “…”."""
    if clause.predicate != sentence.span.root:
        return None
    text = curled(passage.text)[sentence.start : sentence.end]
    found = FRAGMENT.match(text.lstrip()) or re.search(r":\s+“([^“”]{4,120})”\W*$", text)
    if found is None:
        return None
    start = sentence.start + text.index(found.group(1))
    end = start + len(found.group(1))
    inside = list(passage.tokens(start, end))
    if any(t.tag_ in FINITE for t in inside) or len(inside) > 14 or not any(t.pos_ in {"NOUN", "ADJ"} for t in inside):
        return None
    speaker = speaks_of(passage, sentence, (start, end))
    if speaker is None:
        return None
    by = standpoint(passage, speaker, int(speaker.idx))
    if by is None or by == OWN:
        return None
    about, inferred = "", True
    if speaker.lemma_.lower() in words(passage.language, "assessments", "of_death"):
        person = person_before(passage, sentence, speaker)
        about = f"death of {person}" if person else ""
    else:
        back = spoken_of(passage, sentence, inside[0])
        about = noun_text(passage, back) if back is not None else ""
    return Finding(
        about,
        tidy(passage, start, end),
        by,
        inferred,
        (int(speaker.left_edge.idx),),
        (int(speaker.idx) + len(speaker),),
    )


def speaks_of(passage: Passage, sentence: Sentence, span: tuple[int, int]) -> "Token | None":
    """Return the subject of the verb outside a quotation that can assess."""
    for token in sentence.span:
        outside = not span[0] <= token.idx < span[1]
        if (
            outside
            and token.dep_ in {"nsubj", "ROOT", "dobj", "attr"}
            and token.pos_ in {"NOUN", "PROPN"}
            and can_assess(passage, token)
        ):
            return token
    return None


def quipped(passage: Passage, sentence: Sentence, clause: Clause) -> Finding | None:
    """Return a quoted verdict on a thing: its subject outside the quotation, or the whole a short sentence with "is"."""
    verb, subject = clause.predicate, clause.subject
    if subject is None or subject.pos_ not in {"NOUN", "PROPN", "PRON"} or subject.dep_ not in {"nsubj", "nsubjpass"}:
        return None
    start = int(verb.idx)
    end = content_end(passage, sentence, verb)
    opened = curled(passage.text).find("“", int(subject.idx), end)
    by = voiced(passage, start)
    by = voiced(passage, opened + 1) if by == OWN and opened >= 0 else by
    by = speaker_of(passage, sentence, verb) if by == OWN else by
    if by == OWN or (subject.tag_ in {"WP", "WDT", "PRP"} and subject.lower_ != "it"):
        return None
    inside = curled(passage.text).rfind("“", sentence.start, start) > curled(passage.text).rfind(
        "”", sentence.start, start
    )
    if opened >= 0 and opened - start < 25 and (opened < start or verb.lemma_ == "be" or clause.passive):
        is_what = any(c.dep_ in {"attr", "acomp"} for c in verb.children) and verb.lemma_ == "be"
        if passage.people.at(subject) is not None or not (can_be_judged(passage, subject) or is_what):
            return None
        about, inferred = about_of(passage, sentence, subject)
        begin = min(start, opened) if opened < start else start
        return Finding(about, tidy(passage, begin, end), by, inferred, (int(subject.left_edge.idx),), (0,))
    short = len(list(verb.subtree)) <= 18
    complement = next((c for c in verb.children if c.dep_ in {"attr", "acomp"} and c.i > verb.i), None)
    if (
        inside
        and short
        and verb.lemma_ == "be"
        and complement is not None
        and not clause.modals
        and verb.tag_ in {"VBZ", "VBP", "VBD"}
    ):
        if not (can_be_judged(passage, subject) or subject.lower_ == "it") or verb.dep_ in {"relcl", "advcl"}:
            return None
        about, inferred = about_of(passage, sentence, subject)
        return Finding(about, tidy(passage, start, end), by, inferred, (int(subject.left_edge.idx),), (0,))
    return None


def speaker_of(passage: Passage, sentence: Sentence, verb: "Token") -> Standpoint:
    """Return whose words a quotation in the sentence is: the subject of its only other verb of saying."""
    said_by = words(passage.language, "voice", "report_verbs")
    for clause in sentence.clauses:
        subject = next((c for c in clause.predicate.children if c.dep_ == "nsubj"), None)
        if clause.predicate == verb or clause.predicate.lemma_.lower() not in said_by or subject is None:
            continue
        before = curled(passage.text)[sentence.start : int(clause.predicate.idx)]
        if before.count("“") > before.count("”"):
            continue
        found = standpoint(passage, subject, int(clause.predicate.idx))
        if found is not None:
            return found
    return OWN
