"""What is judged and who judges: the things that people assess, in the text's words, and whose word on them counts."""

from typing import TYPE_CHECKING

from khronika.reading.findings import EDGES
from khronika.reading.lexicon import words
from khronika.reading.passage import Passage, Sentence
from khronika.reading.quotation_marks import curled
from khronika.reading.speakers import noun_text
from khronika.reading.standpoints import OWN, Standpoint
from khronika.reading.voices import voice_at
from khronika.vocabulary.statement import AUTHOR

if TYPE_CHECKING:
    from spacy.tokens import Token


def can_be_judged(passage: Passage, token: "Token | None") -> bool:
    """Tell whether a noun phrase is a thing that people assess."""
    if token is None:
        return False
    if token.lemma_.lower() in words(passage.language, "assessments", "objects"):
        return True
    if token.lemma_.lower() not in words(passage.language, "assessments", "aspects"):
        return False
    of = next((c for c in token.children if c.dep_ == "prep" and c.lower_ == "of"), None)
    return of is not None and any(can_be_judged(passage, t) for t in of.children if t.dep_ == "pobj")


def about_of(passage: Passage, sentence: Sentence, token: "Token | None") -> tuple[str, bool]:
    """Return what a noun phrase stands for: its words; for "it" and "that" what was last spoken of that can be judged."""
    if token is None:
        return "", False
    if token.tag_ in {"WDT", "WP"}:
        verb = next((a for a in token.ancestors if a.dep_ == "relcl"), None)
        return (noun_text(passage, verb.head), False) if verb is not None else ("", False)
    mention = passage.people.at(token)
    if mention is not None:
        return mention.person.name, mention.how != "name"
    if token.pos_ in {"NOUN", "PROPN", "NUM"} or can_be_judged(passage, token):
        return long_noun(passage, token), False
    if token.dep_ in {"csubj", "csubjpass"}:  # "what took place on 14 September was …"
        text = " ".join(passage.text[slice(*passage.characters(token.left_edge.i, token.right_edge.i + 1))].split())
        return text[:1].lower() + text[1:], False
    if token.lower_ in {"it", "this", "that", "they", "them", "these"}:
        back = spoken_of(passage, sentence, token)
        return (noun_text(passage, back), True) if back is not None else ("", False)
    return "", False


def long_noun(passage: Passage, token: "Token") -> str:
    """Return a noun phrase with what narrows it down, without relative clauses set off by a comma."""
    start = token.left_edge.i
    while start < token.i and (passage.doc[start].tag_ in {"DT", "PRP$", "CC"} or passage.doc[start].is_punct):
        if passage.doc[start].lower_ in {"all", "both", "some", "no"}:
            break
        start += 1
    if token.i - start > 8:
        start = token.i
    end = token.right_edge.i + 1
    for t in passage.doc[token.i + 1 : end]:
        if t.text in {",", ";", ":", "–", "—", "(", "“"} or t.dep_ in {"relcl", "conj", "appos"}:
            edge = t.left_edge.i if t.dep_ in {"relcl", "conj", "appos"} else t.i
            end = max(token.i + 1, min(end, edge if edge > token.i else t.i))
            break
    if passage.doc[end - 1].dep_ == "cc" or (passage.doc[end - 1].dep_ == "punct" and end - 1 > token.i):
        end -= 1
    text = " ".join(curled(passage.text)[slice(*passage.characters(start, end))].split())
    return text.strip(EDGES)


def spoken_of(passage: Passage, sentence: Sentence, token: "Token") -> "Token | None":
    """Return the last thing that can be judged before a pronoun, subjects and objects of its sentence first."""
    for before in (sentence, *reversed(passage.sentences[max(0, sentence.number - 2) : sentence.number])):
        things = [
            t
            for t in before.span
            if t.i < token.i and can_be_judged(passage, t) and t.pos_ == "NOUN" and t.dep_ not in {"compound", "poss"}
        ]
        main = [t for t in things if t.dep_ in {"nsubj", "nsubjpass", "dobj"}]
        if things:
            return (main or things)[0 if before is not sentence and main else -1]
    return None


def can_assess(passage: Passage, token: "Token | None", table: str = "assessors") -> bool:
    """Tell whether a noun phrase is somebody whose word on a thing is an assessment."""
    if token is None:
        return False
    wanted = words(passage.language, "assessments", table)
    if token.lemma_.lower() in wanted or token.lower_ in words(passage.language, "voice", "own_voice"):
        return True
    mention = passage.people.at(token)
    if mention is not None:
        return table == "assessors" or any(r.split()[-1] in wanted for r in mention.person.roles if r)
    return token.ent_type_ == "ORG" and table == "assessors"


def evaluative(passage: Passage, verb: "Token") -> bool:
    """Tell whether a clause judges: an adjective or a noun of judgment, or a verb of falling short."""
    evaluations = words(passage.language, "assessments", "evaluations")
    near = [t for t in verb.subtree if t.i >= verb.i]
    if any(
        t.lower_ in evaluations or t.lemma_.lower() in evaluations
        for t in near
        if t.dep_ in {"acomp", "attr", "oprd", "conj", "amod", "advmod"}
    ):
        return True
    return verb.lemma_.lower() in words(passage.language, "assessments", "failing") and any(
        t.lower_ in words(passage.language, "assessments", "short") for t in verb.children
    )


def voiced(passage: Passage, at: int) -> Standpoint:
    """Return the standpoint of the voice at an offset."""
    voice = voice_at(passage, at, at + 1)
    return OWN if voice.by in {"", AUTHOR} else Standpoint(voice.by, True)


def contrasted(complements: "list[Token]") -> bool:
    """Tell whether a complement sets what a thing is against what it is not: "a roll-call and not a trial", "not A but B"."""
    for complement in complements:
        if complement.pos_ not in {"NOUN", "PROPN"}:
            continue
        tail = [t.lower_ for t in complement.doc[complement.i + 1 : complement.right_edge.i + 1]]
        around = [t.lower_ for t in complement.doc[max(0, complement.left_edge.i - 2) : complement.right_edge.i + 1]]
        if ("and" in tail and "not" in tail) or ("not" in around and "but" in tail):
            return True
    return False
