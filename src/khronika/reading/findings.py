"""Findings: what experts, monitors and courts record or conclude, and what is said to be somebody's view."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from khronika.reading.clauses import Clause, clause_of
from khronika.reading.lexicon import words
from khronika.reading.passage import Passage, Sentence
from khronika.reading.quotation_marks import curled
from khronika.reading.standpoints import OWN, Standpoint, noun_text, standpoint

if TYPE_CHECKING:
    from spacy.tokens import Token

EDGES = ' \t\n,;:.–—“”"‘’'
COPULA = re.compile(r"^(?:(?:was|were|is|are|has been|have been|had been|be|being|been|to be|to have been)\s+)+")
OPEN_RELATIVE = re.compile(r",\s+(?:who|which|where|whose|when)\b.*$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding: what it is about, its characters, whose it is, and the offsets that the quote should reach."""

    about: str
    finding: tuple[int, int]
    by: Standpoint
    about_inferred: bool = False
    opening: tuple[int, ...] = ()
    closing: tuple[int, ...] = (0,)


def tidy(passage: Passage, start: int, end: int) -> tuple[int, int]:
    """Return the characters of a finding without copula, edges and a relative clause that only adds."""
    text = curled(passage.text)[start:end]
    text = OPEN_RELATIVE.sub("", text)
    if (
        text.count("“") == 1
        and text.count("”") == 1
        and text.strip(" ,.").startswith("“")
        and text.strip(" ,.").endswith("”")
    ):
        pass
    end = start + len(text)
    leading = len(text) - len(text.lstrip(EDGES))
    start += leading
    copula = COPULA.match(curled(passage.text)[start:end])
    if copula:
        start += copula.end()
    while start < end and curled(passage.text)[start] in EDGES.replace("“", ""):
        start += 1
    while end > start and curled(passage.text)[end - 1] in EDGES.replace("”", ""):
        end -= 1
    text = curled(passage.text)[start:end]
    closing = text.find("”")
    if (
        text.startswith("“")
        and closing > 0
        and re.match(r"”[,.;]?\s+(?:and|but|in|on|at|for|while|after|before)\b|”[,.;]\s", text[closing:])
    ):
        end = start + closing + 1  # what goes on after the quoted words is no part of the judgment
        text = curled(passage.text)[start:end]
    if text.startswith("“") and text.find("”") in {-1, len(text) - 1}:
        start, end = start + 1, end - (1 if text.endswith("”") else 0)
    elif text.endswith("”") and "“" not in text:
        end -= 1
    while end > start and curled(passage.text)[end - 1] in ",.;":
        end -= 1
    return start, end


def content_end(passage: Passage, sentence: Sentence, verb: "Token") -> int:
    """Return the offset where a verb's own clause ends: before a coordinated clause or verb with its own tense."""
    end = passage.characters(verb.i, verb.right_edge.i + 1)[1]
    for other in verb.conjuncts:
        if other.i <= verb.i or other.pos_ not in {"VERB", "AUX"}:
            continue
        if other.tag_ in {"VBD", "VBZ", "VBP"} or any(
            c.dep_ in {"nsubj", "nsubjpass", "aux", "auxpass"} for c in other.children
        ):
            first = min(int(other.left_edge.idx), int(other.idx))
            if first > verb.idx:
                end = min(end, first)
    if curled(passage.text)[end : end + 2] in {"’s", "'s"}:  # the parser cut a possessive off its noun
        goes_on = re.search(r"[,.;:]", curled(passage.text)[end : sentence.end])
        end = end + goes_on.start() if goes_on else sentence.end
    text = re.sub(r"[\s,;]+(?:and|but|while|or)?\s*$", "", curled(passage.text)[int(verb.idx) : min(end, sentence.end)])
    return int(verb.idx) + len(text)


def can_be_judged(passage: Passage, token: "Token | None") -> bool:
    """Tell whether a noun phrase is a thing that people assess."""
    return token is not None and token.lemma_.lower() in words(passage.language, "assessments", "objects")


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
    if token.pos_ in {"NOUN", "PROPN", "NUM"}:
        return long_noun(passage, token), False
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


# ---- "in the opinion of …" --------------------------------------------------------------------


def opined(passage: Passage, sentence: Sentence, clause: Clause) -> Finding | None:
    """Return what "in our view", "in the opinion of the expert" tell of a clause's subject."""
    verb = clause.predicate
    view = next(
        (
            t
            for c in verb.children
            if c.dep_ == "prep" and c.lower_ == "in"
            for t in c.children
            if t.lemma_.lower() in words(passage.language, "assessments", "views")
        ),
        None,
    )
    if view is None and verb == sentence.span.root:
        view = next(
            (
                t
                for t in sentence.span
                if t.lemma_.lower() in words(passage.language, "assessments", "views")
                and t.head.lower_ == "in"
                and t.dep_ == "pobj"
            ),
            None,
        )
        if view is not None and not any(c.dep_ == "poss" or c.lower_ == "of" for c in view.children):
            view = None
    if view is None or clause.subject is None or clause.subject.dep_ == "expl":
        return None
    owner = next((c for c in view.children if c.dep_ == "poss"), None)
    owner = owner or next((t for c in view.children if c.lower_ == "of" for t in c.children if t.dep_ == "pobj"), None)
    by = OWN if owner is None or owner.lower_ == "our" else standpoint(passage, owner, int(verb.idx))
    if by is None:
        return None
    if owner is not None and owner.lemma_ in {"monitor", "mission"} and any(c.lower_ == "this" for c in owner.children):
        by = OWN
    about, inferred = about_of(passage, sentence, clause.subject)
    start = min([verb.i, *(c.i for c in verb.children if c.dep_ in {"aux", "auxpass", "neg"})])
    first, end = passage.characters(start, verb.right_edge.i + 1)
    end = content_end(passage, sentence, verb)
    head = view.head
    closes = passage.characters(head.i, view.right_edge.i + 1)
    if first <= closes[0] < end:  # the remark stands between verb and complement: the finding is what follows it
        first = closes[1]
    return Finding(
        about,
        tidy(passage, first, min(end, sentence.end)),
        by,
        inferred,
        (int(clause.subject.left_edge.idx),),
        (closes[1],),
    )


# ---- "concluded that …" -----------------------------------------------------------------------


def concluded(passage: Passage, sentence: Sentence, clause: Clause) -> Iterator[Finding]:
    """Yield what an expert, a monitor or a court found in "that" clauses: of each one's subject, the rest."""
    language, verb = passage.language, clause.predicate
    told = words(language, "assessments", "finding") | words(language, "assessments", "saying")
    if clause.lemma not in told or clause.negated or clause.passive:
        return
    doer = clause.doer()
    forensic = can_assess(passage, doer, "forensic")
    unnamed = doer is not None and doer.lower_ in {"it", "they"}
    speech = clause.lemma in words(language, "assessments", "saying")
    if not can_assess(passage, doer) and not unnamed:
        return
    first = next((c for c in verb.children if c.dep_ == "ccomp"), None)
    by = standpoint(passage, doer, int(verb.idx))
    if first is None or by is None:
        return
    for content in [first, *(c for c in first.conjuncts if c.i > first.i)]:
        inner = clause_of(content)
        subject = inner.subject
        if subject is None or subject.tag_ in {"WP", "WDT"} or not own_subject(content):
            continue
        start, end = int(subject.right_edge.idx) + len(subject.right_edge), content_end(passage, sentence, content)
        text = curled(passage.text)[start:end]
        if not (forensic or "“" in text or evaluative(passage, content)) or start >= end:
            continue
        if not can_be_judged(passage, subject) and not (forensic and not speech):
            continue
        if speech and not evaluative(passage, content):
            continue
        about, inferred = about_of(passage, sentence, subject)
        opening = int(verb.left_edge.idx) if doer is not None and doer.i < verb.i else int(subject.left_edge.idx)
        yield Finding(about, tidy(passage, start, end), by, inferred, (opening,), (int(verb.idx) + len(verb),))


def own_subject(verb: "Token") -> bool:
    """Tell whether a verb has a subject of its own."""
    return any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children)


# ---- "put the death down to …" ----------------------------------------------------------------


def attributed(passage: Passage, sentence: Sentence, clause: Clause) -> Finding | None:
    """Return the cause to which somebody puts a thing: "attributes the infection to …", "blamed malaria"."""
    language, verb = passage.language, clause.predicate
    if clause.lemma not in words(language, "assessments", "attributing") or clause.negated or clause.passive:
        return None
    doer = clause.doer()
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


# ---- "the autopsy established …" --------------------------------------------------------------


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
    place = next((t for t in thing.subtree if t.i > thing.i and t.dep_ == "prep" and t.lower_ in {"in", "on"}), None)
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
            for t in clause.prepositional("in", "on", "of")
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


# ---- “Pulmonary oedema”, reads the certificate -------------------------------------------------

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
FRAGMENT = re.compile(r"“([^“”]{4,120})”")


def fragment(passage: Passage, sentence: Sentence, clause: Clause) -> Finding | None:
    """Return a verdict that is only quoted words without a verb: “…”, says the certificate; she went further: “…”."""
    if clause.predicate != sentence.span.root:
        return None
    text = curled(passage.text)[sentence.start : sentence.end]
    found = FRAGMENT.match(text.lstrip()) or re.search(r":\s+“([^“”]{4,120})”\W*$", text)
    if found is None:
        return None
    start = sentence.start + text.index(found.group(1))
    end = start + len(found.group(1))
    inside = list(passage.tokens(start, end))
    if any(t.tag_ in FINITE for t in inside) or len(inside) > 14 or not any(t.pos_ in {"NOUN", "ADJ"} for t in inside):
        return None
    speaker = speaks_of(passage, sentence, (start, end))
    if speaker is None:
        return None
    by = standpoint(passage, speaker, int(speaker.idx))
    if by is None or by == OWN:
        return None
    about, inferred = "", True
    if speaker.lemma_.lower() in words(passage.language, "assessments", "of_death"):
        person = person_before(passage, sentence, speaker)
        about = f"death of {person}" if person else ""
    else:
        back = spoken_of(passage, sentence, inside[0])
        about = noun_text(passage, back) if back is not None else ""
    return Finding(
        about,
        tidy(passage, start, end),
        by,
        inferred,
        (int(speaker.left_edge.idx),),
        (int(speaker.idx) + len(speaker),),
    )


def speaks_of(passage: Passage, sentence: Sentence, span: tuple[int, int]) -> "Token | None":
    """Return the subject of the verb outside a quotation that can assess."""
    for token in sentence.span:
        outside = not span[0] <= token.idx < span[1]
        if (
            outside
            and token.dep_ in {"nsubj", "ROOT", "dobj", "attr"}
            and token.pos_ in {"NOUN", "PROPN"}
            and can_assess(passage, token)
        ):
            return token
    return None
