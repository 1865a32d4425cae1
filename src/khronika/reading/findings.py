"""Findings: the words of a judgment, trimmed to what is found, with what they are about and whose they are."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from khronika.reading.passage import Passage, Sentence
from khronika.reading.quotation_marks import curled
from khronika.reading.standpoints import Standpoint

if TYPE_CHECKING:
    from spacy.tokens import Token

EDGES = ' \t\n,;:.–—“”"‘’'
COPULA = re.compile(r"^(?:(?:was|were|is|are|has been|have been|had been|be|being|been|to be|to have been)\s+)+")
SOURCE = re.compile(r",?\s+according to\b")
OPEN_RELATIVE = re.compile(r",\s+(?:who|which|where|whose|when)\b.*$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding: what it is about, its characters, whose it is, and the offsets that the quote should reach."""

    about: str
    finding: tuple[int, int]
    by: Standpoint
    about_inferred: bool = False
    opening: tuple[int, ...] = ()
    closing: tuple[int, ...] = (0,)


def tidy(passage: Passage, start: int, end: int) -> tuple[int, int]:
    """Return the characters of a finding without copula, edges and a relative clause that only adds."""
    text = curled(passage.text)[start:end]
    text = OPEN_RELATIVE.sub("", text)
    if (
        text.count("“") == 1
        and text.count("”") == 1
        and text.strip(" ,.").startswith("“")
        and text.strip(" ,.").endswith("”")
    ):
        pass
    end = start + len(text)
    leading = len(text) - len(text.lstrip(EDGES))
    start += leading
    copula = COPULA.match(curled(passage.text)[start:end])
    if copula:
        start += copula.end()
    while start < end and curled(passage.text)[start] in EDGES.replace("“", ""):
        start += 1
    while end > start and curled(passage.text)[end - 1] in EDGES.replace("”", ""):
        end -= 1
    text = curled(passage.text)[start:end]
    closing = text.find("”")
    if (
        text.startswith("“")
        and closing > 0
        and re.match(r"”[,.;]?\s+(?:and|but|in|on|at|for|while|after|before)\b|”[,.;]\s", text[closing:])
    ):
        end = start + closing + 1  # what goes on after the quoted words is no part of the judgment
        text = curled(passage.text)[start:end]
    if text.startswith("“") and text.find("”") in {-1, len(text) - 1}:
        start, end = start + 1, end - (1 if text.endswith("”") else 0)
    elif text.endswith("”") and "“" not in text:
        end -= 1
    while end > start and curled(passage.text)[end - 1] in ",.;":
        end -= 1
    return start, end


def content_end(passage: Passage, sentence: Sentence, verb: "Token") -> int:
    """Return the offset where a verb's own clause ends: before a coordinated clause or verb with its own tense."""
    end = passage.characters(verb.i, verb.right_edge.i + 1)[1]
    for other in verb.conjuncts:
        if other.i <= verb.i or other.pos_ not in {"VERB", "AUX"}:
            continue
        if other.tag_ in {"VBD", "VBZ", "VBP"} or any(
            c.dep_ in {"nsubj", "nsubjpass", "aux", "auxpass"} for c in other.children
        ):
            first = min(int(other.left_edge.idx), int(other.idx))
            if first > verb.idx:
                end = min(end, first)
    if curled(passage.text)[end : end + 2] in {"’s", "'s"}:  # the parser cut a possessive off its noun
        goes_on = re.search(r"[,.;:]", curled(passage.text)[end : sentence.end])
        end = end + goes_on.start() if goes_on else sentence.end
    source = SOURCE.search(curled(passage.text), int(verb.idx), min(end, sentence.end))
    end = source.start() if source else end
    text = re.sub(r"[\s,;]+(?:and|but|while|or)?\s*$", "", curled(passage.text)[int(verb.idx) : min(end, sentence.end)])
    return int(verb.idx) + len(text)
