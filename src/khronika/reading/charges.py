"""Charges: what somebody is accused of, under which provision, with which maximum."""

import re
from dataclasses import dataclass, replace
from functools import cache

from khronika.reading.lexicon import lexicon
from khronika.reading.passage import Passage
from khronika.vocabulary.statement import Charge

LONGEST = 140  # characters of an offence; what is longer is no name of one


@dataclass(frozen=True, slots=True)
class Told:
    """A charge and the characters ``[start, end)`` that tell it."""

    start: int
    end: int
    charge: Charge


@dataclass(frozen=True, slots=True)
class Patterns:
    """The patterns of one language: what opens an offence, where it ends, what parts two of them."""

    cues: "re.Pattern[str]"
    opening: "re.Pattern[str]"
    ends: "re.Pattern[str]"
    joints: "re.Pattern[str]"
    refused: "re.Pattern[str]"
    kept: "re.Pattern[str]"
    quoted_joint: "re.Pattern[str]"
    before_quote: "re.Pattern[str]"
    past_apposition: "re.Pattern[str]"


QUOTED = re.compile(r"[“\"]([^”\"]{3,160})[”\"]")


@cache
def patterns(language: str) -> Patterns:
    """Return the patterns of charges of a language."""
    words = lexicon(language, "charges")
    gap = r"(?:[\w’'.-]+\s+){0,4}?"
    long = r"(?:[\w’'“”.-]+,?\s+){0,9}?"
    length = (
        r"(?:\w+|\d+)(?:[\s-](?:and\s+a\s+half|\w+))?[\s-](?:years?|months?|weeks?|days?|hours?|further|more|another)\b"
    )
    after = r"(?:\s+(?:in|of|and|at|a|an|the|hard|strict|penal|prison|colony|jail|each|apiece|respectively|suspended|imprisonment|behind|bars|community|restricted|liberty|service|labour)){0,5},?\s+"
    cues = "|".join(
        one.replace("{gap}", gap).replace("{long}", long).replace("{after}", after).replace("{length}", length)
        for one in words["cues"]
    )

    def compiled(text: str) -> "re.Pattern[str]":
        return re.compile(text, re.IGNORECASE)

    return Patterns(
        cues=re.compile(rf"\b(?:{cues})\s+", re.IGNORECASE),
        opening=compiled(words["opening"]),
        ends=compiled("|".join(words["ends"])),
        joints=compiled(words["joints"]),
        refused=compiled(words["not_offences"]),
        kept=compiled(words["kept"]),
        quoted_joint=compiled(words["quoted_joint"]),
        before_quote=compiled(words["before_quote"]),
        past_apposition=compiled(words["past_apposition"]),
    )


def charges_in(passage: Passage, start: int, end: int) -> tuple[Told, ...]:
    """Return the charges told in the characters ``[start, end)``, with a provision that stands beside them."""
    found: list[Told] = []
    words = patterns(passage.language)
    position = start
    while (cue := words.cues.search(passage.text, position, end)) is not None:
        told = offences_after(passage, cue.end(), end)
        position = cue.end()
        apposition = None if told else words.past_apposition.match(passage.text, position, end)
        if apposition:  # "convicted X, the leader of a party, of fraud"
            position = apposition.end()
            told = offences_after(passage, position, end)
        found += told
    found = list({told.charge.offence.casefold(): told for told in found}.values())
    return with_provisions(passage, sorted(found, key=lambda told: told.start), start, end)


def offences_after(passage: Passage, start: int, end: int) -> list[Told]:
    """Return the offences that stand after a cue, past words such as "charges of"."""
    leading = patterns(passage.language).opening.match(passage.text, start, end)
    return offences(passage, leading.end() if leading else start, end)


def offences(passage: Passage, start: int, end: int) -> list[Told]:
    """Cut what follows a cue into offences: quoted ones as they are, others up to the end of their phrase."""
    words = patterns(passage.language)
    stretch = passage.text[start:end]
    adverb = words.before_quote.match(stretch)
    opened = re.compile(r"\s*(?:the\s+|a\s+)?[“\"]").match(stretch, adverb.end() if adverb else 0)
    if opened:
        return quoted(words, stretch, start, adverb.end() if adverb else 0)
    stop = words.ends.search(stretch)
    phrase = stretch[: stop.start()] if stop else stretch
    found = []
    at = 0
    for part in words.joints.split(phrase):
        at = stretch.find(part, at)
        text = part.strip(" ,“”\"'’")
        if text and len(text) < LONGEST and (not words.refused.search(text) or words.kept.match(text)):
            first = start + stretch.find(text, at)
            found.append(Told(first, first + len(text), Charge(re.sub(r"^(?:an?|the)\s+", "", text))))
        at += len(part)
    return found


def quoted(words: Patterns, stretch: str, start: int, adverb: int) -> list[Told]:
    """Return the offences that are told in quotation marks, one after the other."""
    found: list[Told] = []
    position = 0
    while (mark := QUOTED.search(stretch, position)) is not None:
        if position and not words.quoted_joint.fullmatch(stretch[position : mark.start()]):
            break
        text = mark.group(1).rstrip(",. ")
        if adverb and not found:
            text = f"{stretch[:adverb].strip()} “{text}”"
        found.append(Told(start + mark.start(1), start + mark.end(1), Charge(text)))
        position = mark.end()
    return found


def with_provisions(passage: Passage, told: list[Told], start: int, end: int) -> tuple[Told, ...]:
    """Give each charge the provision that stands right after it, or the only one of the stretch."""
    provisions = [p for p in passage.provisions if start <= p.start and p.end <= end]
    found = []
    left = list(provisions)
    for n, one in enumerate(told):
        limit = told[n + 1].start if n + 1 < len(told) else end
        fitting = [p for p in left if one.end <= p.start < limit] or (
            [p for p in left if p.end <= one.start][-1:] if n == 0 else []
        )
        if fitting:
            left.remove(fitting[0])
            charge = replace(one.charge, provision=fitting[0].text)
            found.append(Told(one.start, max(one.end, fitting[0].end), charge))
        else:
            found.append(one)
    if not told:
        found = [Told(p.start, p.end, Charge(provision=p.text)) for p in provisions]
    return tuple(found)


def maximum_in(passage: Passage, start: int, end: int, *, any_length: bool = False) -> str:
    """Return the longest term told as a maximum in the characters ``[start, end)``, or nothing.

    With ``any_length`` a length that no word calls a maximum will do ("the offence carries ten years").
    """
    found = [d for d in passage.durations if start <= d.start and d.end <= end and (d.is_maximum or any_length)]
    return found[-1].value if found else ""
