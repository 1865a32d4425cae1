"""What kind of violence a blow was: by whom and where it was dealt, and whether a confession was sought."""

from khronika.reading.act_rules import Rule, setting
from khronika.reading.lexicon import lexicon
from khronika.reading.parties import Filled
from khronika.reading.passage import Passage, Sentence
from khronika.vocabulary.terms import ActType

NEAR = 2  # how many sentences before a blow still tell where it was dealt


def settled(passage: Passage, sentence: Sentence, rule: Rule, doers: Filled, victims: Filled) -> ActType:
    """Return the type of an act, told by its setting where the verb alone does not tell it.

    A blow is torture where a confession was sought, ill-treatment where custody or its officers are spoken of, otherwise
    a physical attack; a shot fired by somebody in uniform is excessive force (settled in the contract).
    """
    if rule.has("public") and not setting(passage.language, "died").search(sentence.span.text.lower()):
        return ActType.EXCESSIVE_FORCE if uniformed(passage, doers) else rule.type
    text = sentence.span.text.lower()
    if rule.type is ActType.KIDNAPPING and setting(passage.language, "vanished").search(text):
        return ActType.ENFORCED_DISAPPEARANCE
    if rule.has("hurts") and setting(passage.language, "died").search(text):
        return ActType.KILLING
    if not rule.has("blow"):
        return rule.type
    if setting(passage.language, "confession").search(text):
        return ActType.TORTURE
    if rule.type is ActType.ILL_TREATMENT:
        return rule.type
    if uniformed(passage, doers) and protesting(passage, victims):
        return ActType.EXCESSIVE_FORCE
    if doers and not uniformed(passage, doers) and not custodial(passage, " ".join(p.group for p in doers.parties)):
        return ActType.PHYSICAL_ATTACK
    return ActType.ILL_TREATMENT if in_custody(passage, sentence) else ActType.PHYSICAL_ATTACK


def uniformed(passage: Passage, doers: Filled) -> bool:
    """Tell whether those who did it wear a uniform."""
    words = lexicon(passage.language, "act_words")["setting"]["uniform"]
    said = " ".join(p.group or p.name for p in doers.parties).lower()
    return any(word in said for word in words)


def armed(passage: Passage, doers: Filled) -> bool:
    """Tell whether those who did it bear arms without being a court."""
    said = " ".join(p.group or p.name for p in doers.parties).lower()
    return uniformed(passage, doers) or setting(passage.language, "fighters").search(said) is not None


def protesting(passage: Passage, victims: Filled) -> bool:
    """Tell whether those who suffer are a protest or people at one."""
    said = " ".join(p.group for p in victims.parties).lower()
    return setting(passage.language, "protest").search(said) is not None


def custodial(passage: Passage, text: str) -> bool:
    """Tell whether words speak of custody."""
    return setting(passage.language, "custody").search(text.lower()) is not None


def in_custody(passage: Passage, sentence: Sentence) -> bool:
    """Tell whether a sentence, or the last ones of its paragraph, speak of custody."""
    around = passage.sentences[max(0, sentence.number - NEAR) : sentence.number]
    told = setting(passage.language, "taken").search(sentence.span.text.lower()) is not None
    return told or any(custodial(passage, s.span.text) for s in (*around, sentence) if s.block == sentence.block)
