"""The limits of what is read, and the page that says them."""

import re

from lawgov_analysis.files import limits

from helpers import ROOT

MB = 2**20


def said(value, shown):
    """Return whether a table shows a value: 100 MB of 104857600."""
    number = float(re.sub(r"[^\d.]", "", shown))
    return value == number * {"MB": MB, "KB": 2**10}.get(shown.rpartition(" ")[2], 1)


def test_the_page_on_limits_says_every_limit_as_it_is():
    rows = [line.split("|") for line in (ROOT / "docs/limits.md").read_text(encoding="utf-8").splitlines()]
    told = {}
    for row in rows:
        names = re.findall(r"`([A-Z_]+)`", row[4]) if len(row) > 5 else []
        told |= dict(zip(names, row[3].strip().split("；"), strict=True)) if names else {}
    own = {name: value for name, value in vars(limits).items() if name.isupper() and isinstance(value, int)}
    del own["MB"]
    assert told.keys() == own.keys()
    assert [name for name in own if not said(own[name], told[name])] == []
