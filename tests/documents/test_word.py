"""Word files: what is seen when all changes are accepted, in order, with tables and notes."""

import io

import docx as python_docx
import pytest

from khronika.documents import Role, document_from
from khronika.errors import DocumentError
from tests.documents.making import W, blocks, docx, p, zipped


def test_deleted_words_are_not_read_and_inserted_ones_are() -> None:
    body = (
        "<w:p><w:r><w:t xml:space='preserve'>The court </w:t></w:r>"
        "<w:del><w:r><w:delText>acquitted</w:delText></w:r></w:del><w:ins><w:r><w:t>convicted</w:t></w:r></w:ins>"
        "<w:moveFrom><w:r><w:t>yesterday</w:t></w:r></w:moveFrom>"
        "<w:hyperlink><w:r><w:t xml:space='preserve'> Ilmar</w:t></w:r></w:hyperlink><w:r><w:noBreakHyphen/><w:t>Jan</w:t></w:r>"
        "<w:r><w:rPr><w:strike/></w:rPr><w:t>Petrov</w:t></w:r><w:r><w:rPr><w:strike w:val='0'/></w:rPr><w:t xml:space='preserve'> Kestutov.</w:t></w:r></w:p>"
    )
    assert document_from(docx(body), "a.docx").text == "The court convicted Ilmar-Jan Kestutov."


def test_tables_notes_boxes_and_margins_stand_in_order() -> None:
    cell = "<w:tc>{}</w:tc>".format
    inner = f"<w:tbl><w:tr>{cell(p('inner'))}{cell(p('table'))}</w:tr></w:tbl>"
    body = (
        p("Beekeeper sentenced", "<w:pPr><w:pStyle w:val='H1'/></w:pPr>")
        + "<w:p><w:r><w:t>He was sentenced.</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r></w:p>"
        + f"<w:tbl><w:tr>{cell(p('Name') + p('given'))}{cell(p('Term'))}</w:tr><w:tr>{cell(p('I. K.'))}{cell(p('2 years'))}</w:tr></w:tbl>"
        + f"<w:tbl><w:tr>{cell(p('outer') + inner)}</w:tr></w:tbl>"
        + p("First demand", "<w:pPr><w:numPr/></w:pPr>")
        + f"<w:p><w:r><w:txbxContent>{p('In a box.')}</w:txbxContent></w:r></w:p>"
    )
    parts = {
        "word/styles.xml": f'<w:styles xmlns:w="{W}"><w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style></w:styles>',
        "word/footnotes.xml": f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="0">{p("---")}</w:footnote>'
        f'<w:footnote w:id="2">{p("Interview, 5 March.")}</w:footnote></w:footnotes>',
        "word/header1.xml": f'<w:hdr xmlns:w="{W}">{p("Valley Watch")}</w:hdr>',
        "word/footer1.xml": f'<w:ftr xmlns:w="{W}">{p("Page 1 of 3")}</w:ftr>',
    }
    assert blocks(document_from(docx(body, parts), "a.docx")) == [
        (Role.FURNITURE, "Valley Watch"),
        (Role.TITLE, "Beekeeper sentenced"),
        (Role.PARAGRAPH, "He was sentenced."),
        (Role.PARAGRAPH, "Interview, 5 March."),
        (Role.TABLE_ROW, "Name given | Term"),
        (Role.TABLE_ROW, "I. K. | 2 years"),
        (Role.TABLE_ROW, "outer inner table"),
        (Role.LIST_ITEM, "First demand"),
        (Role.PARAGRAPH, "In a box."),
    ]


def test_what_the_library_fills_in_says_nothing() -> None:
    made = python_docx.Document()
    made.add_paragraph("A court spoke.")
    file = io.BytesIO()
    made.save(file)
    document = document_from(file.getvalue(), "a.docx")
    assert (document.author, document.publisher, document.published, document.title) == ("", "", "", "")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (docx("<w:p>"), "broken"),
        (docx(""), "no text"),
        (docx(p("A court spoke."))[:-30], "broken|cannot"),
        (docx(p("A court spoke."), {"word/footnotes.xml": "<"}), "broken"),
        (zipped({"word/document.xml": b"<!DOCTYPE a [<!ENTITY b 'bbbb'><!ENTITY c '&b;&b;'>]><a>&c;</a>"}), "no text"),
        (zipped({"word/document.xml": b"<w>" + b" " * 70_000_000}), "more than can be taken"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le"),
            "encrypted Office",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "old Office"),
        (zipped({"xl/workbook.xml": b"<a/>"}), "it is a table"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), "OpenDocument"),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(DocumentError, match=says):
        document_from(data, "a.docx")


def test_a_file_of_pictures_is_kept() -> None:
    assert document_from(docx("<w:p/>", {"word/media/image1.png": "x"}), "a.docx").unread == "no text but pictures"
