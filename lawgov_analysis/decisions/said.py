"""What is said of decisions: why one waits, and what became of those just made."""

from collections.abc import Iterable, Mapping
from typing import Any

from ..paths import command, shown_path
from ..presentation import check_language
from ..tables import DataDir, find_place, open_data
from .deciding import Decided
from .laying import ACCEPTED, APPROVED, AT_REST, FIELDS, IS_FIGURE, NO, READ, REVIEW, WITHDRAWN, YES, cell_said
from .status import REVIEWED, UNREAD

#: Why a decision waits, in English and Chinese.
WAITS = {
    "gone": ("its words are not in the text any more", "文本里找不到这处文字了"),
    "alike": ("it fits two places alike", "有两处文字同样相符"),
    "number": ("another number stands there now", "那里现在是另一个数"),
    "unread": ("no figure is read there any more", "那里现在没有读出数"),
    "split": ("several figures are read there now", "那里现在读成了几个数"),
    "differ": ("two persons differ", "两人决定不同"),
    "related": ("a figure that it names is not found", "所关联的数找不到了"),
    "schema": ("the codebook does not have this value any more", "指标库里已没有这个值"),
}
# What is said otherwise than by a column and its value.
WHOLLY = {
    (IS_FIGURE, NO): ("struck out: it is no figure", "删去，不是数据"),
    (IS_FIGURE, YES): ("is a figure", "是数据"),
    (REVIEW, ACCEPTED): ("read rightly", "读得对"),
    (REVIEW, READ): ("the whole report was read", "整份读过"),
    (REVIEW, APPROVED): ("approved by a second person", "复核"),
    (REVIEW, WITHDRAWN): ("what was decided last is taken back", "收回上一条决定"),
}
HOW_FAR = {
    UNREAD: ("unread", "未核对"),
    READ: ("being read", "核对中"),
    REVIEWED: ("reviewed", "已核对"),
    APPROVED: ("approved", "已复核"),
}
NOTHING = {"indicator": ("(uncoded)", "（不编）")}
EMPTY = ("(empty)", "（空）")


def said_of(decided: Decided, lang: str = "zh", data_dir: DataDir = None) -> str:
    """Return what decisions changed: a line for each change, one for the table, and one for what waits.

    Parameters
    ----------
    decided : Decided
    lang : {"zh", "en"}
    data_dir : path-like or Data, optional

    Returns
    -------
    str
    """
    return _Said(decided, check_language(lang), data_dir).text()


def changes_said(decided: Decided, lang: str = "zh", data_dir: DataDir = None) -> list[str]:
    """Return what decisions changed, a line for each change and nothing of files.

    Parameters
    ----------
    decided, lang, data_dir
        As of `said_of`.

    Returns
    -------
    list of str
    """
    return _Said(decided, check_language(lang), data_dir).changes()


class _Said:
    def __init__(self, decided: Decided, lang: str, data_dir: DataDir) -> None:
        self.data = open_data(data_dir)
        self.decided, self.at = decided, int(lang == "zh")
        indicators = self.data.table("indicators")
        names = zip(indicators["id"], indicators["name_zh" if self.at else "name_en"], strict=True)
        self.names = {key: f"{name} {key}" for key, name in names}
        self.counted = dict(zip(indicators["id"], indicators["units"].str.split("|"), strict=True))
        units = self.data.table("units")
        self.alike = {row.unit: {row.unit, *filter(None, row.group.split("|"))} for row in units.itertuples()}
        # In English a value is as the table has it; in Chinese as it is chosen where one decides.
        chosen = self.data.table("desk_sentences")
        self.values = dict(zip(chosen["key"], chosen["zh"], strict=True)) if self.at else {}
        self.titles = {field["name"]: field["title"] for field in self.data.fields("figures")}

    def text(self) -> str:
        """Return all of it."""
        done, rows = self.decided, self.decided.rows
        if rows.empty:
            return f"{shown_path(done.decisions_file)}: {self._of('it was decided so already', '早已这样决定')}"
        first = rows.iloc[0]
        report = f"{find_place(first['place_code'], self.data)['name']} {first['year']}"
        lines = [f"{report} {line}" for line in self.changes()]
        if done.figures.equals(done.before):
            file = shown_path(done.decisions_file)
            lines.append(self._of(f"written down: {file}; the table stays as it is", f"已记下：{file}；数据表不变"))
        else:
            file = shown_path(done.figures_file)
            lines.append(self._of(f"the table follows: {file}", f"数据表已改：{file}"))
        if done.settled:
            n = done.settled
            lines.append(self._of(f"settled by it: {n} that waited", f"先前等人的决定，了结{n}条"))
        said = self._of(*HOW_FAR[done.status])
        if done.waiting:
            see = f"{command()} queue --place {first['place_code']}"
            said += self._of(f"; {done.waiting} waiting: {see}", f"；还有{done.waiting}条决定等人：{see}")
        return "\n".join([*lines, self._of(f"review: {said}", f"核对：{said}")])

    def _of(self, english: str, chinese: str) -> str:
        return (english, chinese)[self.at]

    def changes(self) -> list[str]:
        """Return what was decided, once for all figures of which the same was."""
        before, now = (
            {int(row["figure"]): row for row in table.to_dict("records")}
            for table in (self.decided.before, self.decided.figures)
        )
        numbers: dict[str, list[int]] = {}
        for row in self.decided.rows.to_dict("records"):
            number = int(row["figure"])
            said = self._change(row, before.get(number), now.get(number))
            numbers.setdefault(said, []).append(number)
        printed = {number: row["surface"] for number, row in {**before, **now}.items()}
        return [f"{self._numbered(of, printed)}{said}" for said, of in numbers.items()]

    def _change(self, row: dict[str, Any], before: dict[str, Any] | None, now: dict[str, Any] | None) -> str:
        name, value = row["field"], row["value"]
        if name not in FIELDS:
            said = self._of(*WHOLLY[name, value])
        else:
            title = self._of(name, self.titles[name])
            was = None if before is None else cell_said(before[name])
            is_laid = now is not None and not row["waits"]
            value = cell_said(now[name]) if now is not None and is_laid else value
            same = self._of(" (as it was)", "（未变）")
            said = self._shown(name, value)
            if was is not None:
                said = f"{said}{same}" if was == value else f"{self._shown(name, was)} → {said}"
            said = f"{title}{self._of(': ', '：')}{said}"
            if name == "indicator" and value and is_laid and now["relation"] != "growth":
                said += self._in_other_unit(value, cell_said(now["unit"]))
        if row["waits"] not in AT_REST:
            why = self._of(*WAITS[row["waits"]])
            said += self._of(f" — waits: {why}", f" —— 待定：{why}")
        return said

    def _in_other_unit(self, indicator: str, unit: str) -> str:
        """Return what is to be said where an indicator counts another kind of thing than the unit that is printed."""
        due = list(filter(None, self.counted.get(indicator, [])))
        wanted = set().union(*(self.alike.get(each, {each}) for each in due))
        if not due or wanted & self.alike.get(unit, {unit}):
            return ""
        here = unit or self._of("no unit", "没有单位")
        return self._of(
            f" — look again: it is in {'、'.join(due)}, here it is {here}",
            f" —— 请再看：这个指标以{'、'.join(due)}计，这里是{here}",
        )

    def _shown(self, name: str, value: str) -> str:
        if not value:
            return self._of(*NOTHING.get(name, EMPTY))
        if name == "indicator":
            return self.names.get(value, value)
        return self.values.get(f"choice_{name}_{value}", value)

    def _numbered(self, numbers: Iterable[int], printed: Mapping[int, str]) -> str:
        """Return figures by their numbers, those in a row as a span, and one alone as it is printed.

        Nothing for the whole report.
        """
        figures = sorted(set(numbers) - {0})
        if not figures:
            return ""
        spans: list[list[int]] = []
        for number in figures:
            if spans and number == spans[-1][1] + 1:
                spans[-1][1] = number
            else:
                spans.append([number, number])
        said = self._of(",", "、").join(str(a) if a == b else f"{a}-{b}" for a, b in spans)
        alone = f"{printed[figures[0]]} " if len(figures) == 1 and figures[0] in printed else ""
        return self._of(f"figure {said} {alone}", f"第{said}项 {alone}")
