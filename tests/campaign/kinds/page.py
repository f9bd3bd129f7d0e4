"""Web pages."""

from collections.abc import Callable, Iterator

from ..case import EITHER, Case, Right, of_file, reads, refuses
from helpers.files import CLOSING, TITLE, html_table, page

SAID = "<p>全年办结调解98宗。</p>"
READ = reads("98宗")
# What no browser shows: a number that is read from it is wrong.
HIDDEN = {
    "by its style": '<p style="display:none">另调解77宗。</p>',
    "by visibility": '<p style="visibility:hidden">另调解77宗。</p>',
    "by no opacity": '<p style="opacity:0">另调解77宗。</p>',
    "by a class": '<style>.x{display:none}</style><p class="x">另调解77宗。</p>',
    "by a rule for an id": '<style>#x{display:none!important}</style><p id="x" style="display:block">另调解77宗。</p>',
    "by a child rule": '<style>div>p.x{visibility:hidden}</style><div><p class="x">另调解77宗。</p></div>',
    "by an attribute": "<p hidden>另调解77宗。</p>",
    "far off": '<p style="position:absolute;left:-9999px">另调解77宗。</p>',
    "in white": '<p style="color:#fff">另调解77宗。</p>',
    "in no size": '<p style="font-size:0">另调解77宗。</p>',
    "clipped": '<p style="position:absolute;clip:rect(0,0,0,0)">另调解77宗。</p>',
    "clipped to no height": '<div style="height:0;overflow:hidden">另调解77宗。</div>',
    "struck out": "<p><s>另调解77宗。</s></p>",
    "struck out by its style": '<p style="text-decoration:line-through">另调解77宗。</p>',
    "deleted": "<p><del>另调解77宗。</del></p>",
    "in a template": "<template><p>另调解77宗。</p></template>",
    "in a script": "<script>var a='另调解77宗。'</script>",
    "in a comment": "<!-- 另调解77宗。 -->",
    "in a closed dialog": "<dialog>另调解77宗。</dialog>",
    "in a noscript": "<noscript><p>另调解77宗。</p></noscript>",
    "indented away": '<p style="text-indent:-9999px">另调解77宗。</p>',
    "scaled to nothing": '<p style="transform:scale(0)">另调解77宗。</p>',
    "in a hidden cell": '<table><tr><td>调解</td><td style="display:none">77宗</td></tr></table>',
    "in a hidden row": '<table><tr style="display:none"><td>调解</td><td>77宗</td></tr></table>',
    "in a transparent colour": '<p style="color:transparent">另调解77宗。</p>',
    "in the colour of its ground": '<div style="background:#c00"><p style="color:#c00">另调解77宗。</p></div>',
    "in a collapsed row": '<table><tr style="visibility:collapse"><td>调解</td><td>77宗</td></tr></table>',
    "in a style with another case": '<P STYLE="DISPLAY: NONE">另调解77宗。</P>',
    "in a style with a comment": '<p style="display:/**/none">另调解77宗。</p>',
    "in a style with an escape": '<p style="displa\\79:none">另调解77宗。</p>',
    "by an attribute selector": '<style>[data-x="1"]{display:none}</style><p data-x="1">另调解77宗。</p>',
    "by content-visibility": '<div style="content-visibility:hidden">另调解77宗。</div>',
    "by a filter": '<p style="filter:opacity(0)">另调解77宗。</p>',
    "by max-height": '<div style="max-height:0;overflow:hidden">另调解77宗。</div>',
    "by :is": '<style>:is(.x,.y){display:none}</style><p class="x">另调解77宗。</p>',
    "by :nth-of-type": "<style>b:nth-of-type(1){display:none}</style><p><b>另调解77宗。</b></p>",
    "by :first-of-type": "<style>b:first-of-type{display:none}</style><p><b>另调解77宗。</b></p>",
    "in a rule within a rule": "<style>div{p.x{display:none}}</style><div><p class=x>另调解77宗。</p></div>",
    "in a rule of & ": "<style>.x{&:not(.y){display:none}}</style><p class=x>另调解77宗。</p>",
    "by a variable": "<style>:root{--x:none}.x{display:var(--x)}</style><p class=x>另调解77宗。</p>",
    "in a rule of @supports": "<style>@supports (display:none){.x{display:none}}</style><p class=x>另调解77宗。</p>",
    "in a rule for screens": "<style>@media screen{.x{display:none}}</style><p class=x>另调解77宗。</p>",
    "in a rule for wide screens": "<style>@media (min-width:1px){.x{display:none}}</style><p class=x>另调解77宗。</p>",
    "in a layer": "<style>@layer a{.x{display:none}}</style><p class=x>另调解77宗。</p>",
}
CHARSETS = (
    *("hex", "base64", "rot13", "rot_13", "undefined", "idna", "punycode", "utf-7", "zlib", "bz2", "uu", "quopri"),
    *("unicode_escape", "raw_unicode_escape", "utf-8-sig", "mbcs", "oem", "string_escape", "charmap", "a", "x" * 20),
    *("utf-16", "utf-32", "cp037", "big5", "hz", "iso-2022-jp", "iso-2022-kr", "x-user-defined", "gb2312", "-", "none"),
)


def cases() -> Iterator[Case]:
    """Give the cases of web pages."""
    for name, body in HIDDEN.items():
        yield of_file(f"a text hidden {name}", page(SAID + body), reads("98宗", lacks=["77"]), quick=len(name) % 9 == 0)
    for name in CHARSETS:
        data = page(SAID).replace(b'"utf-8"', name.encode())
        yield of_file(f"a page that says it is in {name}", data, READ, quick=name in ("hex", "undefined", "utf-7"))
        broken = data.replace(b"98", b"98\xff")
        yield of_file(f"a broken page that says it is in {name}", broken, EITHER)
    for name, (body, right) in _bodies().items():
        yield of_file(name, lambda body=body: page(body()), right, quick=name in QUICK)
    for name, (data, right) in _files().items():
        yield of_file(name, data, right, quick=name in QUICK)


QUICK = (
    "a page with nothing wrong",
    "comments without end",
    "20,000 spaces",
    "a heading of 32,000 dashes",
    "a loop of rules",
)


def _bodies() -> dict[str, tuple[Callable[[], str], Right | tuple[Right, ...]]]:
    deep = {
        f"{tag}s within {tag}s, {n:,} deep": (lambda tag=tag, n=n: f"<{tag}>" * n + SAID + f"</{tag}>" * n, EITHER)
        for tag in (
            "div",
            "span",
            "b",
            "table",
            "ul",
            "blockquote",
            "sup",
            "font",
            "s",
            "li",
            "td",
            "select",
            "svg",
            "form",
            "a",
            "p",
        )
        for n in (300, 50_000)
    }
    many = "".join(f"<p>第{n}项办结{n}宗。</p>" for n in range(3000))
    return {
        "a page with nothing wrong": (lambda: SAID, READ),
        "20,000 spaces": (lambda: f"<p>全年{' ' * 20_000}办结调解98宗。</p>", READ),
        "200,000 spaces": (lambda: f"<p>全年{' ' * 200_000}办结调解98宗。</p>", READ),
        "20,000 spaces of other kinds": (
            lambda: f"<p>全年{chr(0x3000) * 20_000}办结调解98宗。{'&nbsp;' * 20_000}</p>",
            READ,
        ),
        "200,000 line ends": (lambda: f"<p>全年{chr(10) * 200_000}办结调解98宗。</p>", READ),
        "spaces and line ends in turn": (lambda: "<p>全年" + " \n" * 100_000 + "办结调解98宗。</p>", READ),
        "a heading of 32,000 dashes": (lambda: f"<h1>{'-' * 32_000}</h1>{SAID}", READ),
        "a heading of 300,000 dashes": (lambda: f"<h1>{'—' * 300_000}</h1>{SAID}", READ),
        "a title of 300,000 strokes": (lambda: f"<h1>{' | ' * 100_000}</h1>{SAID}", READ),
        "a heading of a million spaces": (lambda: f"<h1>{' ' * 1_000_000}a</h1>{SAID}", READ),
        "a tag with 100,000 attributes": (
            lambda: f"<p {' '.join(f'a{n}=1' for n in range(100_000))}>全年办结调解98宗。</p>",
            EITHER,
        ),
        "a tag with 3,000 attributes": (
            lambda: f"<p {' '.join(f'a{n}=1' for n in range(3_000))}>全年办结调解98宗。</p>",
            READ,
        ),
        "many tags with 2,000 attributes": (
            lambda: "".join(
                f"<p {' '.join(f'a{n}=1' for n in range(2_000))}>第{i}项办结98宗。</p>" for i in range(200)
            ),
            EITHER,
        ),
        "an attribute of 5 MB": (lambda: f'<p title="{"a" * 5_000_000}">全年办结调解98宗。</p>', READ),
        "an attribute of 15 MB without end": (lambda: SAID + '<p title="' + "a<" * 7_000_000, EITHER),
        "a style of 2 MB": (lambda: f'<p style="{"color:red;" * 200_000}">全年办结调解98宗。</p>', EITHER),
        "a style of brackets": (lambda: f'<p style="width:{"(" * 200_000}">全年办结调解98宗。</p>', EITHER),
        "a sheet of brackets": (lambda: f"<style>a{{width:{'[' * 500_000}}}</style>{SAID}", EITHER),
        "a sheet of 100,000 rules": (
            lambda: f"<style>{''.join(f'.a{n}{{color:red}}' for n in range(100_000))}</style>{SAID}",
            EITHER,
        ),
        "a sheet of 50,000 selectors": (
            lambda: f"<style>{','.join(f'.a{n}' for n in range(50_000))}{{color:red}}</style>{SAID}",
            EITHER,
        ),
        "a selector of 100,000 parts": (lambda: f"<style>{'a ' * 100_000}{{display:none}}</style>{SAID}", EITHER),
        "a selector of descendants": (
            lambda: f"<style>{'div ' * 300}p{{display:none}}</style>{'<div>' * 200}{SAID}",
            EITHER,
        ),
        "a selector of siblings": (lambda: "<style>p~p~p~p~p~p.x{display:none}</style>" + many + SAID, EITHER),
        "rules within rules of many selectors": (
            lambda: (
                f"<style>{(','.join(f'.x{n}' for n in range(20)) + '{') * 18}p{{display:none}}{'}' * 18}</style>" + SAID
            ),
            READ,
        ),
        "variables of variables": (
            lambda: (
                f"<style>p{{{''.join(f'--v{n}:var(--v{n + 1}) var(--v{n + 1});' for n in range(5_000))}"
                f"display:var(--v0)}}</style>{SAID * 200}"
            ),
            READ,
        ),
        "a loop of rules": (
            lambda: f"<style>{'div ' * 12}p.x{{display:none}}</style>{'<div>' * 60}<p class=y>a</p>{SAID}",
            EITHER,
        ),
        "rules for every element": (
            lambda: "<style>" + "".join(f"*.b{n} {{color:red}}" for n in range(2000)) + "</style>" + many + SAID,
            EITHER,
        ),
        "an element of 100,000 classes": (
            lambda: (
                f'<style>.x{{display:none}}</style><p class="{" ".join(f"c{n}" for n in range(100_000))}">全年办结调解98宗。</p>'
            ),
            EITHER,
        ),
        "90,000 empty elements": (lambda: "<i></i>" * 90_000 + SAID, READ),
        "200,000 elements": (lambda: "<i></i>" * 200_000 + SAID, refuses("elements")),
        "90,000 elements in lines": (lambda: "<p>a</p>" * 90_000 + SAID, EITHER),
        "30,000 short paragraphs of a report": (
            lambda: "".join(f"<p>第{n}项，办结调解{n}宗。</p>" for n in range(30_000)) + SAID,
            READ,
        ),
        "90,000 links": (lambda: "<a href=a>上一篇</a>" * 40_000 + SAID, READ),
        "100,000 unclosed tags": (lambda: "<b>" * 100_000 + SAID, EITHER),
        "tags that cross": (lambda: "<b><i></b></i>" * 20_000 + SAID, EITHER),
        "unclosed formatting in paragraphs": (lambda: "<p><b><i><u>" * 5_000 + SAID, EITHER),
        "a table of one million columns": (
            lambda: "<table><tr><td colspan=1000000>甲</td></tr><tr><td>办结</td><td>98宗</td></tr></table>" + SAID,
            READ,
        ),
        "a table of spans": (
            lambda: (
                "<table>"
                "<tr>" + "<td rowspan=65000 colspan=1000>1</td>" * 50 + "</tr>" + "<tr></tr>" * 2000 + "</table>" + SAID
            ),
            EITHER,
        ),
        "a table of many spans down": (
            lambda: "<table>" + "<tr><td rowspan=0>1</td></tr>" * 3000 + "</table>" + SAID,
            EITHER,
        ),
        "a table of 20,000 rows": (
            lambda: html_table([["项目", "数量"], *([f"第{n}项", f"{n}宗"] for n in range(20_000))]) + SAID,
            READ,
        ),
        "a table of 5,000 columns": (lambda: html_table([["项"] * 5_000, ["1"] * 5_000]) + SAID, READ),
        "a thousand tables": (lambda: html_table([["项目", "数量"], ["办结", "7宗"]]) * 1000 + SAID, READ),
        "2,000 feet of one table": (
            lambda: "<table>" + "<tfoot><tr><td>1</td></tr></tfoot>" * 2000 + "</table>" + SAID,
            READ,
        ),
        "spans that are no numbers": (
            lambda: (
                '<table><tr><td colspan="-5">甲</td><td rowspan="1e9">1宗</td><td colspan="²">2</td></tr></table>'
                + SAID
            ),
            READ,
        ),
        "entities of numbers beyond all": (lambda: SAID + "<p>&#x110000;&#xD800;&#0;&#99999999999999999999;</p>", READ),
        "a word of 2 million characters": (lambda: SAID + f"<p>{'法' * 2_000_001}</p>", refuses("characters")),
        "a line of 1.5 million characters": (lambda: SAID + f"<p>{'法' * 1_500_000}</p>", READ),
        "raised without end": (lambda: f"<p>全年办结调解98宗。{'<sup>[1]</sup>' * 20_000}</p>", READ),
        "raised and not in turn": (lambda: f"<p>全年办结调解98宗。{'<sup>2</sup>a' * 20_000}</p>", READ),
        "pictures in the page": (lambda: SAID + f'<img src="data:image/png;base64,{"A" * 9_000_000}">', READ),
        "pictures in the page without end": (
            lambda: SAID + '<img src="data:image/png;base64,' + "A" * 9_000_000,
            EITHER,
        ),
        "data: without a picture": (lambda: SAID + "data:" * 500_000, EITHER),
        "frames and objects": (lambda: SAID + "<iframe src=a></iframe><object data=b></object>" * 10_000, READ),
        "a form of 50,000 choices": (lambda: SAID + "<select>" + "<option selected>7宗" * 50_000 + "</select>", READ),
        "opening comments": (lambda: SAID + "<!--" * 200_000, READ),
        "opening tags": (lambda: SAID + "<" * 500_000, EITHER),
        "a doctype within": (lambda: SAID + "<!DOCTYPE a [" * 50_000, EITHER),
        "entities declared": (lambda: '<!ENTITY a "b">' + SAID, refuses("entities")),
        "processing instructions": (lambda: SAID + "<?" * 200_000, EITHER),
        "many titles": (lambda: "<title>报告</title>" * 20_000 + SAID, READ),
        "many dates": (lambda: '<meta name="pubdate" content="2024年13月45日">' * 20_000 + SAID, READ),
        "a year of many digits": (lambda: f'<meta name="pubdate" content="{"9" * 5000}-01-01">' + SAID, READ),
        "many heads above": (lambda: "<p>发布时间:2024-01-01 浏览次数:1</p>" * 20_000 + SAID, EITHER),
        "many ends of a page": (lambda: SAID + "</html>" * 200_000, EITHER),
        "ends of a page and more": (lambda: SAID + "</body></html>" * 50_000 + SAID, EITHER),
        "a null in the text": (lambda: SAID + "<p>a\0b</p>", EITHER),
        "zero-width characters": (lambda: "<p>全年办结调解9\u200b8宗。</p>", reads("98宗")),
        "words that turn around": (lambda: "<p>全年办结调解\u202e89\u202c宗。</p>", EITHER),
        **deep,
    }


def _files() -> dict[str, tuple[Callable[[], bytes], Right | tuple[Right, ...]]]:
    whole = page(SAID)
    return {
        "comments without end": (lambda: b"<!---->" * 40 + "法治".encode(), EITHER),
        "comments without end before a page": (lambda: b"<!---->" * 1000 + whole, EITHER),
        "declarations without end": (lambda: b"<?xml ?>" * 1000 + whole, EITHER),
        "spaces before a page": (lambda: b" " * 8000 + whole, READ),
        "a page of spaces": (lambda: b"<html>" + b" " * 5_000_000, refuses()),
        "a page of 21 MB": (lambda: whole + b" " * 21 * 2**20, refuses("limit 20 MB")),
        "a page of 19 MB of tags": (lambda: whole + b"<p></p>" * 2_700_000, refuses()),
        "an empty page": (lambda: b"<html></html>", refuses()),
        "a page cut off": (lambda: whole[: len(whole) // 2], EITHER),
        "a page cut off within a tag": (lambda: whole[:-40] + b"<p class=", EITHER),
        "a page in UTF-16": (lambda: whole.decode().encode("utf-16"), READ),
        "a page in UTF-32": (lambda: whole.decode().encode("utf-32"), READ),
        "a page in GB18030 that says UTF-8": (lambda: whole.decode().encode("gb18030"), READ),
        "a page with a wrong mark": (lambda: b"\xff\xfe" + whole, EITHER),
        "an XHTML page": (lambda: b'<?xml version="1.0"?>' + whole.replace(b"<!DOCTYPE html>", b""), READ),
        "a page of attributes": (lambda: b"<html><body " + b"a" * 10_000_000, refuses()),
        "a title twice in a page": (lambda: page(SAID, head=f"<title>{TITLE}</title>" * 2), READ),
        "the signature without a report": (lambda: page(f"<p>{CLOSING[0]}</p>", whole=False), refuses()),
    }
