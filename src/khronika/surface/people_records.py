"""People, proposals and explanations as records for programs: the same facts as the text."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from khronika.identity.candidates import Proposal
from khronika.identity.somebody import Somebody
from khronika.record.likely import Why

Record = dict[str, Any]


def somebody_record(one: Somebody, cases: Mapping[str, Sequence[str]]) -> Record:
    """Return somebody as a record; ``decided`` tells a party from a name that nobody linked."""
    statements = {told.statement for told in one.told}
    return briefly(one) | {
        "statements": len(statements),
        "cases": sorted({case for statement in statements for case in cases.get(statement, ())}),
        "told": [asdict(told) | {"statement": told.statement, "slot": told.slot} for told in one.told],
    }


def proposal_record(made: Proposal) -> Record:
    """Return a proposal as a record: who, how likely, and every reason with its points and places."""
    return {
        "level": made.level.value,
        "score": made.score,
        "one": briefly(made.one),
        "other": briefly(made.other),
        "reasons": [
            {"text": reason.text, "points": reason.points, "mentions": list(reason.told)} for reason in made.reasons
        ],
    }


def briefly(one: Somebody) -> Record:
    """Return who somebody is."""
    return {
        "id": one.id,
        "type": one.type,
        "decided": one.decided,
        "name": one.name,
        "spellings": list(one.names),
        "documents": sorted({told.document for told in one.told}),
    }


def why_record(found: Why) -> Record:
    """Return an explanation as a record, with the quotes that it rests on."""
    made = found.proposal
    people = (made.one, made.other) if made else (found.one, found.other)
    return {
        "one": briefly(found.one),
        "other": briefly(found.other),
        "same_party": found.one.id == found.other.id,
        "decisions": [asdict(one) for one in found.decisions],
        "proposal": proposal_record(made) if made else None,
        "quotes": {
            told.mention: {
                "name": told.name,
                "quote": told.quote,
                "document": told.document,
                "statement": told.statement,
            }
            for one in people
            for told in one.told
        },
    }
