"""Bans told by a noun ("with a ban on approaching …") and orders that only stop something ("froze her assets")."""

from typing import TYPE_CHECKING

from khronika.reading.clauses import Clause
from khronika.reading.lexicon import words
from khronika.reading.parties import Filled
from khronika.reading.passage import Passage, Sentence
from khronika.reading.prohibited import gerund, of_nouns, of_verbs
from khronika.reading.restricted import particular, restricted
from khronika.reading.restriction_statements import made
from khronika.reading.speakers import noun_text
from khronika.vocabulary.statement import Party, Restriction

if TYPE_CHECKING:
    from spacy.tokens import Token


def noun_ban(passage: Passage, sentence: Sentence, clause: Clause) -> Restriction | None:
    """Return what "with a ban on approaching …", "followed by a travel ban" tell."""
    language, verb = passage.language, clause.predicate
    for token in passage.doc[clause.start : max(clause.end, verb.right_edge.i + 1)]:
        if token.lemma_.lower() not in words(language, "restrictions", "nouns") or token.pos_ != "NOUN":
            continue
        if (
            nearest_verb(token) != verb
            or (
                token.dep_ in {"nsubj", "nsubjpass"} and clause.lemma not in words(language, "restrictions", "imposing")
            )
            or clause.lemma in {"lift", "end", "appeal", "say"}
            or (clause.lemma == "remain" and not (token.dep_ == "pobj" and token.head.lower_ == "under"))
        ):
            continue
        on = [
            t
            for c in token.children
            if c.dep_ == "prep" and c.lower_ in {"on", "against"}
            for t in c.children
            if t.dep_ in {"pobj", "pcomp"}
        ]
        compound = [
            c
            for c in token.children
            if c.dep_ in {"compound", "amod"} and c.lower_ in words(language, "restrictions", "compounds")
        ]
        items = of_nouns(passage, sentence, on) if on else tuple(c.lower_ for c in compound)
        whom: Token | None = None
        if clause.lemma in words(language, "restrictions", "imposing") and (
            not clause.passive or token == clause.subject
        ):
            targets = [
                t
                for c in verb.subtree
                if c.dep_ == "prep" and c.lower_ in {"on", "against", "upon"} and (c.i > verb.i or clause.passive)
                for t in c.children
            ]
            whom = next((t for t in targets if any(p.name for p in restricted(passage, (t,)).parties)), None)
            items = of_nouns(passage, sentence, [t for t in on if t != whom])
            ends = (f" {c.lower_} {whom.doc[whom.left_edge.i : whom.i + 1].text}" for c in [whom.head]) if whom else ()
            for end in ends:  # "a ban on journalism on Lida Ostrom"
                items = tuple(item.removesuffix(end) for item in items)
            items = items or tuple(c.lower_ for c in compound)
        elif clause.passive:
            whom = next(iter(clause.undergoer()), None)
        elif clause.lemma in words(language, "restrictions", "giving"):
            whom = next((o for o in clause.objects if o != token), None)
        elif clause.lemma in words(language, "restrictions", "receiving") or (
            token.dep_ == "pobj" and token.head.lower_ in {"under", "to"}
        ):
            whom = clause.subject
        subject = restricted(passage, (whom,) if whom is not None and whom != token else ())
        if items and particular(whom, subject):
            return made(passage, sentence, clause, subject, items)
    return None


def nearest_verb(token: "Token") -> "Token":
    """Return the verb that a noun depends on, over prepositions, participles of addition and other nouns."""
    at = token.head
    while at.head != at and (at.pos_ not in {"VERB", "AUX"} or at.lower_ in {"followed", "including"}):
        at = at.head
    return at


def stopped(passage: Passage, sentence: Sentence, clause: Clause) -> Restriction | None:
    """Return what an order stops: assets frozen, an outlet suspended for a time, "ordered to cease printing", "unable to travel"."""
    if clause.negated or clause.modals:
        return None
    found = frozen(passage, clause) or suspended(passage, clause) or ceased(passage, sentence, clause)
    found = found or unable(passage, sentence, clause)
    return made(passage, sentence, clause, *found) if found is not None and found[0] else None


Stopped = tuple[Filled, tuple[str, ...]]


def frozen(passage: Passage, clause: Clause) -> Stopped | None:
    """Return whose assets are frozen."""
    if clause.predicate.lemma_.lower() != "freeze":
        return None
    for thing in clause.undergoer():
        if thing.lemma_.lower() not in words(passage.language, "restrictions", "assets"):
            continue
        owner = next((c for c in thing.children if c.dep_ == "poss"), None)
        of = next((t for c in thing.children if c.lower_ == "of" for t in c.children if t.dep_ == "pobj"), None)
        whose = owner if owner is not None else of
        if whose is not None:
            return restricted(passage, (whose,)), (f"use of {thing.lower_}",)
    return None


def suspended(passage: Passage, clause: Clause) -> Stopped | None:
    """Return the outlet that is shut up for a time, and what it may not do: to broadcast, to publish."""
    language = passage.language
    if clause.predicate.lemma_.lower() not in words(language, "restrictions", "suspending"):
        return None
    start, end = passage.characters(clause.predicate.i, clause.predicate.right_edge.i + 1)
    if not any(start <= d.start < end for d in passage.durations):
        return None
    for thing in clause.undergoer():
        licence = thing.lemma_.lower() in words(language, "restrictions", "licences")
        of = next((t for c in thing.children if c.lower_ == "of" for t in c.children if t.dep_ == "pobj"), None)
        outlet = of if licence and of is not None else thing
        phrase = noun_text(passage, outlet)
        named = {w.lower() for w in phrase.split()} | {outlet.lemma_.lower()}
        for activity, table in (("broadcasting", "broadcasters"), ("publishing", "publications")):
            if named & words(language, "restrictions", table):
                name = phrase if any(w[:1].isupper() for w in phrase.split()) else last_outlet(passage, outlet, table)
                return (Filled((Party(name=name),), name != phrase), (activity,)) if name else None
    return None


def last_outlet(passage: Passage, token: "Token", table: str) -> str:
    """Return the last outlet named before "the station" or "the paper"."""
    kinds = words(passage.language, "restrictions", table)
    names = [n.text for n in passage.people.names if n.end <= token.i and {w.lower() for w in n.text.split()} & kinds]
    return names[-1] if names else ""


def ceased(passage: Passage, sentence: Sentence, clause: Clause) -> Stopped | None:
    """Return who is ordered to stop doing something."""
    if clause.predicate.lemma_.lower() not in words(passage.language, "restrictions", "instruct"):
        return None
    stop = next((c for c in clause.predicate.children if c.dep_ in {"xcomp", "ccomp"} and c.tag_ == "VB"), None)
    if stop is None or stop.lemma_.lower() not in words(passage.language, "restrictions", "ceasing"):
        return None
    whom = tuple(clause.undergoer()) or tuple(c for c in stop.children if c.dep_ == "nsubj")
    subject = restricted(passage, whom[:1])
    inner = next((c for c in stop.children if c.dep_ == "xcomp"), None)
    things = [c for c in stop.children if c.dep_ == "dobj"]
    items = of_verbs(passage, sentence, inner) if inner is not None else of_nouns(passage, sentence, things)
    named = any(p.name for p in subject.parties)
    return (subject, items) if items and named else None


def unable(passage: Passage, sentence: Sentence, clause: Clause) -> Stopped | None:
    """Return who "has been unable to travel since …"."""
    adjective = next((c for c in clause.predicate.children if c.dep_ == "acomp" and c.lower_ == "unable"), None)
    inner = next((c for c in adjective.children if c.dep_ == "xcomp"), None) if adjective is not None else None
    if inner is None or inner.lemma_.lower() not in words(passage.language, "restrictions", "cannot"):
        return None
    subject = restricted(passage, (clause.subject,) if clause.subject is not None else ())
    items = of_verbs(passage, sentence, inner) or (gerund(inner.lemma_.lower()),)
    return (subject, items) if any(p.name for p in subject.parties) else None
