"""The statement: what a document says, resting on the span of its text that says it.

The shapes follow the contract of a statement (``docs/contract.md``). All values are immutable. An absent slot
(``None`` or an empty tuple) means that the text does not fill it; nothing is guessed. Dates are EDTF (ISO 8601-2)
strings, durations ISO 8601 strings or ``"life"``, offsets are Unicode code points.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import ClassVar

from khronika.vocabulary.terms import ActType, Bound, Kind, Measure, Modality, Outcome, PenaltyType, Step

AUTHOR = "author"  # the document's own voice, where nobody else is named as the speaker

NO_REASONS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Quote:
    """A span of the document's text; ``text`` is exactly ``document_text[start:end]``."""

    start: int
    end: int
    text: str

    def stands_in(self, text: str) -> bool:
        """Tell whether a document's text has the very words there; a quote of nothing stands nowhere."""
        return bool(self.text) and text[self.start : self.end] == self.text


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody: a ``name`` in the fullest form that the document gives, or a ``group`` with its size, if told."""

    name: str = ""
    group: str = ""
    count: int | None = None
    bound: Bound | None = None

    def __str__(self) -> str:
        return self.name or self.group


@dataclass(frozen=True, slots=True)
class Charge:
    """An accusation; ``maximum`` is the longest term that it carries, as a duration."""

    offence: str = ""
    provision: str = ""
    maximum: str = ""


@dataclass(frozen=True, slots=True)
class Penalty:
    """One component of a sentence. ``amount`` counts ``currency`` (ISO 4217), or strokes of a corporal penalty."""

    type: PenaltyType
    duration: str = ""
    suspended: bool = False
    amount: float | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementBase:
    """What every statement has, whatever its kind.

    ``inferred`` names the slots whose value the quote itself does not show; ``reasons`` says for a slot, in words
    for the reader, from what it was inferred. ``probability`` (0 to 1) is the reader's own that the statement is right,
    None where nobody worked it out; ``hangs_on`` says in words what speaks most against it. They are the reader's view
    of a statement and no part of it: two statements that differ in them alone are equal.
    """

    kind: ClassVar[Kind]

    document: str
    quote: Quote
    asserted_by: str = AUTHOR
    modality: Modality = Modality.ASSERTED
    inferred: tuple[str, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=lambda: NO_REASONS, hash=False)
    probability: float | None = field(default=None, compare=False)
    hangs_on: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile(StatementBase):
    """Who a named person is. ``roles`` is the contract's slot ``is``."""

    kind = Kind.PROFILE
    subject: Party
    roles: tuple[str, ...] = ()
    age: int | None = None
    sex: str = ""
    nationality: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proceeding(StatementBase):
    """A step of a legal process; a sentence belongs to its verdict."""

    kind = Kind.PROCEEDING
    step: Step
    subject: tuple[Party, ...] = ()
    body: str = ""
    judge: str = ""
    date: str = ""
    place: str = ""
    charges: tuple[Charge, ...] = ()
    outcome: Outcome | None = None
    penalties: tuple[Penalty, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Restriction(StatementBase):
    """What somebody may no longer do. ``starts`` and ``until`` are dates or the text's words ("after his release").

    ``until`` is the told end ("until 1 December 2024", "until the trial ends"): our own addition to the contract.
    """

    kind = Kind.RESTRICTION
    subject: tuple[Party, ...] = ()
    prohibits: tuple[str, ...] = ()
    imposed_by: str = ""
    date: str = ""
    starts: str = ""
    until: str = ""
    duration: str = ""
    consequence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act(StatementBase):
    """Who did what to whom."""

    kind = Kind.ACT
    type: ActType
    victims: tuple[Party, ...] = ()
    perpetrators: tuple[Party, ...] = ()
    date: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll(StatementBase):
    """How many people something befell. An absent ``bound`` means that the number is told as exact."""

    kind = Kind.TOLL
    measure: Measure
    count: int
    bound: Bound | None = None
    who: str = ""
    event: str = ""
    date: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment(StatementBase):
    """What somebody found of an election, a trial, a law, an investigation, in the text's words."""

    kind = Kind.ASSESSMENT
    about: str = ""
    finding: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation(StatementBase):
    """What somebody is asked to do, in the text's words."""

    kind = Kind.RECOMMENDATION
    to: str = ""
    action: str = ""
    by: str = ""


Statement = Profile | Proceeding | Restriction | Act | Toll | Assessment | Recommendation

KINDS: Mapping[Kind, type[Statement]] = MappingProxyType(
    {one.kind: one for one in (Profile, Proceeding, Restriction, Act, Toll, Assessment, Recommendation)}
)
