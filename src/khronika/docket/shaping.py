"""Cases as people shaped them: what a person filed in a case stays there, and new reports follow it.

A person who moves, splits, joins or names a case files what it held in that moment. What arrives later comes to the
case by the same rules as ever: it goes with the filed statements that it agrees with.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from khronika.docket.agreeing import dates_agree, same_document, texts_agree
from khronika.docket.joining import charge_keys
from khronika.docket.lines import date_of, text_order
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.rulings import Filed, Rulings
from khronika.vocabulary.statement import Proceeding


@dataclass(frozen=True, slots=True)
class Formed:
    """The statements of one case. ``case`` is its id if a person shaped it; ``moved`` came from other cases."""

    ids: frozenset[str]
    case: str = ""
    moved: frozenset[str] = field(default_factory=frozenset)


def pins(rulings: Rulings, held: Mapping[str, Evidence]) -> tuple[dict[str, Filed], dict[str, set[str]]]:
    """Return the filing that holds for each statement, and the cases that each was taken out of."""
    known = {one.id for one in rulings.cases}
    roots = rulings.case_roots
    filed: dict[str, Filed] = {}
    out: dict[str, set[str]] = defaultdict(set)
    for one in rulings.filed:
        if one.statement not in held or one.case not in known:
            continue
        case = roots.get(one.case, one.case)
        if one.out:
            if one.statement in filed and filed[one.statement].case == case:
                del filed[one.statement]
            out[one.statement].add(case)
        else:
            filed[one.statement] = replace(one, case=case)
            out[one.statement].discard(case)
    return filed, out


def shaped(groups: Sequence[frozenset[str]], rulings: Rulings, held: Mapping[str, Evidence]) -> list[Formed]:
    """Return the cases: those that a person shaped by what was filed in them, the others as they were formed."""
    if not rulings.cases:
        return [Formed(ids) for ids in groups]
    filed, out = pins(rulings, held)
    whole: dict[str, set[str]] = defaultdict(set)
    for id_, one in filed.items():
        whole[one.case].add(id_)
    found = []
    for group in groups:
        here: dict[str, set[str]] = defaultdict(set)
        for id_ in group:
            if id_ in filed:
                here[filed[id_].case].add(id_)
        rest = set()
        for id_ in sorted(group - filed.keys()):
            cases = {case: ids for case, ids in here.items() if case not in out.get(id_, ())}
            if cases:
                whole[nearest(held[id_], cases, held)].add(id_)
            else:
                rest.add(id_)
        if rest:
            found.append(Formed(frozenset(rest)))
    moved = {id_ for id_, one in filed.items() if one.moved}
    return found + [Formed(frozenset(ids), case, frozenset(ids & moved)) for case, ids in sorted(whole.items())]


def nearest(one: Evidence, cases: Mapping[str, set[str]], held: Mapping[str, Evidence]) -> str:
    """Return the case whose filed statements a new one agrees with most; of equals the one that holds more."""
    if len(cases) == 1:
        return next(iter(cases))

    def order(case: str) -> tuple[object, ...]:
        filed = [held[id_] for id_ in cases[case]]
        return (-max(agreement(one, other) for other in filed), -len(filed), min(map(text_order, filed)), case)

    return min(cases, key=order)


def agreement(one: Evidence, other: Evidence) -> int:
    """Return how much two statements share: step, day, body and charge for steps; day and document for all."""
    a, b = one.statement, other.statement
    points = 2 * bool(date_of(a) and date_of(b) and dates_agree(date_of(a), date_of(b)))
    points += same_document(one, other)
    if isinstance(a, Proceeding) and isinstance(b, Proceeding):
        points += 2 * bool(charge_keys(a) & charge_keys(b))
        points += a.step is b.step
        points += bool(a.body and b.body and texts_agree(a.body, b.body))
        points += 2 * bool(set(a.penalties) & set(b.penalties))
    else:
        points += a.kind is b.kind
    return points
