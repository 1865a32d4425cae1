"""Every page in both themes: nothing that axe calls serious, and nothing cut off at 320 pixels or at 200 %."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

PAGES = ("/", "/documents/", "/cases/", "/people/", "/bans/", "/tolls/", "/log/", "/search/?q=Kerimbaev", "/search/")


def addresses(page: Page) -> list[str]:
    """Return all pages, with one document and one case."""
    home = page.url.rstrip("/")
    found = [home + one for one in PAGES]
    for room in ("/documents/", "/cases/"):
        page.goto(home + room)
        found.append(home + str(page.locator("td a").first.get_attribute("href")))
    return found


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
