"""In what it happened: the unrest, the raid, the march in which people were killed or taken, in the text's words."""

from typing import TYPE_CHECKING

from khronika.reading.counted import Count
from khronika.reading.lexicon import words
from khronika.reading.passage import Passage, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

AFTER_NOUN = 7  # words of "of …", "against …" that still name an event
BACK = 3  # how many sentences back an event may have been told


def event_nouns(passage: Passage, sentence: Sentence) -> "list[Token]":
    """Return the nouns of events in a sentence, in order."""
    known = words(passage.language, "tolls", "events")
    return [
        t
        for t in sentence.span
        if t.pos_ in {"NOUN", "PROPN"}
        and t.lemma_.lower() in known
        and t.dep_ not in {"compound", "poss"}
        and not any(d.start <= t.idx < d.end for d in passage.dates)
    ]


def event_here(passage: Passage, count: Count, verb: "Token | None") -> str:
    """Return the event that the sentence itself puts the counted in ("in the bombardment of the market")."""
    found = [
        t
        for t in event_nouns(passage, count.sentence)
        if not count.first <= t.i < count.last and in_it(passage, t, count, verb)
    ]
    if not found:
        return ""
    at = verb.i if verb is not None else count.last
    return event_text(passage, min(found, key=lambda t: abs(t.i - at)))


def in_it(passage: Passage, event: "Token", count: Count, verb: "Token | None") -> bool:
    """Tell whether a sentence puts what befell the counted in an event: "in the raid", "the raid left", "a raid in which"."""
    if preposition(event) in words(passage.language, "tolls", "within"):
        return True
    if event.dep_ in {"nsubj", "nsubjpass"} and event.i < count.first and event.head.i < count.first:
        return event.head in [count.top, *count.top.ancestors]
    return verb is not None and verb.dep_ == "relcl" and verb.head == event and event.i < count.first


def preposition(token: "Token") -> str:
    """Return the preposition that a noun stands under."""
    head = token
    while head.dep_ == "conj":
        head = head.head
    return str(head.head.lower_) if head.dep_ == "pobj" else ""


def event_before(passage: Passage, count: Count) -> str:
    """Return the last event that the sentences before a count tell of."""
    here = count.sentence.number
    for sentence in reversed(passage.sentences[max(0, here - BACK) : here]):
        found = event_nouns(passage, sentence)
        if found:
            return event_text(passage, found[0])
    return ""


def event_text(passage: Passage, noun: "Token") -> str:
    """Return an event in the text's words: the noun with the words before it and a short "of …" after it."""
    doc = passage.doc
    start = min(
        [
            noun.i,
            *(
                c.left_edge.i
                for c in noun.children
                if c.i < noun.i and c.dep_ in {"amod", "compound", "nmod", "poss", "nummod"}
            ),
        ]
    )
    while start < noun.i and (
        doc[start].dep_ == "det" or doc[start].lower_ in {"the", "a", "an", "its", "their"} or doc[start].is_punct
    ):
        start += 1
    end = noun.i + 1
    for child in noun.children:
        if child.dep_ == "prep" and child.i == end and child.lower_ in words(passage.language, "tolls", "event_joints"):
            last = edge(child)
            if last - child.i <= AFTER_NOUN:
                end = last + 1
    return " ".join(passage.text[slice(*passage.characters(start, end))].split())


def edge(preposition_: "Token") -> int:
    """Return the last token of a prepositional phrase, without clauses that hang on its noun."""
    last = int(preposition_.i)
    inner = next((c for c in preposition_.children if c.dep_ == "pobj"), None)
    if inner is None:
        return last
    last = int(inner.i)
    for child in inner.children:
        if child.i == last + 1 and child.dep_ == "prep" and child.lower_ in {"of", "for"}:
            last = edge(child)
    return last
