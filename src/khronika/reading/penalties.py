"""Penalties: the components of a sentence, each with its length or sum, suspended or not."""

import re
from dataclasses import dataclass
from functools import cache

from khronika.reading.lexicon import lexicon
from khronika.reading.passage import Passage
from khronika.vocabulary.statement import Penalty
from khronika.vocabulary.terms import PenaltyType

NEAR = 60  # characters between a length and the word that tells what it is a length of


@dataclass(frozen=True, slots=True)
class Told:
    """A penalty and the characters ``[start, end)`` that tell it."""

    start: int
    end: int
    penalty: Penalty


@cache
def type_words(language: str) -> "re.Pattern[str]":
    """Return one pattern for all words that tell a type, with the type as the group's name; longer words first."""
    types = lexicon(language, "penalties")["types"]
    pairs = sorted(((word, kind) for kind, found in types.items() for word in found), key=lambda p: -len(p[0]))
    return re.compile(
        "|".join(rf"(?P<{kind}__{n}>\b{re.escape(word)}\b)" for n, (word, kind) in enumerate(pairs)), re.IGNORECASE
    )


def marked(language: str, mark: str, text: str) -> "re.Match[str] | None":
    """Return the first word of a mark ("suspended") in a text."""
    found = lexicon(language, "penalties")["marks"][mark]
    return re.search(r"\b(?:" + "|".join(map(re.escape, found)) + r")\b", text, re.IGNORECASE)


def kind_of(match: "re.Match[str]") -> PenaltyType:
    """Return the type that a match of ``type_words`` names."""
    return PenaltyType(str(match.lastgroup).rpartition("__")[0])


def penalties_in(
    passage: Passage, start: int, end: int, default: PenaltyType | None = PenaltyType.IMPRISONMENT
) -> tuple[Told, ...]:
    """Return the penalties told in the characters ``[start, end)``.

    A length is of the type whose word stands nearest; without any it is of the ``default`` type, or none if that is
    None. A sum is a fine unless damages are spoken of. Maxima ("up to ten years") are no penalties.
    """
    text = passage.text[start:end]
    words = [(m.start() + start, m.end() + start, kind_of(m)) for m in type_words(passage.language).finditer(text)]
    found: list[Told] = []
    used: set[tuple[int, int]] = set()
    for duration in passage.durations:
        if not (start <= duration.start and duration.end <= end) or duration.is_maximum:
            continue
        near = nearest(
            words,
            duration.start,
            duration.end,
            passage.text,
            {PenaltyType.FINE, PenaltyType.DAMAGES, PenaltyType.DEATH, PenaltyType.CORPORAL},
        )
        if near is None and default is None:
            continue
        kind = near[2] if near else default
        if near:
            used.add(near[:2])
        on_probation = re.search(r"\bsuspended\s+for\s+$", passage.text[max(0, duration.start - 16) : duration.start])
        if kind is None or on_probation or forbids(passage.text, duration.start):
            continue
        span = (
            min(duration.start, near[0] if near else duration.start),
            max(duration.end, near[1] if near else duration.end),
        )
        suspended = is_suspended(passage, *span, end)
        found.append(Told(*span, Penalty(kind, duration.value, suspended=suspended)))
    found += sums(passage, start, end, words)
    found += bare(words, used, found)
    return tuple(sorted(dict.fromkeys(found), key=lambda told: told.start))


def nearest(
    words: list[tuple[int, int, PenaltyType]], start: int, end: int, text: str, excluded: set[PenaltyType]
) -> tuple[int, int, PenaltyType] | None:
    """Return the type word nearest to a length, those after it first, within the same clause."""
    best, cost = None, NEAR + 1
    for word in words:
        if word[2] in excluded:
            continue
        gap = word[0] - end if word[0] >= end else start - word[1] + 8
        between = text[end : word[0]] if word[0] >= end else text[word[1] : start]
        gap += 25 * len(re.findall(r",|;|\band\b", between))
        if word[0] < end and word[1] > start:
            gap = 0
        if 0 <= gap < cost:
            best, cost = word, gap
    return best


def is_suspended(passage: Passage, start: int, end: int, limit: int) -> bool:
    """Tell whether a term is said to be suspended right at it, or as the whole after it ("…, which was suspended")."""
    after = passage.text[end : min(limit, end + 60)]
    before = passage.text[max(0, start - 25) : start]
    cut = re.search(r"\band\b.*\b(?:years?|months?|fine)", after)
    return bool(
        marked(passage.language, "suspended", after[: cut.start()] if cut else after)
        or marked(passage.language, "suspended", before)
    )


def forbids(text: str, start: int) -> bool:
    """Tell whether a length is of a ban ("barred from … for six years"), which is a restriction and no penalty here."""
    before = text[max(0, start - 160) : start]
    ban = list(
        re.finditer(
            r"\b(?:barr?ed|bann?ed|prohibit\w*|forb\w+|ban on|may not|disqualif\w+|deprived of the right|stripped of the right)\b",
            before,
            re.IGNORECASE,
        )
    )
    if not ban:
        return False
    between = before[ban[-1].end() :]
    return not re.search(r"\b(?:sentenced|jailed|prison|imprisonment|received)\b|[.;]", between)


def sums(passage: Passage, start: int, end: int, words: list[tuple[int, int, PenaltyType]]) -> list[Told]:
    """Return fines and damages with their sums."""
    found = []
    for money in passage.sums:
        if not (start <= money.start and money.end <= end) or money.is_conversion:
            continue
        near = [
            w
            for w in words
            if w[2] in {PenaltyType.FINE, PenaltyType.DAMAGES}
            and min(abs(w[0] - money.end), abs(money.start - w[1])) < NEAR
        ]
        if not near:
            continue
        word = min(near, key=lambda w: min(abs(w[0] - money.end), abs(money.start - w[1])))
        penalty = Penalty(word[2], amount=money.amount, currency=money.currency)
        found.append(Told(min(word[0], money.start), max(word[1], money.end), penalty))
    return found


def bare(words: list[tuple[int, int, PenaltyType]], used: set[tuple[int, int]], told: list[Told]) -> list[Told]:
    """Return penalties that have no length: death, and a fine or a deportation without a figure."""
    kinds = {t.penalty.type for t in told}
    alone = {PenaltyType.DEATH, PenaltyType.FINE, PenaltyType.DEPORTATION}
    found: list[Told] = []
    for start, end, kind in words:
        if kind in alone and kind not in kinds and (start, end) not in used:
            kinds.add(kind)
            found.append(Told(start, end, Penalty(kind)))
    return found
