"""Somebody as the record tells of them: every spelling, and what is told beside the name in each place."""

from dataclasses import dataclass

PERSON, ORGANIZATION, BODY, GROUP = "person", "organization", "body", "group"


@dataclass(frozen=True, slots=True)
class Told:
    """One place where somebody is named, with what the statement tells beside the name.

    ``mention`` is "STATEMENT/SLOT/INDEX"; ``date`` is EDTF; ``age`` is told by a document of the day ``written``;
    ``beside`` are the others that stand in the same slot as other people.
    """

    mention: str
    name: str
    document: str = ""
    source: str = ""
    date: str = ""
    court: str = ""
    place: str = ""
    charges: tuple[str, ...] = ()
    age: int | None = None
    written: str = ""
    sex: str = ""
    roles: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    quote: str = ""

    @property
    def statement(self) -> str:
        """The id of the statement."""
        return self.mention.partition("/")[0]

    @property
    def slot(self) -> str:
        """What the name is there: subject, victims, judge."""
        return self.mention.split("/")[1] if "/" in self.mention else ""


@dataclass(frozen=True, slots=True)
class Somebody:
    """A party, or a name that no decision has linked to one; ``id`` is what a user can type for either.

    ``names`` are its spellings, the one it goes by first. ``decided`` tells whether it is a party.
    """

    id: str
    type: str
    names: tuple[str, ...]
    told: tuple[Told, ...] = ()
    decided: bool = False

    @property
    def name(self) -> str:
        """The name that it goes by."""
        return self.names[0]
