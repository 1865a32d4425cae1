"""Restrictions that later orders lift or extend."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from khronika.docket.agreeing import texts_agree
from khronika.docket.lines import days_of
from khronika.docket.told_ends import extends, lifts, names_kind

if TYPE_CHECKING:
    from khronika.docket.bans import Ban


def with_extensions(found: "Sequence[Ban]") -> "list[Ban]":
    """Return the restrictions, each with the later orders that extend it: of its people and one of its activities."""
    longer = [ban for ban in found if ban.imposed and any(extends(one) for one in ban.evidence)]
    return [
        replace(ban, extended=tuple(one for other in longer if extending(other, ban) for one in other.evidence))
        for ban in found
    ]


def extending(later: "Ban", ban: "Ban") -> bool:
    """Tell whether an order gives a restriction a longer term."""
    if later is ban or not set(later.subjects) & set(ban.subjects) or any(extends(one) for one in ban.evidence):
        return False
    days, others = (days_of(one.when.edtf) if one.when else None for one in (ban, later))
    if days is not None and others is not None and others[1] <= days[0]:
        return False
    return any(texts_agree(a.text, b.text) for a in later.activities for b in ban.activities)


def with_liftings(found: "Sequence[Ban]") -> "list[Ban]":
    """Return the restrictions, each told whether the step that lifts it can mean no other one."""
    made = []
    for ban in found:
        one = ban.lifted
        rivals = [b for b in found if b is not ban and b.imposed and b.lifted == one and one is not None]
        sure = one is not None and lifts(one) and (names_kind(one) or not rivals)
        made.append(replace(ban, lifted_surely=sure))
    return made
