"""Texts that are all of one thing: none takes longer for its size than a report does."""

from collections.abc import Callable, Iterator

from lawgov_analysis.documents import parse_report
from lawgov_analysis.extraction import add_stated, extract_figures, extract_items, extract_statements

from ..case import Case, Limits, reads

# A report has 10,000 to 30,000 characters.
SIZE = 32_000
QUICK = ("brackets in brackets",)


def repeated(piece: str) -> Callable[[int], str]:
    """Return what makes a text of so many characters of a piece again and again; {i} of it is counted up."""
    if "{i}" not in piece:
        return lambda size: piece * (size // len(piece))
    return lambda size: "".join(piece.format(i=i % 997 + 1) for i in range(size // (len(piece) - 1)))


#: What makes a text of so many characters, by what it is; benchmarks/linear_text.py measures each at three sizes.
TEXTS: dict[str, Callable[[int], str]] = {
    "shares and nothing else": repeated("1%"),
    "counts joined by 和": repeated("受理1件和"),
    "brackets that never close": lambda size: "受理100件" + "(其中9件" * (size // 6),
    "brackets in brackets": lambda size: "受理100件" + "(其中9件" * (size // 7) + ")" * (size // 7),
    "brackets side by side": repeated("调解甲(1件)乙(2件)"),
    "brackets and nothing else": repeated("("),
    "brackets that hold nothing": repeated("()"),
    "a list of one item": repeated("邻里{i}起、"),
    "clauses of a count": repeated("受理投诉{i}件,"),
    "counts without a mark": repeated("受理投诉{i}件调解纠纷3宗"),
    "words without a mark": repeated("法治政府建设工作情况"),
    "numerals and spaces": repeated("12 "),
    "digits": repeated("7"),
    "digits and commas": repeated("1,"),
    "lists of 分别": repeated("投诉、举报、咨询分别为{i}件、2件、3件,"),
    "one list of 分别": lambda size: "投诉、" * (size // 6) + "分别为" + "3件、" * (size // 6),
    "其中 within 其中": repeated("受理{i}件,其中"),
    "其中 again and again": repeated("其中3件,"),
    "headings with a colon": repeated("投诉:{i}件:"),
    "counts and semicolons": repeated("查处案件{i}件;"),
    "years": repeated("2021年"),
    "years and counts": repeated("2021年受理{i}件,"),
    "document numbers": repeated("国发〔2021〕{i}号、"),
    "sums of money": repeated("罚款{i}万元,"),
    "万 and nothing else": repeated("3万"),
    "numerals in Chinese": repeated("一百二十三"),
    "counts in Chinese": repeated("十二件"),
    "fractions": repeated("三分之一,"),
    "dashes": repeated("—"),
    "ranges": repeated("3-5件"),
    "spaces": lambda size: "受理" + " " * size + "3件",
    "characters with spaces": repeated("受 理 3 件 "),
    "wide digits": repeated("受理１２３件，"),
    "clauses said again": repeated("开展普法宣传活动20场次,参与群众3000人次,"),
    "outline marks": repeated("一、总体情况\n(一)工作\n1.受理投诉{i}件\n"),
    "marks of the second level": repeated("(一)"),
    "一是 and 二是": repeated("一是受理{i}件,二是办结2件,"),
    "rows of a table": repeated("投诉举报\t{i}\t2\n"),
    "a table in one line": repeated("投诉举报\t{i}\t"),
    "growths": repeated("受理投诉{i}件,同比增长3%,"),
    "growths of nothing": repeated("同比增长3%,"),
    "rates of two counts": repeated("受理{i}件,办结2件,办结率90%,"),
    "sums of it all": repeated("合计{i}件,"),
    "levels that became": repeated("由{i}件增至5件,"),
    "months": repeated("1-6月受理{i}件,"),
    "what is planned": repeated("下一步,力争办结率达到{i}%。"),
    "what falls short": repeated("存在问题不足,原因是人员不足,下一步将加强培训。"),
    "lines without words": repeated("\n"),
    "short lines": repeated("法治建设\n"),
    "quotation marks": repeated("“"),
    "titles that never close": repeated("《条例"),
    "misprints": repeated("办理1'234件,"),
    "apostrophes and digits": repeated("1'"),
    "groups of two": repeated("1,23,"),
    "groups of three and two": repeated("1,234,56"),
    "points and groups": repeated("1.234.567,"),
    "dots of decimals": repeated("9·7"),
    "points": repeated("1.."),
    "fractions of one sign": repeated("3½"),
    "boxes": repeated("1□"),
    "plus and minus": repeated("5±"),
    "signs": repeated("-5%、"),
    "minus in words": repeated("负{i}%,"),
    "capital numerals": repeated("壹佰贰拾叁"),
    "hundreds in capitals": repeated("佰贰"),
    "per cent in Chinese": repeated("百分之"),
    "shares in Chinese": repeated("百分之九十七点五,"),
    "tenths": repeated("九成"),
    "halves": repeated("一半"),
    "quotation marks that never close": repeated("“受理{i}件"),
    "titles within titles": lambda size: "《" * (size // 2) + "》" * (size // 2),
    "square brackets": repeated("【{i}"),
    "colons": repeated("受理:"),
    "dashes between words": repeated("受理——办结——"),
    "a table of strokes": repeated("|受理|{i}|\n"),
    "heads and no body": repeated("|受理|\n|---|\n"),
    "the year before": repeated("比上年同期的{i}件增长,"),
    "the same period of years": repeated("2021年、2022年分别{i}件,"),
    "total and kinds": repeated("共{i}件,其中甲类1件、乙类2件;"),
    "causes": repeated("主要原因是力量不足导致,"),
    "first of all and second": repeated("首先,其次,再次,"),
    "numbered by circles": repeated("①受理{i}件②"),
    "signatures": repeated("示例镇人民政府\n2024年1月18日\n"),
    "names of laws": repeated("根据《中华人民共和国行政处罚法》第{i}条,"),
    "addresses": repeated("http://example.org/{i}/"),
    "marks of no width": repeated("1\u200b2\u200b"),
    "letters that combine": repeated("e\u0301"),
    "wide spaces between digits": repeated("1\u3000"),
    "letters and digits": repeated("A{i}B"),
    "units alone": repeated("件宗次人"),
    "counting and nothing else": repeated("受理办结查处"),
    "sentences of a report": repeated("2020年,全镇调解纠纷{i}宗,调解成功199宗,成功率达99%。"),
}


def read(text: str) -> None:
    """Read a text as every stage does."""
    report = parse_report(text, place="横沥镇", year=2020)
    add_stated(extract_figures(report), report)
    extract_statements(report)
    extract_items(report)


def cases() -> Iterator[Case]:
    """Give the cases of texts."""
    for name, make in TEXTS.items():
        act = lambda make=make: (read(make(SIZE)), print("read"))  # noqa: E731
        limits = Limits(seconds=30, megabytes=1000)
        yield Case(name, lambda _: None, act, reads("read"), quick=name in QUICK, limits=limits)
