"""Amending a statement by hand: slot by slot, or as ``slot = value`` lines, each checked when it is written."""

from khronika.documents.document import Document
from khronika.documents.quoting import spans, surroundings
from khronika.errors import ContractError, KhronikaError, ReadingError
from khronika.surface.reviewing.console import Console, GivenUp
from khronika.surface.reviewing.sheet import changes_text, form_text, slot_text
from khronika.vocabulary.amending import amended
from khronika.vocabulary.contract import to_record
from khronika.vocabulary.slot_values import written
from khronika.vocabulary.slots import Slot, slot_of, slots_of
from khronika.vocabulary.statement import Quote, Statement

CHECKED = "checked against the document"  # the reason of an amendment for which no other is given
INTRODUCTION = (
    "Amend: the number of a slot, or slot = value (slot = - empties it), or quote = the exact words.\n"
    "An empty line: done. ! gives up."
)


def moved_quote(document: Document, quote: Quote, words: str) -> Quote:
    """Return the quote of other words in the paragraph of a quote, the nearest to it if they stand there repeatedly.

    White space and quotation marks may differ; the quote is of the document's own. Raises ReadingError if the words
    do not stand in the paragraph.
    """
    start, end = surroundings(document, quote.start, quote.end)
    found = spans(document.text, words, start, end)
    if not found:
        raise ReadingError(
            f"these words do not stand in the paragraph: {words[:80]!r}",
            do="copy them from the paragraph as they stand",
        )
    first, last = min(found, key=lambda span: abs(span[0] - quote.start))
    return Quote(first, last, document.text[first:last])


def fill_in(console: Console, statement: Statement, document: Document) -> tuple[Statement, str] | None:
    """Ask for changes until they are done; return the statement as amended and the reason, or None if given up.

    A wrong value is told, and asked for again.
    """
    console.tell(f"{INTRODUCTION}\n{form_text(slots_of(statement.kind), to_record(statement))}")
    now = statement
    while True:
        line = console.ask("amend>")
        if line == "!":
            return None
        if not line:
            break
        try:
            made = changed(console, now, document, line)
        except GivenUp:
            continue
        except KhronikaError as error:
            console.tell(f"  {error}")
            continue
        if made != now:
            console.tell(changes_text(now, made))
            now = made
    if to_record(now, reasons=True) == to_record(statement, reasons=True):
        return None
    console.tell(f"In all:\n{changes_text(statement, now)}")
    return now, console.ask(f"Why? (Enter: {CHECKED})") or CHECKED


def changed(console: Console, statement: Statement, document: Document, line: str) -> Statement:
    """Return the statement as one line changes it; a slot without a value is asked for until that can be understood.

    Raises KhronikaError if the line cannot be understood.
    """
    name, equals, value = (part.strip() for part in line.partition("="))
    if name.casefold() == "quote":
        asked, given = "quote", " ".join(statement.quote.text.split())
    else:
        slot = slot_called(statement, name)
        asked, given = slot.name, written(slot, to_record(statement).get(slot.name))
    if equals:
        return set_to(statement, document, asked, value)
    if asked != "quote":
        console.tell(slot_text(slot))
    while value := console.ask(f"{asked} =", given):
        try:
            return set_to(statement, document, asked, value)
        except KhronikaError as error:
            console.tell(f"  {error}")
            given = value
    return statement


def set_to(statement: Statement, document: Document, name: str, value: str) -> Statement:
    """Return the statement with one slot, or its quote, as it was written. Raises KhronikaError if it cannot be."""
    if name == "quote":
        return amended(statement, {}, moved_quote(document, statement.quote, value))
    return amended(statement, {name: value})


def slot_called(statement: Statement, name: str) -> Slot:
    """Return the slot of a number or a name. Raises ContractError if there is none."""
    slots = list(slots_of(statement.kind).values())
    if name.isdecimal():
        if not 1 <= int(name) <= len(slots):
            raise ContractError(f"there is no slot {name}", do=f"their numbers go from 1 to {len(slots)}")
        return slots[int(name) - 1]
    return slot_of(statement.kind, name)
