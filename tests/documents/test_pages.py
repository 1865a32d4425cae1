"""Saved web pages: the report is cut out as it is seen, and the page says where it is from."""

import json

import pytest

from khronika.documents import Role, document_from
from khronika.errors import DocumentError
from tests.documents.making import blocks, page, read_text

STORY = (
    "<p>On 4 March 2025 the Central District Court of Narva-Tuz sentenced the beekeeper Ilmar Kestutov to two years.</p>"
    "<p>His lawyer, Oda Brenn, said that she would appeal against the verdict within the ten days that the law allows.</p>"
)


def test_an_article_inside_a_layout_table_is_found() -> None:
    document = page(
        "<table><tr><td width=150><a href=/>Home</a><br><a href=/n>News</a><br><a href=/c>Contact</a></td>"
        f"<td><h1>Beekeeper sentenced in Narva-Tuz</h1>{STORY}</td></tr></table>"
    )
    assert "sentenced the beekeeper Ilmar Kestutov to two years." in document.text
    assert "Contact" not in document.text
    assert document.texts(Role.TITLE) == ("Beekeeper sentenced in Narva-Tuz",)


def test_the_cells_of_a_table_are_set_apart() -> None:
    rows = "<tr><th>Name</th><th>Age</th></tr><tr><td>Ilmar<br>Kestutov</td><td><p>51</p></td></tr>"
    assert page(f"<article>{STORY}<table>{rows}</table></article>").texts(Role.TABLE_ROW) == (
        "Name | Age",
        "Ilmar Kestutov | 51",
    )


def test_blocks_that_meet_are_not_glued_and_inline_marks_do_not_split_words() -> None:
    document = page(
        f"<article>{STORY}<div>The first hearing was closed.</div><div>The <b>sec</b>ond was open.</div></article>"
    )
    assert document.texts(Role.PARAGRAPH)[-2:] == ("The first hearing was closed.", "The second was open.")


def test_what_surrounds_the_report_is_gone_and_what_belongs_to_it_is_kept() -> None:
    document = page(
        "<header><nav><ul><li><a href=/>Start</a></li></ul></nav></header>"
        "<div id='cookie-consent'><p>We and our partners use cookies so that we can show you advertisements you like.</p></div>"
        "<main><article><h1>Beekeeper sentenced</h1><p class='byline'>By Rena Malk</p><time datetime='2025-03-05'>5 March 2025</time>"
        "<figure><img src=x><figcaption>Ilmar Kestutov at his hives in May 2024. (Photo by T. Oru)</figcaption></figure>"
        f"{STORY}<p><a href=/x>Read also: Hives seized</a></p>"
        "<div class='related-articles'><h3>Related</h3><p>The police searched four other farms in the valley on Monday, officials said.</p></div>"
        "</article></main><footer><p>Copyright Valley Post. All rights reserved. Contact the editors at the usual address.</p></footer>"
    )
    assert blocks(document) == [
        (Role.TITLE, "Beekeeper sentenced"),
        (Role.BYLINE, "By Rena Malk"),
        (Role.BYLINE, "5 March 2025"),
        (Role.CAPTION, "Ilmar Kestutov at his hives in May 2024."),
        (Role.CREDIT, "(Photo by T. Oru)"),
        *((Role.PARAGRAPH, text) for text in document.texts(Role.PARAGRAPH)),
    ]
    assert len(document.texts(Role.PARAGRAPH)) == 2
    assert document.published == "2025-03-05"


def test_what_stands_around_the_headline_is_told_apart() -> None:
    document = page(
        "<div role='alert'>Give today: your gift is matched until midnight, and each coin that you give counts twice.</div>"
        "<main><article><header><div class='news-date'>5 March 2025 8:00 | News</div><h1>Beekeeper sentenced in town</h1>"
        f"<p class='news-subtitle'>Free the beekeeper</p></header><div><figure><a href=#>Click to expand Image</a></figure></div><div>{STORY}</div>"
        "</article></main>"
    )
    assert blocks(document)[:3] == [
        (Role.BYLINE, "5 March 2025 8:00 | News"),
        (Role.TITLE, "Beekeeper sentenced in town"),
        (Role.PARAGRAPH, "Free the beekeeper"),
    ]
    assert len(document.blocks) == 5


def test_an_old_page_of_line_breaks_has_paragraphs_and_lists() -> None:
    document = page(
        "<table width=100%><tr><td><a href=1>Main</a></td><td><font>On 4 March 2025 the <font color=red>District</font> Court "
        "convicted<o:p></o:p> Ilmar Kestutov.<br><br>It asked for two things, and the mayor for none:<br>- a fine<br>- a term</font></td></tr></table>"
    )
    assert blocks(document) == [
        (Role.PARAGRAPH, "On 4 March 2025 the District Court convicted Ilmar Kestutov."),
        (Role.PARAGRAPH, "It asked for two things, and the mayor for none:"),
        (Role.LIST_ITEM, "- a fine"),
        (Role.LIST_ITEM, "- a term"),
    ]


def test_what_nobody_sees_is_not_read() -> None:
    document = page(
        f"<article>{STORY}<p style='display:none'>The judge was bribed, as everybody in the town had been told before.</p>"
        "<p hidden>A draft that was never meant to be published on this site at all.</p>"
        "<script>var said = 'the court acquitted him';</script>"
        "<p>He got <s>three</s> two years<sup><a href='#n1'>1</a></sup> in the 5<sup>th</sup> trial of its kind in the val&shy;ley.</p></article>"
    )
    assert not any(word in document.text for word in ("bribed", "draft", "acquitted", "three"))
    assert document.texts(Role.PARAGRAPH)[-1] == "He got two years in the 5th trial of its kind in the valley."


def test_a_page_is_read_in_the_encoding_that_it_declares() -> None:
    body = (
        "<p>Суд приговорил пасечника Ильмара Кестутова к двум годам, сообщила его адвокат Ода Бренн в понедельник.</p>"
    )
    data = f"<html><head><meta charset='windows-1251'></head><body>{body}</body></html>".encode("cp1251")
    assert "пасечника Ильмара Кестутова" in document_from(data, "a.html").text


def test_linked_data_says_who_published_and_wrote_even_by_reference() -> None:
    data = {
        "@graph": [
            {"@type": "WebPage", "name": "Page of the site", "datePublished": "2020-01-01"},
            {"@type": "NewsArticle", "headline": "Beekeeper sentenced", "datePublished": "March 5, 2025",
             "author": {"@id": "#rena"}, "publisher": {"@id": "#post"}},
            {"@type": "Person", "@id": "#rena", "name": "Rena Malk"},
            {"@type": "Organization", "@id": "#post", "name": "Valley Post"},
        ]
    }  # fmt: skip
    document = page(f"<article>{STORY}</article>", f"<script type='application/ld+json'>{json.dumps(data)}</script>")
    assert (document.title, document.author, document.publisher, document.published) == (
        "Beekeeper sentenced",
        "Rena Malk",
        "Valley Post",
        "2025-03-05",
    )


@pytest.mark.parametrize(
    "script", ["{", "[[[", '"text"', '[1, null, {"@type": 5}]', '{"@graph": {"@id": 1}}', "[" * 9000]
)
def test_broken_linked_data_costs_nothing_else(script: str) -> None:
    head = f"<script type='application/ld+json'>{script}</script><meta property='og:site_name' content='Valley Post'>"
    assert page(f"<article>{STORY}</article>", head).publisher == "Valley Post"


def test_meta_elements_and_the_browsers_own_note_are_read() -> None:
    document = document_from(
        b"<!DOCTYPE html>\n<!-- saved from url=(0031)https://example.org/beekeeper -->\n"
        b"<html lang='en'><head><meta name='DC.Date.Issued' content='2025-03-05T10:00:00+05:00'>"
        b"<meta name='Author' content='Rena Malk'></head><body><article>"
        + STORY.encode()
        + b"</article></body></html>",
        "a.html",
    )
    assert (document.url, document.published, document.author) == (
        "https://example.org/beekeeper",
        "2025-03-05",
        "Rena Malk",
    )


def test_deep_nesting_and_endless_tags_end_in_words() -> None:
    for body in ("<div>" * 50_000, "<b><i>" * 50_000, "<table><tr><td>" * 5_000, "<" * 100_000):
        try:
            document_from(f"<html><body>{body}{STORY}".encode(), "a.html")
        except DocumentError as error:
            assert "no report" in error.what


def test_a_page_for_which_the_markup_is_too_large_is_refused() -> None:
    with pytest.raises(DocumentError, match="markup is larger"):
        document_from(b"<html><body>" + b"<p>x</p>" * 3_000_000, "a.html")


def test_packed_pictures_do_not_count_as_markup() -> None:
    picture = b"<img src='data:image/png;base64," + b"iVBORw0KGgo" * 2_200_000 + b"'>"
    document = document_from(
        b"<html><body><article>" + picture + STORY.encode() + b"</article></body></html>", "a.html"
    )
    assert "Kestutov" in read_text(document)
