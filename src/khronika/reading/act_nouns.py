"""Acts told by a noun: "the beating of X", "X's dismissal", "an attack on X by Y"."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from khronika.reading.act_doers import doers
from khronika.reading.act_people import owner_of, sufferers
from khronika.reading.act_reality import charged
from khronika.reading.act_rules import Rule, noun_rules
from khronika.reading.clauses import clause_of
from khronika.reading.lexicon import lexicon
from khronika.reading.parties import NOBODY, Filled
from khronika.reading.passage import Passage, Sentence
from khronika.vocabulary.terms import ActType

if TYPE_CHECKING:
    from spacy.tokens import Token


# What nobody but those who did wrong to people is convicted of.
GRAVE = frozenset({ActType.KILLING, ActType.TORTURE, ActType.SEXUAL_VIOLENCE, ActType.KIDNAPPING})


def named_acts(passage: Passage, sentence: Sentence) -> "Iterator[tuple[Token, Rule, Filled, Filled]]":
    """Yield (noun, rule, who suffers it, who does it) for the acts that nouns of a sentence name."""
    rules = noun_rules(passage.language)
    for token in sentence.span:
        rule = rules.get(token.lemma_.lower())
        if rule is None or token.pos_ not in {"NOUN", "VERB"} or token.tag_ not in {"NN", "NNS", "VBG"}:
            continue
        if token.pos_ == "VERB" and not any(c.dep_ == "det" for c in token.children):
            continue
        culprit = convicted(passage, token) if rule.type in GRAVE else None
        victims = of_noun(passage, token, rule) or hurt_by(passage, token)
        if culprit is None and not presupposed(rule, victims) and unsaid(passage, token):
            continue
        if victims and particular(victims):
            yield token, rule, victims, doers(passage, culprit if culprit is not None else by(token))


def presupposed(rule: Rule, victims: Filled) -> bool:
    """Tell whether an act is beyond doubt however it is spoken of: whoever is tried for it, a named person is dead."""
    return rule.type is ActType.KILLING and any(p.name for p in victims.parties)


def convicted(passage: Passage, token: "Token") -> "Token | None":
    """Return who was found guilty of what a noun names ("sentenced for the murder of X"), if anybody was."""
    preposition = token.head
    if token.dep_ != "pobj" or preposition.dep_ != "prep":
        return None
    verb = preposition.head
    while verb.pos_ not in {"VERB", "AUX"} and verb.head != verb:
        verb = verb.head
    if verb.lemma_.lower() not in lexicon(passage.language, "act_words")["setting"]["convicting"]:
        return None
    clause = clause_of(verb)
    return next(iter(clause.undergoer()), None)


def of_noun(passage: Passage, token: "Token", rule: Rule) -> Filled:
    """Return who suffers what a noun names."""
    if "owner" in rule.victim:
        for child in token.children:
            if child.dep_ == "poss":
                found = sufferers(passage, [child])
                if found:
                    return found
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in rule.victim:
            found = sufferers(passage, [t for t in child.children if t.dep_ == "pobj"])
            if found:
                return found
    if "owner" in rule.victim:
        return owner_of(passage, token, bodies=False) if "of" in rule.victim else NOBODY
    return NOBODY


def hurt_by(passage: Passage, token: "Token") -> Filled:
    """Return who is said to have come to harm in or after what a noun names ("hospitalised after an attack")."""
    tables = lexicon(passage.language, "act_words")["setting"]
    verb = token.head
    if token.dep_ == "pobj" and verb.dep_ == "prep" and verb.lower_ in tables["during"]:
        while verb.head != verb and verb.pos_ != "VERB":
            verb = verb.head
    elif token.dep_ != "dobj":
        return NOBODY
    if verb.pos_ != "VERB" or verb.lemma_.lower() not in tables["harmed"]:
        return NOBODY
    clause = clause_of(verb)
    return sufferers(passage, [clause.subject] if clause.subject is not None else [])


def by(token: "Token") -> "Token | None":
    """Return who did it by the noun's "by"."""
    return next((t for c in token.children if c.lower_ == "by" for t in c.children if t.dep_ == "pobj"), None)


def particular(victims: Filled) -> bool:
    """Tell whether a noun speaks of particular people and not of a kind ("the torture of detainees")."""
    return any(p.name or p.count for p in victims.parties)


def unsaid(passage: Passage, token: "Token") -> bool:
    """Tell whether a noun names an act only as a charge, a fear, a theme or something that was not."""
    tables = lexicon(passage.language, "act_words")["setting"]
    if any(c.lower_ in tables["negations"] or c.lower_ in tables["unsure"] for c in token.children):
        return True
    governor = token.head
    if token.dep_ in {"dobj", "nsubjpass"} and governor.lemma_.lower() in tables["unreal_nouns"]:
        return True
    return charged(passage, token)
