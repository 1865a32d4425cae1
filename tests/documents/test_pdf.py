"""PDF: sentences run on over lines, columns and pages; heads, feet and page numbers are no part of them."""

import io

import pytest
from fpdf import FPDF
from PIL import Image

from khronika.documents import Role, document_from
from khronika.errors import DocumentError
from khronika.reading import read
from tests.documents.making import blocks, pdf, read_text

SENTENCE = (
    "On {} March 2025 the District Court of Narva-Tuz sentenced the beekeeper Ilmar Kestutov to two years in prison. "
)


class Bulletin(FPDF):
    """A bulletin with a running head and page numbers."""

    def header(self) -> None:
        self.set_font("helvetica", size=8)
        self.cell(0, 5, "Valley Watch - Annual Review 2025", new_x="LMARGIN", new_y="NEXT")

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("helvetica", size=8)
        self.cell(0, 5, f"Page {self.page_no()}", align="C")


def test_a_sentence_over_a_page_break_is_one() -> None:
    made = Bulletin()
    made.add_page()
    made.set_font("times", size=11)
    for day in range(1, 16):
        made.multi_cell(0, 5.5, SENTENCE.format(day) * 4, new_x="LMARGIN", new_y="NEXT")
        made.ln(3)
    document = document_from(bytes(made.output()), "a.pdf")
    assert document.text.count("to two years in prison.") == 60
    assert "Annual Review" not in document.text
    assert "Page" not in document.text
    assert {block.page for block in document.blocks} == {1, 2}


def test_columns_are_read_one_after_the_other_under_a_common_headline() -> None:
    made = FPDF()
    made.add_page()
    made.set_font("times", size=20)
    made.multi_cell(0, 10, "A headline that runs over both of the columns", new_x="LMARGIN", new_y="NEXT")
    made.set_font("times", size=10)
    words = [f"word{n}" for n in range(300)]
    top = made.get_y() + 4
    lines = [" ".join(words[n : n + 6]) for n in range(0, 300, 6)]
    for n in range(25):  # the file holds the rows of both columns, as some programs write them
        for left, line in ((10, lines[n]), (110, lines[n + 25])):
            made.set_xy(left, top + 5 * n)
            made.cell(90, 5, line)
    document = document_from(bytes(made.output()), "a.pdf")
    assert " ".join(words) in " ".join(document.text.split())
    assert blocks(document)[0] == (Role.TITLE, "A headline that runs over both of the columns")


def test_the_cells_of_a_table_stay_in_their_rows() -> None:
    made = FPDF()
    made.add_page()
    made.set_font("times", size=10)
    rows = [("Name", "Age", "Term"), ("Ilmar Kestutov", "51", "two years"), ("Oda Brenn", "40", "a fine")]
    for row in rows:
        for cell in row:
            made.cell(60, 6, cell)
        made.ln(6)
    assert document_from(bytes(made.output()), "a.pdf").texts(Role.TABLE_ROW) == tuple(" | ".join(row) for row in rows)


def test_words_broken_at_line_ends_are_whole_again() -> None:
    made = FPDF()
    made.add_page()
    made.set_font("times", size=11)
    for line in (
        "The court sentenced the beekeeper to a term of impri-",
        "sonment and barred him from public life for two years, a well-",
        "known lawyer said on the steps of the court in Narva-",
        "Tuz. Imprisonment began at once.",
    ):
        made.cell(0, 5, line, new_x="LMARGIN", new_y="NEXT")
    assert document_from(bytes(made.output()), "a.pdf").text == (
        "The court sentenced the beekeeper to a term of imprisonment and barred him from public life for two years, a "
        "well-known lawyer said on the steps of the court in Narva-Tuz. Imprisonment began at once."
    )


def test_a_footnote_follows_its_paragraph_and_its_sign_is_gone() -> None:
    made = FPDF()
    made.set_auto_page_break(False)
    made.add_page()
    made.set_font("times", size=11)
    made.multi_cell(0, 5.5, SENTENCE.format(4) * 3 + "The trial, which lasted", new_x="LMARGIN", new_y="NEXT")
    made.set_y(250)
    made.cell(22, 5.5, "He was convicted")
    made.set_font("times", size=6)
    made.set_y(248.5)
    made.set_x(made.l_margin + 29)
    made.cell(3, 4, "12")
    made.set_font("times", size=11)
    made.set_xy(made.l_margin + 32, 250)
    made.cell(0, 5.5, "of calling upon the farmers of the whole valley to meet without", new_x="LMARGIN", new_y="NEXT")
    made.set_font("times", size=8)
    made.set_y(270)
    made.cell(0, 4, "12 Interview with Oda Brenn, 5 March 2025.")
    made.add_page()
    made.set_font("times", size=11)
    made.cell(0, 5.5, "asking the mayor.")
    texts = [text for _, text in blocks(document_from(bytes(made.output()), "a.pdf"))]
    assert texts[-2:] == [
        "He was convicted of calling upon the farmers of the whole valley to meet without asking the mayor.",
        "12 Interview with Oda Brenn, 5 March 2025.",
    ]


def picture() -> io.BytesIO:
    """Return a picture of nothing."""
    file = io.BytesIO()
    Image.new("L", (200, 280), 220).save(file, "PNG")
    return file


def test_a_scan_is_kept_and_not_read() -> None:
    made = FPDF()
    made.add_page()
    made.image(picture(), w=180)
    document = document_from(bytes(made.output()), "scan.pdf")
    assert (document.text, document.blocks, document.unread) == ("", (), "no text layer")
    assert read(document).note == "no text layer: kept, not read"


def test_a_scanned_page_among_others_is_told() -> None:
    made = FPDF()
    made.add_page()
    made.set_font("times", size=11)
    made.multi_cell(0, 6, SENTENCE.format(4))
    made.add_page()
    made.image(picture(), w=180)
    document = document_from(bytes(made.output()), "mixed.pdf")
    assert document.unread == "page 2: no text layer"
    assert read(document).note == "page 2: no text layer: kept, not read"
    assert "Kestutov" in read_text(document)


def test_an_encrypted_file_is_told() -> None:
    made = FPDF()
    made.set_encryption("one", "two")
    made.add_page()
    with pytest.raises(DocumentError, match="encrypted"):
        document_from(bytes(made.output()), "a.pdf")


def test_a_file_cut_off_anywhere_is_refused_and_not_half_taken() -> None:
    data = pdf(*(SENTENCE.format(day) * 5 for day in range(1, 9)))
    for end in range(20, len(data) - 8, max(1, len(data) // 40)):
        with pytest.raises(DocumentError, match=r"cut off|broken"):
            document_from(data[:end], "a.pdf")


def test_what_programs_fill_in_is_no_title_and_no_author() -> None:
    made = FPDF()
    made.set_title("Microsoft Word - draft2.docx")
    made.set_author("User")
    made.add_page()
    made.set_font("times", size=11)
    made.multi_cell(0, 6, SENTENCE.format(4))
    document = document_from(bytes(made.output()), "a.pdf")
    assert (document.title, document.author) == ("", "")
