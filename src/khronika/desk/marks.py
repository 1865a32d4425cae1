"""A document's text cut where quotes begin and end, so that each stretch knows which statements rest on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from khronika.documents.document import Block, Document, Role
from khronika.vocabulary.evidence import Evidence, Standing


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text with the statements whose quotes hold it; ``state`` is how it is underlined."""

    text: str
    ids: tuple[str, ...] = ()
    state: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the document as stretches, or what stands between blocks."""

    role: str
    stretches: tuple[Stretch, ...]
    page: int | None = None
    number: int | None = None


def paragraphs(document: Document, evidence: Sequence[Evidence]) -> tuple[Paragraph, ...]:
    """Return the document's blocks with the quotes marked. Rejected statements leave no mark."""
    shown = [one for one in evidence if one.standing is not Standing.REJECTED]
    return tuple(paragraph(document.text, block, shown) for block in blocks_of(document))


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


def paragraph(text: str, block: Block, evidence: Iterable[Evidence]) -> Paragraph:
    """Return one block with the quotes in it marked."""
    here = [one for one in evidence if one.statement.quote.start < block.end and one.statement.quote.end > block.start]
    cuts = {block.start, block.end}
    for one in here:
        cuts |= {max(one.statement.quote.start, block.start), min(one.statement.quote.end, block.end)}
    edges = sorted(cuts)
    stretches = []
    for start, end in pairwise(edges):
        over = [one for one in here if one.statement.quote.start <= start and one.statement.quote.end >= end]
        stretches.append(Stretch(text[start:end], tuple(one.id for one in over), state_of(over)))
    return Paragraph(block.role.value, tuple(stretches), block.page, block.number or None)


def state_of(over: Sequence[Evidence]) -> str:
    """Return how a stretch is marked: accepted only if everything that rests on it is."""
    if not over:
        return ""
    return "accepted" if all(one.standing is Standing.ACCEPTED for one in over) else "proposed"
