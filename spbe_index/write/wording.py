"""Names and sentences about a result that every output says in the same words."""

from __future__ import annotations

from spbe_index.core.assessment import Given
from spbe_index.core.result import Node, Result
from spbe_index.core.rubric import Rubric
from spbe_index.write.words import Words


def stage_label(result: Result, rubric: Rubric, words: Words) -> str:
    """The name of the stage that was scored, or a sentence that the workbook names none."""
    if not result.stage:
        return words("terminal.stage_unknown")
    stage = rubric.stage(result.stage)
    return stage.name.of(words.language) if stage else result.stage


def band_label(name: str, rubric: Rubric, words: Words) -> str:
    """A band's official name; in English with its translation, e.g. `Baik (Good)`."""
    band = next(band for band in rubric.bands if band.name.id == name)
    return name if words.language == "id" else f"{name} ({band.name.en})"


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


def unfilled_sentence(result: Result, words: Words) -> str:
    """How many items were unanswered and what they were counted as; "" when none was assumed."""
    assumed = sum(leaf.assumed for leaf in result.leaves)
    return words(f"terminal.unfilled.{result.unfilled}", count=assumed) if assumed else ""


def remarks(result: Result, rubric: Rubric, words: Words) -> list[str]:
    """What must be said beside the figures: no index yet, another band by the other rule, assumed items."""
    said = [otherwise_sentence(result, rubric, words), unfilled_sentence(result, words)]
    if result.verdict is None:
        low, high = words.number(result.low), words.number(result.high)
        said.insert(0, words("terminal.no_index", name=rubric.index_name.of(words.language), low=low, high=high))
    return [sentence for sentence in said if sentence]


def answer_label(node: Node, levels: dict[str, str], words: Words) -> str:
    """What to write beside a node: its level's name, why there is none, or nothing at an inner node."""
    if node.answer is None:
        return ""
    if isinstance(node.answer, Given):
        return levels[node.code]
    return words(f"terminal.{'assumed' if node.assumed else node.answer.reason}")


def level_names(result: Result, rubric: Rubric, words: Words) -> dict[str, str]:
    """The name of the level each answered leaf is on, e.g. `Terdefinisi`, by code."""
    scales = {leaf.code: rubric.scale(leaf.scale) for leaf in rubric.leaves()}
    return {
        leaf.code: scales[leaf.code].level_of(leaf.answer.value).name.of(words.language)
        for leaf in result.leaves
        if isinstance(leaf.answer, Given)
    }
