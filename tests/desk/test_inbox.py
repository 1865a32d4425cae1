"""The inbox: tables and their mappings, archives, cancelling, and what was set aside. All people are invented."""

import re
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import Page, expect

from khronika.desk.trays import Tray
from khronika.record.chronicle import evidence, open_chronicle, sources
from khronika.record.keys import new_lock
from khronika.record.verification import verify

TABLE = "No.,Name,Age,Date of arrest\n1,Aida Sarova,34,2021-03-24\n2,Marat Dosov,41,2021-03\n3,Lena Orlik,old,2021\n"


def give(page: Page, *paths: Path) -> None:
    """Give files to the inbox."""
    page.set_input_files("#files", [str(path) for path in paths])
    page.get_by_role("button", name="Take them in").click()


def test_a_table_needs_a_mapping_that_is_drafted_tried_and_imported(page: Page, tmp_path: Path) -> None:
    table = tmp_path / "detained.csv"
    table.write_text(TABLE, "utf-8")
    give(page, table)
    page.get_by_role("link", name="detained.csv: say what its columns mean").click(timeout=30000)
    mapping = page.get_by_label("What the columns mean")
    expect(mapping).to_have_value(re.compile(r'subject = "\{Name\}"'))
    mapping.fill(mapping.input_value().replace('"{Name}"', '"{Nam}"'))
    page.get_by_role("button", name="Try it").click()
    expect(page.locator(".error")).to_contain_text("no column 'Nam'; is 'Name' meant?")
    expect(mapping).to_have_value(re.compile(r"\{Nam\}"))  # nothing was lost
    mapping.fill(mapping.input_value().replace('"{Nam}"', '"{Name}"'))
    page.get_by_role("button", name="Try it").click()
    expect(page.locator("main")).to_contain_text("2 rows would be taken")
    expect(page.locator("main")).to_contain_text("row 4")
    expect(page.locator("main")).to_contain_text("Aida Sarova")
    assert not [one for one in sources(open_chronicle(tmp_path / "chronicle")) if "detained" in one.filename]
    page.get_by_role("button", name="Import").click()
    expect(page.locator("#taken")).to_contain_text("detained set aside.csv", timeout=30000)
    expect(page.locator("#taken")).to_contain_text("row 4")
    chronicle = open_chronicle(tmp_path / "chronicle")
    told = {one.source.filename for one in evidence(chronicle) if "detained" in one.source.filename}
    assert told == {"detained.csv, row 2", "detained.csv, row 3"}
    with page.expect_download() as given:
        page.get_by_role("link", name="Download detained set aside.csv").click()
    assert "Lena Orlik,old" in Path(given.value.path()).read_text("utf-8-sig")
    page.get_by_role("link", name="What was taken, day by day").click()
    expect(page.locator("main")).to_contain_text("detained with 2 rows")
    assert verify(chronicle) == ()


def test_a_workbook_of_several_sheets_is_drafted_from_the_one_that_is_named(page: Page, tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "Notes"  # type: ignore[union-attr]
    sheet = book.create_sheet("People")
    for row in (["Name", "Age"], ["Aida Sarova", 34]):
        sheet.append(row)
    book.save(tmp_path / "people.xlsx")
    give(page, tmp_path / "people.xlsx")
    page.get_by_role("link", name="people.xlsx: say what its columns mean").click(timeout=30000)
    page.get_by_label("What the columns mean").fill('sheet = "People"')
    page.get_by_role("button", name="Draft anew").click()
    expect(page.locator(".sheet")).to_contain_text("Aida Sarova")
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_role("link", name="people.xlsx, row 2").or_(page.get_by_text("1 added"))).to_be_visible(
        timeout=30000
    )


def test_a_big_archive_tells_how_far_it_is_and_can_be_cancelled_and_taken_later(page: Page, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "many.zip", "w") as archive:
        for number in range(300):
            words = f"On 3 May 2024 police in Osh arrested the invented poet Nur Asanov, case {number}. " * 8
            archive.writestr(f"{number:03}.txt", words)
    give(page, tmp_path / "many.zip")
    expect(page.locator("#how")).to_contain_text("of 300 in this one", timeout=30000)
    page.locator(".cancel summary").click()
    page.wait_for_timeout(1500)  # the page tells anew how far it is, and the question stays open
    page.get_by_role("button", name="Yes, take nothing more").click()
    expect(page.locator("#taken")).to_contain_text("cancelled after", timeout=30000)
    chronicle = open_chronicle(tmp_path / "chronicle")
    kept = sum(one.filename.removesuffix(".txt").isdecimal() for one in sources(chronicle))
    assert 0 < kept < 300
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#how")).to_contain_text("of 300 in this one", timeout=30000)
    deadline = time.monotonic() + 30
    while sum(one.filename.removesuffix(".txt").isdecimal() for one in sources(chronicle)) <= kept:
        assert time.monotonic() < deadline
        time.sleep(0.5)


def test_what_was_set_aside_is_given_back_as_it_was(page: Page, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4 broken")
    give(page, broken)
    with page.expect_download() as given:
        page.get_by_role("link", name="Download broken.pdf").click(timeout=30000)
    assert Path(given.value.path()).read_bytes() == b"%PDF-1.4 broken"
    page.get_by_role("button", name="Dismiss").click()
    expect(page.locator("main")).not_to_contain_text("broken.pdf")


@contextmanager
def tray(folder: Path, *, sealed: bool) -> Iterator[Tray]:
    """Make an inbox."""
    yield Tray(folder / "inbox", new_lock("six words that nobody would guess").keys if sealed else None)


@pytest.mark.parametrize("sealed", [False, True])
def test_a_file_of_any_name_is_kept_and_reached_by_no_other_way(tmp_path: Path, sealed: bool) -> None:
    with tray(tmp_path, sealed=sealed) as held:
        batch = held.begin("Dana")
        for name in ("batch.json", "../../out.txt", "same.txt", "same.txt", "half.partial"):
            held.put(batch, name, [b"planted ", b"words"])
        items = held.items(batch)
        assert len(items) == 5
        assert {held.read(batch, one.file) for one in items} == {b"planted words"}
        assert held.item(batch, "../../../etc/passwd") is None
        assert held.item("..", "inbox") is None
        assert held.label(batch).actor == "Dana"
        assert [path.name for path in tmp_path.iterdir()] == ["inbox"]
        told = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
        names = " ".join(str(path) for path in (tmp_path / "inbox").rglob("*"))
        assert (b"planted" in told, b"Dana" in told, "same" in names) == ((not sealed,) * 3)
        for one in items:
            held.remove(batch, one.file)
        assert held.batches() == []
