"""Sentences without a subject in what is told under somebody's name: bulletins of prisoners, observers' notes.

"Jorun Tavesk, docker. Arrested on 14 May 2021. Five years, suspended." The name that opens the paragraph, or stands on
the line above it, is whom the rest is about.
"""

import re
from collections.abc import Iterator
from functools import cache

from khronika.reading.bodies import bodies_in, full_name
from khronika.reading.charges import charges_in
from khronika.reading.lexicon import lexicon
from khronika.reading.list_lines import has_finite
from khronika.reading.parties import Filled
from khronika.reading.passage import Passage, Sentence
from khronika.reading.penalties import marked, penalties_in
from khronika.reading.quotes import quote
from khronika.reading.told_before import Account
from khronika.vocabulary.statement import Party, Proceeding
from khronika.vocabulary.terms import Outcome, Step

NEAR = 4  # sentences back in which "the X case" tells whose case it is
LINE = 60  # characters of a line that is only a name
CHARGED = frozenset({Step.VERDICT, Step.CHARGE, Step.ARREST, Step.DETENTION})
OPENING = re.compile(r"[\s•*\-–—\d.)(]*")


@cache
def openings(language: str) -> "tuple[tuple[str, re.Pattern[str]], ...]":
    """Return what opens a fragment of each kind, in the order in which they are tried."""
    found = lexicon(language, "tables")["fragments"]
    kinds = (kind for kind, patterns in found.items() if isinstance(patterns, list) and kind != "cases")
    return tuple((kind, re.compile("|".join(found[kind]), re.IGNORECASE)) for kind in kinds)


@cache
def after_term(language: str) -> "re.Pattern[str]":
    """Return what may follow a term in a sentence that only tells it."""
    return re.compile(lexicon(language, "tables")["fragments"]["after_term"], re.IGNORECASE)


def fragments(passage: Passage, sentence: Sentence, account: Account) -> Iterator[Proceeding]:
    """Yield the steps that a sentence without a subject tells, in each of its parts between semicolons."""
    pieces = [p for p in pieces_of(passage, sentence) if kind_of(passage, *p)]
    if not pieces or not is_fragment(passage, sentence):
        return
    head = headed(passage, sentence)
    whose = head or in_case_of(passage, sentence, account)
    if not whose or not all(p.name for p in whose.parties):
        return
    last = account.last
    decided = head or (last is not None and last.step in {Step.VERDICT, Step.TRIAL, Step.HEARING})
    for start, end in pieces:
        if not decided and kind_of(passage, start, end) == "term":
            continue
        yield step_of(passage, start, end, whose)


def pieces_of(passage: Passage, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Yield the parts of a sentence between semicolons, as characters."""
    for match in re.finditer(r"[^;]+", passage.text[sentence.start : sentence.end]):
        lead = len(match.group()) - len(match.group().lstrip())
        start, end = sentence.start + match.start() + lead, sentence.start + match.end()
        if start < end and passage.text[start:end].strip():
            yield start, start + len(passage.text[start:end].rstrip())


def kind_of(passage: Passage, start: int, end: int) -> str:
    """Return what a piece tells: a kind of step, "term", or nothing."""
    found = next((k for k, p in openings(passage.language) if p.match(passage.text, start, end)), "")
    return found or ("term" if is_term(passage, start, end) else "")


def is_term(passage: Passage, start: int, end: int) -> bool:
    """Tell whether a piece is nothing but the term that somebody got ("Three years and six months, suspended.")."""
    first = next((d for d in passage.durations if start <= d.start < end), None)
    if first is None or first.start > start or first.is_maximum:
        return False
    return after_term(passage.language).fullmatch(passage.text, first.end, end) is not None


def is_fragment(passage: Passage, sentence: Sentence) -> bool:
    """Tell whether a sentence lacks a finite verb; "suspended" after a term is none."""
    root = sentence.span.root
    if root.pos_ not in {"VERB", "AUX"} or marked(passage.language, "suspended", root.text):
        return True
    if any(c.dep_ in {"nsubj", "nsubjpass", "expl", "aux", "auxpass"} for c in root.children):
        return False
    return root.tag_ in {"VBN", "VBD", "VBG"} and (root.i == sentence.span.start or not has_finite(root))


def headed(passage: Passage, sentence: Sentence) -> Filled:
    """Return whom the paragraph names at its head, or the line above it that is only a name."""
    named = opening_name(passage, sentence.block.start)
    if named is not None:
        return Filled((Party(name=named),), True)
    blocks = passage.document.blocks
    at = next((n for n, b in enumerate(blocks) if b.start == sentence.block.start), 0)
    for block in reversed(blocks[max(0, at - 2) : at]):
        named = opening_name(passage, block.start)
        if named is not None and block.end - block.start <= LINE:
            return Filled((Party(name=named),), True)
        if named is not None:
            break
    return Filled()


def opening_name(passage: Passage, at: int) -> str | None:
    """Return the name that opens a paragraph, past numbers and bullets; nobody who speaks or does something there."""
    opening = OPENING.match(passage.text, at)
    start = opening.end() if opening else at
    token = next(passage.tokens(start, start + 1), None) or next(passage.tokens(start, start + 20), None)
    mention = passage.people.at(token) if token is not None else None
    if mention is None or mention.how not in {"name", "short"} or token is None:
        return None
    first = passage.sentence_at(token)
    if first is None or passage.doc[mention.start : mention.end].root.dep_ == "poss":
        return None
    root = first.span.root
    if has_finite(root) and root.pos_ in {"VERB", "AUX"} and not marked(passage.language, "suspended", root.text):
        return None
    return mention.person.name


def in_case_of(passage: Passage, sentence: Sentence, account: Account) -> Filled:
    """Return whose case the sentences before tell of ("Verdict in the Tavesk case"), or of whom the last one told in the paragraph."""
    last = account.last
    if last is not None and sentence.block.start <= last.quote.start and len(last.subject) == 1:
        return Filled(last.subject, True)
    cases = frozenset(lexicon(passage.language, "tables")["fragments"]["cases"])
    for before in reversed(passage.sentences[max(0, sentence.number - NEAR) : sentence.number]):
        for token in before.span:
            mention = passage.people.at(token)
            if mention is None or mention.how not in {"name", "short"} or mention.end >= len(passage.doc):
                continue
            after = passage.doc[mention.end]
            if after.lower_ in cases:
                return Filled((Party(name=mention.person.name),), True)
    return Filled()


def step_of(passage: Passage, start: int, end: int, whose: Filled) -> Proceeding:
    """Return the step of a piece with its day, court, charges and penalties."""
    kind = kind_of(passage, start, end)
    outcome = None
    if kind in {"term", "verdict"}:
        step, outcome = Step.VERDICT, Outcome.CONVICTED
    elif kind == "acquitted":
        step, outcome = Step.VERDICT, Outcome.ACQUITTED
    else:
        step = Step(kind)
    dates = passage.dates_in(start, end)
    tokens = list(passage.tokens(start, end))
    courts = bodies_in(passage, tokens[0].i, tokens[-1].i + 1, "courts") if tokens else []
    convicted = outcome is Outcome.CONVICTED
    # "Guilty. Three years." is one verdict told in fragments; the full stop parts them.
    return Proceeding(
        document=passage.document.id,
        quote=quote(passage.text, start, end),
        step=step,
        subject=whose.parties,
        body=full_name(passage, courts[0])[0] if courts else "",
        date=dates[0].value if dates else "",
        charges=tuple(one.charge for one in charges_in(passage, start, end)) if step in CHARGED else (),
        outcome=outcome,
        penalties=tuple(one.penalty for one in penalties_in(passage, start, end)) if convicted else (),
        inferred=("subject", *(("date",) if dates and dates[0].inferred else ())),
        reasons={
            "subject": "the one under whose name it stands",
            **({"date": dates[0].reason} if dates and dates[0].inferred else {}),
        },
    )
