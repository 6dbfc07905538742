"""The only place that opens output files: whole or not at all, and never over an input."""

from __future__ import annotations

import os
import stat
import sys

from spbe_index.cli.session import is_terminal
from spbe_index.core.problem import Place, SpbeError, problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

    Content = str | bytes | Callable[[BinaryIO], None]


#: The endings that a form's file may have; the first is the one that is told. Text may also go without any.
_ENDINGS = {"table": ("txt", "text"), "md": ("md", "markdown"), "html": ("html", "htm"), "yaml": ("yaml", "yml")}
_TEXT = ("table", "md", "json", "csv")


def form_of(output: str | None, *forms: str) -> str:
    """The form that the ending of the output's name asks for, of those a command has; its first for any other."""
    ending = os.path.splitext(output or "")[1].lower().removeprefix(".")
    return next((form for form in forms if ending in _ENDINGS.get(form, (form,))), forms[0])


def deliver(content: Content, output: str | None, *, force: bool = False, inputs: tuple[str, ...] = ()) -> None:
    """Write the content to a file, or to standard output when `output` is None or "-".

    Text goes to standard output in the terminal's encoding, bytes as they are:
    what programs read is handed over as bytes of UTF-8, and shown with signs that
    steer a terminal escaped where there is one. What is too long to be
    held at once comes as a function that writes it. A file appears whole
    under its name or not at all: it is written beside it, flushed to disk and
    only then given its name. A symbolic link of that name is replaced, not
    written through.

    Raises:
        SpbeError: E501 the name exists and `force` is not given, E502 it is one
            of the inputs, E505 it is a folder or device, E503 it cannot be written, E510 it is no text and would go
            to a terminal.

    """
    if output is None or output == "-":
        _to_standard_output(content)
        return
    refuse_early(output, force=force, inputs=inputs)
    import tempfile

    folder = os.path.dirname(os.path.abspath(output))
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=".spbe-", dir=folder)
        with os.fdopen(handle, "wb") as file:
            if callable(content):
                content(file)
            else:
                file.write(content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(temporary, 0o666 & ~umask)
        if force:
            os.replace(temporary, output)
        else:
            _put_if_free(temporary, output)
    except FileExistsError:
        raise SpbeError(problem("E501", Place(output))) from None
    except OSError as error:
        raise unwritable(output, error) from error
    finally:
        if temporary and os.path.exists(temporary):
            os.unlink(temporary)


def _put_if_free(temporary: str, output: str) -> None:
    """Give the file its name unless that has come to exist meanwhile: another process may be writing it too.

    A hard link does both in one step. Where there are none (FAT, some shares)
    the name is first taken by an empty file, which only one process can make.

    Raises:
        FileExistsError: the name exists.

    """
    try:
        os.link(temporary, output)
    except FileExistsError:
        raise
    except OSError:
        os.close(os.open(output, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        try:
            os.replace(temporary, output)
        except OSError:
            os.unlink(output)
            raise


def refuse_early(output: str | None, *, force: bool, inputs: tuple[str, ...], form: str = "") -> None:
    """Say before long work what `deliver` would refuse after it; and a name that does not end as its `form` must."""
    if output is None or output == "-":
        return
    _refuse_place(output, force=force, inputs=inputs, form=form)
    if form:
        refuse_ending(output, form)


def _refuse_place(output: str, *, force: bool, inputs: tuple[str, ...], form: str) -> None:
    if any(_same(output, given) for given in inputs):
        stem, ending = os.path.splitext(os.path.basename(output))
        right = ending if not form or _fits(ending, form) else f".{_ENDINGS.get(form, (form,))[0]}"
        raise SpbeError(problem("E502", Place(output), stem=stem, ending=right))
    if not os.path.basename(output):
        raise SpbeError(problem("E505", Place(output)))
    try:
        mode = os.lstat(output).st_mode
    except FileNotFoundError as error:
        if not os.path.isdir(os.path.dirname(os.path.abspath(output))):
            raise unwritable(output, error) from error
        return
    except OSError as error:
        raise unwritable(output, error) from error
    if not stat.S_ISLNK(mode) and not stat.S_ISREG(mode):
        raise SpbeError(problem("E505", Place(output)))
    if not force:
        raise SpbeError(problem("E501", Place(output)))


def refuse_ending(output: str, form: str) -> None:
    """Refuse a name that does not end as its form must: nothing would open such a file.

    Raises:
        SpbeError: E506, with the name that is meant.

    """
    name = os.path.basename(output)
    stem, ending = os.path.splitext(name)
    if output != "-" and name and not _fits(ending, form):
        right = _ENDINGS.get(form, (form,))[0]
        args = {"found": name, "right": right, "example": f"{stem}.{right}"}
        args["advice"] = "pdf" if ending.lower() == ".pdf" else "name"
        raise SpbeError(problem("E506", Place(output), **args))


def _fits(ending: str, form: str) -> bool:
    """Whether a file of this form may end so."""
    return ending.lower().removeprefix(".") in _ENDINGS.get(form, (form,)) or (not ending and form in _TEXT)


def unwritable(output: str, error: OSError) -> SpbeError:
    """E503 for a file or folder that the system does not let us write."""
    from spbe_index.load.system_error import reason

    return SpbeError(problem("E503", Place(output), detail=reason(error)))


def _to_standard_output(content: Content) -> None:
    try:
        sys.stdout.flush()
        if isinstance(content, str):
            sys.stdout.write(content)
        elif is_terminal(sys.stdout):
            sys.stdout.write(_shown(content))
        elif callable(content):
            content(sys.stdout.buffer)
        else:
            sys.stdout.buffer.write(content)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise unwritable("-", error) from error


def _shown(content: bytes | Callable[[BinaryIO], None]) -> str:
    """What is meant for programs, where somebody looks at it: nothing in it moves the terminal's hand.

    Raises:
        SpbeError: E510, it is no text.

    """
    from io import BytesIO

    from spbe_index.write.words import clean

    if callable(content):
        made = BytesIO()
        content(made)
        content = made.getvalue()
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise SpbeError(problem("E510", Place("-"))) from None
    return "\n".join(clean(line) for line in text.replace("\r\n", "\n").split("\n"))


def _same(output: str, given: str) -> bool:
    try:
        return os.path.samefile(output, given)
    except OSError:
        return os.path.normcase(os.path.abspath(output)) == os.path.normcase(os.path.abspath(given))
