"""Exports: an executed notebook as a page for readers."""

from functools import lru_cache
from pathlib import Path

from nbconvert import HTMLExporter

TEMPLATES = Path(__file__).parent / "templates"


def notebook_html(notebook, lang="zh", title=""):
    """Return an executed notebook as one HTML page: its outputs without its code, with nothing to load.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        With its outputs.
    lang : str
        ``zh`` or ``en``.
    title : str
        For the head of the page.

    Returns
    -------
    str
        The page opens without a network; its own security policy forbids scripts.

    Examples
    --------
    >>> from nbformat.v4 import new_code_cell, new_notebook, new_output
    >>> cell = new_code_cell("1", outputs=[new_output("stream", text="<b>横沥</b>")])
    >>> "&lt;b&gt;横沥" in notebook_html(new_notebook(cells=[cell]))
    True
    """
    style = (TEMPLATES / "report" / "report.css").read_text(encoding="utf-8")
    named = {"lang": "zh-CN" if lang == "zh" else lang, "title": title, "style": style}
    page, _ = _html_exporter().from_notebook_node(notebook, resources=named)
    return page


@lru_cache(maxsize=1)
def _html_exporter():
    return HTMLExporter(template_name="report", extra_template_basedirs=[str(TEMPLATES)], exclude_input=True)
