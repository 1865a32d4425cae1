"""Files of each format become documents; broken ones are refused with the reason and cost only themselves."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khronika.documents import Found, Role, SetAside, discover, document_from
from khronika.errors import DocumentError
from tests.conftest import SAMPLES


def test_a_saved_page_loses_its_furniture_and_keeps_its_caption() -> None:
    path = SAMPLES / "kerimbayev" / "steppe-observer.html"
    document = document_from(path.read_bytes(), path.name)
    assert (document.publisher, document.published, document.author, document.language) == (
        "Steppe Observer",
        "2024-05-17",
        "Dina Ospan",
        "en",
    )
    assert "convicted Nurlan Kerimbayev" in document.text
    assert not any(word in document.text for word in ("cookies", "Related articles", "All rights reserved", "About"))
    assert document.texts(Role.CAPTION) == (
        "Nurlan Kerimbayev waits in a corridor before a hearing in March 2024 in Shymkent, Kazakhstan.",
    )
    assert document.texts(Role.CREDIT) == ("© 2024 Steppe Observer",)


@pytest.mark.parametrize(
    ("name", "media_type", "phrase"),
    [
        ("custody.pdf", "application/pdf", "Toktogulov, 34, a taxi driver, died in a police station in Osh"),
        ("party.docx", "wordprocessingml", "refused to register the party Green Meadow"),
        ("lawyer.eml", "message/rfc822", "remanded the blogger Elnura Asanova in custody"),
    ],
)
def test_each_format_gives_whole_sentences(name: str, media_type: str, phrase: str) -> None:
    document = document_from((SAMPLES / name).read_bytes(), name)
    assert media_type in document.media_type
    assert phrase in document.text


def test_a_misnamed_file_is_read_as_what_it_is() -> None:
    assert document_from((SAMPLES / "custody.pdf").read_bytes(), "custody.txt").media_type == "application/pdf"


def test_a_caption_and_its_credit_are_told_apart_from_the_report() -> None:
    text = "Click to expand Image\nA. B. in court in May 2023.\n© 2023 Private\nThe court spoke.\r\nIt was brief."
    document = document_from(text.encode(), "a.txt")
    assert document.text == text
    assert [block.role for block in document.blocks] == [
        Role.FURNITURE,
        Role.CAPTION,
        Role.CREDIT,
        Role.PARAGRAPH,
        Role.PARAGRAPH,
    ]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (b"abc\x00def", "null bytes"),
        (b"%PDF-1.7\n1 0 obj <<", "broken"),
        (b"\x89PNG\r\n\x1a\n....", "picture"),
        (b"<html><body></body></html>", "no report"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(data: bytes, says: str) -> None:
    with pytest.raises(DocumentError, match=says):
        document_from(data, "file.txt")


def test_a_bomb_in_an_archive_costs_only_itself(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "mixed.zip", "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("bomb.txt", b"0" * 60_000_000)
        made.writestr("good.txt", "A good report.")
    (tmp_path / "torn.zip").write_bytes(b"PK\x03\x04 not an archive")
    found = list(discover([tmp_path, tmp_path / "absent"]))
    assert [one.where.rpartition("/")[2] for one in found if isinstance(one, Found)] == ["good.txt"]
    reasons = {one.where.rpartition("/")[2]: one.reason for one in found if isinstance(one, SetAside)}
    assert "bomb" in reasons["bomb.txt"]
    assert "broken" in reasons["torn.zip"]
    assert "no such" in reasons["absent"]


def test_an_encrypted_member_is_set_aside(tmp_path: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("a.txt", "text")
    data = bytearray(file.getvalue())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "locked.zip").write_bytes(bytes(data))
    assert [one.reason for one in discover([tmp_path]) if isinstance(one, SetAside)] == ["it is encrypted"]


def test_fifty_megabytes_of_one_line_are_refused_in_words() -> None:
    with pytest.raises(DocumentError, match="longer than"):
        document_from(b"word " * 10_000_000, "long.txt")


@settings(deadline=None)
@given(st.text(min_size=1, max_size=300))
def test_blocks_are_ordered_and_hold_all_that_is_written(text: str) -> None:
    try:
        document = document_from(("Report. " + text).encode("utf-8", "replace").replace(b"\x00", b""), "a.txt")
    except DocumentError as error:
        pytest.fail(str(error))
    covered = set()
    last = 0
    for block in document.blocks:
        assert last <= block.start < block.end <= len(document.text)
        covered |= set(range(block.start, block.end))
        last = block.end
    assert all(i in covered for i, c in enumerate(document.text) if c.isalnum())
