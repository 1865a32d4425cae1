"""Proceedings: the steps of a legal process, read clause by clause after the lexicon of proceedings."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from khronika.reading.bodies import full_name
from khronika.reading.bracketed_terms import by_brackets
from khronika.reading.fragments import fragments
from khronika.reading.lexicon import lexicon, words
from khronika.reading.list_lines import day_of, listed
from khronika.reading.parties import parties_of
from khronika.reading.passage import Passage, Sentence
from khronika.reading.places import places_in
from khronika.reading.quotes import quote
from khronika.reading.step_phrases import phrases_in
from khronika.reading.step_rules import rules_for
from khronika.reading.steps import step_of_clause, step_of_phrase
from khronika.reading.table_steps import row_steps
from khronika.reading.told_before import Account, with_accused, with_charges, with_sitting
from khronika.reading.verdicts import continued, goes_on, merged, shared_out
from khronika.vocabulary.statement import Proceeding
from khronika.vocabulary.terms import Modality, Step

Rule = Mapping[str, Any]
FEW = 6  # sentences back in which the day of a court still is that of what it decided
MANY = 5  # people: a step of so many without a court, a charge or a penalty is a toll and no proceeding


def read_proceedings(passage: Passage) -> Iterator[Proceeding]:
    """Yield the proceedings that a document states, in the order of the text."""
    account = Account()
    found: list[Proceeding] = []
    rows = {row.block.start: row for row in passage.rows}
    told: set[int] = set()
    for sentence in passage.sentences:
        row = rows.get(sentence.block.start)
        if row is not None:
            if row.block.start not in told:
                told.add(row.block.start)
                found += row_steps(passage, sentence, row, account)
            continue
        for step in told_in(passage, sentence, account):
            at = next((n for n in range(len(found) - 1, -1, -1) if found[n].step is Step.VERDICT), None)
            if at is not None and goes_on(passage, found[at], step):
                found[at] = continued(found[at], step)
                account.tell(found[at])
            elif step not in found:
                found.append(step)
                account.tell(step)
        found += captioned(passage, sentence)
    yield from found


def told_in(passage: Passage, sentence: Sentence, account: Account) -> Iterator[Proceeding]:
    """Yield the steps that a sentence tells, completed with what was told before."""
    steps = list(fragments(passage, sentence, account))
    if not steps:
        steps = clause_steps(passage, sentence, account)
        steps += phrase_steps(passage, sentence, account, steps)
    if not any(s.step is Step.VERDICT for s in steps):
        lines = list(listed(passage, sentence, account))
        steps = [*lines, *(s for s in steps if not lines or s.step is not Step.DETENTION)]
    verdicts = [s for s in steps if s.step is Step.VERDICT]
    verdicts = [part for verdict in merged(passage, verdicts) for part in shared_out(passage, verdict)]
    verdicts = by_brackets(passage, sentence, verdicts)
    others = [s for s in steps if s.step is not Step.VERDICT]
    others = [s for s in with_maxima(others) if not is_said_by_verdict(s, verdicts)]
    for step in sorted([*others, *verdicts], key=lambda s: (s.quote.start, s.quote.end)):
        full = with_accused(step, account)
        full = with_charges(full, account)
        if full.step is Step.VERDICT:
            full = on_the_day_of_court(passage, sentence, with_sitting(full, account))
        if not is_only_a_toll(full):
            account.tell(full)
            yield full


def clause_steps(passage: Passage, sentence: Sentence, account: Account) -> list[Proceeding]:
    """Return the steps that the clauses of a sentence tell by their verbs."""
    found: list[Proceeding] = []
    for clause in sentence.clauses:
        if clause.predicate.dep_ == "amod":  # "detained protesters" are not who was told of before
            continue
        for rule in rules_for(passage, clause):
            step = step_of_clause(passage, sentence, clause, rule, account)
            if step is not None:
                found.append(step)
                break
    return found


def phrase_steps(passage: Passage, sentence: Sentence, account: Account, told: list[Proceeding]) -> list[Proceeding]:
    """Return the steps that the phrases of a sentence tell, without those that a clause has told already."""
    found: list[Proceeding] = []
    for phrase in phrases_in(passage, sentence):
        step = step_of_phrase(passage, sentence, phrase, account)
        if step is None or any(covers(other, step, phrase.start) for other in (*told, *found)):
            continue
        found.append(step)
    return found


def covers(other: Proceeding, step: Proceeding, at: int) -> bool:
    """Tell whether a step told already is the one that a phrase at an offset tells again."""
    if not other.quote.start <= at < other.quote.end:
        return False
    if other.step is step.step:
        return not step.subject or other.subject == step.subject or step.modality is other.modality
    return {other.step, step.step} in (
        {Step.DETENTION, Step.ARREST},
        {Step.DETENTION, Step.HOUSE_ARREST},
        {Step.TRIAL, Step.HEARING},
    )


def on_the_day_of_court(passage: Passage, sentence: Sentence, verdict: Proceeding) -> Proceeding:
    """Give a verdict whose court was taken from before the day on which that court was told to have sat."""
    if verdict.date or "body" not in verdict.inferred or verdict.modality is not Modality.ASSERTED:
        return verdict
    day = day_of(passage, sentence, verdict.body, FEW)
    if len(day) != len("2022-10-06"):
        return verdict
    reasons = {**verdict.reasons, "date": "the day told with the court before"}
    return replace(verdict, date=day, inferred=(*verdict.inferred, "date"), reasons=reasons)


def with_maxima(steps: list[Proceeding]) -> list[Proceeding]:
    """Put a maximum on the offence that its own sentence tells, where it does; it then is no charge of its own."""
    found: list[Proceeding] = []
    for step in steps:
        alone = step.step is Step.CHARGE and any(c.maximum and not c.offence for c in step.charges)
        host = next(
            (
                n
                for n, other in enumerate(found)
                if alone
                and other.charges
                and any(c.offence for c in other.charges)
                and other.modality is not Modality.DENIED
            ),
            None,
        )
        if host is None:
            found.append(step)
            continue
        maximum = next(c.maximum for c in step.charges if c.maximum)
        charges = found[host].charges
        found[host] = replace(found[host], charges=(*charges[:-1], replace(charges[-1], maximum=maximum)))
    return found


def is_said_by_verdict(step: Proceeding, verdicts: list[Proceeding]) -> bool:
    """Tell whether a charge only names the accusation that a verdict of the same sentence decides."""
    if step.step is not Step.CHARGE or step.modality is not Modality.ASSERTED:
        return False
    offences = {c.offence for c in step.charges}
    return any(
        offences & {c.offence for c in v.charges} and v.quote.start <= step.quote.start < v.quote.end for v in verdicts
    )


def is_only_a_toll(step: Proceeding) -> bool:
    """Tell whether a step counts many people and says nothing else of them: that is a toll."""
    many = [p for p in step.subject if p.group and (p.count or 0) >= MANY]
    if not many or len(many) < len(step.subject):
        return False
    said = (
        (step.body and "body" not in step.inferred)
        or step.penalties
        or (step.charges and "charges" not in step.inferred)
    )
    return not said and "subject" not in step.inferred


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
                if t.lower_ in words(passage.language, "proceedings", "court_nouns") and t.dep_ != "compound"
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
