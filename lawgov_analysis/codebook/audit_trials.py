"""Trials of the audit: which of its rules speak on a text, and what they say."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pandas as pd

from ..auditing import audit_figures
from ..documents import parse_report
from ..extraction import extract_figures
from ..tables.folder import Data
from ..tables.read import records
from .sentences import report_around
from .trial import Fault, Trial, finds, missing


def try_rules(trial: Trial, row: Any) -> Iterator[Fault]:
    """Try a rule of the audit."""
    yield from missing(row, "note", instead="note")
    yield from _audit_texts(trial, row, lambda found: row.rule in set(found["rule"]))


def try_messages(trial: Trial, row: Any) -> Iterator[Fault]:
    """Try what a rule of the audit says."""
    yield from missing(row, "note", instead="note")
    said = re.compile(re.sub(r"\\\{\w+\\\}", ".+?", re.escape(row.zh)) + r".*", re.DOTALL)
    yield from _audit_texts(
        trial, row, lambda found: any(said.fullmatch(text) for text in found.loc[found["rule"] == row.rule, "message"])
    )


def _audit_texts(trial: Trial, row: Any, speaks: Callable[[pd.DataFrame], bool]) -> Iterator[Fault]:
    for column, expected in (("example", True), ("unlike", False)):
        text = getattr(row, column)
        if text and speaks(found := _audited(trial)[text]) is not expected:
            heard = ", ".join(dict.fromkeys(found["rule"])) or "没有"
            yield column, f"规则 {row.rule} {'应这样说' if expected else '不应这样说'}，实际说话的规则：{heard}"


def try_audit_words(trial: Trial, row: Any) -> Iterator[Fault]:
    """Try words that the audit looks for."""
    yield from missing(row, "note")
    for column, expected in (("example", True), ("unlike", False)):
        text = getattr(row, column)
        if text and finds(row.kind, row.words, text) is not expected:
            yield column, f"{'应含有' if expected else '不应含有'}这一行的词"


def try_audit_examples(trial: Trial, row: Any) -> Iterator[Fault]:
    """Try a text of which the audit says something, or nothing."""
    found = _audited(trial)[row.text]
    errors = set(found.loc[found["severity"] == "error", "rule"])
    if row.rule and row.rule not in set(found["rule"]):
        yield "rule", f"规则 {row.rule} 应说话，实际说话的规则：{', '.join(dict.fromkeys(found['rule'])) or '没有'}"
    if errors - {row.rule}:
        yield "text", f"不应有错误，实为 {', '.join(sorted(errors - {row.rule}))}"


def _audited(trial: Trial) -> dict[str, pd.DataFrame]:
    return trial.data.made(_findings)


def _findings(data: Data) -> dict[str, pd.DataFrame]:
    """Return the findings on each text that the audit is tried by, all at once: one by one takes six times as long."""
    texts = data.table("audit_examples")["text"].tolist()
    for name in ("rules", "messages"):
        texts += [text for row in records(data.table(name)) for text in (row.example, row.unlike)]
    texts = list(dict.fromkeys(filter(None, texts)))
    reports = [
        replace(parse_report(report_around(text.replace("/", "\n")), data_dir=data), place_code=f"99{at:07d}")
        for at, text in enumerate(texts)
    ]
    figures = [extract_figures(r, data).assign(place_code=r.place_code) for r in reports]
    findings = audit_figures(pd.concat(figures, ignore_index=True), reports, data_dir=data)
    by_place = dict(iter(findings.groupby("place_code")))
    return {text: by_place.get(r.place_code, findings[:0]) for text, r in zip(texts, reports, strict=True)}
