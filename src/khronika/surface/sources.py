"""Sources for a terminal: what each is, who published it when, who captured it when, and the hash of its bytes."""

from collections.abc import Iterable

from khronika.surface.layout import Detail, Sheet
from khronika.surface.words import day_part, joined
from khronika.vocabulary.evidence import Source


def sources_text(sources: Iterable[Source], width: int | None = None, *, color: bool = False) -> str:
    """Return the sources as text."""
    sheet = Sheet()
    source_rows(sheet, sources)
    return sheet.render(width, color=color)


def source_rows(sheet: Sheet, sources: Iterable[Source]) -> None:
    """Add a row for each source to a sheet."""
    for one in sources:
        name = one.title or one.filename or one.document
        published = f"published {day_part(one.published)}" if one.published else "day of publication not told"
        changed = f"changed {day_part(one.modified)}" if one.modified else ""
        head = joined(name, one.publisher or "publisher not told", one.author, published, changed, one.language)
        captured = f"captured {one.captured} by {one.captured_by}" if one.captured else ""
        details = [joined(captured, one.filename, one.media_type), f"sha256 {one.sha256}", one.url, one.note]
        details += [f"picture: {caption}" for caption in one.captions]
        details += [f"picture credit: {credit}" for credit in one.credits]
        sheet.row("source", head, tuple(Detail(text) for text in details if text))
