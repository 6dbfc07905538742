"""Names and sentences about a result that every output says in the same words."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from fractions import Fraction

from spbe_index.core.assessment import Given, Unanswered
from spbe_index.core.exact import telling_places
from spbe_index.core.insight import threshold
from spbe_index.core.result import ROOT, Node, Result
from spbe_index.core.rubric import Rubric
from spbe_index.core.score import verdict
from spbe_index.core.stage import LATEST, TARGET
from spbe_index.core.stride import common_stride, stride
from spbe_index.write.words import Words, clean

#: Why an item has no value, worst first: it holds something that is no answer, nothing, or the workbook lacks its row.
REASONS = ("faulty", "blank", "missing")

#: What means itself in double quotes to cmd, PowerShell and sh alike: no `$`, backtick, `%`, `!`, `"` or backslash.
_QUOTABLE = re.compile(r"[\w .()+,'&@#=;~^\[\]{}-]+")


def quotable(file: str) -> bool:
    """Whether a file's name may be typed behind a command, in double quotes."""
    return _QUOTABLE.fullmatch(file) is not None and not file.startswith("-")


def stage_label(result: Result, rubric: Rubric, words: Words) -> str:
    """The name of the stage that was scored, or a sentence that the workbook names none."""
    if not result.stage:
        return words("terminal.stage_unknown" if rubric.stages else "terminal.stage_none")
    if result.stage in (LATEST, TARGET):
        return words(f"terminal.stage_{result.stage}")
    stage = rubric.stage(result.stage)
    return stage.name.of(words.language) if stage else result.stage


def move_unit(rubric: Rubric, words: Words) -> tuple[str, bool]:
    """What a single move of an answer is called, and whether it is told in points: `satu tingkat`, `1,00 poin`."""
    common = common_stride(rubric)
    if common is None:
        levels = all(stride(scale).level for scale in rubric.scales)
        return words(f"robust.unit.{'level' if levels else 'mixed'}"), False
    if common.level and all(scale.step is not None for scale in rubric.scales):
        return words("robust.unit.level"), False
    points = words.number(common.far)
    if common.level and common.far != 1:
        return words("robust.unit.level_points", points=points), False
    return words("robust.unit.point", points=points), True


def worth_form(rubric: Rubric) -> str:
    """By what worth is told: "" by the level, `_point` where levels are not equally far apart, `_mixed` for both."""
    kinds = {stride(scale).level for scale in rubric.scales}
    return "_mixed" if len(kinds) == 2 else "" if True in kinds else "_point"


def band_label(name: str, rubric: Rubric, words: Words) -> str:
    """A band's official name; in English with its translation, e.g. `Baik (Good)`."""
    english = next((band.name.en for band in rubric.bands if band.name.id == name), "")
    return f"{name} ({english})" if words.language == "en" and english not in ("", name) else name


def bands_still_possible(result: Result, rubric: Rubric, words: Words) -> tuple[str, str]:
    """The lowest and the highest predicate that open answers still allow; the same twice where they decide nothing."""
    low, high = (verdict(rubric.bands, rubric.decided_by, value).name for value in (result.low, result.high))
    return band_label(low, rubric, words), band_label(high, rubric, words)


def index_places(index: Fraction, rubric: Rubric, *more: tuple[Fraction, bool]) -> int:
    """How many decimals show an index on its side of every predicate's edge, and of `more` edges."""
    return telling_places(index, [*edges(rubric), *more])


def edges(rubric: Rubric) -> list[tuple[Fraction, bool]]:
    """Where the predicates begin: at an index itself, or just above it."""
    return [threshold(rubric, band) for band in rubric.bands]


def index_label(index: Fraction, rubric: Rubric, words: Words, *more: tuple[Fraction, bool]) -> str:
    """An index with two decimals, or as many as it takes that none contradicts the predicate named beside it."""
    return words.number(index, index_places(index, rubric, *more))


def otherwise_sentence(result: Result, rubric: Rubric, words: Words) -> str:
    """That the other deciding rule would give another band; "" when both agree."""
    if result.verdict is None or not result.verdict.otherwise:
        return ""
    return words(
        f"terminal.otherwise.{result.verdict.decided_by}",
        exact=words.exact(result.low),
        rounded=words.number(result.low),
        band=band_label(result.verdict.name, rubric, words),
        other=band_label(result.verdict.otherwise, rubric, words),
    )


def unanswered(leaves: Iterable[Node]) -> dict[str, tuple[Node, ...]]:
    """Those without an answer of their own by the reason why, worst first; a reason that none has is left out."""
    found: dict[str, list[Node]] = {reason: [] for reason in REASONS}
    for leaf in leaves:
        if isinstance(leaf.answer, Unanswered):
            found[leaf.answer.reason].append(leaf)
    return {reason: tuple(those) for reason, those in found.items() if those}


def no_index_sentence(result: Result, rubric: Rubric, words: Words) -> str:
    """That no index can be given, why, and what it can still become; "" when there is one."""
    if result.verdict is not None:
        return ""
    return words(
        "terminal.no_index",
        name=rubric.index_name.of(words.language),
        reasons=_reasons((leaf for leaf in result.leaves if not leaf.assumed), words),
        low=words.number(result.low),
        high=words.number(result.high),
    )


def unfilled_sentence(result: Result, words: Words) -> str:
    """How many items were without a value, why, and what they were counted as; "" when none was assumed."""
    assumed = [leaf for leaf in result.leaves if leaf.assumed]
    if not assumed:
        return ""
    return words(f"terminal.unfilled.{result.unfilled}", count=len(assumed), reasons=_reasons(assumed, words))


def remarks(result: Result, rubric: Rubric, words: Words) -> list[str]:
    """What must be said beside the figures: no index yet, another band by the other rule, assumed items."""
    said = (
        no_index_sentence(result, rubric, words),
        otherwise_sentence(result, rubric, words),
        unfilled_sentence(result, words),
    )
    return [sentence for sentence in said if sentence]


def _reasons(leaves: Iterable[Node], words: Words) -> str:
    """How many have no answer for which reason, e.g. `1 isian keliru, 2 belum diisi`."""
    return ", ".join(words(f"terminal.reason.{why}", count=len(those)) for why, those in unanswered(leaves).items())


def shared_prefix(rubric: Rubric, language: str) -> str:
    """The words that the names of all indicators begin with ("Tingkat Kematangan"); "" when there are none."""
    names = [
        item.name.of(language).split()[:-1]
        for item, _ in rubric.items()
        if item.kind != "input" and all(child.kind == "input" for child in item.children)
    ]
    shared = itertools.takewhile(lambda words: len(set(words)) == 1, zip(*names, strict=False))
    return " ".join(words[0] for words in shared)


def without_prefix(name: str, prefix: str) -> str:
    """A name without the words that all others begin with too."""
    rest = name.removeprefix(prefix).lstrip()
    return rest[:1].upper() + rest[1:] if rest else name


def item_names(result: Result, rubric: Rubric, words: Words) -> dict[str, str]:
    """The name of every item by code, and of the index under `index`, without the words that all names begin with."""
    prefix = shared_prefix(rubric, words.language)
    if result.rubric.sha256 == rubric.sha256:
        names = {item.code: item.name.of(words.language) for item, _ in rubric.items()}
    else:
        names = {node.code: node.name for node in result.root.walk()}
        prefix = shared_prefix(rubric, "id")
    index = rubric.index_name.of(words.language)
    return {code: without_prefix(clean(name), prefix) for code, name in names.items()} | {ROOT: index}


def beginning(text: str, limit: int) -> str:
    """At most `limit` characters of a longer text, up to the end of a word unless that word alone is most of it."""
    end = text.rfind(" ", limit // 3, limit + 1)
    return text[: end if end > 0 else limit].rstrip(" ,;:/-")


def shortened(text: str, limit: int) -> str:
    """Text of at most `limit` characters; an ellipsis says that there is more."""
    return text if len(text) <= limit else beginning(text, limit - 1) + "…"


def answer_label(node: Node, levels: dict[str, str], words: Words) -> str:
    """What to write beside a node: its level's name, why there is none, or nothing at an inner node."""
    if node.answer is None:
        return ""
    if isinstance(node.answer, Given):
        return levels[node.code]
    reason = words(f"terminal.{node.answer.reason}")
    return words("terminal.assumed", reason=reason) if node.assumed else reason


def level_names(result: Result, rubric: Rubric, words: Words) -> dict[str, str]:
    """The name of the level each answered leaf is on, e.g. `Terdefinisi`, by code; with the stage where they differ."""
    scales = {leaf.code: rubric.scale(leaf.scale) for leaf in rubric.leaves()}
    return {
        leaf.code: scales[leaf.code].level_of(leaf.answer.value).name.of(words.language) + _of_stage(result, leaf)
        for leaf in result.leaves
        if isinstance(leaf.answer, Given)
    }


def _of_stage(result: Result, leaf: Node) -> str:
    """The stage of one answer in brackets, where the answers of a result are of several."""
    stage = leaf.entry.answers[0][0] if leaf.entry and result.stage == LATEST else ""
    return f" ({stage})" if stage else ""
