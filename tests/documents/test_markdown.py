"""Markdown and plain text: what a reader sees, without the marks; plain text stays as it is."""

import textwrap

import pytest

from khronika.documents import Role, document_from
from tests.documents.making import blocks


def test_marks_are_gone_and_names_are_whole() -> None:
    text = (
        "---\ntitle: Trial note\ndate: 5 March 2025\npublisher: Valley Watch\n---\n# Trial note\n\nBy Rena Malk\n\n"
        "On 4 March, **Ilmar** *Kestutov* was [sentenced](https://example.org/x) to\ntwo years.[^1] ~~He was freed.~~ \\*\n\n"
        "- The judge was `Oda Brenn`.\n- It took\n  nine minutes.\n\n| Name | Term |\n| --- | --- |\n| **I. K.** | 2 years |\n\n"
        "![Kestutov at his hives](x.jpg)\n\n> The court erred.\n\n<div>Said in <b>HTML</b>.</div>\n\n[^1]: Interview, 5 March.\n"
    )
    document = document_from(text.encode(), "note.md")
    assert blocks(document) == [
        (Role.TITLE, "Trial note"),
        (Role.BYLINE, "By Rena Malk"),
        (Role.PARAGRAPH, "On 4 March, Ilmar Kestutov was sentenced to two years. *"),
        (Role.LIST_ITEM, "The judge was Oda Brenn."),
        (Role.LIST_ITEM, "It took nine minutes."),
        (Role.TABLE_ROW, "Name | Term"),
        (Role.TABLE_ROW, "I. K. | 2 years"),
        (Role.CAPTION, "Kestutov at his hives"),
        (Role.PARAGRAPH, "The court erred."),
        (Role.PARAGRAPH, "Said in HTML."),
        (Role.PARAGRAPH, "Interview, 5 March."),
    ]
    assert (document.title, document.published, document.publisher) == ("Trial note", "2025-03-05", "Valley Watch")
    lines = text.splitlines()
    assert [lines[block.line - 1][:5] for block in document.blocks if block.line][:4] == [
        "# Tri",
        "By Re",
        "On 4 ",
        "- The",
    ]


@pytest.mark.parametrize(
    "text", ["[" * 20_000, "> " * 20_000 + "x", "*a **b " * 5_000, "<!--" * 5_000, "- " * 5_000, "`" * 20_000]
)
def test_hostile_markdown_ends(text: str) -> None:
    document_from(f"A report.\n\n{text}".encode(), "a.md")


def test_a_head_of_a_text_is_told_and_not_read() -> None:
    text = "Title: Beekeeper sentenced\r\nAuthor: Rena Malk\r\nPublished: 5 March 2025\r\n\r\nA court spoke.\r\nSource: nobody said."
    document = document_from(text.encode(), "a.txt")
    assert document.text == text
    assert (document.title, document.author, document.published) == ("Beekeeper sentenced", "Rena Malk", "2025-03-05")
    assert blocks(document)[:4] == [
        (Role.FURNITURE, "Title: "),
        (Role.TITLE, "Beekeeper sentenced"),
        (Role.BYLINE, "Author: Rena Malk"),
        (Role.FURNITURE, "Published: 5 March 2025"),
    ]
    assert document.texts(Role.PARAGRAPH) == ("A court spoke.", "Source: nobody said.")


def test_lines_that_were_broken_for_width_are_one_paragraph() -> None:
    said = "On 4 March 2025 the Central District Court sentenced the beekeeper Ilmar Kestutov to two years. His lawyer, the advocate Oda Brenn, will appeal."
    text = f"{textwrap.fill(said, 60)}\n\nA second paragraph."
    document = document_from(text.encode(), "a.txt")
    assert len(document.texts(Role.PARAGRAPH)) == 2
    assert document.text == text


def test_a_list_of_names_stays_a_list_of_lines() -> None:
    text = "Ilmar Kestutov, 51, beekeeper, sentenced to two years in prison\nOda Brenn, 40, advocate, fined\nRena Malk, 33, reporter, detained for ten days in June"
    assert len(document_from(text.encode(), "a.txt").blocks) == 3


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\n\r\n"])
def test_line_ends_of_every_kind_part_lines(end: str) -> None:
    document = document_from(f"One came.{end}Two went.{end}Three stayed.".encode(), "a.txt")
    assert document.texts(Role.PARAGRAPH) == ("One came.", "Two went.", "Three stayed.")
    assert end == "\n\r\n" or [block.line for block in document.blocks] == [1, 2, 3]


def test_the_closing_notice_of_rights_makes_no_caption_of_the_last_paragraph() -> None:
    assert blocks(document_from("A court spoke.\nIt was brief.\n© 2025 Valley Post".encode(), "a.txt"))[1:] == [
        (Role.PARAGRAPH, "It was brief."),
        (Role.CREDIT, "© 2025 Valley Post"),
    ]


SAID = "Суд приговорил Ильмара Кестутова к двум годам лишения свободы, сообщила адвокат."


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1251", "koi8-r", "cp866", "iso8859-5"],
)
def test_encodings_are_told(encoding: str) -> None:
    document = document_from(SAID.encode(encoding), "a.txt")
    assert document.text == SAID
    assert document.language == "ru"


def test_typographic_marks_of_windows_are_told() -> None:
    said = "“Two years,” the judge said – and Kestutov’s lawyer left."
    assert document_from(said.encode("cp1252"), "a.txt").text == said
