"""The process in which files are read: limits on itself, bytes from standard input, one answer.

The answer goes to standard output, one JSON object a line. Lines that name a
reader ("at") come before it starts, so that the parent knows who brought the
process down; the last line is the book or the refusal.
"""

import gc
import sys
from io import FileIO

from .refusal import MAX_FILE, RefusedError, too_large
from .values import Found
from .zipped import Zip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .reading import Reading

try:
    from posix import _exit
except ImportError:
    from os import _exit
try:
    from _json import encode_basestring as quote
except ImportError:  # another Python than CPython
    # The same function in Python, which the stubs of `json` leave out.
    from json.encoder import py_encode_basestring as quote  # type: ignore[attr-defined, no-redef, unused-ignore]

# Past Python's buffers. `os` is not imported: without site packages it is not there yet, and costs a millisecond.
_IN = FileIO(0, closefd=False)
_OUT = FileIO(1, "w", closefd=False)


def main(memory_mb: int, seconds: int, encoding: str, stem: str, reader: str) -> None:
    """Read the file on standard input and write the answer.

    Args:
        memory_mb: Address space this process may use (where the system can limit it).
        seconds: Processor time it may use (likewise).
        encoding: Encoding of a text file; empty to find out.
        stem: Name for the sheet of a text file.
        reader: A reader to start with, after another has brought a process down; empty for the usual one.

    """
    gc.disable()  # a short life; what is read holds no cycles
    sys.stdout = sys.stderr  # what a library prints must not reach the answer
    limit(memory_mb, seconds)
    try:
        for piece in read(encoding, stem, reader):
            write(piece)
    except RefusedError as refused:
        write(refusal(refused))
    except MemoryError:
        write('\n{"memory":true}')
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # also the panics of compiled readers, which are no Exception
        write("\n" + refusal(RefusedError("E110", detail=f"{type(error).__name__}: {error}"[:200])))
    _exit(0)  # without the tidying of an interpreter that is of no more use


def limit(memory_mb: int, seconds: int) -> None:
    """Limit this process from here on; on systems without such limits the parent's clock is all there is.

    Asked again, `seconds` are counted from then.
    """
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    for kind, value in (
        (resource.RLIMIT_AS, memory_mb << 20),
        (resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            hard = resource.getrlimit(kind)[1]
            wanted = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(kind, (wanted, hard))
        except (OSError, ValueError):
            continue


def read(encoding: str, stem: str, reader: str) -> "Iterator[str]":
    """The answer for the file on standard input, in pieces; nothing is given before everything is read."""
    data = take()
    digest = sha256(data)
    reading = reading_of(data, encoding, stem, reader, progress)
    said = ",".join([f"[{quote(code)},{pairs(particulars)}]" for code, particulars in reading.said])
    yield f'{{"book":{{"format":{quote(reading.form)},"reader":{quote(reading.reader)},"sha256":"{digest}"'
    yield f',"said":[{said}],"encoding":{quote(reading.encoding)},"delimiter":{quote(reading.delimiter)}'
    yield f',"locked":{flag(reading.locked)}'
    separator = ',"sheets":['
    for found in reading.sheets:
        yield separator
        yield from sheet_json(found)
        separator = ","
    yield "]}}"


def reading_of(data: bytes, encoding: str, stem: str, reader: str, progress: "Callable[[str, str], None]") -> "Reading":
    """What the bytes of a file hold.

    Args:
        data: The whole file.
        encoding, stem: As for `main`.
        reader: As for `main`; "calamine" for that one alone, where another process is still there to try openpyxl.
        progress: Told the name of each reader before it starts, and what the one before said.

    Raises:
        RefusedError: The file cannot be read, or passes a limit.

    """
    from .kinds import kind_of, package_kind

    kind = kind_of(data)
    if kind == "text":
        from .text import read_text

        reading = read_text(data, encoding, stem)
    elif kind == "parquet":
        from .parquet import read_parquet

        reading = read_parquet(data, stem)
    elif kind == "xls":
        from .xls import read_xls

        reading = read_xls(data, progress)
    else:
        from .prolog import Prolog

        package = Zip(data)
        package.check(Prolog)
        kind, main = package_kind(package)
        if kind == "xlsx":
            from .xlsx import read_xlsx

            reading = read_xlsx(package, main, progress, reader)
        elif kind == "xlsb":
            from .xlsb import read_xlsb

            reading = read_xlsb(package, main, progress)
        else:
            from .ods import read_ods

            reading = read_ods(package)
    settle(reading.sheets)
    return reading


def settle(sheets: list[Found]) -> None:
    """Order the cells; E107 when there are none, E118 when they pass a limit."""
    from .values import Totals

    totals = Totals()
    for found in sheets:
        found.settle(totals)
    if not totals.cells:
        raise RefusedError("E107")


def take() -> bytes:
    """All of standard input."""
    pieces, size = [], 0
    while piece := _IN.read(1 << 20):
        pieces.append(piece)
        size += len(piece)
        if size > MAX_FILE:
            raise too_large(MAX_FILE // 1_000_000, "megabytes")
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def sha256(data: bytes) -> str:
    """The hexadecimal SHA-256 of the file."""
    try:  # the built-in module: hashlib first loads OpenSSL
        from _sha256 import sha256 as make  # type: ignore[import-not-found, unused-ignore]  # without stubs
    except ImportError:
        from hashlib import sha256 as make
    return str(make(data).hexdigest())


def progress(reader: str, after: str) -> None:
    """Tell the parent which format and reader come next, and what the reader before it said of the file."""
    write(f'{{"at":{quote(reader)},"after":{quote(after)}}}\n')


def refusal(refused: RefusedError) -> str:
    """The answer that refuses the file."""
    return (
        f'{{"refused":{{"code":{quote(refused.code)},"sheet":{quote(refused.sheet)},"cell":{quote(refused.cell)},'
        f'"particulars":{pairs(refused.particulars)}}}}}'
    )


def pairs(particulars: dict[str, str]) -> str:
    """A JSON object of texts."""
    return "{" + ",".join([f"{quote(name)}:{quote(text)}" for name, text in particulars.items()]) + "}"


def sheet_json(found: Found) -> "Iterator[str]":
    """One sheet: cells as three lists side by side, ordered by position."""
    yield f'{{"name":{quote(found.name)},"visible":{flag(found.visible)},"positions":['
    yield ",".join(map(str, found.positions))
    yield '],"kinds":"' + "".join(found.kinds) + '","texts":['
    yield ",".join(map(quote, found.texts))
    yield f'],"merged":{ranges(found.merged)},"hidden_rows":{rows(found)}'
    yield f',"locked":{flag(found.locked)},"unlisted":{flag(found.unlisted)}'
    choices = ",".join([f"[{quote(cells)},{quote(offer)}]" for cells, offer in found.choices])
    yield f',"hidden_columns":{ranges(found.hidden_columns)},"choices":[{choices}]}}'


def flag(value: bool) -> str:
    """A truth value as JSON."""
    return "true" if value else "false"


def rows(found: Found) -> str:
    """The hidden rows that hold a cell."""
    return "[" + ",".join(map(str, found.hidden_rows_used())) + "]"


def ranges(items: "list[tuple[int, int]] | list[tuple[int, int, int, int]]") -> str:
    """Tuples of whole numbers as JSON."""
    return "[" + ",".join(["[" + ",".join(map(str, item)) + "]" for item in items]) + "]"


def write(text: str) -> None:
    """Write all of a text to standard output."""
    rest = memoryview(text.encode("utf-8", "replace"))
    while rest:
        rest = rest[_OUT.write(rest) or 0 :]
