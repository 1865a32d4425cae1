"""What two people have in common, or not, beside their names: the same court on the same day, ages that agree."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import lru_cache

from khronika.identity.bodies import compared as bodies_compared
from khronika.identity.comparing import Reason, compared, weights
from khronika.identity.letters import keys
from khronika.identity.somebody import Somebody, Told
from khronika.vocabulary.folding import fold

DAY = re.compile(r"\d{4}-\d\d-\d\d")
FAR = 5  # years between two ages that a slip of a reporter does not explain
EMPTY_ROLES = frozenset(
    {"man", "woman", "person", "resident", "citizen", "defendant", "detainee", "victim", "prisoner"}
)


def circumstances(one: Somebody, other: Somebody) -> Iterator[Reason]:
    """Yield the reasons for and against that lie in what is told of two people."""
    pairs = [(a, b) for a in one.told for b in other.told]
    yield from side_by_side(pairs)
    yield from day_reasons(pairs)
    yield from first(pairs, charge_reason)
    yield from first(pairs, role_reason)
    yield from first(pairs, company_reason)
    yield from age_reasons(one.told, other.told)
    yield from sex_reasons(one.told, other.told)


Pairs = Sequence[tuple[Told, Told]]


def first(pairs: Pairs, reason: Callable[[Told, Told], Reason | None]) -> Iterator[Reason]:
    """Yield the first reason of a sort that some pair of places gives."""
    for a, b in pairs:
        if found := reason(a, b):
            yield found
            return


def side_by_side(pairs: Pairs) -> Iterator[Reason]:
    """Yield that one statement names both, as two."""
    for a, b in pairs:
        if a.statement and a.statement == b.statement and a.slot == b.slot and a.mention != b.mention:
            text = "they stand side by side in one statement, as two"
            yield Reason(text, weights()["context"]["side_by_side"], (a.mention, b.mention))
            return


def day_reasons(pairs: Pairs) -> Iterator[Reason]:
    """Yield the strongest of: the same court on the same day, the same place on it, the day alone, the place alone."""
    best: Reason | None = None
    for a, b in pairs:
        found = day_reason(a, b)
        if found and (best is None or found.points > best.points):
            best = found
    if best:
        yield best


def day_reason(a: Told, b: Told) -> Reason | None:
    """Return what two places share of day, court and place."""
    told = weights()["context"]
    day = a.date if a.date == b.date and DAY.fullmatch(a.date) else ""
    places = bool(a.place and b.place and places_agree(a.place, b.place))
    mentions = (a.mention, b.mention)
    if day and a.court and b.court and courts_agree(a.court, b.court):
        bare = not (has_name(a.court) and has_name(b.court))
        if not bare or places:
            where = a.court if len(a.court) >= len(b.court) else b.court
            return Reason(f"the same court on the same day: {where}, {day}", told["same_court_and_day"], mentions)
    if day and places:
        return Reason(f"the same place on the same day: {a.place}, {day}", told["same_place_and_day"], mentions)
    if day:
        return Reason(f"the same day: {day}", told["same_day"], mentions)
    return Reason(f"the same place: {a.place}", told["same_place"], mentions) if places else None


def has_name(court: str) -> bool:
    """Tell whether a court is called more than a court."""
    return len(re.findall(r"\w+", court)) > 1


@lru_cache(maxsize=65536)
def courts_agree(one: str, other: str) -> bool:
    """Tell whether two courts can be one: neither says what the other denies."""
    return fold(one) == fold(other) or bool(bodies_compared(one, other)) or not (has_name(one) and has_name(other))


@lru_cache(maxsize=65536)
def places_agree(one: str, other: str) -> bool:
    """Tell whether two places share their most exact part."""
    a, b = (keys(re.sub(r"\W", "", place.partition(",")[0])) for place in (one, other))
    return bool(a & b)


def charge_reason(a: Told, b: Told) -> Reason | None:
    """Return that both are charged alike."""
    for one in a.charges:
        for other in b.charges:
            if keys(re.sub(r"\W", "", one)) & keys(re.sub(r"\W", "", other)):
                return Reason(f"the same charge: {one}", weights()["context"]["same_charge"], (a.mention, b.mention))
    return None


def role_reason(a: Told, b: Told) -> Reason | None:
    """Return that both are told to be the same."""
    shared = sorted({fold(role) for role in a.roles} & {fold(role) for role in b.roles} - EMPTY_ROLES)
    if not shared:
        return None
    return Reason(f"both are called {shared[0]}", weights()["context"]["same_role"], (a.mention, b.mention))


def company_reason(a: Told, b: Told) -> Reason | None:
    """Return that somebody else is named beside both."""
    for one in a.beside:
        for other in b.beside:
            found = compared(one, other)
            if found.whole and found.points >= weights()["levels"]["likely"] and a.statement != b.statement:
                text = f"{one} is named beside both"
                return Reason(text, weights()["context"]["beside_the_same_people"], (a.mention, b.mention))
    return None


def age_reasons(ones: Sequence[Told], others: Sequence[Told]) -> Iterator[Reason]:
    """Yield whether the ages told, each on its day, can be one person's; a far difference counts before all."""
    found = [(gap, a, b) for a in ones for b in others if (gap := age_gap(a, b)) is not None]
    if not found:
        return
    gap, a, b = max(found, key=lambda one: one[0])
    told = weights()["context"]
    ages = f"{a.age} in {a.written[:4]}, {b.age} in {b.written[:4]}"
    if gap < 1:
        yield Reason(f"ages agree: {ages}", told["ages_agree"], (a.mention, b.mention))
    elif gap < FAR:
        yield Reason(
            f"ages differ by {gap} years more than time passed: {ages}", told["ages_differ"], (a.mention, b.mention)
        )
    else:
        apart = abs(sum(born(a)) - sum(born(b))) // 2
        yield Reason(f"ages are {apart} years apart: {ages}", told["ages_far_apart"], (a.mention, b.mention))


def age_gap(a: Told, b: Told) -> int | None:
    """Return how many years lie between two ages beyond what the days they were told on explain; None if unknown."""
    if a.age is None or b.age is None or not a.written or not b.written:
        return None
    ones, others = born(a), born(b)
    return max(0, ones[0] - others[1], others[0] - ones[1])


def born(told: Told) -> tuple[int, int]:
    """Return the first and the last year in which somebody of an age told on a day was born."""
    assert told.age is not None  # noqa: S101 - the caller has looked
    year = int(told.written[:4])
    day = date.fromisoformat(told.written) if DAY.fullmatch(told.written) else None
    return year - told.age - 1, year - told.age if day is None or day > date(year, 1, 1) else year - told.age - 1


def sex_reasons(ones: Sequence[Told], others: Sequence[Told]) -> Iterator[Reason]:
    """Yield that one is told to be a man and the other a woman."""
    for a in ones:
        for b in others:
            if a.sex and b.sex and a.sex != b.sex:
                text = f"one is {a.sex}, the other {b.sex}"
                yield Reason(text, weights()["context"]["sexes_differ"], (a.mention, b.mention))
                return
