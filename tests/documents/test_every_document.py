"""What holds of whatever is opened: blocks lie in the text in order, the same bytes give the same document, nothing else escapes."""

import random
import time
import tracemalloc

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khronika.documents import Document, document_from
from khronika.errors import DocumentError
from tests.conftest import SAMPLES
from tests.documents.making import docx, p, page, pdf, whole

EASY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60)
SAID = "The court convicted him. "
NAMES = st.sampled_from(["a.html", "a.txt", "a.md", "a.pdf", "a.docx", "a.eml", "a", ".txt", "a/b\\c.zip", ""])
MARKUP = st.lists(
    st.one_of(
        WORDS,
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div>",
                "</div>",
                "<table>",
                "<tr>",
                "<td>",
                "</td>",
                "</tr>",
                "</table>",
                "<th>",
                "<ul>",
                "<li>",
                "</ul>",
                "<h1>",
                "</h1>",
                "<br>",
                "<b>",
                "</b>",
                "<a",
                "href=x>",
                "</a>",
                "<figure>",
                "<figcaption>",
                "</figcaption>",
                "<article>",
                "</article>",
                "<nav>",
                "</nav>",
                "<span",
                "class=credit>",
                "</span>",
                "<sup>",
                "</sup>",
                "<s>",
                "</s>",
                "<script>",
                "</script>",
                "<!--",
                "-->",
                "<blockquote>",
                "&nbsp;",
                "&shy;",
                "&#0;",
                "<main>",
                "<footer>",
                "<noscript>",
                "**",
                "_",
                "#",
                "-",
                "|",
                ">",
                "`",
                "[x](y)",
                "~~",
                "---",
            ]
        ),
    ),
    max_size=60,
).map(" ".join)


def opened(data: bytes, name: str) -> Document | None:
    """Open bytes twice and check what holds of every document; None if they were refused."""
    try:
        document = document_from(data, name)
    except DocumentError as error:
        assert error.what
        with pytest.raises(DocumentError):
            document_from(data, name)
        return None
    assert document == document_from(data, name)
    whole(document)
    assert document.text.strip() or document.unread
    document.text.encode()
    return document


@EASY
@given(st.binary(max_size=400), NAMES)
def test_any_bytes(data: bytes, name: str) -> None:
    opened(data, name)


@EASY
@given(MARKUP)
def test_any_markup(markup: str) -> None:
    for data, name in ((f"<html><body><article><p>{SAID * 5}</p>{markup}", "a.html"), (f"{SAID}\n\n{markup}", "a.md")):
        document = opened(data.encode(), name)
        assert document is not None
        assert "convicted him" in document.text


@EASY
@given(st.lists(WORDS, min_size=1, max_size=6))
def test_what_is_written_is_what_is_seen(paragraphs: list[str]) -> None:
    from html import escape  # noqa: PLC0415

    texts = [f"{SAID * 4}{n} {text}." for n, text in enumerate(paragraphs)]
    seen = page("<article>" + "".join(f"<p>{escape(text)}</p>" for text in texts) + "</article>")
    word = document_from(docx("".join(map(p, texts))), "a.docx")
    for document in (seen, word):
        whole(document)
        assert len(document.blocks) == len(texts)
        for block, text in zip(document.blocks, texts, strict=True):
            shown = document.text[block.start : block.end]
            assert [c for c in shown if c.isalnum()] == [c for c in text if c.isalnum()]


@pytest.mark.parametrize(
    "path", [one for one in sorted(SAMPLES.rglob("*.*")) if one.suffix != ".zip"], ids=lambda path: path.name
)
def test_samples_spoilt_at_random(path: object) -> None:
    from pathlib import Path  # noqa: PLC0415

    assert isinstance(path, Path)
    data = path.read_bytes()
    assert opened(data, path.name) is not None
    spoil = random.Random(3)  # noqa: S311 - no secret
    for _ in range(40):
        torn = bytearray(data)
        for _ in range(spoil.randrange(1, 12)):
            torn[spoil.randrange(len(torn))] = spoil.randrange(256)
        cut = spoil.randrange(len(torn)) if spoil.random() < 0.3 else len(torn)
        opened(bytes(torn[:cut]), path.name)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"word " * 10_000_000, "a.txt"),
        (b"word " * 10_000_000, "a.md"),
        (b"word " * 10_000_000, "a.html"),
        (b"<html><body><p>" + b"word " * 10_000_000, "b.html"),
        (b"From: a@example.org\nSubject: b\nMIME-Version: 1.0\n\n" + b"word " * 10_000_000, "a.eml"),
        (b"\xcf\xf0" * 25_000_000, "a.txt"),
        (b"%PDF-1.7\n" + b"word " * 10_000_000 + b"%%EOF", "a.pdf"),
        (b"a" * 50_000_000, "a.txt"),
        (b"\n" * 49_000_000 + b"a", "a.txt"),
        (b"(" * 20_000_000 + b"\xe9", "a.txt"),
    ],
    ids=range(10),
)  # fmt: skip
def test_fifty_megabytes_end_in_bounded_time_and_memory(data: bytes, name: str) -> None:
    began = time.process_time()
    tracemalloc.start()
    with pytest.raises(DocumentError):
        document_from(data, name)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert time.process_time() - began < 30
    assert most < 600_000_000


def test_a_text_in_one_line_is_cut_into_blocks_that_a_parser_can_take() -> None:
    text = "The court convicted Ilmar Kestutov on Tuesday. " * 2000
    document = document_from(text.encode(), "a.txt")
    assert document.text == text
    whole(document)
    assert max(block.end - block.start for block in document.blocks) <= 20_000
    assert all(document.text[block.start : block.start + 9] == "The court" for block in document.blocks)


def test_long_documents_are_opened_in_time() -> None:
    began = time.process_time()
    story = "On 4 March 2025 the District Court sentenced Ilmar Kestutov to two years. " * 8
    assert len(document_from((f"<p>{story}</p>" * 5000).join(["<html><body>", ""]).encode(), "a.html").blocks) == 5000
    assert len(document_from(f"{story}\n\n".encode() * 5000, "a.txt").blocks) == 5000
    assert len(document_from(f"{story}\n\n".encode() * 2000, "a.md").blocks) == 2000
    assert len(document_from(docx(p(story) * 5000), "a.docx").blocks) == 5000
    letters = random.Random(4)  # noqa: S311 - no secret
    words = ["".join(letters.choices("abcdefghij", k=6)) for _ in range(27_000)]
    long = pdf(*(f"The {' '.join(words[n : n + 90])}." for n in range(0, 27_000, 90)))
    assert document_from(long, "a.pdf").text.split() == [
        w for n in range(0, 27_000, 90) for w in f"The {' '.join(words[n : n + 90])}.".split()
    ]
    assert time.process_time() - began < 60
