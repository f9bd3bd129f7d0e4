"""Furniture: what a page puts around a report, such as 浏览次数, 上一篇, 相关新闻, 打印 and 版权所有."""

import re

from ..text.characters import HAN
from ..text.lines import Span
from ..text.marks import mark_of
from ..text.offsets import Offset

# What ends a label: its colon, the next cell of a table, the end of the line.
LABEL = r"\s?(?:[:：\]】\t]|$)"
# A number alone: 阅读 2048 is of the page, 阅读量38万次,点赞2万次 is what an account of the town had.
COUNTER = r"[:：\[(（第]?\s*\d[\d,]*\s*[次人]?\s*[\])）]?\s*[次人]?(?:\s|$)"
# Words that a line of furniture begins with.
HEADS = rf"""
      [上下]一[篇条则页](?=[:：\s|]|$)
    | 相关(?:新闻|文章|阅读|链接|信息|文档|附件|推荐|内容|稿件|报道|解读|政策)(?=[:：\s>》】]|$)
    | (?:推荐|延伸)阅读 | 往期(?:推荐|回顾|精彩|精选|文章)
    | 点击(?:上方|下方|标题下方?|下面)?“?(?:蓝字|蓝色|关注|名片|阅读原文) | 长按(?:识别|扫码|上方|下方|图片|二维码)
    | 点(?:个|一?下|亮)[“"]?(?:在看|赞|分享) | (?:轻触)?阅读原文 | (?:继续|向[上下])滑动看下一个 | 喜欢作者 | \d+人喜欢
    | 收录于(?:话题|合集) | 微信号\s?[:：] | (?:END|完)\s*[\-—–•·*]*\s*$
    | (?:全文|本文)(?:共|约)?\s?\d+\s?字 | (?:预计)?阅读(?:约需|需要?|时[间长])\s?[约:：]?\s?\d+\s?分
    | [^\n]{{1,100}}\.(?:docx?|xlsx?|pptx?|pdf|wps|et|ofd|zip|rar|jpe?g|png|mp4)\s*(?:[(（][^()（）]{{0,20}}[)）])?\s*$
    | 您对(?:该|此|本).{{0,12}}满意 | (?:赞|在看|收藏)\s\d+\s*$
    | (?:热点|热门|最新|精彩)(?:推荐|新闻|文章|资讯|信息)(?=[:：\s>》】]|$)
    | 扫一扫 | 扫[码描](?:二维码|关注|查看|在?手机) | 用?微信扫
    | 字\s?[体号](?:大小)?\s?[:：\[【大] | 文字大小 | 大\s中\s小 | 背景色\s?[:：]
    | (?:本文|本页)?(?:浏览|点击|阅读|访问)(?:次数|人?数|量)?\s*[:：]
    | (?:本文|本页)?(?:浏览|点击|阅读|访问)(?:次数|人?数|量)\s*$
    | (?:浏览|点击|阅读|访问|点赞|收藏|分享|评论|转发)(?:次数|人?数|量)?\s*{COUNTER} | 您是第
    | 责任?编辑(?=[:：\s]|$) | 责编\s?[:：]
    | (?:编辑|审核|校对|作者|撰稿|供稿|录入|签发|初审|复审|终审)\s?[:：]
    | (?:信息|文章|稿件|新闻|内容)?来\s?源\s?[:：]
    | (?:发布|发表|更新|公开|成文|发文|生成|录入|上传)(?:时间|日期|机构|单位){LABEL}
    | (?:时间|日期)\s?[:：]
    | (?:索\s?引\s?号|发文字号|主\s?题\s?(?:词|分类)|信息分类|有\s?效\s?性|(?:发\s?布|发\s?文)\s?机\s?构){LABEL}
    | (?:文\s{{0,4}}号|名\s{{0,4}}称)\s?[:：\]】\t] | 所属(?:栏目|分类)
    | (?:您|你)?(?:当前|所在|现在)?的?(?:所在)?的?位置\s?[:：] | (?:网站)?首页(?=[\s>|:：]|$)
    | 今天是 | 无障碍 | 手机版 | 版权所有 | Copyright
    | (?:主办|承办|协办|维护|开发)(?:单位)?\s?[:：]
    | (?:联系)?地\s?址\s?[:：] | 邮\s?编\s?[:：] | 传\s?真\s?[:：]
    | (?:值班|联系|咨询|办公|举报|监督|服务)?电\s?话\s?[:：]
    | 联系(?:人\s?[:：]|我们|方式\s?[:：])
    | 网站(?:标识码|地图|声明|导航|支持) | 关于我们 | 技术支持 | 友情链接 | 建议使用
    | \d{{1,4}}/\d{{1,2}}/\d{{1,4}}[,，]?\s*(?:[上下]午)?\d{{1,2}}:\d{{2}}(?:\s?[AP]M)?(?=\s|$) | (?:https?|file)://\S+\s+\d{{1,3}}/\d{{1,3}}\s*$
    | \S{{0,3}}ICP备 | \S{{0,3}}公网安备 | 抄送\s?[:：]
"""
# Buttons, which stand alone or apart.
BUTTONS = r"""(?:
      打\s?印(?:本[页文]|此[页文]|页面|文章|正文)?
    | 关\s?闭(?:窗口|本页|页面|此页)?
    | 返回(?:首页|顶部|列表|上一?[页级])?
    | 分享(?:到|至|给|本[页文])?.{0,8}
    | 收\s?藏(?:本[页文]|此页)? | (?:我要)?纠错 | 繁[體体] | 简体 | 下载(?:附件|全文|本文)? | 附件下载 | 二维码
    | 大 | 中 | 小 | 举报 | 朗读 | 语音播报
    )(?=[\s\]】)）|｜:：,，、+]|$)
"""
FURNITURE = re.compile(rf"[\s\-—–•·*>|【\[(（「]*(?:{HEADS} | {BUTTONS})", re.VERBOSE | re.IGNORECASE)
CONTENTS_TITLE = re.compile(r"[\s#*【\[「]*(?:目\s*[录錄次]|CONTENTS)[\s*】\]」:：]*", re.IGNORECASE)
# Its dots, or a gap, and the number of a page: 一、成效……1. Possessive, so that a line of dots is read but once.
ENTRY = re.compile(
    r"\s*(?P<title>[^\s。].{0,80}?)"
    r"(?:[ \t]*+(?P<dots>[.．·•…⋯・_—-]{3,}+|…++)[ \t.．·•…⋯・_—-]*+|(?P<gap>\t++[ ]*+|[ \u3000]{2,}+)|[ \u3000])"
    r"[-—(（第]?\s?(?P<page>\d{1,3})\s?页?[-—)）]?\s*$"
)
ENDS_IN_PAGE = re.compile(r"\d\s?页?[-—)）]?\s*$")
CLOSE_ENTRY = re.compile(r"\s*(?P<title>[^\s。].{1,80}?[^\d\s])(?P<page>\d{1,3})\s*(?P<dots>$)")
MARKED = re.compile(rf"\s*{mark_of('part', 'chapter', 'node', 'han', 'han_bracket', 'latin', 'latin_bracket')}")
LONGEST_ENTRY = 80
FEWEST_DOTTED = 2
# A table of contents stands at the beginning.
MOST_LINES_AHEAD = 200
# A paragraph may begin with any of these words; a line of furniture is no sentence.
SENTENCE = re.compile(rf"[。；;]\s*$|。.*{HAN}{{6}}")


def is_furniture(line: str) -> bool:
    """Return whether a line is of the page and not of the report.

    Parameters
    ----------
    line : str
        A line without its line end.

    Examples
    --------
    >>> [is_furniture(line) for line in ("浏览次数：1234", "【打印】 【关闭】", "关闭违规企业12家。")]
    [True, True, False]
    """
    return bool(FURNITURE.match(line)) and not SENTENCE.search(line)


def find_contents(text: str) -> Span | None:
    r"""Return where a table of contents begins and ends, None where there is none: its numbers are of pages.

    Under a heading 目录 a line of it ends with the number of a page, however that is set apart. Without one it is told
    by its dots, or by headings with tabs or spaces behind them that come again further on.

    Parameters
    ----------
    text : str
        Of the report, line by line.

    Examples
    --------
    >>> text = "报告\n目 录\n一、成效\t1\n二、不足……3\n一、成效\n办案98宗。"
    >>> text[slice(*find_contents(text))]
    '目 录\n一、成效\t1\n二、不足……3'
    >>> find_contents("项目\t数量\n行政处罚\t31\n行政许可\t98\n行政检查\t120")
    """
    starts, at, lines = [], 0, text.split("\n")
    for line in lines:
        starts.append(at)
        at += len(line) + 1
    for n, line in enumerate(lines[:MOST_LINES_AHEAD]):
        titled = bool(CONTENTS_TITLE.fullmatch(line))
        # Few lines end with a number, which is soon seen.
        if not titled and not (ENDS_IN_PAGE.search(line) and ENTRY.match(line)):
            continue
        last = _last_entry(text, lines, starts, n + titled, titled)
        if last is not None:
            return Offset(starts[n]), Offset(starts[last] + len(lines[last]))
    return None


def _last_entry(text: str, lines: list[str], starts: list[int], first: int, titled: bool) -> int | None:
    """Return the number of the last line of a table of contents that may begin at a line."""
    last, page, dotted, titles = None, 0, 0, []
    for n in range(first, len(lines)):
        entry = ENTRY.match(lines[n])
        if entry is None and titled and MARKED.match(lines[n]):
            # 一、成效3, whose tab was lost on the way, if 一、成效 comes again.
            close = CLOSE_ENTRY.fullmatch(lines[n])
            entry = close if close and text.find("\n" + close["title"], starts[n]) >= 0 else None
        is_entry = entry is not None and (entry["dots"] or MARKED.match(lines[n]) or (titled and entry["gap"]))
        if entry is not None and is_entry and int(entry["page"]) >= page:
            last, page = n, int(entry["page"])
            dotted += bool(entry["dots"])
            titles.append(entry["title"].strip())
        # A blank line, or the first half of a heading that is broken over two.
        elif len(lines[n]) > LONGEST_ENTRY or "。" in lines[n] or n > first + 1 + (0 if last is None else last - first):
            break
    if last is None or titled or dotted >= FEWEST_DOTTED:
        return last
    further = {line.strip() for line in lines[last + 1 :] if len(line) <= LONGEST_ENTRY}
    again = sum(title in further for title in titles)
    return last if len(titles) > FEWEST_DOTTED and 2 * again >= len(titles) else None
