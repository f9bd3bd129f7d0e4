"""What JupyterLab's server answers for lawgov_analysis; the package does the work (``interactive/jupyter/``).

Beside the package and not in it, so that JupyterLab starts without waiting for pandas: the package is imported when
something is first asked of it, in a thread of its own, so that kernels and files go on meanwhile.
"""

import csv
import json
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler
from jupyter_server.utils import url_path_join
from tornado.ioloop import IOLoop
from tornado.web import HTTPError, authenticated

# One at a time: what a data folder holds is made once, and by one.
WORKER = ThreadPoolExecutor(1, "lawgov")
LANGUAGES = ("zh", "en")


def _jupyter_server_extension_points():
    return [{"module": "lawgov_jupyter"}]


def _load_jupyter_server_extension(server):
    base = server.web_app.settings["base_url"]
    served = {"words": Words, "form": Form, "places": Places, "standing": Standing, "notebooks": Notebooks}
    handlers = [(url_path_join(base, "lawgov", name), handler) for name, handler in served.items()]
    server.web_app.add_handlers(".*$", handlers)


class Asked(APIHandler):
    """What all have in common: who may ask, in which language, and one line where it cannot be answered."""

    auth_resource = "contents"

    @property
    def lang(self):
        """The language of the page that asks."""
        lang = self.get_query_argument("lang", "zh")
        return lang if lang in LANGUAGES else "en"

    @property
    def root(self):
        """The folder that JupyterLab shows; what is asked for stays below it."""
        root = getattr(self.contents_manager, "root_dir", "")
        if not root:
            raise HTTPError(400, reason="files are not in a folder of this machine")
        return Path(root)

    async def answer(self, work, *arguments):
        """Send what `work` of the package returns; what it has to say against that, as one line."""

        def worked():
            from lawgov_analysis import LawgovError
            from lawgov_analysis.interactive import jupyter
            from lawgov_analysis.messages import in_chinese

            try:
                return 200, work(jupyter, *arguments)
            except (LawgovError, OSError) as error:
                return 400, {"fault": in_chinese(str(error)) if self.lang == "zh" else str(error)}

        status, said = await IOLoop.current().run_in_executor(WORKER, worked)
        self.set_status(status)
        await self.finish(json.dumps(said, ensure_ascii=False))


class Words(Asked):
    """The words of a language, by their keys."""

    @authenticated
    @authorized
    async def get(self):
        """Send them; they are read without the package."""
        await self.finish(json.dumps(words(self.lang), ensure_ascii=False))


class Form(Asked):
    """The analyses that can be begun, and of which places there are reports."""

    @authenticated
    @authorized
    async def get(self):
        """Send both."""
        await self.answer(form, self.lang)


class Places(Asked):
    """The places of another data folder."""

    @authenticated
    @authorized
    async def get(self):
        """Send those of the folder that is named."""
        await self.answer(places, self.get_query_argument("data_dir", ""), self.root)


class Standing(Asked):
    """Whether a report is current with its data."""

    @authenticated
    @authorized
    async def get(self):
        """Send what `lawgov check` says of it."""
        file = below(self.root, self.get_query_argument("path"))
        await self.answer(partial(standing, lang=self.lang), file)


class Notebooks(Asked):
    """Notebooks that are made for the user."""

    @authenticated
    @authorized
    async def post(self):
        """Make one, and send where it is."""
        asked = self.get_json_body() or {}
        if not isinstance(asked, dict) or not isinstance(asked.get("parameters", {}), dict):
            raise HTTPError(400, reason="not a form")
        await self.answer(made, asked, self.root, self.lang)


def words(lang):
    """Return the words that the page says, read from the package's table without importing it."""
    (package,) = find_spec("lawgov_analysis").submodule_search_locations
    # In a checkout the tables are beside the package, in an installed wheel within.
    data = next(folder for folder in (Path(package).parent, Path(package, "_resources")) if (folder / "data").is_dir())
    with (data / "data" / "presentation" / "lab_sentences.csv").open(encoding="utf-8", newline="") as file:
        return {row["key"]: row[lang] for row in csv.DictReader(file)}


def form(jupyter, lang):
    """Return all that the form needs."""
    return {"analyses": jupyter.analyses(lang), "places": jupyter.places_at_hand(), "folder": jupyter.OWN_FOLDER}


def places(jupyter, data_dir, root):
    """Return the places of a data folder."""
    return {"places": jupyter.places_at_hand(jupyter.path_below("data_dir", data_dir, root) if data_dir else None)}


def standing(jupyter, file, lang):
    """Return whether a report is current."""
    return jupyter.standing(file, lang)


def made(jupyter, asked, root, lang):
    """Make a notebook and return where it is below the root."""
    if asked.get("kind") == "analysis":
        return {"path": jupyter.new_analysis(str(asked.get("analysis")), asked.get("parameters", {}), root)}
    return {"path": jupyter.new_notebook(str(asked.get("kind")), root, lang)}


def below(root, path):
    """Return the file of a path as JupyterLab has it, which begins at the root."""
    file = (root / path.lstrip("/")).resolve()
    if not file.is_relative_to(root.resolve()):
        raise HTTPError(404, reason="no such file below the folder that is shown")
    return file
