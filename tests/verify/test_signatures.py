"""Keys and detached signatures: made, checked, and every way in which one is not valid."""

from __future__ import annotations

import base64
import json
import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest
from sealing import report, spbe, verify

from spbe_index.cli import signing as asked
from spbe_index.core.problem import Place
from spbe_index.signing import fingerprint, new_key, public_key, unusable
from spbe_index.write import words

PHRASE = "SPBE_KEY_PASSPHRASE"
EXAMPLE = "examples/kota-tegal-2023.xlsx"


@pytest.fixture
def keys(tmp_path, monkeypatch):
    """A folder with a pair of keys, and the pass phrase in the environment."""
    monkeypatch.setenv(PHRASE, "kata sandi")
    made = spbe("key", "new", tmp_path / "dinas.pem")
    assert made.code == 0, made.err
    return tmp_path


@pytest.fixture
def signed(keys):
    """A signed result."""
    made = spbe("score", EXAMPLE, "-f", "json", "-o", keys / "hasil.json", "--sign", keys / "dinas.pem")
    assert made.code == 0, made.err
    return keys / "hasil.json"


def test_a_new_pair_is_for_its_owner_alone_and_overwrites_nothing(keys):
    private = keys / "dinas.pem"
    if os.name == "posix":
        assert stat.S_IMODE(private.stat().st_mode) == 0o600
    assert b"ENCRYPTED PRIVATE KEY" in private.read_bytes()
    before = private.read_bytes()
    again = spbe("key", "new", private)
    assert (again.code, "E879" in again.err) == (3, True)
    assert private.read_bytes() == before
    private.unlink()
    assert "E879" in spbe("key", "new", private).err  # its public half is still there
    assert not private.exists()


def test_the_fingerprint_is_the_same_wherever_it_is_told(keys, signed):
    shown = spbe("key", "show", keys / "dinas.pub.pem").out.strip()
    assert shown.startswith("SHA256:")
    assert shown in (keys / "hasil.json.sig").read_text(encoding="ascii")
    assert verify(signed, "--trust", keys / "dinas.pub.pem").plain["signature"] == {"state": "valid", "key": shown}


def test_a_key_without_pass_phrase_only_when_asked_for(tmp_path, monkeypatch):
    monkeypatch.delenv(PHRASE, raising=False)
    refused = spbe("key", "new", tmp_path / "a.pem")
    assert (refused.code, "E879" in refused.err) == (3, True)
    assert not list(tmp_path.iterdir())
    assert spbe("key", "new", tmp_path / "a.pem", "--no-passphrase").code == 0
    assert b"ENCRYPTED" not in (tmp_path / "a.pem").read_bytes()


def test_the_pass_phrase_is_asked_for_at_a_terminal(tmp_path, monkeypatch):
    monkeypatch.delenv(PHRASE, raising=False)
    monkeypatch.setattr(asked, "is_terminal", lambda _: True)
    monkeypatch.setattr("spbe_index.cli.key.is_terminal", lambda _: True)
    said = iter(["satu", "satu", "satu", "lain", "satu", "dua"])
    monkeypatch.setattr("getpass.getpass", lambda _: next(said))
    assert spbe("key", "new", tmp_path / "a.pem").code == 0
    line = ["score", EXAMPLE, "-f", "json", "-o", tmp_path / "h.json", "--force", "--sign", tmp_path / "a.pem"]
    assert spbe(*line).code == 0
    wrong = spbe(*line)
    assert (wrong.code, "E879" in wrong.err) == (3, True)
    assert "Jalankan lagi, lalu ketik kata sandi yang sama" in spbe("key", "new", tmp_path / "b.pem").err


def test_who_has_a_good_key_is_not_told_to_make_another(tmp_path, keys, monkeypatch):
    line = ["score", EXAMPLE, "-f", "json", "-o", tmp_path / "h.json", "--sign", keys / "dinas.pem"]
    monkeypatch.setenv(PHRASE, "salah")
    wrong = spbe(*line).err
    monkeypatch.delenv(PHRASE)
    locked, unmade = spbe(*line).err, spbe("key", "new", tmp_path / "a.pem").err
    for told, remedy in (wrong, "Periksa kata sandinya"), (locked, "isi SPBE_KEY_PASSPHRASE"), (unmade, "di terminal"):
        assert "E879" in told
        assert remedy in told
        assert "spbe key new" not in told
    assert "dibuat dengan --no-passphrase" in unmade


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_each_cause_has_its_own_remedy(language):
    sentences = json.loads(Path(words.__file__).with_name("locale").joinpath(language, "problems.json").read_bytes())
    causes = [key.removeprefix("E879.cause.") for key in sentences if key.startswith("E879.cause.")]
    told = [words.Words(language).tell(unusable(Place("a.pem"), cause)) for cause in causes]
    assert len({hint for _, hint in told} - set(causes)) == len(causes) > 10


def test_a_report_is_signed_and_checked(tmp_path, keys):
    made = report(tmp_path, "--sign", keys / "dinas.pem")
    said = verify(made, "--trust", keys / "dinas.pub.pem")
    assert (said.code, said.verdict, said.state("signature")) == (0, "same", "valid")


def test_any_other_program_can_check_it(keys, signed):
    if not shutil.which("openssl"):
        pytest.skip("no openssl")
    text = (keys / "hasil.json.sig").read_text(encoding="ascii")
    raw = base64.b64decode(text.split("signature: ")[1])
    (keys / "roh.sig").write_bytes(raw)
    command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", str(keys / "dinas.pub.pem"), "-rawin"]
    done = subprocess.run(
        [*command, "-in", str(signed), "-sigfile", str(keys / "roh.sig")], capture_output=True, text=True, check=False
    )
    assert "Successfully" in done.stdout


def test_a_signature_that_nobody_asked_about_is_told(signed):
    said = verify(signed)
    assert (said.code, said.verdict, said.state("signature"), said.of("N878") != []) == (0, "same", "unchecked", True)


def other_key(folder):
    private, public, print_of = new_key(None)
    (folder / "lain.pem").write_bytes(private)
    (folder / "lain.pub.pem").write_bytes(public)
    assert public_key(str(folder / "lain.pub.pem")).fingerprint == print_of
    return folder / "lain.pub.pem"


def by_another(keys, signed):
    (keys / "dinas.pub.pem").write_bytes(other_key(keys).read_bytes())


def changed_since(keys, signed):
    signed.write_text(signed.read_text(encoding="utf-8") + "\n", encoding="utf-8")


def forged(keys, signed):
    path = keys / "hasil.json.sig"
    head, _, _ = path.read_text(encoding="ascii").partition("signature: ")
    path.write_text(head + "signature: " + base64.b64encode(b"x" * 64).decode() + "\n", encoding="ascii")


def without(keys, signed):
    (keys / "hasil.json.sig").unlink()


@pytest.mark.parametrize(
    ("spoil", "cause"), [(by_another, "other"), (changed_since, "changed"), (forged, "forged"), (without, "none")]
)
def test_a_signature_that_is_not_valid_says_why(keys, signed, spoil, cause):
    spoil(keys, signed)
    said = verify(signed, "--trust", keys / "dinas.pub.pem")
    assert (said.code, said.verdict, said.state("signature")) == (1, "invalid", "invalid")
    assert [one["args"]["cause"] for one in said.of("E878")] == [cause]


def test_one_of_several_keys_is_enough(keys, signed):
    assert verify(signed, "--trust", other_key(keys), "--trust", keys / "dinas.pub.pem").verdict == "same"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"spbe-signature/1\n",
        b"\xff",
        b"spbe-signature/1\n" * 2_000,
        b"spbe-signature/1\nsha256: a\nkey: b\nsignature: ?\n",
    ],
)
def test_a_signature_that_is_none_is_one_problem(keys, signed, content):
    (keys / "hasil.json.sig").write_bytes(content)
    said = verify(signed)
    assert (said.code, said.codes) == (3, ["E878"])


def rsa(folder):
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed448 import Ed448PrivateKey

    key = Ed448PrivateKey.generate()
    pem, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    (folder / "x.pem").write_bytes(key.private_bytes(pem, form, serialization.NoEncryption()))
    public = serialization.PublicFormat.SubjectPublicKeyInfo
    (folder / "x.pub.pem").write_bytes(key.public_key().public_bytes(pem, public))


@pytest.mark.parametrize(
    ("option", "name", "cause"),
    [
        ("--sign", "dinas.pub.pem", "public"),
        ("--sign", "hasil.json", "private"),
        ("--sign", "x.pem", "kind"),
        ("--trust", "dinas.pem", "secret"),
        ("--trust", "kosong.pem", "trust"),
        ("--trust", "x.pub.pem", "kind"),
    ],
)
def test_a_key_of_the_wrong_kind_says_which_is_needed(keys, signed, option, name, cause):
    rsa(keys)
    (keys / "kosong.pem").write_bytes(b"")
    if option == "--sign":
        said = spbe("score", EXAMPLE, "-f", "json", "-o", keys / "baru.json", "--sign", keys / name)
        assert not (keys / "baru.json").exists()
        assert "E879" in said.err
        assert said.code == 3
    else:
        said = verify(signed, option, keys / name)
        assert [one["args"]["cause"] for one in said.of("E879")] == [cause]
        assert said.code == 3


def test_a_key_that_others_can_read_is_warned_of(keys):
    if os.name != "posix":
        pytest.skip("no such modes")
    (keys / "dinas.pem").chmod(0o644)
    made = spbe("score", EXAMPLE, "-f", "json", "-o", keys / "hasil.json", "--sign", keys / "dinas.pem")
    assert (made.code, "W879" in made.err) == (0, True)


def test_a_signature_is_only_for_files_that_can_be_verified(keys):
    key = keys / "dinas.pem"
    assert spbe("score", EXAMPLE, "--sign", key, "-o", keys / "h.csv").code == 2
    assert spbe("score", EXAMPLE, "--sign", key, "-f", "json").code == 2
    several = spbe("score", EXAMPLE, "--sign", key, "-o", keys / "h.json", "--stage", "mandiri,akhir")
    assert (several.code, "--stage mandiri,akhir" in several.err, (keys / "h.json").exists()) == (2, True, False)


def test_nothing_is_written_where_the_signature_has_no_place(keys):
    (keys / "hasil.json.sig").write_text("lain", encoding="ascii")
    line = ["score", EXAMPLE, "-f", "json", "-o", keys / "hasil.json", "--sign", keys / "dinas.pem"]
    assert (spbe(*line).code, (keys / "hasil.json").exists()) == (3, False)
    assert spbe(*line, "--force").code == 0
    assert verify(keys / "hasil.json", "--trust", keys / "dinas.pub.pem").state("signature") == "valid"


def test_fingerprints_of_different_keys_differ():
    assert len({new_key(None)[2] for _ in range(4)}) == 4
    assert fingerprint
