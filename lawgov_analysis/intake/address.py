"""Address: the one that a saved page says of itself."""

import re

HEAD = 2**16
SAYS = (
    re.compile(
        rb"<link\b(?=[^<>]{0,500}\brel\s*=\s*[\"']?canonical\b)[^<>]{0,500}?\bhref\s*=\s*[\"']?([^\"'\s<>]+)", re.I
    ),
    re.compile(
        rb"<meta\b(?=[^<>]{0,500}\b(?:property|name)\s*=\s*[\"']?og:url\b)[^<>]{0,500}?\bcontent\s*=\s*[\"']?([^\"'\s<>]+)",
        re.I,
    ),
    # A browser writes into the page that it saves where it was.
    re.compile(rb"<!--\s*saved from url=\(\d+\)(\S+?)\s*-->", re.I),
    re.compile(rb"^(?:Snapshot-)?Content-Location:\s*(\S+)", re.I | re.M),
)
# The address of a site's front page is that of no report.
OF_PAGE = re.compile(
    r"https?://[a-z0-9.-]{1,253}(?::\d{1,5})?/[^\x00-\x20\x7f\\\"'<>]*[^\x00-\x20\x7f\\\"'<>/]/?", re.I
)


# Whatever a browser takes: the letters that no address has would break a line or a page.
ADDRESS = re.compile(r"https?://[^\s/?#\x00-\x20\"'<>\\^`{|}]+\.[^\s\x00-\x20\"'<>\\^`{|}\x7f]+", re.I)
LONGEST = 2000


def is_address(said: str) -> bool:
    """Return whether a text is an address of the web.

    Examples
    --------
    >>> is_address("http://www.dg.gov.cn/zwgk/post_1.html"), is_address("http://"), is_address("http://a b.cn/")
    (True, False, False)
    """
    return len(said) <= LONGEST and said.isprintable() and bool(ADDRESS.fullmatch(said))


def own_address(head: bytes) -> str:
    """Return the address that a saved page gives as its own, ``""`` where it gives none.

    Parameters
    ----------
    head : bytes
        The beginning of the file.

    Examples
    --------
    >>> own_address(b'<link rel="canonical" href="http://www.dg.gov.cn/zwgk/post_1.html">')
    'http://www.dg.gov.cn/zwgk/post_1.html'
    >>> own_address(b'<link rel="canonical" href="http://www.dg.gov.cn/">')
    ''
    """
    for pattern in SAYS:
        for found in pattern.finditer(head[:HEAD]):
            said = found[1].decode("utf-8", "replace").replace("&amp;", "&")
            if OF_PAGE.fullmatch(said) and is_address(said):
                return said
    return ""
