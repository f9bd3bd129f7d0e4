"""The stages of extraction: what each needs, and that it changes nothing but what it gives."""

from collections import Counter
from dataclasses import FrozenInstanceError, fields

import pytest

from lawgov_analysis.documents import parse_report
from lawgov_analysis.extraction import code_report
from lawgov_analysis.extraction.pipeline import GIVEN, STAGES, begin, passage_of
from lawgov_analysis.extraction.record import Figure
from lawgov_analysis.quantities import Quantity
from lawgov_analysis.tables import open_data

from helpers.passages import load_passages

PARTS = [field.name for field in fields(Figure)]
NOTHING_SAID = Figure(Quantity(0, 0, "figure", 0.0), "", ())
SOME = load_passages()[::8]
STAGE = pytest.mark.parametrize("stage", STAGES, ids=[stage.function.__name__ for stage in STAGES])


@pytest.fixture(scope="module")
def at_each_stage():
    """The figures of some passages before each stage: {name of its function: [(figures, passage)]}."""
    before = {stage.function.__name__: [] for stage in STAGES}
    for _, text, _ in SOME:
        report = parse_report(f"示例镇2023年法治政府建设年度报告\n{text}", year=2023)
        figures, passage = begin(report, open_data()), passage_of(report, open_data())
        for stage in STAGES:
            before[stage.function.__name__].append((figures, passage))
            figures = stage.function(figures, passage)
    return before


@STAGE
def test_a_stage_needs_what_those_before_it_give(stage):
    given = GIVEN.split() + [part for each in STAGES[: STAGES.index(stage)] for part in each.gives.split()]
    assert set(stage.needs.split()) <= set(given)


def test_every_part_is_given_once():
    given = GIVEN.split() + [part for stage in STAGES for part in stage.gives.split()]
    assert sorted(given) == sorted(PARTS)


@STAGE
def test_a_stage_changes_nothing_but_what_it_gives(stage, at_each_stage):
    for figures, passage in at_each_stage[stage.function.__name__]:
        shown = repr(figures)
        grown = stage.function(figures, passage)
        assert repr(figures) == shown
        for part in set(PARTS) - set(stage.gives.split()):
            assert [getattr(figure, part) for figure in grown] == [getattr(figure, part) for figure in figures]


@STAGE
def test_a_stage_reads_nothing_but_what_it_needs(stage, at_each_stage):
    needs, gives = stage.needs.split(), stage.gives.split()
    for figures, passage in at_each_stage[stage.function.__name__]:
        bare = [NOTHING_SAID.grown(**{part: getattr(figure, part) for part in needs}) for figure in figures]
        for of_bare, of_full in zip(stage.function(bare, passage), stage.function(figures, passage), strict=True):
            assert [getattr(of_bare, part) for part in gives] == [getattr(of_full, part) for part in gives]


@STAGE
def test_a_stage_gives_something_in_the_passages(stage, at_each_stage):
    given = [
        getattr(figure, part) != getattr(NOTHING_SAID, part)
        for figures, passage in at_each_stage[stage.function.__name__]
        for figure in stage.function(figures, passage)
        for part in stage.gives.split()
    ]
    assert any(given)


@STAGE
def test_a_stage_takes_a_text_without_figures(stage):
    report = parse_report("全面依法治国。")
    assert stage.function([], passage_of(report, open_data())) == []


@pytest.mark.parametrize("part", ["", "clause", "counted", "relation", "evidence", "coding", "when"])
def test_what_left_a_stage_cannot_be_changed(part):
    [figure] = code_report(parse_report("受理行政复议申请12件。"))
    record = getattr(figure, part) if part else figure
    with pytest.raises(FrozenInstanceError):
        setattr(record, fields(record)[0].name, None)


@pytest.mark.parametrize(("piece", "times", "most"), [("1%", 1000, 300), ("受理3件", 400, 300), ("受理3件,", 400, 152)])
def test_no_sentence_has_more_figures_than_a_list(piece, times, most):
    report = parse_report(piece * times)
    figures = STAGES[0].function(begin(report, open_data()), passage_of(report, open_data()))
    sentences = Counter(id(figure.clause.sentence) for figure in figures)
    assert (len(figures), max(sentences.values()) <= most) == (times, True)
    assert all(figure.clause.before == piece[:-2] for figure in figures[400:] if piece != "1%")
