"""Write the pages of docs/reference/ from what they describe: docstrings, the commands, the data package, the rules.

usage: python3 run.py python docs/make_reference.py

A test fails when a page is not as it would be written now, or when something has no words of its own here: what
datapackage.json says in English is said in Chinese in docs/reference/meanings.csv, and so are the values of a column.
"""

import csv
import inspect
import json
import os
from pathlib import Path

import click
from numpydoc.docscrape import ClassDoc, FunctionDoc

import lawgov_analysis as lawgov
from lawgov_analysis import errors
from lawgov_analysis.auditing import rules_markdown
from lawgov_analysis.cli import main as lawgov_command
from lawgov_analysis.codebook.reliability import read_codes, reliability_text
from lawgov_analysis.extraction.relation.find import REPORT_FINDERS, SENTENCE_FINDERS, STATED_FINDERS
from lawgov_analysis.messages import CHOSEN_BY, in_chinese
from lawgov_analysis.paths import default_data_dir
from lawgov_analysis.tables import load_fields, read_table

FOLDER = Path(__file__).parent / "reference"
MADE = "本页由 `python3 run.py python docs/make_reference.py` 从{}生成。 *Made from {}; a test keeps it in step.*"
# Of a line of code on a page.
WIDTH = 88
NAMES = {
    "LawgovError": "用户可能造成的一切错误的基类",
    "Report": "读入的一份报告：文本、提纲、地区、年度",
    "add": "把公布的报告收进各张表",
    "audit_figures": "核对一张数据表",
    "audit_file": "核对一个文件：报告或数据表",
    "audit_report": "核对已收录的一份报告",
    "check_codebook": "用例句试指标库的每条规则",
    "check_identities": "逐一复算报告里的关系：分项、其中、比率、增幅",
    "check_reports": "不开内核，拿已生成的报告与数据逐项比对",
    "compare_years": "历年同一指标的数，能不能比、变了多少",
    "coverage": "各领域公开了多少指标",
    "decide": "记下人对一个数的决定，数据表马上改好",
    "derive_rates": "由件数推出比率，与印出的并排",
    "described_figures": "数据连同说明它的：地区和指标的名称、核查发现、核对状态",
    "diff": "两个数据文件夹、两批报告或两份报告：哪里不同，为什么",
    "explore": "在 notebook 里浏览数据：筛选、排序、画图、点开原句",
    "extract_figures": "从报告读出数据表草稿",
    "extract_items": "从报告读出有无项草稿：有、没有、没有说",
    "extract_statements": "从报告读出陈述草稿：履职、不足与原因、安排",
    "find_place": "按代码、短名或名称找地区",
    "follow_up": "上年的安排，今年的报告怎样说",
    "headed": "把任何一张表的列名和代码换成人读的词",
    "headline": "每个指标的主要数",
    "load_corrections": "已知并说明了的原文差错",
    "load_decisions": "读人的决定",
    "load_figures": "读数据",
    "load_followups": "读人对计划落实情况的决定",
    "load_identities": "读恒等式：官方报表里相等的各项",
    "load_indicators": "读指标",
    "load_items": "读有无项的答案",
    "load_places": "读地区",
    "load_renamed": "读更名的指标",
    "load_reports": "读报告目录",
    "load_rules": "读核查规则",
    "load_statements": "读报告自述的履职、不足与安排",
    "panel": "全部数据，不装进内存就能问",
    "parse_report": "把文本解析为报告",
    "parts": "一个合计由什么组成",
    "peers": "别处同一指标的数",
    "queue": "所有报告里等人处理的，最要紧的在前",
    "read_report": "读一个报告文件",
    "render_notebook": "运行一种分析，写出它的报告",
    "render_report": "写出一个地方一年的分析报告",
    "review_status": "一份报告核对到哪一步：未核对、核对中、已核对、已复核",
    "show_indicator": "一个指标的定义卡：数什么、不数什么、由哪些规则编码",
    "review": "在 notebook 里用键盘逐项核对，每按一键就是一条决定",
    "review_page": "核对页：在全文中标出每个数据",
    "save_figures": "写数据表",
    "standing": "在可比各地中的位置",
    "trace": "逐个说明一句话里的数每一步读成了什么、依据哪条规则",
    "wide": "行是报告、列是指标的宽表",
}
RELIABILITY = """# 编码的把握有多可靠 · How far to trust a code

{made}

读到一个数据，程序给出指标，也给出把握（`confidence`，0 到 1）。
下表用规则没有见过、由人先标注的已公布报告来量：各档把握里错了多少。把握低于 0.7 的，核对时先看。
标注的文字归原发布机关，不在项目里；`codes.csv` 只有每个数据应是、实为哪个指标。

*Measured on passages of published reports that people marked before the program read them and that no rule was
made from: how many codes are wrong, by confidence. Codes below 0.7 are those to look at first. The texts stay with
their owners: codes.csv has of each figure only which indicator it is and which was said.*

合计的文字有各种来源：新闻、通报、工作总结、法院和部门的数据，以及年度报告；每段在据它改规则之前量，那时的规则各不相同。

*All of them are of many kinds: news, notices, summaries of work, data of courts and departments, and yearly reports.
Each was measured before a rule was made from it, by the rules of its day.*

{table}

其中法治政府建设年度报告（`year_` 开头）*Of these the yearly reports on law-based government*：

{years}

还没有据以改过规则的文字，用现在的程序再读一遍（`held.csv`）。
没有疑点的编码，依据满九个字的把握才是 1，其余 0.95；上面各表的 1 量在这样分以前。
*Texts from which no rule was made to this day, read again by the program as it is (`held.csv`). A code without a
doubt is said with 1 only where it rests on nine characters, with 0.95 otherwise; what the tables above have at 1 was
measured before.*

{held}

自己的标注也可以这样量 *The same of texts of your own*：

```text
lawgov codebook reliability 标注过的文件夹 -o codes.csv
```

一处标注写作 `{{12件|reconsideration_accepted}}`；
指标库没有的写 `{{12件|}}`，两可的写 `a/b`，可编可不编的写 `?a`。
*A mark is written so; empty where the codebook has none, `a/b` where either is right, `?a` where it may be left
out.*

疑点和它们各保留几成把握，见 `data/rules/indicator/doubts.csv`。
*What speaks against a code, and what it keeps of the confidence, stands there.*
"""
# What the tables of the data say of their own values.
WHERE = {"required_where": "时必填 required then", "empty_where": "时须空 empty then"}
LABELLED = {("places", "level"): "level", ("indicators", "domain"): "domain"}


def pages():
    """Return the text of each page by its name."""
    return {
        "api.md": api_page(),
        "cli.md": cli_page(),
        "tables.md": tables_page(),
        "audit-rules.md": rules_markdown(),
        "relations.md": relations_page(),
        "reliability.md": reliability_page(),
    }


def reliability_page():
    """Return the page on how often a code is wrong that was said with so much confidence."""
    made = MADE.format("`codes.csv`、`held.csv`", "codes.csv and held.csv")
    codes = read_codes([FOLDER / "codes.csv"])
    table, years = map(reliability_text, (codes, codes[codes["text"].str.startswith("year_")]))
    held = reliability_text(read_codes([FOLDER / "held.csv"]))
    return _text(RELIABILITY.format(made=made, table=table, years=years, held=held).splitlines())


def api_page():
    """Return the page on the functions of `lawgov_analysis.__all__`, by the folders they are from."""
    page = ["# 程序接口 · API", "", MADE.format("函数的说明文字", "the docstrings"), ""]
    page += ["```python", "import lawgov_analysis as lawgov", "```", ""]
    page += ["| 名称 | 做什么 | what it does |", "|---|---|---|"]
    page += [f"| [{name}](#{name.lower()}) | {NAMES[name]} | {_doc(name)['Summary'][0]} |" for name in lawgov.__all__]
    for name in lawgov.__all__:
        page += ["", f"## {name}", "", *_described(getattr(lawgov, name), _doc(name), name)]
        for method in _methods(getattr(lawgov, name)):
            page += ["", f"### {name}.{method.__name__}", "", *_described(method, FunctionDoc(method), method.__name__)]
    return _text(page)


def _doc(name):
    thing = getattr(lawgov, name)
    if not inspect.isclass(thing):
        return FunctionDoc(thing)
    return ClassDoc(thing, config={"show_inherited_class_members": False})


def _methods(thing):
    own = vars(thing).items() if inspect.isclass(thing) else ()
    return [method for name, method in own if inspect.isfunction(method) and not name.startswith("_")]


def _described(thing, doc, name):
    lines = ["```python", _signature(thing, name), "```", "", *_prose(doc["Summary"]), ""]
    lines += [*_prose(doc["Extended Summary"]), ""]
    for part in ("Parameters", "Returns", "Yields", "Raises", "Attributes"):
        if doc[part]:
            lines += [f"**{part}**", "", *(_item(*item) for item in doc[part]), ""]
    lines += [*_prose(doc["Notes"]), ""]
    if doc["Examples"]:
        lines += ["```pycon", *doc["Examples"], "```"]
    return lines


def _signature(thing, name):
    if inspect.isclass(thing) and issubclass(thing, Exception):
        return f"class {name}(Exception)"
    signature = inspect.signature(thing)
    plain = [parameter.replace(annotation=inspect.Parameter.empty) for parameter in signature.parameters.values()]
    head = f"class {name}" if inspect.isclass(thing) else name
    said = f"{head}{signature.replace(parameters=plain, return_annotation=inspect.Signature.empty)}"
    return said if len(said) <= WIDTH else "\n".join([f"{head}(", *(f"    {parameter}," for parameter in plain), ")"])


def _item(name, type_, lines):
    said = " ".join(_prose(lines))
    head = " : ".join(f"`{part}`" for part in (name, type_) if part)
    return f"- {head}" + (f": {said}" if said else "")


def _prose(lines):
    return [line.strip().replace("``", "`") for line in lines]


def cli_page():
    """Return the page on the commands of lawgov, and on what their exit codes mean."""
    commands = dict(_commands(lawgov_command, ()))
    page = ["# 命令 · Commands", "", MADE.format("各命令的帮助", "the help of the commands"), ""]
    page += ["从源码目录运行时写 `python3 run.py`，装好以后写 `lawgov`，其后相同。", ""]
    page += ["In a checkout a command begins with `python3 run.py`, where it is installed with `lawgov`.", ""]
    page += ["| 命令 | 做什么 | what it does |", "|---|---|---|"]
    page += [
        f"| [{name}](#lawgov-{name.replace(' ', '-')}) | {in_chinese(_paragraphs(command)[0])}"
        f" | {command.get_short_help_str(200)} |"
        for name, command in commands.items()
    ]
    for name, command in commands.items():
        page += ["", f"## lawgov {name}", "", *_command(name, command)]
    page += ["", "## 退出码 · Exit codes", "", "| code | error | 何时 | when |", "|---|---|---|---|"]
    page += ["| 0 | | 一切正常 | all went well |", "| 2 | | 命令写得不对 | the words of the command are wrong |"]
    kinds = sorted([errors.LawgovError, *errors.LawgovError.__subclasses__()], key=lambda kind: kind.exit_code)
    page += [f"| {kind.exit_code} | {kind.__name__} | {in_chinese(_first(kind))} | {_first(kind)} |" for kind in kinds]
    return _text(page)


def _commands(group, words):
    for name, command in sorted(group.commands.items()):
        yield " ".join([*words, name]), command
        if isinstance(command, click.Group):
            yield from _commands(command, (*words, name))


def _command(name, command):
    context = click.Context(command, info_name=f"lawgov {name}", **lawgov_command.context_settings)
    help_ = inspect.cleandoc(command.help).splitlines()
    chinese = [line for paragraph in _paragraphs(command) for line in (in_chinese(paragraph), "")]
    records = [option.get_help_record(context) for option in command.get_params(context)]
    options = [record for record in records if record and record[1]]
    lines = ["```sh", " ".join(command.get_usage(context).removeprefix("Usage: ").split()), "```", ""]
    lines += [*chinese, *help_, "", "| 选项 · option | 做什么 | what it does |", "|---|---|---|"]
    return lines + [f"| `{_cell(option)}` | {_cell(in_chinese(said))} | {_cell(said)} |" for option, said in options]


def _paragraphs(command):
    """Return the paragraphs of the help of a command, each as one line."""
    return [" ".join(paragraph.split()) for paragraph in inspect.cleandoc(command.help).split("\n\n")]


def _first(thing):
    return inspect.getdoc(thing).splitlines()[0]


def tables_page():
    """Return the data dictionary: each table, its columns, and the values of those that have a list of them."""
    package = json.loads((default_data_dir() / "datapackage.json").read_text(encoding="utf-8"))
    page = ["# 数据字典 · Data dictionary", ""]
    page += [MADE.format(" `data/datapackage.json` 和 `docs/reference/meanings.csv` ", "both"), ""]
    page += ["每张表都是 UTF-8 编码的 CSV。“必填”的格子不能空；草稿里注明“草稿可空”的可以空。", ""]
    page += ["Every table is CSV in UTF-8; a cell that is *required* is never empty.", ""]
    page += ["| 表 | 文件 | 内容 |", "|---|---|---|"]
    resources = package["resources"]
    page += [f"| [{r['name']}](#{r['name']}) | `data/{_path(r)}` | {r['title']} |" for r in resources]
    for resource in resources:
        name, schema = resource["name"], resource["schema"]
        page += ["", f"## {name}", "", f"**{resource['title']}**：`data/{_path(resource)}`", ""]
        keys = ", ".join(f"`{column}`" for column in schema.get("primaryKey", []))
        page += [f"主键 · key: {keys}"] if keys else []
        page += [_foreign(key) for key in schema.get("foreignKeys", [])]
        page += [_refers(field) for field in schema["fields"] if "references" in field]
        page += ["", "| 列 | 表头 | 类型 | 含义 | meaning |", "|---|---|---|---|---|"]
        fields = load_fields(name)
        for field in fields:
            said = f"{_cell(meaning(name, field['name'])['zh'])} | {_cell(field['description'])}"
            page += [f"| `{field['name']}` | {field['title']} | {_type(field)} | {said} |"]
        for field in fields:
            values = field.get("constraints", {}).get("enum") or field.get("each", {}).get("enum")
            if values:
                page += ["", f"### {name}.{field['name']}", "", "| 值 | 含义 | meaning |", "|---|---|---|"]
                page += [_value(name, field["name"], value) for value in values]
    return _text(page)


def relations_page():
    """Return the page on what finds the relations between figures: each with a sentence, and one that it spares."""
    page = ["# 关系由什么认出 · Finders of relations", ""]
    page += [MADE.format(" `lawgov_analysis/extraction/relation/find.py` ", "it"), ""]
    page += ["依次试各条；关系的规则名以“名称”开头。前两组写进数据表，第三组只供核查：话里说了、数却对不上的。", ""]
    page += [
        "They are tried in this order; the rule of a relation begins with its finder's name. A table keeps what the"
    ]
    page += ["first two find; what the third finds, which is said and does not add up, is for the audit alone.", ""]
    groups = {"句内 · in a sentence": SENTENCE_FINDERS, "全文 · in the whole text": REPORT_FINDERS}
    for title, finders in {**groups, "供核查 · for the audit": STATED_FINDERS}.items():
        page += [f"## {title}", "", "| 名称 | 例句 | 反例 | what it finds |", "|---|---|---|---|"]
        for each in finders:
            does = inspect.getdoc(each.find).partition("\n")[0]
            example, unlike = (said.replace("\t", " ¦ ").replace("\n", " / ") for said in (each.example, each.unlike))
            page += [f"| `{each.name}` | {example} | {unlike} | {_cell(does)} |"]
        page += [""]
    return _text(page)


def _path(resource):
    return resource.get("files", resource["path"])


def _foreign(key):
    given, known = key["fields"], key["reference"]
    return f"· {', '.join(f'`{column}`' for column in given)} → [{known['resource']}](#{known['resource']})"


def _refers(field):
    to = dict.fromkeys(reference["resource"] for reference in field["references"])
    return f"· `{field['name']}` → {', '.join(f'[{table}](#{table})' for table in to)}"


def _where(conditions):
    """Say of what other columns a cell depends on: `kind` 为 rate."""
    said = {"any": "有值", "none": "为空"}
    return "，".join(
        f"`{column}` {said.get(str(wanted)) or '为 ' + '/'.join(wanted)}" for column, wanted in conditions.items()
    )


def _type(field):
    constraints = field.get("constraints", {})
    said = [field["type"]]
    said += ["必填 required"] if constraints.get("required") else []
    said += ["草稿可空 open in a draft"] if field.get("open_in_draft") else []
    said += ["草稿才有 in drafts only"] if field.get("optional") else []
    said += ["可以没有这一列 may be missing"] if field.get("may_lack") else []
    said += [f"用 {_cell(field['list'])} 分隔 separated"] if "list" in field else []
    said += [f"{_where(field[key])}{say}" for key, say in WHERE.items() if key in field]
    said += [f"`{_cell(constraints['pattern'])}`"] if "pattern" in constraints else []
    said += [f"≥ {constraints['minimum']}"] if "minimum" in constraints else []
    said += [f"≤ {constraints['maximum']}"] if "maximum" in constraints else []
    return ", ".join(said)


def meaning(table, column, value=""):
    """Return what meanings.csv says of a column, or of one of its values; of a column in every table as ``*``."""
    rows = _meanings()
    for key in (table, column, value), ("*", column, value):
        if key in rows:
            return rows[key]
    named = ".".join(filter(None, (table, column, value)))
    raise KeyError(f"docs/reference/meanings.csv has no row for {named}: say in it what that means")


def _meanings():
    with (FOLDER / "meanings.csv").open(encoding="utf-8", newline="") as lines:
        return {(row["table"], row["column"], row["value"]): row for row in csv.DictReader(lines, strict=True)}


def _value(table, column, value):
    if (table, column) in LABELLED:
        labels = read_table("labels").query("kind == @kind", local_dict={"kind": LABELLED[table, column]})
        return f"| `{value}` | | {labels.set_index('zh').at[value, 'en']} |"
    if column == "role" and table in ("quantity_words", "statement_words"):
        row = read_table(table).set_index("role").loc[value]
        return f"| `{value}` | {_cell(row['note'])} | {_cell(row['example'])} |"
    said = meaning(table, column, value)
    return f"| `{value}` | {_cell(said['zh'])} | {_cell(said['en'])} |"


def _cell(text):
    return text.replace("|", "\\|")


def _text(lines):
    """Join lines, never two empty ones."""
    kept = [line for line, before in zip(lines, ["", *lines], strict=False) if line or before]
    return "\n".join(kept).rstrip() + "\n"


def main():
    """Write the pages."""
    os.environ[CHOSEN_BY] = "en"
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
