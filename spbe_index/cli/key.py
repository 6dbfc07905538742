"""`spbe key`: the pair of keys that reports are signed and checked with."""

from __future__ import annotations

import os
import sys

from spbe_index.cli import options
from spbe_index.cli.output import deliver, refuse_early, unwritable
from spbe_index.cli.session import Session, is_terminal
from spbe_index.cli.signing import PASSPHRASE
from spbe_index.core.problem import Place, SpbeError
from spbe_index.signing import new_key, public_key, unusable


def new(session: Session, *, file: str, open_key: bool = False) -> int:
    """Make a pair of keys: the private one for nobody else to see, the public one to be published."""
    public = f"{os.path.splitext(file)[0]}.pub.pem"
    for path in (file, public):
        if os.path.lexists(path):
            raise SpbeError(unusable(Place(path), "exists"))
        refuse_early(path, force=False, inputs=())
    phrase = None if open_key else _new_passphrase(session)
    private_pem, public_pem, fingerprint = new_key(phrase)
    _write_secret(private_pem, file)
    deliver(public_pem, public)
    sys.stdout.write(f"{fingerprint}\n")
    session.say("commands.key.made", private=file, public=public)
    return 0


def show(session: Session, *, file: str) -> int:
    """Print the fingerprint of a public key."""
    sys.stdout.write(f"{public_key(file).fingerprint}\n")
    return 0


def _new_passphrase(session: Session) -> bytes:
    """The pass phrase of a new key: from the environment, else asked for twice.

    Raises:
        SpbeError: E879, there is none, or the two are not the same.

    """
    said = os.environ.get(PASSPHRASE)
    if said is None and is_terminal(sys.stdin):
        from getpass import getpass

        said = getpass(session.words("commands.key.new_passphrase") + " ")
        if said != getpass(session.words("commands.key.again") + " "):
            raise SpbeError(unusable(Place(), "twice"))
    if not said:
        raise SpbeError(unusable(Place(), "open"))
    return said.encode("utf-8")


def _write_secret(content: bytes, path: str) -> None:
    """Write a file that only its owner may read, from its first moment on; never over another.

    Raises:
        SpbeError: E879 it exists, E503 it cannot be written.

    """
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        raise SpbeError(unusable(Place(path), "exists")) from None
    except OSError as error:
        raise unwritable(path, error) from error


COMMAND = options.Group(
    "commands.key.help",
    {
        "new": options.Command(
            new,
            "commands.key.new.help",
            {
                "file": options.Option("commands.key.new.file", metavar="KEY.pem"),
                "open_key": options.Option("commands.key.new.open", ("--no-passphrase",), kind=bool),
                "quiet": options.QUIET,
            },
        ),
        "show": options.Command(
            show,
            "commands.key.show.help",
            {"file": options.Option("commands.key.show.file", metavar="KEY.pub.pem")},
        ),
    },
)
