"""Recommendations: who is asked to do what, one for each action."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from khronika.documents.document import Role
from khronika.reading.clauses import Clause
from khronika.reading.lexicon import words
from khronika.reading.parties import body_text
from khronika.reading.passage import Passage, Sentence
from khronika.reading.quotes import quote
from khronika.reading.voices import voice_at
from khronika.vocabulary.statement import AUTHOR, Recommendation

if TYPE_CHECKING:
    from spacy.tokens import Token


def read_recommendations(passage: Passage) -> Iterator[Recommendation]:
    """Yield the recommendations that a document states, in the order of the text."""
    listed_to = ""
    for sentence in passage.sentences:
        if listed_to and sentence.block.role is Role.LIST_ITEM:
            yield from imperative(passage, sentence, listed_to)
            continue
        listed_to = opens_list(passage, sentence) or (listed_to if sentence.block.role is Role.LIST_ITEM else "")
        for clause in sentence.clauses:
            asked = addressee(passage, clause)
            if asked is None:
                continue
            to, verbs = asked
            for n, verb in enumerate(verbs):
                yield one(passage, sentence, to, verb, verbs[n + 1] if n + 1 < len(verbs) else None)


def addressee(passage: Passage, clause: Clause) -> "tuple[Token, list[Token]] | None":
    """Return who is asked and the verbs of what they are asked, or None if the clause asks nobody."""
    language = passage.language
    can_be = words(language, "recommendations", "addressees")
    verb = clause.predicate
    if clause.modals & words(language, "recommendations", "modals") or verb.lemma_ == "ought":
        subject = clause.subject
        if subject is None or not askable(passage, subject, can_be) or clause.passive:
            return None
        first = next((c for c in verb.children if c.dep_ == "xcomp"), verb) if verb.lemma_ == "ought" else verb
        return (subject, chained(first)) if first.dep_ != "conj" else None
    if clause.lemma in words(language, "recommendations", "verbs"):
        asked = [
            t for t in (*clause.undergoer(), *clause.prepositional("on", "upon", "to")) if askable(passage, t, can_be)
        ]
        done = [c for c in verb.children if c.dep_ in {"xcomp", "ccomp", "advcl"} and c.tag_ == "VB"]
        if asked and done:
            return asked[0], chained(done[0])
    return None


def askable(passage: Passage, token: "Token", nouns: frozenset[str]) -> bool:
    """Tell whether a noun phrase names somebody who can be asked: an authority, a body by name, a country."""
    if token.lemma_.lower() in nouns or token.lower_ in nouns:
        return True
    return token.pos_ == "PROPN" and passage.people.at(token) is None


def chained(verb: "Token") -> "list[Token]":
    """Return a verb and those coordinated with it that have no subject of their own."""
    return [
        verb,
        *(
            c
            for c in verb.conjuncts
            if c.i > verb.i and c.pos_ == "VERB" and not any(g.dep_ in {"nsubj", "nsubjpass"} for g in c.children)
        ),
    ]


def one(passage: Passage, sentence: Sentence, to: "Token", verb: "Token", following: "Token | None") -> Recommendation:
    """Return the recommendation of one verb, its words up to the next verb's."""
    last = following.left_edge.i - 1 if following is not None else max(verb.right_edge.i, verb.i)
    start, end = passage.characters(verb.i, last + 1)
    action = passage.text[start : min(end, sentence.end)].strip(" ,;.")
    for joint in (" and", ","):
        action = action.removesuffix(joint).strip(" ,;.")
    opening = min(int(to.left_edge.idx), start)
    by = voice_at(passage, start, start + 1).by
    return Recommendation(
        document=passage.document.id,
        quote=quote(passage.text, opening, start + len(action)),
        asserted_by=by,
        to=body_text(passage, to),
        action=action,
        by="" if by == AUTHOR else by,
    )


def opens_list(passage: Passage, sentence: Sentence) -> str:
    """Return whom a sentence that opens a list asks ("calling on the Iranian authorities to:")."""
    text = sentence.span.text.rstrip()
    if not text.endswith(":"):
        return ""
    can_be = words(passage.language, "recommendations", "addressees")
    if not any(call in text.casefold() for call in words(passage.language, "recommendations", "calls")):
        return ""
    heads = [t for t in sentence.span if t.dep_ in {"pobj", "dobj", "nsubj"} and askable(passage, t, can_be)]
    return body_text(passage, heads[-1]) if heads else ""


def imperative(passage: Passage, sentence: Sentence, to: str) -> Iterator[Recommendation]:
    """Yield what a list item asks, one for each verb at its head."""
    root = sentence.span.root
    if root.pos_ not in {"VERB", "AUX"}:
        return
    verbs = chained(root)
    for n, verb in enumerate(verbs):
        last = verbs[n + 1].left_edge.i - 1 if n + 1 < len(verbs) else sentence.span.end - 1
        start, end = passage.characters(verb.i, last + 1)
        action = passage.text[start:end].strip(" ,;.\n").removesuffix(" and").strip(" ,;")
        yield Recommendation(
            document=passage.document.id,
            quote=quote(passage.text, start, start + len(action)),
            inferred=("to",),
            to=to,
            action=action,
        )
