"""PDFs that are damaged, made up or made to harm: one clear problem, and never `same`."""

from __future__ import annotations

import json
import random
import zlib

import pikepdf
import pytest
from sealing import inner, nearby, report, spbe, tampered, verify

from spbe_index.core.problem import SpbeError
from spbe_index.verifying import Given, attachments, inside, remake
from spbe_index.verifying import verify as check

FLIPS = 200


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """A report without its workbook."""
    return report(tmp_path_factory.mktemp("segel"))


def one_problem(said):
    """Whether a file ended in one clear problem, without a word of the machinery."""
    assert len(said.codes) == 1
    assert said.code == 3
    assert not any(word in said.out + said.err for word in ("Traceback", "pypdf", "Error("))
    return said.codes[0]


def plain_pdf(*objects: bytes, root: bytes = b"/Type /Catalog /Pages 2 0 R") -> bytes:
    """A PDF of one empty page, written by hand, with further objects from number 4 on."""
    parts = [b"<< " + root + b" >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"]
    parts += [b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>", *objects]
    out, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    tail = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, len(out))
    return out + head + table + tail


def stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<< /Length %d %s >> stream\n%s\nendstream" % (len(data), more, data)


def holding(data: bytes, more: bytes = b"") -> bytes:
    """A PDF with one attached file."""
    root = b"/Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(segel.json) 4 0 R] >> >>"
    spec = b"<< /Type /Filespec /F (segel.json) /UF (segel.json) /EF << /F 5 0 R >> >>"
    return plain_pdf(spec, stream(data, more), root=root)


def bomb() -> bytes:
    """A stream that would become a gigabyte."""
    pack = zlib.compressobj(9)
    return b"".join([*(pack.compress(b"\0" * 10_000_000) for _ in range(100)), pack.flush()])


HOSTILE = {
    "kosong": b"%PDF-1.7\n",
    "terpotong": plain_pdf()[:120],
    "tanpa segel": plain_pdf(),
    "segel bukan JSON": holding(b"halo"),
    "segel kosong": holding(b"{}"),
    "segel dalam": holding(b"[" * 100_000),
    "bom": holding(bomb(), b"/Filter /FlateDecode"),
    "saringan berlapis": holding(zlib.compress(b"x"), b"/Filter [" + b"/FlateDecode " * 5_000 + b"]"),
    "daftar berputar": plain_pdf(
        b"<< /Kids [4 0 R] >>", root=b"/Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles 4 0 R >>"
    ),
    "halaman berputar": plain_pdf().replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]"),
    "panjang palsu": holding(b"{}").replace(b"/Length 2 ", b"/Length 99999999999 "),
    "terenkripsi": plain_pdf().replace(
        b"trailer <<", b"trailer << /Encrypt << /Filter /Standard /V 1 /R 2 /O (x) /U (x) /P -4 >>"
    ),
    "sampah": b"%PDF-1.7\n" + bytes(random.Random(1).randbytes(20_000)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_pdf_ends_in_one_problem(tmp_path, name, monkeypatch):
    path = tmp_path / "laporan.pdf"
    path.write_bytes(HOSTILE[name])
    if name not in ("bom", "halaman berputar", "segel dalam"):  # these in the limited process itself
        monkeypatch.setattr(inside, "_asked", nearby)
    assert one_problem(verify(path)) == "E870"


def of_seal(change):
    """A change of the seal, digests and all."""

    def made(pdf):
        stream = inner(pdf, "segel.json")
        plain = json.loads(stream.read_bytes())
        change(plain)
        stream.write(json.dumps(plain).encode())

    return made


SEALS = {
    "lain": lambda seal: seal.update(schema="spbe-seal/2"),
    "kurang": lambda seal: seal.pop("asked"),
    "lebih": lambda seal: seal.update(lagi=1),
    "hilang": lambda seal: seal["files"][0].update(name="tidak ada"),
    "kembar": lambda seal: seal["files"].append(seal["files"][0]),
    "bahasa": lambda seal: seal.update(language="xx"),
    "sidik": lambda seal: seal["digests"].update(result="halo"),
    "dahulu": lambda seal: seal["asked"].update(previous=[{"file": "a", "result": "b", "rubric": "c"}]),
    "riwayat": lambda seal: seal["asked"].update(cases=[["I1", 3, "satu"]]),
}


@pytest.mark.parametrize("name", SEALS)
def test_a_seal_that_makes_no_sense_is_one_problem(bare, name, near):
    said = verify(tampered(bare, of_seal(SEALS[name])))
    assert one_problem(said) == "E870"


@pytest.fixture(scope="module")
def planned(tmp_path_factory):
    """A report with a table of efforts inside."""
    folder = tmp_path_factory.mktemp("segel")
    (folder / "upaya.csv").write_text("Indikator;Upaya\nI1;2\n", encoding="utf-8")
    return report(folder, "--plan", "Baik", "--effort", folder / "upaya.csv")


@pytest.mark.parametrize("called", ["../../jahat.csv", "/etc/jahat.csv", "..\\jahat.csv", "..", "a\0b"])
def test_a_name_inside_never_leads_out_of_the_folder(planned, called, near):
    changed = tampered(planned, of_seal(lambda seal: seal["files"][-1].update(called=called)))
    before = set(planned.parent.parent.rglob("*"))
    said = verify(changed)
    assert said.code in (1, 3)
    assert said.plain.get("verdict") != "same"
    assert set(planned.parent.parent.rglob("*")) == before


@pytest.mark.parametrize("memory", ["64", "72", "76"])
def test_a_report_that_takes_too_much_is_given_up(bare, memory):
    """It is not called damaged, whatever the reader makes of the want of memory."""
    said = spbe("verify", bare, "--format", "json", "--reader-memory", memory)
    assert said.code == 3
    assert said.codes in (["E104"], ["E110"])


@pytest.mark.parametrize("error", [MemoryError(), SystemError("returned NULL")])
def test_want_of_memory_is_no_damage(monkeypatch, error):
    def reader(_):
        try:
            raise error
        except Exception as behind:
            raise ValueError("Trailer cannot be read") from behind

    monkeypatch.setattr(attachments.pypdf, "PdfReader", reader)
    with pytest.raises(MemoryError):
        attachments.opened(b"%PDF-1.7")


def flipped(whole, chance):
    """The same bytes but for one bit, and where."""
    place = chance.randrange(len(whole))
    changed = bytearray(whole)
    changed[place] ^= 1 << chance.randrange(8)
    return bytes(changed), place


def outcome(path):
    """The verdict on a file, or the code of the one problem it ended in; and all that was said of it."""
    try:
        verified = check(str(path), Given())
    except SpbeError as error:
        (found,) = error.problems
        return found.code, error.problems
    return verified.verdict, verified.problems


def test_no_flipped_byte_is_the_same(bare, monkeypatch):
    """Wherever one byte is another, the verdict is, too.

    What differs is looked for only in some of the files: it takes long, and that
    something does is known before. What an inside makes is made once.
    """
    whole = bare.read_bytes()
    made = {}
    anew = remake.made_anew
    nothing = {"pages": [1, 1], "words": [], "more": 0, "drawn": [], "parts": [], "added": [], "alike": True}

    def once(sealed, folder, limits):
        key = tuple(sorted((name, bytes(data)) for name, data in sealed.files.items()))
        if key not in made:
            made[key] = anew(sealed, folder, limits)
        return made[key]

    def quickly(file, request, shown, limits):
        """That the inside makes the whole file, the full comparison tells; here only whether it is that one."""
        if request["do"] == "open":
            return nearby(file, request, shown, limits)
        file.seek(0)
        same = {"same": file.read() == whole, "begins": False}
        return {**nothing, **same, "engine": {}, "length": len(whole), "count": 1}, b""

    monkeypatch.setattr(remake, "made_anew", once)
    chance = random.Random(20_261_128)
    path = bare.with_name("dibalik.pdf")
    seen = set()
    for number in range(FLIPS):
        monkeypatch.setattr(inside, "_asked", nearby if number % 25 == 0 else quickly)
        changed, place = flipped(whole, chance)
        path.write_bytes(changed)
        verdict, problems = outcome(path)
        assert verdict != "same", place
        assert any(found.code.startswith("E") for found in problems), place
        seen.add(verdict)
    assert {"differs", "E870"} <= seen
    for way in (nearby, quickly):
        monkeypatch.setattr(inside, "_asked", way)
        assert outcome(bare)[0] == "same"


def test_a_comparison_is_no_sealed_report(tmp_path, near):
    example = "examples/kota-tegal-2023.xlsx"
    spbe("compare", "examples/kemenko-perekonomian-2021.xlsx", example, "-o", tmp_path / "beda.pdf")
    assert one_problem(verify(tmp_path / "beda.pdf")) == "E870"


def test_a_report_whose_seal_was_taken_out_is_none(bare, near):
    def change(pdf):
        del pdf.attachments["segel.json"]

    assert one_problem(verify(tampered(bare, change))) == "E870"


def test_a_locked_report_says_so(bare, near):
    with pikepdf.open(bare) as pdf:
        pdf.save(bare.with_name("kunci.pdf"), encryption=pikepdf.Encryption(owner="a", user="b"))
    said = verify(bare.with_name("kunci.pdf"))
    assert one_problem(said) == "E870"
    assert said.plain["problems"][0]["args"]["cause"] == "password"
