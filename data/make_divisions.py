"""Make divisions.csv of the published divisions: adds the pinyin of their names, by which sites and slugs are told.

``python data/make_divisions.py FILE``, of a csv with the columns code, name, level, parent. It needs pypinyin
(``pip install "lawgov_analysis[gazetteer]"``); what it reads wrongly of place names stands in READINGS.
"""

import csv
import re
import sys
from pathlib import Path

from pypinyin import lazy_pinyin, load_phrases_dict

# Names that are read otherwise than their characters mostly are, by what a place's own site calls it.
READINGS = {
    "重庆": "chong qing", "厦门": "xia men", "六安": "lu an", "六合": "lu he", "东阿": "dong e", "乐清": "yue qing",
    "乐亭": "lao ting", "台州": "tai zhou", "丽水": "li shui", "蚌埠": "beng bu", "亳州": "bo zhou", "铅山": "yan shan",
    "浚县": "xun xian", "长子县": "zhang zi xian", "洪洞": "hong tong", "番禺": "pan yu", "大埔": "da bu",
    "歙县": "she xian", "黟县": "yi xian", "莘县": "shen xian", "单县": "shan xian", "盱眙": "xu yi",
    "涡阳": "guo yang", "尉犁": "yu li", "燕山": "yan shan", "解州": "hai zhou", "荥阳": "xing yang",
    "荥经": "ying jing", "邛崃": "qiong lai", "犍为": "qian wei", "珙县": "gong xian", "筠连": "jun lian",
    "会稽": "kuai ji", "嵊泗": "sheng si", "嵊州": "sheng zhou", "柏乡": "bai xiang", "蔚县": "yu xian",
    "隰县": "xi xian", "繁峙": "fan shi", "吴堡": "wu bu", "监利": "jian li", "枞阳": "zong yang",
    "麻涌": "ma chong", "道滘": "dao jiao", "高埗": "gao bu", "寮步": "liao bu", "长安": "chang an",
    "巴音郭楞": "ba yin guo leng", "西藏": "xi zang", "内蒙古": "nei meng gu", "百色": "bai se", "儋州": "dan zhou",
    "牟平": "mu ping", "中牟": "zhong mu", "曾都": "zeng du", "增城": "zeng cheng", "都匀": "du yun",
    "长治": "chang zhi", "长垣": "chang yuan", "长兴": "chang xing", "长宁": "chang ning", "长春": "chang chun",
    "长沙": "chang sha",
    "乐山": "le shan", "乐东": "le dong", "乐昌": "le chang", "大理": "da li", "大足": "da zu", "大城": "dai cheng",
    "石柱": "shi zhu", "朝阳": "chao yang", "朝天": "chao tian", "洋县": "yang xian", "句容": "ju rong",
    "东莞": "dong guan", "宿州": "su zhou", "宿迁": "su qian", "宿松": "su song", "泌阳": "bi yang", "沁阳": "qin yang",
}  # fmt: skip


def main(source: Path) -> None:
    """Write divisions.csv beside this script."""
    load_phrases_dict({name: [[each] for each in said.split()] for name, said in READINGS.items()})
    with source.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with (Path(__file__).parent / "divisions.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", "name", "level", "parent", "pinyin"])
        for row in rows:
            said = " ".join(lazy_pinyin(row["name"], errors="ignore", v_to_u=False)).replace("ü", "v")
            writer.writerow([row["code"], row["name"], row["level"], row["parent"], re.sub("[^a-z ]", "", said)])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
