"""Names that mean one agency, and the nearest to a name that means none."""

from __future__ import annotations

import pytest

from spbe_index.core.agency import agency_key, agency_words, nearest_names, plain_words
from spbe_index.core.kinds import AWARD_GROUPS, KINDS, REPORT_GROUPS, award_group, kind_named, kind_of, region_of
from spbe_index.core.kinds import report_group as report

SAME = [
    ("Pemerintah Kota Tegal", "Pemkot Tegal", "Kota Tegal", "KOTA  TEGAL", "Pemerintah Daerah Kota Tegal"),
    ("Pemerintah Kab. Tegal", "Pemkab Tegal", "Kabupaten Tegal", "kab tegal"),
    ("Pemerintah Provinsi Jawa Tengah", "Pemprov Jawa Tengah", "Provinsi Jawa Tengah", "Propinsi Jawa Tengah"),
    ("Pemerintah Aceh", "Pemprov Aceh", "Provinsi Aceh", "Aceh"),
    ("Pemerintah D.I. Yogyakarta", "Pemda DIY", "Daerah Istimewa Yogyakarta", "Provinsi DI Yogyakarta"),
    ("Pemerintah Provinsi DKI Jakarta", "Daerah Khusus Ibukota Jakarta", "Provinsi Daerah Khusus Jakarta"),
    ("Pemerintah Provinsi NTB", "Pemprov Nusa Tenggara Barat"),
    ("Pemerintah Provinsi Kep. Bangka Belitung", "Provinsi Kepulauan Bangka Belitung", "Provinsi Bangka Belitung"),
    ("Pemerintah Kota Padangsidimpuan", "Kota Padang Sidimpuan"),
    ("Kementerian Koordinator Bidang Perekonomian", "Kemenko Perekonomian", "Kementrian Koordinator Perekonomian"),
    ("Kementerian Pekerjaan Umum & Perumahan Rakyat", "Kementerian Pekerjaan Umum dan Perumahan Rakyat"),
    ("Kementerian Pariwisata dan Ekonomi Kreatif/Badan Pariwisata dan Ekonomi Kreatif", "Kemenparekraf/Baparekraf"),
    ("Kementerian Perencanaan Pembangunan Nasional/Badan Perencanaan Pembangunan Nasional", "Bappenas"),
    ("Badan Pusat Statistik", "BPS", "Badan Pusat Statistik (BPS)", "Badan Pusat Statistik Republik Indonesia"),
    ("Dewan Perwakilan Rakyat", "Setjen DPR RI", "Sekretariat Jenderal Dewan Perwakilan Rakyat"),
    ("Lembaga Kebijakan Pengadaan Barang/Jasa Pemerintah", "LKPP"),
    ("Televisi Republik Indonesia", "TVRI", "Lembaga Penyiaran Publik Televisi Republik Indonesia"),
]
APART = [
    ("Pemerintah Kota Tegal", "Pemerintah Kab. Tegal"),
    ("Tegal", "Kota Tegal"),
    ("Kementerian Keuangan", "Sekretariat Jenderal Kementerian Keuangan"),
    ("Kementerian Kesehatan", "Kementerian Kesehatan dan Olahraga"),
    ("Kota Tegal", "Kota Tegl"),
]


@pytest.mark.parametrize("names", SAME, ids=lambda names: names[-1])
def test_ways_of_writing_one_name(names):
    assert len({agency_key(name) for name in names}) == 1, [agency_words(name) for name in names]


@pytest.mark.parametrize(("one", "other"), APART)
def test_names_that_are_not_the_same(one, other):
    assert agency_key(one) != agency_key(other)


def test_only_brackets_are_left_when_there_is_nothing_else():
    assert plain_words("(LPNK)") == "lpnk"
    assert plain_words("Lembaga  X (LPNK)") == "lembaga x"
    assert agency_key("...") == ""


def test_the_nearest_names_come_first_and_strangers_not_at_all():
    names = ["Pemerintah Kota Tegal", "Pemerintah Kab. Tegal", "Pemerintah Kota Surabaya", "Dewan Pers"]
    assert nearest_names("Kota Tegl", names)[0] == "Pemerintah Kota Tegal"
    assert set(nearest_names("Tegal", names)) == set(names[:2])
    assert nearest_names("Surabaya", names) == ("Pemerintah Kota Surabaya",)
    assert nearest_names("qqqqqq", names) == ()
    assert nearest_names("Tegal", []) == ()
    assert nearest_names("x", ["x", "provinsi"]) == ("x",)


@pytest.mark.parametrize(
    "office", ["Dinas Komunikasi dan Informatika Kota Tegal", "Diskominfo Kota Tegal", "KOTA TEGAL, JAWA TENGAH"]
)
def test_an_agency_named_within_a_name_is_meant_before_all_that_are_alike(office):
    listed = ["Kementerian Komunikasi dan Informatika", "Pemerintah Kab. Tegal", "Pemerintah Kota Tegal", "Tegal"]
    assert nearest_names(office, [*listed, "Pemerintah Provinsi Jawa Tengah"]) == ("Pemerintah Kota Tegal",)


@pytest.mark.parametrize("stranger", ["Kota Xyzzy", "Kota Atlantis", "Yayasan Contoh Jaya", "PT Maju Mundur"])
def test_a_shared_word_for_the_kind_or_a_few_letters_make_no_likeness(stranger):
    names = ["Batam", "Bima", "Salatiga", "Pontianak", "Dumai", "Bandung"]
    listed = [f"Pemerintah Kota {name}" for name in names]
    listed += ["Pemerintah Kab. Aceh Jaya", "Pemerintah Kab. Puncak Jaya", "Pemerintah Kab. Empat Lawang"]
    assert nearest_names(stranger, listed) == ()


def test_misspelt_names_are_still_found():
    listed = ["Pemerintah Kota Tegal", "Pemerintah Kab. Sidoarjo", "Kementerian Luar Negeri", "Kementerian Agama"]
    listed += ["Pemerintah Kota Padangsidimpuan", "Badan Siber dan Sandi Negara", "Badan Intelijen Negara"]
    for typed, meant in (
        ("Kota Tgal", "Pemerintah Kota Tegal"),
        ("Kab Sidoardjo", "Pemerintah Kab. Sidoarjo"),
        ("Kementrian Luar Neg", "Kementerian Luar Negeri"),
        ("Kota Padang Sidempuan", "Pemerintah Kota Padangsidimpuan"),
        ("Badan Siber Sandi Negara", "Badan Siber dan Sandi Negara"),
    ):
        assert nearest_names(typed, listed) == (meant,)


@pytest.mark.parametrize(
    ("group", "agency", "kind"),
    [
        ("Lembaga Non Struktural (LNS)", "Dewan Pers", "lns"),
        ("Pemerintah kota", "", "kota"),
        ("Pemerintah Daerah di Bali", "Pemerintah Kab. Badung", "kabupaten"),
        ("", "Pemkot Tegal", "kota"),
        ("", "Pemerintah Aceh", "provinsi"),
        ("", "Kemenko Perekonomian", "kementerian"),
        ("", "Badan Pusat Statistik", ""),
        ("", "Kota", ""),
        ("apa saja", "", ""),
        ("alat-negara", "", "alat-negara"),
    ],
)
def test_the_kind_of_an_agency(group, agency, kind):
    assert kind_of(group, agency) == kind


def test_every_kind_has_its_groups_and_answers_to_its_own_code():
    assert {kind.award for kind in KINDS} == set(AWARD_GROUPS)
    assert list(REPORT_GROUPS) == [
        "kementerian",
        "lpnk",
        "lns",
        "lainnya",
        "provinsi",
        "kabupaten",
        "kota",
    ]
    for kind in KINDS:
        assert kind_named(kind.code) == kind.code
        assert (report(kind.code), award_group(kind.code)) == (kind.report, kind.award)
    assert (report("?"), award_group("?")) == ("", "")


def test_the_province_of_a_group():
    assert region_of("Pemerintah  Daerah di Papua Barat") == "Papua Barat"
    assert region_of("Kementerian") == region_of("Kementerian Koordinator Bidang Perekonomian") == ""
    assert kind_named("Badan Usaha Milik Daerah") == ""


def test_a_sign_for_and_is_the_word():
    assert (
        plain_words("Pekerjaan Umum & Perumahan")
        == plain_words("PEKERJAAN UMUM&PERUMAHAN")
        == "pekerjaan umum dan perumahan"
    )


@pytest.mark.parametrize(
    ("asked", "names", "nearest"),
    [
        # Pairs of neighbouring letters: ab bc | ab bd share one of two, which is too little; ab bc cd | ab bc ce share
        # two of three, which is two thirds of the best and enough.
        ("abc", ["abd"], []),
        ("abc", ["dbc"], []),
        ("abcd", ["abce", "abcd"], ["abcd", "abce"]),
        ("abcd", ["abce"], ["abce"]),
        ("ab", ["xab"], ["xab"]),
        ("Kota Tegal", ["Kota Tegalan", "Kota Tegal"], ["Kota Tegal"]),
        # The name counts before the word for the kind.
        ("Kota Tegal", ["Kota Tegalan", "Kabupaten Tegal"], ["Kabupaten Tegal", "Kota Tegalan"]),
        ("Kota A B", ["Kota C D"], []),
        ("Provinsi Ab", ["Provinsi Cd"], []),
        ("Kabupaten Ab", ["Kabupaten Cd"], []),
        ("Kementerian Ab", ["Kementerian Cd"], []),
        ("Badan X", ["Badan Y"], ["Badan Y"]),
        # Blanks are no letters: pairs like "g p" would make the second as unlike as a stranger.
        ("Padang Parriaman", ["Kota Padang", "Kota Padang Panjang"], ["Kota Padang Panjang", "Kota Padang"]),
    ],
)
def test_how_alike_names_are(asked, names, nearest):
    assert nearest_names(asked, names) == tuple(nearest)


def test_five_names_are_offered():
    assert nearest_names("Kota Tegal", [f"Kota Tegal {n}" for n in range(9)]) == tuple(
        f"Kota Tegal {n}" for n in range(5)
    )
