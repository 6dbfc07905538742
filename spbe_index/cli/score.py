"""`spbe score FILE`: index, predicate, domains, aspects and indicators of one workbook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from spbe_index.assess import Assessed, assess, understand_file
from spbe_index.cli import options
from spbe_index.cli.output import deliver, form_of, refuse_early
from spbe_index.cli.session import Session, colours
from spbe_index.core.problem import NOWHERE, Problem, SpbeError, problem
from spbe_index.load.sheets import Limits
from spbe_index.write.wording import remarks

if TYPE_CHECKING:
    from spbe_index.cli.signing import Signer
    from spbe_index.core.standing import Among
    from spbe_index.write.robust_words import Safety

#: The first is the one for a terminal.
FORMS = ("table", "json", "csv", "xlsx", "md")


def score(
    session: Session,
    *,
    file: str,
    rubric: str | None = None,
    stage: str | None = None,
    unfilled: str = "refuse",
    standing: bool = False,
    among: str | None = None,
    group: str | None = None,
    robust: bool = False,
    history: Sequence[str] = (),
    sign: str | None = None,
    form: str | None = None,
    output: str | None = None,
    force: bool = False,
    encoding: str | None = None,
    reader_memory: int = options.DEFAULT_MEMORY,
    reader_seconds: int = options.DEFAULT_SECONDS,
) -> int:
    """Score one workbook and print it in the form asked for."""
    form = form or form_of(output, *FORMS)
    session.machine = form == "json"
    inputs = tuple(path for path in (file, rubric, among, sign, *history) if path)
    wanted = stage.split(",") if stage else [None]
    robust = robust or bool(history)
    if robust:
        _refuse_apart("--robust", form != "csv", "xlsx", form, wanted)
    if sign:
        _refuse_apart("--sign", form == "json", "json", form, wanted)
    refuse_early(output, force=force, inputs=inputs, form=form)
    signing = _signer(sign, output, session, force=force, inputs=inputs) if sign else None
    limits = Limits(memory_mb=reader_memory, seconds=reader_seconds)
    understood = understand_file(file, rubric=rubric, encoding=encoding, limits=limits)
    standing = standing or bool(among or group)
    if standing and len(wanted) > 1:
        raise SpbeError(problem("E819"))
    all_of = [assess(understood, stage=one and one.strip(), unfilled=unfilled) for one in wanted]
    placed = None
    if standing:
        from spbe_index.national import place_among

        placed = place_among(all_of[0].result, table=among, group=group, limits=limits, encoding=encoding)
    safety = None
    if robust:
        from spbe_index.safety import safety_of

        all_of[0], safety = safety_of(all_of[0], history, rubric=rubric, encoding=encoding, limits=limits)
    if len(all_of) == 1:
        content = _render(all_of[0], form, session, output, placed, safety)
    else:
        content = _side_by_side(all_of, form, session, output)
    deliver(content, output, force=force, inputs=inputs)
    if signing and isinstance(content, bytes):
        signing.sign(content, session, force=force, inputs=inputs)
    if form in ("csv", "xlsx"):
        for one in all_of:
            session.note(remarks(one.result, one.rubric, session.words))
        session.report(dict.fromkeys(found for one in all_of for found in one.result.problems))
    if placed:
        _say_standing(placed, form, session)
    if output not in (None, "-"):
        session.say("commands.written", file=output)
    return int(any(one.result.has_errors() for one in all_of))


def _signer(*arguments: Any, **more: Any) -> Signer:
    from spbe_index.cli.signing import signer

    return signer(*arguments, **more)


def _refuse_apart(option: str, fits: bool, example: str, form: str, wanted: Sequence[str | None]) -> None:
    """Refuse an option of one result beside several stages, or beside a form that does not fit.

    What is signed is the JSON of one result: nothing else can be verified.
    """
    if fits and len(wanted) == 1:
        return
    named = {"fault": "form", "other": form, "example": example}
    if fits:
        named = {
            "fault": "excludes",
            "other": f"--stage {','.join(map(str, wanted))}",
            "example": f"--stage {wanted[-1]}",
        }
    raise SpbeError(problem("E829", NOWHERE, option=option, **named, advice="instead"))


#: Where a result stands, and what was wrong with the list it stands in.
Placed = tuple["Among", tuple[Problem, ...]]


def _say_standing(placed: Placed, form: str, session: Session) -> None:
    """On standard error: what is wrong with the list, and the places where the form of the output has no room."""
    among, problems = placed
    if form != "json":
        session.report(problems)
    if form == "csv":
        from spbe_index.write.standing import standing_sentences

        session.note(standing_sentences(among, session.words))


def _render(
    assessed: Assessed, form: str, session: Session, output: str | None, placed: Placed | None, safety: Safety | None
) -> str | bytes:
    result, rubric, words = assessed.result, assessed.rubric, session.words
    among = placed[0] if placed else None
    if form == "json":
        from spbe_index.core.result_json import to_plain
        from spbe_index.write.json_text import json_text

        plain = to_plain(result, words.tell)
        if placed:
            from spbe_index.write.standing_plain import among_plain

            plain["standing"] = among_plain(*placed, words.tell)
        if safety:
            from spbe_index.write.robust_text import safety_plain

            plain["robust"] = safety_plain(safety)
        return json_text(plain)
    if form == "csv":
        from spbe_index.write.export import result_csv

        return result_csv(result, rubric, words).encode("utf-8", "backslashreplace")
    if form == "xlsx":
        from spbe_index.write.workbook import finished, result_book

        book = result_book(result, rubric, words, among=among)
        if safety:
            from spbe_index.write.robust_workbook import add_safety

            add_safety(book, safety, result, rubric, words)
        return finished(book)
    if form == "md":
        from spbe_index.write.export import result_markdown

        text = result_markdown(result, rubric, words, among=among)
        if safety:
            from spbe_index.write.robust_text import safety_markdown

            text += safety_markdown(safety, result, rubric, words)
        return text.encode("utf-8", "backslashreplace")
    import sys

    from spbe_index.write.terminal import result_table, terminal_width

    on_terminal = output in (None, "-") and colours(sys.stdout)
    text = result_table(result, rubric, words, width=terminal_width(), colour=on_terminal, among=among)
    if safety:
        from spbe_index.write.robust_text import safety_text

        text += safety_text(safety, result, rubric, words, width=terminal_width())
    return text


def _side_by_side(all_of: list[Assessed], form: str, session: Session, output: str | None) -> str | bytes:
    """Several stages in one table, in the form asked for."""
    from spbe_index.write import stages

    results, rubric, words = [one.result for one in all_of], all_of[0].rubric, session.words
    if form == "json":
        from spbe_index.write.json_text import json_text

        return json_text(stages.stages_plain(results, words.tell))
    if form == "csv":
        return stages.stages_csv(results, rubric, words).encode("utf-8", "backslashreplace")
    if form == "xlsx":
        from spbe_index.write.workbook import stages_workbook

        return stages_workbook(results, rubric, words)
    if form == "md":
        return stages.stages_markdown(results, rubric, words).encode("utf-8", "backslashreplace")
    import sys

    from spbe_index.write.terminal import terminal_width

    on_terminal = output in (None, "-") and colours(sys.stdout)
    return stages.stages_text(results, rubric, words, width=terminal_width(), colour=on_terminal)


COMMAND = options.Command(
    score,
    "commands.score.help",
    {
        "file": options.FILE,
        "rubric": options.RUBRIC,
        "stage": options.STAGE,
        "unfilled": options.UNFILLED,
        **options.AMONG,
        "robust": options.Option("commands.score.robust", ("--robust",), kind=bool),
        "history": options.Option("commands.score.history", ("--history",), "FILE", many=True),
        "sign": options.SIGN,
        "form": options.form(*FORMS),
        "output": options.OUTPUT,
        "force": options.FORCE,
        **options.READING,
        "quiet": options.QUIET,
    },
)
