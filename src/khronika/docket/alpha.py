"""Krippendorff's alpha: how far coders agree beyond what chance would bring about.

After K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (Annenberg School, University of Pennsylvania, 2011;
https://repository.upenn.edu/asc_papers/43), whose worked examples are the tests. Any number of coders, values may be
missing. The well-kept library for it is under the GPL and does not fit our licence.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import combinations
from typing import TypeVar

V = TypeVar("V", bound=Hashable)
Distance = Callable[[V, V], float]


def alpha(units: Iterable[Sequence[V]], distance: Distance[V]) -> float | None:
    """Return alpha: 1 where all agree, 0 where they agree as by chance, below where less than that.

    A unit is the sequence of values that coders gave it; missing ones are left out. Units with fewer than two values
    compare nothing and do not count. ``distance`` is the squared difference of two values, from 0 for the same. None
    if there is nothing to compare, or nothing that varies.
    """
    pairable = [Counter(unit) for unit in units if len(unit) > 1]
    everything: Counter[V] = sum(pairable, Counter())
    count = everything.total()
    if count < 2:
        return None
    expected = differing(everything, distance) / (count * (count - 1))
    if not expected:
        return None
    observed = sum(differing(unit, distance) / (unit.total() - 1) for unit in pairable) / count
    return 1 - observed / expected


def differing(values: Counter[V], distance: Distance[V]) -> float:
    """Return the sum of the distances of all ordered pairs of values."""
    return sum(2 * values[one] * values[other] * distance(one, other) for one, other in combinations(values, 2))
