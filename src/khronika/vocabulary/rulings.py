"""What people decided: who is who, what belongs to a case, and which of several told values holds.

Plain data, made from the record. Each decision keeps who made it, when and why, and the entry that takes it back.
"""

from dataclasses import dataclass
from functools import cached_property

AS_IT_STOOD = "entered as it was computed, so that a person could change it"  # the reason of a case nobody named


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """Who decided something, when (ISO 8601, UTC) and why; ``entry`` is what ``khronika undo --entry`` takes."""

    by: str
    at: str = ""
    reason: str = ""
    entry: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """A mention ("STATEMENT/SLOT/INDEX") that a person linked to a party."""

    mention: str
    party: str
    ruling: Ruling


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """A party that is one with another, or a case that was joined to another."""

    id: str
    into: str
    ruling: Ruling


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two parties that are not one, or two cases that are linked but not one."""

    first: str
    second: str
    ruling: Ruling


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A party or a case, and the name that a person gave it."""

    id: str
    name: str
    ruling: Ruling


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A statement that belongs to a case, or (``out``) no longer does; ``moved`` there from where it was read to be."""

    case: str
    statement: str
    ruling: Ruling
    moved: bool = False
    out: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A disagreement over a slot that a person settled: the statement whose value holds, and those that said otherwise.

    Only statements are named, never their values: so nothing of a document outlives its erasure here.
    """

    slot: str
    chosen: str
    others: tuple[str, ...]
    ruling: Ruling


@dataclass(frozen=True, kw_only=True)
class Rulings:
    """All that people decided and did not take back, in the order in which they decided it."""

    parties: tuple[Named, ...] = ()
    links: tuple[Linked, ...] = ()
    merged: tuple[Merged, ...] = ()
    apart: tuple[Pair, ...] = ()
    cases: tuple[Named, ...] = ()
    filed: tuple[Filed, ...] = ()
    joined: tuple[Merged, ...] = ()
    case_links: tuple[Pair, ...] = ()
    settled: tuple[Settled, ...] = ()

    @cached_property
    def party_roots(self) -> dict[str, str]:
        """The party that each merged one has become in the end."""
        return followed(self.merged)

    @cached_property
    def case_roots(self) -> dict[str, str]:
        """The case that each joined one has become in the end."""
        return followed(self.joined)


def followed(merged: tuple[Merged, ...]) -> dict[str, str]:
    """Return what each merged thing has become in the end; a circle ends where it is entered."""
    into = {one.id: one.into for one in merged}
    ends = {}
    for one in into:
        seen = [one]
        while (further := into.get(seen[-1])) is not None and further not in seen:
            seen.append(further)
        ends[one] = seen[-1]
    return ends


NO_RULINGS = Rulings()
