"""The form of a new analysis: which there are, what each has to be told, and of which places reports are at hand."""

import ast
import io
import json
import tokenize
from typing import Any

from ...presentation.wordings import Wordings
from ...reporting.analyses import ANALYSES, OF_DATA, OF_EXAMPLE, find_notebook
from ...tables import DataDir, load_places, load_reports, open_data

WORDS = "lab_sentences"
TOUR = "explore"
#: The analyses that one begins anew; the tour is gone through.
OFFERED = tuple(name for name in ANALYSES if name != TOUR)
LANG = "lang"
TEXT, WHOLE, FLAG = "text", "whole", "flag"
KINDS = {"int": WHOLE, "bool": FLAG}
APART = " · "


def analyses(lang: str) -> list[dict[str, Any]]:
    """List the analyses that can be begun, each with its parameters, as a form shows them.

    Parameters
    ----------
    lang : str
        ``zh`` or ``en``: of titles, labels and hints.

    Returns
    -------
    list of dict
        ``name``, ``title``, ``about`` and ``parameters``: of each ``name``, ``label``, ``kind`` (text, whole or flag),
        ``hint``, ``value`` (what the form begins with) and ``first`` (whether it is among what has to be said). Titles
        and hints are those of the notebook.

    Examples
    --------
    >>> [found["title"] for found in analyses("en")][:2]
    ['One yearly report', 'Disclosure scorecard']
    >>> [each["label"] for each in analyses("zh")[0]["parameters"]]
    ['地方', '报告年度', '语言', '数据文件夹']
    """
    return [_analysis(name, lang) for name in OFFERED]


def _analysis(name: str, lang: str) -> dict[str, Any]:
    analysis = find_notebook(name)
    notebook = json.loads(analysis.notebook.read_text(encoding="utf-8"))
    heading, _, about = "".join(notebook["cells"][0]["source"]).partition("\n")
    told = next(cell for cell in notebook["cells"] if "parameters" in cell["metadata"].get("tags", []))
    return {
        "name": name,
        "title": in_one_language(heading.lstrip("# "), lang),
        "about": in_one_language(about.strip().replace("\n\n", APART), lang),
        "parameters": [_parameter(each, analysis.about, lang) for each in parameters_of("".join(told["source"]))],
    }


def _parameter(found: dict[str, Any], about: str, lang: str) -> dict[str, Any]:
    name, value = found["name"], found["value"]
    # Where the notebook has its example, the form asks.
    asked = name in (about, *OF_EXAMPLE)
    value = "" if asked or name == OF_DATA else lang if name == LANG else value
    label = Wordings(open_data(), WORDS, ["key"], lang).say(f"parameter_{name}")
    hint = "" if name == LANG else in_one_language(found["comment"], lang)
    return {
        "name": name,
        "label": label,
        "kind": found["kind"],
        "hint": "" if hint == label else hint,
        "value": value,
        "first": asked,
    }


def in_one_language(text: str, lang: str) -> str:
    """Return the Chinese or the English part of a text that has both, without its marks; the whole where it has one.

    Examples
    --------
    >>> in_one_language("哪一年的报告 · *year of the reports*", "en"), in_one_language("zh, en", "zh")
    ('year of the reports', 'zh, en')
    """
    zh, _, en = text.replace("*", "").replace("`", "").partition(APART)
    return (zh if lang == "zh" or not en else en).strip()


def parameters_of(source: str) -> list[dict[str, Any]]:
    """Return the parameters that a cell gives values to, in its order.

    Parameters
    ----------
    source : str

    Returns
    -------
    list of dict
        ``name``, ``kind``, ``value``, ``comment``, and ``at``: the line, and the columns in UTF-8 between which the
        value stands.

    Examples
    --------
    >>> parameters_of("year: int = 2020  # 年度 · year")
    [{'name': 'year', 'kind': 'whole', 'value': 2020, 'comment': '年度 · year', 'at': (1, 12, 16)}]
    """
    comments = {
        token.start[0]: token.string.lstrip("# ")
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type == tokenize.COMMENT
    }
    return [
        {
            "name": line.target.id,
            "kind": KINDS.get(ast.unparse(line.annotation), TEXT),
            "value": ast.literal_eval(line.value),
            "comment": comments.get(line.lineno, ""),
            "at": (line.lineno, line.value.col_offset, line.value.end_col_offset),
        }
        for line in ast.parse(source).body
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name) and line.value is not None
    ]


def places_at_hand(data_dir: DataDir = None) -> list[dict[str, Any]]:
    """List the places of which a data folder has reports.

    Parameters
    ----------
    data_dir : path-like or Data, optional

    Returns
    -------
    list of dict
        ``code``, ``name`` (the full one) and ``years``, sorted by code.

    Examples
    --------
    >>> next(each for each in places_at_hand() if each["name"] == "东莞市横沥镇")
    {'code': '441900106', 'name': '东莞市横沥镇', 'years': [2020]}
    """
    data = open_data(data_dir)
    names = load_places(data)["full_name"]
    years = load_reports(data_dir=data).groupby("place_code")["year"].unique()
    return [
        {"code": code, "name": names.get(code, code), "years": sorted(int(year) for year in found)}
        for code, found in sorted(years.items())
    ]
