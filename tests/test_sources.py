"""Only a government's own address is one; nothing that looks like it."""

import pytest

from lawgov_analysis.tables import is_official, load_reports


@pytest.mark.parametrize(
    "url",
    [
        "http://gov.cn",
        "https://www.gov.cn/",
        "http://zs.gov.cn/hlz/zcgw/qtwj/content/post_2067173.html",
        "HTTPS://WWW.DG.GOV.CN/A",
        "http://www.dg.gov.cn:8080/a?b=c@d#e",
        "http://www.dg.gov.cn?id=1",
        "http://xn--fiq228c.gov.cn/",
        "http://www.dg.gov.cn/文件/年报.html",
    ],
)
def test_an_address_of_the_government_is_official(url):
    assert is_official(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "www.dg.gov.cn",
        "http://gov.cn.evil.com/",
        "http://evilgov.cn/",
        "http://evil-gov.cn/",
        "http://gov.cn@evil.com/",
        "http://www.gov.cn:80@evil.com/",
        "http://user:gov.cn@evil.com/",
        "http://evil.com/www.gov.cn/",
        "http://evil.com?.gov.cn/",
        "http://evil.com#.gov.cn/",
        "http://evil.com\\.gov.cn/",
        "http://evil.com\\@www.gov.cn/",
        "http://www.gov.cn\\@evil.com/",
        "http://www.gov.cn\t.evil.com/",
        "http://www.gov.cn/a b",
        "http://www.gov.cn/\njavascript:alert(1)",
        " http://www.gov.cn/",
        "http://www.gov.cn/\n",
        "http://ｗｗｗ.gov.cn/",
        "http://www.ɡov.cn/",
        "http://www.gov。cn/",
        "http://www.gov.cn.",
        "http://.gov.cn/",
        "http://-.gov.cn/",
        "http://xn--gv-lbb.cn/",
        "http://www.gov.cn:80a/",
        "http://www.gov.com.cn/",
        "http:/www.gov.cn/",
        "http:www.gov.cn",
        "//www.gov.cn/",
        "javascript:alert('http://www.gov.cn/')",
        "javascript://www.gov.cn/%0aalert(1)",
        "data:text/html,http://www.gov.cn/",
        "ftp://www.gov.cn/",
        "file:///www.gov.cn/",
    ],
)
def test_what_only_looks_like_it_is_not(url):
    assert not is_official(url)


def test_every_report_of_the_data_is_of_an_official_host():
    reports = load_reports()
    known = reports.loc[reports["url"] != "", "url"]
    assert known[~known.map(is_official).astype(bool)].empty
