"""A parsed Russian document: its sentences with their clauses, and what the readers of each kind share."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from khronika.documents.document import Block, Document, Role
from khronika.reading.dates import ResolvedDate, find_dates, resolve
from khronika.reading.parsing import UNREAD
from khronika.reading.quotes import quote
from khronika.reading.russian.clauses import Clause, clauses_of
from khronika.reading.russian.engine import engine
from khronika.reading.russian.people import Mention, People
from khronika.reading.russian.quantities import (
    Duration,
    Money,
    Number,
    Span,
    ages,
    durations,
    numbers,
    provisions,
    sums,
)
from khronika.reading.russian.words import LONGEST, Stretch, Word, parse_words
from khronika.vocabulary.statement import Quote

HEADLINE = 140  # characters


@dataclass(eq=False, slots=True)
class Sentence(Stretch):
    """A sentence with its words, its clauses and the block that it stands in; ``number`` counts from 0."""

    number: int
    words: list[Word]
    block: Block
    clauses: list[Clause] = field(default_factory=list)


def cut(document: Document) -> Iterator[tuple[Block, list[tuple[str, int]]]]:
    """Yield the sentences of a document as tokens with offsets, each with its block."""
    from razdel import sentenize, tokenize  # noqa: PLC0415 - loaded only when something Russian is read

    blocks = document.blocks or (Block(0, len(document.text)),)
    for block in blocks:
        if block.role in UNREAD:
            continue
        text = document.text[block.start : block.end]
        spans = [(0, len(text))] if block.role is Role.TABLE_ROW else [(s.start, s.stop) for s in sentenize(text)]
        for start, stop in spans:
            tokens = [(t.text, block.start + start + t.start) for t in tokenize(text[start:stop])]
            for at in range(0, len(tokens), LONGEST):
                yield block, tokens[at : at + LONGEST]


def headline_of(document: Document) -> Block | None:
    """Return the block that is only a headline: the first one, short and without a mark at its end, where others follow."""
    if len(document.blocks) < 2:
        return None
    first = document.blocks[0]
    text = document.text[first.start : first.end].strip()
    return first if len(text) < HEADLINE and "\n" not in text and text[-1:] not in ".!?…;" else None


class RussianPassage:
    """One parsed document with everything that the readers share, each worked out once and when first asked for."""

    def __init__(self, document: Document) -> None:
        self.document, self.text = document, document.text
        pieces = list(cut(document))
        parsed = parse_words([tokens for _, tokens in pieces])
        self.sentences = [
            Sentence(n, words, block) for n, ((block, _), words) in enumerate(zip(pieces, parsed, strict=True))
        ]
        self.headline = headline_of(document)
        self.words = [word for sentence in self.sentences for word in sentence.words]
        for sentence in self.sentences:
            sentence.clauses = clauses_of(sentence.words)
        self.kept: dict[int, tuple[Any, ...]] = {}  # the bodies of each sentence, once they have been looked for
        self._sentence_of = {w.i: s for s in self.sentences for w in s.words}

    @cached_property
    def people(self) -> People:
        """Return the persons of the document and their mentions."""
        texts = [self.text[s.start : s.end] for s in self.sentences]
        spans: list[tuple[int, int, str]] = []
        for sentence, found in zip(self.sentences, engine().names.map(texts), strict=True):
            spans += [(sentence.start + s.start, sentence.start + s.stop, str(s.type)) for s in found.spans]
        return People([s.words for s in self.sentences], spans, self.text)

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """Return the numbers of the document."""
        return numbers(self.text)

    @cached_property
    def durations(self) -> tuple[Duration, ...]:
        """Return the lengths of time of the document."""
        return durations(self.text)

    @cached_property
    def sums(self) -> tuple[Money, ...]:
        """Return the sums of money of the document."""
        return sums(self.text, self.document.title)

    @cached_property
    def provisions(self) -> tuple[Span, ...]:
        """Return the provisions of law that the document names."""
        return provisions(self.text)

    @cached_property
    def ages(self) -> tuple[Number, ...]:
        """Return the ages that the document tells."""
        return ages(self.text)

    @cached_property
    def dates(self) -> tuple[ResolvedDate, ...]:
        """Return the dates of the document in order, each with its EDTF value and the reason for it."""
        return resolve(self.text, find_dates(self.text, language="ru"), self.document.published, language="ru")

    def dates_in(self, start: int, end: int) -> tuple[ResolvedDate, ...]:
        """Return the dates told in the characters ``[start, end)``."""
        first, last = bisect_left(self._date_starts, start), bisect_left(self._date_starts, end)
        return tuple(d for d in self.dates[first:last] if d.end <= end)

    @cached_property
    def _date_starts(self) -> list[int]:
        return [d.start for d in self.dates]

    @cached_property
    def measured(self) -> bytearray:
        """Return for each character whether it is a part of a date, a sum, an age, a law or a length of time."""
        mask = bytearray(len(self.text) + 1)
        lengths = [d for d in self.durations if not d.is_bare]
        spans: list[Any] = [*self.dates, *self.sums, *self.ages, *self.provisions, *lengths]
        for one in spans:
            mask[one.start : one.end] = b"\1" * (one.end - one.start)
        return mask

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        """Return the mentions of persons that begin in the characters ``[start, end)``."""
        starts = self._mention_starts
        return self.people.mentions[bisect_left(starts, start) : bisect_left(starts, end)]

    @cached_property
    def _mention_starts(self) -> list[int]:
        return [m.start for m in self.people.mentions]

    def sentence_of(self, word: Word) -> Sentence:
        """Return the sentence that holds a word."""
        return self._sentence_of[word.i]

    def head(self, word: Word) -> Word:
        """Return the word that a word hangs on."""
        return self.words[word.head]

    def quote(self, start: int, end: int) -> Quote:
        """Return the span as a quote. Raises ValueError if nothing of it is left."""
        return quote(self.text, start, end)
