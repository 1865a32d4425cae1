"""What a person names to protect it, or of whom they tell a consent: a party, a document or a statement."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from khronika.errors import RequestError
from khronika.identity.somebody import Somebody
from khronika.record.folder import Chronicle
from khronika.record.holdings import described, evidence_in, sources_in
from khronika.record.people import by_id, equally_good, the_one

HASH = re.compile("[0-9a-f]{6,64}")
LISTED = 6


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject: its ``name`` in the record ("source:SHA256", "statement:ID", "party:ID"), and how people call it.

    ``somebody`` is who it is, if it is somebody; a name that nobody has linked has no party yet.
    """

    name: str
    told: str
    somebody: Somebody | None = None


def subject_of(chronicle: Chronicle, text: str) -> Subject:
    """Return what somebody typed: a name, an id, a SHA-256 or a statement's name or their beginning, or a file's name.

    A kind before it ("party:", "source:", "statement:") leaves no doubt. Raises RequestError if it is nothing, or can
    be several.
    """
    kind, colon, rest = text.strip().partition(":")
    if not colon or kind not in {"party", "source", "statement"}:
        kind, rest = "", text.strip()
    with chronicle.reading() as database:
        found = [*(documents(database, rest) if kind in {"", "source"} else [])]
        found += statements(database, rest) if kind in {"", "statement"} else []
        party = by_id(database, rest) if kind in {"", "party"} else None
        if party is not None:
            found.append(of_somebody(party))
        elif kind == "party" or (kind == "" and not found):
            found.append(of_somebody(named(database, rest)))
    if not found:
        raise RequestError(f"there is no {text!r}", do="see: khronika people, khronika sources, khronika docket")
    if len(found) > 1:
        listed = "".join(f"\n  {one.name}  {one.told}" for one in found[:LISTED])
        more = f"\n  … and {len(found) - LISTED} more" if len(found) > LISTED else ""
        raise RequestError(f"{text!r} can be {len(found)}; write one of these:{listed}{more}")
    return found[0]


def named(database: str, text: str) -> Somebody:
    """Return who goes by a typed name. Raises RequestError if nobody does, or several do."""
    try:
        equally_good(database, text)
    except RequestError:
        raise RequestError(
            f"{text!r} is nobody's name, and no document or statement",
            do="see: khronika people, khronika sources, khronika docket",
        ) from None
    return the_one(database, text)


def of_somebody(one: Somebody) -> Subject:
    """Return somebody as a subject."""
    return Subject(f"party:{one.id}", one.name, one)


def documents(database: str, text: str) -> list[Subject]:
    """Return the documents that are called so, or whose hash begins so."""
    held = sources_in(database).values()
    wanted = text.casefold()
    found = [one for one in held if text in (one.filename, one.document)]
    found = found or [one for one in held if HASH.fullmatch(wanted) and one.sha256.startswith(wanted)]
    return [Subject(f"source:{one.sha256}", one.filename or one.document) for one in found]


def statements(database: str, text: str) -> list[Subject]:
    """Return the statements whose names begin so."""
    wanted = text.casefold()
    if not HASH.fullmatch(wanted):
        return []
    return [Subject(f"statement:{one.id}", described(one)) for one in evidence_in(database, wanted)]


def told_names(chronicle: Chronicle, subjects: Iterable[str]) -> dict[str, str]:
    """Return how people call some subjects; one that is not there any more is left out."""
    made: dict[str, str] = {}
    with chronicle.reading() as database:
        held = sources_in(database)
        for subject in dict.fromkeys(subjects):
            kind, _, id_ = subject.partition(":")
            if kind == "party" and (party := by_id(database, id_)):
                made[subject] = party.name
            elif kind == "source" and id_ in held:
                made[subject] = held[id_].filename or held[id_].document
            elif kind == "statement" and (found := [one for one in evidence_in(database, id_) if one.id == id_]):
                made[subject] = described(found[0])
    return made
