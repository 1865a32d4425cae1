"""Sources for a terminal: what each is, who published it when, who captured it when, and the hash of its bytes."""

import re
from collections.abc import Iterable, Sequence

from khronika.surface.layout import Detail, Sheet
from khronika.surface.words import day_part, joined
from khronika.vocabulary.evidence import Source

ROW = re.compile(r"(?P<table>.+), row (?P<number>\d+)")


def sources_text(
    sources: Iterable[Source], width: int | None = None, *, each_row: bool = False, color: bool = False
) -> str:
    """Return the sources as text; the rows of a table as one line below it, unless ``each_row`` is wanted."""
    sheet = Sheet()
    found = list(sources)
    whole, rows = (found, {}) if each_row else folded(found)
    for one in whole:
        source_rows(sheet, [one])
        if own := rows.pop(one.filename, None):
            sheet.row("", rows_words(own))
    return sheet.render(width, color=color)


def folded(sources: Sequence[Source]) -> tuple[list[Source], dict[str, list[Source]]]:
    """Return the sources that are no rows of a table among them, and the rows by the name of their table."""
    tables = {one.filename for one in sources if one.filename}
    whole: list[Source] = []
    rows: dict[str, list[Source]] = {}
    for one in sources:
        found = ROW.fullmatch(one.filename)
        if found and found["table"] in tables:
            rows.setdefault(found["table"], []).append(one)
        else:
            whole.append(one)
    return whole, rows


def rows_words(rows: Sequence[Source]) -> str:
    """Return how many rows of a table were taken, and where to see each."""
    numbers = sorted(int(found["number"]) for one in rows if (found := ROW.fullmatch(one.filename)))
    count = f"{len(rows):,} row{'' if len(rows) == 1 else 's'} of it, each a source of its own"
    return f"{count}, from row {numbers[0]} to row {numbers[-1]}: khronika sources --all"


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
