"""Pages of government sites, as their many systems make them, around one invented report."""

from html import escape
from itertools import cycle, islice

TITLE = "青石镇2023年法治政府建设年度报告"
OPENING = "2023年,青石镇认真落实县委县政府部署,扎实推进法治政府建设。现将有关情况报告如下:"
BODY = [
    OPENING,
    "一、主要工作和成效",
    "(一)依法履职。全年受理群众申请1935件,办结1,930件,办结率99.7%。",
    "调解纠纷86宗。",
    "罚没款86.4万元;持证人员46名。",
    "(二)普法宣传。开展宣传活动52场次,发放资料3万余份,受众两万余人次,其中:学校12场、企业8场、村(社区)32场。",
    "二、存在的不足",
    "执法力量不够,46名执法人员承担1100余项职权。",
    "三、2024年工作安排",
    "继续努力,全年培训不少于6期。",
]
SIGNATURE = ["青石镇人民政府", "2024年1月18日"]
RELATED = [
    ("青石镇新增公办学位1500个", "2024-01-20"),
    ("青石镇2022年法治政府建设年度报告", "2023-01-19"),
    ("全县召开第23次安全生产会议,排查隐患307处", "2024-01-15"),
    ("青石镇投入2600万元改造农房430户", "2024-01-11"),
]
LINES = BODY + SIGNATURE


def links(items=RELATED, date="<span>{}</span>"):
    return "".join(f'<li><a href="/a{n}.html">{title}</a>{date.format(day)}</li>' for n, (title, day) in enumerate(items))


def paragraphs(lines=LINES, line="<p>&emsp;&emsp;{}</p>"):
    return "\n".join(line.format(escape(text)) for text in lines)


def page(body, head="", title=f"{TITLE}_青石镇人民政府网"):
    return f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>\n{body}\n</body></html>'


NAVIGATION = """<div class="header"><div class="logo">青石镇人民政府</div><span id="date">今天是2024年3月5日 星期二 12℃~18℃</span>
<ul class="nav"><li><a href="/">首页</a></li><li><a href="/a">走进青石</a></li><li><a href="/b">政务公开</a></li><li><a href="/c">政务服务</a></li></ul></div>
<div class="crumb">您当前的位置:<a href="/">首页</a> &gt; <a href="/b">政务公开</a> &gt; <a href="/b/f">法治政府建设</a></div>"""
FOOTER = """<div class="footer"><p>主办:青石镇人民政府 地址:青石县青石镇人民路18号 邮编:620000</p>
<p>联系电话:028-37600000 值班电话:028-37600001</p><p>蜀ICP备05001234号-1 川公网安备 51142302000012号 网站标识码:5114230005</p>
<p>您是第 1234567 位访问者</p></div>"""


def zoom():
    """A block of the article with tools above and neighbours below."""
    return page(
        NAVIGATION
        + f"""<div class="main"><h1>{TITLE}</h1>
<div class="info">发布时间:2024-01-22 10:30 来源:青石镇司法所 浏览次数:<span id="hits">1234</span>次 字体:[<a>大</a> <a>中</a> <a>小</a>] <a>打印</a></div>
<div id="zoom">{paragraphs()}</div>
<div class="share">分享到:<a>微信</a><a>微博</a> 扫一扫在手机打开当前页</div>
<p>上一篇:<a href="/1.html">青石镇2023年第4季度投诉举报12件办理情况</a></p><p>下一篇:<a href="/2.html">青石镇开展第18次巡查</a></p>
<div class="related"><h3>相关新闻</h3><ul>{links()}</ul></div></div>"""
        + FOOTER
    )


def trs():
    """The editor's class, its own style sheet, paragraphs with fonts; meta tags as the site standard wants them."""
    head = f"""<meta name="SiteName" content="青石镇人民政府网"><meta name="ArticleTitle" content="{TITLE}">
<meta name="PubDate" content="2024-01-22 10:30"><meta name="ContentSource" content="青石镇司法所">"""
    line = '<p align="justify"><span style="font-size: 16pt"><font face="仿宋_GB2312">　　{}</font></span></p>'
    style = "<style type=text/css>.TRS_Editor P{line-height:1.75;font-family:宋体;font-size:12pt;}.TRS_Editor DIV{font-size:12pt}</style>"
    return page(
        NAVIGATION
        + f"""<table class="xl-box"><tr><td class="xl-tit">{TITLE}</td></tr><tr><td>2024-01-22 &nbsp;&nbsp; 来源: 青石镇司法所 &nbsp; 【字体:<a>大</a> <a>中</a> <a>小</a>】</td></tr></table>
<div class="xl-text"><div class=TRS_Editor>{style}{paragraphs(line=line)}</div></div>
<div class="fj">附件:<a href="/1.doc">青石镇2023年法治政府建设年度报告.doc</a>(25KB)</div>
<div class="hot"><h4>热门推荐</h4><ul>{links()}</ul></div>"""
        + FOOTER,
        head,
    )


def tables():
    """An old site, laid out with tables within tables, lines broken by br, encoded in GBK."""
    body = "<br>\n".join(f"　　{escape(line)}" for line in LINES)
    html = f"""<HTML><HEAD><TITLE>{TITLE}</TITLE><META http-equiv=Content-Type content="text/html; charset=gb2312"></HEAD><BODY>
<TABLE width=1000><TR><TD colspan=2><A href="/">首页</A> | <A href="/a">政务公开</A> | <A href="/b">办事指南</A> | 2024年3月5日</TD></TR>
<TR><TD width=220 valign=top><TABLE><TR><TD>通知公告</TD></TR>{"".join(f"<TR><TD>·<A href=x>{title}</A> [{day}]</TD></TR>" for title, day in RELATED)}</TABLE></TD>
<TD valign=top><TABLE width=760><TR><TD align=center><B>{TITLE}</B></TD></TR>
<TR><TD align=center>发布日期:2024-01-22 &nbsp;点击数:368 &nbsp;作者:司法所</TD></TR>
<TR><TD class=content><FONT size=3>{body}</FONT></TD></TR>
<TR><TD align=right>【<A href=#>打印</A>】【<A href=#>关闭</A>】</TD></TR></TABLE></TD></TR>
<TR><TD colspan=2 align=center>版权所有:青石镇人民政府 电话:0000-37600000 蜀ICP备05001234号</TD></TR></TABLE></BODY></HTML>"""
    return html.encode("gb18030")


def spans():
    """Pasted from Word: spans of a font each, which cut numbers; no-break spaces; paragraphs as divs."""

    def cut(text):
        pieces, sizes = [], cycle([1, 3, 2])
        at = 0
        while at < len(text):
            size = next(sizes)
            pieces.append(f'<span style="font-size:16px;font-family:仿宋">{escape(text[at : at + size])}</span>')
            at += size
        return "".join(pieces)

    body = "".join(f'<div style="text-indent:2em"><span>&nbsp;&nbsp;&nbsp;&nbsp;</span>{cut(line)}</div>' for line in LINES)
    head = '<meta property="article:published_time" content="2024-01-22T10:30:00+08:00">'
    return page(
        NAVIGATION
        + f"""<section class="wrap"><aside class="side"><ul>{links()}</ul></aside>
<article class="article"><header><h2 class="article-title">{TITLE}</h2><p class="meta"><time>2024-01-22 10:30</time> <span>阅读 2048</span></p></header>
<div class="article-content">{body}</div><div class="article-foot"><a>点赞 15</a> <a>收藏 3</a> <span>责任编辑:张三</span></div></article></section>"""
        + FOOTER,
        head,
    )


def disclosure():
    """A page of the disclosure platform: a table with the index number and dates of the document above the text."""
    rows = [
        ("索 引 号", "511423001/2024-00012", "信息分类", "其他/统计"),
        ("发布机构", "青石镇人民政府", "成文日期", "2024-01-18"),
        ("名　　称", TITLE, "文　　号", "青府〔2024〕3号"),
        ("发布日期", "2024-01-22", "有 效 性", "有效"),
    ]
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return page(
        NAVIGATION
        + f"""<div class="left"><dl>{"".join(f"<dd><a>法定主动公开内容{n}</a></dd>" for n in range(20))}</dl></div>
<div class="right"><div class="box"><table class="headInfo">{table}</table><div class="content"><h3 class="tit">{TITLE}</h3>
<div class="con"><div class="wznr"><ucapcontent>{paragraphs()}</ucapcontent></div></div></div></div></div>"""
        + FOOTER
    )


def bare():
    """Text straight in the body, no element of its own, among other text."""
    body = "<br><br>".join(f"&nbsp;&nbsp;{escape(line)}" for line in LINES)
    return page(f"<center><b>{TITLE}</b></center><hr>{body}<hr>浏览次数:1234 <a href='/'>返回首页</a>")


def table_in_text():
    """A table of figures within the text."""
    rows = [("类别", "数量"), ("行政许可", "120件"), ("行政处罚", "35件"), ("行政检查", "1850次")]
    table = "".join("<tr>" + "".join(f"<td><p>{cell}</p></td>" for cell in row) + "</tr>" for row in rows)
    return page(
        NAVIGATION
        + f"""<div class="detail"><h1>{TITLE}</h1><div class="sub">日期:2024-01-22 点击:99</div>
<div class="detail-con">{paragraphs(LINES[:3])}<table border=1><tbody>{table}</tbody></table>{paragraphs(LINES[3:])}</div></div>
<div class="pn"><span>上一条:<a>2022年报告12</a></span></div>"""
        + FOOTER
    )


def sidebars():
    """A short report on a page with long lists of news, summaries and all."""
    news = "".join(
        f'<div class="item"><a href="/n{n}">{title}</a><p class="summary">{day},青石镇召开会议,研究部署{n}项重点工作,'
        f"要求各单位切实提高认识,压实责任,抓好{n + 3}个方面的落实。</p></div>"
        for n, (title, day) in enumerate(islice(cycle(RELATED), 3), 5)
    )
    return page(
        NAVIGATION
        + f"""<div class="container"><div class="col-8"><h2>{TITLE}</h2><p class="date">2024/01/22</p><div class="txt">{paragraphs()}</div></div>
<div class="col-4"><h3>热点新闻</h3>{news}</div></div>"""
        + FOOTER
    )


def nested():
    """Each paragraph within wrappers of its own, headings as h2, a list, strong figures."""
    body = "".join(
        f"<div class='block'><div><h2>{escape(line)}</h2></div></div>"
        if line[1] == "、"
        else f"<div class='block'><div class='p'><section><p><strong>{escape(line[:6])}</strong>{escape(line[6:])}</p></section></div></div>"
        for line in LINES
    )
    return page(
        NAVIGATION
        + f"""<main><div id="article"><div class="ar-title">{TITLE}</div><div class="ar-info"><span>2024年01月22日</span><span>访问量:<em>777</em></span></div>
<div id="vsb_content"><div class="v_news_content">{body}</div></div><div id="div_vote_id"></div>
<p>上一条:<a>青石镇2023年第4次会议</a></p></div></main>"""
        + FOOTER
    )


def sections_apart():
    """Each part of the report in a container of its own beside containers of furniture."""
    parts = [LINES[:1], LINES[1:6], LINES[6:8], LINES[8:]]
    body = "".join(f'<div class="part"><div class="inner">{paragraphs(part)}</div></div>' for part in parts)
    return page(
        NAVIGATION
        + f"""<div class="page"><div class="bt">{TITLE}</div><div class="sj">发布时间:2024年1月22日 访问:第88次</div>{body}
<div class="ewm">扫描二维码 分享到朋友圈 3</div><div class="xgwz"><b>相关文章</b><ul>{links()}</ul></div></div>"""
        + FOOTER
    )


LAYOUTS = {
    make.__name__: make
    for make in (zoom, trs, tables, spans, disclosure, bare, table_in_text, sidebars, nested, sections_apart)
}
