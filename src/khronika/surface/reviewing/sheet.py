"""What a reviewer sees: a statement slot by slot, its paragraph with the quote marked, and the whole document."""

import shutil
import textwrap
from collections.abc import Mapping
from typing import Any

from khronika.documents.document import Document
from khronika.surface.layout import NARROWEST, WIDEST, Detail, Sheet, clean
from khronika.surface.listing import head, notes, paragraph, place
from khronika.surface.words import MARKS, joined, source_name
from khronika.vocabulary.contract import to_record
from khronika.vocabulary.evidence import Evidence
from khronika.vocabulary.slot_values import written
from khronika.vocabulary.slots import Slot, slots_of
from khronika.vocabulary.statement import AUTHOR, Statement

QUOTE_MARK = "【"
KEYS = "a accept · m amend · r reject · s skip · u undo · b back · o open the document · q quit · ? help"
HELP = """\
a  accept the statement as it stands
m  amend it, slot by slot, or move its quote; what was read is kept beside it
r  reject it, with the reason
s  skip it (→): it stays as it is, and comes again the next time
u  undo your last decision of this session
b  back (←) to the statement before it
o  open the whole document at the quote
q  quit: all that was decided is kept, and the same command goes on where you stopped
○ proposed  ● accepted  ⊘ rejected  ~ inferred: the quote itself does not show it"""


def statement_text(
    one: Evidence, document: Document, progress: str, told: str = "", width: int | None = None, *, color: bool = False
) -> str:
    """Return a statement for a reviewer: how far the review is, slots, quote in its paragraph, and what was decided.

    ``told`` is what else there is to say about it.
    """
    sheet = Sheet()
    sheet.title(progress)
    slots = [Detail(line, "text") for line in slot_lines(one.statement)]
    remarks = [Detail(line, "disagree") for line in told.splitlines()]
    sheet.row(MARKS[one.standing], head(one), (*slots, *notes(one), *remarks))
    where = f"{one.source.filename or one.source.document}, {place(one, document)}"
    sheet.heading(where, f"{source_name(one)} · {one.id}")
    sheet.text(paragraph(one, document))
    return sheet.render(width, color=color)


def slot_lines(statement: Statement) -> list[str]:
    """Return the filled slots, one a line, an inferred one with a tilde."""
    return [
        f"  {'~' if name in values.get('inferred', ()) else ' '} {name} = {written(slot, values[name])}"
        for values in [to_record(statement)]
        for name, slot in slots_of(statement.kind).items()
        if name != "inferred" and values.get(name) not in (None, "", []) and not plain(name, values[name])
    ]


def plain(name: str, value: Any) -> bool:
    """Tell whether a value goes without saying: the document's own plain word."""
    return (name, value) in {("asserted_by", AUTHOR), ("modality", "asserted")} if isinstance(value, str) else False


def form_text(slots: Mapping[str, Slot], values: Mapping[str, Any]) -> str:
    """Return the slots of a statement, numbered, with their values, to choose from."""
    wide = max(map(len, slots))
    lines = [
        f"{number:3} {name:{wide}}  {clean(written(slot, values.get(name)))}".rstrip()
        for number, (name, slot) in enumerate(slots.items(), start=1)
    ]
    return "\n".join([*lines, hanging(f"    {'quote':{wide}}  ", values["quote"]["text"])])


def hanging(head: str, text: str) -> str:
    """Return a text after its head, wrapped to the terminal, its lines below each other."""
    width = max(NARROWEST, min(shutil.get_terminal_size((100, 24)).columns, WIDEST))
    return textwrap.fill(clean(text), width, initial_indent=head, subsequent_indent=" " * len(head))


def keys_text() -> str:
    """Return the keys with what they do, wrapped to the terminal between two of them."""
    whole = KEYS.replace(" · ", "\t").replace(" ", "_").replace("\t", " · ")
    return hanging("", whole).replace("_", " ")


def slot_text(slot: Slot) -> str:
    """Return how a slot is written, with what the terms of its vocabulary mean."""
    terms = slot.terms()
    wide = max(map(len, terms), default=0)
    return "\n".join(
        [f"{slot.name}: {slot.hint}", *(hanging(f"  {term:{wide}}  ", told) for term, told in terms.items())]
    )


def changes_text(before: Statement, after: Statement) -> str:
    """Return what an amendment changes, a line for each slot."""
    old, new = to_record(before), to_record(after)
    lines = [
        f"  {name}: {clean(written(slot, old.get(name))) or '(empty)'} → {clean(written(slot, new.get(name))) or '(empty)'}"
        for name, slot in slots_of(after.kind).items()
        if old.get(name) != new.get(name)
    ]
    if before.quote != after.quote:
        lines.append(f"  quote: “{clean(before.quote.text)}” → “{clean(after.quote.text)}”")
    return "\n".join(lines)


def document_text(one: Evidence, document: Document) -> str:
    """Return the whole document, a paragraph a line, with the quote marked."""
    quote, text = one.statement.quote, document.text
    marked = f"{text[: quote.start]}{QUOTE_MARK}{quote.text}】{text[quote.end :]}"
    title = joined(one.source.filename or one.source.document, source_name(one))
    return "\n".join([clean(title), "", *(clean(line) for line in marked.splitlines())]) + "\n"
