"""What came of reading a file."""

from .values import Found


class Reading:
    """The sheets of a file, who read them, and what is to be said about it.

    `said` holds (code, particulars) pairs; the particular "sheet" is the place
    of the problem rather than a word of its sentence. A text table has an
    `encoding` and a `delimiter`; `locked` is a workbook whose sheets cannot be
    added or moved without a password, though anybody can read it.
    """

    encoding = delimiter = ""
    locked = False

    def __init__(self, form: str, reader: str, sheets: list[Found], said: list[tuple[str, dict[str, str]]]) -> None:
        self.form = form
        self.reader = reader
        self.sheets = sheets
        self.said = said
