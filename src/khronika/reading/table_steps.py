"""Steps told by the rows of a table: lists of prisoners, of verdicts, of hearings. One row of a monthly list is one verdict."""

import re
from collections.abc import Iterator
from dataclasses import replace

from khronika.documents.document import Block, Role
from khronika.reading.charges import offences, with_provisions
from khronika.reading.lexicon import lexicon, words
from khronika.reading.list_lines import of_sitting
from khronika.reading.passage import Passage, Sentence
from khronika.reading.penalties import penalties_in
from khronika.reading.quotes import quote
from khronika.reading.table_cells import Cell, Row, is_name
from khronika.reading.told_before import Account
from khronika.vocabulary.statement import Charge, Party, Proceeding
from khronika.vocabulary.terms import Modality, Outcome, Step

ABOVE = 3  # blocks above a table whose date its rows can take
SHORT = 160  # characters of a block above a table that tells of what the table is
LISTED = re.compile(r",\s*(?=\d)|;\s*")  # what parts two provisions in a cell
ON_APPEAL = frozenset({Outcome.UPHELD, Outcome.OVERTURNED, Outcome.REDUCED, Outcome.INCREASED})


def row_steps(passage: Passage, sentence: Sentence, row: Row, account: Account) -> Iterator[Proceeding]:
    """Yield what a row tells of the people in it."""
    people = tuple(parties_in(passage, row))
    for at, party in enumerate(people):
        for told in steps_of(passage, row, party):
            shares = len(people) > 1 and len(told.penalties) == len(people)  # "3 and 4 years respectively"
            step = replace(told, penalties=told.penalties[at : at + 1]) if shares else told
            full = of_sitting(passage, sentence, step, account) if needs_sitting(step) else step
            yield dated_above(passage, row, full) if full.step in {Step.VERDICT, Step.APPEAL_DECISION} else full


def needs_sitting(step: Proceeding) -> bool:
    """Tell whether a row leaves out the court of its verdict, or the day."""
    return step.step is Step.VERDICT and not (step.body or step.date)


def parties_in(passage: Passage, row: Row) -> "Iterator[Party]":
    """Yield the people that a row names."""
    cell = row.cell("name")
    if cell is None:
        return
    named: list[str] = []
    for token in passage.tokens(cell.start, cell.end):
        mention = passage.people.at(token)
        if mention is not None and mention.how in {"name", "short"} and mention.person.name not in named:
            named.append(mention.person.name)
    if not named and is_name(cell.text):
        named.append(" ".join(cell.text.split()))
    for name in named:
        yield Party(name=name)


def steps_of(passage: Passage, row: Row, people: Party) -> Iterator[Proceeding]:
    """Yield the steps of one person of a row: arrest, verdict, hearing, release."""
    charges, term = charges_of(passage, row), row.cell("term")
    verdict = decided(passage, row, term, charges) if term is not None else None
    arrested, released = row.cell("arrested"), row.cell("released")
    told: list[Proceeding] = []
    if arrested is not None and (date := day_in(passage, arrested)):
        told.append(replace(blank(passage, row), step=Step.ARREST, date=date, charges=() if verdict else charges))
    elif verdict is None and row.cell("held_at") is not None and row.cell("stage") is None:
        told.append(replace(blank(passage, row), step=Step.DETENTION, charges=charges))
    if verdict is not None:
        told.append(verdict)
    elif sitting := listed_hearing(passage, row, charges):
        told.append(sitting)
    elif charges and not told:
        told.append(replace(blank(passage, row), step=Step.CHARGE, charges=charges))
    if released is not None and (date := day_in(passage, released)):
        told.append(replace(blank(passage, row), step=Step.RELEASE, date=date))
    for step in told:
        yield replace(step, subject=(people,))


def blank(passage: Passage, row: Row) -> Proceeding:
    """Return a step with nothing but the row that it rests on."""
    return Proceeding(
        document=passage.document.id,
        quote=quote(passage.text, row.block.start, row.block.end),
        inferred=("step",),
        reasons={"step": "the headings of the table"},
        step=Step.OTHER,
    )


def decided(passage: Passage, row: Row, term: Cell, charges: tuple[Charge, ...]) -> Proceeding | None:
    """Return the verdict or the decision on an appeal that the cell of a term or a result tells."""
    penalties = tuple(one.penalty for one in penalties_in(passage, term.start, term.end))
    outcome = result_in(passage.language, term.text)
    if outcome is None and not penalties:
        return None
    if penalties and outcome not in ON_APPEAL:
        outcome = Outcome.CONVICTED
    if outcome is Outcome.POSTPONED:
        return replace(blank(passage, row), step=Step.HEARING, outcome=outcome, date=date_of(passage, row))
    step = Step.APPEAL_DECISION if outcome in ON_APPEAL else Step.VERDICT
    judge = row.cell("judge")
    return replace(
        blank(passage, row),
        step=step,
        outcome=outcome,
        penalties=penalties,
        charges=charges,
        body=body_of(row),
        judge=judge_in(passage, judge) if judge is not None else "",
        date=date_of(passage, row),
        inferred=("step", "outcome"),
    )


def listed_hearing(passage: Passage, row: Row, charges: tuple[Charge, ...]) -> Proceeding | None:
    """Return the sitting of a row that only announces or notes one: a day and a court or a stage."""
    stage, ahead, court = row.cell("stage"), row.cell("next_hearing"), row.cell("court")
    date = day_in(passage, ahead) if ahead is not None else date_of(passage, row)
    if not date or (ahead is None and stage is None and court is None):
        return None
    found = lexicon(passage.language, "tables")["stages"]
    step = next(
        (
            Step(name)
            for name in found
            if stage is not None and any(re.search(one, stage.text, re.IGNORECASE) for one in found[name])
        ),
        Step.HEARING,
    )
    planned = bool(passage.document.published) and date > passage.document.published
    step = Step.HEARING if step is Step.VERDICT and not planned else step
    return replace(
        blank(passage, row),
        step=step,
        date=date,
        body=body_of(row),
        charges=charges,
        modality=Modality.PLANNED if planned else Modality.ASSERTED,
    )


def result_in(language: str, text: str) -> Outcome | None:
    """Return the result that a cell names, or None."""
    found = lexicon(language, "tables")["results"]
    return next((Outcome(n) for n in found if any(re.search(one, text, re.IGNORECASE) for one in found[n])), None)


def charges_of(passage: Passage, row: Row) -> tuple[Charge, ...]:
    """Return the charges of a row: offences, provisions, or bare numbers under the heading of an article."""
    cell = row.cell("charge")
    if cell is None:
        return ()
    if cell.text[:1].isdigit():
        return tuple(Charge(provision=" ".join(part.split())) for part in LISTED.split(cell.text) if part.strip())
    told = [one for one in offences(passage, cell.start, cell.end) if not is_provision(passage, one.start)]
    return tuple(one.charge for one in with_provisions(passage, told, cell.start, cell.end))


def is_provision(passage: Passage, at: int) -> bool:
    """Tell whether a provision of law begins at an offset."""
    return any(p.start <= at < p.end for p in passage.provisions)


def body_of(row: Row) -> str:
    """Return the court of a row as its cell prints it."""
    cell = row.cell("court")
    return " ".join(cell.text.split()) if cell is not None else ""


def judge_in(passage: Passage, cell: Cell) -> str:
    """Return the judge whom a cell names, without titles."""
    for token in passage.tokens(cell.start, cell.end):
        mention = passage.people.at(token)
        if mention is not None:
            return mention.person.name
    bare = [w for w in cell.text.split() if w.casefold() not in words(passage.language, "proceedings", "on_the_bench")]
    return " ".join(bare)


def day_in(passage: Passage, cell: Cell) -> str:
    """Return the date of a cell, or nothing."""
    dates = passage.dates_in(cell.start, cell.end)
    return dates[0].value if dates else ""


def date_of(passage: Passage, row: Row) -> str:
    """Return the date in a row's cell of dates, or nothing."""
    cell = row.cell("date")
    return day_in(passage, cell) if cell is not None else ""


def dated_above(passage: Passage, row: Row, step: Proceeding) -> Proceeding:
    """Give a decision without a day the only date that stands right above its table, in a heading or a short line."""
    if step.date:
        return step
    for block in above(passage, row.opens):
        dates = {d.value for d in passage.dates_in(block.start, block.end)}
        if len(dates) == 1:
            reasons = {**step.reasons, "date": "the date above the table"}
            return replace(step, date=dates.pop(), inferred=(*step.inferred, "date"), reasons=reasons)
        if block.role is Role.HEADING:
            break
    return step


def above(passage: Passage, opens: int) -> tuple[Block, ...]:
    """Return the short blocks right above a table, the nearest first."""
    before = [b for b in passage.document.blocks if b.end <= opens and b.role is not Role.FURNITURE]
    return tuple(b for b in reversed(before[-ABOVE:]) if b.end - b.start <= SHORT)
