"""Verdicts in words: "called the ruling a photocopy", "was deemed unfair by monitors", "which it considers void"."""

import re
from typing import TYPE_CHECKING

from khronika.reading.clauses import Clause
from khronika.reading.findings import Finding, content_end, tidy
from khronika.reading.judged_things import about_of, can_assess, can_be_judged, long_noun, voiced
from khronika.reading.lexicon import words
from khronika.reading.passage import Passage, Sentence
from khronika.reading.quotation_marks import curled
from khronika.reading.speakers import noun_text
from khronika.reading.standpoints import Standpoint, standpoint

if TYPE_CHECKING:
    from spacy.tokens import Token


def judged(passage: Passage, sentence: Sentence, clause: Clause) -> Finding | None:
    """Return what verbs of judging tell: "regards the judgment as …", "was deemed … by monitors", "which it calls …"."""
    language, verb = passage.language, clause.predicate
    if verb.lemma_.lower() not in words(language, "assessments", "judging") or any(
        t.lower_ == "guilty" for t in verb.subtree
    ):
        return None
    if verb.lemma_ == "call" and passage.doc[verb.i + 1].lower_ in {"on", "upon", "for", "at", "in", "to", "off"}:
        return None
    doer = clause.doer()
    by = standpoint(passage, doer, int(verb.idx)) if doer is not None else voiced(passage, int(verb.idx))
    if by is None or (doer is not None and denies(passage, doer, "")):
        return None
    end = content_end(passage, sentence, verb)
    start = int(verb.idx) + len(verb.text)
    if clause.passive:
        about, inferred = about_of(passage, sentence, clause.subject)
        agent = next((c for c in verb.children if c.dep_ == "agent"), None)
        end = min(end, int(agent.idx)) if agent is not None and agent.i > verb.i + 1 else end
        if agent is not None and agent.i == verb.i + 1:
            start = passage.characters(agent.i, agent.right_edge.i + 1)[1]
        split = start, said(curled(passage.text)[start:end])
        target = clause.subject
    else:
        target, about, inferred, split = object_and_words(passage, sentence, clause, start, end)
    if not about or not split[1]:
        return None
    first = split[0] + (
        curled(passage.text)[split[0] : end].find(split[1]) if split[1] in curled(passage.text)[split[0] : end] else 0
    )
    finding = tidy(passage, first, end)
    text = curled(passage.text)[slice(*finding)]
    if not acceptable(passage, clause, target, text, curled(passage.text)[first - 1 : end]):
        return None
    if doer is not None and denies(passage, doer, about):
        return None
    if clause.negated or any(c.lower_ == "no" for c in (target.children if target is not None else ())):
        return negative(passage, clause, about, finding, by)
    opening = int(verb.left_edge.idx)
    return Finding(about, finding, by, inferred, (opening,), (agent_end(passage, verb),))


def denies(passage: Passage, doer: "Token", about: str) -> bool:
    """Tell whether an authority only rejects what is said against it, or a party of a case repeats its charge."""
    language = passage.language
    if doer.lemma_.lower() in words(language, "assessments", "parties"):
        return True
    official = doer.lemma_.lower() in words(language, "assessments", "officials") or doer.ent_type_ == "ORG"
    return official and any(
        w.removesuffix("s").lower() in words(language, "assessments", "accusations") for w in about.split()
    )


def negative(passage: Passage, clause: Clause, about: str, finding: tuple[int, int], by: Standpoint) -> Finding | None:
    """Return a verdict that is withheld ("No election has been deemed free and fair"), its words with the negation."""
    verb = clause.predicate
    start = min((int(c.idx) for c in verb.children if c.dep_ in {"aux", "auxpass", "neg"}), default=int(verb.idx))
    if clause.passive and about.lower().startswith("no "):
        about, start = about[3:], int(verb.left_edge.idx)
    return Finding(about, (start, finding[1]), by, False, (int(verb.left_edge.idx),), (agent_end(passage, verb),))


def agent_end(passage: Passage, verb: "Token") -> int:
    """Return the offset after a passive's "by …", or after the verb."""
    agent = next((c for c in verb.children if c.dep_ == "agent"), None)
    return passage.characters(verb.i, agent.right_edge.i + 1 if agent is not None else verb.i + 1)[1]


def said(text: str) -> str:
    """Return what follows "as" or "to be", if one of them stands there, else the text."""
    found = re.match(r"\s*(?:as|to be|to have been|for being|for)\s+(.*)$", text, re.DOTALL)
    return found.group(1) if found else text.strip()


def object_and_words(
    passage: Passage, sentence: Sentence, clause: Clause, start: int, end: int
) -> "tuple[Token | None, str, bool, tuple[int, str]]":
    """Return (object, about, whether inferred, (offset, words of judgment)) of an active verb of judging."""
    verb = clause.predicate
    relative = next((c for c in verb.children if c.tag_ in {"WDT"} and c.dep_ != "nsubj"), None)
    if (
        (
            verb.dep_ == "relcl"
            and (relative is not None or not any(c.dep_ == "dobj" for c in verb.children))
            and verb.head.pos_ == "NOUN"
        )
        and clause.subject is not None
        and clause.subject != verb.head
    ):
        return verb.head, noun_text(passage, verb.head), False, (start, said(curled(passage.text)[start:end]))
    after = [t for t in verb.subtree if t.i > verb.i]
    thing = next(
        (
            t
            for t in after
            if t.dep_ in {"dobj", "nsubj", "nsubjpass", "oprd"}
            and t.pos_ in {"NOUN", "PROPN", "PRON"}
            and not in_quotes(passage, t, start)
        ),
        None,
    )
    rest = curled(passage.text)[start:end]
    marked = re.search(r"\s(?:as|to be|to have been)\s", rest)
    opened = rest.find("“")
    if thing is None:
        fronted = next((c for c in verb.children if c.dep_ == "dobj" and c.i < verb.i), None)
        fronted = fronted or next(
            (
                t
                for t in sentence.span
                if t.i < verb.i and t.dep_ in {"dobj", "nsubj", "ROOT"} and can_be_judged(passage, t)
            ),
            None,
        )
        if opened >= 0 and opened < 3 and fronted is not None and fronted != clause.subject:
            return fronted, long_noun(passage, fronted), False, (start, rest)
        return None, "", False, (start, "")
    about, inferred = about_of(passage, sentence, thing)
    if marked and (opened < 0 or marked.start() < opened):
        if thing.pos_ != "PRON":
            about = cut(rest[: marked.start()]) or about
        return thing, about, inferred, (start + marked.end(), rest[marked.end() :])
    if opened >= 0 and start + opened > thing.idx:
        if thing.pos_ != "PRON":
            about = cut(rest[:opened]) or about
        return thing, about, inferred, (start + opened, rest[opened:])
    tail = passage.characters(thing.i, thing.i + 1)[1]
    complement = next(
        (
            t
            for t in after
            if t.i < len(passage.doc) and t.idx < end and t.dep_ in {"oprd", "acomp", "attr", "ccomp"} and t.i > thing.i
        ),
        None,
    )
    if complement is not None:
        tail = max(tail, int(complement.left_edge.idx) if complement.left_edge.i > thing.i else tail)
        if thing.pos_ != "PRON":
            about = cut(curled(passage.text)[start:tail]) or about
        return thing, about, inferred, (tail, curled(passage.text)[tail:end])
    evaluations = words(passage.language, "assessments", "evaluations")
    worth = next(
        (t for t in after if t.i > thing.i and t.lower_ in evaluations and t.pos_ in {"ADJ", "VERB", "ADV"}), None
    )
    if worth is not None and thing.pos_ != "PRON" and start < worth.idx < end:
        return (
            thing,
            cut(curled(passage.text)[start : int(worth.idx)]),
            inferred,
            (int(worth.idx), curled(passage.text)[int(worth.idx) : end]),
        )
    if thing.pos_ == "PRON":
        return thing, about, inferred, (tail, curled(passage.text)[tail:end])
    return thing, "", False, (start, "")


def cut(text: str) -> str:
    """Return a noun phrase without its article and what a comma sets off."""
    text = re.sub(r",.*$", "", " ".join(text.split()), flags=re.DOTALL)
    return re.sub(r"^(?:the|a|an|his|her|its|their)\s+", "", text.strip(" ,;:“”"))


def in_quotes(passage: Passage, token: "Token", start: int) -> bool:
    """Tell whether a quotation mark stands between an offset and a token."""
    return "“" in curled(passage.text)[start : int(token.idx)]


def acceptable(passage: Passage, clause: Clause, target: "Token | None", text: str, whole: str) -> bool:
    """Tell whether the words judge the object, and are no plain act ("called a strike", "found him guilty")."""
    language = passage.language
    lowered = text.casefold()
    if not lowered or any(
        re.match(rf"(?:not )?{re.escape(word)}\b", lowered) for word in words(language, "assessments", "not_findings")
    ):
        return False
    if any(
        passage.people.at(t) is not None and t.dep_ in {"oprd", "attr", "dobj"} and t.text in text
        for t in clause.predicate.children
    ):
        return False
    if target is not None and passage.people.at(target) is not None and target.pos_ != "PRON":
        status = any(lowered.endswith(word) for word in words(language, "assessments", "of_people"))
        return status or ("“" in whole and clause.lemma not in {"call"})
    doer = clause.doer()
    quoted = "“" in whole
    if doer is None and not quoted:
        return any(word in lowered.split() for word in words(language, "assessments", "evaluations")) and can_be_judged(
            passage, target
        )
    if clause.lemma in words(language, "assessments", "plain") and not quoted:
        told = any(word in lowered.split() for word in words(language, "assessments", "evaluations"))
        if not told and not (can_be_judged(passage, target) or (target is not None and target.lower_ == "it")):
            return False
    return (
        quoted
        or can_be_judged(passage, target)
        or can_assess(passage, doer)
        or (target is not None and target.pos_ == "PRON")
    )
