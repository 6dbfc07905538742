"""The only place that opens output files: whole or not at all, and never over an input."""

from __future__ import annotations

import errno
import os
import sys

from spbe_index.core.problem import Place, SpbeError, problem


def deliver(content: str | bytes, output: str | None, *, force: bool = False, inputs: tuple[str, ...] = ()) -> None:
    """Write the content to a file, or to standard output when `output` is None or "-".

    Text goes to standard output in the terminal's encoding, bytes as they are:
    what programs read is handed over as bytes of UTF-8. A file appears whole
    under its name or not at all: it is written beside it, flushed to disk and
    renamed. A symbolic link of that name is replaced, not written through.

    Raises:
        SpbeError: E501 the name exists and `force` is not given, E502 it is one
            of the inputs, E505 it is a folder or device, E503 it cannot be written.

    """
    if output is None or output == "-":
        _to_standard_output(content)
        return
    refuse_early(output, force=force, inputs=inputs)
    import tempfile

    data = content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content
    folder = os.path.dirname(os.path.abspath(output))
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=".spbe-", dir=folder)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(temporary, 0o666 & ~umask)
        os.replace(temporary, output)
    except OSError as error:
        raise SpbeError(problem("E503", Place(output), detail=errno_name(error))) from error
    finally:
        if temporary and os.path.exists(temporary):
            os.unlink(temporary)


def refuse_early(output: str | None, *, force: bool, inputs: tuple[str, ...]) -> None:
    """Say before long work what `deliver` would refuse after it."""
    if output is None or output == "-":
        return
    if any(_same(output, given) for given in inputs):
        raise SpbeError(problem("E502", Place(output)))
    if os.path.lexists(output):
        if not os.path.islink(output) and not os.path.isfile(output):
            raise SpbeError(problem("E505", Place(output)))
        if not force:
            raise SpbeError(problem("E501", Place(output)))


def errno_name(error: OSError) -> str:
    """The system's short name of an error, e.g. ENOSPC: the same in every language."""
    return errno.errorcode.get(error.errno or 0, type(error).__name__)


def _to_standard_output(content: str | bytes) -> None:
    try:
        if isinstance(content, bytes):
            sys.stdout.flush()
            sys.stdout.buffer.write(content)
        else:
            sys.stdout.write(content)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise SpbeError(problem("E503", Place("-"), detail=errno_name(error))) from error


def _same(output: str, given: str) -> bool:
    try:
        return os.path.samefile(output, given)
    except OSError:
        return os.path.normcase(os.path.abspath(output)) == os.path.normcase(os.path.abspath(given))
