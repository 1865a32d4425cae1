"""Who is who, decided in the browser, by keyboard alone and by mouse. All people in the reports are invented."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from khronika.record.chronicle import open_chronicle, rulings
from khronika.record.people import find
from tests.desk.conftest import press


def test_a_likely_pair_is_said_to_be_one_by_keyboard_alone_and_taken_back(page: Page, tmp_path: Path) -> None:
    page.goto(page.url + "people/likely/")
    first = page.locator(".card.here")
    expect(first).to_contain_text("Nurlan Kerimbaev")
    expect(first).to_contain_text("same given name")
    expect(first.locator("blockquote").first).to_be_visible()
    press(page, "s")
    page.keyboard.type("the same court on the same day")
    press(page, "Enter")
    expect(page.locator(".told")).to_contain_text("are one now")
    chronicle = open_chronicle(tmp_path / "chronicle")
    (who,) = find(chronicle, "Nurlan Kerimbayev")
    assert {"Nurlan Kerimbaev", "Nurlan Kerimbayev"} <= set(who.names)
    (merged,) = rulings(chronicle).merged
    assert (merged.ruling.by, merged.ruling.reason) == ("Dana", "the same court on the same day")
    expect(page.locator("#lately")).to_contain_text("decided by Dana")
    press(page, "u")
    expect(page.locator(".told")).to_contain_text("taken back")
    expect(page.locator(".card.here")).to_contain_text("Nurlan Kerimbaev")
    assert rulings(chronicle).merged == ()


def test_two_are_told_apart_and_are_not_proposed_again(page: Page, tmp_path: Path) -> None:
    page.goto(page.url + "people/likely/")
    pair = page.locator(".card").first
    pair.get_by_text("Different", exact=True).click()
    pair.locator("details[open] input[name=reason]").fill("a namesake")
    pair.get_by_role("button", name="They are two").click()
    expect(page.locator(".told")).to_contain_text("are two")
    expect(page.locator(".cards")).not_to_contain_text("Nurlan Kerimbaev")
    (told,) = rulings(open_chronicle(tmp_path / "chronicle")).apart
    assert told.ruling.reason == "a namesake"


def test_a_person_has_a_page_with_spellings_cases_and_quotes_and_can_be_split(page: Page, tmp_path: Path) -> None:
    page.goto(page.url + "people/?q=Керимбаев")
    page.locator("td:first-child").get_by_role("link", name="Nurlan Kerimbayev").first.click()
    expect(page.locator("h1")).to_have_text("Nurlan Kerimbayev")
    expect(page.locator("main")).to_contain_text("Case")
    places = page.locator("#told li")
    assert places.count() > 1
    quote = places.last.locator("blockquote a").inner_text()
    places.last.locator("input").check()
    page.get_by_label("The other one is called").fill("Nurlan Kerimbayev the younger")
    page.locator("#split-reason").fill("another age")
    page.get_by_role("button", name="Split off what is ticked").click()
    expect(page.locator(".told")).to_contain_text("are two")
    expect(page.locator("#told")).not_to_contain_text(quote)
    names = {one.name for one in find(open_chronicle(tmp_path / "chronicle"), "Nurlan Kerimbayev the younger")}
    assert "Nurlan Kerimbayev the younger" in names
    page.locator("#decided").get_by_role("button", name="Undo").first.click()
    expect(page.locator(".told")).to_contain_text("taken back")


def test_a_quote_of_a_person_leads_to_its_place_in_the_document(page: Page) -> None:
    page.goto(page.url + "people/?q=Usenova")
    page.locator("td a").first.click()
    page.locator("#told blockquote a").first.click()
    expect(page).to_have_url(re.compile("/documents/"))
    expect(page.locator(".quote.here").first).to_be_visible()
