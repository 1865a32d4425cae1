"""A document laid open for the readers of each kind: its sentences, clauses, people, bodies, dates and speakers."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from khronika.documents.document import Block, Document, Role
from khronika.reading.clauses import Clause, clause_of, clauses
from khronika.reading.dates import DateMention, ResolvedDate, find_dates, resolve
from khronika.reading.lexicon import words
from khronika.reading.parsing import UNREAD
from khronika.reading.people import People
from khronika.reading.quantities import (
    Duration,
    Money,
    Number,
    find_ages,
    find_durations,
    find_money,
    find_numbers,
    find_provisions,
)
from khronika.reading.quantities import (
    Span as Found,
)
from khronika.reading.table_cells import Row, tables_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from khronika.reading.voices import Report


@dataclass(frozen=True)
class Sentence:
    """A sentence and the block that it stands in. ``number`` counts the sentences of the document from 0."""

    number: int
    span: "Span"
    block: Block
    clauses: tuple[Clause, ...]

    @property
    def start(self) -> int:
        """Return the first character's offset in the document."""
        return int(self.span.start_char)

    @property
    def end(self) -> int:
        """Return the offset after the last character in the document."""
        return int(self.span.end_char)

    @property
    def is_caption(self) -> bool:
        """Tell whether the sentence describes a picture."""
        return self.block.role is Role.CAPTION


class Passage:
    """One parsed document with everything that the readers share, each worked out once and when first asked for."""

    def __init__(self, document: Document, doc: "Doc") -> None:
        self.document, self.doc = document, doc
        self.language = document.language
        self.text = document.text

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Return the sentences that somebody says: furniture, credits and bylines are left out."""
        found: list[Sentence] = []
        for span in self.doc.sents:
            block = self.document.block_at(next((t.idx for t in span if not t.is_space), span.start_char))
            if block is None:
                block = Block(span.start_char, span.end_char)
            if block.role in UNREAD or not span.text.strip():
                continue
            found.append(Sentence(len(found), span, block, clauses(span)))
        return tuple(found)

    @cached_property
    def people(self) -> People:
        """Return the persons of the document and their mentions."""
        cells = [cell for row in self.rows if (cell := row.cell("name")) is not None]
        listed = frozenset(t.i for cell in cells for t in self.tokens(cell.start, cell.end))
        return People(self.doc, self.language, listed)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Return the rows of tables whose headings tell what they hold."""
        return tuple(tables_of(self.document))

    @cached_property
    def _sentence_of(self) -> dict[int, Sentence]:
        return {token.i: sentence for sentence in self.sentences for token in sentence.span}

    @cached_property
    def reports(self) -> "tuple[Report, ...]":
        """Return everything that is told as somebody's word."""
        from khronika.reading.speech import reports  # noqa: PLC0415 - speech reads passages

        return reports(self)

    @cached_property
    def judges(self) -> tuple[tuple[Sentence, str], ...]:
        """Return the judges that the document names, each with the sentence that does."""
        from khronika.reading.bodies import judges_named  # noqa: PLC0415 - bodies reads passages

        return judges_named(self)

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """Return the whole numbers of the document with their bounds."""
        return find_numbers(self.text, language=self.language)

    @cached_property
    def durations(self) -> tuple[Duration, ...]:
        """Return the lengths of time of the document."""
        return find_durations(self.text, language=self.language)

    @cached_property
    def sums(self) -> tuple[Money, ...]:
        """Return the sums of money of the document."""
        return find_money(self.text, language=self.language, context=self.text + " " + self.document.title)

    @cached_property
    def provisions(self) -> tuple[Found, ...]:
        """Return the provisions of law that the document names."""
        return find_provisions(self.text, language=self.language)

    @cached_property
    def ages(self) -> tuple[Number, ...]:
        """Return the ages that the document tells."""
        return find_ages(self.text, language=self.language)

    @cached_property
    def dates(self) -> tuple[ResolvedDate, ...]:
        """Return the dates of the document in order, each with its EDTF value and the reason for it."""
        return resolve(
            self.text,
            find_dates(self.text, language=self.language),
            self.document.published,
            language=self.language,
            future=self.is_future,
        )

    def is_future(self, mention: DateMention) -> bool:
        """Tell whether the clause around a date looks ahead."""
        token = next((t for t in self.tokens(mention.start, mention.end)), None)
        while token is not None and token.head != token and token.pos_ not in {"VERB", "AUX"}:
            token = token.head
        if token is None or token.pos_ not in {"VERB", "AUX"}:
            return False
        clause = clause_of(token)
        ahead = clause.future or token.lemma_.lower() in words(self.language, "dates", "set_verbs")
        return ahead or (
            token.dep_ in {"xcomp", "advcl", "ccomp"}
            and token.head.pos_ in {"VERB", "AUX", "ADJ"}
            and token.tag_ == "VB"
        )

    def tokens(self, start: int, end: int) -> "Iterator[Token]":
        """Yield the tokens that lie in the characters ``[start, end)``."""
        at = bisect_left(self._offsets, start)
        while at < len(self.doc) and self.doc[at].idx < end:
            yield self.doc[at]
            at += 1

    @cached_property
    def _offsets(self) -> list[int]:
        return [int(token.idx) for token in self.doc]

    def places_of(self, lemma: str) -> Sequence[int]:
        """Return the tokens that have a lemma, whatever its capitals, in order."""
        return self._by_lemma.get(lemma.lower(), ())

    @cached_property
    def court_places(self) -> tuple[int, ...]:
        """Return the tokens that read "court" or "tribunal", in order."""
        return tuple(t.i for t in self.doc if t.lower_ in {"court", "tribunal"})

    @cached_property
    def _by_lemma(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for token in self.doc:
            found.setdefault(token.lemma_.lower(), []).append(token.i)
        return found

    def number_at(self, token: "Token") -> Number | None:
        """Return the number that a token is a part of, its bound words included."""
        return next((n for n in self.numbers if n.bound_start <= token.idx < n.end), None)

    def dates_in(self, start: int, end: int) -> tuple[ResolvedDate, ...]:
        """Return the dates told in the characters ``[start, end)``."""
        return tuple(d for d in self.dates if start <= d.start and d.end <= end)

    def date_of(self, clause: Clause) -> ResolvedDate | None:
        """Return when a clause happens: told in its sentence, or the day on which the story before it goes on."""
        from khronika.reading.narration import carried_date  # noqa: PLC0415 - these read passages
        from khronika.reading.occasions import told_in  # noqa: PLC0415

        sentence = self.sentence_at(clause.predicate)
        if sentence is None:
            return None
        return told_in(self, sentence, clause.predicate) or carried_date(self, sentence, clause.predicate)

    def sentence_at(self, token: "Token") -> Sentence | None:
        """Return the sentence that holds the token, or None in what is not read."""
        return self._sentence_of.get(token.i)

    def characters(self, start: int, end: int) -> tuple[int, int]:
        """Return the code points of tokens ``[start, end)``."""
        last = self.doc[end - 1]
        return int(self.doc[start].idx), int(last.idx + len(last.text))
