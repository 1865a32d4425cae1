"""Speech: the parts of a sentence that its grammar gives to somebody: "X said that …", "…, she relates, …", "X denies …".

What a verb of saying governs is its subject's word. A few kinds of verbs answer for their own clause too: those that give
a figure ("the clinic counts 40 dead") and those that take a stand on what is alleged ("the ministry rejects the claim").
"""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from khronika.reading.clauses import Clause
from khronika.reading.lexicon import words
from khronika.reading.passage import Passage, Sentence
from khronika.reading.quotation_marks import curled
from khronika.reading.quotations import quoted
from khronika.reading.sources import named_sources
from khronika.reading.speakers import speaker_name
from khronika.reading.voices import Report, Voice
from khronika.vocabulary.statement import AUTHOR
from khronika.vocabulary.terms import Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

DASH = re.compile(r"(?<=[a-z,]) [–—] (?=[a-z])")


def reports(passage: Passage) -> tuple[Report, ...]:
    """Return everything in the document that is told as somebody's word, in order."""
    found: list[Report] = []
    for sentence in passage.sentences:
        for clause in sentence.clauses:
            found += spoken(passage, sentence, clause)
        found += named_sources(passage, sentence, found)
    found += quoted(passage)
    return tuple(sorted(found, key=lambda r: (r.start, r.end)))


def spoken(passage: Passage, sentence: Sentence, clause: Clause) -> list[Report]:
    """Return the stretches that a clause gives to its subject as a speaker."""
    language, verb = passage.language, clause.predicate.lemma_.lower()
    clause = with_speaker(passage, clause)
    deny = words(language, "voice", "deny_verbs")
    parenthesis = parenthetical(passage, sentence, clause)
    if not (parenthesis or verb in words(language, "voice", "report_verbs") | deny | figures_and_stands(language)):
        return []
    if clause.negated and verb not in deny:
        return []
    voice = voice_of(passage, clause)
    if voice is None:
        return []
    if parenthesis:
        return [Report(*segment(passage, sentence, clause.predicate), voice)]
    says = verb in words(language, "voice", "report_verbs") | deny
    spans = governed(passage, sentence, clause) if says else []  # "has to leave" says nothing, "has 11 names" counts
    # "the ministry should list two names" asks for a count, and gives none
    real = not clause.modals and not clause.future and clause.predicate.tag_ != "VB"
    own = real and (gives_figure(passage, clause) or takes_stand(passage, clause))
    if own and voice.attributed:
        first, last = passage.characters(clause.start, clause.end)
        last = max(last, passage.characters(clause.predicate.i, clause.predicate.right_edge.i + 1)[1])
        start, end = segment(passage, sentence, clause.predicate)
        spans.append((max(first, start), min(last, end)))
        voice = Voice(voice.by, stand(passage, clause) or voice.modality, voice.inferred)
    return [Report(start, end, voice) for start, end in spans]


def with_speaker(passage: Passage, clause: Clause) -> Clause:
    """Return the clause with its speaker where the parser missed it: of two subjects the nearer, or "…, said the clerk"."""
    verb = clause.predicate
    own = [c for c in verb.children if c.dep_ == "nsubj"]
    if len(own) > 1:
        return replace(clause, subject=min(own, key=lambda t: abs(t.i - verb.i)))
    if own or clause.passive or verb.tag_ not in {"VBD", "VBZ"} or verb.i == 0:
        return clause
    thing = next((c for c in verb.children if c.dep_ in {"dobj", "attr", "oprd"} and c.i > verb.i), None)
    marked = curled(passage.text)[int(passage.doc[verb.i - 1].idx)] in ",”"
    if thing is None or not marked or thing.left_edge.i != verb.i + 1 or any(c.dep_ == "cc" for c in verb.children):
        return clause
    if verb.lemma_.lower() not in words(passage.language, "voice", "report_verbs"):
        return clause
    return replace(clause, subject=thing, objects=tuple(o for o in clause.objects if o != thing))


def figures_and_stands(language: str) -> frozenset[str]:
    """Return the verbs that may answer for their own clause."""
    return words(language, "voice", "figure_verbs") | words(language, "voice", "stand_verbs")


def voice_of(passage: Passage, clause: Clause) -> Voice | None:
    """Return the voice that a verb of saying gives to what it governs; None if nobody's, or the author's own."""
    language = passage.language
    verb = clause.predicate.lemma_.lower()
    hearsay = verb in words(language, "voice", "hearsay_verbs")
    speaker = clause.agent if clause.passive else clause.subject
    if clause.passive and clause.agent is None:
        told = hearsay or verb in words(language, "voice", "rumour_verbs")
        infinitive = any(c.dep_ == "xcomp" for c in clause.predicate.children)
        return Voice(modality=Modality.ALLEGED) if told and (hearsay or infinitive) else None
    if speaker is None:
        return None
    by, inferred = speaker_name(passage, speaker)
    if not by or by == AUTHOR:
        return None
    modality = Modality.ASSERTED
    if verb in words(language, "voice", "deny_verbs"):
        modality = Modality.DENIED
    elif hearsay:
        modality = Modality.ALLEGED
    return Voice(by, modality, inferred)


# ---- What the verb governs --------------------------------------------------------------------


def governed(passage: Passage, sentence: Sentence, clause: Clause) -> list[tuple[int, int]]:
    """Return the characters that a verb of saying answers for: its clauses, and objects that tell by themselves."""
    language, verb = passage.language, clause.predicate
    lemma = verb.lemma_.lower()
    with_object = lemma in words(language, "voice", "object_verbs")
    deny = lemma in words(language, "voice", "deny_verbs")
    spans = []
    for content in verb.children:
        finite = content.dep_ in {"ccomp", "xcomp", "pcomp"} or (
            content.dep_ in {"dobj", "oprd"} and content.pos_ in {"VERB", "AUX"}
        )
        object_ = content.dep_ in {"dobj", "oprd"} and with_object and content.pos_ != "PRON"
        if deny and object_:
            object_ = content.lemma_.lower() in words(language, "voice", "denied_things")
        of = content.dep_ == "prep" and content.lower_ == "of" and lemma in words(language, "voice", "of_verbs")
        if lemma in words(language, "voice", "finding_verbs") and not (content.dep_ == "ccomp" and has_tense(content)):
            continue
        if (finite or object_ or of) and content.right_edge.i > verb.i:
            start = max(content.left_edge.i, verb.i + 1) if content.i > verb.i else content.left_edge.i
            start, end = passage.characters(start, content.right_edge.i + 1)
            spans.append((start, min(end, sentence.end)))
    if not spans and lemma in words(language, "voice", "report_verbs"):
        that = next((t for t in passage.doc[verb.i + 1 : verb.i + 7] if t.lower_ == "that" and t.dep_ != "det"), None)
        if that is not None and that.sent == verb.sent:
            spans.append((int(that.idx), segment(passage, sentence, verb)[1]))
    return spans


def has_tense(verb: "Token") -> bool:
    """Tell whether a verb form has a tense and a subject of its own, unlike the "guilty" of "found him guilty"."""
    subject = any(c.dep_ in {"nsubj", "nsubjpass", "expl", "csubj"} for c in verb.children)
    return subject and any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in [verb, *verb.children])


def gives_figure(passage: Passage, clause: Clause) -> bool:
    """Tell whether a clause gives its subject's count: "lists 47 dead", "puts the toll at 140", "knows of 27"."""
    language = passage.language
    if clause.predicate.lemma_.lower() not in words(language, "voice", "figure_verbs") or clause.passive:
        return False
    if any(c.dep_ == "prt" for c in clause.predicate.children):  # "has put off the trial of twelve"
        return False
    first = clause.predicate.i + 1
    last = max(clause.predicate.right_edge.i, clause.end - 1) + 1
    numbers = [n for t in passage.doc[first:last] if (n := passage.number_at(t)) is not None]
    if not any(not passage.dates_in(n.start - 10, n.end + 10) for n in numbers):
        return False
    nouns = words(language, "voice", "figure_nouns")
    if clause.predicate.lemma_.lower() == "have":
        return any(o.lemma_.lower() in nouns for o in clause.objects)
    return True


def takes_stand(passage: Passage, clause: Clause) -> bool:
    """Tell whether a clause takes a stand on what is alleged: "rejects the claim", "blames the army", "calls it a fable"."""
    language = passage.language
    if clause.predicate.lemma_.lower() not in words(language, "voice", "stand_verbs"):
        return False
    things = words(language, "voice", "denied_things") | frozenset({"it", "this", "these", "that", "them"})
    if clause.predicate.lemma_.lower() in words(language, "voice", "deny_verbs") | words(language, "voice", "calling"):
        heads = [*clause.objects, *(t for c in clause.predicate.children for t in c.children if c.dep_ in SMALL)]
        return any(h.lemma_.lower() in things or h.lower_ in things for h in heads)
    return True


SMALL = frozenset({"ccomp", "oprd", "xcomp"})  # the parser's labels for "called [the claim baseless]"


def stand(passage: Passage, clause: Clause) -> Modality | None:
    """Return how a stand holds what it speaks of: denied, or told against somebody; None for a plain figure."""
    language, lemma = passage.language, clause.predicate.lemma_.lower()
    if not takes_stand(passage, clause):
        return None
    if lemma in words(language, "voice", "calling") | words(language, "voice", "deny_verbs"):
        return Modality.DENIED
    return Modality.ALLEGED if lemma in words(language, "voice", "hearsay_verbs") else None


# ---- "…, she relates, …" ----------------------------------------------------------------------


def parenthetical(passage: Passage, sentence: Sentence, clause: Clause) -> bool:
    """Tell whether speaker and verb stand as a remark in or after what is said: ", he relates,", ", says the clerk."."""
    language, verb, subject = passage.language, clause.predicate, clause.subject
    it = clause.objects and all(o.lower_ == "it" for o in clause.objects)
    lemma = verb.lemma_.lower()
    if not (lemma in words(language, "voice", "report_verbs") or (it and lemma in {"have", "put", "see"})):
        return False
    if (
        subject is None
        or clause.passive
        or abs(subject.i - verb.i) > 12
        or not any(subject == c for c in verb.children)
    ):
        return False
    objects = [o for o in clause.objects if passage.people.at(o) is None and o.dep_ == "dobj"]
    if objects and not it and lemma not in {"tell", "inform"}:
        return False
    if any(c.dep_ == "ccomp" and c.i > verb.i and any(m.lower_ == "that" for m in c.children) for c in verb.children):
        return False
    first = min(subject.left_edge.i, verb.i)
    last = subject.right_edge.i if subject.i > verb.i else verb.i
    if first <= sentence.span.start:
        return False
    text = curled(passage.text)
    before = passage.doc[first - 1]
    while before.lower_ in {"as", "so"} and before.i > sentence.span.start:
        before = passage.doc[before.i - 1]
    if text[int(before.idx)] not in ",”–—?!" or before.i < sentence.span.start:
        return False
    inverted = subject.i > verb.i
    after = passage.doc[last + 1] if last + 1 < len(passage.doc) else None
    if after is None or after.sent != verb.sent or after.is_punct or after.is_space:
        return True
    return (
        inverted or after.pos_ in {"ADP", "ADV", "CCONJ", "PRON", "PROPN", "NOUN"} or after.dep_ == "dobj"
    ) and not (after.lower_ in {"that", "of"} or after.head.i < first)


def segment(passage: Passage, sentence: Sentence, at: "Token") -> tuple[int, int]:
    """Return the stretch between semicolons around a token, in its sentence."""
    text, here = curled(passage.text), int(at.idx)
    starts = [text.rfind(";", sentence.start, here)]
    dashes = [m.start() for m in DASH.finditer(text, sentence.start, sentence.end)]
    if len(dashes) == 1 and dashes[0] < here:  # "– of pneumonia, says the certificate"
        starts.append(dashes[0])
    end = text.find(";", here, sentence.end)
    return max(sentence.start, max(starts) + 1), (end if end >= 0 else sentence.end)
