"""Whether two reports tell the same: words, dates and bodies that agree, and groups of evidence made of them."""

import re
import tomllib
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from khronika.docket.lines import Difference, date_of, days_of, ordered, speaking_order, text_order
from khronika.identity.names import keys
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.folding import fold

Group = tuple[Evidence, ...]


@cache
def rules() -> dict[str, Any]:
    """Return what ``agreeing.toml`` says."""
    return tomllib.loads((files("khronika.docket") / "agreeing.toml").read_text("utf-8"))


@cache
def empty_words() -> frozenset[str]:
    """Return the words that tell nothing when two reports are compared, spelled alike."""
    return frozenset(key for word in rules()["empty_words"]["words"] for key in keys(word))


@lru_cache(maxsize=65536)
def words(text: str) -> frozenset[str]:
    """Return the telling words of a text, spelled alike."""
    empty = empty_words()
    found = {min(keys(word)) for word in re.findall(r"[\w'’-]+", text)}
    return frozenset(found - empty)


@lru_cache(maxsize=65536)
def stems(text: str) -> tuple[str, ...]:
    """Return the telling words of a text without their endings, spelled alike, in their order."""
    told = rules()["endings"]
    found = []
    for word in re.findall(r"[\w'’-]+", text):
        if words(word):
            folded = fold(word)  # cut before it is spelled alike: "protests" would become "protesc"
            fitting = (end for end in told["cut"] if folded.endswith(end) and len(folded) - len(end) >= told["stays"])
            found.append(min(keys(folded.removesuffix(next(fitting, "")))))
    return tuple(found)


def texts_agree(one: str, other: str) -> bool:
    """Tell whether one text says no more than the other, or nothing."""
    a, b = words(one), words(other)
    return a <= b or b <= a


def dates_agree(one: str, other: str) -> bool:
    """Tell whether one date lies within the other, or one is missing."""
    if not one or not other or one == other:
        return True
    a, b = days_of(one), days_of(other)
    if a is None or b is None:
        return False
    return (a[0] >= b[0] and a[1] <= b[1]) or (b[0] >= a[0] and b[1] <= a[1])


def same_document(one: Evidence, other: Evidence) -> bool:
    """Tell whether two statements come from the same original."""
    return one.source.sha256 == other.source.sha256


def gathered(evidence: Iterable[Evidence], agree: Callable[[Evidence, Evidence], bool]) -> tuple[Group, ...]:
    """Return the evidence in groups that tell the same; within a group each agrees with each.

    The most precise come first; one that could join several groups joins none, since nothing says which is meant.
    The result does not depend on the order in which the evidence is given.
    """
    groups: list[list[Evidence]] = []
    for one in sorted(evidence, key=precision_order):
        fitting = [group for group in groups if all(agree(one, member) for member in group)]
        if len(fitting) == 1:
            fitting[0].append(one)
        else:
            groups.append([one])
    return tuple(ordered(group) for group in groups)


def precision_order(one: Evidence) -> tuple[object, ...]:
    """Order evidence for gathering: by precision and fullness, whatever was decided about it."""
    return speaking_order(one)[1:]


def difference(slot: str, told: Iterable[tuple[str, Evidence]]) -> tuple[Difference, ...]:
    """Return the values of a slot side by side if there is more than one, else nothing."""
    values: dict[str, list[Evidence]] = {}
    for value, one in told:
        if value and one not in values.setdefault(value, []):
            values[value].append(one)
    if len(values) < 2:
        return ()
    pairs = sorted((value, tuple(sorted(group, key=text_order))) for value, group in values.items())
    return (Difference(slot, tuple(pairs)),)


def far_dates(group: Group) -> tuple[Difference, ...]:
    """Return the dates of a group that cannot all be right."""
    dated = [(date_of(one.statement), one) for one in group if date_of(one.statement)]
    clashing = any(not dates_agree(a, b) for a, _ in dated for b, _ in dated)
    return difference("date", dated) if clashing else ()
