"""The lexicon of acts as rules: which words of a clause tell which act, and where to look for who suffers it."""

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from khronika.reading.clauses import Clause
from khronika.reading.lexicon import lexicon, words
from khronika.reading.passage import Passage
from khronika.vocabulary.terms import ActType

if TYPE_CHECKING:
    from spacy.tokens import Token

OPENS = frozenset({"ccomp", "xcomp"})  # dependents that belong to what a verb of making, refusing or telling says


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of the lexicon; what each field means stands at the head of ``acts.toml``."""

    type: ActType
    words: frozenset[str]
    object: frozenset[str] = frozenset()
    beside: tuple[tuple[str, frozenset[str]], ...] = ()
    says: "re.Pattern[str] | None" = None
    without: "re.Pattern[str] | None" = None
    victim: tuple[str, ...] = ("undergoer",)
    negated: bool = False
    passive: bool | None = None
    flags: frozenset[str] = field(default_factory=frozenset)

    def has(self, flag: str) -> bool:
        """Tell whether the entry sets a flag ("bare", "bodies", "blow", "told", "public", "close", "hurts", "media", "armed")."""
        return flag in self.flags


def phrases(found: list[str]) -> "re.Pattern[str] | None":
    """Return a pattern for any of the phrases as whole words; None if there are none."""
    if not found:
        return None
    alternatives = "|".join(re.escape(p.strip()).replace(r"\ ", r"\s+") for p in sorted(found, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")


def rule_of(entry: dict[str, Any], words: str) -> Rule:
    """Return an entry of the lexicon as a rule."""
    return Rule(
        type=ActType(entry["type"]),
        words=frozenset(entry[words]),
        object=frozenset(entry.get("object", ())),
        beside=tuple((preposition, frozenset(nouns)) for preposition, nouns in entry.get("with", ())),
        says=phrases(entry.get("says", [])),
        without=phrases(entry.get("without", [])),
        victim=tuple(entry.get("victim", ("undergoer",))),
        negated=bool(entry.get("negated", False)),
        passive=entry.get("passive"),
        flags=frozenset(
            flag
            for flag in ("bare", "bodies", "blow", "told", "public", "close", "hurts", "media", "armed")
            if entry.get(flag)
        )
        | ({"no_doer"} if entry.get("doer") is False else set()),
    )


@cache
def verb_rules(language: str) -> dict[str, tuple[Rule, ...]]:
    """Return the rules of each verb, in the order of the lexicon."""
    found: dict[str, list[Rule]] = {}
    for entry in lexicon(language, "acts")["verb"]:
        rule = rule_of(entry, "verbs")
        for verb in rule.words:
            found.setdefault(verb, []).append(rule)
    return {verb: tuple(rules) for verb, rules in found.items()}


@cache
def noun_rules(language: str) -> dict[str, Rule]:
    """Return the rule of each noun that names an act."""
    rules = [rule_of(entry, "nouns") for entry in lexicon(language, "acts")["noun"]]
    return {noun: rule for rule in rules for noun in rule.words}


@cache
def setting(language: str, name: str) -> "re.Pattern[str]":
    """Return the pattern of a list of phrases under ``[setting]``. Raises KeyError for an unknown or empty one."""
    pattern = phrases(lexicon(language, "act_words")["setting"][name])
    if pattern is None:
        raise KeyError(name)
    return pattern


@cache
def nouns(language: str, name: str) -> frozenset[str]:
    """Return a list of nouns under ``[people]``."""
    return frozenset(lexicon(language, "act_words")["people"][name])


def fitting(passage: Passage, clause: Clause) -> list[Rule]:
    """Return the rules that the clause's words fit, in the order of the lexicon."""
    table = verb_rules(passage.language)
    candidates = [rule for form in forms(passage, clause) for rule in table.get(form, ())]
    said = wording(passage, clause)
    fitted = [rule for rule in candidates if fits(passage, clause, rule, said)]
    if clause.predicate.lemma_.lower() in words(passage.language, "voice", "report_verbs"):
        return fitted
    own = passage.text[slice(*passage.characters(clause.start, clause.end))].lower()
    return fitted + [rule for rule in table.get("*", ()) if fits(passage, clause, rule, own)]


def forms(passage: Passage, clause: Clause) -> list[str]:
    """Return the forms under which the lexicon may hold a verb: with its particle, its prefix, or bare."""
    verb = clause.predicate
    bare = verb.lemma_.lower()
    particle = clause.lemma.removeprefix(bare).strip()
    found = [clause.lemma]
    found += [
        f"{bare} {child.lower_}" for child in verb.children if child.dep_ in {"advmod", "prt"} and child.i == verb.i + 1
    ]
    if verb.i > 1 and passage.doc[verb.i - 1].text == "-":  # "strip-searched"
        found.append(f"{passage.doc[verb.i - 2].lower_}-{bare}")
    if particle not in lexicon(passage.language, "act_words")["setting"]["other_particles"]:
        found.append(bare)
    return list(dict.fromkeys(found))


def fits(passage: Passage, clause: Clause, rule: Rule, said: str) -> bool:
    """Tell whether a clause with the words ``said`` is what a rule describes."""
    if rule.passive is not None and rule.passive != clause.passive:
        return False
    if rule.negated and not negative(passage, clause):
        return False
    if rule.without is not None and rule.without.search(said):
        return False
    if rule.has("close"):
        said = passage.doc[clause.predicate.i : min(clause.predicate.i + 5, reach(clause)[1])].text.lower()
    if rule.says is not None and not rule.says.search(said):
        return False
    if rule.object and not any(
        named(head, rule.object) or (rule.has("media") and is_medium(passage, head)) for head in things(clause)
    ):
        return False
    return not rule.beside or any(
        "*" in found or token.lemma_.lower() in found
        for preposition, found in rule.beside
        for token in after(clause, preposition)
    )


def named(head: "Token", found: frozenset[str]) -> bool:
    """Tell whether a noun is one of a list, by its lemma, its form, or with the word before it ("petrol bomb")."""
    if "*" in found:
        return True
    lemma = head.lemma_.lower()
    before = [t.lower_ for t in head.children if t.dep_ in {"compound", "amod"}]
    if head.pos_ == "PROPN" and found & set(before):  # "the association Open Door"
        return True
    return lemma in found or head.lower_ in found or any(f"{word} {lemma}" in found for word in before)


def is_medium(passage: Passage, head: "Token") -> bool:
    """Tell whether a proper name is that of a paper, a station or a site, by a word in it or beside it."""
    if head.pos_ != "PROPN" or passage.people.at(head) is not None:
        return False
    known = nouns(passage.language, "media")
    name = passage.people.name_at.get(head.i)
    start, end = (name.start, name.end) if name is not None else (head.i, head.i + 1)
    beside = [*passage.doc[max(0, start - 2) : end], *head.children, head.head]
    return any(t.lower_ in known for t in beside if t.pos_ in {"NOUN", "PROPN"})


def things(clause: Clause) -> "list[Token]":
    """Return what the clause is done to or is about: undergoer, objects, and the subject where there is neither."""
    heads = list(dict.fromkeys([*clause.undergoer(), *clause.objects, *inner_subjects(clause)]))
    if not heads and clause.subject is not None:
        heads = [clause.subject]
    listed = [one for head in heads for one in (head, *head.conjuncts)]
    return listed + [
        inner
        for head in listed
        if head.pos_ in {"NUM", "PRON", "ADJ"}  # "two of his fingers"
        for child in head.children
        if child.lower_ == "of"
        for inner in child.children
        if inner.dep_ == "pobj"
    ]


def inner_subjects(clause: Clause) -> "list[Token]":
    """Return the subject of what somebody was made to do or found to be ("made them kneel")."""
    return [
        subject
        for child in clause.predicate.children
        if child.dep_ == "ccomp" and child.i > clause.predicate.i
        for subject in child.children
        if subject.dep_ == "nsubj" and not any(c.dep_ == "mark" for c in child.children)
    ]


def after(clause: Clause, *prepositions: str) -> "list[Token]":
    """Return what follows any of the prepositions, whether they hang on the verb or on what it is done to."""
    found = list(clause.prepositional(*prepositions))
    for head in (*clause.objects, *(clause.undergoer())):
        found += [
            inner
            for child in head.children
            if child.dep_ == "prep" and child.lower_ in prepositions
            for inner in child.children
            if inner.dep_ == "pobj"
        ]
    return list(dict.fromkeys(found))


def reach(clause: Clause) -> tuple[int, int]:
    """Return (first, after last) token of a clause with the clauses that complete its verb."""
    inner = [t for t in clause.predicate.children if t.dep_ in OPENS and t.i > clause.predicate.i]
    return clause.start, max([clause.end, *(t.right_edge.i + 1 for t in inner)])


def wording(passage: Passage, clause: Clause) -> str:
    """Return the words of a clause and of what completes its verb, in lower case."""
    return passage.text[slice(*passage.characters(*reach(clause)))].lower()


def negative(passage: Passage, clause: Clause) -> bool:
    """Tell whether a clause is negated by any of its own words ("nobody would say", "could see no lawyer")."""
    if clause.negated:
        return True
    negations = set(lexicon(passage.language, "act_words")["setting"]["negations"])
    own = [*clause.predicate.children, *things(clause)]
    if clause.subject is not None:
        own.append(clause.subject)
    return any(
        t.lower_ in negations or any(negates(passage, c, negations) for c in t.children if c.dep_ == "det") for t in own
    )


def negates(passage: Passage, determiner: "Token", words: set[str]) -> bool:
    """Tell whether a determiner negates its noun ("no lawyer", but not "no fewer than five")."""
    after = passage.doc[determiner.i + 1].lower_ if determiner.i + 1 < len(passage.doc) else ""
    return determiner.lower_ in words and after not in lexicon(passage.language, "act_words")["setting"]["bounds"]
