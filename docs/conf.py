"""How the pages become a site: `python3 run.py docs` builds it in docs/_site/html/, from the top of the checkout.

Nothing in it comes from the network, neither when it is built nor when it is read.
"""

import gc
import re
import sys

from sphinx.search.zh import SearchChinese

# What is made of the pages stays to the end; and no notebook has addresses to check, for which jsonschema would compile
# a grammar. Together a third of the time.
gc.set_threshold(50_000)
sys.modules.setdefault("rfc3987_syntax", None)

project = "lawgov_analysis"
copyright = "lawgov_analysis authors"  # noqa: A001 (Sphinx asks for this name)
language = "zh_CN"
root_doc = "docs/index"

extensions = ["myst_nb"]
include_patterns = [
    "docs/**",
    "notebooks/explore.ipynb",
    "README.md",
    "README.zh-CN.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
]
# Folders that are not looked into.
exclude_patterns = [".*", "benchmarks", "data", "dist", "docs/_site", "lawgov_analysis", "reports", "tests"]

# The notebooks are shown as they were run.
nb_execution_mode = "off"
myst_heading_anchors = 3
smartquotes = False

html_theme = "furo"
html_title = "lawgov_analysis"
html_copy_source = False
html_use_index = False
# A page that is opened as a file may not fetch the others to quote them.
html_show_search_summary = False
html_show_sphinx = False
html_extra_path = ["_top"]
html_static_path = ["_static"]
html_css_files = ["site.css"]
FONTS = "system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', 'Noto Sans CJK SC', sans-serif"
html_theme_options = {
    "light_css_variables": {"font-stack": FONTS},
    "dark_css_variables": {"font-stack": FONTS},
}

HAN = re.compile("[\u4e00-\u9fff]+")


class SearchPairs(SearchChinese):
    """Chinese is looked up by each two characters that stand together, which needs no dictionary of words."""

    # Whose stemmer stems the Latin words: Sphinx asks the page for one of this name.
    language_name = "English"
    js_splitter_code = r"""
function splitQuery(query) {
  const pairs = (run) => (run.length < 2 ? [run] : [...run].slice(1).map((_, n) => run.substr(n, 2)));
  const runs = query.matchAll(/[\u4e00-\u9fff]+|[a-zA-Z0-9_]+/g);
  return [...runs].flatMap(([run]) => (run < "\u4e00" ? [run] : pairs(run)));
}
"""

    def split(self, text):
        """Return the pairs of a text's Chinese characters, and its other words."""
        latin = self.latin1_letters.findall(text)
        self.latin_terms.update(latin)
        return [run[n : n + 2] for run in HAN.findall(text) for n in range(max(1, len(run) - 1))] + latin


def setup(app):
    """Make the pages searchable in Chinese."""
    app.add_search_language(SearchPairs)
