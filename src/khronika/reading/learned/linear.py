"""Linear models of features that are text: what they weigh, kept as plain JSON, and the probability that comes of it.

A model is a logistic regression: the probability is that of the sum of the weights of the features that are there. A
feature that the training did not see weighs nothing.
"""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from khronika.errors import VocabularyError


@dataclass(frozen=True, slots=True)
class Linear:
    """A logistic regression over features that are text."""

    bias: float
    weights: Mapping[str, float]

    def log_odds(self, features: Iterable[str]) -> float:
        """Return the natural logarithm of the odds that the features give."""
        weights = self.weights
        return self.bias + sum(weights.get(feature, 0.0) for feature in features)

    def probability(self, features: Iterable[str]) -> float:
        """Return the probability, between 0 and 1, that the features give."""
        return logistic(self.log_odds(features))


def logistic(log_odds: float) -> float:
    """Return the probability of log odds."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, log_odds))))


@cache
def model(language: str, name: str) -> Linear | None:
    """Return a model of a language by its name ("sure", "slot/date"), or None if none was made.

    Raises VocabularyError if the file of the language's models is not what ``quality/train.py`` writes.
    """
    return models(language).get(name)


@cache
def models(language: str) -> Mapping[str, Linear]:
    """Return all models of a language by name; none if nobody has made any.

    Raises VocabularyError if the file of the language's models is not what ``quality/train.py`` writes.
    """
    place = files("khronika.reading") / "models" / f"{language}.json"
    if not place.is_file():
        return {}
    try:
        told = json.loads(place.read_text("utf-8"))
        return {
            name: Linear(float(one["bias"]), {str(feature): float(w) for feature, w in one["weights"].items()})
            for name, one in told["models"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise VocabularyError(
            f"the models for {language!r} cannot be used: {error!r}", do="reinstall Khronika, or run quality/train.py"
        ) from error
