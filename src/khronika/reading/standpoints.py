"""Who asks or who judges: the standpoint from which a sentence is said, under the name that the document gives."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from khronika.reading.lexicon import words
from khronika.reading.parties import parties_of
from khronika.reading.passage import Passage
from khronika.reading.speakers import beside, body_before, fuller
from khronika.reading.voices import voice_at
from khronika.vocabulary.statement import AUTHOR

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Standpoint:
    """Somebody's name, empty for the document's own voice; ``inferred`` if the words there do not show it."""

    by: str = ""
    inferred: bool = False

    @property
    def asserted_by(self) -> str:
        """Return the name for the contract's slot ``asserted_by``."""
        return self.by or AUTHOR


OWN = Standpoint()


def standpoint(passage: Passage, token: "Token | None", at: int) -> Standpoint | None:
    """Return whose standpoint a noun phrase names; None if it is somebody who cannot be told.

    Without a noun phrase, and for "we", it is the voice of the text at the offset ``at``.
    """
    if token is None or token.lower_ in words(passage.language, "voice", "own_voice"):
        voice = voice_at(passage, at, at + 1)
        return OWN if voice.by in {"", AUTHOR} else Standpoint(voice.by, True)
    if dateline(passage, token):
        token = next(
            (
                t
                for t in reversed(passage.doc[token.i : passage.doc[token.i].sent.end])
                if t.tag_ in {"NNS", "NN"} and t.dep_ != "npadvmod" and t.idx < at
            ),
            token,
        )
    if token.lower_ in {"it", "they"}:
        back = body_before(passage, token, plural=token.lower_ == "they")
        if back is not None:
            return Standpoint(back, True)
        return None
    if token.tag_ in {"WDT", "WP"}:
        verb = token.head
        token = verb.head if verb.dep_ in {"relcl", "acl"} else token
    if passage.people.at(token) is not None:
        filled = parties_of(passage, token, coordinated=False)
        return Standpoint(filled.parties[0].name, filled.inferred) if filled else None
    if token.pos_ not in {"NOUN", "PROPN"}:
        return None
    person = beside(passage, token)
    if person:
        return Standpoint(person)
    maker = maker_of(passage, token)
    name, inferred = fuller(passage, maker if maker is not None else token)
    return Standpoint(name, inferred) if name else None


def maker_of(passage: Passage, token: "Token") -> "Token | None":
    """Return whose paper it is that judges: "a study by the Chamber", "the Monitor’s report"."""
    if token.lemma_.lower() not in words(passage.language, "voice", "vehicles"):
        return None
    makers = [
        t for c in token.children if c.dep_ == "prep" and c.lower_ == "by" for t in c.children if t.dep_ == "pobj"
    ]
    makers += [c for c in token.children if c.dep_ == "poss" and c.pos_ in {"NOUN", "PROPN"}]
    return next((m for m in makers if passage.people.at(m) is None), None)


def dateline(passage: Passage, token: "Token") -> bool:
    """Tell whether a word in capitals at the head of a paragraph is the place that a report was sent from."""
    sentence = passage.sentence_at(token)
    return sentence is not None and token.i <= sentence.span.start + 1 and token.text.isupper() and len(token.text) > 3
