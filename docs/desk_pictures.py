"""Draw the two pictures of the desk in the README, from the invented sample reports, in the browser that the tests use.

``python docs/desk_pictures.py`` writes ``docs/desk-reading.png`` and ``docs/desk-case.png``.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

DOCS = Path(__file__).parent
SAMPLES = DOCS.parent / "samples" / "reports"
WIDTH, HEIGHT = 1240, 720


def main() -> None:
    """Serve a chronicle of the sample reports and photograph a document and a case."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as name:
        command = [sys.executable, "-m", "khronika", "--chronicle", str(Path(name) / "chronicle")]
        environment = {**os.environ, "KHRONIKA_ACTOR": "Dana"}
        for arguments in (["init"], ["add", str(SAMPLES)]):
            subprocess.run([*command, *arguments], env=environment, capture_output=True, check=False)
        serve = [*command, "serve", "--port", "0", "--no-open"]
        with subprocess.Popen(serve, stdout=subprocess.PIPE, text=True, env=environment) as desk:
            assert desk.stdout is not None  # noqa: S101 - it was asked for
            desk.stdout.readline()
            address = desk.stdout.readline().strip()
            with sync_playwright() as started:
                browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
                page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
                page.goto(address)
                home = page.url.rstrip("/")
                page.goto(f"{home}/documents/")
                page.get_by_role("link", name="Activist given suspended term").click()
                for _ in range(3):
                    with page.expect_response(lambda answer: answer.request.method == "POST"):
                        page.keyboard.press("a")
                    page.wait_for_timeout(300)
                page.evaluate("scrollTo(0, 0)")
                page.screenshot(path=DOCS / "desk-reading.png")
                page.goto(f"{home}/cases/")
                page.get_by_role("link", name="Nurlan Kerimbayev").click()
                page.goto(f"{page.url.partition('?')[0]}?on=2026-01-01")
                page.screenshot(path=DOCS / "desk-case.png")
                browser.close()
            desk.send_signal(signal.SIGINT)


if __name__ == "__main__":
    main()
