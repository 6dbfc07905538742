"""`spbe rubric list|show|check|schema`: the instruments themselves."""

from __future__ import annotations

import json
from typing import Annotated, Literal

import typer

from spbe_index.cli import options
from spbe_index.cli.exits import DONE, RUBRIC_FAULT
from spbe_index.cli.session import Session
from spbe_index.core.problem import NOWHERE, SpbeError, problem
from spbe_index.core.result_json import problem_plain
from spbe_index.write.terminal import terminal_width

app = typer.Typer(help="commands.rubric.help", no_args_is_help=True, add_completion=False)

Form = Annotated[Literal["table", "json"], typer.Option("--format", "-f", help="commands.option.format")]


@app.callback()
def _rubric(lang: options.Lang = "", debug: options.Debug = False) -> None:
    """Take the options that may stand before the name of the sub-command; `run` reads them."""


@app.command("list", help="commands.rubric.list.help")
def list_rubrics(
    ctx: typer.Context, form: Form = "table", lang: options.Lang = "", debug: options.Debug = False
) -> int:
    """Every shipped instrument with its years and size."""
    from spbe_index.load.rubric import load_rubric, shipped
    from spbe_index.write.instrument import list_plain, list_table

    session: Session = ctx.obj
    session.machine = form == "json"
    rubrics = [load_rubric(name) for name in shipped()]
    plain = {"schema": "spbe-rubrics/1", "rubrics": list_plain(rubrics), "problems": []}
    _print(plain if session.machine else list_table(rubrics, session.words))
    return 0


@app.command(help="commands.rubric.show.help")
def show(
    ctx: typer.Context,
    rubric: Annotated[str, typer.Argument(metavar="ID|PATH", help="commands.rubric.show.rubric")],
    code: Annotated[str | None, typer.Argument(metavar="CODE", help="commands.rubric.show.code")] = None,
    form: Form = "table",
    lang: options.Lang = "",
    debug: options.Debug = False,
) -> int:
    """One instrument: its tree with weights, or one item with its criteria and sources."""
    from spbe_index.load.rubric import load_rubric
    from spbe_index.write.instrument import find_item, item_plain, item_text, rubric_plain, rubric_table

    session: Session = ctx.obj
    session.machine = form == "json"
    loaded = load_rubric(rubric)
    if code is None:
        _print(
            {**rubric_plain(loaded), "problems": []}
            if session.machine
            else rubric_table(loaded, session.words, terminal_width())
        )
        return 0
    found = find_item(loaded, code)
    if found is None:
        codes = ", ".join(item.code for item in loaded.tree) + " ... " + loaded.leaves()[-1].code
        raise SpbeError(problem("E404", NOWHERE, option="CODE", found=code, allowed=codes))
    _print(
        {**item_plain(loaded, *found), "problems": []}
        if session.machine
        else item_text(loaded, *found, session.words, terminal_width())
    )
    return 0


@app.command(help="commands.rubric.check.help")
def check(
    ctx: typer.Context,
    path: Annotated[str, typer.Argument(metavar="FILE", help="commands.rubric.check.file")],
    form: Form = "table",
    lang: options.Lang = "",
    debug: options.Debug = False,
) -> int:
    """Read a rubric file strictly and name every fault with its line."""
    from spbe_index.load.rubric import check_rubric

    session: Session = ctx.obj
    session.machine = form == "json"
    rubric, problems = check_rubric(path)
    if session.machine:
        plain = [problem_plain(p, session.words.tell) for p in problems]
        _print({"schema": "spbe-problems/1", "valid": rubric is not None, "problems": plain})
    else:
        session.report(problems)
        if rubric is not None:
            examples, leaves = len(rubric.examples), len(rubric.leaves())
            key = "valid" if examples else "no_examples"
            _print(session.words(f"commands.rubric.check.{key}", id=rubric.id, leaves=leaves, examples=examples))
    return DONE if rubric is not None else RUBRIC_FAULT


@app.command(help="commands.rubric.schema.help")
def schema(ctx: typer.Context, lang: options.Lang = "", debug: options.Debug = False) -> int:
    """The JSON Schema of rubric files, for editors."""
    from spbe_index.load.rubric import json_schema

    _print(json_schema())
    return 0


def _print(content: object) -> None:
    from spbe_index.cli.output import deliver

    if isinstance(content, str):
        deliver(content.rstrip("\n") + "\n", None)
    else:
        deliver((json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode(), None)
