"""Charges: what somebody is accused of, under which provision, with which maximum."""

import re
from dataclasses import dataclass, replace

from khronika.reading.passage import Passage
from khronika.vocabulary.statement import Charge

CUES = re.compile(
    r"\b(?:found\s+(?:[\w’'-]+\s+){0,4}?guilty\s+(?:of|on)|guilty\s+of|convicted(?:,?\s+[\w’'-]+){0,8}?,?\s+(?:of|on|for)|charged(?:\s+[\w’'-]+){0,4}?\s+with|charges?\s+of|counts?\s+of|"
    r"accused(?:\s+[\w’'-]+){0,4}?\s+of|accuses?(?:\s+[\w’'-]+){0,4}?\s+of|accusing(?:\s+[\w’'-]+){0,4}?\s+of|accusations?\s+of|on\s+suspicion\s+of|suspected\s+of|indicted(?:\s+[\w’'-]+){0,4}?\s+(?:for|on|with)|"
    r"prosecuted\s+for|tried\s+for|on\s+trial\s+for|trial\s+(?:for|over)|wanted\s+for|booked\s+for|acquitted(?:\s+[\w’'-]+){0,4}?\s+of|cleared(?:\s+[\w’'-]+){0,4}?\s+of|"
    r"arrested\s+(?:for|over)|detained\s+(?:for|over)|imprisonment\s+for|in\s+prison\s+for|years?(?:\s+in\s+\w+)?\s+for|months?(?:\s+in\s+\w+)?\s+for|fined\s+[^.;]{0,40}?\s+for|jailed\s+[^.;]{0,60}?\s+for|sentenced\s+[^.;]{0,80}?\s+for|investigat\w+\s+for|questioned\s+over)\s+",
    re.IGNORECASE,
)
END = re.compile(
    r"[.;:]|,?\s+(?:and|but)\s+(?:was|were|is|are|has|have|had|sentenced|fined|ordered|jailed|barred|banned|gave|handed|received|prohibited|will|would|could|must|he|she|they|it)\b|,\s+(?:which|who|whose|an offence|a crime|a charge|an offense|"
    r"according|after|before|while|where|when|he|she|they|the|his|her|and|but|said|under|as)\b|\s+(?:after|before|when|while|because|who|which|on\s+\w+day|on\s+(?:January|February|March|April|May|June|July|August|September|October|November|December|\d)|in\s+(?:19|20)\d\d|"
    r"last\s+\w+|for\s+(?:his|her|their)\s+(?:part|role)|at\s+(?:a|the)\s|and\s+sentenced|was|were|has|have|had|could|would|may|under\s+(?:article|section|art)|\((?:article|section|art)|to\s+\w+\s+(?:years|months|days))\b|\n|\s+\(|\s[–—]\s|,\s+court",
    re.IGNORECASE,
)
SPLIT = re.compile(
    r"\s*(?:,\s*and\s+|,\s+|\s+and\s+(?:of\s+|with\s+|for\s+)?)(?=[“\"]|\w+ing\b|(?:illegal|unlawful|false|membership|participation|incitement|treason|terroris\w+|extremis\w+|defamation|libel|possession|resisting)\b)"
)
QUOTED = re.compile(r"[“\"]([^”\"]{3,160})[”\"]")
NOT_AN_OFFENCE = re.compile(
    r"^(?:the|a|an|his|her|their|this|that|which|him|them|it|all|another|other|one|two|three|some|what|who|more|at least|up to|life|good)\b|^\W*$|\b(?:years?|months?|days?|weeks?|hours?)$",
    re.IGNORECASE,
)
KEPT_OPENING = re.compile(
    r"^(?:the\s+(?:murder|killing|theft|organi[sz]ation|distribution|use)|a\s+(?:terror|bomb|plot)|another)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Told:
    """A charge and the characters ``[start, end)`` that tell it."""

    start: int
    end: int
    charge: Charge


def charges_in(passage: Passage, start: int, end: int) -> tuple[Told, ...]:
    """Return the charges told in the characters ``[start, end)``, with a provision that stands beside them."""
    found: list[Told] = []
    position = start
    while (cue := CUES.search(passage.text, position, end)) is not None:
        position = cue.end()
        stretch = passage.text[position:end]
        leading = re.match(
            r"\s*(?:both\s+|charges?\s+(?:of|including)\s+|counts?\s+of\s+|suspicion\s+of\s+)", stretch, re.IGNORECASE
        )
        offset = leading.end() if leading else 0
        found += offences(passage, position + offset, end)
    found = list({told.charge.offence.casefold(): told for told in found}.values())
    return with_provisions(passage, found, start, end)


def offences(passage: Passage, start: int, end: int) -> list[Told]:
    """Cut what follows a cue into offences: quoted ones as they are, others up to the end of their phrase."""
    stretch = passage.text[start:end]
    opening = re.match(r"\s*(?:the\s+|a\s+)?[“\"]", stretch)
    if opening:
        found, position = [], 0
        while (quoted := QUOTED.search(stretch, position)) is not None:
            between = stretch[position : quoted.start()]
            if position and not re.fullmatch(
                r"[,\s]*(?:\([^)]*\)|,)?[,\s]*(?:and|or)?\s*(?:of\s+|with\s+|for\s+)?", between
            ):
                break
            text = quoted.group(1).rstrip(",. ")
            found.append(Told(start + quoted.start(1), start + quoted.start(1) + len(text), Charge(text)))
            position = quoted.end()
        return found
    stop = END.search(stretch)
    phrase = stretch[: stop.start()] if stop else stretch
    found = []
    at = 0
    for part in SPLIT.split(phrase):
        at = stretch.find(part, at)
        text = part.strip(" ,“”\"'’")
        if text and len(text) < 140 and (not NOT_AN_OFFENCE.search(text) or KEPT_OPENING.match(text)):
            first = start + stretch.find(text, at)
            found.append(Told(first, first + len(text), Charge(text)))
        at += len(part)
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


def maximum_in(passage: Passage, start: int, end: int) -> str:
    """Return the longest term told as a maximum in the characters ``[start, end)``, or nothing."""
    found = [d for d in passage.durations if start <= d.start and d.end <= end and d.is_maximum]
    return found[-1].value if found else ""
