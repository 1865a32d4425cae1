"""Penalties in all the forms of Russian reports: "три года условно", "штраф 150 тысяч рублей", "15 суток", "к смерти"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from khronika.reading.lexicon import lexicon, words
from khronika.reading.numerals import alternatives
from khronika.reading.russian.passage import RussianPassage
from khronika.reading.russian.quantities import Duration
from khronika.vocabulary.statement import Penalty
from khronika.vocabulary.terms import PenaltyType


@dataclass(frozen=True, slots=True)
class Told:
    """A penalty and where it stands."""

    start: int
    end: int
    penalty: Penalty
    is_explicit: bool = False  # the words say that it is one, not only its length


def penalties_in(passage: RussianPassage, start: int, end: int) -> list[Told]:
    """Return the penalties told in the characters ``[start, end)``, in order."""
    text = passage.text
    found: list[Told] = []
    for one in passage.durations:
        if start <= one.start and one.end <= end:
            told = of_length(passage, one, start, end)
            if told is not None:
                found.append(told)
    for money in passage.sums:
        if start <= money.start and money.end <= end:
            kind = kind_of_sum(text, money.start, money.end, start, end)
            if kind is not None:
                paid = Penalty(kind, amount=money.amount, currency=money.currency)
                found.append(Told(money.start, money.end, paid, is_explicit=True))
    for name in ("death", "deportation", "other"):
        for match in re.finditer(
            rf"(?<!\w)(?:{alternatives(lexicon('ru', 'penalties')[name])})(?!\w)", text[start:end], re.IGNORECASE
        ):
            found.append(
                Told(
                    start + match.start(), start + match.end(), Penalty(PenaltyType(name)), is_explicit=name == "death"
                )
            )
    found += list(without_length(passage, start, end, found))
    return sorted(found, key=lambda t: t.start)


def has_any(text: str, name: str) -> bool:
    """Tell whether one of the words of a list of penalties stands in a text."""
    return re.search(rf"(?<!\w)(?:{alternatives(words('ru', 'penalties', name))})", text, re.IGNORECASE) is not None


def of_length(passage: RussianPassage, one: Duration, start: int, end: int) -> Told | None:
    """Return the penalty that a length of time is, or None if it is none."""
    text = passage.text
    if any(a.start <= one.start < a.end or one.start <= a.start < one.end for a in passage.ages):
        return None
    stop = re.search(r"[;.]|,\s(?!в|на|с\s|и\b)|\s(?:и|плюс|а)\s(?=\S+\s)|\s—\s", text[one.end : end])
    after = text[one.end : one.end + (stop.start() if stop else end - one.end)][:70]
    wide = text[one.end : min(end, one.end + 90)]
    before = text[max(start, one.start - 40) : one.start]
    if has_any(before[-32:], "not_before") or re.match(r"\s*(?:назад|спустя)", after):
        return None
    kind, explicit = kind_of_length(one, before, after, text[one.start : one.end])
    if kind is None:
        return None
    suspended = kind is PenaltyType.IMPRISONMENT and (
        has_any(after, "suspended")
        or has_any(before[-24:], "suspended")
        or (has_any(wide, "suspended") and not re.search(r"\d|,", wide.split("услов")[0]))
    )
    return Told(
        one.start, one.end, Penalty(kind, duration=one.term, suspended=suspended), is_explicit=explicit or suspended
    )


def kind_of_length(one: Duration, before: str, after: str, told: str) -> tuple[PenaltyType | None, bool]:
    """Return what kind of penalty the words around a length make it, and whether they say so in so many words."""
    if has_any(before[-34:], "probation_before"):
        return PenaltyType.PROBATION, False
    if one.value[-1] == "W":
        return None, False
    if one.value[-1] == "H":
        return (PenaltyType.COMMUNITY_SERVICE, True) if has_any(after, "community_service") else (None, False)
    for name in ("community_service", "restriction_of_liberty", "house_arrest", "probation"):
        if has_any(after, name) or has_any(before[-26:], name):
            return PenaltyType(name), True
    days = re.search(r"сут", told, re.IGNORECASE) is not None
    if one.value[-1] == "D":
        said = has_any(after, "administrative") or has_any(before, "administrative")
        return (PenaltyType.ADMINISTRATIVE_DETENTION, said) if said or days else (None, False)
    explicit = has_any(after, "imprisonment") or has_any(before[-30:], "imprisonment") or one.value == "life"
    return PenaltyType.IMPRISONMENT, explicit


def without_length(passage: RussianPassage, start: int, end: int, found: list[Told]) -> Iterator[Told]:
    """Yield penalties told without a length or a sum: "отделались условными сроками", "штраф", "обязательные работы"."""
    text = passage.text[start:end]
    kinds = {t.penalty.type for t in found}
    for name, told in lexicon("ru", "penalties")["without_length"].items():
        match = re.search(rf"(?<!\w)(?:{alternatives(told)})", text, re.IGNORECASE)
        suspended = name == "suspended"
        kind = PenaltyType.IMPRISONMENT if suspended else PenaltyType(name)
        if match is not None and kind not in kinds and not (kinds and suspended):
            yield Told(start + match.start(), start + match.end(), Penalty(kind, suspended=suspended), is_explicit=True)


def kind_of_sum(text: str, at: int, to: int, start: int, end: int) -> PenaltyType | None:
    """Return what a sum of money is: a fine, or damages; None if it is no penalty."""
    before, after = text[max(start, at - 60) : at], text[to : min(end, to + 40)]
    if has_any(before, "damages") or has_any(after, "damages"):
        return PenaltyType.DAMAGES
    return PenaltyType.FINE if has_any(before, "fine") or has_any(after, "fine") else None
