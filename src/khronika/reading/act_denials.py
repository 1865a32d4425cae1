"""Denials: what those who are blamed say of an act that the text told just before.

A denial names no type and mostly no victim ("The ministry denies this"): both are those of the act that it answers.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from khronika.reading.act_rules import negative, nouns, setting
from khronika.reading.bodies import is_body
from khronika.reading.clauses import Clause, clause_of
from khronika.reading.deeds import Deed
from khronika.reading.lexicon import lexicon, words
from khronika.reading.parties import Filled
from khronika.reading.passage import Passage, Sentence
from khronika.reading.speakers import speaker_name
from khronika.reading.standpoints import standpoint
from khronika.reading.voices import Voice
from khronika.vocabulary.terms import Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

REACH = 2  # how many sentences after an act an answer to it may stand
PARAGRAPH_REACH = 4  # the same within one paragraph


def denials(passage: Passage, sentence: Sentence, told: list[Deed]) -> Iterator[Deed]:
    """Yield the denial that a sentence holds of the last act before it, if it holds one."""
    answered = last_told(passage, sentence, told)
    if answered is None:
        return
    for clause, speaker in speaking(passage, sentence):
        if not blamed(passage, speaker, answered):
            continue
        by = answering(passage, speaker)
        if by and not any(p.name == by for p in answered.victims.parties):
            yield replace(
                answered,
                at=clause.predicate,
                clause=clause,
                victims=Filled(answered.victims.parties, True),
                doers=Filled(answered.doers.parties, True) if answered.doers else answered.doers,
                modality=Modality.DENIED,
                voice=Voice(by, Modality.DENIED),
                type_inferred=True,
            )
            return


def speaking(passage: Passage, sentence: Sentence) -> Iterator[tuple[Clause, "Token"]]:
    """Yield (clause, who speaks) for what in a sentence could be an answer, "according to" included."""
    for clause in sentence.clauses:
        speaker = clause.agent if clause.passive else clause.subject
        if speaker is not None and denies(passage, clause):
            yield clause, speaker
    said = sentence.span.text.lower()
    if not any(setting(passage.language, table).search(said) for table in ("harmless", "baseless")):
        return
    for token in sentence.span:
        if token.lower_ == "according" and sentence.clauses:
            yield from ((sentence.clauses[0], t) for t in token.subtree if t.dep_ == "pobj" and t.head.lower_ == "to")


def answering(passage: Passage, speaker: "Token") -> str:
    """Return the name of who answers, for "it" that of the last body before; empty if it cannot be told."""
    if speaker.lower_ == "it":
        found = standpoint(passage, speaker, int(speaker.idx))
        return found.by if found is not None else ""
    return speaker_name(passage, speaker)[0]


def last_told(passage: Passage, sentence: Sentence, told: list[Deed]) -> Deed | None:
    """Return the last act told, not denied, that a sentence can answer."""
    for deed in reversed(told):
        where = passage.sentence_at(deed.at)
        if where is None or deed.modality is Modality.DENIED:
            continue
        back = sentence.number - where.number
        if back > PARAGRAPH_REACH or (back > REACH and where.block != sentence.block):
            return None
        return deed
    return None


def blamed(passage: Passage, speaker: "Token", answered: Deed) -> bool:
    """Tell whether a speaker answers for those who did it: a body, its officials, the doer himself; never a court."""
    if is_body(passage, speaker, "courts"):
        return False
    heads = [speaker, *(c for c in speaker.children if c.dep_ in {"appos", "compound"})]
    officials = nouns(passage.language, "officials")
    if any(t.lemma_.lower() in officials or t.lower_ in officials for t in heads):
        return True
    if is_body(passage, speaker, "police", "prosecution", "others"):
        return True
    mention = passage.people.at(speaker)
    if mention is None:
        return speaker.lower_ == "it"
    named = any(p.name == mention.person.name for p in answered.doers.parties)
    return named or any(role.split()[-1] in officials for role in mention.person.roles if role)


def denies(passage: Passage, clause: Clause) -> bool:
    """Tell whether a clause says of something told that it was not so."""
    tables = lexicon(passage.language, "act_words")["denial"]
    verb = clause.predicate.lemma_.lower()
    if clause.negated:
        return False
    objects = {t.lemma_.lower() for t in clause.objects}
    claimed = bool(objects & set(tables["claims"]))
    said = told_words(passage, clause)
    if verb in words(passage.language, "voice", "deny_verbs"):
        return verb == "deny" or claimed or any(c.dep_ == "ccomp" for c in clause.predicate.children)
    if verb in tables["calling"]:
        return bool(setting(passage.language, "baseless").search(said)) or ("“" in said and (claimed or not objects))
    if verb in tables["attributing"]:
        return "“" in said or setting(passage.language, "harmless").search(said) is not None
    return verb in tables["saying"] and answers(passage, clause, said)


def told_words(passage: Passage, clause: Clause) -> str:
    """Return the words of a clause with all that its verb governs, in lower case."""
    verb = clause.predicate
    return passage.text[slice(*passage.characters(verb.left_edge.i, verb.right_edge.i + 1))].lower()


def answers(passage: Passage, clause: Clause, said: str) -> bool:
    """Tell whether what somebody says is that a thing was not done, or was harmless."""
    if setting(passage.language, "harmless").search(said) or setting(passage.language, "baseless").search(said):
        return True
    beside = lexicon(passage.language, "act_words")["denial"]["beside"]
    contents = [
        c
        for c in clause.predicate.children
        if c.dep_ == "ccomp" and c.pos_ in {"VERB", "AUX"} and c.lemma_.lower() not in beside
    ]
    return any(negative(passage, clause_of(c)) for c in contents)
