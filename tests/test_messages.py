"""What a person is told is told in their language: each message of the code, of click and of the help has its row."""

import ctypes
import errno
import inspect
import io
import os
import re
import sys
from itertools import count
from types import SimpleNamespace

import click
import pytest

from lawgov_analysis import errors, messages
from lawgov_analysis.cli import main
from lawgov_analysis.errors import BadTable, LawgovError, UnknownPlace
from lawgov_analysis.files.streams import tell
from lawgov_analysis.messages import in_chinese, language, wordings
from lawgov_analysis.tables import load_fields
from lawgov_analysis.tables.returned import in_chinese_too

from helpers.said_in_code import HOLE, said_in_code

# What is typed stays as it is.
TYPED = re.compile(r"lawgov [a-z]+|pip install [^；]*|apt install [a-z0-9-]+|--[a-z]+ (?:--)?[a-z.]+")
ENGLISH = re.compile(r"[a-z]{2,} [a-z]{2,}")
NUMBER = re.compile(r"7\d{4}")
SYSTEM = [os.strerror(number) for number in errno.errorcode]


def filled(template):
    """A template with a number in each hole."""
    numbers = count(70001)
    return re.sub(HOLE, lambda _: str(next(numbers)), template)


def rows_of(text):
    """The rows that a message is told by, with the holes of each; those of messages within it too."""
    for row in wordings():
        holes = row.holes(text, messages.DEEPEST)
        if holes is None:
            continue
        within = {name: of for name, of in holes.items() if name.isupper()}
        told = {name: re.sub(", | or ", "、", of) if name in messages.LISTS else of for name, of in holes.items()}
        told |= {name: in_chinese(of) for name, of in within.items()}
        if "".join(told[piece] if at % 2 else piece for at, piece in enumerate(row.zh)) == in_chinese(text):
            return [(row, holes), *(each for of in within.values() for each in rows_of(of))]
    return []


def faults(text):
    """What of a message stays English, or is lost on the way."""
    chinese = in_chinese(text)
    lost = [number for number in NUMBER.findall(text) if number not in chinese]
    if lost:
        left_out = "".join(of for _, holes in rows_of(text) for name, of in holes.items() if name.startswith("_"))
        lost = [number for number in lost if number not in left_out]
    return [*ENGLISH.findall(TYPED.sub("", chinese)), *lost, *([text] if chinese == text else [])]


def helped():
    """Each paragraph of the help of the commands, what is said of each option, and of each exit code."""
    commands = [main]
    for command in commands:
        commands += getattr(command, "commands", {}).values()
        yield from (" ".join(each.split()) for each in inspect.cleandoc(command.help).split("\n\n"))
        context = click.Context(command, help_option_names=["-h", "--help"])
        yield from filter(
            None, (record[1] for each in command.get_params(context) if (record := each.get_help_record(context)))
        )
    kinds = [kind for kind in vars(errors).values() if inspect.isclass(kind) and issubclass(kind, LawgovError)]
    yield from (inspect.getdoc(kind).splitlines()[0] for kind in kinds)


@pytest.fixture(scope="module")
def code():
    return said_in_code()


@pytest.fixture(scope="module")
def said(code):
    patterns = {field["constraints"].get("pattern", "") for field in load_fields("figures") if "constraints" in field}
    return {text: where for text, where in code.said.items() if ENGLISH.search(text)} | {
        f"must match {pattern}": "data/datapackage.json" for pattern in patterns
    }


def test_every_message_of_the_code_is_told_in_chinese(said):
    lacking = {
        f"{where}: {text.replace(HOLE, '…')}": wrong for text, where in said.items() if (wrong := faults(filled(text)))
    }
    assert lacking == {}, f"data/{messages.TABLE} needs a row for each of these, with the same holes"


def test_every_line_of_the_help_is_told_in_chinese():
    assert {text: wrong for text in helped() if (wrong := faults(text))} == {}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems say other things of their own")
def test_no_row_is_of_a_message_that_is_gone(code, said):
    used = {row for text in (*map(filled, {**code.said, **said}), *helped(), *SYSTEM) for row, _ in rows_of(text)}
    of_click = map(inspect.getsource, (click.core, click.exceptions, click.types, click.parser, click.decorators))
    anywhere = "\n".join([*code.texts, *of_click])
    gone = [
        row.said
        for row in wordings()
        if row not in used and not all(part.strip() in anywhere for part in row.said[::2])
    ]
    assert gone == []


def test_both_wordings_of_a_row_have_the_same_holes():
    for row in wordings():
        holes = row.said[1::2]
        assert len(set(holes)) == len(holes), row
        assert {name for name in holes if name[0] != "_"} == set(row.zh[1::2]), row
        # What has no words of its own would take any text for a message.
        assert any(literal.strip() for literal in row.said[::2]), row


@pytest.mark.parametrize(
    ("text", "chinese"),
    [
        ("nofile.txt: no such file", "nofile.txt：没有这个文件"),
        (r"C:\a\b.csv:3:value: must be a number, got “三十”", r"C:\a\b.csv 第3行“value”：应为数字，现为“三十”"),
        # The row with most of the text to the letter is meant.
        ("a.csv: cannot be read: Permission denied", "a.csv：不能读取：没有权限"),
        # What a hole holds is kept to the letter, whatever it looks like.
        ("none: no such file", "none：没有这个文件"),
        ("a: b.csv: no such file", "a: b.csv：没有这个文件"),
        ("nothing is known of this", "nothing is known of this"),
        ("a.csv: nothing is known of this", "a.csv: nothing is known of this"),
        ("a.csv: the notebook cannot be read: a new reason", "a.csv：笔记本不能读取：a new reason"),
        ("unknown indicator 案件; the nearest are 甲、乙", "没有指标“案件”；相近的有 甲、乙"),
        ("a.doc: a table is written as .csv or .xlsx, and not as .doc", "a.doc：表应写成 .csv、.xlsx，不能是 .doc"),
        ("unknown indicator 甲: 乙; the nearest are 丙", "没有指标“甲: 乙”；相近的有 丙"),
        ("甲: 乙 is no indicator", "没有指标“甲: 乙”"),
        ("a.txt: 不像法治政府建设报告", "a.txt：不像法治政府建设报告"),
        ("", ""),
    ],
)
def test_a_message_is_told_in_chinese(text, chinese):
    assert in_chinese(text) == chinese


def test_lines_are_told_each_by_itself():
    error = BadTable(["a.csv:2:name: must not be empty", "of this nothing is known"] * 30)
    first, second, *_, last = in_chinese(str(error)).split("\n")
    assert (first, second) == ("a.csv 第2行“name”：不能为空", "of this nothing is known")
    assert last == "……另有 10 处问题"


def test_a_fault_that_is_said_in_chinese_too_is_told_once():
    fault = in_chinese_too("a.xlsx:3:value: must be a number, got “三十”", {"value": "数值"})
    assert in_chinese(fault) == "a.xlsx 第3行“数值”（value）：应为数字，现为“三十”"


def test_a_long_text_that_is_no_message_takes_no_time():
    assert in_chinese("a:1:b: c, got “d”: " * 40).count("c") == 40


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN.GBK"}, "zh"),
        ({"LANG": "de_DE.UTF-8", "LAWGOV_LANG": "zh"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LAWGOV_LANG": "en"}, "en"),
    ],
)
def test_messages_are_told_in_the_language_of_the_system_or_the_one_chosen(monkeypatch, environment, lang):
    monkeypatch.setattr(os, "name", "posix")
    monkeypatch.setattr(os, "environ", environment)
    assert language() == lang


@pytest.mark.parametrize(("primary", "lang"), [(0x0804, "zh"), (0x0409, "en")])
def test_windows_tells_its_language_where_no_variable_does(primary, lang):
    with pytest.MonkeyPatch.context() as patch:
        user = SimpleNamespace(GetUserDefaultUILanguage=lambda: primary)
        patch.setattr(ctypes, "windll", SimpleNamespace(kernel32=user), raising=False)
        patch.setattr(os, "environ", {})
        patch.setattr(os, "name", "nt")
        said = language()
    assert said == lang


@pytest.fixture
def lawgov(monkeypatch, capsys):
    """Run a command for a Chinese reader; its exit code, and what it prints on both streams."""
    monkeypatch.setenv("LAWGOV_LANG", "zh")

    def run(*words):
        with pytest.raises(SystemExit) as ended:
            main(words, prog_name="lawgov")
        return ended.value.code, *capsys.readouterr()

    return run


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("repot", "错误：没有命令 'repot'。是不是 'report'？"),
        ("decid", "错误：没有命令 'decid'。是不是 'decide'？"),
        ("report 横沥镇", "错误：缺少 'YEAR'。"),
        ("report 横沥镇 2020 --frmat pdf", "错误：没有选项 '--frmat'。是不是 '--format'？"),
        ("report 横沥镇 2020 pdf", "错误：多了 pdf"),
        ("report 横沥镇 2020 --format", "错误：选项 '--format' 后面要写值。"),
        ("report 横沥镇 2020 --force=1", "错误：选项 '--force' 后面不写值。"),
        ("decide 横沥镇 2020 3 unit=件 --by 甲", "错误：缺少选项 '--reason'。"),
        ("batch --jobs 0", "错误：'--jobs' 的值不对：0 不在范围 x>=1 里。"),
        ("batch --jobs 两", "错误：'--jobs' 的值不对：'两' 不是整数。"),
        ("batch --timeout nan", "错误：'--timeout' 的值不对：“nan”不是秒数。"),
        ("codebook chek", "错误：没有命令 'chek'。是不是 'check'？"),
    ],
)
def test_words_that_click_refuses_are_told_in_chinese(lawgov, words, line):
    code, out, err = lawgov(*words.split())
    assert (code, out) == (2, "")
    *usage, told = err.splitlines()
    assert told == line
    assert not usage or [each[:4] for each in usage] == ["用法：l", "查看帮助", ""]


def test_a_fault_is_told_in_one_chinese_line_with_its_exit_code(lawgov):
    assert lawgov("report", "横沥镇", "20x0") == (4, "", "lawgov：没有“20x0”这个年度：年度是 2020 这样的数\n")


def test_a_language_that_there_is_not_is_one_line(lawgov, monkeypatch):
    monkeypatch.setenv("LAWGOV_LANG", "fr")
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert lawgov("rules") == (6, "", "lawgov：LAWGOV_LANG 只能是 zh 或 en，现为“fr”\n")


def test_help_is_laid_out_in_chinese(lawgov):
    code, out, _ = lawgov("report", "--help")
    assert code == 0
    assert out.startswith("用法：lawgov report [OPTIONS] PLACE YEAR\n\n  写出一个地方一年的分析报告。\n")
    assert "\n  --lang zh|en          输出的语言。（默认 zh）\n" in out
    assert "  decide    记下人对一个数的决定" in lawgov("--help")[1]


@pytest.mark.parametrize(
    ("encoding", "told"), [("gbk", "lawgov：a：没有这个文件"), ("ascii", "lawgov: a: no such file")]
)
def test_a_console_without_chinese_is_told_in_english(monkeypatch, encoding, told):
    monkeypatch.setenv("LAWGOV_LANG", "zh")
    console = io.BytesIO()
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(console, encoding=encoding, errors="backslashreplace"))
    tell("a: no such file")
    sys.stderr.flush()
    assert console.getvalue().decode(encoding).splitlines() == [told]


def test_a_notebook_shows_an_error_in_the_language_of_its_reader(monkeypatch):
    monkeypatch.setenv("LAWGOV_LANG", "zh")
    error = UnknownPlace("unknown place: no code of places.csv begins with 99")
    assert error._render_traceback_() == ["UnknownPlace: 没有这个地区：places.csv 里没有以 99 开头的代码"]
