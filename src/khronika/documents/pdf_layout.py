"""Where the text of a PDF's pages stands: its lines, columns and tables, in the order in which a person reads them."""

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Any

COLUMN_LINES = 4  # lines that each of two columns must have
COLUMN_WIDTH = 22  # characters that lines of running text have on average; the cells of tables have fewer
MOST_COLUMNS = 4
LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00a0": " ", "\t": " "}
)
HYPHENS = "\x02\ufffe\u00ad"  # what PDFium and word processors put where a line was broken inside a word
NOTE_SIGN = re.compile(r"[\d*†‡,]{1,5}")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, or a part of one: its place in points from the page's lower left corner, the size of its type.

    ``column`` counts the page's columns in reading order; ``edge`` is where the lines of the column end on the right,
    ``margin`` where they begin. ``cells`` is more than 1 for a row of a table.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    page: int
    column: int = 0
    margin: float = 0.0
    edge: float = 0.0
    cells: int = 1


def page_lines(page: Any, number: int) -> list[Line]:
    """Return the lines of a page in reading order."""
    text_page = page.get_textpage()
    try:
        found = list(stretches(text_page, number))
    finally:
        text_page.close()
    ordered: list[Line] = []
    for column, lines in enumerate(columns(segments(found))):
        whole = [row(group) for group in same_base(lines)]
        if whole:
            edge, margin = max(line.right for line in whole), min(line.left for line in whole)
            ordered += [replace(line, column=column, edge=edge, margin=margin) for line in whole]
    return tabled(ordered)


def stretches(text_page: Any, number: int) -> Iterator[Line]:
    """Yield runs of characters that stand side by side, in the order of the file; signs of footnotes are left out."""
    from pypdfium2 import raw  # noqa: PLC0415

    x, y = ctypes.c_double(), ctypes.c_double()
    left, right, low, high = (ctypes.c_double() for _ in range(4))
    box = raw.FS_RECTF()
    chars: list[str] = []
    start = end = base = size = 0.0

    def run() -> Iterator[Line]:
        text = "".join(chars).translate(LIGATURES)
        if text.strip():
            yield Line(text.rstrip(" "), start, end, base, size, number)
        chars.clear()

    for index in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(text_page, index)
        char = chr(code) if not 0xD800 <= code <= 0xDFFF else "\ufffd"
        if char in "\r\n\x00":
            continue
        raw.FPDFText_GetCharOrigin(text_page, index, x, y)
        raw.FPDFText_GetCharBox(text_page, index, left, right, low, high)
        if char.isspace():
            if chars and abs(y.value - base) < size / 2 and left.value >= end - size:
                chars.append(" ")
            continue
        apart = not chars or abs(y.value - base) > 0.12 * size or not -size / 2 < left.value - end < size
        if apart:
            yield from run()
            raw.FPDFText_GetLooseCharBox(text_page, index, box)
            start, base, size = left.value, y.value, max(1.0, box.top - box.bottom)
        chars.append(char)
        end = right.value
    yield from run()


def segments(found: Sequence[Line]) -> list[Line]:
    """Join runs on one base line that are no more than a blank apart; drop the raised signs of footnotes."""
    sizes = [line.size for line in found for _ in range(len(line.text))]
    usual = median(sizes) if sizes else 0.0
    joined: list[Line] = []
    for group in same_base([line for line in found if not is_note_sign(line, found, usual)]):
        current = group[0]
        for line in group[1:]:
            gap = line.left - current.right
            if gap < 1.1 * max(current.size, line.size):
                blank = " " if gap > 0.12 * line.size and not current.text.endswith(" ") else ""
                larger = max(current.size, line.size)
                current = replace(
                    current, text=current.text + blank + line.text, right=max(current.right, line.right), size=larger
                )
            else:
                joined.append(current)
                current = line
        joined.append(current)
    return joined


def is_note_sign(line: Line, found: Sequence[Line], usual: float) -> bool:
    """Tell whether a run is the small raised number of a footnote."""
    if line.size > 0.82 * usual or not NOTE_SIGN.fullmatch(line.text.strip()):
        return False
    return any(
        0.1 * other.size < line.base - other.base < 0.7 * other.size and line.size < 0.85 * other.size
        for other in found
        if other is not line
        and (abs(other.right - line.left) < other.size or abs(other.left - line.right) < other.size)
    )


def same_base(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines grouped by the base line that they stand on, from the top; each group from left to right."""
    groups: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: (-one.base, one.left)):
        if groups and abs(groups[-1][0].base - line.base) < 0.35 * min(groups[-1][0].size, line.size):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [sorted(group, key=lambda one: one.left) for group in groups]


def columns(lines: list[Line], most: int = MOST_COLUMNS) -> list[list[Line]]:
    """Return the lines of each column in reading order; what runs over the gutter stands between them."""
    gutter = gutter_of(lines) if most > 1 else None
    if gutter is None:
        return [lines] if lines else []
    found: list[list[Line]] = []
    left: list[Line] = []
    right: list[Line] = []
    across: list[Line] = []
    for line in [one for group in same_base(lines) for one in group]:
        if line.left < gutter - line.size / 2 and line.right > gutter:
            found += columns(left, most - 1) + columns(right, most - 1)
            left, right = [], []
            across.append(line)
            continue
        if across:
            found.append(across)
            across = []
        (left if line.left < gutter - line.size / 2 else right).append(line)
    if across:
        found.append(across)
    return found + columns(left, most - 1) + columns(right, most - 1)


def gutter_of(lines: Sequence[Line]) -> float | None:
    """Return where the second of two columns of running text begins, or None if the text has one column."""
    best, least = None, len(lines) * 0.25
    for start in sorted({round(line.left) for line in lines}):
        right = [line for line in lines if abs(line.left - start) < line.size * 2 and line.left > start - 2]
        before = [line for line in lines if line.right < start - 0.4 * line.size]
        if min(len(right), len(before)) < COLUMN_LINES:
            continue
        left = [b for b in before if any(abs(b.base - r.base) < 30 * r.size for r in right)]
        beside = min(max(one.base for one in left), max(one.base for one in right)) - max(
            min(one.base for one in left), min(one.base for one in right)
        )
        if beside < 2 * right[0].size or any(
            sum(len(o.text) for o in side) < COLUMN_WIDTH * len(side) for side in (left, right)
        ):
            continue
        crossing = sum(line.left < start - line.size and line.right > start + line.size for line in lines)
        if crossing < least:
            best, least = float(start) - 1, crossing
    return best


def row(group: Sequence[Line]) -> Line:
    """Join what stands on one base line; wide gaps set off the cells of a table."""
    first = group[0]
    return replace(
        first,
        text=(" | " if len(group) > 1 else "").join(line.text.strip() for line in group),
        right=max(line.right for line in group),
        size=max(line.size for line in group),
        cells=len(group),
    )


def tabled(lines: list[Line]) -> list[Line]:
    """Return the lines; a row without another row of cells above or below is only a line with gaps."""
    found = []
    for n, line in enumerate(lines):
        near = lines[max(0, n - 1) : n] + lines[n + 1 : n + 2]
        alone = line.cells == 2 and not any(one.cells > 1 for one in near)
        found.append(replace(line, text=line.text.replace(" | ", " "), cells=1) if alone else line)
    return found
