"""Who says so: the speaker of each part of a sentence and how the text holds what is said.

Read from structure: the clause under a verb of saying, the words inside quotation marks, "according to", a denial.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from khronika.reading.clauses import Clause
from khronika.reading.lexicon import words
from khronika.reading.parties import body_text, parties_of
from khronika.reading.passage import Passage, Sentence
from khronika.vocabulary.statement import AUTHOR
from khronika.vocabulary.terms import Modality

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker (``author`` for the document's own voice) and how the thing is held.

    ``inferred`` tells that the speaker's name stands elsewhere than the words of this sentence.
    """

    by: str = AUTHOR
    modality: Modality = Modality.ASSERTED
    inferred: bool = False

    @property
    def attributed(self) -> bool:
        """Tell whether somebody else than the author speaks."""
        return self.by != AUTHOR


@dataclass(frozen=True, slots=True)
class Report:
    """Somebody's word: the characters ``[start, end)`` that it covers."""

    start: int
    end: int
    voice: Voice


def reports(passage: Passage) -> tuple[Report, ...]:
    """Return everything in the document that is told as somebody's word, in order."""
    found: list[Report] = []
    for sentence in passage.sentences:
        here = [*reports_in(passage, sentence)]
        found += here
    found += quoted(passage, found)
    return tuple(found)


def reports_in(passage: Passage, sentence: Sentence) -> list[Report]:
    """Return the reported stretches of one sentence."""
    found: list[Report] = []
    language = passage.language
    deny = words(language, "voice", "deny_verbs")
    said = words(language, "voice", "report_verbs") | deny
    for clause in sentence.clauses:
        if clause.predicate.lemma_.lower() in said and not clause.negated:
            voice = voice_of(passage, clause)
            if voice is not None:
                found += [Report(start, end, voice) for start, end in covered(passage, sentence, clause)]
    found += according_to(passage, sentence)
    return found


def voice_of(passage: Passage, clause: Clause) -> Voice | None:
    """Return the voice that a verb of saying gives to what it governs."""
    language = passage.language
    verb = clause.predicate.lemma_.lower()
    speaker = clause.agent if clause.passive else clause.subject
    if speaker is None or (clause.passive and clause.agent is None):
        return (
            Voice(modality=Modality.ALLEGED)
            if clause.passive and verb in words(language, "voice", "hearsay_verbs")
            else None
        )
    by, inferred = speaker_name(passage, speaker)
    modality = Modality.ASSERTED
    if verb in words(language, "voice", "deny_verbs"):
        modality = Modality.DENIED
    elif verb in words(language, "voice", "hearsay_verbs"):
        modality = Modality.ALLEGED
    if not by:
        return None
    return Voice(by, modality, inferred)


def speaker_name(passage: Passage, token: "Token") -> tuple[str, bool]:
    """Return a speaker's name as the contract wants it, and whether it was inferred; empty if it is nobody's."""
    language = passage.language
    if token.lower_ in words(language, "voice", "own_voice"):
        return AUTHOR, False
    filled = parties_of(passage, token, coordinated=False)
    if filled.parties and filled.parties[0].name:
        return filled.parties[0].name, filled.inferred
    if token.pos_ in {"NOUN", "PROPN"}:
        return body_text(passage, token), False
    return "", False


def covered(passage: Passage, sentence: Sentence, clause: Clause) -> list[tuple[int, int]]:
    """Return the characters that a verb of saying answers for."""
    verb = clause.predicate
    contents = [
        c
        for c in verb.children
        if c.dep_ in {"ccomp", "dobj", "xcomp", "pcomp", "oprd"} or (c.dep_ == "prep" and c.lower_ in {"of", "that"})
    ]
    spans = []
    for content in contents:
        if content.dep_ == "ccomp" or content.pos_ in {"VERB", "AUX"} or verb.lemma_.lower() not in {"say", "tell"}:
            spans.append(passage.characters(content.left_edge.i, content.right_edge.i + 1))
    if verb.dep_ in {"parataxis", "ccomp", "advcl"} and verb.head != verb and not spans:
        # "… , his lawyer said": the verb hangs on what it reports.
        before = passage.characters(sentence.span.start, max(verb.left_edge.i, sentence.span.start + 1))
        if before[1] > before[0] and verb.i > verb.head.i:
            spans.append(before)
    return spans


def according_to(passage: Passage, sentence: Sentence) -> list[Report]:
    """Return the stretch for which a source is named by "according to"."""
    found = []
    for token in sentence.span:
        if token.lower_ == "according" and token.i + 1 < len(passage.doc) and passage.doc[token.i + 1].lower_ == "to":
            source = next((t for t in token.subtree if t.dep_ == "pobj"), None)
            if source is None:
                continue
            by, inferred = speaker_name(passage, source)
            if by:
                found.append(Report(sentence.start, sentence.end, Voice(by, Modality.ASSERTED, inferred)))
    return found


def quoted(passage: Passage, known: list[Report]) -> list[Report]:
    """Return the quotations that go on over several sentences, under the speaker of the sentence that names one."""
    found = []
    text, i = passage.text, 0
    while (start := text.find("“", i)) >= 0:
        stop = text.find("”", start)
        paragraph_end = text.find("\n", start)
        end = stop if stop >= 0 and (paragraph_end < 0 or stop < paragraph_end) else paragraph_end
        if end < 0:
            end = len(text)
        speakers = [r.voice for r in known if r.start < end and r.end > start and r.voice.attributed]
        if speakers and end - start > 60:
            found.append(Report(start, end, speakers[0]))
        i = max(end, start + 1)
    return found


def voice_at(passage: Passage, start: int, end: int) -> Voice:
    """Return the voice of the characters: that of the narrowest report which covers most of them, else the author's."""
    covering = [r for r in passage.reports if r.start <= start + 2 and r.end >= min(end, start + 10)]
    if not covering:
        return Voice()
    return min(covering, key=lambda r: r.end - r.start).voice


def held(passage: Passage, clause: Clause, voice: Voice) -> Modality:
    """Return how the text holds a clause: denied, conditional, planned, or as its speaker holds it."""
    language = passage.language
    verb = clause.predicate
    if any(t.lower_ in words(language, "voice", "hearsay_words") for t in verb.children):
        return Modality.ALLEGED
    if any(
        c.dep_ == "advcl" and any(m.lower_ in {"if", "unless"} for m in c.children if m.dep_ == "mark")
        for c in verb.children
    ):
        return Modality.CONDITIONAL
    if clause.future:
        return Modality.PLANNED
    if clause.modals & words(language, "voice", "conditional_modals"):
        return Modality.CONDITIONAL
    return voice.modality


def unreal(passage: Passage, clause: Clause) -> bool:
    """Tell whether a clause only says what was threatened, asked or not done ("threatened to arrest")."""
    if clause.modals & words(passage.language, "recommendations", "modals"):
        return True
    governor = clause.predicate.head
    return clause.predicate.dep_ in {"xcomp", "ccomp"} and governor.lemma_.lower() in words(
        passage.language, "voice", "unreal_verbs"
    )
