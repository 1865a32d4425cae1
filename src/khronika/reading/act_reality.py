"""Whether a clause tells what happened, or only what was ordered, feared, charged, asked or planned."""

from typing import TYPE_CHECKING

from khronika.reading.act_rules import Rule
from khronika.reading.clauses import Clause
from khronika.reading.lexicon import lexicon
from khronika.reading.passage import Passage, Sentence
from khronika.reading.voices import unreal

if TYPE_CHECKING:
    from spacy.tokens import Token


def happened(passage: Passage, sentence: Sentence, clause: Clause, rule: Rule) -> bool:
    """Tell whether a clause states its act as done, by somebody's word or the author's."""
    if sentence.span.text.rstrip(' \n”"’').endswith("?") or clause.future or unreal(passage, clause):
        return False
    modals = clause.modals - (
        set(lexicon(passage.language, "act_words")["setting"]["past_modals"]) if rule.negated else set()
    )
    if modals or wished(clause.predicate) or governed(passage, clause.predicate):
        return False
    verb = clause.predicate
    subject = clause.subject
    if subject is not None and subject.lemma_.lower() in lexicon(passage.language, "act_words")["setting"]["norms"]:
        return False
    if doubted(passage, verb):
        return False
    if any(c.dep_ == "mark" and c.lower_ in conditions(passage) for c in verb.children):
        return False
    if verb.tag_ not in {"VBD", "VBN"} and any(
        c.dep_ == "advcl" and any(m.lower_ in conditions(passage) for m in c.children if m.dep_ == "mark")
        for c in verb.children
    ):
        return False
    return not (merely_infinitive(verb) or bid(verb) or charged(passage, verb))


def doubted(passage: Passage, verb: "Token") -> bool:
    """Tell whether an act hangs on what was not found or not said ("no evidence that he had been beaten")."""
    negations = lexicon(passage.language, "act_words")["setting"]["negations"]
    if verb.dep_ not in {"ccomp", "acl"}:
        return False
    return any(c.dep_ in {"det", "neg"} and c.lower_ in negations and c.i < verb.i for c in verb.head.children)


def governed(passage: Passage, verb: "Token") -> bool:
    """Tell whether a verb completes one that is itself wished, possible or stopped ("should stop beating")."""
    stopping = lexicon(passage.language, "act_words")["setting"]["stopping"]
    while verb.dep_ in {"xcomp", "pcomp", "prep"} and verb.head != verb:
        verb = verb.head
        if verb.lemma_.lower() in stopping or any(c.dep_ == "aux" and c.tag_ == "MD" for c in verb.children):
            return True
    return False


def wished(verb: "Token") -> bool:
    """Tell whether a verb is only asked for ("that the post be closed")."""
    return any(c.dep_ in {"auxpass", "aux"} and c.tag_ == "VB" for c in verb.children) and not any(
        c.dep_ == "aux" and c.tag_ in {"TO", "MD", "VBZ", "VBP", "VBD"} for c in verb.children
    )


def conditions(passage: Passage) -> frozenset[str]:
    """Return the words that open a condition."""
    return frozenset(lexicon(passage.language, "act_words")["setting"]["conditions"])


def merely_infinitive(verb: "Token") -> bool:
    """Tell whether a verb names a purpose, a duty or a possibility ("came to arrest", "an order to shoot")."""
    if verb.tag_ != "VB" or not any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children):
        return False
    if verb.dep_ in {"acl", "relcl", "advcl", "ROOT"}:
        return True
    return verb.dep_ == "xcomp" and verb.head.lemma_ == "be" and verb.head.tag_ in {"VBZ", "VBP"}


def bid(verb: "Token") -> bool:
    """Tell whether a verb is an order or a demand of a list ("Stop harassing", "Release all")."""
    subject = any(c.dep_ in {"nsubj", "nsubjpass", "csubj", "expl"} for c in verb.children)
    if verb.dep_ in {"xcomp", "conj"} and verb.head != verb:
        return verb.head.dep_ == "ROOT" and not subject and bid(verb.head)
    return verb.dep_ == "ROOT" and verb.tag_ == "VB" and not subject and not any(c.dep_ == "aux" for c in verb.children)


def charged(passage: Passage, token: "Token") -> bool:
    """Tell whether an act is only the offence of a charge, a fear or what did not come ("for insulting", "without")."""
    tables = lexicon(passage.language, "act_words")["setting"]
    top = token
    while top.dep_ == "conj" and top.head != top:
        top = top.head
    preposition = top.head
    if top.dep_ not in {"pcomp", "pobj"} or preposition.dep_ not in {"prep", "pcomp", "mark"}:
        return top.dep_ in {"pobj", "dobj", "xcomp"} and preposition.lemma_.lower() in tables["charges"]
    if preposition.lower_ in tables["instead"]:
        return True
    governor = preposition.head
    if governor.lemma_.lower() in tables["accusing"] and any(c.dep_ == "dobj" for c in governor.children):
        return False
    near = [governor, *([governor.head] if governor.dep_ in {"dobj", "attr", "oprd", "acomp", "pobj", "prep"} else [])]
    return any(word.lemma_.lower() in tables["charges"] for word in near)
