"""Changes of a data folder at random, each put back when its block ends."""

from contextlib import contextmanager
from hashlib import sha256

from .touched import Table


@contextmanager
def change(kind, data_dir, chance):
    """Change something of a kind of `KINDS`, and put it back; gives what was changed, in words."""
    tables = []

    def table(name):
        tables.append(Table(data_dir / name))
        return tables[-1]

    try:
        said = KINDS[kind](data_dir, chance, table)
        for each in tables:
            each.write()
        yield said
    finally:
        for each in tables:
            each.put_back()


def _figures(data_dir, chance, table, which="*"):
    return table(chance.choice(sorted((data_dir / "figures").glob(f"{which}.csv"))).relative_to(data_dir))


def _cell(name, column, values=None, wanted=lambda row: True):
    """A change of one cell of a table, to one of some values or to what it was with a mark."""

    def make(data_dir, chance, table):
        found = table(name) if name != "figures" else _figures(data_dir, chance, table)
        row = chance.choice([row for row in found.rows if wanted(row)] or found.rows)
        was = row[column]
        row[column] = chance.choice([each for each in values if each != was]) if values else f"{was}改"
        return f"{found.file.name} {column} {was[:20]} → {row[column][:20]}"

    return make


def _value(data_dir, chance, table):
    found = _figures(data_dir, chance, table)
    row = chance.choice([row for row in found.rows if row["indicator"]])
    was, row["value"] = row["value"], f"{float(row['value']) * chance.choice([1.1, 2, 20]):.15g}"
    return f"{found.file.stem} {row['figure']} {row['indicator']} {was} → {row['value']}"


def _small_value(data_dir, chance, table):
    found = _figures(data_dir, chance, table)
    row = chance.choice([row for row in found.rows if row["indicator"] and row["unit"] != "%"])
    was, row["value"] = row["value"], f"{float(row['value']) + 1:.15g}"
    return f"{found.file.stem} {row['figure']} {row['indicator']} {was} → {row['value']}"


def _uncoded(data_dir, chance, table):
    found = _figures(data_dir, chance, table)
    row = chance.choice([row for row in found.rows if row["indicator"]])
    was, row["indicator"] = row["indicator"], ""
    return f"{found.file.stem} {row['figure']} {was} without an indicator"


def _turned_rows(data_dir, chance, table):
    found = _figures(data_dir, chance, table)
    at = chance.randrange(len(found.rows) - 1)
    found.rows[at], found.rows[at + 1] = found.rows[at + 1], found.rows[at]
    return f"{found.file.stem} rows {at} and {at + 1}"


def _row_gone(name):
    def make(data_dir, chance, table):
        found = table(name)
        gone = found.rows.pop(chance.randrange(len(found.rows)))
        return f"{name} without {' '.join(list(gone.values())[:3])[:40]}"

    return make


def _row_again(name, **other):
    """A new row, like one that is there but for some cells."""

    def make(data_dir, chance, table):
        found = table(name)
        row = {**chance.choice(found.rows), **other}
        found.rows.insert(chance.randrange(len(found.rows) + 1), row)
        return f"{name} with a row more"

    return make


def _text(data_dir, chance, table):
    file = chance.choice(sorted((data_dir / "texts").glob("*.txt")))
    text = table(file.relative_to(data_dir))
    other = chance.choice(sorted((data_dir / "texts").glob(f"*-{file.stem[-4:]}.txt"))).read_bytes()
    new = text.before.rstrip() + other[len(other) // 2 :].decode("utf-8", "ignore").encode()
    text.write = lambda: text.file.write_bytes(new)
    reports = table("reports.csv")
    for row in reports.rows:
        if f"{row['place_code']}-{row['year']}" == file.stem:
            row["sha256"] = sha256(new).hexdigest()
    return f"{file.name} with half of another's"


def _new_indicator(data_dir, chance, table):
    found = table("indicators.csv")
    row = {**chance.choice([row for row in found.rows if row["kind"] == "count"])}
    row |= {"id": "new_indicator", "name_zh": "新指标次数", "name_en": "new things", "core": "", "aliases": ""}
    row |= {"confusable": "", "official_form": "", "seen_in": "0", "comparable_by": row["comparable_by"]}
    found.rows.insert(chance.randrange(len(found.rows)), row)
    return "a new indicator that nobody states"


KINDS = {
    "value": _value,
    "value by one": _small_value,
    "indicator taken away": _uncoded,
    "unit": _cell("figures", "unit", ["件", "人", "次", "人次"], lambda row: row["indicator"]),
    "bound": _cell("figures", "bound", ["exact", "at_least", "about"], lambda row: row["indicator"]),
    "scope": _cell("figures", "scope", ["", "专题"], lambda row: row["indicator"]),
    "surface": _cell("figures", "surface"),
    "rows turned": _turned_rows,
    "coverage": _cell("reports.csv", "coverage", ["full", "excerpt"]),
    "official": _cell("reports.csv", "official", ["yes", "no"]),
    "document type": _cell("reports.csv", "document_type", ["年度报告", "部门报告", "总结", "工作动态"]),
    "title": _cell("reports.csv", "title"),
    "review": _cell("reports.csv", "review", ["unread", "reviewed"]),
    "report gone": _row_gone("reports.csv"),
    "population": _cell("places.csv", "population", ["30000", "90000", "150000"]),
    "name of a place": _cell("places.csv", "name"),
    "statement": _cell("statements.csv", "text_zh"),
    "statement gone": _row_gone("statements.csv"),
    "item": _cell("items.csv", "answer", ["yes", "no", "not_said"]),
    "text": _text,
    "name of an indicator": _cell("indicators.csv", "name_zh"),
    "core": _cell("indicators.csv", "core", ["", "镇街", "镇街|县区|市"]),
    "comparable by": _cell("indicators.csv", "comparable_by", ["", "常住人口"], lambda row: row["core"]),
    "new indicator": _new_indicator,
    "severity of a rule": _cell("rules/audit/rules.csv", "severity", ["error", "warning", "note"]),
    "title of a rule": _cell("rules/audit/rules.csv", "title_zh"),
    "rule gone": _row_gone("rules/audit/rules.csv"),
    "message": _cell("rules/audit/messages.csv", "zh"),
    "identity gone": _row_gone("identities.csv"),
    "pattern gone": _row_gone("rules/indicator/patterns.csv"),
    "exclusion gone": _row_gone("rules/indicator/exclusions.csv"),
    "topic": _row_gone("rules/statements/topics.csv"),
    "unit of a class": _cell("units.csv", "class", ["count", "person", "event", "times"]),
    "peer reason": _cell("rules/peers/reasons.csv", "zh"),
    "denominator gone": _row_gone("rules/peers/denominators.csv"),
    "rubric": _cell("rules/scorecard/rubric.csv", "zh"),
    "near kin": _row_gone("rules/coverage/kin.csv"),
    "definitions of years": _row_gone("rules/years/definitions.csv"),
    "sentence": _cell("presentation/sentences.csv", "zh"),
    "label": _cell("presentation/labels.csv", "en"),
}
