"""Dates, tolls and search in the browser. All people and events are invented."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page, expect

from khronika.desk.word_index import WordIndex, question
from khronika.record.chronicle import evidence, open_chronicle
from khronika.vocabulary.evidence import Standing


def test_a_month_and_a_list_tell_what_ends_when(page: Page) -> None:
    page.get_by_role("link", name="Dates").click()
    page.fill("#month", "2029-06")
    page.get_by_role("button", name="Show").click()
    cell = page.locator(".month td", has_text=re.compile(r"^3\b")).first
    expect(cell).to_contain_text("Bermet Usenova")
    expect(page.locator("#list")).to_contain_text("computed from")
    cell.locator("a").first.click()
    expect(page.locator(".quote.here").first).to_be_visible()


@pytest.mark.parametrize(("naming", "held"), [("", False), ("no names", False), ("names", True)])
def test_the_file_names_nobody_unless_it_is_asked_to(page: Page, tmp_path: Path, naming: str, held: bool) -> None:
    page.goto(page.url + "dates/")
    if naming:
        page.locator(f'input[value="{naming}"]').check()
    with page.expect_download() as started:
        page.get_by_role("button", name="Download").click()
    started.value.save_as(tmp_path / "k.ics")
    text = (tmp_path / "k.ics").read_text("utf-8").replace("\r\n ", "")
    assert text.startswith("BEGIN:VCALENDAR")
    assert "BEGIN:VEVENT" in text
    assert ("Usenova" in text) is held


def test_bans_ending_in_a_year(page: Page) -> None:
    page.get_by_role("link", name="Bans", exact=True).click()
    page.fill("#ending", "2029")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Bermet Usenova")


def test_tolls_are_told_by_event_and_why_a_number_changed(page: Page) -> None:
    page.get_by_role("link", name="Tolls").click()
    expect(page.locator("section h2").first).to_be_visible()
    page.fill("#after", "2000-01-01")
    page.fill("#until", "2026-01-01")
    page.get_by_role("button", name="Tell").click()
    change = page.locator(".change").first
    expect(change).to_contain_text("on 1 Jan 2000: no figure is known")
    expect(change.locator("blockquote").first).to_be_visible()
    page.goto(page.url.replace("2026-01-01", "1999-01-01"))
    expect(page.locator("main")).to_contain_text("The first day lies after the second")


def test_search_finds_words_and_names_with_exact_counts_and_filters(page: Page, tmp_path: Path) -> None:
    page.keyboard.press("/")
    page.keyboard.type("Нурлан Керимбаев")
    page.keyboard.press("Enter")
    expect(page.locator("#people")).to_contain_text("Nurlan Kerimbayev")
    expect(page.locator("#statements mark").first).to_contain_text("Kerimb")
    expect(page.locator("#documents mark").first).to_contain_text("Kerimb")
    page.select_option("#kind", "restriction")
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page.locator("#statements h2 span")).to_have_text(str(page.locator("#statements li").count()))
    for text in page.locator("#statements li p").all_inner_texts():
        assert "restriction" in text
    expect(page.locator("#people")).to_have_count(0)


def test_what_was_rejected_is_found_only_as_rejected(page: Page, tmp_path: Path) -> None:
    home = page.url
    page.goto(home + "documents/")
    page.get_by_role("link", name="Activist given suspended term").click()
    name = str(page.locator(".card").first.get_attribute("data-id"))
    (one,) = [one for one in evidence(open_chronicle(tmp_path / "chronicle")) if one.id == name]
    page.keyboard.press("r")
    page.keyboard.type("not so")
    page.keyboard.press("Enter")
    expect(page.locator(f"#s-{name}")).to_have_attribute("data-standing", "rejected")
    words = " ".join(one.statement.quote.text.split()[:6])
    page.goto(f'{home}search/?q="{words}"&state=accepted')
    expect(page.locator("#statements h2 span")).to_have_text("0")
    page.goto(f'{home}search/?q="{words}"&state={Standing.REJECTED.value}')
    expect(page.locator("#statements .gone .mark.rejected").first).to_have_text("rejected")


@given(st.text(max_size=60), st.lists(st.text(max_size=20), max_size=3))
def test_whatever_is_typed_is_a_question_that_the_index_understands(typed: str, names: list[str]) -> None:
    asked = question(typed.replace("\x00", ""), [name.replace("\x00", "") for name in names])
    if asked:
        assert WordIndex().find("document", asked) == []
