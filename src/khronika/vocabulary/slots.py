"""The slots of each kind of statement as a person fills them in: what a slot holds and how it is written.

The forms follow the contract of a statement (``docs/contract.md``).
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from khronika.errors import ContractError
from khronika.vocabulary.contract import BESIDE, PARTIES, PARTS, RENAMED
from khronika.vocabulary.definitions import definitions
from khronika.vocabulary.statement import KINDS
from khronika.vocabulary.terms import Kind


class Form(StrEnum):
    """What a slot holds."""

    TEXT = "text"
    TEXTS = "texts"
    DATE = "date"
    MOMENT = "moment"  # a date, or the text's words ("after his release")
    DURATION = "duration"
    TERM = "term"
    NUMBER = "number"
    PARTY = "party"
    PARTIES = "parties"
    CHARGES = "charges"
    PENALTIES = "penalties"
    SLOTS = "slots"


FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "modality": Form.TERM,
        "step": Form.TERM,
        "outcome": Form.TERM,
        "measure": Form.TERM,
        "bound": Form.TERM,
        "type": Form.TERM,
        "date": Form.DATE,
        "starts": Form.MOMENT,
        "ends": Form.MOMENT,
        "duration": Form.DURATION,
        "age": Form.NUMBER,
        "count": Form.NUMBER,
        "roles": Form.TEXTS,
        "prohibits": Form.TEXTS,
        "inferred": Form.SLOTS,
        **dict.fromkeys(PARTIES, Form.PARTIES),
        **dict.fromkeys(PARTS, Form.TEXTS),
        "charges": Form.CHARGES,
        "penalties": Form.PENALTIES,
    }
)
VOCABULARY_OF: Mapping[str, str] = MappingProxyType({"type": "act_type"})  # where it is not called like the slot
OWN = frozenset({"document", "quote", *BESIDE})  # what a person does not write as a slot
HINTS: Mapping[Form, str] = MappingProxyType(
    {
        Form.TEXT: "the text's words",
        Form.TEXTS: "one or several, with ; between them",
        Form.DATE: "16 May 2024, 2024-05-16, 2024-05, 2024, about 2019~, uncertain 2019?, from/to 2022-02/2022-03, since 2018/..",
        Form.MOMENT: "a date as 16 May 2024 or 2024-05-16, or the text's words",
        Form.DURATION: "6 years, 2 years 6 months, P15D, life, or a range as P15Y/P20Y",
        Form.TERM: "one of these words",
        Form.NUMBER: "a whole number",
        Form.PARTY: "a name",
        Form.PARTIES: "names with ; between them; a group as: more than 1000 protesters, or: group: protesters",
        Form.CHARGES: "the offence, or: offence: fraud, provision: Article 190, maximum: 10 years; several with ;",
        Form.PENALTIES: "imprisonment 6 years suspended; fine 600000 KZT",
        Form.SLOTS: "the slots whose value the quote itself does not show, with ; between them",
    }
)


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot by its name in the contract. ``vocabulary`` is the one that its terms are of, or empty."""

    name: str
    form: Form
    vocabulary: str = ""

    @property
    def hint(self) -> str:
        """How it is written."""
        return {"sex": "male or female"}.get(self.name, HINTS[self.form])

    def terms(self) -> Mapping[str, str]:
        """Return what each term of a closed vocabulary means; nothing for other slots."""
        if not self.vocabulary:
            return {}
        return {term: told.meaning for term, told in definitions()[self.vocabulary].items()}


@cache
def slots_of(kind: Kind) -> Mapping[str, Slot]:
    """Return the slots of a kind that a person can fill in: its own first, then who says so and how."""
    found: dict[str, Slot] = {}
    names = [field.name for field in fields(KINDS[kind]) if field.name not in OWN]
    common = ("asserted_by", "modality", "inferred")
    for name in [*(one for one in names if one not in common), *common]:
        form = FORMS.get(name, Form.TEXT)
        if name == "subject" and kind is Kind.PROFILE:
            form = Form.PARTY
        vocabulary = VOCABULARY_OF.get(name, name) if form is Form.TERM else ""
        written = RENAMED.get(name, name)
        found[written] = Slot(written, form, vocabulary)
    return MappingProxyType(found)


def slot_of(kind: Kind, name: str) -> Slot:
    """Return a slot by its name. Raises ContractError that lists the slots of the kind if it has no such slot."""
    slots = slots_of(kind)
    wanted = name.strip().casefold().replace(" ", "_")
    if wanted not in slots:
        raise ContractError(f"a {kind} has no slot {name.strip()!r}", do=f"its slots: {', '.join(slots)}")
    return slots[wanted]
