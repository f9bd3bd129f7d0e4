"""What the scorecard begins with: its parameters, checked, and the reports that they choose."""

import hashlib
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pandas as pd

from ...analysis.gate import OF_THE_YEAR, YEARS_APART
from ...errors import BadParameter, NoData, UnknownPlace, nearest
from ...presentation import load_language
from ...tables import find_place, levels_of, load_places, open_data
from ...text.dates import check_year
from ..inputs import Reads
from ..parameters import flag, folder_ending
from .evidence import judge
from .known import Known
from .scoring import score
from .weighing import load_bands, load_rubric, rubric_path

NAME = "disclosure_scorecard"
# A department's report is an account of the year as well.
ACCOUNTS = OF_THE_YEAR | {"部门报告"}
# Towns and streets share the duties of the codebook; in a scorecard each stands among its like.
KINDS = {"镇": "镇", "乡": "镇", "街道": "街道", "园区": "园区", "区": "县区", "县": "县区", "市": "市", "省": "省"}
ORDER = ["市", "县区", "镇", "街道", "园区", "省", "部门"]
# Rules of the other analyses.
NOT_READ = frozenset(
    [f"rules/peers/{name}.csv" for name in ("reasons", "denominators", "methods", "standings")]
    + [f"rules/{name}.csv" for name in ("items/patterns", "supervision/reasons", "queue/reasons", "front/rules")]
)
# With fewer places each is known by what is said of it, whatever it is called.
FEWEST_UNNAMED = 3


@dataclass(eq=False)
class Scorecard:
    """The reports of a year that are held against the rubric.

    Attributes
    ----------
    data : Data
    data_dir : pathlib.Path or None
    language : Language
    lang : str
    year : int
    chosen : pandas.DataFrame
        The places that were asked for, in the order of their groups and codes: ``place_code``, ``level`` (of the
        codebook), ``kind`` (what it stands among) and ``status`` (scored, excerpt, not_report or none: why it is not
        scored).
    few : list of str
        Kinds that the edition without names leaves out: with fewer places each is known by what is said of it.
    twice : list of str
        Codes that were named more than once; each is counted once.
    asked : list of str
        The codes of the places that were asked for, those of `few` among them.
    rubric, bands : pandas.DataFrame
    show_names : bool
    parameters : dict
    folder : str
    """

    data: object
    data_dir: Path | None
    language: object
    lang: str
    year: int
    chosen: pd.DataFrame
    few: list
    twice: list
    asked: list
    rubric: pd.DataFrame
    bands: pd.DataFrame
    show_names: bool
    parameters: dict
    folder: str
    region: str = field(default="")

    @property
    def reads(self):
        """What it reads of the data: of its places all years, and the figures that theirs are held against."""
        codes = tuple(self.asked)
        levels = tuple(sorted(set(levels_of(pd.Series(codes, dtype="str"), self.data).dropna())))
        texts = tuple((code, year) for code in codes for year in (self.year, self.year - 1))
        years = self.year - YEARS_APART, self.year + YEARS_APART
        return Reads(codes, levels, years, texts, NOT_READ, title=f"{self.title} {self.folder}")

    @property
    def title(self):
        """The title of the analysis."""
        edition = "scorecard_title" if self.show_names else "scorecard_title_public"
        return self.language.say(edition, region=self.region, year=self.year)

    @cached_property
    def places(self):
        """The places in the order in which they are shown: without names that of their numbers, not of their codes."""
        if self.show_names:
            return self.chosen
        order = {code: at for at, code in enumerate(self.names)}
        return self.chosen.sort_values("place_code", key=lambda codes: codes.map(order)).reset_index(drop=True)

    @property
    def scored(self):
        """The places whose reports are scored."""
        return self.places[self.places["status"] == "scored"]

    @cached_property
    def known(self):
        """What is known of the reports that are scored."""
        return Known(self.scored, self.year, self.lang, self.data)

    @cached_property
    def rule_names(self):
        """The name of each row of the rubric, by its id."""
        return dict(zip(self.rubric["rule"], self.rubric[self.lang], strict=True))

    @cached_property
    def judged(self):
        """What each report has of each item of the rubric, as from `judge`."""
        return judge(self.known, self.rubric)

    @cached_property
    def scores(self):
        """The score and band of each report, as from `score`, in the order in which they are shown."""
        return score(self.judged, self.bands, self.scored)

    @cached_property
    def names(self):
        """The name of each place as it is shown: without names a number within its kind, the better bands first."""
        if self.show_names:
            return {code: self.language.place(code, full=False) for code in self.chosen["place_code"]}
        scored = self.chosen[self.chosen["status"] == "scored"]
        judged = judge(Known(scored, self.year, self.lang, self.data), self.rubric)
        bands = score(judged, self.bands, scored).set_index("place_code")["at"]
        order = self.chosen.assign(
            band=self.chosen["place_code"].map(bands).fillna(len(self.bands) + 1),
            group=pd.factorize(self.chosen["kind"])[0],
            mixed=[_mixed(code, self.year) for code in self.chosen["place_code"]],
        ).sort_values(["group", "band", "mixed"])
        order["n"] = order.groupby("kind").cumcount() + 1
        kinds = (self.language.gloss(kind, "level") for kind in order["kind"])
        numbered = zip(order["place_code"], kinds, order["n"], strict=True)
        return {code: self.language.say("scorecard_unnamed", kind=kind, n=n) for code, kind, n in numbered}


def load(places=None, year=None, level=None, rubric=None, lang="zh", show_names=True, data_dir=None):
    """Choose the reports of a year that are held against a rubric.

    Parameters
    ----------
    places : str or list of str, optional
        Names, slugs or codes; a number is the beginning of codes: ``990101`` is the district and its towns. All places
        of the data by default.
    year : int, optional
        The last year that these places have reports of by default.
    level : str, optional
        镇街, 县区, 市, 省 or 部门, or one kind of these: 镇, 街道, 园区. All by default.
    rubric : path-like, optional
        A table like ``data/rules/scorecard/rubric.csv``, which is the default.
    lang : str
    show_names : bool
        Of the internal edition; the public one has numbers in the place of names, and no feedback sheets.
    data_dir : path-like, optional

    Returns
    -------
    Scorecard

    Raises
    ------
    UnknownPlace, NoData, BadTable, BadParameter

    Examples
    --------
    >>> subject = load("990101", 2022, data_dir="data/samples/city")
    >>> len(subject.places), subject.title
    (7, '示例市临屿区2022年法治政府建设年度报告质量评估')
    """
    data = open_data(data_dir)
    language = load_language(lang, data)
    shown = flag("show_names", show_names, True)
    own_rubric = None if rubric in (None, "") else rubric_path(rubric)
    table = load_rubric(own_rubric, data)
    wanted = _listed(places)
    codes, twice = _chosen(wanted, data)
    chosen = _of_level(codes, level, wanted, data)
    reports = data.table("reports")
    reports = reports[reports["place_code"].isin(chosen["place_code"])]
    year = _year(year, reports)
    chosen = _with_status(chosen, reports[reports["year"] == year])
    asked = chosen
    few = [] if shown else _few(chosen, year)
    chosen = chosen[~chosen["kind"].isin(few)].reset_index(drop=True)
    region, slug, whole = _region(asked["place_code"].tolist(), wanted, level, language, data)
    parameters = {
        "places": list(dict.fromkeys(wanted)) or None,
        "year": year,
        "level": level or None,
        "rubric": own_rubric,
        "lang": language.lang,
        "show_names": shown,
    }
    further = {} if whole else {"places": sorted(asked["place_code"])}
    further |= {"level": level} if level else {}
    # By what it says and not by where it lies, so that the folder is the same on every machine.
    further |= {"rubric": table.to_csv(index=False)} if own_rubric else {}
    further |= {} if shown else {"show_names": False}
    ending = folder_ending(further, ascii_only=True)
    return Scorecard(
        data=data,
        data_dir=None if data_dir is None else data.folder,
        language=language,
        lang=language.lang,
        year=year,
        chosen=chosen,
        few=few,
        twice=twice,
        asked=asked["place_code"].tolist(),
        rubric=table,
        bands=load_bands(data),
        show_names=shown,
        parameters=parameters,
        folder=f"{slug}/{NAME}-{year}{ending}",
        region=region,
    )


def _listed(places):
    """Return what was asked for as a list of texts."""
    if places is None:
        return []
    parts = places if isinstance(places, (list, tuple)) else re.split(r"[,，、|;；\n]", str(places))
    return [str(part).strip() for part in parts if str(part).strip()]


def _chosen(wanted, data):
    """Return the codes of what was asked for, and those that were named more than once."""
    known = load_places(data).index
    reported = set(data.table("reports")["place_code"])
    if not wanted:
        return sorted(reported), []
    codes, twice = [], []
    for name in wanted:
        digits = name.rstrip("*＊")
        if digits.isdecimal() and len(digits) < 9:
            found = sorted(code for code in set(known) | reported if code.startswith(digits))
            if not found:
                near = sorted({code[: len(digits)] for code in known})
                near = nearest(digits, near) or near[:3]
                raise UnknownPlace(f"unknown place: no code begins with {digits}; the nearest are {'、'.join(near)}")
        else:
            found = [find_place(digits, data).name]
        twice += [code for code in found if code in codes]
        codes += [code for code in found if code not in codes]
    return codes, list(dict.fromkeys(twice))


def _of_level(codes, level, wanted, data):
    places = pd.DataFrame({"place_code": pd.Series(codes, dtype="str")})
    own = load_places(data)["level"]
    places["level"] = levels_of(places["place_code"], data)
    kinds = places["place_code"].map(own).map(KINDS).astype("str")
    # A county-level city is of the level of a county.
    places["kind"] = kinds.where(places["level"].eq("镇街") & kinds.isin(["镇", "街道", "园区"]), places["level"])
    if level not in (None, ""):
        known = list(dict.fromkeys([*places["level"], *places["kind"], "镇街", *ORDER]))
        named, there = str(level).strip(), places["level"]
        if named not in known:
            near = nearest(named, known, 1)
            raise BadParameter(f"unknown level {named}; did you mean {near[0] if near else '、'.join(known)}?")
        places = places[(places["level"] == named) | (places["kind"] == named)]
        if places.empty:
            among = "、".join(wanted) or "the data"
            raise NoData(f"no place of the level {named} in {among}; it has {'、'.join(dict.fromkeys(there))}")
    places["at"] = places["kind"].map({kind: at for at, kind in enumerate(ORDER)})
    return places.sort_values(["at", "place_code"], kind="stable").drop(columns="at").reset_index(drop=True)


def _year(year, reports):
    years = sorted(reports["year"].unique().tolist())
    if not years:
        raise NoData("no report of these places")
    if year in (None, ""):
        return int(years[-1])
    year = check_year(year)
    if year not in years:
        raise NoData(f"no report of {year} of these places; there are those of {', '.join(map(str, years))}")
    return year


def _with_status(places, reports):
    """Say of each place whether its report of the year is scored, and else why not."""
    known = reports.set_index("place_code")
    status = []
    for code in places["place_code"]:
        if code not in known.index:
            status.append("none")
        elif known.loc[code, "document_type"] not in ACCOUNTS:
            status.append("not_report")
        else:
            status.append("scored" if known.loc[code, "coverage"] == "full" else "excerpt")
    return places.assign(status=status)


def _few(places, year):
    """Return the kinds of which too few are scored for an edition without names; there must be another."""
    scored = places[places["status"] == "scored"]["kind"].value_counts()
    few = [kind for kind in places["kind"].unique() if scored.get(kind, 0) < FEWEST_UNNAMED]
    if len(few) == places["kind"].nunique():
        there = "、".join(f"{kind} {scored.get(kind, 0)}" for kind in few)
        said = (
            f"an edition without names needs {FEWEST_UNNAMED} scored reports of one kind, of {year} there are: {there}"
        )
        raise BadParameter(f"show_names: {said}; take more places, or show_names true")
    return few


def _region(codes, wanted, level, language, data):
    """Return the name and slug of what the places lie in, and whether they are all that lies there."""
    places, reported = load_places(data), set(data.table("reports")["place_code"])
    if len(codes) == 1 and wanted:
        name, own = language.place(codes[0]), codes[0]
        # The report of a district that was named is not the district with its towns.
        whole = not _beneath(own, reported) - {own}
        return name if whole else language.say("scorecard_region_own", region=name), places.loc[own, "slug"], whole
    for length, zeros in ((6, ""), (4, "00"), (2, "0000")):
        begin = {code[:length] for code in codes}
        if len(begin) == 1:
            code = begin.pop()
            # Two districts of a city are not the district 990100.
            try:
                place = find_place(code + zeros, data)
            except UnknownPlace:
                continue
            name = place["full_name"] if language.lang == "zh" else _english(place, language)
            whole = _beneath(code + zeros, reported) <= set(codes)
            if not whole and not level:
                # What begins with 990100 are the bodies of the city, not the city with its districts; 441900 has towns.
                is_own = length == 6 and code.endswith("00") and not any("" < other[6:] < "900" for other in codes)
                name = language.say(f"scorecard_region_{'own' if is_own else 'some'}", region=name)
            return name, place["slug"], whole
    return language.say("scorecard_region_several"), "places", not wanted


def _beneath(code, reported):
    """Return the places with reports that lie in one: of a city its districts, their towns and its own bodies."""
    begin = code if len(code) > 6 else code.removesuffix("00").removesuffix("00")
    return {other for other in reported if other.startswith(begin)}


def _english(place, language):
    *above, own = (word.capitalize() for word in place["slug"].split("-"))
    return ", ".join([f"{own} {language.gloss(place['level'], 'level')}", *reversed(above)])


def _mixed(code, year):
    return hashlib.sha256(f"{year} {code}".encode()).hexdigest()
