"""Records: what experts, examinations and papers put on record, of a death, a person or a thing."""

from typing import TYPE_CHECKING

from khronika.reading.clauses import Clause
from khronika.reading.findings import Finding, content_end, tidy
from khronika.reading.judged_things import about_of, can_assess, can_be_judged, long_noun, voiced
from khronika.reading.lexicon import words
from khronika.reading.passage import Passage, Sentence
from khronika.reading.standpoints import OWN, standpoint

if TYPE_CHECKING:
    from spacy.tokens import Token


def attributed(passage: Passage, sentence: Sentence, clause: Clause) -> Finding | None:
    """Return the cause to which somebody puts a thing: "attributes the infection to …", "blamed malaria"."""
    language, verb = passage.language, clause.predicate
    if clause.lemma not in words(language, "assessments", "attributing") or clause.negated or clause.passive:
        return None
    doer = clause.doer()
    if doer is not None and (blamer := passage.people.at(doer)) is not None:
        experts = words(language, "assessments", "forensic")
        if not any(r.split()[-1] in experts for r in blamer.person.roles if r):
            return None  # what somebody puts their own wounds down to is an accusation
    by = standpoint(passage, doer, int(verb.idx))
    cause = next(iter(clause.prepositional("to", "on")), None)
    things = [o for o in clause.objects if o.dep_ == "dobj"]
    if by is None or by == OWN or not things or passage.people.at(things[0]) is not None:
        return None
    if clause.lemma == "blame":
        cause = things[0]
    if clause.lemma == "put" and "down" not in {c.lower_ for c in verb.subtree}:
        return None
    if cause is not None and clause.lemma == "blame" and cause.tag_ in {"NNS", "NNPS"}:
        return None
    if cause is None or cause.pos_ not in {"NOUN", "PROPN"} or passage.people.at(cause) is not None:
        return None
    about, inferred = about_of(passage, sentence, things[0]) if things[0] != cause else ("", True)
    if not about or things[0].lemma_ in {"cause", "death"}:
        person = person_before(passage, sentence, doer) if doer is not None else ""
        about, inferred = (f"death of {person}", True) if person else ("", True)
    start = passage.characters(cause.left_edge.i, cause.i + 1)[0]
    return Finding(
        about,
        tidy(passage, start, content_end(passage, sentence, verb)),
        by,
        inferred,
        (int(verb.left_edge.idx),),
        (0,),
    )


def recorded(passage: Passage, sentence: Sentence, clause: Clause) -> Finding | None:
    """Return what an expert or an expert's document recorded: a noun phrase, of a death, a person or a thing."""
    language, verb = passage.language, clause.predicate
    doer = clause.doer()
    if doer is None or clause.lemma not in words(language, "assessments", "recording"):
        return None
    if doer.tag_ == "WDT":
        doer = next((a.head for a in doer.ancestors if a.dep_ == "relcl"), doer)
    traces = words(language, "assessments", "traces") | words(language, "assessments", "faults")
    noted = can_assess(passage, doer) and any(o.lemma_.lower() in traces for o in clause.objects)
    if not (can_assess(passage, doer, "forensic") or noted) or (
        passage.people.at(doer) is not None and clause.lemma == "see"
    ):
        return None
    thing = next((o for o in clause.objects if o.dep_ == "dobj"), None)
    if clause.passive:
        thing = clause.subject
    if thing is None or thing.pos_ not in {"NOUN", "PROPN"} or passage.people.at(thing) is not None:
        return None
    by = standpoint(passage, doer, int(verb.idx))
    if by is None or by == OWN:
        return None
    about, inferred = subject_of_record(passage, sentence, clause, doer)
    last = thing.right_edge.i + 1
    place = next(
        (t for t in thing.subtree if t.i > thing.i and t.dep_ == "prep" and t.lower_ in {"in", "on", "during"}), None
    )
    where = next((c for c in place.children if c.dep_ == "pobj" and can_be_judged(passage, c)), None) if place else None
    if place is not None and where is not None:
        about, inferred, last = long_noun(passage, where), False, place.i
    first = thing.left_edge.i
    while first < thing.i and passage.doc[first].lower_ in {"a", "an", "the"}:
        first += 1
    start, end = passage.characters(first, last)
    return Finding(
        about,
        tidy(passage, start, min(end, sentence.end)),
        by,
        inferred,
        (int(doer.left_edge.idx),),
        (passage.characters(verb.i, (where.i if where is not None else verb.i) + 1)[1],),
    )


def subject_of_record(passage: Passage, sentence: Sentence, clause: Clause, doer: "Token") -> tuple[str, bool]:
    """Return what a record is about: what stands after "in" or "on", else the death or the person spoken of."""
    named = next(
        (
            t
            for t in clause.prepositional("in", "on", "of", "during")
            if t.pos_ in {"NOUN", "PROPN"} and t.ent_type_ not in {"DATE", "GPE"}
        ),
        None,
    )
    if named is not None and doer.lemma_ not in words(passage.language, "assessments", "of_death"):
        return long_noun(passage, named), False
    person = person_before(passage, sentence, doer)
    if person:
        death = doer.lemma_.lower() in words(passage.language, "assessments", "of_death")
        return (f"death of {person}" if death else person), True
    return "", False


def person_before(passage: Passage, sentence: Sentence, token: "Token") -> str:
    """Return the person whom the sentence, or else the last ones, spoke of before a token; not the finder."""
    finder = passage.people.at(token)
    for i in range(sentence.span.end - 1, max(-1, sentence.span.start - 120), -1):
        mention = passage.people.by_token.get(i)
        if (
            mention is None
            or (finder is not None and mention.person == finder.person)
            or (i > token.i and i < token.i + 3)
        ):
            continue
        if not {"judge", "lawyer", "doctor", "expert", "prosecutor"} & {
            r.split()[-1] for r in mention.person.roles if r
        }:
            return mention.person.name
    return ""


def put_on_record(passage: Passage, sentence: Sentence, clause: Clause) -> Finding | None:
    """Return a whole clause that stands on an expert's word: "…, according to a forensic report", "…, the coroner found"."""
    verb, subject = clause.predicate, clause.subject
    if (
        subject is None
        or verb.dep_ in {"relcl", "acl", "advcl", "xcomp", "pcomp", "conj"}
        or clause.modals
        or clause.future
    ):
        return None
    if (
        verb.lemma_.lower() in words(passage.language, "voice", "report_verbs")
        or passage.people.at(subject) is not None
    ):
        return None
    by = voiced(passage, int(verb.idx))
    if by == OWN or subject.pos_ == "PRON":
        return None
    if not set(by.by.lower().split()) & put_down(passage.language):
        return None
    about, inferred = about_of(passage, sentence, subject)
    start, end = int(subject.left_edge.idx), content_end(passage, sentence, verb)
    counted = subject.pos_ == "NUM" or passage.number_at(subject) is not None
    first = start if counted else int(verb.idx)
    return Finding(about, tidy(passage, first, end), by, inferred, (start,), (0,))


def put_down(language: str) -> frozenset[str]:
    """Return the nouns of experts and papers whose every word on a thing is a finding, in both numbers."""
    nouns = words(language, "assessments", "on_record")
    return nouns | frozenset(f"{noun}s" for noun in nouns)
