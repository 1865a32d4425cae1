"""A deed: an act as it is gathered from a sentence, before it is worded as a statement."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from khronika.reading.clauses import Clause
from khronika.reading.parties import Filled
from khronika.reading.voices import Voice
from khronika.vocabulary.terms import ActType, Modality

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Deed:
    """What happened to whom: ``at`` is the word that tells it, ``clause`` where it stands.

    ``type_inferred`` tells that the words there do not show the type ("denies this").
    """

    type: ActType
    at: "Token"
    clause: Clause
    victims: Filled
    doers: Filled
    modality: Modality
    voice: Voice
    type_inferred: bool = False
