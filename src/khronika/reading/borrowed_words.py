"""Borrowed words: a judgment that stands in a sentence as a few quoted words, of the thing that the words beside it name.

Quotation marks mislead the parser, so that this reads the order of the words: what stands between a verb of judging and
the marks is judged ("called the conduct of the forces “adequate”"), or what stands before a quoted predicate is
("the order “disguises a sanction”, the judge wrote").
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from khronika.reading.clauses import Clause
from khronika.reading.findings import Finding, tidy
from khronika.reading.judged_things import about_of, can_assess, can_be_judged
from khronika.reading.lexicon import words
from khronika.reading.passage import Passage, Sentence
from khronika.reading.quotation_marks import curled
from khronika.reading.quotations import Quotation, named_beside, quotations
from khronika.reading.standpoints import OWN, Standpoint, standpoint
from khronika.reading.voices import voice_at

if TYPE_CHECKING:
    from spacy.tokens import Token

TENSED = frozenset({"VBZ", "VBP", "VBD"})
LONGEST = 30  # tokens of a judgment in borrowed words


def borrowed(passage: Passage, sentence: Sentence, clause: Clause) -> Iterator[Finding]:
    """Yield the judgments in borrowed words of a sentence (asked once, at its root)."""
    if clause.predicate != min((c.predicate for c in sentence.clauses), key=lambda t: t.i):
        return
    text = curled(passage.text)
    around = list(quotations(text[sentence.start : sentence.end]))
    inside = [Quotation(q.start + sentence.start, q.end + sentence.start, q.closed) for q in around]
    for one in inside:
        tokens = list(passage.tokens(one.start, one.end))
        before = [t for t in passage.tokens(sentence.start, one.start - 1) if not t.is_space]
        if not 1 < len(tokens) <= LONGEST or not before or passage.text[one.start].isupper():
            continue
        found = as_called(passage, sentence, one, before) or as_predicate(
            passage, sentence, one, tokens, before, inside
        )
        if found is not None:
            yield found


def as_called(passage: Passage, sentence: Sentence, one: Quotation, before: "list[Token]") -> Finding | None:
    """Return the judgment after a verb of judging and what it judges: "rates legal aid as “barely existent”"."""
    judging = words(passage.language, "assessments", "judging")
    verb = next(
        (
            t
            for t in reversed(before)
            if t.pos_ in {"VERB", "AUX"} and t.tag_ in TENSED | {"VBN", "VBG"} and t.lower_ not in judged_nouns(passage)
        ),
        None,
    )
    if verb is None or not (
        verb.lemma_.lower() in judging or verb.lower_ in words(passage.language, "assessments", "judging_forms")
    ):
        return None
    between = [t for t in before if t.i > verb.i]
    while between and between[-1].lower_ in {"as", "be", "to", ",", "being"}:
        between.pop()
    heads = [t for t in between if t.pos_ in {"NOUN", "PROPN", "PRON"} or t.lower_ in judged_nouns(passage)]
    if not heads or between[0].pos_ == "ADP":
        return None
    first = next((t for t in heads if t.dep_ not in {"compound", "amod", "poss"}), heads[0])
    if passage.people.at(first) is not None and first.pos_ != "PRON":
        return None
    about, inferred = about_of(passage, sentence, first)
    if first.pos_ not in {"NOUN", "PROPN", "PRON"}:  # "the ruling" taken for a participle of the quoted words
        about, inferred = first.text, False
    subject = speaker_before(passage, verb, before)
    by = standpoint(passage, subject, int(verb.idx)) if subject is not None else None
    if by is None or not about or subject is None:
        return None
    return Finding(about, tidy(passage, one.start - 1, one.end + 1), by, inferred, (int(subject.left_edge.idx),), (0,))


def judged_nouns(passage: Passage) -> frozenset[str]:
    """Return the nouns of things that are judged."""
    return words(passage.language, "assessments", "objects")


def speaker_before(passage: Passage, verb: "Token", before: "list[Token]") -> "Token | None":
    """Return the subject of a verb, or the nearest noun before it that can assess where the parser shows none."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i), None)
    if subject is not None and subject.tag_ not in {"WDT", "WP"}:
        return subject
    return next(
        (
            t
            for t in reversed([t for t in before if t.i < verb.i])
            if t.pos_ in {"NOUN", "PROPN"} and t.dep_ not in {"compound", "pobj"} and can_assess(passage, t)
        ),
        None,
    )


def as_predicate(
    passage: Passage,
    sentence: Sentence,
    one: Quotation,
    tokens: "list[Token]",
    before: "list[Token]",
    inside: list[Quotation],
) -> Finding | None:
    """Return a judgment that is a quoted predicate of a thing named before it, if somebody is named who says so."""
    linking = [t for t in before[-3:] if t.lemma_.lower() in {"be", "have"} and t.i >= before[-1].i - 1]
    tensed = tokens[0].tag_ in TENSED and tokens[0].pos_ in {"VERB", "AUX"}
    other = before[-1].pos_ == "ADP" and before[-2].tag_ in TENSED if len(before) > 2 else False
    if not (linking or tensed or other):
        return None
    start = int(linking[0].idx) if linking else int(before[-2].idx) if other else one.start - 1
    subject = subject_before(start, before)
    if subject is None or not (can_be_judged(passage, subject) or (linking and subject.pos_ == "NOUN" and not tensed)):
        return None
    if passage.people.at(subject) is not None:
        return None
    text = curled(passage.text)
    voice = voice_at(passage, start, start + 1)
    named = None if voice.attributed else named_beside(passage, text, one, inside)
    by = Standpoint(voice.by, voice.inferred) if voice.attributed else OWN
    by = Standpoint(named.by, named.inferred) if named is not None else by
    if by == OWN:
        return None
    about, inferred = about_of(passage, sentence, subject)
    return Finding(about, tidy(passage, start, one.end + 1), by, inferred, (int(subject.left_edge.idx),), (0,))


def subject_before(at: int, before: "list[Token]") -> "Token | None":
    """Return the head of the noun phrase right before an offset, going over a remark between commas."""
    left = [t for t in before if t.idx < at and t.pos_ not in {"AUX", "PART"} and t.lower_ not in {"never", "not"}]
    if left and left[-1].text == ",":
        opens = next((n for n in range(len(left) - 2, -1, -1) if left[n].text == ","), None)
        left = left[:opens] if opens is not None else left[:-1]
    if not left or left[-1].pos_ not in {"NOUN", "PROPN", "PRON"}:
        return None
    head = left[-1]
    first = left[0].i
    while head.head.i >= first and head.head.i < head.i and head.dep_ in {"pobj", "prep", "compound", "amod"}:
        head = head.head
        if head.pos_ == "ADP":
            continue
    return head if head.pos_ in {"NOUN", "PROPN", "PRON"} and head.i >= first else left[-1]
