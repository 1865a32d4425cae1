"""Every page in both themes: nothing that axe calls serious, and nothing cut off at 320 pixels or at 200 %."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FilePayload, Page

PAGES = (
    *("/", "/documents/", "/cases/", "/people/", "/people/?q=Kerimbaev", "/people/likely/?possible=1", "/bans/"),
    *("/tolls/", "/tolls/?after=2000-01-01&until=2026-01-01", "/dates/?month=2029-06", "/dates/", "/log/"),
    *("/search/?q=Kerimbaev", "/search/", "/cases/?known=2020-01-01"),
    *("/queue/", "/inbox/history/"),
)


def addresses(page: Page) -> list[str]:
    """Return all pages, with one document and one case."""
    home = page.url.rstrip("/")
    found = [home + one for one in PAGES]
    for room in ("/documents/", "/people/?q=Kerimbaev", "/cases/"):
        page.goto(home + room)
        found.append(home + str(page.locator("td a").first.get_attribute("href")))
    found[-1:-1] = forms(page, home)  # the case stays the last
    return found


def forms(page: Page, home: str) -> list[str]:
    """Return the pages of forms: amending, adding, erasing, a PDF beside its text, the mapping of a table."""
    page.goto(home + "/queue/")
    amending = str(page.locator('[data-key="e"]').first.get_attribute("href")).split("?", maxsplit=1)[0]
    page.goto(home + "/documents/")
    papers = [str(one.get_attribute("href")) for one in page.locator("td a").all()]
    adding = f"{papers[0]}state/"
    page.goto(home + "/")
    table = FilePayload(name="people.csv", mimeType="text/csv", buffer=b"Name,Age\nAida Sarova,34\n")
    page.set_input_files("#files", files=[table])
    page.get_by_role("button", name="Take them in").click()
    link = page.get_by_role("link", name="people.csv: say what its columns mean")
    mapping = str(link.get_attribute("href", timeout=30000))
    told = [amending, adding, amending.replace("/amend/", "/erase/"), f"{papers[0]}erase/", mapping]
    for paper in papers:
        page.goto(home + paper)
        if page.locator("#show-pages").count():
            told.append(f"{paper}?page=1")
            break
    return [home + one for one in told]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(page: Page, theme: str) -> None:
    page.emulate_media(color_scheme="light" if theme == "light" else "dark")
    for address in addresses(page):
        page.goto(address)
        found = Axe().run(page)
        serious = [one for one in found.response["violations"] if one["impact"] in {"serious", "critical"}]
        told = [(one["id"], one["nodes"][0]["html"][:200]) for one in serious]
        assert told == [], f"{address} in {theme}"


@pytest.mark.parametrize("width", [320, 640])
def test_no_page_scrolls_sideways(page: Page, width: int) -> None:
    found = addresses(page)
    page.set_viewport_size({"width": width, "height": 800})
    for address in found:
        page.goto(address)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{address} is {wide} wide"


def test_printing_a_case_leaves_the_controls_out(page: Page) -> None:
    address = addresses(page)[-1]
    page.goto(address)
    page.emulate_media(media="print")
    for control in (".top", ".day", ".within"):
        assert not page.locator(control).first.is_visible()
    assert page.locator(".standing").is_visible()
