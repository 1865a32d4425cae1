"""Where a statement names somebody: slot by slot, with what sort of somebody it is."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from khronika.identity.bodies import is_a_society, is_named, taken_apart
from khronika.identity.names import is_organisation
from khronika.identity.names import taken_apart as person_taken_apart
from khronika.identity.somebody import BODY, GROUP, ORGANIZATION, PERSON
from khronika.vocabulary.folding import fold

UNLINKED = "n-"  # how the id of a name begins that no decision has linked to a party
PARTIES = ("subject", "victims", "perpetrators")
BODIES = ("body", "imposed_by")
SPEAKERS = ("by", "to", "asserted_by")
FATES = frozenset({"killed", "died_in_custody", "disappeared"})
AUTHORITIES = frozenset({"court", "police", "prosecutor", "ministry", "committee", "department"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a slot of a statement; ``index`` counts the parties of a slot from 0."""

    slot: str
    index: int
    name: str
    type: str

    def of(self, statement: str) -> str:
        """Return how the record calls the mention: "STATEMENT/SLOT/INDEX"."""
        return f"{statement}/{self.slot}/{self.index}"


def mentions(record: Mapping[str, Any]) -> Iterator[Mention]:
    """Yield whom a statement names, given as the contract's record (``vocabulary/contract.py``).

    A court that is only called a court names nobody; who speaks or is spoken to counts if its words tell an authority
    or an organization, since a witness or "the family" has no name of their own there.
    """
    for slot in PARTIES:
        told = record.get(slot) or ()
        for index, party in enumerate([told] if isinstance(told, Mapping) else told):
            name = party.get("name", "")
            if name:
                yield Mention(slot, index, name, type_of(name))
            elif party.get("group"):
                yield Mention(slot, index, party["group"], GROUP)
    if record.get("judge"):
        yield Mention("judge", 0, record["judge"], PERSON)
    for slot in BODIES:
        if record.get(slot) and is_named(record[slot]):
            yield Mention(slot, 0, record[slot], BODY)
    for slot in SPEAKERS:
        name = record.get(slot, "")
        if name and name != "author" and is_named(name) and type_of(name) != PERSON:
            yield Mention(slot, 0, name, type_of(name))
    who = record.get("who", "")
    if record.get("count") == 1 and record.get("measure") in FATES and is_a_persons(who):
        yield Mention("who", 0, who, PERSON)


@lru_cache(maxsize=65536)
def type_of(name: str) -> str:
    """Return whether a name is a person's, an authority's or an organization's, by its words."""
    if is_a_society(name):
        return ORGANIZATION
    if taken_apart(name).kinds & AUTHORITIES:
        return BODY
    return ORGANIZATION if taken_apart(name).kinds or is_organisation(name) else PERSON


def is_a_persons(who: str) -> bool:
    """Tell whether the one whom a toll of one tells of is written as a name."""
    words = who.split()
    return len(words) > 1 and all(word[:1].isupper() for word in words) and type_of(who) == PERSON


@lru_cache(maxsize=65536)
def unlinked_id(type_: str, name: str, sha256: str) -> str:
    """Return the id of a name that no decision has linked.

    A name in full is taken for one person's wherever it is written so; a surname alone, initials or a group stand for
    somebody of their own document only, whose hash is then a part of the id.
    """
    alone = type_ == GROUP or (type_ == PERSON and not person_taken_apart(name).whole)
    told = "\t".join((type_, fold(name), sha256 if alone else ""))
    return UNLINKED + hashlib.sha256(told.encode()).hexdigest()[:8]
