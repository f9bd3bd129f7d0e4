"""A publication as PDF, typeset by typst: A4, bookmarks, tags, its Chinese font within it."""

import json
from datetime import UTC, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

from ..paths import font_folder
from ..tables import is_official
from .publication import TEMPLATES

TEMPLATE = "report.typ"
# PDF/A-2a is for archives: fonts within, every letter as text, tags; a reader needs no more to read it aloud.
STANDARD = "a-2a"


def pdf_document(publication):
    """Return a publication as a PDF; the same publication gives the same bytes.

    Parameters
    ----------
    publication : Publication

    Returns
    -------
    bytes

    Raises
    ------
    ImportError
        When typst is not installed.
    """
    import typst

    with TemporaryDirectory() as folder:
        folder = Path(folder)
        blocks = list(_with_pictures_as_files(publication.blocks, folder))
        say = publication.language.say
        shown = {
            "title": publication.title,
            "title_lines": publication.title_lines,
            "lang": publication.language.lang,
            "facts": [[label, text, is_official(text)] for label, text in publication.facts],
            "dated": [publication.dated.year, publication.dated.month, publication.dated.day],
            "blocks": blocks,
            "lead": publication.lead,
            "contents": bool(publication.contents),
            "words": {key: say(key) for key in ("contents", "figure_label", "table_label")},
            "page_number": say("page_number", page="{page}", pages="{pages}"),
        }
        # Texts go in as data and never as source: what looks like a command of typst is shown as it is.
        (folder / "report.json").write_text(json.dumps(shown, ensure_ascii=False), encoding="utf-8")
        (folder / TEMPLATE).write_bytes((TEMPLATES / "report" / TEMPLATE).read_bytes())
        return typst.compile(
            folder / TEMPLATE,
            root=folder,
            font_paths=[font_folder()],
            ignore_system_fonts=True,
            pdf_standards=[STANDARD],
            timestamp=int(datetime.combine(publication.dated, time(), UTC).timestamp()),
        )


def _with_pictures_as_files(blocks, folder):
    for at, block in enumerate(blocks):
        if block["kind"] == "picture":
            name = f"{at}.{block['format']}"
            (folder / name).write_bytes(block["data"])
            block = {**block, "data": name}
        yield block
