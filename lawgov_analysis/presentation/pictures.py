"""Drawings as pictures: SVG for pages and the PDF, which the reader's own fonts and screen make sharp, PNG for Word."""

import io
import re
from base64 import b64encode
from functools import lru_cache
from html import escape

from ..paths import font_folder

SIZE = re.compile(r'<svg[^>]* width="([0-9]+)" height="([0-9]+)"')
DENSE = 2  # pixels of a PNG for each that it is shown at: sharp on fine screens and on paper
PAPER = 250  # of 255: lighter is white


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


def png(svg):
    """Return a drawing as the bytes of a PNG: the same drawing gives the same bytes.

    Parameters
    ----------
    svg : str

    Returns
    -------
    bytes
    """
    # Here: only Word, and who asks for it, needs one.
    from PIL import Image

    file = io.BytesIO()
    drawn = Image.open(io.BytesIO(_converter().svg_to_png(svg, scale=DENSE)))
    drawn = drawn.convert("RGB").quantize(48, Image.Quantize.FASTOCTREE)
    # The paper comes out of it as a shade that stands out on a white page.
    drawn.putpalette([255 if shade > PAPER else shade for shade in drawn.getpalette()])
    drawn.save(file, "PNG", compress_level=6)
    return file.getvalue()


@lru_cache(maxsize=1)  # the font comes with a package, which stays what it is
def _converter():
    import vl_convert

    vl_convert.register_font_directory(str(font_folder()))
    return vl_convert
