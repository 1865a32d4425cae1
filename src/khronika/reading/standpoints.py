"""Who asks or who judges: the standpoint from which a sentence is said, under the name that the document gives."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from khronika.reading.bodies import is_body
from khronika.reading.lexicon import words
from khronika.reading.names import NameKind
from khronika.reading.parties import noun_phrase, parties_of
from khronika.reading.passage import Passage, Sentence
from khronika.reading.voices import voice_at
from khronika.vocabulary.statement import AUTHOR

if TYPE_CHECKING:
    from spacy.tokens import Token

REACH = 5  # how many sentences back "it" and "they" may look for a body


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
    person = next(
        (m.person for c in token.children if c.dep_ == "appos" and (m := passage.people.at(c)) is not None), None
    )
    if person is not None:
        return Standpoint(person.name)
    name, inferred = fuller(passage, token)
    return Standpoint(name, inferred) if name else None


def dateline(passage: Passage, token: "Token") -> bool:
    """Tell whether a word in capitals at the head of a paragraph is the place that a report was sent from."""
    sentence = passage.sentence_at(token)
    return sentence is not None and token.i <= sentence.span.start + 1 and token.text.isupper() and len(token.text) > 3


def noun_text(passage: Passage, token: "Token") -> str:
    """Return a noun phrase in the text's words without article: "Prosecutor General’s Office", "authorities in Sana’a"."""
    start, end = noun_phrase(token)
    name = passage.people.name_at.get(token.i)
    if name is not None:
        start, end = min(start, name.start), max(end, name.end)
    place = next((c for c in token.children if c.dep_ == "prep" and c.lower_ in {"in", "for"} and c.i == end), None)
    if place is not None:
        inner = [c for c in place.children if c.dep_ == "pobj" and c.pos_ == "PROPN"]
        end = max(end, inner[0].right_edge.i + 1) if inner and inner[0].right_edge.i - end < 6 else end
    doc = passage.doc
    while token.pos_ == "PROPN" and passage.people.at(token) is None and start > 0 and doc[start - 1].pos_ == "PROPN":
        if passage.people.at(doc[start - 1]) is not None or doc[start - 1].sent != token.sent:
            break
        start -= 1  # the parser cut "Human Rights" off "Watch"
    while start < token.i and (doc[start].lower_ in ARTICLES or doc[start].is_punct or doc[start].tag_ == "PRP$"):
        start += 1
    first, last = passage.characters(start, end)
    text = " ".join(passage.text[first:last].split())
    for ending in ("'s", "’s", "’", "'"):
        text = text.removesuffix(ending)
    return text


ARTICLES = frozenset({"the", "a", "an", "this", "that", "these", "those"})


def fuller(passage: Passage, token: "Token", *, common: bool = True) -> tuple[str, bool]:
    """Return a body's name in the fullest form that stands before it, and whether that form is from elsewhere.

    "the Forum" of "Sava Digital Rights Forum"; with ``common`` also "the experts" of "UN experts".
    """
    text = noun_text(passage, token)
    if text[:1].isupper():
        for name in passage.people.names:
            longer = len(name.text.split()) > len(text.split())
            ends = name.text.endswith(f" {text}") or name.text.startswith(f"{text} for ")
            if name.start < token.i and name.kind is not NameKind.PERSON and longer and ends:
                return name.text, True
        return text, False
    if not common or len(text.split()) > 1 or not any(c.lower_ in {"the", "this", "that"} for c in token.children):
        return text, False
    for i in range(token.i - 1, -1, -1):
        other = passage.doc[i]
        if other.lemma_ == token.lemma_ and other.pos_ in {"NOUN", "PROPN"} and other.dep_ != "compound":
            named = noun_text(passage, other)
            if named[:1].isupper() and len(named.split()) > 1:
                return named, True
    return text, False


def body_before(passage: Passage, token: "Token", *, plural: bool = False) -> str | None:
    """Return the last body or group that a clause before the token was about ("It asks …")."""
    here = passage.sentence_at(token)
    if here is None:
        return None
    for sentence in reversed(passage.sentences[max(0, here.number - REACH) : here.number + 1]):
        found = about_whom(passage, sentence, token.i, plural=plural)
        if found is not None:
            return fuller(passage, found)[0]
    return None


def about_whom(passage: Passage, sentence: Sentence, before: int, *, plural: bool) -> "Token | None":
    """Return the first subject of a sentence that is a body (or, for "they", a plural), before a token."""
    for clause in sentence.clauses:
        subject = clause.subject
        if subject is None or subject.i >= before or passage.people.at(subject) is not None:
            continue
        if subject.pos_ not in {"NOUN", "PROPN"} or subject.dep_ not in {"nsubj", "nsubjpass"}:
            continue
        if plural and subject.tag_ in {"NNS", "NNPS"}:
            return subject
        if not plural and subject.tag_ in {"NN", "NNP", "NNPS"} and speaks(passage, subject):
            return subject
    return None


def speaks(passage: Passage, token: "Token") -> bool:
    """Tell whether a noun is one that can ask or judge: a body, an organisation, something that speaks in writing."""
    name = passage.people.name_at.get(token.i)
    return (
        (name is not None and name.kind in {NameKind.ORGANIZATION, NameKind.OTHER})
        or is_body(passage, token, "courts", "police", "prosecution", "others")
        or token.lemma_.lower() in words(passage.language, "voice", "speaking_nouns")
        or token.lemma_.lower() in words(passage.language, "recommendations", "askers")
    )
