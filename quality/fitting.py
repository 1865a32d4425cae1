"""Logistic regression over features that are text, in numpy alone, the same on every run.

Minimises the mean loss with an L2 penalty by L-BFGS (Liu and Nocedal, "On the limited memory BFGS method for large scale
optimization", 1989) from zero. Features are numbered in the order of their text and weights are rounded, so that the
same data give the same file.
"""

from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
MEMORY = 8
ROUNDS = 150


@dataclass(frozen=True)
class Rows:
    """Sparse rows of ones: row ``i`` has the columns ``columns[starts[i]:starts[i + 1]]``."""

    columns: NDArray[np.int64]
    starts: NDArray[np.int64]
    width: int

    def times(self, weights: Vector) -> Vector:
        """Return the product with a vector of weights."""
        sums = np.concatenate([[0.0], np.cumsum(weights[self.columns])])
        found: Vector = sums[self.starts[1:]] - sums[self.starts[:-1]]
        return found

    def gathered(self, values: Vector) -> Vector:
        """Return the product of the transpose with a vector of values, one for each row."""
        each = np.repeat(values, np.diff(self.starts))
        return np.bincount(self.columns, weights=each, minlength=self.width).astype(np.float64)


@dataclass(frozen=True)
class Fit:
    """A model: the bias and the weight of each feature that has one."""

    bias: float
    weights: dict[str, float]

    def log_odds(self, features: Sequence[str]) -> float:
        """Return the log odds of features."""
        return self.bias + sum(self.weights.get(f, 0.0) for f in set(features))


def fit(
    samples: Sequence[Sequence[str]],
    right: Sequence[float],
    *,
    penalty: float = 1.0,
    least: int = 3,
    importance: Sequence[float] | None = None,
) -> Fit:
    """Return the logistic regression of whether samples are ``right`` (between 0 and 1).

    ``penalty`` is the strength of the L2 term, in samples; features of fewer than ``least`` samples are left out.
    ``importance`` weighs the samples.
    """
    counts = Counter(feature for sample in samples for feature in set(sample))
    names = sorted(f for f, n in counts.items() if n >= least)
    numbers = {name: n for n, name in enumerate(names)}
    columns, starts = [], [0]
    for sample in samples:
        columns += sorted(numbers[f] for f in set(sample) if f in numbers)
        starts.append(len(columns))
    rows = Rows(np.array(columns, dtype=np.int64), np.array(starts, dtype=np.int64), len(names))
    target = np.array(right, dtype=np.float64)
    each = np.ones(len(target)) if importance is None else np.array(importance, dtype=np.float64)
    found = minimised(rows, target, each, penalty)
    bias, weights = float(found[-1]), found[:-1]
    kept = {name: round(float(w), 3) for name, w in zip(names, weights, strict=True) if abs(w) >= 0.01}
    return Fit(round(bias, 3), kept)


def minimised(rows: Rows, target: Vector, each: Vector, penalty: float) -> Vector:
    """Return the weights, the bias last, that minimise the penalised loss."""

    def loss(point: Vector) -> tuple[float, Vector]:
        weights, bias = point[:-1], point[-1]
        odds = rows.times(weights) + bias
        chance = 1.0 / (1.0 + np.exp(-np.clip(odds, -30, 30)))
        value = float(np.sum(each * (np.logaddexp(0.0, odds) - target * odds)) + 0.5 * penalty * weights @ weights)
        slope = each * (chance - target)
        return value, np.concatenate([rows.gathered(slope) + penalty * weights, [float(np.sum(slope))]])

    point = np.zeros(rows.width + 1)
    value, slope = loss(point)
    steps: deque[tuple[Vector, Vector]] = deque(maxlen=MEMORY)
    for _ in range(ROUNDS):
        direction = -two_loops(slope, steps)
        length = 1.0 if steps else min(1.0, 1.0 / max(1e-12, float(np.abs(slope).sum())))
        descent = float(slope @ direction)
        for _ in range(30):
            there, there_slope = loss(point + length * direction)
            if there <= value + 1e-4 * length * descent:
                break
            length /= 2
        else:
            break
        step, change = length * direction, there_slope - slope
        if float(step @ change) > 1e-12:
            steps.append((step, change))
        done = abs(value - there) < 1e-7 * max(1.0, abs(value))
        point, value, slope = point + step, there, there_slope
        if done:
            break
    return point


def two_loops(slope: Vector, steps: "deque[tuple[Vector, Vector]]") -> Vector:
    """Return the product of the approximate inverse Hessian with the slope."""
    found, rates = slope.copy(), []
    for step, change in reversed(steps):
        rate = float(step @ found) / float(step @ change)
        rates.append(rate)
        found -= rate * change
    if steps:
        step, change = steps[-1]
        found *= float(step @ change) / float(change @ change)
    for (step, change), rate in zip(steps, reversed(rates), strict=True):
        found += step * (rate - float(change @ found) / float(step @ change))
    return found
