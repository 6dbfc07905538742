"""`spbe verify FILE`: is a report or a saved result what it says it is, and what is different if not."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from typing import TYPE_CHECKING

from spbe_index.cli import options
from spbe_index.cli.output import deliver, form_of, refuse_early
from spbe_index.cli.session import Session, colours
from spbe_index.load.sheets import Limits

if TYPE_CHECKING:
    from spbe_index.signing import Public

#: The first is the one for a terminal.
FORMS = ("table", "json")


def verify(
    session: Session,
    *,
    file: str,
    workbook: str | None = None,
    rubric: str | None = None,
    trust: Sequence[str] = (),
    evidence_dir: str | None = None,
    form: str | None = None,
    output: str | None = None,
    force: bool = False,
    encoding: str | None = None,
    reader_memory: int = options.DEFAULT_MEMORY,
    reader_seconds: int = options.DEFAULT_SECONDS,
) -> int:
    """Check one file and say what is the same and what is not."""
    gc.enable()
    form = form or form_of(output, *FORMS)
    session.machine = form == "json"
    inputs = tuple(path for path in (file, workbook, rubric, *trust) if path)
    refuse_early(output, force=force, inputs=inputs, form=form)
    from spbe_index.verifying import Given
    from spbe_index.verifying import verify as check

    trusted = _keys(trust)
    limits = Limits(memory_mb=reader_memory, seconds=reader_seconds)
    verified = check(file, Given(workbook, rubric, trusted, encoding, evidence_dir, limits))
    if form == "json":
        from spbe_index.verifying.told import verified_plain
        from spbe_index.write.json_text import json_text

        deliver(json_text(verified_plain(verified, session.words)), output, force=force, inputs=inputs)
    else:
        import sys

        from spbe_index.verifying.told import verified_text
        from spbe_index.write.terminal import terminal_width

        colour = output in (None, "-") and colours(sys.stdout)
        text = verified_text(verified, session.words, width=terminal_width(), colour=colour)
        deliver(text, output, force=force, inputs=inputs)
    if output not in (None, "-"):
        session.say("commands.written", file=output)
    return int(verified.has_errors())


def _keys(trust: Sequence[str]) -> tuple[Public, ...]:
    """The public keys that were given."""
    if not trust:
        return ()
    from spbe_index.signing import public_key

    return tuple(public_key(path) for path in trust)


COMMAND = options.Command(
    verify,
    "commands.verify.help",
    {
        "file": options.Option("commands.verify.file", metavar="FILE"),
        "workbook": options.Option("commands.verify.workbook", ("--input",), "WORKBOOK"),
        "rubric": options.Option("commands.verify.rubric", ("--rubric",), "ID|PATH"),
        "trust": options.Option("commands.verify.trust", ("--trust",), "KEY.pub.pem", many=True),
        "evidence_dir": options.EVIDENCE_DIR,
        "form": options.form(*FORMS),
        "output": options.OUTPUT,
        "force": options.FORCE,
        **options.READING,
        "quiet": options.QUIET,
    },
)
