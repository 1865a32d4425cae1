"""Who did an act: people and bodies; no bullets, no decrees and nobody."""

from typing import TYPE_CHECKING

from khronika.reading.act_people import human, meant_by_relative, stood_for
from khronika.reading.act_rules import Rule, nouns
from khronika.reading.bodies import is_body
from khronika.reading.clauses import Clause, conjuncts
from khronika.reading.names import NameKind
from khronika.reading.parties import NOBODY, Filled, noun_phrase
from khronika.reading.passage import Passage
from khronika.vocabulary.statement import Party

if TYPE_CHECKING:
    from spacy.tokens import Token


def doers_of(passage: Passage, clause: Clause, rule: Rule) -> Filled:
    """Return who did the act of a clause, as far as the clause says so."""
    if rule.has("no_doer"):
        return NOBODY
    return doers(passage, accused(clause) or clause.doer())


def accused(clause: Clause) -> "Token | None":
    """Return whom "accused police of beating him" speaks of: the object of the verb that governs the act."""
    preposition = clause.predicate.head
    if clause.predicate.dep_ != "pcomp" or preposition.dep_ != "prep":
        return None
    return next((c for c in preposition.head.children if c.dep_ == "dobj"), None)


def doers(passage: Passage, head: "Token | None") -> Filled:
    """Return those of a noun phrase, and of its list, who can have done something to people."""
    found = NOBODY
    for token in conjuncts(meant_by_relative(passage, head)) if head is not None else ():
        filled = stood_for(passage, token)
        kept = tuple(described(passage, token, p) for p in filled.parties if does(passage, token, p))
        if kept:
            found += Filled(kept, filled.inferred)
    return found


def does(passage: Passage, token: "Token", party: Party) -> bool:
    """Tell whether a party can act: a person, a body, a group of people; no bullet and no nobody."""
    if party.count == 0:
        return False
    if party.name:
        name = passage.people.name_at.get(token.i)
        return name is None or name.kind is not NameKind.PLACE
    lemma = token.lemma_.lower()
    if token.pos_ == "PROPN" and not is_body(passage, token, "courts", "police", "prosecution", "others"):
        return False  # the place that a report was sent from
    if token.pos_ in {"PRON", "NUM"} or {lemma, token.lower_} & nouns(passage.language, "doers"):
        return True
    return human(passage, token) or is_body(passage, token, "courts", "police", "prosecution", "others")


def described(passage: Passage, token: "Token", party: Party) -> Party:
    """Return a group of doers with the words that tell it from others ("men in black", "youths from a club")."""
    if party.name or token.pos_ != "NOUN":
        return party
    _, end = noun_phrase(token)
    tail = next(
        (c for c in token.children if c.dep_ == "prep" and c.i == end and c.lower_ in {"in", "from", "on", "with"}),
        None,
    )
    if (
        tail is None
        or tail.right_edge.i - tail.i > 6
        or passage.dates_in(*passage.characters(tail.i, tail.right_edge.i + 1))
    ):
        return party
    first, last = passage.characters(end, tail.right_edge.i + 1)
    return Party(
        group=f"{party.group} {' '.join(passage.text[first:last].split())}", count=party.count, bound=party.bound
    )
