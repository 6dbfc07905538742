"""`spbe rubric list|show|check|diff|copy|example|schema`: the instruments themselves."""

from __future__ import annotations

import json
import sys

from spbe_index.cli import options
from spbe_index.cli.exits import DONE, RUBRIC_FAULT
from spbe_index.cli.session import Session, colours
from spbe_index.core.problem import NOWHERE, Problem, SpbeError, problem
from spbe_index.core.result_json import problem_plain
from spbe_index.write.terminal import terminal_width


def list_rubrics(session: Session, *, form: str = "table") -> int:
    """Every shipped instrument with its years and size."""
    from spbe_index.load.rubric import load_rubric, shipped
    from spbe_index.write.instrument import list_plain, list_table

    session.machine = form == "json"
    rubrics = [load_rubric(name) for name in shipped()]
    plain = {"schema": "spbe-rubrics/1", "rubrics": list_plain(rubrics), "problems": []}
    _print(plain if session.machine else list_table(rubrics, session.words, terminal_width()))
    return 0


def show(session: Session, *, rubric: str, code: str | None = None, form: str = "table") -> int:
    """One instrument: its tree with weights, or one item with its criteria and sources."""
    from spbe_index.load.rubric import load_rubric
    from spbe_index.write.instrument import find_item, item_plain, item_text, rubric_plain, rubric_table

    session.machine = form == "json"
    loaded = load_rubric(rubric)
    if code is None:
        _print(
            {"schema": "spbe-instrument/1", **rubric_plain(loaded), "problems": []}
            if session.machine
            else rubric_table(loaded, session.words, terminal_width())
        )
        return 0
    found = find_item(loaded, code)
    if found is None:
        codes = ", ".join(item.code for item in loaded.tree) + " ... " + loaded.leaves()[-1].code
        raise SpbeError(problem("E404", NOWHERE, option="CODE", found=code, allowed=codes))
    _print(
        {"schema": "spbe-item/1", **item_plain(loaded, *found), "problems": []}
        if session.machine
        else item_text(loaded, *found, session.words, terminal_width())
    )
    return 0


def check(session: Session, *, path: str, form: str = "table") -> int:
    """Read a rubric file strictly and name every fault with its line."""
    from spbe_index.load.rubric import check_rubric

    session.machine = form == "json"
    rubric, problems = check_rubric(path)
    if session.machine:
        plain = [problem_plain(p, session.words.tell) for p in problems]
        _print({"schema": "spbe-problems/1", "valid": rubric is not None, "problems": plain})
    else:
        session.report(problems)
        if rubric is not None:
            key = "valid" if rubric.examples else "no_examples"
            leaves = session.words.counted("commands.rubric.check.leaves", len(rubric.leaves()))
            examples = session.words.counted("commands.rubric.check.examples", len(rubric.examples))
            _print(session.words(f"commands.rubric.check.{key}", id=rubric.id, leaves=leaves, examples=examples))
    return DONE if rubric is not None else RUBRIC_FAULT


def diff(session: Session, *, old: str, new: str, form: str = "table") -> int:
    """What differs between two instruments, or between an instrument and a changed copy."""
    from spbe_index.core.rubric_diff import rubric_diff
    from spbe_index.load.crosswalk import crosswalk_between
    from spbe_index.load.rubric import load_rubric
    from spbe_index.write.rubric_diff_plain import diff_plain
    from spbe_index.write.rubric_diff_text import diff_text

    session.machine = form == "json"
    before, after = load_rubric(old), load_rubric(new)
    crosswalk = None if before.id == after.id else crosswalk_between(before.id, after.id)
    found = rubric_diff(before, after, crosswalk)
    problems: tuple[Problem, ...] = ()
    if crosswalk and crosswalk.via:
        problems = (problem("N804", before=before.id, after=after.id, via=", ".join(crosswalk.via)),)
    if session.machine:
        _print(diff_plain(found) | {"problems": [problem_plain(p, session.words.tell) for p in problems]})
    else:
        _print(diff_text(found, problems, session.words, terminal_width(), colour=colours(sys.stdout)))
    return DONE


def copy(session: Session, *, rubric: str, new_id: str, output: str | None = None, force: bool = False) -> int:
    """The file of a shipped instrument under an id of one's own, to be changed."""
    from spbe_index.load.rubric.own import copied_source

    _write(session, copied_source(rubric, new_id), output, force, "yaml")
    return DONE


def example(session: Session, *, output: str | None = None, force: bool = False) -> int:
    """A small instrument of nobody's, to begin one's own from."""
    from spbe_index.load.rubric import example_source

    _write(session, example_source(), output, force, "yaml")
    return DONE


def schema(session: Session, *, output: str | None = None, force: bool = False) -> int:
    """The JSON Schema of rubric files, for editors."""
    from spbe_index.load.rubric import json_schema

    _write(session, _json(json_schema()), output, force, "json")
    return DONE


def _print(content: object) -> None:
    from spbe_index.cli.output import deliver

    deliver(content.rstrip("\n") + "\n" if isinstance(content, str) else _json(content), None)


def _json(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def _write(session: Session, content: bytes, output: str | None, force: bool, form: str) -> None:
    """A file of this form where one is asked for, else to standard output."""
    from spbe_index.cli.output import deliver, refuse_early

    refuse_early(output, force=force, inputs=(), form=form)
    deliver(content, output, force=force)
    if output not in (None, "-"):
        session.say("commands.written", file=output)


_FORM = options.form("table", "json")
_TO_FILE = {"output": options.OUTPUT, "force": options.FORCE}

COMMAND = options.Group(
    "commands.rubric.help",
    {
        "list": options.Command(list_rubrics, "commands.rubric.list.help", {"form": _FORM}),
        "show": options.Command(
            show,
            "commands.rubric.show.help",
            {
                "rubric": options.Option("commands.rubric.show.rubric", metavar="ID|PATH"),
                "code": options.Option("commands.rubric.show.code", metavar="CODE"),
                "form": _FORM,
            },
        ),
        "check": options.Command(
            check,
            "commands.rubric.check.help",
            {"path": options.Option("commands.rubric.check.file", metavar="FILE"), "form": _FORM},
        ),
        "diff": options.Command(
            diff,
            "commands.rubric.diff.help",
            {
                "old": options.Option("commands.rubric.diff.old", metavar="OLD"),
                "new": options.Option("commands.rubric.diff.new", metavar="NEW"),
                "form": _FORM,
            },
        ),
        "copy": options.Command(
            copy,
            "commands.rubric.copy.help",
            {
                "rubric": options.Option("commands.rubric.copy.rubric", metavar="ID"),
                "new_id": options.Option("commands.rubric.copy.id", metavar="NEW-ID"),
                **_TO_FILE,
            },
        ),
        "example": options.Command(example, "commands.rubric.example.help", _TO_FILE),
        "schema": options.Command(schema, "commands.rubric.schema.help", _TO_FILE),
    },
)
