"""Where a reviewer's decisions go: into the record for all to see, or into a blind coding."""

from dataclasses import dataclass, replace
from typing import Protocol

from khronika.errors import RequestError
from khronika.record.chronicle import Chronicle, amend, decide, find_evidence, undo
from khronika.record.codings import Coding, code, coded, uncode
from khronika.surface.reviewing.form import CHECKED
from khronika.vocabulary.evidence import Evidence, Standing
from khronika.vocabulary.statement import Statement


class Desk(Protocol):
    """What a review needs of the record."""

    def look(self, id_: str) -> Evidence:
        """Return a statement as the reviewer sees it now. Raises RequestError if it is gone."""

    def decide(self, id_: str, standing: Standing, reason: str) -> None:
        """Enter a decision. Raises KhronikaError if it cannot be."""

    def amend(self, id_: str, statement: Statement, reason: str) -> None:
        """Enter an amendment. Raises KhronikaError if it cannot be."""

    def undo(self, id_: str) -> None:
        """Take the reviewer's last decision on a statement back. Raises KhronikaError if it cannot be."""


@dataclass(frozen=True, slots=True)
class OpenDesk:
    """Decisions that stand at once, for all to see."""

    chronicle: Chronicle
    actor: str

    def look(self, id_: str) -> Evidence:
        """Return a statement as it stands. Raises RequestError if it is gone."""
        return find_evidence(self.chronicle, id_)

    def decide(self, id_: str, standing: Standing, reason: str) -> None:
        """Enter a decision."""
        decide(self.chronicle, id_, standing, actor=self.actor, reason=reason)

    def amend(self, id_: str, statement: Statement, reason: str) -> None:
        """Enter an amendment."""
        amend(self.chronicle, id_, statement, actor=self.actor, reason=reason)

    def undo(self, id_: str) -> None:
        """Take the reviewer's decision back, unless somebody else has decided since."""
        one = self.look(id_)
        if one.decided_by != self.actor:
            raise RequestError(f"{one.decided_by or 'nobody'} decided on it since", do="see: khronika log")
        undo(self.chronicle, id_, actor=self.actor)


@dataclass(frozen=True, slots=True)
class CodingDesk:
    """Decisions of a blind coding, which only their coder sees until all are done."""

    chronicle: Chronicle
    coding: Coding
    actor: str

    def look(self, id_: str) -> Evidence:
        """Return a statement as it was read, with what this coder decided on it."""
        one = find_evidence(self.chronicle, id_)
        mine = coded(self.chronicle, self.coding, viewer=self.actor).get(one.id, {}).get(self.actor)
        if mine is None:
            return one
        told = replace(one, standing=mine.standing, decided_by=self.actor, decided_at=mine.at, reason=mine.reason)
        return replace(told, statement=mine.amended, read_as=one.statement) if mine.amended else told

    def decide(self, id_: str, standing: Standing, reason: str) -> None:
        """Enter a decision; what was amended before is accepted as amended."""
        one = self.look(id_)
        kept = one.statement if standing is Standing.ACCEPTED and one.read_as is not None else None
        code(self.chronicle, self.coding.id, id_, standing, actor=self.actor, reason=reason, amended=kept)

    def amend(self, id_: str, statement: Statement, reason: str) -> None:
        """Enter an amendment."""
        code(
            self.chronicle,
            self.coding.id,
            id_,
            Standing.ACCEPTED,
            actor=self.actor,
            reason=reason or CHECKED,
            amended=statement,
        )

    def undo(self, id_: str) -> None:
        """Take the coder's last decision on a statement back."""
        uncode(self.chronicle, self.coding.id, id_, actor=self.actor)
