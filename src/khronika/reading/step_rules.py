"""Which step a clause tells: its verb, with the objects, prepositions and doers that the lexicon asks for."""

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from khronika.reading.accused import surely_people, undergoers
from khronika.reading.bodies import is_body
from khronika.reading.clauses import Clause
from khronika.reading.lexicon import lexicon, words
from khronika.reading.passage import Passage

if TYPE_CHECKING:
    from spacy.tokens import Token

Rule = Mapping[str, Any]


@cache
def by_verb(language: str) -> dict[str, tuple[Rule, ...]]:
    """Return the rules of the lexicon of proceedings by their verbs, in the lexicon's order."""
    found: dict[str, tuple[Rule, ...]] = {}
    for rule in lexicon(language, "proceedings")["verb"]:
        for verb in rule["verbs"]:
            found[verb] = (*found.get(verb, ()), rule)
    return found


def rules_for(passage: Passage, clause: Clause) -> tuple[Rule, ...]:
    """Return the rules whose conditions a clause meets, in the lexicon's order."""
    return tuple(rule for rule in by_verb(passage.language).get(clause.lemma, ()) if conditions(passage, clause, rule))


def conditions(passage: Passage, clause: Clause, rule: Rule) -> bool:
    """Tell whether a clause has the form, the nouns, the doer and the words that a rule asks for."""
    return (
        has_form(clause, rule)
        and has_nouns(clause, rule)
        and has_words(clause, rule)
        and (not rule.get("doer") or done_by(passage, clause, rule["doer"]))
        and (not rule.get("complement") or complement(clause, rule["complement"]) is not None)
        and (not rule.get("with") or has_with(clause, rule["with"]))
    )


def has_form(clause: Clause, rule: Rule) -> bool:
    """Tell whether a clause is as a rule wants it: not negated, active or passive."""
    if clause.negated and not rule.get("negated"):
        return False
    return not (rule.get("active") if clause.passive else rule.get("passive"))


def has_nouns(clause: Clause, rule: Rule) -> bool:
    """Tell whether the object and the subject are among the nouns of a rule."""
    nouns = {noun for t in (*undergoers(clause), *clause.objects) for noun in (t.lemma_.lower(), counted(t))}
    if rule.get("object") and not nouns & set(rule["object"]):
        return False
    if rule.get("subject") and (clause.subject is None or clause.subject.lemma_.lower() not in rule["subject"]):
        return False
    return not (rule.get("without_object") and nouns & set(rule["without_object"]))


def counted(token: "Token") -> str:
    """Return the noun that a number or "most" counts out ("ninety of those convictions"), or nothing."""
    inner = (t for c in token.children if c.lower_ == "of" for t in c.children if t.dep_ == "pobj")
    return next((t.lemma_.lower() for t in inner), "") if token.pos_ in {"NUM", "ADJ", "PRON", "DET"} else ""


def has_words(clause: Clause, rule: Rule) -> bool:
    """Tell whether the words of a clause are those that a rule asks for, and none that speak against it."""
    near = {t.lower_ for t in clause.predicate.subtree}
    if rule.get("words") and not near & set(rule["words"]):
        return False
    if rule.get("without") and near & set(rule["without"]):
        return False
    text = clause.predicate.doc[clause.start : max(clause.end, clause.predicate.right_edge.i + 1)].text
    if rule.get("says") and not re.search(rule["says"], text, re.IGNORECASE):
        return False
    return not (rule.get("unsaid") and re.search(rule["unsaid"], text, re.IGNORECASE))


def complement(clause: Clause, verbs: "list[str]") -> "Token | None":
    """Return the verb that a clause governs, if it is one of those given ("declined to release her")."""
    return next((t for t in clause.predicate.children if t.dep_ == "xcomp" and t.lemma_.lower() in verbs), None)


def has_with(clause: Clause, wanted: "list[list[Any]]") -> bool:
    """Tell whether one of the prepositions stands there with one of its nouns ("from", "home")."""
    return any(
        not found or t.lemma_.lower() in found or " ".join(w.lower_ for w in t.subtree).startswith(tuple(found))
        for preposition, found in wanted
        for t in clause.prepositional(preposition)
    )


def done_by(passage: Passage, clause: Clause, tables: "list[str]") -> bool:
    """Tell whether the doer is a body of one of the kinds; a passive that leaves the doer out may be anybody's."""
    doer = clause.doer()
    if doer is None:
        return clause.passive
    if is_one_of(passage, doer, tables):
        return True
    # "tried by video link": a thing after "by" is nobody who does it
    return clause.passive and passage.people.at(doer) is None and not surely_people(doer.lemma_, passage.language)


def is_one_of(passage: Passage, token: "Token", tables: "list[str]") -> bool:
    """Tell whether a noun phrase is a body of one of the kinds, also by what follows "of" ("men of the militia")."""
    if is_body(passage, token, *tables):
        return True
    mention = passage.people.at(token)
    if mention is not None and mention.person.roles & words(passage.language, "proceedings", "on_the_bench"):
        return bool({"courts", "prosecution"} & set(tables))
    if token.lower_ in words(passage.language, "proceedings", "armed_men"):
        return any(
            is_body(passage, t, *tables)
            for t in token.subtree
            if t != token and t.pos_ in {"NOUN", "PROPN"} and t.dep_ in {"pobj", "compound", "nmod"}
        )
    if token.pos_ == "PRON":
        return token.lower_ in {"they", "it", "who", "which", "that"}
    return token.ent_type_ in {"ORG", "NORP"}
