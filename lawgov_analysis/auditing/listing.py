"""Listing: findings and rules as people and programs read them on a terminal or in a file."""

import json

import pandas as pd

from ..presentation import Language, load_language
from ..tables import DataDir, open_data
from .audit import Audit
from .findings import count_open, load_rules


def findings_json(findings: pd.DataFrame) -> str:
    """Return findings as JSON: a list of objects, one a finding, with the columns as keys.

    Parameters
    ----------
    findings : pandas.DataFrame
        As from `audit_figures`.

    Returns
    -------
    str

    Examples
    --------
    >>> from lawgov_analysis.auditing import audit_report
    >>> json.loads(findings_json(audit_report("横沥镇", 2020).findings))[0]["figures"]
    [61, 60, 59]
    """
    rows = findings.astype(object).where(findings.notna(), None).to_dict("records")
    return json.dumps([{**row, "figures": list(row["figures"])} for row in rows], ensure_ascii=False, indent=1)


def findings_text(audit: Audit, lang: str = "zh", data_dir: DataDir = None) -> str:
    """Return findings as lines of text, the report's faults, then the library's notes, then a line that sums up.

    Parameters
    ----------
    audit : Audit
        As from `audit_report` or `audit_file`.
    lang : str
    data_dir : path-like or Data, optional
        Where the words are; the package's own data by default.

    Returns
    -------
    str

    Examples
    --------
    >>> from lawgov_analysis.auditing import audit_report
    >>> print(findings_text(audit_report("清溪镇", 2024)))
    提示 denominator-unsaid [3] 1个比率没有写明分子、分母，无法复核：优秀率99.55%。
    错误0处，已说明的0处，警告0处，提示1处；能核对的0个关系中0个成立。本库的说明0条。
    """
    language, findings, identities = load_language(lang, data_dir), audit.findings, audit.identities
    notes = findings["about"] == "library"
    lines = _finding_lines(findings[~notes], language)
    if notes.any():
        lines += [language.say("quality_notes"), *_finding_lines(findings[notes], language)]
    explained = int((findings["explained"] != "").sum())
    counts = {
        **count_open(findings),
        "explained": explained,
        "held": int(identities["holds"].sum()),
        "checked": len(identities),
        "library": int(notes.sum()),
    }
    return "\n".join([*lines, language.say("audit_sum", **counts)])


def _finding_lines(findings: pd.DataFrame, language: Language) -> list[str]:
    lines = []
    for row in findings.itertuples():
        severity = language.say(f"severity_{row.severity}")
        severity = language.say("severity_explained", severity=severity) if row.explained else severity
        numbers = f" {list(row.figures)}" if row.figures else ""
        lines.append(f"{severity} {row.rule}{numbers} {row.message}")
        if row.explained:
            lines.append(f"  {language.say('explained', reason=row.explained)}")
    return lines


def rules_text(lang: str = "zh", data_dir: DataDir = None) -> str:
    """Return the rules as lines of text.

    Examples
    --------
    >>> print(rules_text("en").splitlines()[0])
    rate-mismatch (error): The printed rate, recomputed from the report's own two counts, ...
    """
    data = open_data(data_dir)
    language = load_language(lang, data)
    stop = language.say("colon")
    return "\n".join(
        f"{row.Index} ({language.say(f'severity_{row.severity}')}){stop}{getattr(row, f'meaning_{lang}')}"
        for row in load_rules(data).itertuples()
    )


def rules_json(data_dir: DataDir = None) -> str:
    """Return the rules as JSON: a list of objects with the columns of `load_rules` as keys.

    Examples
    --------
    >>> len(json.loads(rules_json()))
    22
    """
    return json.dumps(load_rules(data_dir).reset_index().to_dict("records"), ensure_ascii=False, indent=1)


def rules_markdown(data_dir: DataDir = None) -> str:
    """Return the rules as a page of documentation, in both languages.

    Examples
    --------
    >>> rules_markdown().startswith("# ")
    True
    """
    page = [
        "# 核查规则 · Rules of the audit",
        "",
        "本页由 `lawgov rules --markdown` 从 `data/rules/audit/rules.csv` 写出。 *Made from it; a test says so.*",
        "",
        "错误 error：无论本意如何都不可能对；警告 warning：多半有误，或不合规定；提示 note：读者应当知道。",
        "",
        "An *error* cannot be right, whatever was meant; a *warning* is likely wrong, or against the provisions;",
        "a *note* is for a reader to know.",
        "",
        "| rule | severity | what it finds |",
        "|---|---|---|",
    ]
    rules = load_rules(data_dir)
    page += [
        f"| [{row.Index}](#{row.Index}) | {row.severity} | {row.title_zh} · {row.title_en} |"
        for row in rules.itertuples()
    ]
    for row in rules.itertuples():
        page += ["", f"## {row.Index}", "", f"**{row.title_zh} · {row.title_en}** ({row.severity})", ""]
        page += [f"{row.meaning_zh}例：{row.example_zh}", "", f"{row.meaning_en} Example: {row.example_en}"]
    return "\n".join(page) + "\n"


def has_unexplained_error(findings: pd.DataFrame) -> bool:
    """Return whether an error is among the findings that no correction explains.

    Examples
    --------
    >>> from lawgov_analysis.auditing import audit_report
    >>> has_unexplained_error(audit_report("横沥镇", 2020).findings)
    False
    """
    return count_open(findings)["error"] > 0
