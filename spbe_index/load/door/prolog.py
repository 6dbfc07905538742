"""The start of an XML part: refuse a document type, and know the root element."""

from pyexpat import ExpatError, ParserCreate, XMLParserType

from .refusal import RefusedError
from .zipped import Look

_STEP = 2_048  # bytes fed at a time: the root comes early, and what follows it is of no interest here
_BINARY = (".bin", ".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".tif", ".tiff", ".ttf", ".odttf")


class Prolog(Look):
    """Reads a part until its root element; a parser's hook decides, so no encoding hides a document type.

    A part that is no XML is left to whoever needs it.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.root = ""
        self.attributes: dict[str, str] = {}
        self._done = name.lower().endswith(_BINARY)
        self._parser = make_parser(name)
        self._parser.StartElementHandler = self._started

    def feed(self, piece: bytes) -> None:
        """The next bytes of the part.

        Raises:
            RefusedError: E106, the part declares a document type or an entity.

        """
        at = 0
        while not self._done and at < len(piece):
            try:
                self._parser.Parse(piece[at : at + _STEP], False)
            except (ExpatError, ValueError, LookupError):
                self._done = True
            at += _STEP

    def _started(self, name: str, attributes: dict[str, str]) -> None:
        if not self._done:
            self.root = name.rpartition(":")[2]
            self.attributes = attributes
            self._done = True


def make_parser(name: str) -> XMLParserType:
    """A parser that refuses a document type and entities of one's own (E106), whatever the encoding."""

    def declared(*_: object) -> None:
        raise RefusedError("E106", found="DTD", part=name)

    parser = ParserCreate()
    parser.StartDoctypeDeclHandler = declared
    parser.EntityDeclHandler = declared
    return parser


def root_of(data: bytes) -> Prolog:
    """The root element of a part at hand, and its attributes."""
    prolog = Prolog("")
    prolog.feed(data)
    return prolog
