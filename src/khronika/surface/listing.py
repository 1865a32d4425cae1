"""Statements, bans and one statement in its paragraph, as text for a terminal."""

from collections.abc import Iterable, Sequence
from datetime import date

from khronika.docket.bans import Ban
from khronika.documents.document import Document
from khronika.surface.layout import Detail, Sheet
from khronika.surface.line_words import ban_notes, ban_words, differs, inferences
from khronika.surface.words import (
    DISAGREE,
    MARKS,
    excerpt,
    hangs_on,
    held_by,
    how_sure,
    joined,
    says_who,
    source_name,
    summary,
    when,
)
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.statement import Statement

QUOTE = 260


def statements_text(statements: Iterable[Statement], width: int | None = None, *, color: bool = False) -> str:
    """Return statements as a table: kind, then when and what; below it who says so, with the quote and the reasons."""
    sheet = Sheet()
    for one in statements:
        details = [Detail(f"{says_who(one)}: “{excerpt(one.quote.text, QUOTE)}”", "quote")]
        details += [Detail(f"~ {slot}: inferred, {why}") for slot, why in one.reasons.items()]
        sheet.row(joined(short(one), how_sure(one), by="\n"), joined(when(one), summary(one), by=" · "), tuple(details))
    return sheet.render(width, color=color)


def short(one: Statement) -> str:
    """Return a statement's kind so that it fits the column of marks."""
    return one.kind.value if len(one.kind.value) <= 11 else f"{one.kind.value[:10]}."


def bans_text(bans: Sequence[Ban], on: date, width: int | None = None, *, color: bool = False) -> str:
    """Return restrictions as text, each as it stands on a day, with every computed end and every quote."""
    sheet = Sheet()
    for ban in bans:
        marks = "\n".join([MARKS[ban.standing], *([DISAGREE] if any(one.open for one in ban.differing) else [])])
        details = [Detail(differs(one), "disagree") for one in ban.differing]
        details += [Detail(note) for note in (*ban_notes(ban, on), *inferences(ban))]
        details += [
            Detail(f"“{excerpt(one.statement.quote.text, QUOTE)}” — {source_name(one)} · {one.id}", "quote")
            for one in ban.evidence
        ]
        sheet.row(marks, ban_words(ban), tuple(details))
    return sheet.render(width, color=color)


def evidence_text(one: Evidence, width: int | None = None, *, color: bool = False) -> str:
    """Return a statement of the record: its mark, what it says, its quote with source and name, and who decided."""
    sheet = Sheet()
    quoted = f"“{excerpt(one.statement.quote.text, QUOTE)}” — {source_name(one)} · {one.id}"
    sheet.row(MARKS[one.standing], head(one), (Detail(quoted, "quote"), *notes(one)))
    return sheet.render(width, color=color)


def head(one: Evidence) -> str:
    """Return when, what, and who says so."""
    return joined(when(one.statement), summary(one.statement), held_by(one.statement), by=" · ")


def notes(one: Evidence) -> tuple[Detail, ...]:
    """Return how sure the reader is of a proposal, who decided what and why, and what was inferred from what."""
    decided = joined(f"{one.standing.value} by {one.decided_by}", one.decided_at, one.reason) if one.decided_by else ""
    told = [
        "" if one.decided_by else hangs_on(one.statement),
        f"written by {one.written_by}" if one.written_by else "",
        decided,
    ]
    told += [f"amended; read as: {joined(when(one.read_as), summary(one.read_as))}"] if one.read_as else []
    told += [*(f"~ {slot}: inferred, {why}" for slot, why in one.statement.reasons.items())]
    unexplained = [slot for slot in one.statement.inferred if slot not in one.statement.reasons]
    told.append(f"~ inferred without a reason: {', '.join(unexplained)}" if unexplained else "")
    return tuple(Detail(text) for text in told if text)


def show_text(
    one: Evidence, document: Document, width: int | None = None, *, cares: tuple[Detail, ...] = (), color: bool = False
) -> str:
    """Return a statement with its quote marked 【…】 in its paragraph, where that stands in the original, and why.

    ``cares`` are the lines of protection and consent, of the statement and of whom it names.
    """
    sheet = Sheet()
    sheet.row(MARKS[one.standing], head(one), (*notes(one), *cares))
    sheet.heading(
        f"{one.source.filename or one.source.document}, {place(one, document)}", f"{source_name(one)} · {one.id}"
    )
    sheet.text(paragraph(one, document))
    return sheet.render(width, color=color)


def place(one: Evidence, document: Document) -> str:
    """Return where in the original the quote begins: page, paragraph, line, as far as the format has them."""
    block = document.block_at(one.statement.quote.start)
    if block is None:
        return f"character {one.statement.quote.start}"
    page = f"page {block.page}" if block.page else ""
    return joined(page, f"paragraph {block.number}", f"line {block.line}" if block.line else "", by=", ")


def paragraph(one: Evidence, document: Document) -> str:
    """Return the paragraph or paragraphs that hold the quote, the quote between 【 and 】."""
    quote = one.statement.quote
    first, last = document.block_at(quote.start), document.block_at(max(quote.start, quote.end - 1))
    start = min(first.start if first else quote.start, quote.start)
    end = max(last.end if last else quote.end, quote.end)
    return f"{document.text[start : quote.start]}【{quote.text}】{document.text[quote.end : end]}"
