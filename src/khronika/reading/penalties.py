"""Penalties: the components of a sentence, each with its length or sum, suspended or not."""

import re
from dataclasses import dataclass, replace
from functools import cache

from khronika.reading.durations import Duration
from khronika.reading.lexicon import lexicon
from khronika.reading.numerals import number_pattern, value_of
from khronika.reading.passage import Passage
from khronika.vocabulary.statement import Penalty
from khronika.vocabulary.terms import PenaltyType

NEAR = 60  # characters between a length and the word that tells what it is a length of
CLOSE = re.compile(r"(?:\s+(?!and\b)\w+){0,3}\s*[,;:(]?\s*")  # what may stand between a term and its suspended part
PARTLY = 40  # characters after a term in which the suspended part of it is told
ADMINISTRATIVE = 45  # days: an arrest of so many is an administrative one


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
    # The edges of a word stand outside the alternatives: hardly any place of a text is tried then.
    each = "|".join(rf"(?P<{kind}__{n}>{re.escape(word)})" for n, (word, kind) in enumerate(pairs))
    return re.compile(rf"\b(?:{each})\b", re.IGNORECASE)


def marked(language: str, mark: str, text: str) -> "re.Match[str] | None":
    """Return the first word of a mark ("suspended") in a text."""
    found = lexicon(language, "penalties")["marks"][mark]
    return re.search(r"\b(?:" + "|".join(map(re.escape, found)) + r")\b", text, re.IGNORECASE)


def kind_of(match: "re.Match[str]") -> PenaltyType:
    """Return the type that a match of ``type_words`` names."""
    return PenaltyType(str(match.lastgroup).rpartition("__")[0])


def penalties_in(
    passage: Passage,
    start: int,
    end: int,
    default: PenaltyType | None = PenaltyType.IMPRISONMENT,
    *,
    any_sum: bool = False,
) -> tuple[Told, ...]:
    """Return the penalties told in the characters ``[start, end)``.

    A length is of the type whose word stands nearest; without any it is of the ``default`` type (a length in days then
    is administrative detention), or none if that is None. A sum is a fine where a fine is spoken of, or with
    ``any_sum``, unless it is damages. Maxima ("up to ten years") are no penalties.
    """
    text = passage.text[start:end]
    words = [(m.start() + start, m.end() + start, kind_of(m)) for m in type_words(passage.language).finditer(text)]
    words = [w for w in words if w[2] is not PenaltyType.DEATH or not is_somebodys_death(passage, w[0], w[1])]
    found: list[Told] = []
    used: set[tuple[int, int]] = set()
    for duration in passage.durations:
        if not (start <= duration.start and duration.end <= end) or duration.is_maximum:
            continue
        if is_no_term(passage, duration.start, duration.end):
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
        kind = near[2] if near else by_length(duration, default)
        shared = near is not None and near[:2] in used and near[1] <= duration.start
        if near:
            used.add(near[:2])
        if kind is None or forbids(passage, duration.start):
            continue
        if kind is PenaltyType.IMPRISONMENT and "H" in duration.value:
            continue  # a trial lasts two hours, a sentence does not
        span = (
            min(duration.start, near[0] if near and not shared else duration.start),
            max(duration.end, near[1] if near else duration.end),
        )
        suspended = is_suspended(passage, *span, end)
        found.append(Told(*span, Penalty(kind, duration.term, suspended=suspended)))
    found = partly_suspended(passage, found)
    found += sums(passage, start, end, words, any_sum=any_sum)
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
    cut = re.search(lexicon(passage.language, "penalties")["marks"]["another_term"], after, re.IGNORECASE)
    return bool(
        marked(passage.language, "suspended", after[: cut.start()] if cut else after)
        or marked(passage.language, "suspended", before)
    )


def by_length(duration: Duration, default: PenaltyType | None) -> PenaltyType | None:
    """Return the type of a length that no word names: days of arrest are administrative, longer terms the default."""
    if default is not PenaltyType.IMPRISONMENT:
        return default
    days = re.fullmatch(r"P(\d+)D", duration.value)
    if days is not None and int(days.group(1)) <= ADMINISTRATIVE:
        return PenaltyType.ADMINISTRATIVE_DETENTION
    return default


@cache
def no_term_patterns(language: str) -> "tuple[re.Pattern[str], re.Pattern[str]]":
    """Return what stands before and after a length that is no sentence ("after two years", "three days later")."""
    found = lexicon(language, "penalties")["no_term"]
    return (
        re.compile(rf"(?:{'|'.join(found['before'])})\s*$", re.IGNORECASE),
        re.compile(rf"[\s-]*(?:{'|'.join(found['after'])})", re.IGNORECASE),
    )


def is_somebodys_death(passage: Passage, start: int, end: int) -> bool:
    """Tell whether a word of death is of somebody who died, not of a penalty ("jailed over the death of a detainee")."""
    rules = lexicon(passage.language, "penalties").get("no_death")
    if rules is None:
        return False
    before, after = passage.text[max(0, start - 40) : start], passage.text[end : end + 40]

    def fits(text: str, key: str) -> bool:
        return any(re.search(pattern, text, re.IGNORECASE) for pattern in rules[key])

    return (
        not fits(after, "unless")
        and "penalty" not in passage.text[start:end]
        and (fits(before, "before") or fits(after, "after"))
    )


def is_no_term(passage: Passage, start: int, end: int) -> bool:
    """Tell whether a length is of something else than a sentence, by the words right around it."""
    before, after = no_term_patterns(passage.language)
    return bool(before.search(passage.text[max(0, start - 40) : start]) or after.match(passage.text[end : end + 40]))


@cache
def partly_pattern(language: str) -> "re.Pattern[str]":
    """Return the pattern of "one of them suspended", "of which 3 suspended"; each number is a group."""
    number = rf"({number_pattern(language)})"
    found = lexicon(language, "penalties")["partly"]["patterns"]
    return re.compile("|".join(one.replace("{n}", number) for one in found), re.IGNORECASE)


def partly_suspended(passage: Passage, found: list[Told]) -> list[Told]:
    """Part a term of which some is suspended into the part to be served and the suspended one."""
    parted: list[Told] = []
    skip = -1
    for told in found:
        if told.start < skip:
            continue  # the part itself was found as a length, too
        term = re.fullmatch(r"P(\d+)([YMWD])", told.penalty.duration)
        # the parser may take "two of them suspended" for a clause of its own, after the end of what is read
        stop = passage.text.find(". ", told.end, told.end + PARTLY)
        limit = stop if stop >= 0 else min(told.end + PARTLY, len(passage.text))
        match = partly_pattern(passage.language).search(passage.text, told.end, limit)
        part = None
        if term is not None and match is None:
            halved = half_suspended(passage, told, limit)
            if halved:
                skip = halved[0].end
                parted += halved
                continue
        if term is not None and match is not None and CLOSE.fullmatch(passage.text, told.end, match.start()):
            part = value_of(next(g for g in match.groups() if g), passage.language)
        if term is None or match is None or part is None or not 0 < part < int(term.group(1)):
            parted.append(told)
            continue
        unit, whole = term.group(2), int(term.group(1))
        skip = match.end()
        parted += [
            Told(
                told.start, match.end(), replace(told.penalty, duration=f"P{whole - int(part)}{unit}", suspended=False)
            ),
            Told(told.start, match.end(), replace(told.penalty, duration=f"P{int(part)}{unit}", suspended=True)),
        ]
    return parted


def half_suspended(passage: Passage, told: Told, limit: int) -> list[Told]:
    """Part a term of which half is suspended into its two halves, in months or days."""
    patterns = lexicon(passage.language, "penalties")["partly"]["half"]
    match = re.compile("|".join(patterns), re.IGNORECASE).search(passage.text, told.end, limit)
    term = re.fullmatch(r"P(\d+)([YMD])", told.penalty.duration)
    if match is None or term is None or not CLOSE.fullmatch(passage.text, told.end, match.start()):
        return []
    amount, unit = int(term.group(1)), term.group(2)
    if amount % 2 and unit == "Y":
        amount, unit = amount * 12, "M"
    if amount % 2:
        return []
    one = replace(told.penalty, duration=f"P{amount // 2}{unit}")
    return [
        Told(told.start, match.end(), replace(one, suspended=False)),
        Told(told.start, match.end(), replace(one, suspended=True)),
    ]


def forbids(passage: Passage, start: int) -> bool:
    """Tell whether a length is of a ban ("barred from … for six years"), which is a restriction and no penalty here."""
    marks = lexicon(passage.language, "penalties")["bans"]
    before = passage.text[max(0, start - 160) : start]
    ban = list(re.finditer("|".join(marks["openings"]), before, re.IGNORECASE))
    return bool(ban) and not re.search("|".join(marks["endings"]), before[ban[-1].end() :], re.IGNORECASE)


def sums(
    passage: Passage, start: int, end: int, words: list[tuple[int, int, PenaltyType]], *, any_sum: bool
) -> list[Told]:
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
        if not near and any_sum:
            penalty = Penalty(PenaltyType.FINE, amount=money.amount, currency=money.currency)
            found.append(Told(money.start, money.end, penalty))
        if not near:
            continue
        word = min(near, key=lambda w: min(abs(w[0] - money.end), abs(money.start - w[1])))
        penalty = Penalty(word[2], amount=money.amount, currency=money.currency)
        found.append(Told(min(word[0], money.start), max(word[1], money.end), penalty))
    return found


def bare(words: list[tuple[int, int, PenaltyType]], used: set[tuple[int, int]], told: list[Told]) -> list[Told]:
    """Return penalties that have no length: death, and a fine or a deportation without a figure."""
    kinds = {t.penalty.type for t in told}
    alone = {PenaltyType.DEATH, PenaltyType.FINE, PenaltyType.DEPORTATION, PenaltyType.CORPORAL}
    found: list[Told] = []
    for start, end, kind in words:
        if kind in alone and kind not in kinds and (start, end) not in used:
            kinds.add(kind)
            found.append(Told(start, end, Penalty(kind)))
    return found
