"""Charts carry their numbers as text, have every glyph, and come out the same every time."""

import io
import re
import warnings

import numpy as np
import pytest
from lxml import etree
from PIL import Image

from lawgov_analysis import coverage, load_figures, parts, peers
from lawgov_analysis.analysis.chart_sheet import Sheet, inches
from lawgov_analysis.analysis.charts import bars, composition, disclosure, peer_bars
from lawgov_analysis.reporting import annual_report as annual
from lawgov_analysis.tables import read_table


@pytest.fixture(scope="module")
def hengli():
    return load_figures("横沥镇", 2020)


@pytest.fixture(scope="module")
def report_charts():
    """Every chart of the reference report, in both languages."""
    charts = []
    for lang in ("zh", "en"):
        report = annual.load("横沥镇", 2020, lang)
        blocks = [annual.section(report, name) for name in read_table("sections")["section"]]
        charts.append([block for part in blocks for block in part if hasattr(block, "png")])
    return charts


def texts(chart, titled=True):
    return [element.text for element in etree.fromstring(chart.svg(titled)).iter("{*}text")]


def test_the_report_draws_the_same_few_charts_in_both_languages(report_charts):
    chinese, english = report_charts
    assert 0 < len(chinese) <= 4
    assert len(english) == len(chinese)


def test_every_plotted_number_is_a_text_of_the_drawing(report_charts):
    for chart in [chart for charts in report_charts for chart in charts]:
        assert all(text in " ".join(texts(chart)) for text in chart.data["text"]), chart.title


def test_no_glyph_is_missing(report_charts):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for chart in [chart for charts in report_charts for chart in charts]:
            chart.svg()


def test_every_plotted_number_is_in_the_alternative_text(report_charts):
    for chart in [chart for charts in report_charts for chart in charts]:
        assert all(text in chart.alt for text in chart.data["text"]), chart.title
        assert all(label in chart.alt for label in chart.data["label"]), chart.title


def test_an_english_chart_has_no_chinese_in_its_title(report_charts):
    assert not [chart.title for chart in report_charts[1] if re.search("[\u4e00-\u9fff]", chart.title)]


def test_the_same_data_give_the_same_bytes(hengli):
    def chart():
        return composition(parts(hengli, 48), "主动公开")

    assert chart().svg() == chart().svg()
    assert chart().png() == chart().png()


def test_a_chart_is_shown_with_its_alternative_text_and_its_title_below(hengli, monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda *things, **_: shown.extend(things))
    chart = disclosure(coverage(hengli))
    chart._ipython_display_()
    picture, caption = shown
    assert f'<img alt="{chart.alt}" height="' in picture._repr_html_()
    assert "核心指标中载明" in repr(picture)
    assert (repr(caption), caption._repr_html_()) == (chart.title, f"<figcaption>{chart.title}</figcaption>")


def test_the_title_is_in_a_picture_that_stands_alone_only(hengli):
    chart = disclosure(coverage(hengli))
    assert set(texts(chart)) - set(texts(chart, titled=False)) == {chart.title}
    assert texts(chart, titled=False)[0] != chart.title


def test_what_is_said_of_a_place_cannot_leave_its_text():
    kinds = parts(load_figures("横沥镇", 2020), 48).assign(label="<script>&")
    title = '</svg> $x_2$ a="b; font-family: c;"'
    chart = composition(kinds, title)
    drawn = etree.fromstring(chart.svg())
    assert not list(drawn.iter("{*}script"))
    assert title in texts(chart)


def test_an_analyst_has_the_figure_of_matplotlib(hengli):
    figure = disclosure(coverage(hengli)).figure(titled=False)
    assert [text.get_text() for text in figure.texts] == texts(disclosure(coverage(hengli)), titled=False)


def test_the_paper_of_a_chart_is_white(hengli):
    picture = Image.open(io.BytesIO(disclosure(coverage(hengli)).png())).convert("RGB")
    assert picture.getpixel((0, 0)) == (255, 255, 255)


def test_neighbouring_segments_stay_apart_in_grey(hengli):
    picture = Image.open(io.BytesIO(composition(parts(hengli, 48), "主动公开").png())).convert("L")
    pixels = np.asarray(picture)
    # The bar of the whole is the widest dark run; its hatched neighbour is much lighter on average.
    row = pixels[np.argmax((pixels < 120).sum(axis=1))]
    dark = np.flatnonzero(row < 120)
    edge = dark[np.flatnonzero(np.diff(dark) > 1)[0]] if (np.diff(dark) > 1).any() else dark[-1]
    assert row[dark[0] : edge].mean() + 60 < row[edge + 2 : edge + 80].mean()


def test_values_far_apart_are_drawn_as_dots_on_a_logarithmic_scale(hengli):
    checked = bars(hengli.query("unit == '条' and relation == 'part'"), "公开").figure()
    assert len([line for line in checked.findobj() if getattr(line, "get_marker", lambda: "")() == "o"]) == 7


def test_a_place_stands_out_among_others():
    chart = peer_bars(peers(load_figures(), "441900106", 2020), "law_publicity_events")
    assert chart.data["own"].sum() == 1
    assert "331" in chart.alt


def test_no_line_to_a_part_runs_through_the_text_of_another():
    sheet, lines, texts = Sheet("", [], []), [], []
    sheet.line = lambda xs, ys, *look, **more: lines.append((xs[0], *ys))
    sheet.text = lambda x, y, said, size: texts.append((x, x + inches(said), y))
    sheet.stacked(
        [(77.9, "清理文件：保留166件（77.9%）"), (13.1, "清理文件：废止28件（13.1%）"), (8.9, "修改19件（8.9%）")]
    )
    assert len(lines) == len(texts) == 3
    assert not [
        (line, text) for line in lines for text in texts if text[0] < line[0] < text[1] and line[1] < text[2] < line[2]
    ]
