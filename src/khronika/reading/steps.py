"""One step of a legal process with all its slots, from the clause or the phrase that tells it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from khronika.reading.accused import whose, without_bench
from khronika.reading.bodies import acting_body, bench_of, full_name, is_body, judge_of
from khronika.reading.charges import Told as ToldCharge
from khronika.reading.charges import charges_in, maximum_in
from khronika.reading.clauses import Clause
from khronika.reading.lexicon import words
from khronika.reading.parties import Filled
from khronika.reading.passage import Passage, Sentence
from khronika.reading.penalties import penalties_in
from khronika.reading.places import place_of
from khronika.reading.quotes import quote
from khronika.reading.step_phrases import Phrase
from khronika.reading.told_before import Account
from khronika.reading.voices import held, unreal, voice_at
from khronika.vocabulary.statement import Charge, Penalty, Proceeding
from khronika.vocabulary.terms import Modality, Outcome, PenaltyType, Step

if TYPE_CHECKING:
    from spacy.tokens import Token

    from khronika.reading.dates import ResolvedDate

Rule = Mapping[str, Any]
IN_COURT = frozenset({Step.VERDICT, Step.TRIAL, Step.HEARING, Step.APPEAL_DECISION})
CHARGED = frozenset(Step) - {Step.SEARCH, Step.AMNESTY, Step.RELEASE, Step.APPEAL, Step.HEARING}
# Steps that are the accused's, never the judge's or the lawyer's who takes them.
OF_THE_ACCUSED = frozenset({Step.HEARING, Step.CHARGE, Step.TRIAL, Step.APPEAL})


def step_of_clause(
    passage: Passage, sentence: Sentence, clause: Clause, rule: Rule, account: Account
) -> Proceeding | None:
    """Return the step that a clause tells by a rule, or None if something that the rule asks for is not told."""
    if not rule.get("must") and unreal(passage, clause):
        return None
    subject = meant(clause, whose(passage, clause, rule), account)
    if rule.get("people") and not subject and not (rule.get("focus") and lacks_people(passage, clause, rule)):
        return None
    start, end = stretch(passage, sentence, clause, Step(rule["step"]))
    return built(passage, sentence, clause, rule, subject, (start, end), account)


def step_of_phrase(passage: Passage, sentence: Sentence, phrase: Phrase, account: Account) -> Proceeding | None:
    """Return the step that a phrase tells, or None if something that its rule asks for is not told."""
    if unreal(passage, phrase.clause):
        return None
    clause = phrase.clause
    start, end = passage.characters(clause.start, clause.end)
    if not start <= phrase.start < end:
        start, end = phrase.start, phrase.end
    start, end = max(min(start, phrase.start), sentence.start), min(max(end, phrase.end), sentence.end)
    return built(passage, sentence, clause, phrase.rule, phrase.subject, (start, end), account)


def built(
    passage: Passage,
    sentence: Sentence,
    clause: Clause,
    rule: Rule,
    subject: Filled,
    span: tuple[int, int],
    account: Account,
) -> Proceeding | None:
    """Return the step with its day, place, body, charges and penalties."""
    step, (start, end) = Step(rule["step"]), span
    if only_meant(passage, sentence, clause, rule) or any(p.count == 0 for p in subject.parties):
        return None
    if step in OF_THE_ACCUSED or (not clause.passive and step in {Step.RELEASE, Step.DETENTION}):
        subject = without_bench(passage, subject)
    if step is Step.VERDICT and not clause.passive:
        judges = {judge for _, judge in passage.judges}
        subject = Filled(tuple(p for p in subject.parties if p.name not in judges), subject.inferred)
    if step is Step.VERDICT and rule["who"] == "undergoer" and rule.get("body") == "doer" and not clause.passive:
        subject = without_doer(passage, clause, subject)
    outcome = Outcome(rule["outcome"]) if rule.get("outcome") else None
    penalties = penalties_of(passage, sentence, rule, step, outcome, span)
    if rule.get("penalty") and not penalties:
        return None
    if rule.get("without_penalty") and is_sentence(passage, clause, rule, span):
        return None
    told = charges_in(passage, start, end) if step in CHARGED else ()
    charges = tuple(one.charge for one in told)
    if rule.get("charges") and not charges:
        return None
    if rule.get("maximum"):
        maximum = maximum_in(passage, sentence.start, sentence.end, any_length=bool(rule.get("stated")))
        if not maximum:
            return None
        charges = tuple(replace(one, maximum=maximum) for one in charges[-1:]) or (Charge(maximum=maximum),)
    if not subject and not rule.get("lone") and not (rule.get("focus") and account.people):
        return None
    date = None if rule.get("bare") else day_of(passage, clause, told)
    body, body_inferred = ("", False) if rule.get("bare") else body_of(passage, clause, rule, step)
    voice = voice_at(passage, *passage.characters(clause.predicate.i, clause.predicate.i + 1))
    judge, judge_inferred = judge_of(passage, sentence, body) if step in IN_COURT else ("", False)
    place, place_inferred = ("", False) if rule.get("bare") else place_of(passage, clause)
    modality = modality_of(rule, step, held(passage, clause, voice))
    if modality is Modality.DENIED and step is not Step.CHARGE:
        return None
    slots = (
        ("subject", subject.inferred),
        ("date", date is not None and date.inferred),
        ("body", body_inferred and bool(body)),
        ("judge", judge_inferred),
        ("place", place_inferred),
    )
    return Proceeding(
        document=passage.document.id,
        quote=quote(passage.text, start, end),
        asserted_by=voice.by,
        modality=modality,
        inferred=tuple(slot for slot, is_so in slots if is_so),
        reasons={"date": date.reason} if date is not None and date.inferred else {},
        step=step,
        subject=subject.parties,
        body=body,
        judge=judge,
        date=date.value if date is not None else "",
        place=place,
        charges=charges,
        outcome=outcome,
        penalties=penalties,
    )


def without_doer(passage: Passage, clause: Clause, subject: Filled) -> Filled:
    """Return the people without the one who acts: "Judge X found her guilty" does not tell who was convicted."""
    mention = passage.people.at(clause.subject) if clause.subject is not None else None
    if mention is None:
        return subject
    return Filled(tuple(p for p in subject.parties if p.name != mention.person.name), subject.inferred)


def only_meant(passage: Passage, sentence: Sentence, clause: Clause, rule: Rule) -> bool:
    """Tell whether a clause is a wish, an order, a condition or a question and so tells of nothing done or planned."""
    verb = clause.predicate
    if sentence.span.text.rstrip().endswith("?"):
        return True
    helpers = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    first = min([verb, *helpers], key=lambda t: t.i)
    if first.lower_ in words(passage.language, "voice", "inverted") and first.i < min(
        (t.i for t in (clause.subject,) if t is not None), default=-1
    ):
        return True  # "Had he been convicted, …"
    marks = {c.lower_ for c in verb.children if c.dep_ == "mark"}
    if marks & words(passage.language, "voice", "condition_words") or "whether" in marks:
        return not rule.get("maximum")
    asks = words(passage.language, "proceedings", "question_words")
    if verb.dep_ in {"ccomp", "xcomp", "advcl", "csubj"} and any(c.lower_ in asks for c in verb.children):
        return True
    if first.lower_ == "to":
        return verb.head.lemma_.lower() not in words(passage.language, "proceedings", "goes_on_to")
    base = first.tag_ == "VB" and not clause.modals
    return base and verb.dep_ in {"ROOT", "ccomp"} and not rule.get("patterns")


def modality_of(rule: Rule, step: Step, voice: Modality) -> Modality:
    """Return how a step is held: as its rule says, else as its clause; a maximum that may come is a fact of the law."""
    if rule.get("modality"):
        return Modality(rule["modality"])
    if step is Step.CHARGE and rule.get("maximum") and voice in {Modality.CONDITIONAL, Modality.PLANNED}:
        return Modality.ASSERTED
    if rule.get("must") and voice is Modality.PLANNED:
        return Modality.ASSERTED
    return voice


def meant(clause: Clause, subject: Filled, account: Account) -> Filled:
    """Return the person told of before whom "the beekeeper" or "the accused" means, if there is but one."""
    if len(subject.parties) != 1 or subject.parties[0].name or (subject.parties[0].count or 0) > 1:
        return subject
    heads = [*clause.undergoer(), *((clause.subject,) if clause.subject is not None else ())]
    definite = any(c.lower_ in {"the", "this", "that"} and c.dep_ == "det" for h in heads[:1] for c in h.children)
    people = account.people
    if definite and heads[0].tag_ == "NN" and len(people) == 1 and people[0].name:
        return Filled(people, True)
    return subject


def lacks_people(passage: Passage, clause: Clause, rule: Rule) -> bool:
    """Tell whether a clause leaves out whom it is about, or only points at them ("they", "both", "the pair")."""
    tokens = [
        *clause.undergoer(),
        *((clause.subject,) if clause.subject is not None and rule["who"] != "undergoer" else ()),
    ]
    if rule["who"] == "doer":
        tokens = [clause.subject] if clause.subject is not None else []
    if not tokens:
        return rule["who"] != "undergoer" or clause.passive
    return all(t.lower_ in words(passage.language, "proceedings", "personal") for t in tokens)


def penalties_of(
    passage: Passage, sentence: Sentence, rule: Rule, step: Step, outcome: Outcome | None, span: tuple[int, int]
) -> tuple[Penalty, ...]:
    """Return the penalties of a conviction, or what an appeal or a pardon made of one."""
    start, end = span
    if rule.get("death"):
        return (Penalty(PenaltyType.DEATH),)
    if step is Step.VERDICT and outcome is Outcome.CONVICTED:
        return tuple(one.penalty for one in penalties_in(passage, start, end, any_sum=bool(rule.get("sum"))))
    if rule.get("new_term"):
        told = penalties_in(passage, start, sentence.end)
        before = words(passage.language, "penalties", "old_term")
        kept = [t for t in told if not passage.text[max(0, t.start - 8) : t.start].rstrip().endswith(tuple(before))]
        return tuple(one.penalty for one in kept[-1:])
    return ()


def is_sentence(passage: Passage, clause: Clause, rule: Rule, span: tuple[int, int]) -> bool:
    """Tell whether a detention is a sentence: a court gives it, or it has a term that a penalty's word names."""
    doer = clause.doer()
    if rule["step"] == "detention" and clause.lemma == "jail" and doer is not None and is_body(passage, doer, "courts"):
        return True
    return bool(penalties_in(passage, *span, default=None))


def day_of(passage: Passage, clause: Clause, told: tuple[ToldCharge, ...]) -> "ResolvedDate | None":
    """Return the day of a step; a day inside the words of an offence is the offence's."""
    date = passage.date_of(clause)
    if date is not None and any(one.start <= date.start < one.end for one in told):
        return None
    return date


def body_of(passage: Passage, clause: Clause, rule: Rule, step: Step) -> tuple[str, bool]:
    """Return the body that acts, and whether it was inferred from before the clause."""
    body, inferred = acting_body(passage, clause, doer_acts=rule.get("body") == "doer")
    if body:
        return body, inferred
    for token in clause.prepositional("to", "with", "in", "at", "before"):
        if is_body(passage, token, "courts", "police") or (token.i and is_office(passage, token, rule)):
            return full_name(passage, token)
    sentence = passage.sentence_at(clause.predicate)
    if step not in {Step.VERDICT, Step.HEARING, Step.TRIAL} or sentence is None:
        return "", False
    return bench_of(passage, sentence, clause.predicate), True


def is_office(passage: Passage, token: "Token", rule: Rule) -> bool:
    """Tell whether a complaint or an appeal goes to an office that is no court ("with the prosecutor")."""
    return rule.get("body") == "place" and is_body(passage, token, "prosecution", "others")


def stretch(passage: Passage, sentence: Sentence, clause: Clause, step: Step) -> tuple[int, int]:
    """Return the characters of the clause that carry a step; a verdict reaches to the end of its phrase."""
    start, end = passage.characters(clause.start, clause.end)
    if step is not Step.VERDICT:
        return start, min(end, sentence.end)
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
    verb = clause.predicate
    if verb.dep_ == "relcl" and passage.people.at(verb.head) is None:  # "the term which a court gave her"
        start = min(start, int(verb.head.left_edge.idx))
    return max(start, sentence.start), min(end, sentence.end)
