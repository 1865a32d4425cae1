"""Assessments: what somebody found of an election, a trial, a law, an investigation, in the text's words."""

from collections.abc import Callable, Iterator

from khronika.reading.borrowed_words import borrowed
from khronika.reading.clauses import Clause
from khronika.reading.conclusions import concluded, in_view, opined
from khronika.reading.findings import Finding
from khronika.reading.passage import Passage, Sentence
from khronika.reading.quoted_verdicts import fragment, quipped
from khronika.reading.quotes import quote
from khronika.reading.records import attributed, put_on_record, recorded
from khronika.reading.shortcomings import evaluated, fell_short, pointed
from khronika.reading.verdict_words import judged
from khronika.vocabulary.statement import Assessment

Way = Callable[[Passage, Sentence, Clause], Finding | Iterator[Finding] | None]
WAYS: tuple[Way, ...] = (
    judged,
    opined,
    in_view,
    concluded,
    attributed,
    recorded,
    borrowed,
    quipped,
    fragment,
    fell_short,
    pointed,
    evaluated,
    put_on_record,
)


# Words that a thing that is judged cannot begin with: the parser took something else for it.
UNTOLD = frozenset({"what", "whom", "who", "which", "that", "on", "for", "of", "to", "in", "and", "but"})


def read_assessments(passage: Passage) -> Iterator[Assessment]:
    """Yield the assessments that a document states, in the order of the text: one for each finding."""
    for sentence in passage.sentences:
        taken: list[tuple[int, int]] = []
        for way in WAYS:
            for clause in sentence.clauses:
                for found in each(way(passage, sentence, clause)):
                    start, end = found.finding
                    if end - start < 3 or not told(found) or any(start < last and first < end for first, last in taken):
                        continue
                    taken.append(found.finding)
                    yield assessment(passage, sentence, found)


def each(found: Finding | Iterator[Finding] | None) -> Iterator[Finding]:
    """Yield what a way of telling found, be it one finding or several."""
    if isinstance(found, Finding):
        yield found
    elif found is not None:
        yield from found


def told(found: Finding) -> bool:
    """Tell whether what is judged is told in words, and not the one who judges."""
    first, *rest = found.about.split() or [""]
    event = first.lower() == "what" and len(rest) > 1  # "what happened in the warehouse"
    return bool(first) and (event or first.lower() not in UNTOLD) and found.about != found.by.by


def assessment(passage: Passage, sentence: Sentence, found: Finding) -> Assessment:
    """Return the statement of one finding."""
    start = min([found.finding[0], *found.opening])
    quoted = quote(passage.text, max(sentence.start, start), min(sentence.end, max(found.finding[1], *found.closing)))
    text = passage.text[found.finding[0] : found.finding[1]]
    flags = (
        ("about", found.about_inferred or found.about not in quoted.text),
        ("by", found.by.inferred and bool(found.by.by)),
    )
    return Assessment(
        document=passage.document.id,
        quote=quoted,
        asserted_by=found.by.asserted_by,
        inferred=tuple(slot for slot, is_so in flags if is_so),
        about=found.about,
        finding=balanced(" ".join(text.split())),
        by=found.by.by,
    )


def balanced(text: str) -> str:
    """Return a finding without a quotation mark that has lost its other half."""
    if text.count("“") != text.count("”"):
        text = text.replace("“", "").replace("”", "")
    if text.count('"') == 1:
        text = text.replace('"', "")
    return text.strip()
