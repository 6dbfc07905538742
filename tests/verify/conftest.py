"""A small sealed report for all tests of a file, and verification without processes of its own."""

from __future__ import annotations

import pytest
import sealing

from spbe_index import printing
from spbe_index.verifying import inside
from spbe_index.write import pdf


@pytest.fixture(scope="module")
def sealed(tmp_path_factory):
    """A report with its workbook inside."""
    return sealing.report(tmp_path_factory.mktemp("segel"), "--embed-input")


@pytest.fixture
def near(monkeypatch):
    """Reports made and verified in this very process."""
    monkeypatch.setattr(inside, "_asked", sealing.nearby)
    monkeypatch.setattr(printing, "printed", lambda name, _, *given, **more: getattr(pdf, name)(*given, **more))
