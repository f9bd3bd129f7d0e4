"""Figures as pictures: SVG for pages and the PDF, which the reader's own fonts and screen make sharp, PNG for Word.

What draws is imported where something is drawn.
"""

import io
import re
from base64 import b64encode
from functools import lru_cache
from html import escape

from ..paths import font_folder

SIZE = re.compile(r'<svg[^>]* width="([0-9]+)" height="([0-9]+)"')
INCH, POINTS = 96, 72  # an inch in pixels of a page and in points
DENSE = 2  # pixels of a PNG for each that it is shown at: sharp on fine screens and on paper
PAPER = 250  # of 255: lighter is white
# The package's own, which the PDF and a PNG have; then those that systems come with.
FONTS = "Noto Sans SC, Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, sans-serif"
# Within tags what each element says again (the fonts, a turn by nothing, a number of its own), and the breaks of lines.
TIDIED = re.compile(r' (?:font-family: [^;"]*;?|transform="rotate\(-0 [^"]*"|id="[a-z0-9]+_\d+")(?=[^<>]*>)|\n *')
NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def svg(figure):
    """Return a figure of matplotlib as SVG whose text is text: the same figure gives the same SVG.

    The settings must be those of `chart_sheet.style`.

    Parameters
    ----------
    figure : matplotlib.figure.Figure

    Returns
    -------
    str
    """
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    file = io.StringIO()
    FigureCanvasSVG(figure).print_svg(file, metadata=dict.fromkeys(("Creator", "Date", "Format", "Type")))
    # After the prolog and a style sheet that gives all lines round joints.
    drawn = file.getvalue().split("</defs>", 1)[1]
    width, height = figure.get_size_inches()
    size = (
        f'width="{width * INCH:.0f}" height="{height * INCH:.0f}" viewBox="0 0 {width * POINTS:g} {height * POINTS:g}"'
    )
    return f'<svg {NAMESPACES} {size} font-family="{FONTS}" stroke-linejoin="round">{TIDIED.sub("", drawn)}'


def png(figure):
    """Return a figure of matplotlib as the bytes of a PNG: the same figure gives the same bytes.

    Parameters
    ----------
    figure : matplotlib.figure.Figure

    Returns
    -------
    bytes
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image

    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return _small(Image.frombuffer("RGBA", canvas.get_width_height(), canvas.buffer_rgba(), "raw", "RGBA", 0, 1))


def image(svg, alt):
    """Return a drawing as an HTML image that has all within it.

    As an image, and not as part of the page: so nothing in it can run or load anything, and JupyterLab shows it in a
    notebook that is not trusted.

    Examples
    --------
    >>> image('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="6"/>', "图 & 表")[:74]
    '<img alt="图 &amp; 表" height="6" src="data:image/svg+xml;base64,PHN2ZyB4bWx'
    """
    width, height = SIZE.match(svg).groups()
    data = b64encode(svg.encode()).decode("ascii")
    return f'<img alt="{escape(alt)}" height="{height}" src="data:image/svg+xml;base64,{data}" width="{width}">'


def rendered(svg):
    """Return a drawing of a page as the bytes of a PNG, for Word: the notebook has the drawing and not its figure.

    Parameters
    ----------
    svg : str

    Returns
    -------
    bytes
    """
    from PIL import Image

    return _small(Image.open(io.BytesIO(_converter().svg_to_png(svg, scale=DENSE))))


def _small(picture):
    from PIL import Image

    file = io.BytesIO()
    picture = picture.convert("RGB").quantize(48, Image.Quantize.FASTOCTREE)
    # The paper comes out of it as a shade that stands out on a white page.
    picture.putpalette([255 if shade > PAPER else shade for shade in picture.getpalette()])
    picture.save(file, "PNG", compress_level=6)
    return file.getvalue()


@lru_cache(maxsize=1)  # the font comes with a package, which stays what it is
def _converter():
    import vl_convert

    vl_convert.register_font_directory(str(font_folder()))
    return vl_convert
