"""How fast quantities are read, and that the cost grows with the length of the text.

usage: python benchmarks/bench_quantities.py

Prints a table of characters a second: `find_quantities` on a report once, four and sixteen times as long, and
jieba.posseg, a general tagger, on the same text in the same run, with how many times as fast `find_quantities` is.
jieba is no dependency of the project: where it cannot be imported, the table says so and has no such row (`PYTHONPATH`
may name a folder with it). Then, for texts of unlikely shapes, the time at three lengths and the exponent of its
growth.
"""

import logging
import math
import re
import time
import warnings

from lawgov_analysis.quantities import find_quantities

# Seconds.
LONG = 2.0
# An invented report, with about as many digit runs and Chinese numerals a character as real ones have.
PARAGRAPH = """一、2023年度主要工作
(一)加强组织领导。示例镇党委把法治建设摆在全局工作的突出位置,与经济社会发展同谋划、同部署、同推进、同考核。镇主要负责人切实履行\
推进法治建设职责,对重要工作亲自部署、重大问题亲自过问、重点环节亲自协调,召开专题会议4次。领导干部带头尊法学法守法用法,把学法\
情况写进述职报告,全年集中学法18次,参加人员560余人次,运用法治思维和法治方式解决问题的能力进一步增强。
(二)规范行政执法。严格落实执法公示、全过程记录和法制审核制度,统一执法文书,细化裁量基准,做到检查有计划、处罚有依据、结果有公示。\
共出动执法人员1,250人次,检查企业836家次,发现隐患342处,整改率98.5%;立案查处46宗,罚没款约35.6万元。对轻微违法行为优先教育提醒,\
让执法既有力度又有温度。聘请两名法律顾问,对合同和规范性文件先审查、后签发,审查合同78份,提出的意见均被采纳。按照《示例镇2023年执法\
计划》抽查案卷,评查二十余卷,结果向社会公开,接受群众监督。
(三)化解矛盾纠纷。坚持和发展新时代枫桥经验,充分发挥人民调解基础作用,健全排查、调处、回访闭环机制,做到矛盾不上交、平安不出村、服务\
不缺位。受理纠纷215宗,调解成功213宗,成功率99%。24小时自助区投入使用,群众办事更加方便快捷,办件量达3.07万件;12345热线转办工单\
1730件,全部按时答复,群众满意度持续提高。举办讲座3至5场,营造了办事依法、遇事找法、解决问题用法、化解矛盾靠法的浓厚氛围。
"""


def texts():
    """Return the report at three lengths: {name: text}."""
    report = PARAGRAPH * 10
    return {f"{times}x": report * times for times in (1, 4, 16)}


def shapes(times):
    """Return texts of unlikely shapes, so many times as long as their shortest: {name: text}."""
    report = PARAGRAPH * 8 * times
    rows = "".join(f"示例单位{row}\t{row}\t{row / 10}\n" for row in range(1, 5000 * times // 4 + 1))
    return {
        "report": report,
        "no punctuation": re.sub(r"[^\w%]", "", report),
        "one giant list": "检查" + "、".join(f"企业{n}家" for n in range(2, 1000 * times)),
        "table rows": f"项目\t数量(件)\t金额(万元)\n{rows}",
        "only numerals": "一二三四五六七八九十百千万亿" * 400 * times,
        "only brackets": "(" * 3000 * times + ")" * 3000 * times,
        "nested brackets": "检查9家(" * 500 * times + ")" * 500 * times,
        "one sentence": "受理1件和" * 500 * times,
        "only rates": "1%" * 500 * times,
        "parts of numbers": "1亿2345万6789元1万1千1百" * 200 * times,
        "ranges": "百分之三十至五十、三至五万元、3-5成" * 200 * times,
        "signs": "同比-12宗↓3件(+5件)" * 200 * times,
    }


def seconds(read, text, rounds=3):
    """Return the time of the fastest of some rounds; what takes long is not read again."""
    best = float("inf")
    for _ in range(rounds):
        began = time.process_time()
        read(text)
        best = min(best, time.process_time() - began)
        if best > LONG:
            break
    return best


def print_growth(read, name):
    """Print how the time grows with texts of unlikely shapes: with the length itself where the exponent is 1."""
    print(f"\n| {name} | 1x | 4x | 16x | exponent |\n|---|---:|---:|---:|---:|")
    lengths = [shapes(times) for times in (1, 4, 16)]
    for shape in lengths[0]:
        spent = [seconds(read, texts_of[shape]) for texts_of in lengths]
        exponent = math.log(spent[2] / spent[0]) / math.log(16)
        print(f"| {shape} | {' | '.join(f'{1000 * each:,.1f} ms' for each in spent)} | {exponent:.2f} |")


def chars_per_second(read, text, rounds=5):
    """Return the characters a second of the fastest of some rounds."""
    return len(text) / seconds(read, text, rounds)


def posseg():
    """Return jieba's tagger, its dictionary loaded, or None where jieba is not installed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import jieba
            import jieba.posseg
    except ImportError:
        return None
    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    return lambda text: list(jieba.posseg.cut(text))


def main():
    find_quantities(PARAGRAPH)
    print("| reader | text | characters | numbers | characters/s |")
    print("|---|---|---:|---:|---:|")
    for name, text in texts().items():
        speed = chars_per_second(find_quantities, text)
        print(f"| find_quantities | {name} | {len(text)} | {len(find_quantities(text))} | {speed:,.0f} |")
    print_posseg(find_quantities, "find_quantities")
    print_growth(find_quantities, "find_quantities")


def print_posseg(read, name):
    """Print the speed of jieba.posseg, and how many times as fast a reader is on the same text, or that none is."""
    tag = posseg()
    if tag is None:
        print("| jieba.posseg | NOT MEASURED: jieba cannot be imported | | | |")
        return
    text = texts()["1x"]
    # In turn, so that what else the machine does slows both.
    pairs = [(chars_per_second(read, text), chars_per_second(tag, text, rounds=1)) for _ in range(5)]
    ours, theirs = (max(speeds) for speeds in zip(*pairs, strict=True))
    print(f"| jieba.posseg | 1x | {len(text)} | | {theirs:,.0f} |")
    print(f"| {name} / jieba.posseg | 1x | {len(text)} | | {ours / theirs:.1f} times |")


if __name__ == "__main__":
    main()
