"""One browser, and the page of each instrument in each language, for all tests of pages."""

from __future__ import annotations

import pytest
from browser import chromium
from filled import EVIDENCE, FILLED, written
from reporting import result_of


@pytest.fixture(scope="session")
def browser():
    with chromium() as found:
        yield found


@pytest.fixture(scope="session")
def pages(tmp_path_factory):
    """The page of each instrument in each language."""
    folder = tmp_path_factory.mktemp("pages")
    made = {}
    for name, values in FILLED.items():
        result, rubric = result_of(name, values, evidence=EVIDENCE, unit="Diskominfo")
        for language in ("id", "en"):
            made[name, language] = written(folder / f"{name}-{language}.html", result, rubric, language)
    return made
