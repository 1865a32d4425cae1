"""Who says so: the speaker of each part of a document and how the text holds what is said."""

from dataclasses import dataclass

from khronika.reading.clauses import Clause
from khronika.reading.lexicon import words
from khronika.reading.passage import Passage
from khronika.vocabulary.statement import AUTHOR
from khronika.vocabulary.terms import Modality


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
    if on_condition(passage, clause):
        return Modality.CONDITIONAL
    if clause.future or to_come(passage, clause):
        return Modality.PLANNED
    if clause.negated:
        return Modality.DENIED if voice.attributed else voice.modality
    if "would" in clause.modals:  # "said that an appeal would be lodged" is a plan; nobody's "would" a condition
        return Modality.PLANNED if voice.attributed else Modality.CONDITIONAL
    if clause.passive and clause.modals & words(language, "voice", "conditional_modals"):
        return Modality.CONDITIONAL
    return voice.modality


def on_condition(passage: Passage, clause: Clause) -> bool:
    """Tell whether a clause hangs on a condition ("if …", "unless …", "should he fail …", "whoever …")."""
    opening = words(passage.language, "voice", "condition_words")
    for child in clause.predicate.children:
        marked = child.dep_ == "advcl" and any(m.lower_ in opening for m in child.children if m.dep_ == "mark")
        first = passage.doc[child.left_edge.i]
        inverted = child.dep_ in {"advcl", "ccomp"} and first.lower_ == "should" and first.head == child
        if marked or inverted:
            return True
    return clause.subject is not None and clause.subject.lower_ in words(passage.language, "voice", "whoever")


def to_come(passage: Passage, clause: Clause) -> bool:
    """Tell whether a clause in the present speaks of what is arranged ("is due to leave", "is fixed for 3 May")."""
    verb = clause.predicate
    arranged = words(passage.language, "voice", "arrangements")
    governor = verb.head
    if verb.dep_ == "xcomp" and governor.lemma_.lower() in arranged and not clause.negated:
        return governor.pos_ == "ADJ" or any(c.dep_ == "auxpass" for c in governor.children)
    present = verb.tag_ in {"VBZ", "VBP"} or any(c.tag_ in {"VBZ", "VBP"} for c in verb.children if "aux" in c.dep_)
    if not present:
        return False
    published = passage.document.published
    date = passage.date_of(clause)
    first = date.value.split("/")[0] if date is not None else ""
    return bool(published) and len(first) >= len("2022-01") and first > published


def unreal(passage: Passage, clause: Clause) -> bool:
    """Tell whether a clause only says what was threatened, asked or not done ("threatened to arrest")."""
    if clause.modals & words(passage.language, "recommendations", "modals"):
        return True
    governor = clause.predicate.head
    return clause.predicate.dep_ in {"xcomp", "ccomp"} and governor.lemma_.lower() in words(
        passage.language, "voice", "unreal_verbs"
    )
