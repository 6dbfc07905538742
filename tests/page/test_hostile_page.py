"""The pages of hostile files in a real browser: nothing runs, nothing is asked for, and what was typed is read."""

from __future__ import annotations

import pytest
from browser import opened
from payloads import PAYLOADS, SEEN
from scenes import Scene


@pytest.fixture(scope="module")
def scene(tmp_path_factory):
    return Scene(tmp_path_factory.mktemp("hostile"))


@pytest.mark.parametrize("command", ["report", "report of another instrument", "compare", "rank", "explain"])
def test_no_payload_does_anything(browser, scene, command):
    page_file = {
        "report": lambda: scene.made("html", "report", scene.new, "--unfilled", "lowest", "--previous", scene.old),
        "report of another instrument": lambda: scene.made("html", "report", scene.own, "--rubric", scene.rubric),
        "compare": lambda: scene.made("html", "compare", scene.old, scene.new),
        "explain": lambda: scene.made("html", "explain", scene.new, "--unfilled", "lowest"),
        "rank": lambda: scene.made("html", "rank", scene.list, "--by", "region", "--top", 40),
    }[command]()
    with opened(browser, page_file) as page:
        dialogs = []
        page.tab.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        # Whoever is careless moves over everything and clicks on it.
        for mark in ("tanda13", "tanda14", "tanda11", "tanda24", "tanda17"):
            for place in page.tab.get_by_text(mark).all()[:2]:
                if place.is_visible():
                    place.hover()
                    place.click()
        assert page.asked == [page_file.resolve().as_uri()]
        assert (page.said, dialogs) == ([], [])
        assert page.tab.evaluate("[...document.querySelectorAll('a')].every((a) => a.protocol === 'file:')")
        assert (
            page.tab.evaluate("document.querySelectorAll('img, iframe, object, embed, link, base, form').length") == 0
        )
        assert page.tab.evaluate("getComputedStyle(document.body).display") != "none"
        shown = page.tab.evaluate("document.body.textContent")
        assert len(set(SEEN.findall(shown))) >= (len(PAYLOADS) if command in ("report", "rank") else 4)
