"""A document's text cut where quotes begin and end, so that each stretch knows which statements rest on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from khronika.documents.document import Block, Document, Role
from khronika.record.withholding import Withheld
from khronika.vocabulary.evidence import Evidence, Standing


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text with the statements whose quotes hold it; ``state`` is how it is underlined.

    ``start`` is where it begins in the document's text (code points). ``bar`` tells that a statement of it was
    erased, ``withheld`` why, once; it has no text then, unless another statement still quotes it.
    """

    text: str
    ids: tuple[str, ...] = ()
    state: str = ""
    start: int = 0
    withheld: str = ""
    bar: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the document as stretches, or what stands between blocks."""

    role: str
    stretches: tuple[Stretch, ...]
    page: int | None = None
    number: int | None = None


def paragraphs(
    document: Document, evidence: Sequence[Evidence], gone: Sequence[Withheld] = ()
) -> tuple[Paragraph, ...]:
    """Return the document's blocks with the quotes marked. Rejected statements leave no mark.

    Where a statement was erased stands a bar in place of the words, unless another statement still quotes them.
    """
    shown = [one for one in evidence if one.standing is not Standing.REJECTED]
    return tuple(paragraph(document.text, block, shown, gone) for block in blocks_of(document))


def blocks_of(document: Document) -> Iterable[Block]:
    """Yield the blocks, and what stands between them as paragraphs of their own, so that no word is missing."""
    end = 0
    for block in document.blocks:
        if document.text[end : block.start].strip():
            yield Block(end, block.start, Role.PARAGRAPH, 0)
        yield block
        end = block.end
    if document.text[end:].strip():
        yield Block(end, len(document.text), Role.PARAGRAPH, 0)


def paragraph(text: str, block: Block, evidence: Iterable[Evidence], gone: Sequence[Withheld] = ()) -> Paragraph:
    """Return one block with the quotes in it marked."""
    here = [one for one in evidence if one.statement.quote.start < block.end and one.statement.quote.end > block.start]
    spans = [(one.statement.quote.start, one.statement.quote.end) for one in here]
    spans += [(one.start, one.end) for one in gone if one.start < block.end and one.end > block.start]
    cuts = {block.start, block.end}
    for first, last in spans:
        cuts |= {max(first, block.start), min(last, block.end)}
    stretches = []
    told: set[Withheld] = set()
    for start, end in pairwise(sorted(cuts)):
        over = [one for one in here if one.statement.quote.start <= start and one.statement.quote.end >= end]
        bars = [one for one in gone if one.start <= start and one.end >= end]
        words = "; ".join(bar_words(one) for one in bars if one not in told)
        told |= set(bars)
        shown = "" if bars and not over else text[start:end]
        stretches.append(Stretch(shown, tuple(one.id for one in over), state_of(over), start, words, bool(bars)))
    return Paragraph(block.role.value, tuple(stretches), block.page, block.number or None)


def bar_words(one: Withheld) -> str:
    """Return what stands on the bar over a stretch from which a statement was erased."""
    return f"withheld: a statement of these words was erased by {one.by}, {one.at[:10]}: {one.reason}"


def state_of(over: Sequence[Evidence]) -> str:
    """Return how a stretch is marked: accepted only if everything that rests on it is."""
    if not over:
        return ""
    return "accepted" if all(one.standing is Standing.ACCEPTED for one in over) else "proposed"
