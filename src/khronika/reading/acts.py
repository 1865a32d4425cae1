"""Acts: who did what to whom, one for each distinct act that a document tells."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from khronika.reading.act_denials import denials
from khronika.reading.act_doers import doers_of
from khronika.reading.act_nouns import named_acts, presupposed
from khronika.reading.act_reality import happened
from khronika.reading.act_rules import Rule, fitting, nouns
from khronika.reading.act_settings import armed, settled
from khronika.reading.act_victims import undergone, victims_of
from khronika.reading.clauses import Clause, clause_of
from khronika.reading.deeds import Deed
from khronika.reading.lexicon import lexicon
from khronika.reading.parties import NOBODY, Filled
from khronika.reading.passage import Passage, Sentence
from khronika.reading.places import place_of
from khronika.reading.quotes import quote
from khronika.reading.voices import Voice, held, voice_at
from khronika.vocabulary.statement import Act, Party
from khronika.vocabulary.terms import ActType, Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

TERM = 50  # characters between a term and the word that suspends it


def read_acts(passage: Passage) -> Iterator[Act]:
    """Yield the acts that a document states, in the order of the text."""
    told: list[Deed] = []
    for sentence in passage.sentences:
        here: list[Deed] = []
        for deed in deeds(passage, sentence):
            if not repeats(deed, told + here):
                here = [*without_lesser(passage, here, [deed]), deed]
        if not any(deed.modality is Modality.DENIED for deed in here):
            here += denials(passage, sentence, told)
        told = without_lesser(passage, told, here) + here
    yield from (made(passage, deed) for deed in told)


def deeds(passage: Passage, sentence: Sentence) -> Iterator[Deed]:
    """Yield what the clauses and then the nouns of a sentence tell."""
    for clause in sentence.clauses:
        if suspends_term(passage, sentence, clause):
            continue
        rules = [rule for rule in fitting(passage, clause) if happened(passage, sentence, clause, rule)]
        found = [deed for rule in rules if (deed := deed_of(passage, sentence, clause, rule)) is not None]
        deed = next((one for one in found if one.victims), found[0] if found else None)
        if deed is not None:
            yield deed
    for noun, rule, victims, doers in named_acts(passage, sentence):
        clause = clause_around(noun)
        if not (presupposed(rule, victims) or happened(passage, sentence, clause, rule)):
            continue
        voice, modality = spoken(passage, clause, noun)
        if modality in {Modality.ASSERTED, Modality.ALLEGED}:
            yield Deed(settled(passage, sentence, rule, doers, victims), noun, clause, victims, doers, modality, voice)


def deed_of(passage: Passage, sentence: Sentence, clause: Clause, rule: Rule) -> Deed | None:
    """Return the act of a clause, or None if nobody suffers it, or a toll tells it all."""
    victims = victims_of(passage, clause, rule)
    doers = doers_of(passage, clause, rule)
    voice, modality = spoken(passage, clause, clause.predicate)
    if clause.negated and not rule.negated:
        if not voice.attributed:
            return None
        modality = Modality.DENIED
    if modality in {Modality.CONDITIONAL, Modality.PLANNED} or not (
        victims or rule.has("bare") or somebody(passage, clause, rule)
    ):
        return None
    if not doers and lifeless(passage, clause, rule):
        return None
    if rule.has("armed") and not armed(passage, doers):
        return None
    if rule.type is ActType.PROPERTY_DAMAGE and not (victims or doers):
        return None
    claimed = rule.type is ActType.KILLING and modality is not Modality.ASSERTED
    if rule.has("told") and victims and only_counted(passage, victims) and not doers and not claimed:
        return None
    if set(victims.parties) & set(doers.parties):
        doers = NOBODY  # the parser took "held incommunicado" for an active verb
    return Deed(
        settled(passage, sentence, rule, doers, victims), clause.predicate, clause, victims, doers, modality, voice
    )


def suspends_term(passage: Passage, sentence: Sentence, clause: Clause) -> bool:
    """Tell whether what is suspended is a term of prison told right before ("three years, suspended")."""
    at = clause.predicate.idx
    if clause.predicate.lower_ != "suspended":
        return False
    return any(sentence.start <= d.start and d.end <= at and at - d.end < TERM for d in passage.durations)


def lifeless(passage: Passage, clause: Clause, rule: Rule) -> bool:
    """Tell whether a blow is only a manner of speaking, dealt by no one and nothing that hits ("the news hit him")."""
    subject = clause.subject
    if clause.passive or rule.has("no_doer") or subject is None or subject.pos_ != "NOUN":
        return False
    hitting = rule.has("blow") or rule.has("hurts") or rule.type is ActType.KILLING
    return hitting and subject.lemma_.lower() not in nouns(passage.language, "missiles")


def somebody(passage: Passage, clause: Clause, rule: Rule) -> bool:
    """Tell whether an act befalls somebody whom only a pronoun names."""
    impersonal = lexicon(passage.language, "act_words")["setting"]["impersonal"]
    undergoing = undergone(clause)
    owners = [c for t in undergoing for c in t.children if c.dep_ == "poss"] if "owner" in rule.victim else []
    return any(t.tag_ in {"PRP", "PRP$"} and t.lower_ not in impersonal for t in [*undergoing, *owners])


def only_counted(passage: Passage, victims: Filled) -> bool:
    """Tell whether those who suffer are a mere number or kind of people, which a toll tells."""
    return all(not p.name and not single(passage, p) for p in victims.parties)


def single(passage: Passage, party: Party) -> bool:
    """Tell whether a group is one particular person under a noun ("the blogger")."""
    if party.count is not None:
        return party.count == 1 and party.group not in nouns(passage.language, "anybody")
    return not party.group.endswith(tuple(nouns(passage.language, "plurals")))


def spoken(passage: Passage, clause: Clause, at: "Token") -> tuple[Voice, Modality]:
    """Return who tells an act and how it is held: a wrong told by a party is alleged (settled in the contract)."""
    voice = voice_at(passage, *passage.characters(at.i, at.i + 1))
    modality = held(passage, clause, voice)
    if voice.attributed and modality is Modality.ASSERTED and not finds(passage, voice):
        modality = Modality.ALLEGED
    return voice, modality


def finds(passage: Passage, voice: Voice) -> bool:
    """Tell whether a speaker is one that finds facts: a court, a commission, an auditor."""
    words = lexicon(passage.language, "act_words")["setting"]["finders"]
    return any(word in voice.by.lower() for word in words)


def repeats(deed: Deed, told: list[Deed]) -> bool:
    """Tell whether the same act was told before of the same people, in the same way."""
    return any(
        one.type is deed.type
        and one.modality is deed.modality
        and set(deed.victims.parties) <= set(one.victims.parties)
        and deed.victims.parties
        for one in told
    )


# What is told of the same people in the same breath is one act with the graver one.
LESSER = {
    ActType.KILLING: frozenset({ActType.PHYSICAL_ATTACK, ActType.EXCESSIVE_FORCE}),
    ActType.ENFORCED_DISAPPEARANCE: frozenset({ActType.KIDNAPPING}),
}


def without_lesser(passage: Passage, told: list[Deed], graver: list[Deed]) -> list[Deed]:
    """Return what was told without the steps of a graver act: the shot of a killing, the abduction of the missing."""
    return [one for one in told if not any(covers(passage, deed, one) for deed in graver)]


def covers(passage: Passage, graver: Deed, deed: Deed) -> bool:
    """Tell whether a deed is only a step of a graver one told within two sentences after it."""
    first, second = passage.sentence_at(deed.at), passage.sentence_at(graver.at)
    return (
        deed.type in LESSER.get(graver.type, frozenset())
        and first is not None
        and second is not None
        and second.number - first.number <= (0 if graver.type is ActType.KILLING else 2)
        and graver.modality is not Modality.DENIED
        and bool(graver.victims)
        and set(graver.victims.parties) == set(deed.victims.parties)
    )


def clause_around(token: "Token") -> Clause:
    """Return the clause that a noun stands in."""
    verb = token
    while verb.head != verb and verb.pos_ not in {"VERB", "AUX"}:
        verb = verb.head
    return clause_of(verb)


def made(passage: Passage, deed: Deed) -> Act:
    """Return a deed as a statement with its quote, date and place."""
    clause, voice = deed.clause, deed.voice
    date = passage.date_of(clause)
    start, end = passage.characters(clause.start, clause.end)
    at, after = passage.characters(deed.at.i, deed.at.i + 1)
    slots = (
        ("type", deed.type_inferred),
        ("victims", deed.victims.inferred),
        ("perpetrators", deed.doers.inferred),
        ("date", date is not None and date.inferred),
    )
    return Act(
        document=passage.document.id,
        quote=quote(passage.text, min(start, at), max(end, after)),
        asserted_by=voice.by,
        modality=deed.modality,
        inferred=tuple(slot for slot, is_so in slots if is_so),
        reasons={"date": date.reason} if date is not None and date.inferred else {},
        type=deed.type,
        victims=deed.victims.parties,
        perpetrators=deed.doers.parties,
        date=date.value if date is not None else "",
        place=place_of(passage, clause)[0],
    )
