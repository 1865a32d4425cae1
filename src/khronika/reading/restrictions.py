"""Restrictions: what somebody may no longer do, by whose order, from when, how long, and what follows a breach."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from khronika.documents.document import Role
from khronika.reading.ban_ends import NOT_TOLD, told_later
from khronika.reading.breaches import breach
from khronika.reading.clauses import Clause
from khronika.reading.lexicon import words
from khronika.reading.noun_bans import noun_ban, stopped
from khronika.reading.parties import Filled
from khronika.reading.passage import Passage, Sentence
from khronika.reading.prohibited import of_nouns, of_verbs, trimmed
from khronika.reading.quotes import quote
from khronika.reading.restricted import of_list, particular, restricted
from khronika.reading.restriction_statements import made
from khronika.vocabulary.statement import Restriction
from khronika.vocabulary.terms import Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

MEMORY = 2  # how many sentences after a restriction its breach may be told


def read_restrictions(passage: Passage) -> Iterator[Restriction]:
    """Yield the restrictions that a document states, in the order of the text.

    What follows a breach is a statement of its own, conditional, with the same subject and activities; the ban itself
    carries it too, as inferred where its own quote does not say it.
    """
    found: list[Restriction] = []
    last, at = -1, -10  # the ban that a breach would break, and the sentence that told it
    for sentence in passage.sentences:
        here: dict[tuple[str, ...], Restriction] = {}
        for clause in sentence.clauses:
            one = forbidden(passage, sentence, clause) or may_not(passage, sentence, clause)
            one = one or told_not(passage, sentence, clause) or noun_ban(passage, sentence, clause)
            one = one or stopped(passage, sentence, clause)
            if one is not None:
                here.setdefault(one.prohibits, one)
        if here:
            found += here.values()
            last, at = len(found) - 1, sentence.number
        if last < 0 or sentence.number - at > MEMORY:
            continue
        found[last] = ban = ended(passage, sentence, found[last])
        for start, end, consequence in list(breach(passage, sentence, after=ban.quote.start))[:1]:
            inside = start < ban.quote.end
            if not ban.consequence:
                told = ban.inferred if inside else (*ban.inferred, "consequence")
                found[last] = replace(ban, consequence=consequence, inferred=told)
            if not inside:
                found.append(on_breach(passage, ban, (start, end), consequence))
    yield from found


def ended(passage: Passage, sentence: Sentence, ban: Restriction) -> Restriction:
    """Return a ban with the end that a sentence after it tells, as inferred: the ban's own quote does not say it."""
    told = told_later(passage, sentence) if not ban.until and sentence.start >= ban.quote.end else NOT_TOLD
    if not told.until:
        return ban
    return replace(
        ban, until=told.until, inferred=(*ban.inferred, "until"), reasons={**ban.reasons, "until": told.reason}
    )


def on_breach(passage: Passage, last: Restriction, span: tuple[int, int], consequence: str) -> Restriction:
    """Return the conditional statement of what follows a breach of a restriction told before."""
    return replace(
        last,
        quote=quote(passage.text, *span),
        modality=Modality.CONDITIONAL,
        inferred=tuple(slot for slot in ("subject", "prohibits") if getattr(last, slot)),
        reasons={},
        consequence=consequence,
        imposed_by="",
        date="",
        starts="",
        until="",
        duration="",
    )


# ---- The ways of telling it -------------------------------------------------------------------


def forbidden(passage: Passage, sentence: Sentence, clause: Clause) -> Restriction | None:
    """Return what "prohibited him from …" and "was forbidden to …" tell."""
    language, verb = passage.language, clause.predicate
    strong = clause.lemma in words(language, "restrictions", "verbs") or (
        clause.lemma == "strip"
        and any(t.lemma_ == "right" and any(c.dep_ == "acl" for c in t.children) for t in clause.prepositional("of"))
    )
    if not (strong or clause.lemma in words(language, "restrictions", "from_verbs")) or clause.negated:
        return None
    if clause.modals & {"should", "could", "would"} or verb.dep_ == "xcomp":
        return None
    doer = clause.doer()
    if doer is not None and doer.lemma_.lower() in words(language, "restrictions", "general"):
        return None
    heads = list(clause.prepositional("from", "of") if strong else clause.prepositional("from"))
    heads += [c for c in verb.children if c.dep_ == "pcomp" and c not in heads]
    if not heads and strong:  # "barred everyone he had convicted from working"
        heads = [t for p in verb.subtree if p.lower_ == "from" and p.i > verb.i for t in p.children if t.tag_ == "VBG"][
            :1
        ]
    right = next((h for h in heads if h.lemma_ == "right"), None)
    engaged = (
        next((c for c in right.children if c.dep_ in {"acl", "relcl"} and c.tag_ == "VB"), None)
        if right is not None
        else None
    )
    if engaged is not None:  # "deprived of the right to engage in …"
        subject = restricted(passage, tuple(t for t in clause.undergoer() if t.dep_ != "oprd"), doer)
        return made(passage, sentence, clause, subject, of_verbs(passage, sentence, engaged)) if subject else None
    no = words(language, "restrictions", "no_activities")
    if any(h.lemma_.lower() in no for h in heads):
        return None
    if not strong and (
        clause.subject is None or not any(p.name for p in restricted(passage, clause.undergoer()).parties)
    ):
        return None
    if (
        clause.passive
        and strong
        and not heads
        and clause.subject is not None
        and passage.people.at(clause.subject) is None
    ):
        whose = restricted(passage, clause.prepositional("to"))
        if whose:  # "Visits have been forbidden to all prisoners"
            return made(passage, sentence, clause, whose, of_nouns(passage, sentence, [clause.subject]))
    items = of_nouns(passage, sentence, heads)
    infinitive = next(
        (c for c in verb.children if c.dep_ in {"xcomp", "advcl", "ccomp"} and c.tag_ == "VB" and c.i > verb.i), None
    )
    whom = tuple(t for t in clause.undergoer() if t.dep_ != "oprd")
    if not items and infinitive is not None and strong:
        items = of_verbs(passage, sentence, infinitive)
        whom = whom or tuple(c for c in infinitive.children if c.dep_ == "nsubj")
    subject = restricted(passage, whom, doer)
    if not items and strong and not clause.passive and len(clause.objects) > 1:  # "forbade him parcels"
        items = of_nouns(passage, sentence, clause.objects[1:])
        subject = restricted(passage, clause.objects[:1])
    if not items and strong and not clause.passive and doer is not None and clause.objects:
        thing = clause.objects[0]
        if not (subject and subject.parties[0].name) and thing.lemma_.lower() in words(
            language, "restrictions", "things"
        ):  # "banned gatherings of more than ten"
            return made(passage, sentence, clause, Filled(), of_nouns(passage, sentence, [thing]))
    return made(passage, sentence, clause, subject, items) if subject else None


def may_not(passage: Passage, sentence: Sentence, clause: Clause) -> Restriction | None:
    """Return what "may not leave", "is not allowed to leave", "shall refrain from leaving" tell."""
    language, verb = passage.language, clause.predicate
    modal = bool(clause.modals & words(language, "restrictions", "modals")) or must(verb)
    if "can" in clause.modals and (
        verb.lemma_.lower() in words(language, "restrictions", "cannot") or left_without(passage, sentence, clause)
    ):
        modal = any(c.tag_ == "MD" and c.lower_ in {"can", "ca"} for c in verb.children)
    is_to = clause.future and not clause.modals and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
    negated = clause.negated or negates(verb) or (is_to and any(c.dep_ == "neg" for c in verb.head.children))
    if any(c.lower_ == "have" and c.dep_ == "aux" for c in verb.children) or in_condition(verb):
        return None
    permitted = clause.passive and negated and clause.lemma in words(language, "restrictions", "permit")
    if not (modal or (is_to and negated) or permitted):
        return None
    subject = restricted(passage, (clause.subject,) if clause.subject is not None else ())
    listed = sentence.block.role in {Role.LIST_ITEM, Role.TABLE_ROW}
    if modal and listed and not particular(clause.subject, subject):
        subject = of_list(passage, sentence)
    elif not particular(clause.subject, subject):
        return None
    items: tuple[str, ...] = ()
    if permitted and now(verb):
        inner = next((c for c in verb.children if c.dep_ == "xcomp" and c.tag_ == "VB"), None)
        items = of_verbs(passage, sentence, inner) if inner is not None else ()
    elif modal and not negated:
        items = kept_away(passage, sentence, clause)
    elif (modal or is_to) and negated and not clause.passive and verb.lemma_ not in {"be", "have"}:
        items = of_verbs(passage, sentence, verb)
    return made(passage, sentence, clause, subject, items) if subject else None


def left_without(passage: Passage, sentence: Sentence, clause: Clause) -> bool:
    """Tell whether "he cannot …" says what a ban or a conviction told just before leaves a person without."""
    if clause.subject is None or passage.people.at(clause.subject) is None or sentence.block.role is Role.LIST_ITEM:
        return False
    lost = words(passage.language, "restrictions", "loss")
    terms = words(passage.language, "restrictions", "terms")
    if any(phrase in sentence.span.text.casefold() for phrase in terms):
        return True
    near = passage.sentences[max(0, sentence.number - MEMORY) : sentence.number + 1]
    return any(t.lemma_.lower() in lost for s in near if s.block == sentence.block for t in s.span)


def must(verb: "Token") -> bool:
    """Tell whether "has to" obliges somebody to do what the verb says."""
    return verb.dep_ == "xcomp" and verb.head.lemma_ == "have" and verb.head.tag_ in {"VBZ", "VBP"}


def now(verb: "Token") -> bool:
    """Tell whether a passive speaks of what holds now ("are not allowed"), not of what once happened."""
    return any(c.dep_ == "auxpass" and c.lower_ in {"is", "are", "be"} for c in verb.children)


def negates(verb: "Token") -> bool:
    """Tell whether "neither", "nor" or "no longer" negates a verb."""
    if any(c.lower_ in {"neither", "nor", "not", "never"} for c in verb.children if c.i < verb.i):
        return True
    before = verb.doc[max(verb.sent.start, verb.i - 4) : verb.i].text.casefold()
    return "no longer" in before or "neither" in before or "none" in before or "nobody" in before


def in_condition(verb: "Token") -> bool:
    """Tell whether a clause is a condition or a question."""
    return any(c.dep_ == "mark" and c.lower_ in {"if", "unless", "whether", "lest"} for c in verb.children)


def kept_from(verb: "Token") -> "tuple[Token, ...]":
    """Return what somebody has to keep or stay away from, or out of."""
    if verb.lemma_ not in {"keep", "stay"}:
        return ()
    ways = [
        t for t in verb.subtree if t.i > verb.i and t.lower_ in {"from", "of"} and t.nbor(-1).lower_ in {"away", "out"}
    ]
    return tuple(t for way in ways for t in way.children if t.dep_ in {"pobj", "pcomp"})


def kept_away(passage: Passage, sentence: Sentence, clause: Clause) -> tuple[str, ...]:
    """Return what "must refrain from …", "must keep out of …", "must remain in …" forbid."""
    language = passage.language
    away = kept_from(clause.predicate)
    rest = passage.text[int(clause.predicate.idx) : sentence.end]
    distance = re.match(
        r"(?:keep|stay)(?:ing)? (?:at least )?([\w-]+ (?:met(?:re|er)s|miles|kilomet(?:re|er)s|yards|feet)) (?:away )?from ([^,.;]+)",
        rest,
    )
    if distance is not None:
        return (trimmed(f"coming within {distance[1]} of {distance[2]}"),)
    if away:
        return of_nouns(passage, sentence, away)
    if clause.lemma in words(language, "restrictions", "abstain"):
        return of_nouns(passage, sentence, clause.prepositional("from", "of", "out of", "away from"))
    if clause.lemma in words(language, "restrictions", "remain"):
        place = next(iter(clause.prepositional("in", "within", "inside")), None)
        if place is not None and place.lower_ not in {"custody", "prison", "jail", "force", "detention", "place"}:
            return tuple(
                f"leaving {('the ' if any(c.lower_ == 'the' for c in place.children) else '')}{item}"
                for item in of_nouns(passage, sentence, [place])
            )
    return ()


def told_not(passage: Passage, sentence: Sentence, clause: Clause) -> Restriction | None:
    """Return what "told not to leave", "an undertaking not to leave", "signed that he would not" forbid."""
    language, verb = passage.language, clause.predicate
    governor = verb.head
    away = verb.lemma_ in {"refrain", "abstain", "desist"} or bool(kept_from(verb))
    if not (any(c.dep_ == "neg" for c in verb.children) or away) or verb.tag_ not in {"VB", "VBP", "VBZ"}:
        return None
    if verb.tag_ != "VB" and governor.lemma_ not in {"condition", "provide"}:
        return None
    to = any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)
    would = any(c.lower_ == "would" for c in verb.children)
    promised = (
        governor.pos_ == "NOUN"
        and governor.lemma_.lower() in words(language, "restrictions", "undertakings")
        and (to or governor.lemma_ == "condition")
    )
    instructed = governor.lemma_.lower() in words(language, "restrictions", "instruct") and (
        to or (would and governor.lemma_.lower() in words(language, "restrictions", "vowing"))
    )
    if not (promised or instructed):
        return None
    holder = governor
    while promised and holder.pos_ not in {"VERB", "AUX"} and holder.head != holder:
        holder = holder.head
    from khronika.reading.clauses import clause_of  # noqa: PLC0415

    governing = clause_of(holder)
    whom = (
        governing.subject
        if governing.passive or promised or governor.lemma_.lower() in words(language, "restrictions", "vowing")
        else next(iter((*governing.objects, *(c for c in verb.children if c.dep_ == "nsubj"))), None)
    )
    if promised and governor.lemma_ == "condition":  # "on condition that he not leave"
        whom = next((c for c in verb.children if c.dep_ == "nsubj"), whom)
    if whom is not None and whom.ent_type_ in {"GPE", "NORP"}:  # a state bound by an international court
        return None
    subject = restricted(passage, (whom,) if whom is not None else ())
    if not particular(whom, subject):
        return None
    items = kept_away(passage, sentence, clause) if away else of_verbs(passage, sentence, verb)
    return made(passage, sentence, governing, subject, items)
