"""A code that is raised for several reasons: each of them is raised, and told in its own words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from by_plans import with_efforts
from test_every_problem import ROOT, cannot_tell

from spbe_index.write import words

REASONS = {
    "cost": "Kode,Upaya\nI1,-2\n",
    "doubtful": "Kode,Upaya\nI1,1.250\n",
    "level": "Kode,Tingkat,Upaya\nI1,9,2\n",
    "step": "Kode,Langkah,Upaya\nI1,0,2\n",
    "several": "Kode,Upaya tingkat 4\nI1,2;3\n",
    "twice": "Kode,Upaya\nI1,2\nI1,3\n",
    "unknown": "Kode,Upaya\nI99,2\n",
    "nearest": "Kode,Indikator,Upaya\n,Manajemen Risko SPBE,2\n",
    "more": "Kode,Upaya\n" + "".join(f"I{n},-1\n" for n in range(1, 48)),
}


def test_every_reason_is_here() -> None:
    catalogue = Path(words.__file__).with_name("locale") / "id" / "problems.json"
    known = {key.rpartition(".")[2] for key in json.loads(catalogue.read_text("utf-8")) if "E828.reason." in key}
    assert set(REASONS) == known | {"nearest"}


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("reason", REASONS)
def test_a_reason_is_told_in_words(reason: str, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(words.Words, "untold", cannot_tell)
    *_, found = with_efforts(REASONS[reason])(tmp_path)
    assert dict(found.args)["reason"] == ("unknown" if reason == "nearest" else reason)
    message, _ = words.Words(language).tell(found)
    assert ".nearest" not in message
    assert ".list" not in message
    assert {
        "unknown": '"I99"',
        "nearest": {"id": "I21 Tingkat Kematangan", "en": "I21 "}[language],
        "more": "41",
    }.get(reason, "") in message
