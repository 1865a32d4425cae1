"""Tables: each cell stays under its heading, and what cannot be taken is told by its row. All people are invented."""

import io
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from khronika.documents import document_from
from khronika.documents.table_rows import read_row, row_bytes
from khronika.documents.tables import read_table
from khronika.errors import DocumentError


def workbook(*rows: list[object], title: str = "persons", more: tuple[str, ...] = ()) -> bytes:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for name in more:
        made.create_sheet(name)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_csv_is_read_whatever_stands_between_its_cells(separator: str) -> None:
    data = separator.join(["Name", "Age"]) + "\n" + separator.join(["Aida Sarova", "34"]) + "\n"
    table = read_table(data.encode(), "p.csv")
    assert table.columns == ("Name", "Age")
    assert [(row.number, dict(row.cells)) for row in table.rows] == [(2, {"Name": "Aida Sarova", "Age": "34"})]


def test_a_quoted_cell_holds_separators_and_line_breaks() -> None:
    table = read_table(b'Name,Note\n"Sarova, Aida","first\nsecond"\nB,c\n', "p.csv")
    assert dict(table.rows[0].cells) == {"Name": "Sarova, Aida", "Note": "first\nsecond"}
    assert dict(table.rows[1].cells) == {"Name": "B", "Note": "c"}


def test_old_encodings_of_spreadsheets_are_told() -> None:
    text = "Фамилия;Имя;Примечание\nСарова;Аида;задержана в отделении полиции и осуждена\n"
    assert read_table(text.encode("cp1251"), "p.csv").columns == ("Фамилия", "Имя", "Примечание")


def test_a_row_with_too_many_cells_is_set_aside_and_no_other_row_shifts() -> None:
    table = read_table(b"Name,Age\nA,1\nB, of Usenova,2\nC,3\n", "p.csv")
    assert [dict(row.cells) for row in table.rows] == [{"Name": "A", "Age": "1"}, {"Name": "C", "Age": "3"}]
    assert table.aside == ((3, "it has 3 cells where the heading has 2; the first too many: '2'"),)


def test_empty_rows_and_empty_cells_say_nothing_and_count_as_rows() -> None:
    table = read_table(b"Name,Age,Sex\nA,,f\n,,\n\nB,2,\n", "p.csv")
    assert [(row.number, dict(row.cells)) for row in table.rows] == [
        (2, {"Name": "A", "Sex": "f"}),
        (5, {"Name": "B", "Age": "2"}),
    ]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"Name,Name\nA,B\n", "two columns are called 'Name'"),
        (b",\nA,B\n", "no column is named"),
        (b"", "it is empty"),
        (b"%PDF-1.4 ...", "it is no table"),
        (b'Name,Age\n"A,1\n', "it is no whole CSV"),
        (b"PK\x03\x04 broken", "it is no table"),
    ],
)
def test_what_is_no_table_is_refused_with_the_reason(data: bytes, why: str) -> None:
    with pytest.raises(DocumentError) as error:
        read_table(data, "p.csv")
    assert why in str(error.value)


def test_a_workbook_gives_days_and_whole_numbers_as_they_are_meant() -> None:
    data = workbook(["Name", "Date", "Age"], ["Aida Sarova", datetime(2021, 3, 24), 34.0])  # noqa: DTZ001
    assert dict(read_table(data, "p.xlsx").rows[0].cells) == {"Name": "Aida Sarova", "Date": "2021-03-24", "Age": "34"}


def test_a_formula_that_was_never_computed_sets_its_row_aside() -> None:
    table = read_table(workbook(["Name", "Age"], ["A", "=2+2"], ["B", 5]), "p.xlsx")
    assert table.aside == ((2, "the cell B2 is a formula that was never computed"),)
    assert [dict(row.cells) for row in table.rows] == [{"Name": "B", "Age": "5"}]


def test_an_error_in_a_cell_sets_its_row_aside() -> None:
    table = read_table(workbook(["Name", "Age"], ["A", "#N/A"], ["B", 5]), "p.xlsx")
    assert [number for number, _ in table.aside] == [2]


def test_of_several_sheets_one_must_be_named() -> None:
    data = workbook(["Name"], ["A"], more=("other",))
    with pytest.raises(DocumentError, match="2 sheets: persons, other"):
        read_table(data, "p.xlsx")
    assert len(read_table(data, "p.xlsx", sheet="persons").rows) == 1
    with pytest.raises(DocumentError, match="no sheet 'third'"):
        read_table(data, "p.xlsx", sheet="third")


def test_a_heading_may_stand_lower() -> None:
    table = read_table(b"List of the invented,,\n,,\nName,Age\nA,1\n", "p.csv", heading=3)
    assert table.columns == ("Name", "Age")
    assert table.rows[0].number == 4


def test_add_does_not_take_a_table_for_a_text() -> None:
    for name, data in (("p.csv", b"Name,Age\nA,1\n"), ("p.xlsx", workbook(["Name"], ["A"]))):
        with pytest.raises(DocumentError, match="khronika import"):
            document_from(data, name)


CELLS = st.dictionaries(
    st.text("абвAB ", min_size=1).map(str.strip).filter(bool),
    st.text("abя: ,\n", min_size=1).map(str.strip).filter(bool),
    min_size=1,
)


@settings(deadline=None)
@given(CELLS, st.text(max_size=5), st.integers(0, 3))
def test_a_rows_document_is_opened_from_its_bytes_alone(cells: dict[str, str], publisher: str, copy: int) -> None:
    data = row_bytes(cells, publisher, copy)
    document = document_from(data, "anything")
    assert document.text == read_row(data, "").text
    assert len(document.blocks) == len(cells)
    assert [document.text[b.start : b.end] for b in document.blocks] == [
        " ".join(f"{column}: {cell}".split()) for column, cell in cells.items()
    ]
