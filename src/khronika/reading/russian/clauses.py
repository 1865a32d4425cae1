"""Clauses: the stretches of a sentence that have a predicate of their own, in the order of the text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from khronika.reading.russian.words import Stretch, Word

OPENERS = frozenset({"и", "а", "но", "или", "однако", "причем", "хотя", "когда", "если", "пока", "что", "чтобы", "где"})
RELATIVE = frozenset({"который", "где", "кто", "что", "чей"})
MARKS = frozenset({",", ";", ":", "—", "–", "-", "(", ")"})


@dataclass(eq=False, slots=True)
class Clause(Stretch):
    """A stretch of words with at most one predicate. A clause without one has ``predicate`` None."""

    words: list[Word]
    predicate: Word | None

    @property
    def lemmas(self) -> set[str]:
        """Return the lemmas and the folded forms of its words."""
        return {w.lemma for w in self.words} | {w.lower for w in self.words}

    @property
    def is_negated(self) -> bool:
        """Tell whether "не" or "ни" stands right before the predicate."""
        if self.predicate is None:
            return False
        before = [w for w in self.words if w.i < self.predicate.i][-2:]
        return any(w.lower in {"не", "ни"} for w in before[-1:]) or (
            len(before) == 2 and before[0].lower == "не" and before[1].lower in {"был", "была", "были", "было", "дали"}
        )

    @property
    def is_future(self) -> bool:
        """Tell whether the predicate is in the future: a perfective present, or "будет"."""
        one = self.predicate
        if one is None:
            return False
        if any(w.lemma == "быть" and w.feats.get("Tense") == "Fut" for w in self.words):
            return True
        return one.feats.get("Tense") == "Fut" or (
            one.feats.get("Aspect") == "Perf" and one.feats.get("Tense") == "Pres"
        )


def clauses_of(words: list[Word]) -> list[Clause]:
    """Cut a sentence at the marks and joints between its predicates."""
    cut = next((n for n, w in enumerate(words) if w.text == ";"), None)
    if cut is not None and 2 < cut < len(words) - 3:
        return clauses_of(words[: cut + 1]) + clauses_of(words[cut + 1 :])
    finite = [n for n, w in enumerate(words) if w.is_finite and w.lemma != "быть"]
    if len(finite) < 2:
        return [Clause(words, words[finite[0]] if finite else (main(words)))]
    edges = [0]
    for left, right in pairwise(finite):
        edge = joint(words, left, right)
        if edge is not None:
            edges.append(edge)
    edges.append(len(words))
    found = []
    for start, end in pairwise(edges):
        inside = [n for n in finite if start <= n < end]
        if start < end:
            found.append(Clause(words[start:end], words[inside[0]] if inside else main(words[start:end])))
    return found


def main(words: Iterable[Word]) -> Word | None:
    """Return a predicate that is no finite verb: an infinitive or "быть"."""
    return next((w for w in words if w.pos in {"VERB", "AUX"} and w.feats.get("VerbForm") in {"Inf", "Fin"}), None)


def joint(words: list[Word], left: int, right: int) -> int | None:
    """Return where the clause of the right predicate begins: the strongest mark or conjunction between the two."""
    best, mark = None, 0
    for n, strength in strengths(words, left, right):
        if strength >= mark:
            best, mark = n, strength
    return best


def strengths(words: list[Word], left: int, right: int) -> Iterator[tuple[int, int]]:
    """Yield the places where a clause can begin, with how likely they are to be it."""
    for n in range(left + 1, right + 1):
        word, before = words[n], words[n - 1]
        if before.text == ";":
            yield n, 5
        elif before.text in {"—", "–", ":"}:
            yield n, 3
        elif before.text in MARKS and (word.lower in OPENERS or word.lemma in RELATIVE):
            yield n, 4
        elif before.text == ",":
            yield n, 2 if before.i > words[left].i else 1
        elif word.lower in {"и", "а", "но"} and n < right:
            yield n, 2
