"""The desk as its users meet it: a real server on a chronicle of the invented sample reports, and a real browser."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from tests.conftest import SAMPLES

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = (
    "true"  # Playwright runs a loop in the thread in which the tests look at the record
)
CHROMIUM = os.environ.get("KHRONIKA_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
COMMAND = [sys.executable, "-m", "khronika", "--chronicle"]
ENVIRONMENT = {**os.environ, "KHRONIKA_ACTOR": "Dana"}


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a chronicle; yield the address that lets its owner in."""
    command = [*COMMAND, str(folder), "serve", "--port", "0", "--no-open"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT) as process:
        assert process.stdout is not None
        process.stdout.readline()
        try:
            yield process.stdout.readline().strip()
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(30)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a chronicle of the sample reports, to be copied."""
    folder = tmp_path_factory.mktemp("desk") / "chronicle"
    for arguments in (["init"], ["add", str(SAMPLES)]):
        subprocess.run([*COMMAND, str(folder), *arguments], env=ENVIRONMENT, capture_output=True, check=False)
    return folder


@pytest.fixture(scope="session")
def playwright_() -> Iterator[Playwright]:
    """Start what drives the browser."""
    if CHROMIUM is None:
        pytest.skip("no Chromium is here: the desk is not tried in a browser")
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright_: Playwright) -> Iterator[Browser]:
    """Open the browser."""
    opened = playwright_.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
    yield opened
    opened.close()


@pytest.fixture
def desk(filled: Path, tmp_path: Path) -> Iterator[str]:
    """Serve a copy of the filled chronicle that the test may change."""
    folder = tmp_path / "chronicle"
    shutil.copytree(filled, folder)
    with serving(folder) as address:
        yield address


@pytest.fixture
def page(desk: str, browser: Browser) -> Iterator[Page]:
    """Be let in; whatever the page loads from elsewhere, or complains of, fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    wrong: list[str] = []
    home = desk.split("/enter", maxsplit=1)[0]
    opened.on("request", lambda one: None if one.url.startswith((home, "data:")) else wrong.append(one.url))
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda told: wrong.append(told.text) if told.type == "error" else None)
    opened.goto(desk)
    yield opened
    context.close()
    assert wrong == []


def settled(page: Page) -> None:
    """Wait until nothing of the page is on its way: what is pressed before that is passed over, as it must be."""
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)


def press(page: Page, key: str) -> None:
    """Press a key once the page stands."""
    settled(page)
    page.keyboard.press(key)
