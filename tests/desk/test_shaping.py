"""Cases shaped in the browser, a case as it was known on a day, and the timeline. All people are invented."""

import re
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page, expect

from khronika.desk.timeline import LETTER, WIDTH, Scale, Span, placed
from khronika.docket import Case, cases
from khronika.record.chronicle import Chronicle, evidence, open_chronicle, rulings
from tests.desk.conftest import press

DAYS = st.dates(date(2015, 1, 1), date(2030, 1, 1))


def of(chronicle: Chronicle, name: str) -> list[Case]:
    """Return the cases that somebody is in."""
    found = cases(evidence(chronicle), rulings(chronicle))
    return [case for case in found if name in {person.name for person in case.persons} or name == case.title]


def opened(page: Page, name: str) -> None:
    """Open a case, with the forms that shape it."""
    page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2] + "/cases/")
    page.get_by_role("link", name=name).first.click()
    page.get_by_text("Shape this case").click()


def test_a_case_is_named_by_keyboard_alone_and_the_name_is_taken_back(page: Page, tmp_path: Path) -> None:
    page.goto(page.url + "cases/")
    page.get_by_role("link", name="Bermet Usenova").first.focus()
    press(page, "Enter")
    expect(page.locator("h1")).to_contain_text("Bermet Usenova")
    page.locator(".shape summary").first.focus()
    press(page, "Enter")
    press(page, "Tab")
    page.keyboard.type("The square")
    press(page, "Tab")
    page.keyboard.type("as everybody calls it")
    press(page, "Enter")
    expect(page.locator("h1")).to_have_text("The case of The square")
    expect(page.locator("#decided")).to_contain_text("decided by Dana")
    expect(page.locator("#decided")).to_contain_text("as everybody calls it")
    chronicle = open_chronicle(tmp_path / "chronicle")
    assert len(of(chronicle, "The square")) == 1
    page.locator("#decided").get_by_role("button", name="Undo").first.focus()
    press(page, "Enter")
    expect(page.locator(".told")).to_contain_text("taken back")
    assert of(chronicle, "The square") == []


def test_a_statement_is_split_off_into_a_case_of_its_own_with_a_reason(page: Page, tmp_path: Path) -> None:
    opened(page, "Bermet Usenova")
    page.locator(".shape input[type=checkbox]").last.check()
    page.fill("#shape-split", "Another matter")
    page.fill("#shape-move-why", "it is of another year")
    page.get_by_role("button", name="Split off").click()
    expect(page.locator(".told")).to_contain_text("was split from")
    (new,) = of(open_chronicle(tmp_path / "chronicle"), "Another matter")
    assert len(new.own) == 1


def test_moving_nothing_or_without_a_reason_changes_nothing_and_says_so(page: Page, tmp_path: Path) -> None:
    opened(page, "Bermet Usenova")
    page.fill("#shape-move-why", "so")
    page.fill("#shape-move", "Kerimbayev")
    page.get_by_role("button", name="Move", exact=True).click()
    expect(page.locator(".told")).to_contain_text("no statement was chosen")
    assert rulings(open_chronicle(tmp_path / "chronicle")).cases == ()


def test_two_cases_are_linked_and_each_leads_to_the_other(page: Page, tmp_path: Path) -> None:
    opened(page, "Bermet Usenova")
    page.fill("#shape-other", "Nurlan Kerimbayev")
    page.fill("#shape-other-why", "the same organizers")
    page.get_by_role("button", name="It has to do with it: link").click()
    linked = page.locator("#linked")
    expect(linked).to_contain_text("Nurlan Kerimbayev")
    expect(linked).to_contain_text("the same organizers")
    linked.get_by_role("link", name="Kerimbayev").first.click()
    expect(page.locator("h1")).to_contain_text("Kerimbayev")
    assert len(rulings(open_chronicle(tmp_path / "chronicle")).case_links) == 1


def test_a_disagreement_is_settled_with_a_reason_and_open_again_when_taken_back(page: Page) -> None:
    page.goto(page.url + "cases/?q=Kerimbayev")
    page.locator("td a").first.click()
    settle = page.locator(".settle").first
    expect(settle).to_be_attached()
    before = page.locator(".differs").count()
    settle.locator("summary").click()
    settle.locator("input[type=radio]").first.check()
    settle.locator("input[name=reason]").fill("read in the judgment")
    settle.get_by_role("button", name="This holds").click()
    expect(page.locator("main")).to_contain_text("read in the judgment")
    assert page.locator(".differs").count() < before
    page.get_by_role("button", name=re.compile("Undo")).first.click()
    expect(page.locator(".told")).to_contain_text("taken back")
    assert page.locator(".differs").count() == before


def test_a_case_is_shown_as_it_was_known_on_a_day(page: Page) -> None:
    page.goto(page.url + "cases/")
    page.get_by_role("link", name="Bermet Usenova").first.click()
    page.fill("#known", "2020-01-01")
    page.locator("#known").dispatch_event("change")
    expect(page).to_have_url(re.compile("known=2020-01-01"))
    expect(page.locator("main")).to_contain_text("nothing of this case was known here")
    page.get_by_role("link", name="As we know it now").click()
    expect(page.locator("h1")).to_contain_text("Bermet Usenova")


def test_the_timeline_shows_the_states_and_scrolls_in_its_box_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(page.url + "cases/")
    page.get_by_role("link", name="Bermet Usenova").first.click()
    band = page.locator(".timeline .band").first
    expect(band).to_be_attached()
    assert band.locator("title").count() > 1
    box, drawn = page.locator(".timeline").first, page.locator(".timeline svg").first
    assert (drawn.bounding_box() or {"width": 0})["width"] > (box.bounding_box() or {"width": 0})["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(DAYS, DAYS, st.text("ab ", min_size=1, max_size=70)), max_size=40))
def test_no_label_of_the_timeline_lies_on_another_or_leaves_it(told: list[tuple[date, date, str]]) -> None:
    spans = [Span(min(a, b), max(a, b), text, "1 May 2020", "proposed", "step", "x") for a, b, text in told]
    shapes, lanes = placed(spans, Scale(date(2015, 1, 1), 5500), 0)
    boxes = []
    for one in shapes:
        long = len(one.text) * LETTER
        start = one.text_x - long if one.text_end else one.text_x
        assert start >= 0
        assert start + long <= WIDTH
        boxes.append((start, start + long, one.text_y))
        assert one.text_y < lanes * 24 + 24
    for number, (start, end, height) in enumerate(boxes):
        for other, until, at in boxes[number + 1 :]:
            assert abs(height - at) >= 12 or end <= other or until <= start
