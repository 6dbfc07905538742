"""A small sealed report for all tests of a file, and verification without processes of its own."""

from __future__ import annotations

import pytest
import sealing

from spbe_index.verifying import inside


@pytest.fixture(scope="module")
def sealed(tmp_path_factory):
    """A report with its workbook inside."""
    return sealing.report(tmp_path_factory.mktemp("segel"), "--embed-input")


@pytest.fixture
def near(monkeypatch):
    """Verification in this very process."""
    monkeypatch.setattr(inside, "_asked", sealing.nearby)
