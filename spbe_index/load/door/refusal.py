"""Why a file is not read, and the limits on its shape. Shared by everything in the child."""

MAX_FILE = 100_000_000  # bytes
MAX_MEMBERS = 10_000
MAX_INFLATED = 300_000_000  # bytes, all members together
MAX_PART = 200_000_000  # bytes, one member
RATIO_FROM = 10_000_000  # bytes inflated from which the ratio counts
MAX_RATIO = 200
MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384
MAX_CELLS = 2_000_000
MAX_TEXT = 32_767  # characters in one cell
MAX_TOTAL_TEXT = 200_000_000  # characters in all cells
MAX_SHEETS = 1_000
MAX_MERGED = 100_000
MAX_CHOICES = 10_000  # drop-downs of one sheet that are told; further ones are left out


class RefusedError(Exception):
    """The file is refused: the problem's code, the particulars of its sentence, and where in the file."""

    def __init__(self, code: str, *, sheet: str = "", cell: str = "", **args: object) -> None:
        super().__init__(code)
        self.code = code
        self.sheet = sheet
        self.cell = cell
        self.particulars = {name: str(value) for name, value in args.items()}


def too_large(limit: int, what: str, *, sheet: str = "", cell: str = "", **args: object) -> RefusedError:
    """The refusal of a file that passes a fixed limit, e.g. `too_large(1000, "sheets")`.

    The catalogue words what is counted (`E118.what.sheets`).
    """
    return RefusedError("E118", sheet=sheet, cell=cell, limit=limit, what=what, **args)


def damaged(detail: object) -> RefusedError:
    """The refusal of a file that starts like a workbook but cannot be followed."""
    return RefusedError("E103", detail=str(detail)[:200])
