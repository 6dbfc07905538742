"""The file in which a batch remembers what is finished, kept to one run at a time."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import FileIO

from spbe_index.batch.journal import is_journal
from spbe_index.cli.output import unwritable
from spbe_index.core.problem import Place, SpbeError, problem


@contextmanager
def journal_file(journal: str, *, going_on: bool, force: bool) -> Iterator[FileIO]:
    """The journal's file, opened for this run alone; one that nothing was written in is removed again.

    Where the table goes to standard output it is a file that nobody sees.

    Raises:
        SpbeError: E866 another run is at it, or one that was stopped has left it and is neither gone on with nor
            given up; E863 a file of that name is no journal; E503 it cannot be opened.

    """
    unseen = not journal
    file = tempfile.TemporaryFile(buffering=0) if unseen else _opened(journal, going_on=going_on, force=force)  # noqa: SIM115  closed below
    try:
        yield file
    finally:
        unused = file.seek(0, os.SEEK_END) == 0
        file.close()
        if journal and unused:
            remove_journal(journal)


def _opened(journal: str, *, going_on: bool, force: bool) -> FileIO:
    left = os.path.lexists(journal)
    if os.path.islink(journal):
        raise SpbeError(problem("E863", Place(journal), cause="none"))
    try:
        file = FileIO(journal, "r+b" if left else "x+b")
    except FileExistsError:
        raise SpbeError(problem("E866", Place(journal), cause="busy")) from None
    except OSError as error:
        raise unwritable(journal, error) from error
    if not _take(file):
        file.close()
        raise SpbeError(problem("E866", Place(journal), cause="busy"))
    if left and not going_on:
        if not force:
            file.close()
            raise SpbeError(problem("E866", Place(journal), cause="left"))
        if not is_journal(file):
            file.close()
            raise SpbeError(problem("E863", Place(journal), cause="none"))
        file.truncate(0)
    return file


def _take(file: FileIO) -> bool:
    """Keep other runs off an opened file as long as it is open; whether none has it already."""
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        file.seek(1 << 40)  # far beyond what is ever written: there a locked byte can be neither read nor written
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]  # not on Linux
        except OSError:
            return False
        file.seek(0)
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return True
    return True


def remove_journal(journal: str) -> None:
    """Remove the journal of a run that is done, if it can be; Windows wants it closed first."""
    with suppress(OSError):
        os.unlink(journal)
