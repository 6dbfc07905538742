"""Lists of published results made by hand, for tests."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from spbe_index.core.published import Listed


def listed(agency: str, printed: str, exact: str = "", **more: object) -> Listed:
    fields: dict[str, object] = {"kind": "kota", "year": 2023, "rubric": "spbe-2020", "band": "Baik"}
    return Listed(agency, printed=Fraction(printed), exact=Fraction(exact) if exact else None, **(fields | more))


@st.composite
def many(draw):
    """Rows of one year with many ties, some with exact values that fit the printed ones."""
    rows = []
    for number in range(draw(st.integers(1, 25))):
        hundredths = draw(st.integers(100, 106))
        # Tenths of a hundredth, from half below to just under half above: all round to the printed one.
        exact = draw(st.one_of(st.none(), st.integers(-5, 4)))
        rows.append(
            listed(
                f"Kota {number}",
                f"{hundredths}/100",
                f"{10 * hundredths + exact}/1000" if exact is not None else "",
                kind=draw(st.sampled_from(["kota", "kabupaten", "lns", "alat-negara", ""])),
                region=draw(st.sampled_from(["Aceh", "Bali", ""])),
                band=draw(st.sampled_from(["Baik", "Cukup", "Lain", ""])),
                values=(("D1", Fraction(hundredths, 100)),),
            )
        )
    return rows
