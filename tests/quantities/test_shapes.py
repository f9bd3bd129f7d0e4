"""The forms that count nothing: each shape takes its examples and spares the figures that look like them."""

import pytest

from lawgov_analysis.quantities import trace_quantities
from lawgov_analysis.quantities.shapes import CHINESE_SHAPES, DIGIT_SHAPES

from helpers.reading import figures

SHAPES = [*DIGIT_SHAPES, *CHINESE_SHAPES]


@pytest.mark.parametrize("shape", SHAPES, ids=[shape.name for shape in SHAPES])
def test_a_shape_takes_its_examples(shape):
    for text in shape.takes:
        read = trace_quantities(text)
        assert (shape.kind, shape.name) in {(kind, rule) for _, kind, rule in read}, text
        assert "figure" not in {kind for _, kind, _ in read}, text


@pytest.mark.parametrize("shape", SHAPES, ids=[shape.name for shape in SHAPES])
def test_a_shape_spares_the_figures_that_look_like_it(shape):
    for text in shape.spares:
        assert figures(text), text
        assert shape.name not in {rule for _, _, rule in trace_quantities(text)}, text


def test_every_shape_says_what_it_takes_and_what_it_spares():
    assert [shape.name for shape in SHAPES if not (shape.takes and shape.spares)] == []
