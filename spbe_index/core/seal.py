"""The seal of a report: of which files it was made, how, and with what, so that anybody can make it again.

It lies inside the report as JSON, beside the files it names. The contract is
`spbe-seal/1`.
"""

from dataclasses import asdict, dataclass
from typing import Any

SCHEMA = "spbe-seal/1"
#: What files are to a report: its result, instruments, workbook; results of its stages and of earlier years; the logo;
#: what levels cost; the list it is placed in.
RESULT, RUBRIC, INPUT, STAGE, PREVIOUS, LOGO, EFFORT, LIST = (
    *("result", "rubric", "input", "stage", "previous", "logo", "effort", "list"),
)

#: Data are what is declared here and nothing else, wherever they are read from a file.
_STRICT = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class SealedFile:
    """A file inside the report: the name it is attached under, what it is, its digest, and its name outside."""

    name: str
    role: str
    sha256: str
    called: str

    __pydantic_config__ = _STRICT


@dataclass(frozen=True, slots=True)
class PlanAsked:
    """What was asked of the plan, as on a command line; what levels cost may lie in an attached file besides."""

    target: str
    lock: tuple[str, ...] = ()
    max_raise: int | None = None
    only_unit: str | None = None
    within_targets: bool = False
    horizon: int | None = None
    per_year: str | None = None

    __pydantic_config__ = _STRICT


@dataclass(frozen=True, slots=True)
class StandingAsked:
    """In which list it is placed: an attached one, or the one that ships with the program; and among whom."""

    attached: bool = False
    group: str | None = None

    __pydantic_config__ = _STRICT


@dataclass(frozen=True, slots=True)
class PreviousAsked:
    """An earlier assessment: the file it came from, and the attached result and instrument."""

    file: str
    result: str
    rubric: str

    __pydantic_config__ = _STRICT


@dataclass(frozen=True, slots=True)
class Asked:
    """What the report hangs on beside its files.

    `rubric` is the instrument as it was asked for: an id, None where the
    workbook decided, "" for a file of one's own, which is the attached one.
    `evidence` is whether evidence files were looked at. `cases` are what earlier
    years tell of the external round (code, level, change), None where nobody asked.
    """

    rubric: str | None = None
    stage: str | None = None
    unfilled: str = "refuse"
    encoding: str | None = None
    evidence: bool = False
    plan: PlanAsked | None = None
    standing: StandingAsked | None = None
    previous: tuple[PreviousAsked, ...] = ()
    cases: tuple[tuple[str, int, str], ...] | None = None

    __pydantic_config__ = _STRICT


@dataclass(frozen=True, slots=True)
class Digests:
    """SHA-256 of the workbook that was read, of the instrument's file, and of the result as attached."""

    input: str
    rubric: str
    result: str

    __pydantic_config__ = _STRICT


@dataclass(frozen=True, slots=True)
class Seal:
    """Everything that a report was made of.

    `engine` are the versions of what set its pages: on the same ones the same
    bytes come out again.
    """

    schema: str
    program: str
    language: str
    digests: Digests
    asked: Asked
    files: tuple[SealedFile, ...]
    engine: dict[str, str]

    __pydantic_config__ = _STRICT

    def of_role(self, role: str) -> tuple[SealedFile, ...]:
        """The files that are this to the report, in order."""
        return tuple(file for file in self.files if file.role == role)


def seal_plain(seal: Seal) -> dict[str, Any]:
    """The seal as plain data for JSON."""
    return asdict(seal)
