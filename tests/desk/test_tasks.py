"""What people do at the desk, by mouse and by keyboard alone. All people in the reports are invented."""

import re
import shutil
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from khronika.record.chronicle import evidence, open_chronicle, sources
from khronika.record.history import log_of
from khronika.record.verification import verify
from khronika.vocabulary.evidence import Standing
from tests.desk.conftest import press, serving


def test_a_statement_is_checked_and_accepted_by_keyboard_alone_and_taken_back(page: Page, tmp_path: Path) -> None:
    page.goto(page.url + "documents/")
    page.get_by_role("link", name="Activist given suspended term").focus()
    press(page, "Enter")
    first = page.locator(".card").first
    expect(first).to_have_class(re.compile("here"))
    name = str(first.get_attribute("data-id"))
    press(page, "a")
    expect(page.locator(f"#s-{name}")).to_have_attribute("data-standing", "accepted")
    expect(page.locator("#tally")).to_contain_text("1 of")
    expect(page.locator(f'.quote[data-ids~="{name}"]').first).to_be_visible()
    chronicle = open_chronicle(tmp_path / "chronicle")
    (one,) = [one for one in evidence(chronicle) if one.id == name]
    assert (one.standing, one.decided_by) == (Standing.ACCEPTED, "Dana")
    expect(page.locator(".card.here")).not_to_have_attribute("data-id", name)  # the next is at hand
    press(page, "k")
    press(page, "u")
    expect(page.locator(f"#s-{name}")).to_have_attribute("data-standing", "proposed")
    assert [entry.kind for entry in log_of(chronicle, viewer="Dana")][-2:] == ["decision", "undone"]


def test_a_rejection_needs_a_reason_and_keeps_it(page: Page, tmp_path: Path) -> None:
    page.goto(page.url + "documents/")
    page.get_by_role("link", name="Activist given suspended term").click()
    name = str(page.locator(".card").first.get_attribute("data-id"))
    press(page, "r")
    page.keyboard.type("it is another man")
    press(page, "Enter")
    expect(page.locator(f"#s-{name}")).to_have_attribute("data-standing", "rejected")
    (one,) = [one for one in evidence(open_chronicle(tmp_path / "chronicle")) if one.id == name]
    assert one.reason == "it is another man"


def test_a_quote_and_its_statement_show_each_other(page: Page) -> None:
    page.goto(page.url + "documents/")
    page.get_by_role("link", name="Activist given suspended term").click()
    page.locator(".quote").last.click()
    chosen = page.locator(".card.here")
    expect(chosen).to_have_count(1)
    name = str(chosen.get_attribute("data-id"))
    assert name in str(page.locator(".quote.here").last.get_attribute("data-ids")).split()


def test_a_dropped_file_and_a_pasted_text_are_taken_and_read(page: Page, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(
        "On 3 May 2024 a court in Osh sentenced the invented writer Talant Beishev to two years in prison.", "utf-8"
    )
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4 broken")
    page.set_input_files("#files", [str(report), str(broken)])
    page.get_by_role("button", name="Take them in").click()
    expect(page.get_by_role("link", name="report", exact=False).first).to_be_visible(timeout=30000)
    expect(page.locator("main")).to_contain_text("broken.pdf", timeout=30000)
    page.get_by_role("button", name="Dismiss").click()
    expect(page.locator("main")).not_to_contain_text("broken.pdf")
    page.fill("#text", "On 4 May 2024 a court in Osh fined the invented singer Asel Toktorova 500 dollars.")
    page.fill("#name", "A pasted note")
    page.get_by_role("button", name="Take it in").click()
    expect(page.get_by_role("link", name="A pasted note")).to_be_visible(timeout=30000)
    chronicle = open_chronicle(tmp_path / "chronicle")
    assert {"report.txt", "A pasted note.txt"} <= {one.filename for one in sources(chronicle)}
    assert not list((tmp_path / "chronicle" / "inbox").iterdir())
    assert verify(chronicle) == ()


def test_what_waits_in_the_inbox_is_taken_after_a_restart(filled: Path, tmp_path: Path, browser: Browser) -> None:
    waiting = tmp_path / "c" / "inbox" / "left"
    shutil.copytree(filled, tmp_path / "c")
    waiting.mkdir(parents=True)
    (waiting / "batch.json").write_text('{"actor": "Dana", "aside": {}}', "utf-8")
    (waiting / "late.txt").write_text("On 5 May 2024 police in Osh arrested the invented poet Nur Asanov.", "utf-8")
    with serving(tmp_path / "c") as address:
        page = browser.new_page()
        page.goto(address)
        expect(page.get_by_role("link", name="late")).to_be_visible(timeout=30000)
        page.close()


def test_what_somebody_is_forbidden_on_a_day_and_who_says_so(page: Page) -> None:
    page.get_by_role("link", name="Cases").click()
    page.get_by_role("link", name="Bermet Usenova").click()
    page.fill("#on", "2028-01-01")
    page.locator("#on").dispatch_event("change")
    expect(page).to_have_url(re.compile("on=2028-01-01"))
    standing = page.locator(".standing")
    expect(standing).to_contain_text("Forbidden until 3 Jun 2029 △ computed from pronouncement")
    standing.locator(".ban a").first.click()
    expect(page.locator(".card:target")).to_be_visible()
    expect(page.locator(".quote.here").first).to_be_visible()


def test_a_name_is_found_in_another_spelling(page: Page) -> None:
    press(page, "/")
    page.keyboard.type("Нурлан Керимбаев")
    press(page, "Enter")
    expect(page.get_by_role("link", name="Nurlan Kerimbayev").first).to_be_visible()


def test_the_log_tells_and_everything_is_checked_again(page: Page) -> None:
    page.get_by_role("link", name="Log").click()
    expect(page.locator("tbody tr").first).to_contain_text("Dana")
    page.get_by_role("button", name="Check everything again").click()
    expect(page.locator("#verified")).to_contain_text("All is as it was captured.")


def test_nobody_comes_in_without_the_link_and_it_works_once(page: Page, browser: Browser, desk: str) -> None:
    stranger = browser.new_page()
    home = desk.split("/enter", maxsplit=1)[0]
    for address in ("/", "/documents/", "/cases/", "/search/?q=Usenova", "/log/"):
        stranger.goto(home + address)
        assert "/login/" in stranger.url
        assert "Usenova" not in stranger.content()
    stranger.goto(desk)
    expect(stranger.locator("main")).to_contain_text("This link was used already")
    stranger.close()
