"""The words of a recommendation: the span of one verb of action, cut free of the actions beside it."""

import re
from typing import TYPE_CHECKING

from khronika.reading.passage import Passage, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

# What stands between two actions, or after the last one, and belongs to neither.
JOINT = re.compile(r"(?:[\s,;:–—]|\b(?:and|or|but|also|then|to|on|upon)\b)+$")
# A remark after the action that only describes somebody in it, or goes on with something else.
REMARK = re.compile(
    r"(?:[,;]\s+(?:who|whom|whose|which|where|said|says|he|she|it|they|we)\b|\s[–—]\s|;\s|:\s+(?=[a-z“])).*$", re.DOTALL
)


def coordinated(verb: "Token") -> "list[Token]":
    """Return a verb of action and those coordinated with it that have no subject of their own, in order."""
    others = [
        c
        for c in verb.conjuncts
        if c.i > verb.i and c.tag_ in {"VB", "VBP"} and not any(g.dep_ in {"nsubj", "nsubjpass"} for g in c.children)
    ]
    return [verb, *others]


def is_infinitive(token: "Token") -> bool:
    """Tell whether a token is a verb with "to" right before it (an adverb or "not" may stand between)."""
    if token.tag_ not in {"VB", "VBP"} and token.pos_ not in {"VERB", "AUX"}:
        return False
    at = token.i - 1
    while at >= 0 and (token.doc[at].tag_ == "RB" or token.doc[at].is_quote) and at > token.i - 3:
        at -= 1
    return at >= 0 and token.doc[at].lower_ == "to" and token.doc[at].tag_ == "TO"


def first_of(verb: "Token") -> int:
    """Return the token number at which the action's words start: the verb, or its "not" or adverb before it."""
    at = verb.i
    while at - 1 >= 0 and verb.doc[at - 1].head == verb and verb.doc[at - 1].tag_ == "RB":
        at -= 1
    return at


def action_span(passage: Passage, sentence: Sentence, verb: "Token", stop: int | None = None) -> tuple[int, int]:
    """Return the characters of one action: from its verb to the token number ``stop``, or to the clause's end."""
    last = stop - 1 if stop is not None else max(verb.right_edge.i, verb.i)
    other = next((t for t in verb.doc[verb.i + 1 : last + 1] if t.dep_ == "conj" and t.tag_ in {"VBD", "VBZ"}), None)
    if other is not None and verb.doc[other.i - 1].dep_ == "cc":  # "… and appealed to": what somebody did next
        last = other.i - 1
    start, end = passage.characters(first_of(verb), max(last, verb.i) + 1)
    if (
        verb.i > 1
        and verb.doc[verb.i - 1].tag_ == "TO"
        and any(c.dep_ == "neg" and c.i == verb.i - 2 for c in verb.children)
    ):
        start = int(verb.doc[verb.i - 2].idx)  # "not to spread rumours"
    text = passage.text[start : min(end, sentence.end)]
    text = REMARK.sub("", text)
    text = JOINT.sub("", text.rstrip(" .!?;,\n"))
    return start, start + len(text)
