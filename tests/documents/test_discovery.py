"""Folders and archives: whatever is in them is found or told with a reason, and nothing hangs or escapes."""

import os
import random
import socket
import zipfile
from pathlib import Path

import pytest

from khronika.documents import Found, SetAside, discover, document_from
from khronika.errors import DocumentError
from tests.documents.making import docx, p, pdf, zipped

REPORT = b"On 4 March 2025 the court convicted Ilmar Kestutov."


def names(folder: Path) -> tuple[list[str], dict[str, str]]:
    """Return what is found in a folder, and the reasons why other things are not."""
    found = list(discover([folder]))
    return (
        [str(Path(one.where).relative_to(folder)) for one in found if isinstance(one, Found)],
        {str(Path(one.where).relative_to(folder)): one.reason for one in found if isinstance(one, SetAside)},
    )


def test_what_is_no_file_is_told_and_does_not_hang(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "round").symlink_to(tmp_path / "round")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "absent.txt")
    (tmp_path / "good.txt").write_bytes(REPORT)
    (tmp_path / "link.txt").symlink_to(tmp_path / "good.txt")
    (tmp_path / ".DS_Store").write_bytes(b"x")
    with socket.socket(socket.AF_UNIX) as one:
        monkeypatch.chdir(tmp_path)  # a socket's path may not be long
        one.bind("socket")
        found, aside = names(tmp_path)
    assert found == ["good.txt", "link.txt"]
    assert {name: reason[:16] for name, reason in aside.items()} == {
        "gone.txt": "it is a link tha",
        "loop": "it is a link to ",
        "pipe.txt": "it is no regular",
        "round": "it cannot be rea",
        "socket": "it is no regular",
    }
    assert isinstance(next(iter(discover([Path("/dev/zero")]))), SetAside)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_what_may_not_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "shut.txt").write_bytes(REPORT)
    (tmp_path / "shut.txt").chmod(0)
    (tmp_path / "closed").mkdir()
    (tmp_path / "closed").chmod(0)
    _, aside = names(tmp_path)
    (tmp_path / "closed").chmod(0o700)
    assert set(aside) == {"shut.txt", "closed"}


def test_an_unreadable_folder_costs_only_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "shut").mkdir()
    (tmp_path / "good.txt").write_bytes(REPORT)
    true = os.scandir

    def refusing(path: Path) -> object:
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied")
        return true(path)

    monkeypatch.setattr(os, "scandir", refusing)
    assert names(tmp_path) == (["good.txt"], {"shut": "the folder cannot be read: Permission denied"})


def test_the_folder_of_a_saved_page_is_a_part_of_it(tmp_path: Path) -> None:
    (tmp_path / "Report.html").write_bytes(b"<html><body><p>x</p></body></html>")
    for folder in ("Report_files", "Other_files"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "advert.html").write_bytes(b"<html></html>")
    assert names(tmp_path)[0] == ["Other_files/advert.html", "Report.html"]
    (tmp_path / "all.zip").write_bytes(
        zipped({"a/Report.html": b"<html>", "a/Report_files/x.js": b"x", "b/x.txt": REPORT})
    )
    assert [n for n in names(tmp_path)[0] if "zip" in n] == ["all.zip/a/Report.html", "all.zip/b/x.txt"]


def test_an_archive_of_every_trouble_costs_only_what_is_troubled(tmp_path: Path) -> None:
    inner = zipped({"deep.txt": REPORT})
    for _ in range(6):
        inner = zipped({"deeper.zip": inner})
    members = {
        "../../etc/out.txt": REPORT,
        "/root.txt": REPORT,
        "C:\\win.txt": REPORT,
        "bomb.txt": b"0" * 40_000_000,
        "deep.zip": inner,
        "good.pdf": pdf("A court spoke."),
        "good.docx": docx(p("A court spoke.")),
        "torn.zip": b"PK\x03\x04torn",
        "empty.zip": zipped({}),
        "sheet.xlsx": zipped({"xl/workbook.xml": b"<a/>"}),
        "__MACOSX/._good.pdf": b"x",
        "two.zip": zipped({"a.txt": REPORT, "b/c.txt": REPORT}),
    }
    (tmp_path / "all.zip").write_bytes(zipped(members))
    found, aside = names(tmp_path)
    assert [name.removeprefix("all.zip/") for name in found] == [
        "good.docx", "good.pdf", "sheet.xlsx", "two.zip/a.txt", "two.zip/b/c.txt",
    ]  # fmt: skip
    assert len(aside) == 7
    for part, says in (("out.txt", "leads out"), ("root.txt", "leads out"), ("win.txt", "leads out"), ("bomb", "bomb"),
                       ("torn", "broken archive"), ("empty", "empty archive"), ("deeper.zip", "more than 5 deep")):  # fmt: skip
        assert any(part in name and says in reason for name, reason in aside.items()), part


def test_nested_bombs_share_one_budget(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    noise = random.Random(1).randbytes(300_000)  # noqa: S311 - no secret
    pack = zipped({f"{n}.txt": noise for n in range(10)})
    (tmp_path / "all.zip").write_bytes(zipped({f"{n}.zip": pack for n in range(10)}))
    monkeypatch.setattr("khronika.documents.archives.Budget.__init__.__defaults__", (10_000_000, 100_000))
    found, aside = names(tmp_path)
    assert len(found) < 30
    assert set(aside.values()) == {"it unpacks to more than can be taken"}


def test_names_in_old_code_pages_are_told(tmp_path: Path) -> None:
    name = "приговор.txt"
    for encoding in ("cp866", "utf-8"):
        data = zipped({"x" * len(name.encode(encoding)): REPORT}).replace(
            b"x" * len(name.encode(encoding)), name.encode(encoding)
        )
        (tmp_path / "old.zip").write_bytes(data)
        assert names(tmp_path)[0] == [f"old.zip/{name}"]


def test_a_name_that_is_no_characters_can_be_printed(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xcf\xf0.txt")).write_bytes(REPORT)
    [one] = discover([tmp_path])
    assert isinstance(one, Found)
    one.where.encode()
    assert document_from(one.load(), one.filename).text.encode() == REPORT


def test_torn_archives_of_every_length_end_in_words(tmp_path: Path) -> None:
    data = zipped({"a.txt": REPORT * 50, "b.docx": docx(p("A court spoke."))})
    spoil = random.Random(2)  # noqa: S311 - no secret
    for n in range(150):
        torn = bytearray(data[: spoil.randrange(30, len(data) + 1)] if n % 2 else data)
        for _ in range(n % 7):
            torn[spoil.randrange(len(torn))] = spoil.randrange(256)
        (tmp_path / "a.zip").write_bytes(bytes(torn))
        for one in discover([tmp_path]):
            if isinstance(one, Found):
                try:
                    document_from(one.load(), one.filename)
                except DocumentError as error:
                    assert error.what


def test_a_link_inside_an_archive_is_only_its_text(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("link.txt")
    info.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as made:
        made.writestr(info, "/etc/passwd")
    [one] = discover([tmp_path])
    assert isinstance(one, Found)
    assert one.load() == b"/etc/passwd"


def test_a_chronicle_among_the_reports_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A report.", "utf-8")
    kept = tmp_path / "chronicle" / "originals" / "ab"
    kept.mkdir(parents=True)
    (kept / "cd").write_text("An original that was captured.", "utf-8")
    (tmp_path / "chronicle" / "chronicle.toml").write_text("format = 2", "utf-8")
    found = list(discover([tmp_path]))
    assert [one.where.rpartition("/")[2] for one in found] == ["a.txt", "chronicle"]
    assert isinstance(found[1], SetAside)
    assert "chronicle" in found[1].reason
