"""Kinds of agencies, and the groups in which they are counted.

The national report counts in seven groups (its "Instansi Lainnya" are five kinds);
the awards named the best of five: ministries, provinces, cities, regencies, and all
other bodies together. Sources: the official reports of 2023 and 2024; the press of
27 May 2024 on the awards for 2023.
"""

from __future__ import annotations

from typing import NamedTuple

from spbe_index.core.agency import agency_words, plain_words


class Kind(NamedTuple):
    """One kind of agency: its code, the groups of the national report and of the awards, and what lists call it."""

    code: str
    report: str
    award: str
    names: tuple[str, ...]


KINDS = (
    Kind("kementerian", "kementerian", "kementerian", ("kementerian", "kementerian koordinator", "ministry")),
    Kind(
        "lpnk",
        "lpnk",
        "lembaga",
        ("lpnk", "lembaga pemerintah non kementerian", "lembaga pemerintah nonkementerian"),
    ),
    Kind("lns", "lns", "lembaga", ("lns", "lembaga non struktural", "lembaga nonstruktural")),
    Kind("alat-negara", "lainnya", "lembaga", ("alat negara",)),
    Kind("sekretariat-kabinet", "lainnya", "lembaga", ("sekretariat kabinet",)),
    Kind(
        "setjen-lembaga-negara",
        "lainnya",
        "lembaga",
        ("setjen lembaga negara", "sekretariat jenderal lembaga negara", "lembaga negara"),
    ),
    Kind("lembaga-pemerintah-lainnya", "lainnya", "lembaga", ("lembaga pemerintah lainnya",)),
    Kind("lembaga-penyiaran-publik", "lainnya", "lembaga", ("lembaga penyiaran publik",)),
    Kind("lainnya", "lainnya", "lembaga", ("lainnya", "instansi lainnya", "lembaga lain", "lembaga lainnya", "other")),
    Kind("provinsi", "provinsi", "provinsi", ("provinsi", "pemerintah provinsi", "pemprov", "province")),
    Kind("kabupaten", "kabupaten", "kabupaten", ("kabupaten", "pemerintah kabupaten", "pemkab", "kab", "regency")),
    Kind("kota", "kota", "kota", ("kota", "pemerintah kota", "pemkot", "city")),
)
#: The groups of the national report and of the awards, in the order in which they are told of.
REPORT_GROUPS = tuple(dict.fromkeys(kind.report for kind in KINDS))
AWARD_GROUPS = ("kementerian", "lembaga", "provinsi", "kota", "kabupaten")

_BY_CODE = {kind.code: kind for kind in KINDS}
_BY_NAME = {name: kind.code for kind in KINDS for name in (*kind.names, plain_words(kind.code))}
_REGIONAL = "pemerintah daerah di "


def kind_named(text: str) -> str:
    """The code of the kind that a text names (`Lembaga Non Struktural (LNS)`, `Kota`); "" when it names none."""
    return _BY_NAME.get(plain_words(text), "")


def kind_of(group: str, agency: str) -> str:
    """The code of an agency's kind: by the group it stands in, else by how its name begins; "" when neither tells."""
    words = agency_words(agency).partition(" ")
    by_name = words[0] if words[2] and words[0] in ("kementerian", "provinsi", "kabupaten", "kota") else ""
    return kind_named(group) or by_name


def region_of(group: str) -> str:
    """The province that a group of local governments is named by, as printed; "" for any other group."""
    text = " ".join(group.split())
    return text[len(_REGIONAL) :] if text.casefold().startswith(_REGIONAL) else ""


def report_group(kind: str) -> str:
    """The group of the national report that a kind is counted in; "" for no known kind."""
    return _BY_CODE[kind].report if kind in _BY_CODE else ""


def award_group(kind: str) -> str:
    """The group of the awards that a kind belongs to; "" for no known kind."""
    return _BY_CODE[kind].award if kind in _BY_CODE else ""
