"""The statement of a restriction: its quote, who is restricted, and what the text around tells of the order."""

import re

from khronika.reading.clauses import Clause
from khronika.reading.impositions import imposition
from khronika.reading.parties import Filled
from khronika.reading.passage import Passage, Sentence
from khronika.reading.quotes import quote
from khronika.reading.voices import voice_at
from khronika.vocabulary.statement import AUTHOR, Restriction
from khronika.vocabulary.terms import Modality

ON_PAIN = re.compile(r"\b(?:on pain|under (?:pain|threat|penalty)) of ([^,.;]+)")


def made(
    passage: Passage, sentence: Sentence, clause: Clause, subject: Filled, prohibits: tuple[str, ...]
) -> Restriction | None:
    """Return the restriction of a clause with what the clause and its neighbours tell of its imposition."""
    if clause.predicate.lower_ in {"if", "unless"}:
        return None
    start, end = extent(passage, sentence, clause)
    days = [passage.text[found.start : found.end] for found in passage.dates_in(start, end)]
    prohibits = tuple(item for item in prohibits if not any(item in day for day in days))  # "… from 1 March"
    if not prohibits:
        return None
    order = imposition(passage, sentence, clause, (start, end))
    voice = voice_at(passage, int(clause.predicate.idx), int(clause.predicate.idx) + 1)
    judge = voice.attributed and (voice.by in order.by or order.by in voice.by)
    shown = all((p.name or p.group) in passage.text[start:end] for p in subject.parties)
    flags = (
        ("subject", subject.inferred or not shown),
        ("imposed_by", order.by_inferred),
        ("date", order.date_inferred),
        ("until", order.end.inferred),
    )
    reasons = {"date": order.reason, "until": order.end.reason if order.end.inferred else ""}
    pain = ON_PAIN.search(passage.text, int(clause.predicate.idx), end)
    return Restriction(
        document=passage.document.id,
        quote=quote(passage.text, start, end),
        asserted_by=AUTHOR if judge and order.by else voice.by,  # "…, the judge ruled": the order itself
        modality=voice.modality if voice.modality is Modality.ALLEGED else Modality.ASSERTED,
        inferred=tuple(slot for slot, is_so in flags if is_so),
        reasons={slot: why for slot, why in reasons.items() if why},
        subject=subject.parties,
        prohibits=prohibits,
        imposed_by=order.by,
        date=order.date,
        starts=order.starts,
        until=order.end.until,
        duration=order.duration,
        consequence=pain.group(1).strip() if pain is not None else "",
    )


def extent(passage: Passage, sentence: Sentence, clause: Clause) -> tuple[int, int]:
    """Return the characters of the clause with everything after its predicate that belongs to it."""
    verb = clause.predicate
    first = min(clause.start, verb.left_edge.i)
    start, end = passage.characters(first, verb.right_edge.i + 1)
    end = min(end, sentence.end)
    for mark in (";", ": "):
        cut = passage.text.find(mark, int(verb.idx), end)
        end = cut if cut >= 0 else end
        before = passage.text.rfind(mark, start, int(verb.idx))
        start = before + len(mark) if before >= 0 else start
    return max(start, sentence.start), end
