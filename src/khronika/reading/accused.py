"""Whose step it is: the persons and groups that a clause or a phrase of a legal process is about."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from khronika.reading.bodies import is_body
from khronika.reading.clauses import Clause, subject_of
from khronika.reading.lexicon import lexicon, words
from khronika.reading.names import NameKind, kin_words
from khronika.reading.parties import NOBODY, Filled, body_text, parties_of
from khronika.reading.passage import Passage
from khronika.vocabulary.statement import Party

if TYPE_CHECKING:
    from spacy.tokens import Token

Rule = Mapping[str, Any]
INVESTIGATING = frozenset({"investigator", "detective"})
OWNING = frozenset({"of", "against", "into", "for", "on", "to", "with", "over"})


def undergoers(clause: Clause) -> "list[Token]":
    """Return whom or what a clause happens to, coordinated ones included."""
    return [one for token in clause.undergoer() for one in (token, *token.conjuncts)]


def people_only(passage: Passage, filled: Filled) -> Filled:
    """Return the named persons and bodies, and groups that can be people by their noun or their number."""
    known = {p.name for p in passage.people.persons}
    language = passage.language
    kept = tuple(
        p
        for p in filled.parties
        if p.name in known
        or (p.group and (surely_people(p.group, language) or (p.count and is_people(p.group, language))))
    )
    return Filled(kept, filled.inferred)


@cache
def people_nouns(language: str) -> frozenset[str]:
    """Return the nouns that are people without doubt, in the singular or as the lexicon has them."""
    roles, who = lexicon(language, "roles"), lexicon(language, "tolls")["who"]
    sexed = roles["sexed"]
    return frozenset(
        (*roles["roles"], *roles["passing"], *who["people"], *kin_words(language), *sexed["male"], *sexed["female"])
    )


def head_noun(group: str, language: str) -> str:
    """Return the noun that a group's words are about: the last one before "of", "from" or "who"."""
    found = group.casefold().split()
    after = words(language, "proceedings", "after_head")
    end = next((n for n, word in enumerate(found) if n and word in after), len(found))
    return found[end - 1] if found else ""


def surely_people(group: str, language: str) -> bool:
    """Tell whether a group's last noun is one for people."""
    last = head_noun(group, language)
    return bool({last, last.removesuffix("s"), last.removesuffix("es")} & people_nouns(language))


def is_people(group: str, language: str) -> bool:
    """Tell whether a group's last noun can be people, by the lexicon of roles."""
    if surely_people(group, language):
        return True
    who = lexicon(language, "tolls")["who"]
    last = head_noun(group, language)
    singular = last.removesuffix("s")
    return last.endswith("s") and singular not in who["things"] and last not in who["things"]


def accused_in(passage: Passage, token: "Token | None", *, coordinated: bool = True) -> Filled:
    """Return the people of a noun phrase, all of a list or only its head; a role beside a name is the named person."""
    if token is None:
        return NOBODY
    if token.dep_ == "appos" and passage.people.at(token) is None and passage.people.at(token.head) is not None:
        token = token.head
    filled = parties_of(passage, token, coordinated=coordinated)
    found = numbered(passage, token, filled) if token.pos_ == "NUM" else people_only(passage, filled)
    return found or namesake(passage, token) or organization(passage, token)


def numbered(passage: Passage, token: "Token", filled: Filled) -> Filled:
    """Return whom a bare number counts ("Two of them", "the remaining fifteen"): people, whatever noun is left out."""
    if token.head.lemma_ == "fine" or token.dep_ not in {"nsubj", "nsubjpass", "dobj", "dative", "pobj", "conj"}:
        return NOBODY
    unnamed = words(passage.language, "proceedings", "unnamed")
    parties = tuple(
        replace(p, group=noun_left_out(passage, token)) if p.group.casefold() in unnamed else p for p in filled.parties
    )
    return Filled(parties, filled.inferred)


def noun_left_out(passage: Passage, token: "Token") -> str:
    """Return the last noun for several people before a number, or the plainest one."""
    before = (t for t in reversed(list(passage.doc[max(0, token.i - 60) : token.i])) if t.tag_ == "NNS")
    return next((t.text for t in before if surely_people(t.text, passage.language)), "people")


def namesake(passage: Passage, token: "Token") -> Filled:
    """Return the one person of the document whose last name stands there, whatever the parser takes it for."""
    if token.pos_ != "PROPN" or token.dep_ == "compound":
        return NOBODY
    fitting = [p for p in passage.people.persons if len(p.name.split()) > 1 and p.name.split()[-1] == token.text]
    return Filled((Party(name=fitting[0].name),), True) if len(fitting) == 1 else NOBODY


def organization(passage: Passage, token: "Token") -> Filled:
    """Return a named body that is no court, police or other authority: a newspaper can be fined, too."""
    name = passage.people.name_at.get(token.i)
    if name is None or name.kind is not NameKind.ORGANIZATION or token.pos_ != "PROPN":
        return NOBODY
    if is_body(passage, token, "courts", "police", "prosecution", "others"):
        return NOBODY
    return Filled((Party(name=name.text),))


def all_of(passage: Passage, tokens: "tuple[Token, ...]") -> Filled:
    """Return the people of several noun phrases."""
    found = NOBODY
    for token in tokens:
        found += accused_in(passage, token)
    return found


def whose(passage: Passage, clause: Clause, rule: Rule) -> Filled:
    """Return whose step it is, by the rule's word on where to look."""
    who = rule["who"]
    if who == "doer":
        return accused_in(passage, clause.doer() if not clause.passive else clause.subject)
    if who == "client":
        return client(passage, clause)
    if who == "undergoer":
        return all_of(passage, clause.undergoer()) or postponed(passage, clause)
    if who == "undergoer_or_doer":
        return all_of(passage, clause.undergoer()) or accused_in(passage, clause.subject)
    if who == "receiver":
        return receiver(passage, clause)
    if who == "receiver_or_doer":
        return receiver(passage, clause) or accused_in(passage, clause.subject)
    if who == "doer_or_body":
        return accused_in(passage, clause.subject) or people_or_body(passage, clause.subject)
    if who == "complement":
        governed = (t for t in clause.predicate.children if t.dep_ == "xcomp")
        return all_of(passage, tuple(o for t in governed for o in t.children if o.dep_ in {"dobj", "dative"}))
    if who in {"owner", "of_object", "of_subject", "against"}:
        return owner(passage, clause)
    return NOBODY


def postponed(passage: Passage, clause: Clause) -> Filled:
    """Return people who stand after a prepositional phrase where the parser lost them ("arrested in Osh X")."""
    follows = [t for t in clause.predicate.children if t.dep_ in {"npadvmod", "oprd", "attr"} and t.pos_ == "PROPN"]
    # "fined Aibek Toktosunov 100 dollars": the parser takes the name into the sum
    within = [
        t
        for o in clause.objects
        for t in o.subtree
        if t.i < o.i and (m := passage.people.at(t)) is not None and m.how != "pronoun" and t.dep_ != "poss"
    ]
    return all_of(passage, tuple(follows)) or all_of(passage, tuple(within[-1:]))


def receiver(passage: Passage, clause: Clause) -> Filled:
    """Return who gets a penalty: the passive's subject, the object that is a person, or whom it goes "to"."""
    places = (*clause.objects, *((clause.subject,) if clause.passive and clause.subject is not None else ()))
    found = all_of(passage, places)
    found = found or postponed(passage, clause)
    if found and all(p.name or surely_people(p.group, passage.language) or p.group == "people" for p in found.parties):
        return found
    goes_to = all_of(passage, clause.prepositional("to", "on", "upon", "against"))
    return goes_to or all_of(passage, clause.prepositional("for")[:1]) or found


def client(passage: Passage, clause: Clause) -> Filled:
    """Return who appeals or asks: the subject, or the one whose lawyer the subject is."""
    subject = clause.subject if not clause.passive else clause.agent
    if subject is None:
        return NOBODY
    if subject.lemma_.lower() in words(passage.language, "proceedings", "counsel"):
        for child in subject.children:
            if child.dep_ == "poss" or (child.dep_ == "prep" and child.lower_ == "for"):
                target = child if child.dep_ == "poss" else next((t for t in child.children if t.dep_ == "pobj"), None)
                return accused_in(passage, target)
        return NOBODY
    mention = passage.people.at(subject)
    if mention is not None and mention.person.roles & words(passage.language, "proceedings", "counsel"):
        for child in (c for c in subject.children if c.dep_ == "appos"):
            for inner in child.children:
                if inner.dep_ == "poss":
                    return accused_in(passage, inner)
        if subject.dep_ == "appos":
            for inner in subject.head.children:
                if inner.dep_ == "poss":
                    return accused_in(passage, inner)
        return NOBODY
    if is_body(passage, subject, "prosecution"):  # "the prosecutor appealed the acquittal of X"
        decisions = words(passage.language, "proceedings", "decided")
        heads = (*clause.objects, *clause.prepositional("against"))
        for head in heads:
            if head.lemma_.lower() in decisions and (found := owner_of(passage, head)):
                return found
    found = accused_in(passage, subject)
    if found or subject.pos_ == "PRON":
        return found
    return people_or_body(passage, subject)


def people_or_body(passage: Passage, token: "Token | None") -> Filled:
    """Return the people or the body of a noun phrase: ministries and prosecutors appeal, too."""
    filled = parties_of(passage, token)
    if any(p.name for p in filled.parties):
        return filled
    if token is not None and token.pos_ == "PROPN" and is_body(passage, token, "police", "prosecution", "others"):
        return Filled((Party(name=body_text(passage, token)),))
    return NOBODY


def owner(passage: Passage, clause: Clause) -> Filled:
    """Return whose sentence, home, trial or case the object is: the possessor, "of X", "against X"."""
    heads = [*clause.undergoer(), *((clause.subject,) if clause.subject is not None and not clause.passive else ())]
    for head in heads:
        if found := owner_of(passage, head):
            return found
    for preposition in ("against", "of", "into"):
        for token in clause.prepositional(preposition):
            if found := accused_in(passage, token):
                return found
    return NOBODY


def owner_of(passage: Passage, head: "Token") -> Filled:
    """Return the people that a noun belongs to: "her sentence", "the home of X", "the case against X"."""
    for child in head.children:
        if child.dep_ == "poss":
            return accused_in(passage, child)
    body = is_body(passage, head, "courts", "police", "prosecution", "others")
    for child in head.children:
        if child.dep_ == "prep" and (child.lower_ in OWNING or in_the_case(child)):
            for inner in child.children:
                if body and child.lower_ == "of" and inner.pos_ == "PROPN":
                    continue  # "the Court of Appeal" belongs to nobody of that name
                if inner.dep_ == "pobj" and (found := accused_in(passage, inner) or owner_of(passage, inner)):
                    return found
    return NOBODY


def in_the_case(preposition: "Token") -> bool:
    """Tell whether a preposition leads to whose case it is ("the hearing in the case of X")."""
    return preposition.lower_ == "in" and any(t.lower_ in {"case", "trial"} for t in preposition.children)


def around(passage: Passage, token: "Token") -> Filled:
    """Return the people that a phrase speaks of: the noun it hangs on, else the subject of its verb, going up."""
    current = token
    for _ in range(12):
        is_noun = current.pos_ in {"NOUN", "PROPN", "PRON"} and current != token
        if is_noun and (found := accused_in(passage, current)):
            return found
        if current.pos_ in {"VERB", "AUX"}:
            subject = subject_of(current)
            if subject is not None and (found := accused_in(passage, subject)):
                return found
        if current.head == current:
            break
        current = current.head
    return NOBODY


def without_bench(passage: Passage, filled: Filled) -> Filled:
    """Return the people without judges, prosecutors and counsel, who act in a case that is somebody else's."""
    acting = words(passage.language, "proceedings", "on_the_bench") | words(passage.language, "proceedings", "counsel")
    bench = INVESTIGATING | words(passage.language, "proceedings", "on_the_bench")
    roles = {p.name: p.roles for p in passage.people.persons}
    kept = tuple(
        p
        for p in filled.parties
        if not (p.name and roles.get(p.name, set()) & acting)
        and not (p.group and head_noun(p.group, passage.language).removesuffix("s") in bench)
    )
    return Filled(kept, filled.inferred)
