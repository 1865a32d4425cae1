"""Where: the places that a text names, most exact part first, and the place of a clause.

A place is where something happened if its phrase hangs on the predicate ("was beaten at the station"), and not if it
says who somebody is ("a teacher from Osh") or where something else is.
"""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from khronika.reading.clauses import Clause
from khronika.reading.hooks import Hook, hook_of
from khronika.reading.lexicon import words
from khronika.reading.names import NameKind
from khronika.reading.occasions import label
from khronika.reading.parties import noun_phrase
from khronika.reading.passage import Passage, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

PLACES = frozenset({"GPE", "LOC", "FAC"})
ARTICLES = frozenset({"the", "a", "an", "this", "that", "these", "those", "any", "some"})
CHAIN = frozenset({"in", "near", "of", "at", "on"})


@dataclass(frozen=True, slots=True)
class Place:
    """A place as the text names it: tokens ``[start, end)`` and the text, its wider parts joined on ("A, B").

    ``named`` tells that the place has a name of its own.
    """

    start: int
    end: int
    text: str
    preposition: str
    named: bool = True


@cache
def sites(language: str) -> frozenset[str]:
    """Return nouns of places that have no name of their own ("prison", "square")."""
    return words(language, "places", "sites")


def places_in(passage: Passage, start: int, end: int) -> tuple[Place, ...]:
    """Return the places named among tokens ``[start, end)`` in order."""
    found: list[Place] = []
    i = start
    doc = passage.doc
    while i < end:
        stop = place_end(passage, i, end)
        if stop == i:
            i += 1
            continue
        stop = with_wider(passage, stop, end)
        found.append(Place(i, stop, printed(passage, i, stop), preposition_before(doc[i])))
        i = stop
    return tuple(found)


def with_wider(passage: Passage, stop: int, end: int) -> int:
    """Return the end of a place's name with the wider places that follow it after commas."""
    doc = passage.doc
    while stop + 1 < end and doc[stop].text == "," and (more := place_end(passage, stop + 1, end)) > stop + 1:
        stop = more
    return stop


def printed(passage: Passage, start: int, end: int) -> str:
    """Return tokens as the text prints them, without a possessive ending."""
    first, last = passage.characters(start, end)
    return " ".join(passage.text[first:last].split()).removesuffix("’s").removesuffix("'s").strip(" ,")


def place_end(passage: Passage, i: int, end: int) -> int:
    """Return the end of the place name that starts at token i, or i if none does."""
    doc, people = passage.doc, passage.people
    name = people.name_at.get(i)
    if name is not None and name.start == i:
        if name.kind is NameKind.PLACE:
            return min(name.end, end)
        return i
    if name is None and doc[i].ent_type_ in PLACES and doc[i].text[0].isupper():
        stop = i + 1
        while stop < end and doc[stop].ent_type_ in PLACES and doc[stop].ent_iob_ == "I" and doc[stop].text != ",":
            stop += 1
        return stop
    return i


def preposition_before(token: "Token") -> str:
    """Return the preposition that the noun phrase of a token hangs on, or nothing."""
    head = token
    while head.dep_ in {"compound", "amod", "nmod", "det", "poss"} and head.head != head:
        head = head.head
    return head.head.lower_ if head.dep_ == "pobj" else ""


# ---- Phrases of place -------------------------------------------------------------------------


def phrases(passage: Passage, sentence: Sentence) -> tuple[tuple[Place, Hook], ...]:
    """Return the phrases of a sentence that tell a place, each with what it hangs on, in order."""
    known = words(passage.language, "places", "within") | words(passage.language, "places", "towards")
    found = []
    for token in sentence.span:
        if token.tag_ not in {"IN", "TO", "RB"} or token.lower_ not in known:
            continue
        preposition, inner = compound_preposition(token, known)
        place = place_at(passage, inner, preposition, sentence.span.end) if inner is not None else None
        if place is not None:
            found.append((place, hook_of(token, passage.language)))
    return tuple(found)


def compound_preposition(token: "Token", known: frozenset[str]) -> "tuple[str, Token | None]":
    """Return a preposition, also one of several words ("in front of"), and the head of the noun phrase after it."""
    inner = next((c for c in token.children if c.dep_ == "pobj"), None)
    if inner is not None and f"{token.lower_} {inner.lower_} of" in known:
        of = next((c for c in inner.children if c.lower_ == "of"), None)
        inner = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
        return f"{token.lower_} front of", inner
    if inner is None:
        deeper = next((c for c in token.children if c.dep_ == "prep"), None)
        if deeper is not None and f"{token.lower_} {deeper.lower_}" in known:
            return f"{token.lower_} {deeper.lower_}", next((c for c in deeper.children if c.dep_ == "pobj"), None)
    return token.lower_, inner


def place_at(passage: Passage, head: "Token", preposition: str, limit: int) -> Place | None:
    """Return the place that the noun phrase of a head tells after a preposition, or None if it is no place."""
    language = passage.language
    named = is_named_place(passage, head)
    name = passage.people.name_at.get(head.i)
    site = is_site(passage, head)
    if not (named or site) or passage.people.at(head) is not None:
        return None
    if not named and head.ent_type_ in {"PERSON", "DATE", "TIME", "LANGUAGE", "NORP"}:
        return None
    if preposition in words(language, "places", "towards") and (not site or (name is not None and not named)):
        return None
    start, end = extent_of(passage, head, limit)
    bare = not any(c.isupper() for c in printed(passage, start, end))
    if bare and head.lemma_.lower() in words(language, "places", "terms") and not is_held(head):
        return None
    if preposition in words(language, "places", "relational"):
        text = f"{preposition} {printed(passage, start, end)}"
        return Place(start, end, text, preposition, named)
    while start < head.i and passage.doc[start].lower_ in ARTICLES:
        start += 1
    if not named and start == head.i and head.head.lower_ == "at" and head.lower_ == "home":
        return Place(start, end, "at home", preposition, named)
    return Place(start, end, printed(passage, start, end), preposition, named)


def is_site(passage: Passage, head: "Token") -> bool:
    """Tell whether a noun phrase is a place by its noun, or by a noun in its name ("Penal Colony No. 4")."""
    known = sites(passage.language)
    if head.pos_ in {"NOUN", "PROPN", "NUM"} and {head.lemma_.lower(), head.lower_} & known:
        return True
    name = passage.people.name_at.get(head.i)
    return (
        name is not None
        and name.kind is NameKind.ORGANIZATION
        and bool({part.lower() for part in name.text.split()} & words(passage.language, "places", "terms"))
    )


def is_held(head: "Token") -> bool:
    """Tell whether "prison" or "cell" is where somebody is kept or hurt, and not only what a sentence is served in."""
    own = any(c.dep_ in {"det", "poss", "relcl", "acl"} and c.lower_ not in {"a", "an"} for c in head.children)
    preposition = head.head
    return own and preposition.dep_ == "prep" and preposition.lower_ in {"in", "at", "inside", "outside", "near"}


def is_named_place(passage: Passage, head: "Token") -> bool:
    """Tell whether a noun phrase head is a part of a place's name."""
    name = passage.people.name_at.get(head.i)
    if name is not None:
        return name.kind is NameKind.PLACE
    return head.ent_type_ in PLACES and head.text[0].isupper()


def extent_of(passage: Passage, head: "Token", limit: int) -> tuple[int, int]:
    """Return the tokens of a place: its noun phrase with "of …", "in …" and the wider places after commas."""
    start, end = noun_phrase(head)
    name = passage.people.name_at.get(head.i)
    if name is not None:
        start, end = min(start, name.start), max(end, name.end)
    for child in head.children:
        if child.dep_ == "poss" and child.i < start:
            start = child.left_edge.i
        if child.dep_ == "conj" and child.pos_ == "PROPN" and child.i - end <= 1:
            end = max(end, child.i + 1)
    doc = passage.doc
    while end + 1 < limit and doc[end].lower_ in CHAIN and (more := named_phrase(passage, end + 1, limit)) > end + 1:
        end = more
    return start, with_wider(passage, end, limit)


def named_phrase(passage: Passage, start: int, limit: int) -> int:
    """Return the end of a place's name that begins at a token, articles and words before the name included."""
    at = start
    while at < limit and at - start < 4:
        stop = place_end(passage, at, limit)
        if stop > at:
            while stop < limit and passage.doc[stop].lemma_.lower() in sites(passage.language):
                stop += 1
            return stop
        if passage.doc[at].pos_ not in {"DET", "ADJ", "NOUN", "PROPN"}:
            break
        at += 1
    return start


def place_of(passage: Passage, clause: Clause) -> tuple[str, bool]:
    """Return where a clause happens, and whether that was inferred; nothing if it is not said."""
    sentence = passage.sentence_at(clause.predicate)
    if sentence is None:
        return "", False
    entered = into(passage, clause, sentence)
    if entered:
        return entered, False
    told = phrases(passage, sentence)
    verb = clause.predicate
    towards = words(passage.language, "places", "towards")
    own = [p for p, hook in told if hangs_on(passage, hook, verb)]
    first = [p for p in own if p.preposition not in towards] or own
    if first:
        return min(first, key=lambda p: (not p.named and p.preposition in towards, p.start)).text, False
    opening = [p for p, hook in told if opens(hook, p, verb) and p.preposition not in towards]
    return (opening[0].text, False) if opening else (labelled(passage, sentence), False)


def labelled(passage: Passage, sentence: Sentence) -> str:
    """Return the place in the label of a line, between its date and the colon ("4 May, City Court, Osh: …")."""
    date = label(passage, sentence)
    if date is None:
        return ""
    colon = passage.text.find(":", date.end, sentence.block.end)
    tokens = list(passage.tokens(date.end, max(colon, date.end)))
    found = places_in(passage, tokens[0].i, tokens[-1].i + 1) if tokens else ()
    return found[-1].text if found else ""


def hangs_on(passage: Passage, hook: Hook, verb: "Token") -> bool:
    """Tell whether a phrase tells where a predicate happens, directly or as the place of what is done or who does it."""
    at = hook.verb
    while at is not None and at != verb and at.dep_ == "xcomp":
        at = at.head
    if at != verb:
        return False
    if hook.noun is None:
        return True
    if hook.inside or hook.preposition == "of":
        return False
    noun = hook.noun.lemma_.lower()
    if {noun, noun.removesuffix("s")} & words(passage.language, "places", "seated"):
        return hook.under in {"nsubj", "nsubjpass", "by", "before", "agent"}
    if passage.people.at(hook.noun) is not None or is_named_place(passage, hook.noun):
        return False
    return hook.under in {"dobj", "attr", "in", "at", "on"} and noun not in people_nouns(passage.language)


def opens(hook: Hook, place: Place, verb: "Token") -> bool:
    """Tell whether a phrase stands first in the sentence and so holds for a later predicate joined to its own."""
    if hook.noun is not None or hook.verb is None:
        return False
    at = verb
    while at.dep_ in {"conj", "xcomp"} and at.head != at:
        at = at.head
        if at == hook.verb:
            return place.start < at.i
    return False


def into(passage: Passage, clause: Clause, sentence: Sentence) -> str:
    """Return the place that is the object of a verb of entering or leaving ("stormed her office")."""
    if clause.predicate.lemma_.lower() not in words(passage.language, "places", "entered"):
        return ""
    for token in clause.undergoer():
        place = place_at(passage, token, "", sentence.span.end)
        if place is not None:
            return place.text
    return ""


@cache
def people_nouns(language: str) -> frozenset[str]:
    """Return the nouns of people that a place only describes ("residents in the district")."""
    return words(language, "roles", "roles") | words(language, "roles", "passing")
