"""Titles, signatures and texts of reports of random divisions of the country, as places print them."""

import csv
import random
from dataclasses import dataclass

from lawgov_analysis.paths import default_data_dir

# What each kind of town calls its government and its Party committee.
BODIES = {
    "镇": ("镇", "人民政府", "委员会"),
    "乡": ("乡", "人民政府", "委员会"),
    "街道": ("街道", "办事处", "工作委员会"),
    "县": ("县", "人民政府", "委员会"),
    "区": ("区", "人民政府", "委员会"),
    "市": ("市", "人民政府", "委员会"),
    "旗": ("旗", "人民政府", "委员会"),
    "苏木": ("苏木", "人民政府", "委员会"),
}
GROUPS = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
BUREAUS = ("司法局", "财政局", "市场监督管理局", "住房和城乡建设局", "教育局", "卫生健康局", "城市管理局", "水利局")
TOPICS = (
    "{n}年法治政府建设年度报告",
    "{n}年度法治政府建设情况报告",
    "关于{n}年法治政府建设工作情况的报告",
    "关于{n}年度法治政府建设情况的报告",
    "{n}年法治政府建设工作总结",
    "{n}年度推进法治政府建设工作总结暨{m}年工作计划",
)
SENTENCES = (
    "坚持以习近平新时代中国特色社会主义思想为指导，深入学习贯彻习近平法治思想。",
    "全年召开专题会议6次，研究解决重大问题12个。",
    "组织领导干部学法24次，受理行政复议案件3件，调解矛盾纠纷156件。",
    "公共法律服务中心接待来访群众320人次，发放宣传资料5000余份。",
    "在新城区、老城区和各乡镇开展普法宣传，推动新型城镇化建设，建成县级示范点2个。",
    "法治建设工作还存在不足：一是执法力量薄弱，二是普法形式单一。",
    "下一步，将继续加强干部队伍建设，提升依法行政水平，促进社会长治久安。",
)


@dataclass(frozen=True)
class Said:
    """A report of a place: what `identify` is given, and whose it is."""

    code: str
    title: str
    issuer: str
    text: str
    url: str
    folder: str
    signs: str


def load():
    """Return the rows of divisions.csv by their codes."""
    with (default_data_dir() / "divisions.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}


def above(rows, code):
    """Return the names above a division, the nearest first, and their pinyin."""
    parent, names = rows[code]["parent"], []
    while parent:
        if rows[parent]["name"] not in GROUPS:
            names.append((rows[parent]["name"], rows[parent]["pinyin"].split()))
        parent = rows[parent]["parent"]
    return names


def unit_of(name):
    """Return what a name ends in, None for zones, farms and other areas."""
    if name.endswith(("开发区", "管理区", "新区", "示范区", "园区", "地区")):
        return None
    return next((unit for unit in sorted(BODIES, key=len, reverse=True) if name.endswith(unit)), None)


def invent(rows, n, seed):
    """Invent `n` reports of random divisions."""
    at_random = random.Random(seed)
    towns = [code for code, row in rows.items() if len(code) == 9]
    counties = [code for code, row in rows.items() if row["level"] == "县级"]
    cities = [code for code, row in rows.items() if row["level"] == "地级"]
    made = []
    while len(made) < n:
        code = at_random.choice(at_random.choices((towns, counties, cities), (8, 3, 1))[0])
        # 嘉峪关市 is a city, and what the statistics count as its only county.
        twice = code[:6] == "620201"
        if rows[code]["name"] not in GROUPS and unit_of(rows[code]["name"]) and not twice:
            made.append(one(rows, code, at_random))
    return made


def one(rows, code, at_random):
    """Invent a report of a division: how it names itself, and which other signs there are."""
    name, upper = rows[code]["name"], above(rows, code)
    unit, government, party = BODIES[unit_of(name)]
    year = at_random.randrange(2019, 2026)
    topic = at_random.choice(TOPICS).format(n=year, m=year + 1)
    prefix = "".join(each for each, _ in reversed(upper[: at_random.choice((0, 0, 0, 1, 1, 2))]))
    bureau = len(code) == 6 and at_random.random() < 0.25
    of = at_random.choice(BUREAUS) if bureau else ""
    bodies = ["", "", government]
    if unit != "街道" and not bureau:
        bodies.append(f"委员会 {name}{government}" if at_random.random() < 0.3 else "人民政府")
    body = of or at_random.choice(bodies)
    said = f"{prefix}{name}{body}"
    if body.startswith("委员会"):
        said = f"中共{said}"
    first = topic[:5] if topic[5] == "法" and not body and at_random.random() < 0.2 else ""
    title = f"{first}{said}{topic[len(first) :]}"
    if at_random.random() < 0.1 and not bureau:
        title = f"{topic.removeprefix('关于')}"
        issuer = f"{prefix}{name}{government}"
    elif bureau:
        issuer = at_random.choice(("", f"{prefix}{name}{of}"))
    else:
        issuer = at_random.choice(
            ("", f"{name}{government}", f"{prefix}{name}{government}", f"中共{name}{party} {name}{government}")
        )
    signs, own = [], "局" if bureau else unit
    sentences = at_random.sample(SENTENCES, 5)
    if upper and at_random.random() < 0.5:
        signs.append("text")
        near = upper[0][0]
        lines = [f"在{near}委、{near}政府的坚强领导下，我{own}扎实推进各项工作。"]
        if len(upper) > 1 and at_random.random() < 0.5:
            lines.append(f"按照《{upper[1][0]}法治政府建设实施方案》要求，落实各项任务。")
        if at_random.random() < 0.3:
            lines.append(f"{near}司法局到我{own}督导{near}{name}普法工作。")
        sentences[1:1] = lines
    else:
        sentences[1:1] = [f"我{own}扎实推进各项工作，{name}的面貌有了变化。"]
    url = folder = ""
    site = (name, rows[code]["pinyin"].split()) if len(code) == 6 else upper[0]
    if at_random.random() < 0.4:
        short = site[1][: -len(unit_of(site[0]) or "")] if unit_of(site[0]) else site[1]
        label = at_random.choice(("".join(short), "".join(each[0] for each in short)))
        if len(label) > 1:
            url = f"http://www.{label}.gov.cn/zwgk/content/post_{at_random.randrange(10**6)}.html"
            signs.append("url")
    if upper and at_random.random() < 0.3:
        depth = at_random.randrange(1, len(upper) + 1)
        folder = "/".join(["reports", *(each for each, _ in reversed(upper[:depth])), str(year)])
        signs.append("folder")
    number = {"司法局": "902", "财政局": "904", "市场监督管理局": "901", "住房和城乡建设局": "913", "教育局": "905"}
    number |= {"卫生健康局": "919", "城市管理局": "927", "水利局": "915"}
    text = "\n".join((title, "".join(sentences), issuer.replace(" ", "\n"), f"{year + 1}年1月18日"))
    return Said(code + number.get(of, ""), title, issuer, text, url, folder, "+".join(signs))
