"""Detached signatures (Ed25519) of the files we write, and the keys they are made and checked with.

A signature is a small text beside the file it is of, `laporan.pdf.sig`:

    spbe-signature/1
    sha256: 5219a2df320d...
    key: SHA256:kQ3v...
    signature: Base64 of the 64 bytes

It signs the bytes of the file themselves, as RFC 8032 has it, so that any other
program can check it too; the first three lines only tell what a failure means.
Keys are PEM files, as openssl and every other program write them: PKCS #8 for
the private one, SubjectPublicKeyInfo for the public one. A key is known by the
digest of its public half, written as SSH writes it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from typing import TYPE_CHECKING, NamedTuple

from spbe_index.core.problem import Place, Problem, SpbeError, problem
from spbe_index.load.sheets import open_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

SCHEMA = "spbe-signature/1"
#: How the name of a signature ends, after that of the file it is of.
ENDING = ".sig"
_LINES = ("sha256", "key", "signature")
_LARGEST = 20_000


class Signature(NamedTuple):
    """What a file of a signature says."""

    sha256: str
    key: str
    signature: bytes


class Public(NamedTuple):
    """A public key: the file it came from, its fingerprint, and the key itself."""

    file: str
    fingerprint: str
    key: Ed25519PublicKey


def unusable(place: Place, cause: str) -> Problem:
    """E879: a key cannot be used or made. Each cause has a remedy of its own, as few are mended by another key."""
    return problem("E879", place, cause=cause, advice=cause)


def new_key(passphrase: bytes | None) -> tuple[bytes, bytes, str]:
    """A new pair of keys as PEM, private (encrypted, if there is a pass phrase) and public, and their fingerprint."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    kept: serialization.KeySerializationEncryption = serialization.NoEncryption()
    if passphrase:
        kept = serialization.BestAvailableEncryption(passphrase)
    pem, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    return key.private_bytes(pem, form, kept), public_pem(key.public_key()), fingerprint(key.public_key())


def public_pem(key: Ed25519PublicKey) -> bytes:
    """A public key as PEM."""
    from cryptography.hazmat.primitives import serialization

    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def fingerprint(key: Ed25519PublicKey) -> str:
    """What a key is known by: `SHA256:` and the digest of its public half in Base64, without padding."""
    from cryptography.hazmat.primitives import serialization

    whole = key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return "SHA256:" + base64.b64encode(hashlib.sha256(whole).digest()).decode("ascii").rstrip("=")


def private_key(path: str, passphrase: Callable[[str], bytes | None]) -> Ed25519PrivateKey:
    """The private key in a PEM file.

    Args:
        path: The file.
        passphrase: Asked for the pass phrase, with the name of the file, when the key has one; None for there is none.

    Raises:
        SpbeError: E108, E109 the file cannot be opened; E879 it holds no such key, or the pass phrase is wrong.

    """
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    data = _read_key(path)
    phrase = passphrase(path) if b"ENCRYPTED" in data else None
    if b"ENCRYPTED" in data and not phrase:
        raise SpbeError(unusable(Place(path), "locked"))
    try:
        key = load_pem_private_key(data, phrase)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        cause = "passphrase" if phrase else "public" if b"PUBLIC KEY" in data else "private"
        raise SpbeError(unusable(Place(path), cause)) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise SpbeError(unusable(Place(path), "kind"))
    return key


def public_key(path: str) -> Public:
    """The public key in a PEM file.

    Raises:
        SpbeError: E108, E109 the file cannot be opened; E879 it holds no such key.

    """
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    data = _read_key(path)
    try:
        key = load_pem_public_key(data)
    except (ValueError, UnsupportedAlgorithm):
        cause = "secret" if b"PRIVATE KEY" in data else "trust"
        raise SpbeError(unusable(Place(path), cause)) from None
    if not isinstance(key, Ed25519PublicKey):
        raise SpbeError(unusable(Place(path), "kind"))
    return Public(path, fingerprint(key), key)


def signature_of(data: bytes, key: Ed25519PrivateKey) -> bytes:
    """The file of a signature."""
    lines = (
        SCHEMA,
        f"sha256: {hashlib.sha256(data).hexdigest()}",
        f"key: {fingerprint(key.public_key())}",
        f"signature: {base64.b64encode(key.sign(data)).decode('ascii')}",
    )
    return ("\n".join(lines) + "\n").encode("ascii")


def read_signature(path: str, place: Place) -> Signature:
    """What a file of a signature says; `place` is the file as problems name it.

    Raises:
        SpbeError: E108, E109 it cannot be opened; E878 it is none.

    """
    try:
        data = _start_of(path)
        if len(data) > _LARGEST:
            raise ValueError(len(data))
        lines = data.decode("ascii").splitlines()
        said = dict(line.split(": ", 1) for line in lines[1:] if line.strip())
        if lines[0].strip() != SCHEMA or set(said) != set(_LINES):
            raise ValueError(lines[0])
        return Signature(
            said["sha256"].strip(), said["key"].strip(), base64.b64decode(said["signature"], validate=True)
        )
    except (ValueError, IndexError, binascii.Error):
        raise SpbeError(problem("E878", place, cause="form", key="-")) from None


def is_signed_by(signature: Signature, data: bytes, public: Public) -> bool:
    """Whether the signature is one of these bytes by this key, whatever it says of itself."""
    from cryptography.exceptions import InvalidSignature

    try:
        public.key.verify(signature.signature, data)
    except InvalidSignature:
        return False
    return True


def _read_key(path: str) -> bytes:
    data = _start_of(path)
    if len(data) > _LARGEST:
        raise SpbeError(unusable(Place(path), "large"))
    return data


def _start_of(path: str) -> bytes:
    """A small file, or a byte more of a larger one than any key or signature has."""
    with open_file(path, path) as file:
        return file.read(_LARGEST + 1)
