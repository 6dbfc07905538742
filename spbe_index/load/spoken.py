"""Names as people write them: what they say before and behind, and how they spell."""

#: Said before or behind a name without changing what it names.
_BEFORE = ("nilai tingkat kematangan ", "tingkat kematangan ", "maturity level of ", "maturity of ", "indikator ")
_BEHIND = tuple(
    f" {said}{agency}"
    for agency in (
        "instansi pusat pemerintah daerah",
        "instansi pusat dan pemerintah daerah",
        "instansi pusat atau pemerintah daerah",
        "instansi pusat",
        "pemerintah daerah",
        "instansi pemerintah",
        "ippd",
    )
    for said in ("pada ", "di ", "")
)
_LAST_WORDS = tuple({end.split()[-1] for end in _BEHIND})
#: Words that are often spelt in another way than the instruments do.
SPELT = {
    "managemen": "manajemen",
    "menejemen": "manajemen",
    "manejemen": "manajemen",
    "infrastuktur": "infrastruktur",
    "perencanan": "perencanaan",
    "penyelengara": "penyelenggara",
    "resiko": "risiko",
    "akuntabiltas": "akuntabilitas",
}


def core(folded: str) -> str:
    """A folded name without what is often said before and behind it; the name itself if nothing else is left."""
    text = folded
    for start in _BEFORE:
        text = text.removeprefix(start)
    if text.endswith(_LAST_WORDS):
        for end in _BEHIND:
            text = text.removesuffix(end)
    return text or folded


def spelt(folded: str) -> str:
    """A folded name with its words spelt as the instruments spell them."""
    return " ".join(SPELT.get(word, word) for word in folded.split())
