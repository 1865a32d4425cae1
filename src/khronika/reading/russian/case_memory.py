"""What a Russian text has told of a case so far, for the sentences that go on from it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from khronika.reading.russian.parties import Who
from khronika.reading.russian.passage import Sentence
from khronika.vocabulary.statement import Charge


@dataclass(slots=True)
class CaseMemory:
    """The last parties, court, judge, day, place and charges told, each with the sentence that told it."""

    parties: Sequence[Who] = ()
    parties_at: Sentence | None = None
    court: str = ""
    judge: str = ""
    date: str = ""
    reason: str = ""
    place: str = ""
    told_at: Sentence | None = None
    charges: dict[str, tuple[Charge, ...]] = field(default_factory=dict)

    def goes_on(self, sentence: Sentence) -> bool:
        """Tell whether a sentence is near enough to the last verdict to be of the same court and day."""
        if self.told_at is None:
            return False
        if self.told_at.block is sentence.block:
            return True
        return sentence.block.number - self.told_at.block.number == 1 and sentence.number - self.told_at.number <= 4
