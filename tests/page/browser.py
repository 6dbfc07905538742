"""The real Chromium, in which the page of a report is opened from a file, as from a mailed attachment."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

#: Set where the browser must be asked: a machine without it then fails the test instead of passing it over.
REQUIRED = os.environ.get("SPBE_BROWSER") == "required"

#: Nothing of the browser's own may reach for the network; as root it cannot make its sandbox.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Opened:
    """A page in the browser, with everything it said on the console and every address it asked for."""

    def __init__(self, tab: Any) -> None:
        self.tab = tab
        self.said: list[str] = []
        self.asked: list[str] = []
        tab.on("console", lambda message: self.said.append(message.text))
        tab.on("pageerror", lambda error: self.said.append(str(error)))
        tab.on("request", lambda request: self.asked.append(request.url))

    def text(self, selector: str) -> str:
        """What a person reads there, on one line."""
        return " ".join(self.tab.inner_text(selector).split())

    def move(self, code: str, value: str) -> None:
        """Put the slider of an answer to a value, as dragging it does."""
        self.tab.evaluate(
            "([code, value]) => { const it = document.getElementById('move-' + code); it.value = value;"
            " it.dispatchEvent(new Event('input', { bubbles: true })); }",
            [code, value],
        )

    def move_all(self, values: dict[str, str]) -> None:
        """Put many sliders at once."""
        self.tab.evaluate(
            "(all) => { for (const [code, value] of Object.entries(all)) {"
            " const it = document.getElementById('move-' + code); it.value = value;"
            " it.dispatchEvent(new Event('input', { bubbles: true })); } }",
            values,
        )


@contextmanager
def chromium() -> Iterator[Any]:
    """The browser, or a skipped (where it is required, a failed) test on a machine without it."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        if REQUIRED:
            pytest.fail("Chromium is not installed (apt-get install chromium)")
        pytest.skip("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened(browser: Any, file: Path, *, width: int = 1200, **more: Any) -> Iterator[Opened]:
    """A file opened in a window of this width, alone."""
    context = browser.new_context(viewport={"width": width, "height": 900}, **more)
    try:
        page = Opened(context.new_page())
        page.tab.goto(file.resolve().as_uri())
        yield page
    finally:
        context.close()
