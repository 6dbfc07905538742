"""What the seal of a report records, as it lies in a file."""

from pydantic import TypeAdapter

from spbe_index.core.seal import (
    INPUT,
    RESULT,
    SCHEMA,
    Asked,
    Digests,
    PlanAsked,
    PreviousAsked,
    Seal,
    SealedFile,
    StandingAsked,
    seal_plain,
)

SEAL = Seal(
    SCHEMA,
    "spbe 0.1.0",
    "id",
    Digests("a" * 64, "b" * 64, "c" * 64),
    Asked(
        rubric="",
        plan=PlanAsked("Baik", lock=("I1",), horizon=2),
        standing=StandingAsked(group="Kota"),
        previous=(PreviousAsked("2029.xlsx", "hasil-sebelumnya-1.json", "instrumen-x.yaml"),),
        cases=(("I1", 3, "-1/2"),),
    ),
    (SealedFile("hasil.json", RESULT, "c" * 64, ""), SealedFile("p.xlsx", INPUT, "a" * 64, "p.xlsx")),
    {"weasyprint": "70.0"},
)


def test_it_comes_back_as_it_was_written():
    import json

    assert TypeAdapter(Seal).validate_json(json.dumps(seal_plain(SEAL)), strict=True) == SEAL


def test_files_are_found_by_what_they_are():
    assert [file.name for file in SEAL.of_role(INPUT)] == ["p.xlsx"]
    assert SEAL.of_role("logo") == ()
