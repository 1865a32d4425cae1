"""Whom an act befalls: the places of a clause where the lexicon looks for those who suffer it."""

from typing import TYPE_CHECKING

from khronika.reading.act_people import owner_of, sufferers
from khronika.reading.act_rules import Rule, after, inner_subjects, is_medium, nouns, reach
from khronika.reading.clauses import Clause
from khronika.reading.names import NameKind
from khronika.reading.parties import NOBODY, Filled, group_of
from khronika.reading.passage import Passage
from khronika.vocabulary.statement import Party

if TYPE_CHECKING:
    from spacy.tokens import Token


def victims_of(passage: Passage, clause: Clause, rule: Rule) -> Filled:
    """Return who suffers the act of a clause: the first of the rule's places that holds somebody."""
    for place in rule.victim:
        found = in_place(passage, clause, rule, place)
        if found:
            return found
    return NOBODY


def in_place(passage: Passage, clause: Clause, rule: Rule, place: str) -> Filled:
    """Return who fills one place of a clause."""
    bodies = rule.has("bodies")
    if place == "undergoer":
        heads = undergone(clause)
        return sufferers(passage, heads, bodies=bodies) or sufferers(passage, receivers(passage, heads))
    if place == "undergoer_body":
        return sufferers(passage, [t for t in undergone(clause) if t.pos_ == "PROPN"], bodies=True)
    if place == "subject":
        return sufferers(passage, [clause.subject] if clause.subject is not None else [], bodies=bodies)
    if place == "owner":
        return owners(passage, clause, bodies=bodies)
    if place == "inner":
        return sufferers(passage, inner_objects(clause.predicate), bodies=bodies)
    if place == "whereabouts":
        return sufferers(passage, of_whereabouts(passage, clause))
    if place == "gathering":
        return gatherings(passage, clause)
    if place == "media":
        return media(passage, clause)
    heads = after(clause, place)
    found = sufferers(passage, heads, bodies=bodies)
    for head in () if found else heads:
        found += owner_of(passage, head, bodies=bodies)
    return found


def undergone(clause: Clause) -> "list[Token]":
    """Return whom it happens to, also the subject of what somebody was made to do ("made them kneel")."""
    if clause.predicate.dep_ == "acomp" and clause.predicate.tag_ == "VBN":  # "was gang-raped"
        return [c for c in clause.predicate.head.children if c.dep_ in {"nsubj", "nsubjpass"}]
    heads = list(clause.undergoer()) or inner_subjects(clause) or shared_objects(clause)
    return [t for t in heads if not t.lower_.endswith(("self", "selves"))]


def receivers(passage: Passage, heads: "list[Token]") -> "list[Token]":
    """Return the person whom the parser took for a part of the thing ("denied Orlin medical treatment")."""
    return [
        c
        for head in heads
        for c in head.children
        if c.dep_ in {"nmod", "compound"} and passage.people.at(c) is not None and passage.people.at(head) is None
    ]


def shared_objects(clause: Clause) -> "list[Token]":
    """Return the objects that a verb shares with the last of its list ("abducted and killed civilians")."""
    if clause.passive:
        return []
    verbs = [v for v in clause.predicate.conjuncts if v.i > clause.predicate.i and v.pos_ == "VERB"]
    between = verbs[-1].i - clause.predicate.i if verbs else 0
    return [o for o in verbs[-1].children if o.dep_ == "dobj"] if 0 < between < 6 else []


def inner_objects(verb: "Token") -> "list[Token]":
    """Return the objects of what a verb refuses or fails to do ("refused to register the party")."""
    inner = [c for c in verb.children if c.dep_ == "xcomp"]
    return [o for c in inner for o in c.children if o.dep_ in {"dobj", "obj"}]


def owners(passage: Passage, clause: Clause, *, bodies: bool) -> Filled:
    """Return whose things a clause is about: the possessor, "of X", "belonging to X"."""
    heads = list(dict.fromkeys([*clause.undergoer(), *clause.objects]))
    if not heads and clause.subject is not None:
        heads = [clause.subject]
    for head in [one for h in heads for one in (h, *h.conjuncts)]:
        found = owner_of(passage, head, bodies=bodies)
        if found:
            return found
    return sufferers(passage, list(clause.prepositional("of", "from")), bodies=bodies)


def of_whereabouts(passage: Passage, clause: Clause) -> "list[Token]":
    """Return whose whereabouts or fate a clause speaks of."""
    wanted = nouns(passage.language, "whereabouts")
    found = [t for t in passage.doc[slice(*reach(clause))] if t.lemma_.lower() in wanted]
    owners = [c for t in found for c in t.children if c.dep_ == "poss"]
    return owners + [o for t in found for c in t.children if c.lower_ == "of" for o in c.children if o.dep_ == "pobj"]


def gatherings(passage: Passage, clause: Clause) -> Filled:
    """Return one particular gathering that a clause is about, in the text's words."""
    for head in undergone(clause):
        if (
            head.pos_ == "NOUN"
            and head.tag_ == "NN"
            and head.lemma_.lower() not in {"permit", "ban", "permission", "notice"}
        ):
            group = group_of(passage, head).parties
            return Filled(tuple(Party(group=p.group) for p in group if p.group))
    return NOBODY


def media(passage: Passage, clause: Clause) -> Filled:
    """Return the paper, station or site that a clause is about, by its name where one is told."""
    known = nouns(passage.language, "media")
    for head in undergone(clause):
        named = sufferers(passage, [c for c in head.children if c.dep_ == "appos" and c.pos_ == "PROPN"], bodies=True)
        if named:
            return named
        if is_medium(passage, head):
            return sufferers(passage, [head], bodies=True)
        if head.lemma_.lower() in known and not any(c.dep_ == "poss" for c in head.children):
            return last_medium(passage, head, known) or group_of(passage, head)
    return NOBODY


def last_medium(passage: Passage, head: "Token", known: frozenset[str]) -> Filled:
    """Return the last name of a medium before "the station" or "the paper"."""
    if not any(c.lower_ in {"the", "this"} for c in head.children if c.dep_ == "det"):
        return NOBODY
    for name in reversed([n for n in passage.people.names if n.end <= head.i]):
        if name.kind is not NameKind.PERSON and known & {w.casefold() for w in name.text.split()}:
            return Filled((Party(name=name.text),), True)
    return NOBODY
