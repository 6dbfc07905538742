"""`spbe inspect FILE`: what the reader saw, also of a file in which nothing can be scored."""

from __future__ import annotations

import sys

from spbe_index.cli import options
from spbe_index.cli.output import deliver, form_of, refuse_early
from spbe_index.cli.session import Session, colours
from spbe_index.inspecting import inspect_file
from spbe_index.load.sheets import Limits

_FORMS = ("table", "json")


def inspect(
    session: Session,
    *,
    file: str,
    rubric: str | None = None,
    form: str | None = None,
    output: str | None = None,
    force: bool = False,
    encoding: str | None = None,
    reader_memory: int = options.DEFAULT_MEMORY,
    reader_seconds: int = options.DEFAULT_SECONDS,
) -> int:
    """Show what is seen of one file."""
    form = form or form_of(output, *_FORMS)
    session.machine = form == "json"
    inputs = tuple(path for path in (file, rubric) if path)
    refuse_early(output, force=force, inputs=inputs, form=form)
    limits = Limits(memory_mb=reader_memory, seconds=reader_seconds)
    seen = inspect_file(file, rubric=rubric, encoding=encoding, limits=limits)

    from spbe_index.write.inspection import inspection_plain, inspection_text
    from spbe_index.write.terminal import terminal_width

    if form == "json":
        from spbe_index.write.json_text import json_text

        deliver(json_text(inspection_plain(seen, session.words)), output, force=force, inputs=inputs)
    else:
        colour = output in (None, "-") and colours(sys.stdout)
        shown = inspection_text(seen, session.words, width=terminal_width(), colour=colour)
        deliver(shown, output, force=force, inputs=inputs)
    if output not in (None, "-"):
        session.say("commands.written", file=output)
    return 0


COMMAND = options.Command(
    inspect,
    "commands.inspect.help",
    {
        "file": options.FILE,
        "rubric": options.RUBRIC,
        "form": options.form(*_FORMS),
        "output": options.OUTPUT,
        "force": options.FORCE,
        **options.READING,
        "quiet": options.QUIET,
    },
)
