"""Sources: which web addresses are a government's own."""

import re
from urllib.parse import quote

# The whole address is matched: an @, a backslash or a letter of another script in the host makes it another's.
OFFICIAL = re.compile(
    r"https?://(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*gov\.cn(?::[0-9]{1,5})?(?:[/?#][^\x00-\x20\x7f\\]*)?",
    re.ASCII | re.IGNORECASE,
)

# A browser that knows text fragments opens the page where these words are.
FRAGMENT = "#:~:text="


def is_official(url: str) -> bool:
    """Return whether a web address is of gov.cn or a host below it.

    Only such an address is ever a link in what is published: any other may have been taken over, or only look alike.

    Parameters
    ----------
    url : str

    Returns
    -------
    bool

    Examples
    --------
    >>> is_official("http://www.dg.gov.cn/zwgk/post_3455638.html"), is_official("http://www.dg.gov.cn.example.com/")
    (True, False)
    """
    return bool(OFFICIAL.fullmatch(url))


def address_of(words: str, url: str) -> str:
    """Return where on the page of an official address words are; ``""`` where it is not official.

    Parameters
    ----------
    words : str
        As printed there.
    url : str

    Returns
    -------
    str

    Examples
    --------
    >>> address_of("12件", "http://www.dg.gov.cn/1.html#top"), address_of("12件", "http://gov.cn.example.com/1.html")
    ('http://www.dg.gov.cn/1.html#:~:text=12%E4%BB%B6', '')
    """
    return url.split("#")[0] + FRAGMENT + quote(words, safe="") if is_official(url) else ""
