"""Amending, adding, the queue, pages of a PDF and erasing at the desk. All people in the reports are invented."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from khronika.record.chronicle import evidence, open_chronicle
from khronika.record.verification import verify
from khronika.surface.reviewing.queue import unsure_first
from khronika.vocabulary.evidence import Evidence, Standing
from tests.desk.conftest import press, settled


def opened(page: Page) -> None:
    """Open a report by the list of documents."""
    page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/")[2] + "/documents/")
    page.get_by_role("link", name="Activist given suspended term").first.click()
    expect(page.locator(".card.here")).to_have_count(1)


def statement(folder: Path, name: str) -> Evidence:
    """Return a statement as the record holds it."""
    (one,) = [one for one in evidence(open_chronicle(folder)) if one.id == name]
    return one


def a_card(page: Page, kind: str) -> str:
    """Return the name of the first statement of a kind."""
    return str(page.locator(f".card:has(.kind:text-is('{kind}'))").first.get_attribute("data-id"))


def test_a_statement_is_amended_by_keyboard_alone_and_what_was_read_stays_in_sight(page: Page, tmp_path: Path) -> None:
    opened(page)
    name = a_card(page, "proceeding")
    page.locator(f"#s-{name}").focus()
    press(page, "e")
    card = page.locator(f"#s-{name}")
    expect(card.locator("form.fill :focus")).to_have_count(1)  # it has taken the keys
    date = card.locator('[data-slot="date"] input').first
    date.focus()
    press(page, "Control+a")
    page.keyboard.type("the day after")
    press(page, "Tab")
    expect(card.locator('[data-slot="date"] .understood')).to_contain_text("cannot be 'the day after'")
    card.locator('[data-slot="place"] input').first.focus()
    press(page, "Control+a")
    page.keyboard.type("Naryn")
    press(page, "Control+Enter")
    expect(card.locator('[data-slot="date"] .error').first).to_contain_text("cannot be 'the day after'")
    expect(date).to_be_focused()
    expect(card.locator('[data-slot="place"] input').first).to_have_value("Naryn")  # nothing was lost
    press(page, "Control+a")
    page.keyboard.type("16 May 2023")
    press(page, "Tab")
    expect(card.locator('[data-slot="date"] .understood')).to_contain_text("16 May 2023")
    card.get_by_label("reason").focus()
    page.keyboard.type("the annex says so")
    press(page, "Control+Enter")
    expect(card).to_have_attribute("data-standing", "accepted")
    expect(card).to_contain_text("read as:")
    one = statement(tmp_path / "chronicle", name)
    assert (one.statement.date, one.statement.place) == ("2023-05-16", "Naryn")  # type: ignore[union-attr]
    assert (one.reason, one.decided_by, one.standing) == ("the annex says so", "Dana", Standing.ACCEPTED)
    assert one.read_as is not None
    card.focus()
    press(page, "u")
    expect(card).to_have_attribute("data-standing", "proposed")
    assert statement(tmp_path / "chronicle", name).read_as is None


def test_the_form_knows_the_vocabularies_and_lists_of_values(page: Page, tmp_path: Path) -> None:
    opened(page)
    name = a_card(page, "restriction")
    card = page.locator(f"#s-{name}")
    card.get_by_role("link", name="Amend").click()
    card.get_by_label("modality").select_option("alleged")
    expect(card.locator('[data-slot="modality"] .meaning')).not_to_be_empty()
    prohibits = card.locator('[data-slot="prohibits"]')
    lines = prohibits.locator("input").count()
    prohibits.get_by_role("button", name="Add another").click()
    expect(prohibits.locator("input")).to_have_count(lines + 1)
    page.keyboard.type("leaving Bishkek; also by train")
    card.get_by_role("button", name="Save").click()
    expect(card).to_have_attribute("data-standing", "accepted")
    one = statement(tmp_path / "chronicle", name).statement
    assert one.modality.value == "alleged"
    assert one.prohibits[-2:] == ("leaving Bishkek", "also by train")  # type: ignore[union-attr]


def select(page: Page, start: int, length: int) -> str:
    """Select words of the document as a mouse does; return them."""
    return str(
        page.evaluate(
            """([start, length]) => {
                const walk = document.createTreeWalker(document.getElementById("paper"), NodeFilter.SHOW_TEXT);
                let node, long = null;
                while ((node = walk.nextNode())) if (node.data.length > start + length) { long = node; break; }
                const range = document.createRange();
                range.setStart(long, start); range.setEnd(long, start + length);
                const now = getSelection(); now.removeAllRanges(); now.addRange(range);
                return range.toString().trim();
            }""",
            [start, length],
        )
    )


def test_selected_words_become_the_quote_of_a_statement_that_is_amended(page: Page, tmp_path: Path) -> None:
    opened(page)
    name = a_card(page, "proceeding")
    card = page.locator(f"#s-{name}")
    card.get_by_role("link", name="Amend").click()
    expect(card.locator("form.fill :focus")).to_have_count(1)  # it has taken the keys
    words = select(page, 0, 40)
    page.get_by_role("button", name="Make these words the quote").click()
    expect(card.get_by_role("textbox", name="quote")).to_have_value(words)
    card.get_by_role("button", name="Save").click()
    expect(card).to_have_attribute("data-standing", "accepted")
    expect(page.locator(f'.quote[data-ids~="{name}"]').first).to_contain_text(words[:20])
    assert statement(tmp_path / "chronicle", name).statement.quote.text == words
    assert verify(open_chronicle(tmp_path / "chronicle")) == ()


def test_a_statement_is_added_by_selecting_words_and_taken_back(page: Page, tmp_path: Path) -> None:
    opened(page)
    before = page.locator("#cards .card").count()
    words = select(page, 3, 33)
    page.get_by_role("button", name="State what these words say").click()
    adding = page.locator("#adding")
    expect(adding.get_by_role("textbox", name="quote")).to_have_value(words)
    adding.get_by_label("kind").select_option("act")
    expect(adding.get_by_label("type")).to_be_visible()
    adding.get_by_role("button", name="Save").click()
    expect(adding.locator('[data-slot="type"] .error')).to_contain_text("an act needs this")
    expect(adding.get_by_role("textbox", name="quote")).to_have_value(words)
    adding.get_by_label("type").select_option("threat")
    adding.locator('[data-slot="victims"] input').first.fill("Bermet Usenova")
    adding.get_by_role("button", name="Save").click()
    expect(page.locator("#cards .card")).to_have_count(before + 1)
    chosen = page.locator("#cards .card.here")
    expect(chosen).to_contain_text("written by Dana")
    name = str(chosen.get_attribute("data-id"))
    one = statement(tmp_path / "chronicle", name)
    assert (one.written_by, one.standing, one.statement.quote.text) == ("Dana", Standing.ACCEPTED, words)
    expect(page.locator(f'.quote[data-ids~="{name}"]').first).to_be_visible()
    press(page, "u")
    expect(page.locator("#cards .card")).to_have_count(before)
    assert name not in {one.id for one in evidence(open_chronicle(tmp_path / "chronicle"))}


def test_a_statement_is_added_by_keyboard_alone_and_only_the_documents_words_are_a_quote(
    page: Page, tmp_path: Path
) -> None:
    opened(page)
    press(page, "n")
    adding = page.locator("#adding")
    expect(adding.get_by_role("textbox", name="quote")).to_be_focused()
    page.keyboard.type("words that nobody wrote")
    press(page, "Tab")
    page.keyboard.type("recomm")
    expect(adding.locator('[data-slot="action"]')).to_be_visible()
    expect(adding.get_by_role("textbox", name="quote")).to_have_value("words that nobody wrote")
    adding.get_by_label("action").focus()
    page.keyboard.type("to let her go")
    press(page, "Control+Enter")
    expect(adding).to_contain_text("do not stand in the document")
    expect(adding.get_by_role("textbox", name="quote")).to_be_focused()
    press(page, "Control+a")
    words = " ".join(str(page.locator("#paper p.paragraph").first.inner_text()).split()[:7])
    page.keyboard.type(words)
    press(page, "Control+Enter")
    expect(page.locator("#cards .card.here")).to_contain_text("recommendation")
    found = [one for one in evidence(open_chronicle(tmp_path / "chronicle")) if one.written_by == "Dana"]
    assert [" ".join(one.statement.quote.text.split()) for one in found] == [words]


def test_words_that_stand_in_several_places_are_asked_about(page: Page) -> None:
    opened(page)
    page.get_by_role("link", name="Add a statement").click()
    adding = page.locator("#adding")
    expect(adding.get_by_label("kind")).to_be_visible()
    settled(page)
    adding.get_by_label("kind").select_option("recommendation")
    expect(adding.get_by_label("action")).to_be_visible()
    adding.get_by_role("textbox", name="quote").fill("the")
    adding.get_by_role("button", name="Save").click()
    places = adding.locator(".places input")
    expect(places.first).to_be_visible()
    assert places.count() > 1
    places.last.check()
    adding.get_by_role("button", name="Save").click()
    expect(page.locator("#cards .card.here")).to_contain_text("recommendation")


def test_the_queue_begins_with_what_is_least_sure_and_is_worked_off_by_keyboard(page: Page, tmp_path: Path) -> None:
    page.get_by_role("link", name="To check").click()
    first = page.locator(".card").first
    name = str(first.get_attribute("data-id"))
    held = evidence(open_chronicle(tmp_path / "chronicle"))
    assert [name] == [one.id for one in unsure_first(held)][:1]
    expect(first).to_contain_text("% sure")
    expect(first.locator("blockquote mark")).not_to_be_empty()
    press(page, "a")
    expect(page.locator(f"#s-{name}")).to_have_attribute("data-standing", "accepted")
    expect(page.locator("#tally")).to_contain_text(str(sum(one.standing is Standing.PROPOSED for one in held) - 1))
    second = str(page.locator(".card").nth(1).get_attribute("data-id"))
    expect(page.locator(".card.here:not(.htmx-settling)")).to_have_attribute("data-id", second)
    press(page, "r")
    page.keyboard.type("twice told")
    press(page, "Enter")
    expect(page.locator(f"#s-{second}")).to_have_attribute("data-standing", "rejected")
    press(page, "e")
    expect(page.locator(".card.here form.fill")).to_be_visible()
    page.goto(page.url.split("?", maxsplit=1)[0] + "?kind=restriction&state=proposed")
    kinds = {str(one) for one in page.locator(".card .kind").all_inner_texts()}
    assert kinds == {"restriction"}
    press(page, "w")
    expect(page).to_have_url(re.compile("/documents/"))
    here = page.url
    press(page, "w")
    expect(page).not_to_have_url(here)


def test_a_pdf_is_shown_as_it_is_beside_its_text_and_turns_with_the_quote(page: Page) -> None:
    page.goto(page.url + "documents/")
    titles = page.locator("td a")
    for at in range(titles.count()):
        titles.nth(at).click()
        if page.locator("#show-pages").count():
            break
        page.go_back()
    page.locator("#show-pages").click()
    picture = page.locator("#pages img")
    expect(picture).to_be_visible()
    assert page.evaluate("document.querySelector('#pages img').decode().then(() => true)")
    assert page.evaluate("document.querySelector('#pages img').naturalWidth") > 500
    quotes = page.locator("[data-page] .quote")
    quotes.last.click()
    last = page.evaluate(
        "[...document.querySelectorAll('[data-page]')].filter(x => x.querySelector('.quote.here'))[0].dataset.page"
    )
    expect(page.locator("#pages .at")).to_have_text(str(last))
    expect(picture).to_have_attribute("src", re.compile(f"/pages/{last}/$"))


def test_an_administrator_erases_a_statement_and_a_bar_stands_over_its_words(page: Page, tmp_path: Path) -> None:
    opened(page)
    name = a_card(page, "restriction")
    page.locator(f"#s-{name}").get_by_role("link", name="Erase").click()
    expect(page.locator("main")).to_contain_text("It cannot be undone.")
    page.get_by_label("Why").fill("she asked for it")
    page.get_by_label("I know that it cannot be undone").check()
    page.get_by_role("button", name="Erase").click()
    expect(page.locator(f"#s-{name}")).to_have_count(0)
    expect(page.locator(".bar").first).to_contain_text("erased by Dana")
    expect(page.locator(".bar").first).to_contain_text("she asked for it")
    assert verify(open_chronicle(tmp_path / "chronicle")) == ()


def test_an_administrator_erases_a_document_with_its_original(page: Page, tmp_path: Path) -> None:
    opened(page)
    sha256 = page.url.split("/documents/")[1].strip("/").split("/")[0]
    page.get_by_role("link", name="erase…", exact=True).click()
    page.get_by_label("Why").fill("taken by mistake")
    page.get_by_label("erase the bytes of its original too").check()
    page.get_by_label("I know that it cannot be undone").check()
    press(page, "Tab")
    press(page, "Enter")
    expect(page.locator(".told")).to_contain_text("was erased, by entry")
    chronicle = open_chronicle(tmp_path / "chronicle")
    assert not chronicle.vault.path_of(sha256).exists()
    assert all(one.source.sha256 != sha256 for one in evidence(chronicle))
