"""Tables: the rows of a CSV or XLSX file, each cell under its own heading, and what of it cannot be taken.

A row is never shifted: one that has more cells than the heading has is set aside, and so is one with a cell that
holds an error or a formula without a value.
"""

import csv
import io
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from types import MappingProxyType
from typing import TYPE_CHECKING

from khronika.documents.encoding import decode
from khronika.documents.formats import SPREADSHEET, format_of, packed_kind
from khronika.documents.table_rows import ROW_MEDIA
from khronika.errors import DocumentError

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet
    from openpyxl.worksheet.worksheet import Worksheet

CSV_MEDIA = "text/csv"
XLSX_MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEDIA_TYPES = frozenset({CSV_MEDIA, XLSX_MEDIA, ROW_MEDIA})  # what a mapping reads, and no reader of texts
LARGEST_TABLE = 50 * 1024 * 1024  # bytes
MOST_UNPACKED = 500 * 1024 * 1024  # bytes of an XLSX when unpacked
LONGEST_CELL = 10_000  # characters
SEPARATORS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its ``number`` as a spreadsheet counts it, and its filled cells by their headings, in their order."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """The ``columns`` of a table as its heading names them, its rows, and the rows that cannot be taken, with why."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    aside: tuple[tuple[int, str], ...] = ()


Cells = Sequence[str]


def read_table(data: bytes, filename: str, *, sheet: str = "", heading: int = 1) -> Table:
    """Return the table in the bytes of a CSV or XLSX file.

    ``heading`` is the number of the row that names the columns; what stands above it is passed over. ``sheet`` is the
    sheet's name, if the file has several. Raises DocumentError if there is no table, or not one only.
    """
    if len(data) > LARGEST_TABLE:
        raise DocumentError(f"it is larger than {LARGEST_TABLE // 1024 // 1024} MB", where=filename, do="split it")
    return table_of(lines_of(data, filename, sheet), filename, heading)


def raw_rows(data: bytes, filename: str, *, sheet: str = "") -> Iterator[tuple[int, Cells]]:
    """Yield the number and all cells of each row as they stand, also of rows that cannot be taken."""
    for number, cells, _ in lines_of(data, filename, sheet):
        yield number, cells


def media_of(data: bytes) -> str:
    """Return the media type of a table's bytes."""
    return XLSX_MEDIA if is_workbook(data) else CSV_MEDIA


def is_workbook(data: bytes) -> bool:
    """Tell whether bytes are an XLSX file."""
    return data.startswith(b"PK") and packed_kind(data) == SPREADSHEET


def lines_of(data: bytes, filename: str, sheet: str) -> Iterator[tuple[int, Cells, str]]:
    """Yield the number, the cells and the fault of each row of a file."""
    return workbook_rows(data, filename, sheet) if is_workbook(data) else csv_rows(data, filename)


def csv_rows(data: bytes, filename: str) -> Iterator[tuple[int, Cells, str]]:
    """Yield the number, the cells and the fault of each line of a CSV; a quoted cell may hold line breaks."""
    if format_of(data, f"{filename}.txt") not in {"text", "html", "mail"}:
        raise DocumentError("it is no table", where=filename, do="save it as CSV (UTF-8) or XLSX")
    text = decode(data, filename)
    if len(text) > LARGEST_TABLE:
        raise DocumentError("its text is too long", where=filename, do="split it")
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator(text), strict=True)
        for number, cells in enumerate(reader, 1):
            yield number, [cell.strip() for cell in cells], ""
    except csv.Error as error:
        raise DocumentError(f"it is no whole CSV: {error}", where=f"{filename}:{reader.line_num}") from None


def separator(text: str) -> str:
    """Return what stands between the cells: the separator that the first lines hold most evenly."""
    lines = [line for line in text.splitlines() if line.strip()][:20]
    even = {one: Counter(line.count(one) for line in lines).most_common(1)[0] for one in SEPARATORS if lines}
    likely = [(lines_, per_line, one) for one, (per_line, lines_) in even.items() if per_line]
    return max(likely, key=lambda found: found[:2])[2] if likely else ","


def workbook_rows(data: bytes, filename: str, sheet: str) -> Iterator[tuple[int, Cells, str]]:
    """Yield the number, the cells and the fault of each row of a sheet."""
    from openpyxl import load_workbook  # noqa: PLC0415

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(one.file_size for one in archive.infolist()) > MOST_UNPACKED:
                raise DocumentError("it is too large when unpacked", where=filename, do="split it, or save it as CSV")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of styles and validations, which say nothing about the cells
            values = load_workbook(io.BytesIO(data), data_only=True, read_only=True)
            formulas = load_workbook(io.BytesIO(data), data_only=False, read_only=True)
            name = sheet_name(values.sheetnames, sheet, filename)
            yield from sheet_rows(values[name], formulas[name])
    except DocumentError:
        raise
    except Exception as error:  # noqa: BLE001 - a broken workbook raises whatever its broken part leads to
        raise DocumentError(
            f"it is no whole XLSX: {error}", where=filename, do="open it and save it again, or as CSV"
        ) from None


def sheet_name(names: Sequence[str], asked: str, filename: str) -> str:
    """Return the sheet that is meant. Raises DocumentError if it is not there, or there are several to choose from."""
    if asked and asked not in names:
        raise DocumentError(f"it has no sheet {asked!r}", where=filename, do=f"one of: {', '.join(names)}")
    if not asked and len(names) > 1:
        raise DocumentError(
            f"it has {len(names)} sheets: {', '.join(names)}",
            where=filename,
            do='say which in the mapping: sheet = "…"',
        )
    return asked or names[0]


def sheet_rows(
    values: "Worksheet | ReadOnlyWorksheet", formulas: "Worksheet | ReadOnlyWorksheet"
) -> Iterator[tuple[int, Cells, str]]:
    """Yield the rows of a sheet, beside the same sheet with its formulas."""
    for number, (row, written) in enumerate(zip(values.rows, formulas.rows, strict=True), 1):
        fault = ""
        cells = []
        for cell, source in zip(row, written, strict=False):
            if cell.data_type == "e":
                fault = fault or f"the cell {cell.coordinate} holds the error {cell.value}"
            elif cell.value is None and source.value is not None:
                fault = fault or f"the cell {source.coordinate} is a formula that was never computed"
            cells.append(shown(cell.value))
        yield number, cells, fault


def shown(value: object) -> str:
    """Return a cell's value as text: days as EDTF, whole numbers without a point."""
    match value:
        case None:
            return ""
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat()
        case bool():
            return str(value).lower()
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value).strip()


def table_of(lines: Iterable[tuple[int, Cells, str]], filename: str, heading: int) -> Table:
    """Return the table of numbered lines. Raises DocumentError if its heading does not tell the columns apart."""
    columns: tuple[str, ...] = ()
    rows: list[Row] = []
    aside: list[tuple[int, str]] = []
    for number, cells, fault in lines:
        if number < heading:
            continue
        if number == heading:
            columns = headed(cells, filename, heading)
        elif any(cells):
            beyond = [cell for cell in cells[len(columns) :] if cell]
            longest = max(map(len, cells))
            unnamed = [cell for name, cell in zip(columns, cells, strict=False) if cell and not name]
            if fault:
                aside.append((number, fault))
            elif beyond:
                why = (
                    f"it has {len(cells)} cells where the heading has {len(columns)}; the first too many: {beyond[0]!r}"
                )
                aside.append((number, why))
            elif longest > LONGEST_CELL:
                aside.append((number, f"a cell of {longest:,} characters is too long for a table; add it as a text"))
            elif unnamed:
                aside.append((number, f"{unnamed[0]!r} stands in a column without a heading"))
            else:
                filled = {name: cell for name, cell in zip(columns, cells, strict=False) if cell}
                rows.append(Row(number, MappingProxyType(filled)))
    if not columns:
        raise DocumentError(f"it has no row {heading} to name its columns", where=filename)
    return Table(tuple(filter(None, columns)), tuple(rows), tuple(aside))


def headed(cells: Cells, filename: str, heading: int) -> tuple[str, ...]:
    """Return the names of the columns. Raises DocumentError if there are none, or two of one name."""
    names = tuple(" ".join(cell.split()) for cell in cells)
    while names and not names[-1]:
        names = names[:-1]
    twice = [name for name, count in Counter(filter(None, names)).items() if count > 1]
    if not any(names):
        raise DocumentError(
            "no column is named", where=f"{filename}, row {heading}", do="say which row names them: heading = 2"
        )
    if twice:
        raise DocumentError(
            f"two columns are called {twice[0]!r}", where=f"{filename}, row {heading}", do="give each its own name"
        )
    return names
