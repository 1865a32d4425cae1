"""Who can suffer an act: whom a noun phrase or pronoun of its clause stands for, if people or a body at all."""

from typing import TYPE_CHECKING

from khronika.reading.accused import is_people
from khronika.reading.act_rules import nouns
from khronika.reading.antecedents import PLURAL, meant, peopled
from khronika.reading.bodies import full_name
from khronika.reading.clauses import conjuncts
from khronika.reading.lexicon import words
from khronika.reading.names import NameKind
from khronika.reading.parties import NOBODY, Filled, group_of, party_of
from khronika.reading.passage import Passage
from khronika.reading.voices import voice_at
from khronika.vocabulary.statement import Party

if TYPE_CHECKING:
    from spacy.tokens import Token


OWNING = frozenset({"of", "to", "from", "for"})


def stood_for(passage: Passage, token: "Token") -> Filled:
    """Return whom one noun phrase head or pronoun stands for; the speaker for "me" and "us" in somebody's words."""
    if token.lower_ in words(passage.language, "voice", "own_voice"):
        by = voice_at(passage, int(token.idx), int(token.idx) + len(token.text)).by
        return Filled((Party(name=by),), True) if any(p.name == by for p in passage.people.persons) else NOBODY
    if token.tag_ in {"PRP", "PRP$"}:
        filled = reporter(passage, token) if token.lower_ in PLURAL else party_of(passage, token)
        if filled:
            return filled
        return meant(passage, token) if token.lower_ in PLURAL else reporter(passage, token)
    if token.lower_ in PLURAL:
        return meant(passage, token)
    if token.pos_ in {"NUM", "PRON"} or token.lower_ in nouns(passage.language, "vague"):
        inner = [
            t for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for t in c.children if t.dep_ == "pobj"
        ]
        if inner and inner[0].tag_ == "NNS":
            return counted_of(passage, token, inner[0])
    return party_of(passage, token)


def reporter(passage: Passage, token: "Token") -> Filled:
    """Return the unnamed people who tell what a pronoun is about ("Four women said that they …"), or nobody."""
    plural = token.lower_ in PLURAL
    if plural and token.dep_ == "dobj":  # "lined up the men of Sarn and shot them"
        before = [t for t in token.sent if t.i < token.i and t.dep_ == "dobj" and t.tag_ == "NNS"]
        if before and human(passage, before[-1]):
            return Filled(party_of(passage, before[-1]).parties, True)
    verb = token.head
    while verb.head != verb and verb.dep_ != "ccomp":
        verb = verb.head
    if verb.dep_ != "ccomp" or verb.head.lemma_.lower() not in words(passage.language, "voice", "report_verbs"):
        return NOBODY
    subject = next((c for c in verb.head.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    speaker = passage.people.at(subject) if subject is not None else None
    if speaker is not None and not plural and token.lower_ != "it":  # "A bag was put over his head, Orlin said"
        return Filled((Party(name=speaker.person.name),), True)
    if subject is not None and subject.pos_ not in {"NOUN", "NUM"}:
        return NOBODY
    if subject is None or plural != (subject.tag_ == "NNS" or subject.pos_ == "NUM" or bool(list(subject.conjuncts))):
        return NOBODY
    if subject.pos_ == "NOUN" and not human(passage, subject):
        return NOBODY
    return Filled(party_of(passage, subject).parties, True)


def counted_of(passage: Passage, number: "Token", noun: "Token") -> Filled:
    """Return "two of the policemen" as two policemen."""
    groups = group_of(passage, noun).parties
    told = passage.number_at(number)
    count = told.value if told is not None else None
    return Filled(tuple(Party(group=p.group, count=count) for p in groups))


def sufferers(passage: Passage, tokens: "list[Token]", *, bodies: bool = False) -> Filled:
    """Return those of several noun phrases, and of their lists, whom an act can befall."""
    found = NOBODY
    for head in tokens:
        for token in conjuncts(meant_by_relative(passage, head)):
            filled = organisation(passage, token) if bodies else NOBODY
            filled = filled or stood_for(passage, token)
            kept = tuple(one(passage, token, p) for p in filled.parties if suffers(passage, token, p, bodies=bodies))
            if kept:
                found += Filled(kept, filled.inferred)
            elif token.lemma_.lower() in nouns(passage.language, "body"):
                found += owner_of(passage, token, bodies=False)
            elif bodies:
                names = [c for c in token.children if c.dep_ == "appos" and c.pos_ == "PROPN"]
                found += sufferers(passage, names, bodies=True) if names else NOBODY
    return found


def meant_by_relative(passage: Passage, token: "Token") -> "Token":
    """Return the noun that "who" or "which" stands for: its nearest one, or the person in whose apposition that is.

    In "Dana Orlova, a lawyer from Perm, who was beaten" the parser hangs the clause on the town.
    """
    if token.tag_ in {"WDT", "WP"}:
        verb = token.head
        while verb.dep_ not in {"relcl", "acl"} and verb.head != verb:
            verb = verb.head
        if verb.dep_ not in {"relcl", "acl"}:
            return token
        token = verb.head
    elif not any(c.dep_ == "relcl" for c in token.children):
        return token
    noun = token
    while noun.dep_ in {"pobj", "appos", "prep", "compound", "nmod"} and noun.head != noun:
        if passage.people.at(noun) is not None or (noun.pos_ == "NOUN" and human(passage, noun)):
            break
        noun = noun.head
    befits = passage.people.at(noun) is not None or (noun.pos_ == "NOUN" and human(passage, noun))
    return noun if befits and noun.i < token.i else token


def organisation(passage: Passage, token: "Token") -> Filled:
    """Return the name of "the union" or "the party" as the text told it before."""
    if token.lemma_.lower() not in nouns(passage.language, "organisations") or token.tag_ != "NN":
        return NOBODY
    text, inferred = full_name(passage, token)
    return Filled((Party(name=text),), True) if inferred else NOBODY


def one(passage: Passage, token: "Token", party: Party) -> Party:
    """Return a party without the "one" of "a crowd", which is no number of people."""
    if party.group and party.count == 1 and token.lemma_.lower() in nouns(passage.language, "crowds"):
        return Party(group=party.group)
    return party


def suffers(passage: Passage, token: "Token", party: Party, *, bodies: bool) -> bool:
    """Tell whether an act can befall a party: a person, a group of people, a crowd, and with ``bodies`` a body."""
    if party.count == 0:
        return False
    if party.name:
        return bodies or any(p.name == party.name for p in passage.people.persons) or unknown_person(passage, token)
    if token.pos_ in {"PRON", "NUM"}:
        return True
    if bodies and token.lemma_.lower() in nouns(passage.language, "organisations"):
        return True
    return token.pos_ == "NOUN" and (token.lemma_.lower() in nouns(passage.language, "crowds") or human(passage, token))


def unknown_person(passage: Passage, token: "Token") -> bool:
    """Tell whether a name of no known kind is a person's for all that is told: what befalls it befalls people."""
    name = passage.people.name_at.get(token.i)
    return name is not None and name.kind is NameKind.OTHER and 2 <= len(name.text.split()) <= 4


def human(passage: Passage, token: "Token") -> bool:
    """Tell whether a noun is one for people: by the lexicon, or by an ending that makes a doer of a word."""
    lemma = token.lemma_.lower()
    if {lemma, token.lower_} & nouns(passage.language, "not_people"):
        return False
    if lemma in nouns(passage.language, "humans"):
        return True
    if token.tag_ != "NNS" or lemma.endswith(tuple(nouns(passage.language, "endings"))):
        return is_people(lemma.removesuffix("s"), passage.language) or lemma.endswith(
            tuple(nouns(passage.language, "endings"))
        )
    return peopled(passage, token) or is_people(lemma.removesuffix("s"), passage.language)


def owner_of(passage: Passage, head: "Token", *, bodies: bool) -> Filled:
    """Return whose a thing is by its own noun phrase."""
    for child in head.children:
        if child.dep_ == "poss":
            found = sufferers(passage, [child], bodies=bodies)
            if found:
                return found
    for child in head.children:
        if child.dep_ in {"prep", "acl"} and (child.lower_ in OWNING or child.dep_ == "acl"):
            inner = [t for t in child.children if t.dep_ == "pobj"]
            inner += [t for c in child.children if c.dep_ == "prep" for t in c.children if t.dep_ == "pobj"]
            found = (
                sufferers(passage, inner, bodies=bodies)
                if child.dep_ == "prep" or child.lower_ == "belonging"
                else NOBODY
            )
            if found:
                return found
            for one in inner:  # "two of her fingers", "the jaw of his father"
                if child.lower_ == "of" and (found := owner_of(passage, one, bodies=bodies)):
                    return found
    return NOBODY
