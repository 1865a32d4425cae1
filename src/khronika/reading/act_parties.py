"""Whom an act befalls and who does it: people, and where the act allows it bodies, in the places of a clause."""

from typing import TYPE_CHECKING

from khronika.reading.accused import is_people
from khronika.reading.act_rules import Rule, after, inner_subjects, is_medium, nouns, reach
from khronika.reading.antecedents import PLURAL, meant, peopled
from khronika.reading.bodies import full_name, is_body
from khronika.reading.clauses import Clause, conjuncts
from khronika.reading.lexicon import words
from khronika.reading.names import NameKind
from khronika.reading.parties import NOBODY, Filled, group_of, noun_phrase, party_of
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
    if token.pos_ in {"NUM", "PRON"} or token.lower_ in {"one", "some", "several", "many"}:
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
