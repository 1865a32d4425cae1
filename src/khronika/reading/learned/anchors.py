"""Where a statement stands in its document: its sentence, and the word that it hangs on."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from khronika.reading.passage import Passage, Sentence
from khronika.vocabulary.statement import Act, Party, Proceeding, Profile, Quote, Restriction, Statement, Toll
from khronika.vocabulary.terms import Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

WORDS = frozenset({"VERB", "AUX", "NOUN", "PROPN", "ADJ", "NUM"})
PREDICATES = frozenset({"VERB", "AUX"})


@dataclass(frozen=True, slots=True)
class Anchor:
    """A statement's place: ``head`` is the highest word of its quote, ``label`` its kind with step, type or measure."""

    kind: Kind
    label: str
    sentence: Sentence
    head: "Token"
    start: int
    end: int


def label_of(statement: Statement) -> str:
    """Return a statement's kind, with its step, type or measure ("proceeding:arrest")."""
    match statement:
        case Proceeding():
            return f"{statement.kind}:{statement.step}"
        case Act():
            return f"{statement.kind}:{statement.type}"
        case Toll():
            return f"{statement.kind}:{statement.measure}"
        case _:
            return str(statement.kind)


def anchor_of(passage: Passage, statement: Statement) -> Anchor | None:
    """Return where a statement stands, or None if its quote holds no sentence that is read."""
    return anchored(passage, statement.quote, statement.kind, label_of(statement))


def anchored(passage: Passage, quote: Quote, kind: Kind, label: str) -> Anchor | None:
    """Return where a quote stands, or None if it holds no sentence that is read."""
    tokens = list(passage.tokens(quote.start, quote.end))
    sentence = next((s for t in tokens if (s := passage.sentence_at(t)) is not None), None)
    if sentence is None:
        return None
    return Anchor(kind, label, sentence, head_of(tokens), quote.start, quote.end)


def head_of(tokens: "list[Token]") -> "Token":
    """Return the word of a stretch that all its others hang on most nearly; a predicate where there is one."""
    verbs = [t for t in tokens if t.pos_ in PREDICATES]
    words = verbs or [t for t in tokens if t.pos_ in WORDS] or tokens
    return min(words, key=lambda t: (depth(t), t.i))


def depth(token: "Token") -> int:
    """Return how many words a word hangs under."""
    found = 0
    while token.head != token:
        token, found = token.head, found + 1
    return found


def people_of(statement: Statement) -> tuple[Party, ...]:
    """Return the people whom a statement is about."""
    match statement:
        case Profile():
            return (statement.subject,)
        case Proceeding() | Restriction():
            return statement.subject
        case Act():
            return (*statement.victims, *statement.perpetrators)
        case _:
            return ()
