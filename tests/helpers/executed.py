"""Executed notebooks, made without a kernel: the cells of the package's own, run in this process."""

import ast
import json

from lawgov_analysis.analysis.charts import Chart
from lawgov_analysis.paths import default_notebooks_dir


def executed_notebook(name, **parameters):
    """Return a notebook of the package as papermill would leave it, as a dict; pictures of charts are left empty."""
    notebook = json.loads((default_notebooks_dir() / f"{name}.ipynb").read_text(encoding="utf-8"))
    names, cells = {}, []
    for cell in notebook["cells"]:
        cells.append(cell)
        if cell["cell_type"] != "code":
            continue
        tree = ast.parse("".join(cell["source"]))
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, name, "exec"), names)
        value = eval(compile(ast.Expression(last.value), name, "eval"), names) if last else None
        cell |= {"execution_count": 1, "outputs": list(map(_output, _each(value)))}
        if "parameters" in cell["metadata"].get("tags", []):
            names |= parameters
            given = "".join(f"{key} = {value!r}\n" for key, value in parameters.items())
            cells.append({**cell, "metadata": {"tags": ["injected-parameters"]}, "source": f"# Parameters\n{given}"})
    return {**notebook, "cells": cells}


def _each(value):
    if isinstance(value, list):
        return [shown for each in value for shown in _each(each)]
    if isinstance(value, Chart):
        return [
            value,
            *_each(type("Caption", (), {"html": f"<figcaption>{value.title}</figcaption>", "text": value.title})()),
        ]
    return [] if value is None else [value]


def _output(shown):
    data = {"text/html": "<figure>", "text/plain": shown.alt} if isinstance(shown, Chart) else _texts(shown)
    return {"output_type": "display_data", "metadata": {}, "data": data}


def _texts(shown):
    return {"text/html": getattr(shown, "html", ""), "text/plain": getattr(shown, "text", repr(shown))}
