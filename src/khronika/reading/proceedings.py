"""Proceedings: the steps of a legal process, read clause by clause after the lexicon of proceedings."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from khronika.reading.bodies import full_name, is_body, judge_in, last_court
from khronika.reading.charges import charges_in, maximum_in
from khronika.reading.clauses import Clause
from khronika.reading.lexicon import lexicon
from khronika.reading.names import kin_words
from khronika.reading.parties import NOBODY, Filled, parties_of
from khronika.reading.passage import Passage, Sentence
from khronika.reading.penalties import penalties_in
from khronika.reading.places import place_of, places_in
from khronika.reading.quotes import quote
from khronika.reading.voices import held, unreal, voice_at
from khronika.vocabulary.statement import Charge, Proceeding
from khronika.vocabulary.terms import Modality, Outcome, Step

if TYPE_CHECKING:
    from spacy.tokens import Token

Rule = Mapping[str, Any]
COURTLY = frozenset({Step.VERDICT, Step.TRIAL, Step.HEARING, Step.APPEAL_DECISION})


def read_proceedings(passage: Passage) -> Iterator[Proceeding]:
    """Yield the proceedings that a document states, in the order of the text."""
    rules: list[Rule] = lexicon(passage.language, "proceedings")["verb"]
    before: Proceeding | None = None
    told: Proceeding | None = None
    for sentence in passage.sentences:
        verdicts: list[Proceeding] = []
        for clause in sentence.clauses:
            if clause.negated and clause.lemma != "plead":
                continue
            for rule in rules:
                if clause.lemma not in rule["verbs"]:
                    continue
                step = read_step(passage, sentence, clause, rule)
                if step is None:
                    continue
                if step.step is Step.VERDICT:
                    verdicts.append(step)
                else:
                    step = accused(step, told)
                    told = step if step.subject else told
                    yield step
                break
        if not verdicts:
            verdicts = list(listed(passage, sentence))
        for verdict in merged(passage, verdicts):
            for one in respectively(verdict):
                full = carried(one, before)
                before = told = full
                yield full
        yield from captioned(passage, sentence)


def read_step(passage: Passage, sentence: Sentence, clause: Clause, rule: Rule) -> Proceeding | None:
    """Return the step that a clause tells by a rule, or None if the rule's conditions are not met."""
    if unreal(passage, clause) or not conditions(clause, rule):
        return None
    subject = whose(passage, clause, rule)
    if rule.get("people") and not any(p.name or p.group for p in subject.parties):
        return None
    step = Step(rule["step"])
    start, end = stretch(passage, sentence, clause, step)
    told = penalties_in(passage, start, end) if step is Step.VERDICT else ()
    doer = clause.doer()
    by_court = doer is not None and is_body(passage, doer, "courts")
    if (
        rule.get("penalty")
        and not told
        and not (rule.get("body") == "doer" and by_court and rule["who"] == "undergoer")
    ):
        return None
    if rule.get("without_penalty") and by_court:
        return None
    if rule.get("without_penalty") and penalties_in(passage, start, end, default=None):
        return None
    charges = (
        tuple(one.charge for one in charges_in(passage, start, end))
        if step in COURTLY | {Step.CHARGE, Step.ARREST}
        else ()
    )
    if rule.get("charges") and not charges:
        return None
    if rule.get("maximum"):
        maximum = maximum_in(passage, sentence.start, sentence.end)
        if not maximum:
            return None
        charges = tuple(replace(one, maximum=maximum) for one in charges) or (Charge(maximum=maximum),)
    if not subject and step not in {Step.HEARING, Step.CHARGE}:
        return None
    if not subject and not any(one.offence or one.maximum for one in charges):
        return None
    inferred = ["subject"] if subject.inferred else []
    date = passage.date_of(clause)
    body, body_inferred = body_of(passage, clause, rule, step)
    if date is not None and date.inferred:
        inferred.append("date")
    if body_inferred:
        inferred.append("body")
    place, _ = place_of(passage, clause)
    voice = voice_at(passage, *passage.characters(clause.predicate.i, clause.predicate.i + 1))
    modality = Modality(rule["modality"]) if rule.get("modality") else held(passage, clause, voice)
    if step is Step.CHARGE and rule.get("maximum") and modality is Modality.CONDITIONAL:
        modality = Modality.ASSERTED
    return Proceeding(
        document=passage.document.id,
        quote=quote(passage.text, start, end),
        asserted_by=voice.by,
        modality=modality,
        inferred=tuple(inferred),
        reasons={"date": date.reason} if date is not None and date.inferred else {},
        step=step,
        subject=subject.parties,
        body=body,
        judge=judge_in(passage, sentence.span.start, sentence.span.end) if step in COURTLY else "",
        date=date.value if date is not None else "",
        place=place,
        charges=charges,
        outcome=Outcome(rule["outcome"]) if rule.get("outcome") else None,
        penalties=tuple(one.penalty for one in told),
    )


def conditions(clause: Clause, rule: Rule) -> bool:
    """Tell whether a clause has the object, the preposition and the words that a rule asks for."""
    if rule.get("passive") and not clause.passive:
        return False
    nouns = {t.lemma_.lower() for t in undergoers(clause)}
    if rule.get("object") and not nouns & set(rule["object"]):
        return False
    if rule.get("subject") and (clause.subject is None or clause.subject.lemma_.lower() not in rule["subject"]):
        return False
    if rule.get("words") and not {t.lower_ for t in clause.predicate.subtree} & set(rule["words"]):
        return False
    if rule.get("with"):
        return any(
            t.lemma_.lower() in found or " ".join(w.lower_ for w in t.subtree).startswith(tuple(found))
            for preposition, found in rule["with"]
            for t in clause.prepositional(preposition)
        )
    return True


def undergoers(clause: Clause) -> "list[Token]":
    """Return whom or what a clause happens to, coordinated ones included."""
    return [one for token in clause.undergoer() for one in (token, *token.conjuncts)]


def whose(passage: Passage, clause: Clause, rule: Rule) -> Filled:
    """Return whose step it is, by the rule's word on where to look."""
    who = rule["who"]
    if who == "doer":
        return people_only(passage, parties_of(passage, clause.doer() if not clause.passive else clause.subject))
    if who in {"undergoer", "undergoer_or_doer"}:
        return people_only(
            passage,
            sum_of(passage, clause.undergoer())
            or (parties_of(passage, clause.subject) if who != "undergoer" else NOBODY),
        )
    if who == "undergoer_person":
        receivers = (*clause.objects, *((clause.subject,) if clause.passive and clause.subject is not None else ()))
        return people_only(passage, sum_of(passage, receivers))
    if who in {"owner", "object_of", "of_object", "of_subject", "of_either", "into", "against"}:
        return owner(passage, clause)
    if who == "client":
        found = parties_of(passage, clause.subject)
        return people_only(passage, found)
    return NOBODY


def owner(passage: Passage, clause: Clause) -> Filled:
    """Return whose sentence, home, trial or case the object is: the possessor, "of X", "against X"."""
    heads = [*clause.undergoer(), *((clause.subject,) if clause.subject is not None and not clause.passive else ())]
    for head in heads:
        for child in head.children:
            if child.dep_ == "poss":
                return people_only(passage, parties_of(passage, child))
            if child.dep_ == "prep" and child.lower_ in {"of", "against", "into", "for"}:
                for inner in child.children:
                    if inner.dep_ == "pobj" and (found := people_only(passage, parties_of(passage, inner))):
                        return found
    for preposition in ("against", "of", "into"):
        for token in clause.prepositional(preposition):
            if found := people_only(passage, parties_of(passage, token)):
                return found
    return NOBODY


def sum_of(passage: Passage, tokens: "tuple[Token, ...]") -> Filled:
    """Return the parties of several noun phrases."""
    found = NOBODY
    for token in tokens:
        found += parties_of(passage, token)
    return found


def people_only(passage: Passage, filled: Filled) -> Filled:
    """Return the named persons and bodies, and groups that can be people by their noun or their number."""
    known = {p.name for p in passage.people.persons}
    kept = tuple(p for p in filled.parties if p.name in known or (p.group and is_people(p.group, passage.language)))
    return Filled(kept, filled.inferred)


def is_people(group: str, language: str) -> bool:
    """Tell whether a group's last noun can be people, by the lexicon of roles."""
    roles, who = lexicon(language, "roles"), lexicon(language, "tolls")["who"]
    last = group.rsplit(maxsplit=1)[-1].casefold()
    singular = last.removesuffix("s")
    known = {
        *roles["roles"],
        *roles["passing"],
        *who["people"],
        *kin_words(language),
        *roles["sexed"]["male"],
        *roles["sexed"]["female"],
    }
    if last in known or singular in known or last.removesuffix("es") in known:
        return True
    return last.endswith("s") and singular not in who["things"] and last not in who["things"]


def body_of(passage: Passage, clause: Clause, rule: Rule, step: Step) -> tuple[str, bool]:
    """Return the body that acts, and whether it was inferred from before the clause."""
    doer = clause.doer()
    if (
        doer is not None
        and rule.get("body") == "doer"
        and is_body(passage, doer, "courts", "police", "prosecution", "others")
    ):
        if doer.lemma_.lower() in {"judge", "they"}:
            return last_court(passage, doer), True
        return full_name(passage, doer)
    for token in clause.prepositional("by", "before", "in", "at"):
        if is_body(passage, token, "courts", "police"):
            return full_name(passage, token)
    if step is Step.VERDICT:
        return last_court(passage, clause.predicate), True
    return "", False


def stretch(passage: Passage, sentence: Sentence, clause: Clause, step: Step) -> tuple[int, int]:
    """Return the characters of the clause that carry a step; a verdict reaches to the end of its phrase."""
    start, end = passage.characters(clause.start, clause.end)
    if step is Step.VERDICT:
        right = max(clause.end, clause.predicate.right_edge.i + 1)
        following = [
            c
            for c in sentence.clauses
            if c.predicate.i > clause.predicate.i
            and c.subject is not None
            and c.subject.i > clause.predicate.i
            and c.predicate.dep_ == "conj"
        ]
        if following and clause.predicate.i < following[0].subject.left_edge.i < right:  # type: ignore[union-attr]
            right = following[0].subject.left_edge.i  # type: ignore[union-attr]
        end = max(end, passage.characters(clause.start, right)[1])
    return start, min(end, sentence.end)


def accused(step: Proceeding, told: Proceeding | None) -> Proceeding:
    """Give a maximum that is told in a sentence of its own the accused and the offence told before it."""
    if step.subject or told is None or not any(one.maximum for one in step.charges):
        return step
    charges = step.charges
    if len(charges) == len(told.charges) == 1 and not charges[0].offence:
        charges = (
            replace(
                told.charges[0], maximum=charges[0].maximum, provision=charges[0].provision or told.charges[0].provision
            ),
        )
    reasons = {**step.reasons, "subject": "the people whose charge or verdict is told just before"}
    return replace(
        step, subject=told.subject, charges=charges, inferred=(*step.inferred, "subject", "charges"), reasons=reasons
    )


def listed(passage: Passage, sentence: Sentence) -> Iterator[Proceeding]:
    """Yield the verdict of a list line without a verb ("Nodira Polvonova: 8 years in prison")."""
    if any(c.predicate.dep_ == "ROOT" and c.subject is not None for c in sentence.clauses):
        return
    told = penalties_in(passage, sentence.start, sentence.end)
    if not told:
        return
    names = [
        t
        for t in sentence.span
        if (m := passage.people.at(t)) is not None and m.how in {"name", "short"} and t.idx < told[0].start
    ]
    titled = [n for n in passage.people.names if {"judge", "justice"} & set(n.titles)]
    names = [t for t in names if not any(n.start <= t.i < n.end for n in titled)]
    subject = sum_of(passage, tuple(names))
    if not subject:
        return
    date = passage.dates_in(sentence.start, sentence.end)
    courts = [t for t in sentence.span if t.lower_ == "court" and t.dep_ != "compound"]
    yield Proceeding(
        document=passage.document.id,
        quote=quote(passage.text, sentence.start, sentence.end),
        inferred=(
            *(("date",) if date and date[0].inferred else ()),
            "step",
            "outcome",
            *(("subject",) if subject.inferred else ()),
        ),
        reasons={"date": date[0].reason} if date and date[0].inferred else {},
        step=Step.VERDICT,
        subject=subject.parties,
        body=full_name(passage, courts[0])[0] if courts else "",
        date=date[0].value if date else "",
        charges=tuple(one.charge for one in charges_in(passage, sentence.start, sentence.end)),
        outcome=Outcome.CONVICTED,
        penalties=tuple(one.penalty for one in told),
    )


def respectively(verdict: Proceeding) -> tuple[Proceeding, ...]:
    """Part a verdict on several people with a term for each, told in the same order ("two and three years respectively")."""
    terms = [one for one in verdict.penalties if one.duration]
    if "respectively" not in verdict.quote.text or len(terms) != len(verdict.subject) or len(terms) < 2:
        return (verdict,)
    return tuple(
        replace(verdict, subject=(who,), penalties=(term,)) for who, term in zip(verdict.subject, terms, strict=True)
    )


def merged(passage: Passage, verdicts: list[Proceeding]) -> list[Proceeding]:
    """Join the verdicts of one sentence on the same people: "found guilty … and sentenced" is one verdict."""
    found: list[Proceeding] = []
    for verdict in verdicts:
        same = next(
            (n for n, v in enumerate(found) if v.subject == verdict.subject and v.outcome is verdict.outcome), None
        )
        if same is None:
            found.append(verdict)
            continue
        first = found[same]
        start, end = min(first.quote.start, verdict.quote.start), max(first.quote.end, verdict.quote.end)
        offences = {c.offence for c in first.charges}
        found[same] = replace(
            first,
            quote=quote(passage.text, start, end),
            charges=first.charges + tuple(c for c in verdict.charges if c.offence not in offences),
            penalties=tuple(dict.fromkeys(first.penalties + verdict.penalties)),
            date=first.date or verdict.date,
            place=first.place or verdict.place,
            body=first.body or verdict.body,
            inferred=tuple(dict.fromkeys(first.inferred + verdict.inferred)),
        )
    return found


def carried(verdict: Proceeding, before: Proceeding | None) -> Proceeding:
    """Give a verdict the day and the place of the verdict before it, if that was of the same court."""
    if before is None or before.body != verdict.body or not verdict.body:
        return verdict
    inferred = list(verdict.inferred)
    date, place, reasons = verdict.date, verdict.place, dict(verdict.reasons)
    if not date and before.date:
        date, reasons["date"] = before.date, "the day of the verdict of the same court told before"
        inferred.append("date")
    if not place and before.place and before.date == date:
        place, reasons["place"] = before.place, "the place of the verdict of the same court told before"
        inferred.append("place")
    charges = verdict.charges
    if not charges and before.charges and before.date == date and verdict.outcome is Outcome.CONVICTED:
        charges, reasons["charges"] = before.charges, "the charges of the verdict of the same court and day told before"
        inferred.append("charges")
    return replace(
        verdict, date=date, place=place, charges=charges, inferred=tuple(dict.fromkeys(inferred)), reasons=reasons
    )


def captioned(passage: Passage, sentence: Sentence) -> Iterator[Proceeding]:
    """Yield the hearing that a picture's caption tells of ("during a hearing in March 2023")."""
    if not sentence.is_caption:
        return
    for rule in lexicon(passage.language, "proceedings")["noun"]:
        nouns = [
            t
            for t in sentence.span
            if t.lemma_.lower() in rule["nouns"] and t.dep_ == "pobj" and t.head.lower_ in rule["before"]
        ]
        if nouns:
            dates = passage.dates_in(sentence.start, sentence.end)
            places = places_in(passage, sentence.span.start, sentence.span.end)
            courts = [
                full_name(passage, t)[0]
                for t in sentence.span
                if t.lower_ in {"court", "tribunal"} and t.dep_ != "compound"
            ]
            filled = parties_of(passage, next((t for t in sentence.span if passage.people.at(t) is not None), None))
            if not filled:
                continue
            yield Proceeding(
                document=passage.document.id,
                quote=quote(passage.text, sentence.start, sentence.end),
                step=Step(rule["step"]),
                subject=filled.parties,
                body=courts[0] if courts else "",
                date=dates[0].value if dates else "",
                inferred=("date",) if dates and dates[0].inferred else (),
                place=places[-1].text if places else "",
            )
            return
