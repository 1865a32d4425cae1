"""Quotations: whole sentences between quotation marks, under the speaker whom the words around them name.

The speaker stands beside the marks ("…", said the clerk. "…"; The clerk: "…"); a quotation that nobody's name stands
beside belongs to the last speaker quoted in the same paragraph, or in the paragraph before if its marks stay open.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from khronika.reading.clauses import clause_of
from khronika.reading.lexicon import words
from khronika.reading.passage import Passage
from khronika.reading.quotation_marks import curled
from khronika.reading.speakers import speaker_name
from khronika.reading.voices import Report, Voice
from khronika.vocabulary.statement import AUTHOR

if TYPE_CHECKING:
    from spacy.tokens import Token

SHORTEST = 12  # characters: shorter ones are words that the author only borrows


@dataclass(frozen=True, slots=True)
class Quotation:
    """The characters inside a pair of marks, and whether the closing mark is there."""

    start: int
    end: int
    closed: bool


def quotations(text: str) -> list[Quotation]:
    """Return the quotations of a text with curly marks, in order; one that is not closed ends with its paragraph."""
    found, i = [], 0
    while (start := text.find("“", i)) >= 0:
        line_end = text.find("\n", start)
        line_end = line_end if line_end >= 0 else len(text)
        stop = text.find("”", start, line_end)
        again = text.find("“", start + 1, line_end)
        if stop >= 0 and again >= 0 and again < stop:  # marks within marks
            outer = text.find("”", stop + 1, line_end)
            stop = outer if outer >= 0 and text.count("“", again + 1, outer) == 0 else stop
        end = stop if stop >= 0 else line_end
        found.append(Quotation(start + 1, end, stop >= 0))
        i = max(end, start + 1)
    return found


def quoted(passage: Passage) -> list[Report]:
    """Return the quotations of the document that say something by themselves, each under its speaker."""
    text = curled(passage.text)
    inside = quotations(text)
    found: list[Report] = []
    last: tuple[Voice, Quotation] | None = None
    for one in inside:
        if one.end - one.start < SHORTEST or not whole(passage, text, one):
            continue
        speaker = named_beside(passage, text, one, inside)
        if speaker is None and last is not None:
            between = text[last[1].end : one.start]
            same = "\n" not in between
            goes_on = not last[1].closed and not between.strip("\n “”")
            if goes_on or (same and not says_other(passage, last[1].end, one.start)):
                speaker = last[0]
        if speaker is not None:
            found.append(Report(one.start, one.end, speaker))
            last = (speaker, one)
    return found


def whole(passage: Passage, text: str, one: Quotation) -> bool:
    """Tell whether a quotation is speech and not a few borrowed words: it holds a finite verb and starts or ends as one."""
    inner = list(passage.tokens(one.start, one.end))
    finite = any(t.tag_ in {"VBZ", "VBP", "VBD", "MD"} for t in inner)
    closes = text[one.end - 1] in ",.?!" or text[one.end : one.end + 2] in {"”,", "”.", "”"} or not one.closed
    return finite and text[one.start].isupper() and closes


def named_beside(passage: Passage, text: str, one: Quotation, inside: list[Quotation]) -> Voice | None:
    """Return the speaker whom the words right after or before the marks name, or None."""
    after = re.match(r"”?[,.]?\s*", text[one.end :])
    at = one.end + (after.end() if after else 0)
    comma = text[one.end - 1] in ",?!–—" or text[one.end : one.end + 2] == "”,"
    stop = next((q.start for q in inside if q.start > one.end), len(text))
    stop = min(stop, at + 160, end_of_line(text, at))
    if comma and at < stop and one.closed:
        voice = speaker_among(passage, [t for t in passage.tokens(at, stop) if not t.is_space], any_verb=True)
        if voice is not None:
            return voice
    lead = text[max(text.rfind("\n", 0, one.start) + 1, one.start - 220) : one.start - 1].rstrip()
    if lead.endswith((":", ",")):
        start = one.start - 1 - len(text[max(text.rfind("\n", 0, one.start) + 1, one.start - 220) : one.start - 1])
        cut = max([start, *(start + m.end() for m in re.finditer(r"[.?!”]\s", text[start : one.start - 1]))])
        tokens = [t for t in passage.tokens(cut, one.start - 1) if not t.is_space]
        voice = speaker_among(passage, tokens, any_verb=lead.endswith(":"), backwards=True)
        return voice or (before_colon(passage, tokens) if lead.endswith(":") else None)
    return None


def end_of_line(text: str, at: int) -> int:
    """Return the offset of the end of the line."""
    end = text.find("\n", at)
    return end if end >= 0 else len(text)


def speaker_among(
    passage: Passage, tokens: "list[Token]", *, any_verb: bool = False, backwards: bool = False
) -> Voice | None:
    """Return the speaker of the verb of saying nearest to the marks; beside a comma or colon any verb will do."""
    said = words(passage.language, "voice", "report_verbs")
    members = {t.i for t in tokens}
    for verb in reversed(tokens) if backwards else tokens[:14]:
        if verb.pos_ not in {"VERB", "AUX"} or verb.tag_ not in {"VBD", "VBZ", "VBP"}:
            continue
        if not any_verb and verb.lemma_.lower() not in said:
            continue
        clause = clause_of(verb)
        subject = clause.subject
        if clause.passive or subject is None or subject.i not in members:
            subject = next(
                (c for t in tokens for c in [t] if c.head == verb and c.dep_ in {"nsubj", "dobj", "attr"}), None
            )
        if subject is None or clause.passive:
            continue
        by, inferred = speaker_name(passage, subject)
        return Voice(by, inferred=inferred) if by and by != AUTHOR else None
    return None


def before_colon(passage: Passage, tokens: "list[Token]") -> Voice | None:
    """Return the speaker of "The clerk: …" and "Interior Minister on television: …"."""
    tokens = [t for t in tokens if not t.is_punct and not t.like_num]
    if not tokens or len(tokens) > 9 or any(t.tag_ in {"VBD", "VBZ", "VBP"} for t in tokens):
        return None
    for token in tokens:
        if token.pos_ in {"PROPN", "NOUN"} and token.dep_ not in {"compound", "amod", "poss"}:
            by, inferred = speaker_name(passage, token)
            return Voice(by, inferred=inferred) if by and by != AUTHOR else None
    return None


def says_other(passage: Passage, start: int, end: int) -> bool:
    """Tell whether the words between two quotations bring in somebody else who speaks."""
    said = words(passage.language, "voice", "report_verbs")
    return any(
        t.lemma_.lower() in said and t.pos_ == "VERB" and (s := clause_of(t).subject) is not None and s.pos_ != "PRON"
        for t in list(passage.tokens(start, end))[14:]
    )
