"""Signing what a command writes: the key, its pass phrase, and the signature beside the file."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from spbe_index.cli.output import deliver, refuse_early
from spbe_index.cli.session import Session, is_terminal
from spbe_index.core.problem import Place, SpbeError, problem

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

#: The variable that holds the pass phrase of the key, where nobody is there to be asked.
PASSPHRASE = "SPBE_KEY_PASSPHRASE"  # noqa: S105  the name of it


class Signer:
    """A key that is ready before the long work begins, and the name of the signature that is written after it."""

    def __init__(self, key: Ed25519PrivateKey, output: str) -> None:
        self._key, self._output = key, output

    def sign(self, content: bytes, session: Session, *, force: bool, inputs: tuple[str, ...]) -> None:
        """Write the signature of what was written.

        Raises:
            SpbeError: as `output.deliver` does.

        """
        from spbe_index.signing import fingerprint, signature_of

        deliver(signature_of(content, self._key), self._output, force=force, inputs=inputs)
        session.say("commands.signed", file=self._output, by=fingerprint(self._key.public_key()))


def signer(path: str, output: str | None, session: Session, *, force: bool, inputs: tuple[str, ...]) -> Signer:
    """What signs the output with the key in a file.

    Raises:
        SpbeError: E829 the output is no file; E879 the key cannot be used; E501, E502, E505 there is no place for the
            signature.

    """
    if output in (None, "-"):
        raise SpbeError(problem("E829", option="--sign", other="-o", fault="needs", advice="needs", example="json"))
    from spbe_index.signing import ENDING, private_key

    name = f"{output}{ENDING}"
    refuse_early(name, force=force, inputs=inputs)
    key = private_key(path, lambda file: passphrase(session, file))
    if os.name == "posix" and os.stat(path).st_mode & 0o077:
        session.report([problem("W879", Place(path))])
    return Signer(key, name)


def passphrase(session: Session, file: str) -> bytes | None:
    """The pass phrase of a key: from the environment, else from whoever sits at the terminal; None without either."""
    said = os.environ.get(PASSPHRASE)
    if said is None and is_terminal(sys.stdin):
        from getpass import getpass

        said = getpass(session.words("commands.key.passphrase", file=file) + " ")
    return said.encode("utf-8") if said else None
