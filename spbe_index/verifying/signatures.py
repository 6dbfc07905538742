"""The detached signature beside a file: by which key, if by any that is trusted."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from typing import NamedTuple

from spbe_index.core.problem import Place, Problem, problem
from spbe_index.load.sheets import shown_name
from spbe_index.signing import ENDING, Public, is_signed_by, read_signature


class SignatureFound(NamedTuple):
    """`state` is "valid", "invalid", "none" or "unchecked"; `key` is of what signed, or claims to have, "" for none."""

    state: str
    key: str = ""
    problems: tuple[Problem, ...] = ()


def check_signature(path: str, content: bytes, length: int, trusted: Sequence[Public]) -> SignatureFound:
    """Look for a signature of a file.

    Args:
        path: The file; its signature lies beside it.
        content: What is in it.
        length: How much of that was there when it was sealed: other programs may have appended to it since.
        trusted: The keys that count.

    Raises:
        SpbeError: E109, E878 there is a signature that cannot be read.

    """
    name = f"{path}{ENDING}"
    place = Place(shown_name(name))
    if path == "-" or not os.path.isfile(name):
        if trusted:
            return SignatureFound("invalid", problems=(problem("E878", place, cause="none", key="-"),))
        return SignatureFound("none")
    signature = read_signature(name, place)
    if not trusted:
        return SignatureFound("unchecked", signature.key, (problem("N878", place, key=signature.key[:60]),))
    for part in dict.fromkeys((len(content), length)):
        for public in trusted:
            if is_signed_by(signature, content[:part], public):
                return SignatureFound("valid", public.fingerprint)
    digests = {hashlib.sha256(content[:part]).hexdigest() for part in (len(content), length)}
    known = any(public.fingerprint == signature.key for public in trusted)
    cause = "changed" if signature.sha256 not in digests else "forged" if known else "other"
    return SignatureFound("invalid", signature.key, (problem("E878", place, cause=cause, key=signature.key[:60]),))
