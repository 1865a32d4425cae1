"""How sources that tell the same thing differ in telling it: contradictions, and what only looks like one.

A court spelled otherwise is no disagreement; a source that tells less, or less exactly, does not contradict one that
tells more. What is left is a contradiction, and stands side by side.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from khronika.docket.agreeing import Group, difference, stems, texts_agree, words
from khronika.docket.lines import Difference, Nature, date_of, span_length, text_order
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.folding import fold
from khronika.vocabulary.statement import Act, Charge, Proceeding, Restriction

Told = Sequence[tuple[str, Evidence]]


def of_nature(nature: Nature, slot: str, told: Iterable[tuple[str, Evidence]]) -> tuple[Difference, ...]:
    """Return values side by side with what it comes to that they differ, if there is more than one."""
    return tuple(replace(one, nature=nature) for one in difference(slot, told))


def texts(slot: str, told: Told) -> tuple[tuple[Difference, ...], tuple[Difference, ...]]:
    """Return the contradictions and the variants of a slot that holds a name: a court, a place."""
    named = [(value, one) for value, one in told if value]
    if any(not texts_agree(a, b) for a, _ in named for b, _ in named):
        return difference(slot, named), ()
    named = [(value, one) for value, one in named if len(words(value)) > 1]  # "the court" tells nothing
    if len({words(value) for value, _ in named}) > 1:
        return (), of_nature(Nature.LESS_EXACT, slot, named)
    if len({fold(value) for value, _ in named}) > 1:
        return (), of_nature(Nature.SPELLING, slot, named)
    return (), ()


def dates(group: Group) -> tuple[Difference, ...]:
    """Return the dates of a group that are told less exactly than others, and agree with them."""
    told = [(date_of(one.statement), one) for one in group if date_of(one.statement)]
    return of_nature(Nature.LESS_EXACT, "date", told) if len({span_length(d) for d, _ in told}) > 1 else ()


def charges(
    told: Sequence[tuple[Proceeding, Evidence]], alike: Callable[[Charge, Charge], bool]
) -> tuple[tuple[Difference, ...], tuple[Difference, ...]]:
    """Return the contradictions and the variants in what documents give as the charges of one step.

    Two documents contradict each other if each names a charge that the other does not; fewer charges are no other ones.
    """
    by_document: dict[str, list[tuple[Charge, Evidence]]] = {}
    for statement, one in told:
        named = [(charge, one) for charge in statement.charges if charge.offence or charge.provision]
        by_document.setdefault(one.source.sha256, []).extend(named)
    lists = [pairs for _, pairs in sorted(by_document.items()) if pairs]

    def lacks(ours: list[tuple[Charge, Evidence]], theirs: list[tuple[Charge, Evidence]]) -> bool:
        return any(not any(alike(a, b) for b, _ in theirs) for a, _ in ours)

    values = [
        ("; ".join(dict.fromkeys(c.offence or c.provision for c, _ in pairs)), one)
        for pairs in lists
        for one in dict.fromkeys(e for _, e in pairs)
    ]
    if any(lacks(a, b) and lacks(b, a) for a in lists for b in lists):
        return difference("charges", values), ()
    worded = [(c.offence, e) for pairs in lists for c, e in pairs if c.offence]
    same = [
        (value, one)
        for value, one in worded
        if any(other != value and e.source != one.source and same_offence(value, other) for other, e in worded)
    ]
    return (), of_nature(Nature.WORDING, "charge", same)


def same_offence(one: str, other: str) -> bool:
    """Tell whether two offences are one in other words."""
    return fold(one) != fold(other) and texts_agree(one, other)


def scope(group: Group) -> tuple[tuple[Difference, ...], tuple[Difference, ...]]:
    """Return the contradictions and the variants in what documents give as forbidden by one restriction.

    Documents that each name something that the other does not contradict each other in scope.
    """
    by_document: dict[str, list[tuple[str, Evidence]]] = {}
    for one in sorted(group, key=text_order):
        if isinstance(one.statement, Restriction):
            by_document.setdefault(one.source.sha256, []).extend((text, one) for text in one.statement.prohibits)
    lists = [pairs for pairs in by_document.values() if pairs]
    values = [
        ("; ".join(dict.fromkeys(text for text, _ in pairs)), one)
        for pairs in lists
        for one in dict.fromkeys(e for _, e in pairs)
    ]

    def lacks(ours: list[tuple[str, Evidence]], theirs: list[tuple[str, Evidence]]) -> bool:
        every = frozenset(stem for text, _ in theirs for stem in stems(text))
        return any(not set(stems(text)) <= every for text, _ in ours)

    if any(lacks(a, b) and lacks(b, a) for a in lists for b in lists):
        return difference("scope", [(alike_told(text, values), one) for text, one in values]), ()
    wider = any(lacks(a, b) for a in lists for b in lists)
    return (), of_nature(Nature.LESS_EXACT if wider else Nature.WORDING, "scope", values)


def alike_told(text: str, values: Told) -> str:
    """Return the first of several texts that says the same but for endings and letters."""
    told = set(stems(text))
    return next(other for other, _ in values if set(stems(other)) == told)


def victims(group: Group) -> tuple[Difference, ...]:
    """Return the numbers of victims that sources give for one act, if they differ."""
    told = []
    for one in group:
        if isinstance(one.statement, Act):
            counted = [p.count or 1 for p in one.statement.victims if p.count is not None or p.name]
            if counted and len(counted) == len(one.statement.victims):
                told.append((str(sum(counted)), one))
    return difference("victims", told)
