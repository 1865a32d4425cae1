"""Which statements tell of the same restriction."""

from collections.abc import Sequence

from khronika.docket.agreeing import Group, dates_agree, same_document, texts_agree
from khronika.docket.cases import Case
from khronika.docket.lines import date_of, ordered
from khronika.docket.told_ends import ends_agree, extends, told_until
from khronika.vocabulary.edtf_dates import is_edtf
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.statement import Restriction
from khronika.vocabulary.terms import Modality


def restriction(one: Evidence) -> Restriction:
    """Return the statement as the restriction that it is known to be."""
    if not isinstance(one.statement, Restriction):
        raise TypeError(f"{one.id} is a {one.statement.kind}, no restriction")
    return one.statement


def same_people(case: Case, one: Evidence, other: Evidence) -> bool:
    """Tell whether two statements are about the same people of the case, or the same group."""
    ours, theirs = case.persons_of(one), case.persons_of(other)
    return bool(ours & theirs) if ours or theirs else restriction(one).subject == restriction(other).subject


def same_ban(case: Case, one: Evidence, other: Evidence) -> bool:
    """Tell whether two statements tell of the same restriction: people, day, length and body agree.

    What a single report tells apart stays apart, but for a condition ("if he breaks it …") beside the restriction.
    """
    a, b = restriction(one), restriction(other)
    conditions = (a.modality is Modality.CONDITIONAL) != (b.modality is Modality.CONDITIONAL)
    unsaid = {Modality.PLANNED, Modality.DENIED}
    return (
        (not same_document(one, other) or conditions)
        and (a.modality in unsaid) == (b.modality in unsaid)
        and same_people(case, one, other)
        and dates_agree(date_of(a), date_of(b))
        and (not a.duration or not b.duration or a.duration == b.duration)
        and texts_agree(a.imposed_by, b.imposed_by)
        and ends_agree(one, other)
        and (not told_otherwise(one, other) or same_activity(a, b))
    )


def told_otherwise(one: Evidence, other: Evidence) -> bool:
    """Tell whether the ends of two restrictions are told in ways that cannot be compared, or one extends another."""
    a, b = told_until(one), told_until(other)
    return bool(a and b and is_edtf(a) != is_edtf(b)) or extends(one) != extends(other)


def same_activity(a: Restriction, b: Restriction) -> bool:
    """Tell whether two restrictions name an activity in common, or one names none."""
    if not a.prohibits or not b.prohibits:
        return True
    return any(texts_agree(one, other) for one in a.prohibits for other in b.prohibits)


def joined_lengths(case: Case, groups: Sequence[Group]) -> tuple[Group, ...]:
    """Join two restrictions that differ in length alone, if no report tells of two and both have the same day."""
    left, found = list(groups), []
    while left:
        group = left.pop(0)
        same = [
            other
            for other in left
            if same_people(case, group[0], other[0])
            and not any(same_document(a, b) for a in group for b in other)
            and date_of(group[0].statement) == date_of(other[0].statement) != ""
            and texts_agree(restriction(group[0]).imposed_by, restriction(other[0]).imposed_by)
        ]
        if len(same) == 1:
            left.remove(same[0])
            group = ordered((*group, *same[0]))
        found.append(group)
    return tuple(found)


def with_strays(case: Case, groups: Sequence[Group]) -> tuple[Group, ...]:
    """Join what could belong to several restrictions, since it has no day, to the one that it says more of.

    A restriction told again belongs where length and an activity are the same; what follows a breach, to the restriction
    that its report tells nearest to it.
    """
    strays = [group for group in groups if not any(date_of(one.statement) for one in group)]
    found = [group for group in groups if group not in strays]
    for group in sorted(strays, key=is_condition):
        fitting = [
            number
            for number, other in enumerate(found)
            if (
                nearest_told(case, group[0], found) == number if is_condition(group) else told_again(case, group, other)
            )
        ]
        if len(fitting) == 1:
            found[fitting[0]] = ordered((*found[fitting[0]], *group))
        else:
            found.append(group)
    return tuple(found)


def is_condition(group: Group) -> bool:
    """Tell whether statements only say what follows if a restriction is broken."""
    return all(one.statement.modality is Modality.CONDITIONAL and not restriction(one).prohibits for one in group)


def told_again(case: Case, group: Group, other: Group) -> bool:
    """Tell whether an undated restriction is another one told again: people, length and an activity are the same."""
    if any(same_document(a, b) for a in group for b in other) or is_condition(other):
        return False
    pairs = [(restriction(a), restriction(b), a, b) for a in group for b in other]
    alike = any(a.duration and a.duration == b.duration and a.prohibits and same_activity(a, b) for a, b, _, _ in pairs)
    apart = any(
        (a.duration and b.duration and a.duration != b.duration)
        or extends(one) != extends(two)
        or not ends_agree(one, two)
        for a, b, one, two in pairs
    )
    return alike and not apart and same_people(case, group[0], other[0])


def nearest_told(case: Case, one: Evidence, found: Sequence[Group]) -> int | None:
    """Return which restriction is told nearest to a statement in its own report, or None if none is."""
    here = [
        (abs(other.statement.quote.start - one.statement.quote.start), number)
        for number, group in enumerate(found)
        for other in group
        if same_document(one, other) and same_people(case, one, other) and not is_condition((other,))
    ]
    return min(here)[1] if here else None
