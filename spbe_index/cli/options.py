"""Options that several commands share, each written once."""

from __future__ import annotations

from typing import Annotated

import typer

from spbe_index.load.sheets import Limits

File = Annotated[str, typer.Argument(metavar="FILE", help="commands.option.file")]
RubricChoice = Annotated[str | None, typer.Option("--rubric", metavar="ID|PATH", help="commands.option.rubric")]
Stage = Annotated[str | None, typer.Option("--stage", metavar="STAGE", help="commands.option.stage")]
EvidenceDir = Annotated[
    str | None, typer.Option("--evidence-dir", metavar="FOLDER", help="commands.option.evidence_dir")
]
Encoding = Annotated[str | None, typer.Option("--encoding", metavar="NAME", help="commands.option.encoding")]
Out = Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help="commands.option.output")]
Force = Annotated[bool, typer.Option("--force", help="commands.option.force")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="commands.option.quiet")]
Lang = Annotated[str, typer.Option("--lang", metavar="id|en", help="commands.option.lang")]
Debug = Annotated[bool, typer.Option("--debug", help="commands.option.debug")]
Memory = Annotated[int, typer.Option("--reader-memory", metavar="MB", min=64, help="commands.option.reader_memory")]
Seconds = Annotated[int, typer.Option("--reader-seconds", metavar="S", min=1, help="commands.option.reader_seconds")]

DEFAULT_MEMORY = Limits().memory_mb
DEFAULT_SECONDS = Limits().seconds
