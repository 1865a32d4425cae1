"""What a role may not do at the desk is neither shown nor done. All people in the reports are invented."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.desk.conftest import ENVIRONMENT, serving, settled

ACCOUNTS = """
import sys
from pathlib import Path
from khronika.desk.opening import accounts_laid, configured
folder = Path(sys.argv[1])
configured(folder)
from khronika.record.chronicle import open_chronicle
accounts_laid(open_chronicle(folder))
from khronika.desk.models import Account, Role
for role in ("reader", "researcher"):
    Account.objects.open(role, Role(role), "a long invented password")
"""


@pytest.fixture
def home(filled: Path, tmp_path: Path) -> Iterator[str]:
    """Serve a chronicle in which a reader and a researcher have accounts."""
    shutil.copytree(filled, tmp_path / "c")
    subprocess.run([sys.executable, "-c", ACCOUNTS, str(tmp_path / "c")], env=ENVIRONMENT, check=True)
    with serving(tmp_path / "c") as address:
        yield address.split("/enter", maxsplit=1)[0]


def let_in(browser: Browser, home: str, name: str) -> Page:
    """Let somebody in by name and password."""
    page = browser.new_context().new_page()
    page.goto(f"{home}/login/")
    page.fill("[name=name]", name)
    page.fill("[name=password]", "a long invented password")
    page.locator("main button").click()
    return page


def refused(page: Page, address: str) -> int:
    """Return what the desk answers to a form that was sent without being shown."""
    token = next(one["value"] for one in page.context.cookies() if one["name"] == "khronika_csrf")
    headers = {"X-CSRFToken": token, "Referer": page.url}
    return page.request.post(address, form={"reason": "x", "sure": "1"}, headers=headers).status


def test_a_reader_sees_and_a_researcher_only_proposes(home: str, browser: Browser) -> None:
    page = let_in(browser, home, "reader")
    assert page.locator("#files, #text").count() == 0
    page.goto(home + "/documents/")
    page.locator("td a").first.click()
    document = page.url.split("#")[0]
    name = str(page.locator(".card").first.get_attribute("data-id"))
    assert page.locator(".card .decide, #add, .erase").count() == 0
    for address in (
        f"{document}state/",
        f"{document}erase/",
        *(f"{home}/statements/{name}/{x}/" for x in ("amend", "erase", "accept")),
    ):
        assert refused(page, address) == 403
    page.context.close()
    page = let_in(browser, home, "researcher")
    page.goto(document)
    assert page.locator(".card .decide, .erase").count() == 0
    page.locator("#add").click()
    adding = page.locator("#adding")
    expect(adding.get_by_label("kind")).to_be_visible()
    settled(page)
    adding.get_by_label("kind").select_option("recommendation")
    adding.get_by_label("action").fill("to let her go")
    words = " ".join(page.locator("#paper p.paragraph").first.inner_text().split()[:7])
    adding.get_by_role("textbox", name="quote").fill(words)
    adding.get_by_role("button", name="Save").click()
    page.locator(".card.here:has-text('written by researcher')").wait_for()
    assert page.locator(".card.here").get_attribute("data-standing") == "proposed"
    for address in (f"{document}erase/", f"{home}/statements/{name}/amend/", f"{home}/statements/{name}/accept/"):
        assert refused(page, address) == 403
    page.context.close()
