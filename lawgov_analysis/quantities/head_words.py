"""What the heads and the caption of a table say: what is counted, for whom it is, and what sums up.

行政复议案件审结情况(单位:件) counts 行政复议案件审结; 甲区 and 公安局 are names to which a row is limited; 合计 and
全县 are rows of totals, 小计 is one of subtotals; 件数 says no more than that it counts.

The words are data, ``rules/heads/words.csv``; how they stand together in a head or a caption is said here.
"""

import re
from types import SimpleNamespace

from ..tables import Data
from ..tables.folder import made_of
from ..tables.word_lists import word_lists

LONGEST_NAME = 20
LONGEST_TABLE = 24
# What stands behind a caption, or within it, and is none of it: (单位:件).
BRACKETS = re.compile(r"[(【\[][^()\[\]【】]{0,30}[)】\]]|(?<=..)[ ]*(?:计量)?单位[:为].*$")
SENTENCE_END = re.compile(r"[。;!?]$")
#: How the words of each role stand; each is an attribute of `HeadWords`.
FORMS = {
    "numbered": "^(?:{numbered})+",
    "no_caption": "^(?:{no_caption})(?:[:0-9]|$)",
    "refers": ",?(?:{refers})[:。]?$",
    "time": "{time}",
    "whose": "{whose}",
    "any_table": "(?:(?:(?<=.)的)?(?:{qualified})?(?:{any_table}|:|(?<=..)(?:{dealt_with})))+$",
    "only_counts": "(?<=..)(?:{counts}|{counts_persons})$",
    "counts": "(?:{counts})$",
    "says_nothing": "(?:{says_nothing})*",
    "all": "(?:(?:{ours})[(]?(?:{sum})?[)]?|(?:{sum})[数量]?[(]?(?:{ours})?[)]?|{all_year})[:]?",
    "some": "[(]?(?:{subtotal})[)]?[:]?$",
    "ends_in_sum": "(?<=.)(?:{sum})[数量]?$",
    # 受理量, 办结总量, 行政检查次数: as many as were, in a unit.
    "done_in_all": "(?P<done>{done})(?:件|总)?[量数]$|(?<=..)(?:{unit_numbers})$",
    "how_many": "{how_many}",
    "number_of": "{number_of}",
    "cases": "{cases}",
    "several": "(?<=..)(?:{several})(?=..)",
    "outcomes": "(?:{outcomes})$",
    "kinds": "(?:{kinds})$",
    "names": "(?:{names})(?:[(][^()]{{1,6}}[)])?(?:名称|别)?$",
    "named": "[^,、;:()]{{1,14}}(?:{named})(?:[(][^()]{{1,8}}[)])?",
    "no_name": "{no_name}",
    "serials": "{serials}",
    "ranks": "(?:{ranks})$",
    "identifiers": "(?:{identifiers})$",
    "times": "(?:{times})$",
    "units": "{units}",
    "remarks": "{remarks}",
    "opens_head": "{opens_head}",
    "share": "(?:{share}|[%‰])$",
    "money": "{money}",
    "counted_in": "(?P<unit>{counted_in})数$|(?P<times>{counted_times})$",
    "sums_table": "{sums_table}",
    "named_table": r"(?:.*年度?)?(?P<named>[^,，。;；()\d]{{2,20}}?)(?:实施)?(?:{named_table})(?:[(][^()]{{1,12}}[)])?",
    "no_part": "(?:{no_part})[:]?$",
}


class HeadWords(SimpleNamespace):
    """The words of heads and captions, compiled as `FORMS` has them."""

    all: re.Pattern[str]
    any_table: re.Pattern[str]
    cases: re.Pattern[str]
    counted_in: re.Pattern[str]
    counts: re.Pattern[str]
    done_in_all: re.Pattern[str]
    ends_in_sum: re.Pattern[str]
    how_many: re.Pattern[str]
    identifiers: re.Pattern[str]
    kinds: re.Pattern[str]
    money: re.Pattern[str]
    named: re.Pattern[str]
    named_table: re.Pattern[str]
    names: re.Pattern[str]
    no_caption: re.Pattern[str]
    no_name: re.Pattern[str]
    no_part: re.Pattern[str]
    number_of: re.Pattern[str]
    numbered: re.Pattern[str]
    only_counts: re.Pattern[str]
    opens_head: re.Pattern[str]
    outcomes: re.Pattern[str]
    ranks: re.Pattern[str]
    refers: re.Pattern[str]
    remarks: re.Pattern[str]
    says_nothing: re.Pattern[str]
    serials: re.Pattern[str]
    several: re.Pattern[str]
    share: re.Pattern[str]
    some: re.Pattern[str]
    sums_table: re.Pattern[str]
    time: re.Pattern[str]
    times: re.Pattern[str]
    units: re.Pattern[str]
    whose: re.Pattern[str]

    def table_of(self, caption: str) -> str:
        """Return what a table counts, as its caption says; nothing where that is no name of a table.

        Examples
        --------
        >>> from lawgov_analysis.tables import open_data
        >>> words = open_data().made(compile_heads)
        >>> words.table_of("表2 2023年全市行政复议案件审结情况(单位:件)"), words.table_of("各镇人民调解工作情况")
        ('行政复议案件审结', '人民调解')
        >>> words.table_of("2023年,全市劳动人事争议仲裁情况如下:"), words.table_of("一、工作情况")
        ('劳动人事争议仲裁', '')
        """
        said = self.numbered.sub("", caption.strip(" "))
        if not said or self.no_caption.match(said):
            return ""
        refers = self.refers.search(said)
        said = self.refers.sub("", said)
        if SENTENCE_END.search(said) or (SENTENCE_END.search(caption.strip(" ")) and not refers):
            return ""
        said = BRACKETS.sub("", said)
        clauses = [clause for clause in re.split("[,;:。]", said) if clause]
        said = clauses[-1] if clauses else ""
        said = self.whose.sub("", self.time.sub("", said)).strip(" 的")
        # 行政处罚数量, 行政检查次数
        named = self.only_counts.sub("", self.any_table.sub("", said))
        if len(clauses) > 1 and named == said and not refers:
            # The last clause of a sentence is no name.
            return ""
        is_name = 1 < len(named) <= LONGEST_TABLE and not re.search(r"[0-9](?![0-9]*热线|[0-9]{2,4})|[。!?]", named)
        return named if is_name and not self.says_nothing.fullmatch(named) else ""

    def sums_up(self, label: str) -> tuple[str, str]:
        """Return a head without a word of total, and what it sums up: ``all``, ``some`` or nothing.

        Examples
        --------
        >>> from lawgov_analysis.tables import open_data
        >>> words = open_data().made(compile_heads)
        >>> [words.sums_up(label) for label in ("合 计", "全县", "东片小计", "行政处罚合计", "受理总量")]
        [('', 'all'), ('', 'all'), ('东片', 'some'), ('行政处罚', ''), ('受理', '')]
        """
        label = self.done_in_all.sub(r"\g<done>", label)
        if self.all.fullmatch(label):
            return "", "all"
        if self.some.search(label):
            return self.some.sub("", label), "some"
        return self.ends_in_sum.sub("", label), ""

    def sorts_by(self, head: str) -> str:
        """Return by what a column of kinds tells the rows of a table apart, as a sentence says it.

        Examples
        --------
        >>> from lawgov_analysis.tables import open_data
        >>> words = open_data().made(compile_heads)
        >>> [words.sorts_by(head) for head in ("案件类型", "被申请人", "项目", "县区")]
        ['按案件类型分', '按被申请人分', '', '']
        """
        return f"按{head}分" if self.kinds.search(head) and not self.heads_names(head) else ""

    def heads_names(self, head: str) -> bool:
        """Return whether a column is one of names of places or bodies: 部门, 镇(街道), 执法主体."""
        return len(head) <= LONGEST_NAME and bool(self.names.search(head))

    def is_name(self, label: str) -> bool:
        """Return whether a head is the name of a place or a body: 清河区, 公安局.

        Examples
        --------
        >>> from lawgov_analysis.tables import open_data
        >>> words = open_data().made(compile_heads)
        >>> [words.is_name(label) for label in ("清河区", "公安局", "柳河镇", "行政处罚", "法治示范村")]
        [True, True, True, False, False]
        """
        return len(label) <= LONGEST_NAME and bool(self.named.fullmatch(label)) and not self.no_name.search(label)


@made_of("head_words")
def compile_heads(data: Data) -> HeadWords:
    """Compile the words of heads and captions of a data folder.

    Parameters
    ----------
    data : Data
        Whose table ``head_words`` is taken.

    Returns
    -------
    HeadWords

    Raises
    ------
    BadTable
        When the table breaks its schema, or a role has no row.

    Examples
    --------
    >>> from lawgov_analysis.tables import open_data
    >>> bool(open_data().made(compile_heads).cases.fullmatch("案件数"))
    True
    """
    lists = word_lists(data, "head_words")
    return HeadWords(**{name: re.compile(form.format_map(lists)) for name, form in FORMS.items()})
