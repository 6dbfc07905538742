"""One answer opened: what stands in which cell, the level it counts as and its criteria, conversion, evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spbe_index.core.assessment import Evidence, Given, Tick, Unanswered
from spbe_index.core.exact import decimal_text
from spbe_index.core.explain import Conversion, Figure, Reading
from spbe_index.core.result import Node, Open
from spbe_index.core.rubric import External, Level, LevelCriteria
from spbe_index.write.citation import citation
from spbe_index.write.instrument import interval
from spbe_index.write.view.facts import Fact, Listing
from spbe_index.write.view.opened_model import Anchors
from spbe_index.write.view.records import EVIDENCE_EACH, EVIDENCE_LIMIT, details
from spbe_index.write.view.scene import Scene, clean

#: Characters of what a cell says, and of the agency's own words on an answer, before they are cut.
TEXT_LIMIT = 120
WORDS_LIMIT = 600


def level_gist(scene: Scene, reading: Reading) -> str:
    """The name of the level; why there is none, or as what it was counted."""
    if isinstance(reading.answer, Unanswered):
        said = scene.words(f"terminal.{reading.answer.reason}")
        return scene.words("terminal.assumed", reason=said) if reading.how == "assumed" else said
    return scene.text(reading.level.name) if reading.level else ""


def answer_notices(scene: Scene, node: Node, reading: Reading) -> tuple[str, ...]:
    """That there is no value yet, why, and what it can still become; or as what it was counted, and at whose wish."""
    answer, words = reading.answer, scene.words
    if isinstance(answer, Given):
        return ()
    # What is missing has no cell of its own.
    cell = "" if answer.reason == "missing" else _cell(scene, answer)
    found = [words(f"explain.unanswered.{answer.reason}.{'cell' if cell else 'none'}", cell=cell)]
    if answer.fault:
        found += [clean(sentence) for sentence in words.tell(answer.fault)]
    if isinstance(node.value, Open):
        low, high = (scene.level(value, node.code) for value in (node.value.low, node.value.high))
        found.append(words("explain.open", low=low, high=high))
    else:
        said = {"value": scene.level(node.value, node.code), "option": f"--unfilled {scene.result.unfilled}"}
        found.append(words(f"explain.assumed.{scene.result.unfilled}", **said))
    return tuple(found)


def answer_facts(scene: Scene, figure: Figure, reading: Reading, elsewhere: Anchors) -> Iterator[Fact]:
    """Cell, stage, level, conversion, target, unit and the agency's own words."""
    words, answer, entry = scene.words, reading.answer, reading.entry
    if isinstance(answer, Given):
        is_figure = answer.text == decimal_text(answer.value)  # which the reader's language writes with its own mark
        text = words.decimal_mark(answer.text) if is_figure else scene.cut(answer.text, TEXT_LIMIT)
        cell = _cell(scene, answer)
        key = "checklist" if reading.how == "checklist" else "cell" if cell else "none"
        yield Fact(words("explain.fact.answer"), words(f"explain.answer.{key}", text=text, cell=cell))
    stage = scene.rubric.stage(entry.answers[0][0])
    of_whole = stage is not None and stage.code == scene.result.stage
    if stage and not (of_whole and elsewhere is not None):
        # That of the whole is cited once, above everything, and stands on the cover of a report.
        source = "" if of_whole else clean(citation(scene.rubric.source(stage.source), words))
        yield Fact(words("explain.fact.stage"), scene.text(stage.name), source)
    external = figure.item.external if figure.item else None
    if external:
        source = clean(citation(scene.rubric.source(external.source), words, external.page))
        yield Fact(words("explain.fact.external"), _conversion(scene, external, reading.conversion), source)
    if reading.level:
        source = clean(citation(scene.rubric.source(reading.scale.source), words))
        yield Fact(words("explain.fact.level"), _level(scene, figure.node, reading, reading.level), source)
    if isinstance(entry.target, Given):
        said = {"value": scene.level(entry.target.value, figure.node.code), "cell": _cell(scene, entry.target)}
        yield Fact(words("explain.fact.target"), words(f"explain.target.{'cell' if said['cell'] else 'none'}", **said))
    for key, text in (("unit", entry.unit), ("explanation", entry.explanation)):
        if clean(text):
            yield Fact(words(f"explain.fact.{key}"), scene.cut(text, WORDS_LIMIT))


def answer_listings(scene: Scene, node: Node, reading: Reading, elsewhere: Anchors) -> tuple[Listing, ...]:
    """What the level demands, what the next one asks, and the documents handed in."""
    found = []
    if reading.level:
        found.append(_criteria(scene, reading, reading.level, reading.criteria, "level"))
    if reading.following:
        asked, anchor = _criteria(scene, reading, reading.following, reading.asks, "next"), f"naik-{node.code}"
        # Where there is no level yet, as below the scale, those of the next one are all there are.
        known = bool(found and elsewhere and anchor in elsewhere)
        found.append(replace(asked, items=(), lead="", link=anchor) if known else asked)
    judged_by = reading.judged_by
    if found and judged_by.levels:
        source = citation(scene.rubric.source(judged_by.criteria_source), scene.words, judged_by.page)
        found[0] = replace(found[0], note=scene.words("terminal.rubric.criteria", source=clean(source)))
    return (*found, _evidence(scene, node, reading, elsewhere))


def _evidence(scene: Scene, node: Node, reading: Reading, elsewhere: Anchors) -> Listing:
    """The documents, or where they are listed; and the levels that have none."""
    words, pieces, anchor = scene.words, reading.entry.evidence, f"bukti-{node.code}"
    link = anchor if elsewhere and anchor in elsewhere else ""
    items = [] if link else [_document(scene, piece) for piece in pieces[:EVIDENCE_EACH]]
    if items and len(pieces) > EVIDENCE_EACH:
        items.append(words("report.evidence.more", count=len(pieces) - EVIDENCE_EACH))
    missing = ", ".join(map(str, node.proof.missing))
    return Listing(
        title=words.counted("explain.evidence", len(pieces)) if pieces else words("explain.evidence.none"),
        items=tuple(items),
        note=words("explain.evidence.missing", levels=missing) if missing else "",
        link=link,
    )


def _cell(scene: Scene, answer: Given | Unanswered) -> str:
    return scene.cut(answer.place.address, TEXT_LIMIT)


def _level(scene: Scene, node: Node, reading: Reading, level: Level) -> str:
    """The level with its scale; on one of decimals also the stretch of values that it is."""
    words, scale = scene.words, reading.scale
    said = {
        "level": level.number,
        "name": scene.text(level.name),
        "scale": scene.text(scale.name),
        "low": words.exact(scale.low),
        "high": words.exact(scale.high),
    }
    if scale.step is not None or isinstance(node.value, Open):
        return words("explain.level", **said)
    return words("explain.level_of", **said, span=interval(level.values, words, words.exact(node.value)))


def _conversion(scene: Scene, external: External, conversion: Conversion | None) -> str:
    """How the other agency's index became the value, with the numbers; or that it is not converted here."""
    words, exact = scene.words, scene.words.exact
    about = {"name": scene.text(external.name), "owner": clean(external.owner)}
    if conversion is None:
        return words("explain.external.typed" if external.points else "explain.external.none", **about)
    (x0, y0), (x1, y1), x = conversion.start, conversion.end, conversion.published
    value = y0 + (x - x0) * (y1 - y0) / (x1 - x0)
    line = f"{exact(y0)} + ({exact(x)} - {exact(x0)}) × ({exact(y1)} - {exact(y0)}) ÷ ({exact(x1)} - {exact(x0)})"
    return words("explain.external.converted", **about, index=exact(x), line=f"{line} = {exact(value)}")


def _criteria(scene: Scene, reading: Reading, level: Level, criteria: LevelCriteria | None, key: str) -> Listing:
    """What a level demands, each criterion with what the checklist says of it."""
    words = scene.words
    title = words(f"explain.criteria.{key}", level=level.number, name=scene.text(level.name))
    if criteria is None:
        return Listing(title, (words("report.steps.no_criteria"),))
    lead = []
    if criteria.builds_on is not None:
        lead.append(words("terminal.rubric.builds_on", level=criteria.builds_on))
    if len(criteria.criteria) > 1:
        lead.append(words(f"terminal.rubric.match.{criteria.match}"))
    ticks = {(tick.level, tick.number): tick for tick in reading.entry.ticks}
    items = tuple(
        scene.text(text) + _ticked(scene, ticks.get((level.number, number)))
        for number, text in enumerate(criteria.criteria, start=1)
    )
    return Listing(title, items, lead=" ".join(lead))


def _ticked(scene: Scene, tick: Tick | None) -> str:
    if tick is None:
        return ""
    said = {True: "met", False: "unmet", None: "unjudged"}[tick.met]
    return " " + scene.words(f"explain.tick.{said}", cell=scene.cut(tick.place.address, TEXT_LIMIT))


def _document(scene: Scene, piece: Evidence) -> str:
    """A document with all that is known of it, and its cell."""
    more = (scene.cut(piece.text, EVIDENCE_LIMIT), details(scene, piece), scene.cut(piece.place.address, TEXT_LIMIT))
    return "; ".join(part for part in more if part)
