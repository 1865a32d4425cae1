"""Shortcomings and merits: "fell short of …", "was marred by …", "failed to investigate", "was unfair"."""

from typing import TYPE_CHECKING

from khronika.reading.clauses import Clause
from khronika.reading.findings import Finding, content_end, tidy
from khronika.reading.judged_things import about_of, can_assess, can_be_judged, contrasted, evaluative, voiced
from khronika.reading.lexicon import words
from khronika.reading.passage import Passage, Sentence
from khronika.reading.quotation_marks import curled
from khronika.reading.speakers import noun_text
from khronika.reading.standpoints import OWN, standpoint

if TYPE_CHECKING:
    from spacy.tokens import Token


def fell_short(passage: Passage, sentence: Sentence, clause: Clause) -> Finding | None:
    """Return in what a thing that can be judged, or somebody in charge, fell short: "fell short of standards"."""
    subject = clause.subject
    if subject is None or clause.modals & words(passage.language, "recommendations", "modals"):
        return None
    if not (below_standard(passage, clause) or marred(passage, clause) or neglected(passage, clause)):
        return None
    about, inferred = about_of(passage, sentence, subject)
    verb = clause.predicate
    start = min(
        [
            int(verb.idx),
            *(
                int(c.idx)
                for c in verb.children
                if c.dep_ in {"aux", "auxpass", "neg", "advmod"} and c.i < verb.i and c.i > subject.i
            ),
        ]
    )
    end = content_end(passage, sentence, verb)
    return Finding(
        about, tidy(passage, start, end), voiced(passage, start), inferred, (int(subject.left_edge.idx),), (0,)
    )


def below_standard(passage: Passage, clause: Clause) -> bool:
    """Tell whether a thing that can be judged is held against a standard: "violates the Covenant", "amounts to …"."""
    language, verb = passage.language, clause.predicate
    lemma = verb.lemma_.lower()
    if lemma not in words(language, "assessments", "failing") or not can_be_judged(passage, clause.subject):
        return False
    if lemma == "lack":
        return verb.tag_ != "VBG"
    if lemma in words(language, "assessments", "amounting"):
        things = [*clause.objects, *clause.prepositional("to")]
        wrongs = words(language, "assessments", "wrongs")
        return any(t.lemma_.lower() in wrongs for thing in things for t in (thing, *thing.children))
    after = passage.doc[verb.i + 1 : verb.i + 3]
    if any(t.lower_ in words(language, "assessments", "short") for t in after):
        return True
    if lemma in {"meet", "comply", "conform"} and not clause.negated and voiced(passage, int(verb.idx)) == OWN:
        return False
    return any(t.lemma_.lower() in words(language, "assessments", "standards") for t in verb.subtree)


def marred(passage: Passage, clause: Clause) -> bool:
    """Tell whether a thing is said to be marred, or to be in violation of a standard."""
    language, verb = passage.language, clause.predicate
    if not can_be_judged(passage, clause.subject):
        return False
    if clause.passive and verb.lemma_.lower() in words(language, "assessments", "marring"):
        return clause.agent is not None or bool(clause.prepositional("with"))
    if verb.lemma_ != "be":
        return False
    against = [
        t
        for t in clause.prepositional("in", "without")
        if t.lemma_.lower() in words(language, "assessments", "wrongs") | {"basis", "foundation", "merit"}
    ]
    return bool(against) and not clause.negated


def neglected(passage: Passage, clause: Clause) -> bool:
    """Tell whether somebody in charge left a duty undone or did a wrong thing in its place.

    "Authorities failed to investigate", "have yet to ensure justice", "prosecuted protesters instead of investigating",
    "committed serious violations of the law of war".
    """
    language, verb, subject = passage.language, clause.predicate, clause.subject
    if subject is None or passage.people.at(subject) is not None or clause.modals:
        return False
    lemma = verb.lemma_.lower()
    in_charge = subject.lemma_.lower() in words(language, "assessments", "in_charge") or can_be_judged(passage, subject)
    if not in_charge:
        return False
    duties = words(language, "assessments", "duties")
    infinitive = next((c for c in verb.children if c.dep_ == "xcomp" and c.i > verb.i), None)
    if infinitive is not None and not clause.negated:
        yet = lemma == "have" and any(c.lower_ == "yet" for c in (*verb.children, *infinitive.children))
        if lemma in {"fail", "neglect"} or yet:
            return infinitive.lemma_.lower() in duties
    if instead_of_doing(verb):
        tensed = verb.tag_ in {"VBD", "VBN", "VBZ", "VBP"}
        return tensed and verb.dep_ in {"ROOT", "conj", "ccomp"} and not clause.passive
    wrongs = words(language, "assessments", "wrongs")
    return lemma == "commit" and any(o.lemma_.lower() in wrongs and bool(list(o.children)) for o in clause.objects)


def instead_of_doing(verb: "Token") -> bool:
    """Tell whether a verb is set against what should have been done ("instead of investigating")."""
    doc, last = verb.doc, verb.right_edge.i
    return any(
        doc[i].lower_ == "instead" and doc[i + 1].lower_ == "of" and any(t.tag_ == "VBG" for t in doc[i + 2 : i + 4])
        for i in range(verb.i + 1, last)
    )


def pointed(passage: Passage, sentence: Sentence, clause: Clause) -> Finding | None:
    """Return the faults that somebody points at, of the vote, trial or law that was last spoken of."""
    language, verb = passage.language, clause.predicate
    if verb.lemma_.lower() not in words(language, "assessments", "pointing") or not can_assess(passage, clause.doer()):
        return None
    faults = [
        t
        for t in (*clause.prepositional("to", "of"), *clause.objects)
        if t.lemma_.lower() in words(language, "assessments", "faults")
    ]
    forensic = can_assess(passage, clause.doer(), "forensic")
    spoken = [
        t for t in clause.prepositional("of") if forensic or "“" in curled(passage.text)[int(verb.idx) : int(t.idx)]
    ]
    if not (faults or spoken) or clause.passive:
        return None
    by = standpoint(passage, clause.doer(), int(verb.idx))
    thing = place_of_fault(passage, clause) or thing_before(passage, sentence, verb)
    if by is None or thing is None:
        return None
    first = (faults or spoken)[0].left_edge.i
    end = min(sentence.end, passage.characters(verb.i, verb.right_edge.i + 1)[1])
    return Finding(
        noun_text(passage, thing),
        tidy(passage, int(passage.doc[first].idx), end),
        by,
        True,
        (int(verb.left_edge.idx),),
        (0,),
    )


def place_of_fault(passage: Passage, clause: Clause) -> "Token | None":
    """Return what the faults were noted in ("during the count", "in the register")."""
    near = {clause.predicate, *clause.objects}
    return next(
        (
            t
            for p in clause.predicate.subtree
            if p.lower_ in {"in", "during", "at"} and p.head in near
            for t in p.children
            if t.dep_ == "pobj" and can_be_judged(passage, t)
        ),
        None,
    )


def thing_before(passage: Passage, sentence: Sentence, verb: "Token") -> "Token | None":
    """Return the thing that can be judged which this or one of the last two sentences speaks of first."""
    for before in reversed(passage.sentences[max(0, sentence.number - 2) : sentence.number + 1]):
        for token in before.span:
            if (
                can_be_judged(passage, token)
                and token.pos_ == "NOUN"
                and not verb.is_ancestor(token)
                and token.dep_ in {"nsubj", "nsubjpass", "pobj", "dobj"}
            ):
                return token
    return None


def evaluated(passage: Passage, sentence: Sentence, clause: Clause) -> Finding | None:
    """Return a plain judgment of a thing that can be judged: "the proceedings were orderly", "was not independent"."""
    verb, subject = clause.predicate, clause.subject
    if (
        verb.lemma_ not in {"be", "become", "remain", "seem"}
        or not can_be_judged(passage, subject)
        or subject is None
        or verb.dep_ in {"relcl", "advcl", "xcomp"}
    ):
        return None
    complements = [
        c
        for c in verb.children
        if c.i > verb.i
        and (c.dep_ in {"acomp", "attr"} or (c.dep_ in {"conj", "npadvmod"} and c.pos_ in {"ADJ", "NOUN"}))
    ]
    if not complements or clause.modals or "?" in sentence.span.text:
        return None
    evaluations = words(passage.language, "assessments", "evaluations")
    told = any(
        (t.lower_ in evaluations or t.lemma_.lower() in evaluations)
        and not any(a.dep_ in {"relcl", "pobj", "acl"} for a in (t, *t.ancestors) if a.i > complement.i)
        for complement in complements
        for t in complement.subtree
    )
    if not (contrasted(complements) or (told and (evaluative(passage, verb) or len(complements) > 1))):
        return None
    about, inferred = about_of(passage, sentence, subject)
    start, end = int(verb.idx), content_end(passage, sentence, verb)
    neg = next((c for c in verb.children if c.dep_ == "neg"), None)
    start = min(start, int(neg.idx)) if neg is not None else start
    return Finding(
        about, tidy(passage, start, end), voiced(passage, start), inferred, (int(subject.left_edge.idx),), (0,)
    )
