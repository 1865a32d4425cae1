"""Steps of a legal process in a Russian text: by the lexicon's rules, a step for each predicate that they know."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from khronika.reading.lexicon import lexicon
from khronika.reading.russian.bodies import Body, bodies_in, judge_in
from khronika.reading.russian.case_memory import CaseMemory
from khronika.reading.russian.charges import charges_in
from khronika.reading.russian.clauses import Clause
from khronika.reading.russian.parties import Who, affected, as_inferred, groups_in, last_persons, named_in, unique
from khronika.reading.russian.passage import RussianPassage, Sentence
from khronika.reading.russian.penalties import Told, penalties_in
from khronika.reading.russian.settings import date_in, day_of, heading_place, places_in
from khronika.reading.russian.words import Word
from khronika.vocabulary.statement import Charge, Party, Penalty, Proceeding
from khronika.vocabulary.terms import Modality, Outcome, PenaltyType, Step

OCCASIONS = ("приговор", "решение", "заседание", "процесс", "дело", "постановление", "апелляция", "суд")
MANY = 5  # people of whom a step alone is only a count
COURT_STEPS = frozenset({Step.VERDICT, Step.APPEAL_DECISION, Step.HEARING, Step.TRIAL})
PLACED = frozenset({Step.VERDICT, Step.ARREST, Step.DETENTION, Step.RELEASE, Step.EXTRADITION, Step.SEARCH})
PLANS = frozenset(
    {
        "намеренный",
        "обещать",
        "собираться",
        "планировать",
        "намереваться",
        "хотеть",
        "готовиться",
        "намерен",
        "намерена",
        "намерены",
    }
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the lexicon: which verbs, beside which words, are which step."""

    verbs: frozenset[str]
    beside: tuple[frozenset[str], ...]
    without: frozenset[str]
    step: Step
    outcome: Outcome | None
    who: str
    penalty: bool
    negated: bool
    agentless: bool = False

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "Rule":
        """Return a rule as the lexicon tells it."""
        return cls(
            frozenset(told["verbs"]),
            tuple(frozenset(one) for one in told.get("with", ())),
            frozenset(told.get("not", ())),
            Step(told["step"]),
            Outcome(told["outcome"]) if "outcome" in told else None,
            told["who"],
            bool(told.get("penalty")),
            bool(told.get("negated")),
            bool(told.get("agentless")),
        )


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules of steps in the order of trust."""
    return tuple(Rule.of(told) for told in lexicon("ru", "proceedings")["rules"])


SENTENCED = Rule(frozenset(), (), frozenset(), Step.VERDICT, Outcome.CONVICTED, "any", True, False)


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """A step that a clause tells: the rule, the verb that it was found by, and the stretch that carries it."""

    rule: Rule
    verb: Word
    clause: Clause


def read_proceedings(passage: RussianPassage) -> Iterator[Proceeding]:
    """Yield the steps that a document tells, in the order of the text."""
    memory = CaseMemory()
    for sentence in passage.sentences:
        yield from merged(passage, list(read_sentence(passage, sentence, memory)))


def merged(passage: RussianPassage, told: list[Proceeding]) -> list[Proceeding]:
    """Return the steps of a sentence; a conviction and the penalty for it are one verdict ("признал виновным … и назначил …")."""
    found: list[Proceeding] = []
    for one in told:
        last = found[-1] if found else None
        same = (
            last is not None
            and last.step is one.step is Step.VERDICT
            and last.outcome is one.outcome
            and last.subject == one.subject
            and not last.penalties
        )
        if last is None or not same:
            found.append(one)
            continue
        start, end = min(last.quote.start, one.quote.start), max(last.quote.end, one.quote.end)
        kept = tuple(
            s
            for s in dict.fromkeys((*last.inferred, *one.inferred))
            if not (s == "subject" and "subject" not in last.inferred)
        )
        found[-1] = replace(
            one,
            quote=passage.quote(start, end),
            body=last.body or one.body,
            judge=last.judge or one.judge,
            date=last.date or one.date,
            place=last.place or one.place,
            charges=last.charges or one.charges,
            inferred=kept,
            reasons=last.reasons or one.reasons,
        )
    return found


def read_sentence(passage: RussianPassage, sentence: Sentence, memory: CaseMemory) -> Iterator[Proceeding]:
    """Yield the steps of one sentence."""
    for clause in sentence.clauses:
        for found in steps_of(passage, clause):
            yield from statements_of(passage, sentence, found, memory)
        plea = plea_of(passage, sentence, clause, memory)
        if plea is not None:
            yield plea
        limit = maximum_of(passage, sentence, clause, memory)
        if limit is not None:
            yield limit
    yield from bare_verdicts(passage, sentence, memory)
    yield from held(passage, sentence, memory)
    remember_court(passage, sentence, memory)
    named = [w for c in sentence.clauses for w in named_in(passage, c)]
    if named and memory.parties_at is not sentence:
        memory.parties, memory.parties_at = named[-1:], sentence


def remember_court(passage: RussianPassage, sentence: Sentence, memory: CaseMemory) -> None:
    """Keep the court that a sentence names with its judge and day, for the verdicts that follow."""
    courts = [b for b in bodies_in(passage, sentence) if b.is_court and len(b.words) > 1 and b.case in {"Nom", "Loc"}]
    if not courts or memory.told_at is sentence or not {w.lemma for w in sentence.words} & set(OCCASIONS):
        return
    date = next((d for d in passage.dates_in(sentence.start, sentence.end) if not d.value.endswith("/..")), None)
    memory.court, memory.judge = courts[0].name, judge_in(passage, sentence)
    memory.date = day_of(date)
    memory.told_at = sentence


def steps_of(passage: RussianPassage, clause: Clause) -> Iterator[Found]:
    """Yield the steps of a clause: of its predicate, else of a participle in it."""
    verbs = [w for w in clause.words if w.pos in {"VERB", "AUX"} and w.lemma != "быть" and w.lower != "судя"]
    verbs.sort(key=lambda w: w is not clause.predicate)
    lemmas = clause.lemmas | (
        {"GEO"} if any(w.analysis is not None and "Geox" in w.analysis.tag for w in clause.words) else set()
    )
    done: set[Step] = set()
    for verb in verbs:
        full = verb.feats.get("VerbForm") == "Part" and verb.feats.get("Variant") != "Short"
        for rule in rules():
            if verb.lemma not in rule.verbs or not all(lemmas & one for one in rule.beside) or lemmas & rule.without:
                continue
            if rule.agentless and (
                verb.number != "Plur" or any(w.dep.startswith("nsubj") and w.case == "Nom" for w in clause.words)
            ):
                continue
            if (
                rule.step in done
                or (full and rule.step not in {Step.VERDICT})
                or (full and rule.penalty and not penalties_in(passage, verb.start, clause.end))
            ):
                continue
            if full and not any(
                (w.case and w.case == verb.case and w.i == verb.head)
                or m.words[0].i == verb.head
                or abs(m.words[-1].i - verb.i) <= 2
                for m in passage.people.mentions
                for w in m.words
            ):
                continue
            if rule.penalty and not any(True for _ in penalties_in(passage, clause.start, clause.end)):
                continue
            if negated(clause, verb) != rule.negated and not (rule.negated and "не" in lemmas):
                continue
            if rule.step is Step.ARREST and penalties_days(passage, clause):
                continue
            done.add(rule.step)
            yield Found(rule, verb, clause)
            break
    if not done:
        yield from told_by_noun(passage, clause)
    if not done and clause.predicate is not None and is_sentence(passage, clause, lemmas):
        yield Found(SENTENCED, clause.predicate, clause)


def told_by_noun(passage: RussianPassage, clause: Clause) -> Iterator[Found]:
    """Yield the step that a noun tells as the subject or the object of another verb: "Обыск у … занял пять часов"."""
    steps = lexicon("ru", "proceedings")["nouns"]
    noun = next((w for w in clause.words if w.pos == "NOUN" and w.lemma in steps and w.case in {"Nom", "Acc"}), None)
    if noun is None or clause.is_negated or "если" in clause.lemmas:
        return
    if named_in(passage, clause) or passage.dates_in(clause.start, clause.end):
        yield Found(
            Rule(frozenset(), (), frozenset(), Step(steps[noun.lemma]), None, "any", False, False), noun, clause
        )


def is_sentence(passage: RussianPassage, clause: Clause, lemmas: set[str]) -> bool:
    """Tell whether a clause of another verb tells a penalty in so many words."""
    words = lexicon("ru", "proceedings")["other_verbs"]
    if lemmas & set(words["not"]) or clause.is_negated:
        return False
    return any(t.is_explicit for t in penalties_in(passage, clause.start, clause.end)) and bool(
        named_in(passage, clause) or groups_in(passage, clause)
    )


def penalties_days(passage: RussianPassage, clause: Clause) -> bool:
    """Tell whether a clause tells days of arrest, so that it is a verdict."""
    return (
        False
        if clause.predicate is None
        else clause.predicate.lemma == "арестовать"
        and any(
            t.penalty.type is PenaltyType.ADMINISTRATIVE_DETENTION
            for t in penalties_in(passage, clause.start, clause.end)
        )
    )


def negated(clause: Clause, verb: Word) -> bool:
    """Tell whether "не" stands right before a verb."""
    before = next((w for w in reversed(clause.words) if w.i < verb.i), None)
    return before is not None and before.lower in {"не", "ни"}


def modality_of(sentence: Sentence, clause: Clause, verb: Word) -> Modality:
    """Return how a step is held: done, planned or on a condition."""
    lowers = {w.lower for w in sentence.words}
    if "если" in lowers:
        return Modality.CONDITIONAL
    if verb.feats.get("VerbForm") == "Inf":
        opener = next(
            (w for w in reversed(sentence.words) if w.i < verb.i and (w.pos == "VERB" or w.lemma in PLANS)), None
        )
        if opener is not None and opener.lemma in PLANS:
            return Modality.PLANNED
    if verb.feats.get("Tense") in {"Fut"} or (verb.feats.get("Aspect") == "Perf" and verb.feats.get("Tense") == "Pres"):
        return Modality.PLANNED
    if any(w.lemma == "быть" and w.feats.get("Tense") == "Fut" for w in clause.words):
        return Modality.PLANNED
    return Modality.ASSERTED


def is_demand(sentence: Sentence, clause: Clause) -> bool:
    """Tell whether a clause tells what the prosecution asked for."""
    lemmas = clause.lemmas
    return bool(lemmas & {"просить", "запросить", "запрашивать", "требовать", "потребовать"}) and bool(
        {w.lemma for w in sentence.words} & {"прокурор", "прокуратура", "гособвинение", "гособвинитель", "обвинение"}
    )


def statements_of(
    passage: RussianPassage, sentence: Sentence, found: Found, memory: CaseMemory
) -> Iterator[Proceeding]:
    """Yield what one step of a clause says: a statement for each person with another penalty."""
    rule, clause = found.rule, found.clause
    if is_demand(sentence, clause):
        return
    if (
        found.verb.feats.get("VerbForm") == "Inf"
        and modality_of(sentence, clause, found.verb) is Modality.ASSERTED
        and not rule.penalty
    ):
        return
    parties = affected(passage, sentence, clause, rule.who) if rule.who != "none" else []
    if not parties and rule.who != "none":
        parties = [w for w in named_in(passage, clause) if w.case != "Ins" or rule.who == "any"]
    if (
        parties
        and all((p.party.count or 0) >= MANY for p in parties)
        and not is_more_than_a_count(passage, sentence, clause)
    ):
        return
    if rule.who == "any" and rule.step in {Step.INVESTIGATION, Step.SEARCH}:
        parties = [p for p in parties if p.person is not None]
        if rule.step is Step.SEARCH and not parties and date_in(passage, sentence, clause) is None:
            return
    penalties = (
        penalties_in(passage, clause.start, clause.end)
        if rule.step in {Step.VERDICT, Step.APPEAL_DECISION} and rule.outcome is not Outcome.ACQUITTED
        else []
    )
    if found.verb.lemma == "оштрафовать" and not penalties:
        penalties = [Told(found.verb.start, found.verb.end, Penalty(PenaltyType.FINE))]
    if not parties and rule.who != "none":
        parties = taken_over(passage, sentence, clause, memory)
    if not parties and rule.step in {
        Step.VERDICT,
        Step.ARREST,
        Step.RELEASE,
        Step.DETENTION,
        Step.CHARGE,
        Step.EXTRADITION,
        Step.AMNESTY,
    }:
        return
    shares = shared(parties, penalties) if penalties else [(parties, [])]
    for some, given in shares:
        yield statement(passage, sentence, found, some, [t.penalty for t in given], memory)
    if any(p.person is not None for p in parties):
        memory.parties, memory.parties_at = [p for p in parties if p.person is not None], sentence


def is_more_than_a_count(passage: RussianPassage, sentence: Sentence, clause: Clause) -> bool:
    """Tell whether a clause says body, charge or penalty of many, so that it is a step besides a count."""
    return bool(
        body_of(passage, sentence, clause, Step.ARREST)[0]
        or charges_in(passage, sentence, clause)
        or penalties_in(passage, clause.start, clause.end)
    )


def taken_over(passage: RussianPassage, sentence: Sentence, clause: Clause, memory: CaseMemory) -> list[Who]:
    """Return whom a clause without a party goes on about: the sentence's, else the last ones spoken of."""
    earlier = [c for c in sentence.clauses if c.end <= clause.start]
    for other in reversed(earlier):
        told = named_in(passage, other) or [w for w in groups_in(passage, other) if w.party.group != "человек"]
        if told:
            return as_inferred(unique(told))
    verb = clause.predicate
    many = verb is not None and verb.feats.get("Variant") == "Short" and verb.number == "Plur"
    if many and len(memory.parties) == 1:
        return []
    if memory.parties and memory.parties_at is not None and sentence.number - memory.parties_at.number <= 4:
        return as_inferred(list(memory.parties))
    word = clause.words[0]
    return [Who(Party(name=p.name), clause.start, clause.start, "", True, p) for p in last_persons(passage, word, 1)]


def shared(parties: list[Who], penalties: list[Told]) -> list[tuple[list[Who], list[Told]]]:
    """Return which penalties are whose: what stands after a person is theirs, or before, as the clause begins."""
    if len(parties) < 2 or len(penalties) < 2:
        return [(parties, penalties)]
    items: list[tuple[int, Who | Told]] = sorted(
        [*((p.at, p) for p in parties), *((t.start, t) for t in penalties)], key=lambda one: one[0]
    )
    forward = isinstance(items[0][1], Who)
    groups: list[tuple[list[Who], list[Told]]] = []
    for _, item in items if forward else reversed(items):
        fresh = not groups or (isinstance(item, Who) and groups[-1][1])
        if fresh:
            groups.append(([], []))
        (groups[-1][0] if isinstance(item, Who) else groups[-1][1]).append(item)  # type: ignore[arg-type]
    groups = [
        (sorted(some, key=lambda w: w.at), sorted(given, key=lambda t: t.start)) for some, given in groups if some
    ]
    if not forward:
        groups.reverse()
    if len(groups) == 1 and len(parties) == len(penalties):
        return [([who], [told]) for who, told in zip(parties, penalties, strict=True)]
    return groups


def statement(
    passage: RussianPassage,
    sentence: Sentence,
    found: Found,
    parties: list[Who],
    penalties: list[Penalty],
    memory: CaseMemory,
) -> Proceeding:
    """Return one step with all that the clause tells of it and what it takes over."""
    rule, clause, step = found.rule, found.clause, found.rule.step
    modality = modality_of(sentence, clause, found.verb)
    inferred: list[str] = []
    if any(p.is_inferred for p in parties):
        inferred.append("subject")
    body, court = body_of(passage, sentence, clause, step)
    judge = judge_in(passage, sentence) if step in COURT_STEPS or step is Step.DETENTION else ""
    date = date_in(passage, sentence, clause)
    day = day_of(date)
    if date is not None and not day and (modality is Modality.PLANNED or rule.outcome is Outcome.POSTPONED):
        day = date.value.removeprefix("../")
    if date is not None and day and date.inferred:
        inferred.append("date")
    place = ""
    charges = (
        charges_in(passage, sentence, clause)
        if step not in {Step.APPEAL, Step.RELEASE, Step.EXTRADITION, Step.SEARCH, Step.AMNESTY}
        else ()
    )
    if step is Step.VERDICT and not penalties and not charges and rule.penalty:
        charges = ()
    if step in PLACED:
        told = places_in(passage, clause, frozenset(w.i for b in bodies_in(passage, sentence) for w in b.words))
        place = told[0].name if told else ""
        if not place and step in {Step.VERDICT, Step.ARREST}:
            over = heading_place(passage, sentence)
            if over is not None:
                place = over.name
                inferred.append("place")
    if step in {Step.VERDICT, Step.APPEAL_DECISION} and modality is Modality.ASSERTED and memory.goes_on(sentence):
        if not body and memory.court:
            body = memory.court
            inferred.append("body")
        if not judge and memory.judge and body == memory.court:
            judge = memory.judge
            inferred.append("judge")
        if not day and memory.date:
            day = memory.date
            inferred.append("date")
    if step in {Step.VERDICT, Step.APPEAL_DECISION, Step.HEARING} and modality is Modality.ASSERTED:
        if body and (court or not memory.court):
            memory.court = body
        memory.judge = judge or (memory.judge if memory.goes_on(sentence) else "")
        memory.date = day or (memory.date if memory.goes_on(sentence) else "")
        memory.told_at = sentence
    if charges:
        for who in parties:
            memory.charges[str(who.party)] = charges
    return Proceeding(
        document=passage.document.id,
        quote=passage.quote(clause.start, clause.end),
        modality=modality,
        step=step,
        subject=tuple(dict.fromkeys(p.party for p in parties)),
        body=body,
        judge=judge,
        date=day,
        place=place,
        charges=charges,
        outcome=rule.outcome,
        penalties=tuple(penalties),
        inferred=tuple(dict.fromkeys(inferred)),
        reasons={"date": date.reason} if date is not None and date.reason else {},
    )


def body_of(passage: RussianPassage, sentence: Sentence, clause: Clause, step: Step) -> tuple[str, bool]:
    """Return the body that takes a step, and whether it is a court."""
    inside: list[Body] = [b for b in bodies_in(passage, sentence) if clause.start <= b.noun.start < clause.end]
    inside = [b for b in inside if b.noun.lemma != "судья" or "мировой" in {w.lemma for w in b.words}]
    courts = [b for b in inside if b.is_court]
    doers = [b for b in inside if b.case == "Nom"] or [b for b in inside if b.case in {"Ins"}]
    if step in COURT_STEPS or step in {Step.APPEAL, Step.DETENTION, Step.HOUSE_ARREST}:
        chosen = [b for b in courts if b.case == "Nom"] or courts
        if not chosen and step in {Step.DETENTION, Step.HEARING}:
            chosen = doers
        return (chosen[0].name, True) if chosen else ("", False)
    others = [b for b in doers if not b.is_court] or doers
    return (others[0].name, others[0].is_court) if others else ("", False)


def plea_of(passage: RussianPassage, sentence: Sentence, clause: Clause, memory: CaseMemory) -> Proceeding | None:
    """Return a plea of not guilty as a charge that is denied."""
    words = {w.lower for w in clause.words}
    verb = next((w for w in clause.words if w.lemma in lexicon("ru", "proceedings")["plea"]["verbs"]), None)
    denied = bool(words & {"вину"}) and any(w.lemma in {"отрицать", "отвергать"} for w in clause.words)
    innocent = "невиновности" in words and any(w.lemma in {"настаивать", "заявить", "заявлять"} for w in clause.words)
    if not (
        denied
        or innocent
        or (verb is not None and words & listed_plea() and words & {"не", "отказался", "отказалась", "никто"})
    ):
        return None
    if any(w.lemma == "суд" and w.case == "Nom" for w in clause.words):
        return None
    parties = affected(passage, sentence, clause, "subject")
    parties = [p for p in parties if p.person is not None or p.party.count != 0] or taken_over(
        passage, sentence, clause, memory
    )
    if not parties:
        return None
    charges = tuple(dict.fromkeys(c for p in parties for c in memory.charges.get(str(p.party), ())))
    by = " и ".join(str(p.party) for p in parties)
    return Proceeding(
        document=passage.document.id,
        quote=passage.quote(clause.start, clause.end),
        asserted_by=by,
        modality=Modality.DENIED,
        step=Step.CHARGE,
        subject=tuple(dict.fromkeys(p.party for p in parties)),
        charges=charges,
        inferred=("step", "subject", *(("charges",) if charges else ())),
    )


def listed_plea() -> frozenset[str]:
    """Return the words for guilt that a plea is told with."""
    return frozenset(lexicon("ru", "proceedings")["plea"]["words"])


def maximum_of(passage: RussianPassage, sentence: Sentence, clause: Clause, memory: CaseMemory) -> Proceeding | None:
    """Return a charge with the maximum that a clause tells ("Статья предусматривает до пяти лет")."""
    words = lexicon("ru", "proceedings")["maximum"]
    lemmas = clause.lemmas
    if not (lemmas & set(words["verbs"])) or not memory.parties:
        return None
    length = next(
        (d for d in passage.durations if clause.start <= d.start and d.end <= clause.end and d.value[-1] in "YMe"), None
    )
    if length is None or not (lemmas & set(words["subjects"]) or any(w.person for w in named_in(passage, clause))):
        return None
    parties = affected(passage, sentence, clause, "object") or as_inferred(list(memory.parties))
    known = next((memory.charges[str(p.party)] for p in parties if str(p.party) in memory.charges), ())
    last = known[-1] if known else Charge()
    return Proceeding(
        document=passage.document.id,
        quote=passage.quote(clause.start, clause.end),
        step=Step.CHARGE,
        subject=tuple(p.party for p in parties),
        charges=(Charge(last.offence, last.provision, length.value),),
        inferred=("subject", "charges"),
    )


def bare_verdicts(passage: RussianPassage, sentence: Sentence, memory: CaseMemory) -> Iterator[Proceeding]:
    """Yield verdicts of lines without a verb: "Агроном Станислав Гецевич: три года колонии", the rows of a table."""
    text = passage.text[sentence.start : sentence.end]
    finite = [w for w in sentence.words if w.is_finite and w.lemma != "быть"]
    if finite or not (":" in text or "|" in text or "—" in text):
        return
    whole = Clause(sentence.words, None)
    parties = [w for w in named_in(passage, whole) if w.case in {"Nom", "Dat", ""}]
    penalties = penalties_in(passage, sentence.start, sentence.end)
    if not parties or not penalties or is_demand(sentence, whole) or penalties[0].start < parties[0].at:
        return
    shorter = replace(SENTENCED, step=Step.APPEAL_DECISION, outcome=Outcome.REDUCED)
    rule = shorter if "вместо" in whole.lemmas else SENTENCED
    found = Found(rule, sentence.words[0], whole)
    for some, given in shared(parties, penalties):
        yield statement(passage, sentence, found, some, [t.penalty for t in given], memory)
    memory.parties, memory.parties_at = parties, sentence


def held(passage: RussianPassage, sentence: Sentence, memory: CaseMemory) -> Iterator[Proceeding]:
    """Yield who is told, without a verb, to be in custody: "Её заместитель с 20 ноября под стражей", "В СИЗО он с июля"."""
    for clause in sentence.clauses:
        if clause.predicate is not None and clause.predicate.lemma != "быть":
            continue
        lowers = {w.lower for w in clause.words}
        if not ({"под", "стражей"} <= lowers or lowers & {"сизо"}) or not passage.dates_in(clause.start, clause.end):
            continue
        parties = affected(passage, sentence, clause, "subject")
        parties = [p for p in parties if p.person is not None]
        if not parties:
            continue
        rule = Rule(frozenset(), (), frozenset(), Step.DETENTION, None, "subject", False, False)
        made = statement(passage, sentence, Found(rule, clause.words[0], clause), parties, [], memory)
        date = date_in(passage, sentence, clause)
        yield replace(made, date=date.value if date is not None else "")
