"""Lines of a list without a verb: "Nodira Polvonova: 8 years in prison", "5 July, Osh: teacher X, acquitted of …"."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from khronika.reading.accused import all_of
from khronika.reading.bodies import bench_of, full_name, judge_of
from khronika.reading.charges import charges_in
from khronika.reading.lexicon import lexicon, words
from khronika.reading.parties import Filled, parties_of
from khronika.reading.passage import Passage, Sentence
from khronika.reading.penalties import penalties_in
from khronika.reading.places import places_in
from khronika.reading.quotes import quote
from khronika.reading.told_before import Account
from khronika.vocabulary.statement import Proceeding
from khronika.vocabulary.terms import Modality, Outcome, Step

ABOVE = 25  # sentences above a line of a list in which its sitting is told


@cache
def result_patterns(language: str) -> "dict[Outcome, re.Pattern[str]]":
    """Return the words of each result that a list line may consist of."""
    found = lexicon(language, "proceedings")["list_results"]
    return {Outcome(name): re.compile(rf"\b(?:{'|'.join(found[name])})", re.IGNORECASE) for name in found}


def listed(passage: Passage, sentence: Sentence, account: Account) -> Iterator[Proceeding]:
    """Yield the verdict of a list line, with what the sitting before it tells of all in the list."""
    told = penalties_in(passage, sentence.start, sentence.end)
    result = next(
        (
            (outcome, match)
            for outcome, pattern in result_patterns(passage.language).items()
            if (match := pattern.search(passage.text, sentence.start, sentence.end)) is not None
            and passage.text.count("“", sentence.start, match.start())
            == passage.text.count("”", sentence.start, match.start())
        ),
        None,
    )
    if (not told and result is None) or is_no_line(passage, sentence):
        return
    at = told[0].start if told else result[1].start() if result is not None else sentence.end
    colon = passage.text.rfind(":", sentence.start, at) >= 0 and not passage.text[at : sentence.end].count(":")
    if not colon and any(
        c.predicate.dep_ == "ROOT" and c.subject is not None and has_finite(c.predicate) for c in sentence.clauses
    ):
        return
    first = result is not None and (not told or result[1].start() < told[0].start)
    outcome = result[0] if result is not None and first else Outcome.CONVICTED
    subject = in_list(passage, sentence, at)
    if not subject:
        return
    date = passage.dates_in(sentence.start, sentence.end)
    courts = [
        t
        for t in sentence.span
        if t.lower_ in words(passage.language, "proceedings", "court_nouns") and t.dep_ != "compound" and t.idx < at
    ]
    places = [p for p in places_in(passage, sentence.span.start, sentence.span.end) if passage.doc[p.start].idx < at]
    line = Proceeding(
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
        place=places[0].text if places and (date or courts) else "",
        charges=tuple(one.charge for one in charges_in(passage, sentence.start, sentence.end)),
        outcome=outcome,
        penalties=tuple(one.penalty for one in told) if outcome is Outcome.CONVICTED else (),
    )
    yield line if courts or date else of_sitting(passage, sentence, line, account)


def is_no_line(passage: Passage, sentence: Sentence) -> bool:
    """Tell whether a sentence without a verb brings in somebody's words or a death that is no penalty: no line of a list."""
    said = passage.text[sentence.start : sentence.end]
    return any(pattern.search(said) for pattern in no_lines(passage.language))


@cache
def no_lines(language: str) -> "tuple[re.Pattern[str], ...]":
    """Return what no line of a list holds: a colon before a quotation, a death that is no penalty."""
    return tuple(re.compile(one, re.IGNORECASE) for one in lexicon(language, "proceedings")["no_list_line"])


def has_finite(token: "object") -> bool:
    """Tell whether a verb is finite, or made so by an auxiliary."""
    tag = getattr(token, "tag_", "")
    children = getattr(token, "children", ())
    return tag in {"VBD", "VBZ", "VBP", "MD"} or any(c.dep_ in {"aux", "auxpass"} for c in children)


def in_list(passage: Passage, sentence: Sentence, end: int) -> Filled:
    """Return the people named before what they get: names if there are any, else the first noun that is people."""
    titled = {
        i
        for n in passage.people.names
        if words(passage.language, "proceedings", "on_the_bench") & set(n.titles)
        for i in range(n.start, n.end)
    }
    named = [
        t
        for t in sentence.span
        if (m := passage.people.at(t)) is not None
        and m.how in {"name", "short"}
        and t == passage.doc[m.start : m.end].root
        and t.idx < end
        and t.i not in titled
        and t.dep_ != "poss"
    ]
    colon = passage.text.rfind(":", sentence.start, end)
    after = [t for t in named if t.idx > colon]
    if named:  # "2 July, Nizhny Tagil: Father Ioann Kurbatov": what stands before the colon is no one of them
        known = after or named
        return Filled(tuple(dict.fromkeys(p for t in known for p in parties_of(passage, t, coordinated=False).parties)))
    nouns = [
        t
        for t in sentence.span
        if t.pos_ == "NOUN" and t.idx < end and t.dep_ in {"ROOT", "nsubj", "nsubjpass", "dep", "appos"}
    ]
    return all_of(passage, tuple(nouns[:1]))


def of_sitting(passage: Passage, sentence: Sentence, line: Proceeding, account: Account) -> Proceeding:
    """Give a line of a list the court, the judge, the day, the place and the offences told above the list."""
    before = account.sitting if account.sitting and account.sitting.modality is not Modality.PLANNED else None
    body = line.body or bench_of(passage, sentence) or (before.body if before is not None else "")
    same = before is not None and (before.body == body or before.body in body or body in before.body)
    judge = line.judge or (before.judge if before is not None and same else "") or judge_of(passage, sentence, body)[0]
    date = line.date or (before.date if before is not None and same else "") or day_of(passage, sentence, body)
    place = line.place or (before.place if before is not None and same else "")
    charges = line.charges
    if not charges and line.outcome is Outcome.CONVICTED:
        charges = account.charges_of(line.subject) or (before.charges if before is not None else ())
        charges = charges or account.last_charges
    told = {"body": body, "judge": judge, "date": date, "place": place, "charges": charges}
    new = [slot for slot, value in told.items() if value and not getattr(line, slot)]
    return replace(
        line,
        body=body,
        judge=judge,
        date=date,
        place=place,
        charges=charges,
        inferred=(*line.inferred, *new),
        reasons={**line.reasons, **dict.fromkeys(new, "told of the sitting above the list")},
    )


def day_of(passage: Passage, sentence: Sentence, body: str, reach: int = ABOVE) -> str:
    """Return the day told in the last sentence before a list that names its court, or nothing."""
    for before in reversed(passage.sentences[max(0, sentence.number - reach) : sentence.number]):
        dates = passage.dates_in(before.start, before.end)
        if body and dates and body in " ".join(before.span.text.split()):
            return dates[0].value
    return ""
