"""The yearly analysis of one report, part by part, as the notebook shows it.

`AnnualReport` turns figures, measures and charts into headings, sentences and tables in Chinese or English. Which
figures belong to which section, and which are charted side by side, are tables under ``data/presentation``.
"""

import platform
from functools import cached_property
from importlib.metadata import version

import pandas as pd

from ...analysis import comparison_gate, gated_peers, load_comparable, parts
from ...analysis.charts import bars, composition, disclosure, is_comparison, shares
from ...presentation import capital
from ...presentation.blocks import Blocks, bullets, heading, link, paragraph, table
from ...tables import records
from ..subject import YearReport
from .comparison import comparison_section
from .phrases import Phrases
from .quality import quality_section, quality_sentence
from .sections import assign_sections, is_charted, silent_domains

# The provisions that say what a yearly report must have, and when it is due.
ASKED_OF_REPORTS = "督察规定"


class AnnualReport:
    """The analysis of one place's report of one year.

    Each method gives one part of it as `Blocks`, to be shown by a notebook cell.

    Parameters
    ----------
    place : str
        A code, slug or name.
    year : int
    lang : str
        ``zh`` or ``en``.
    data_dir : path-like, optional

    Raises
    ------
    UnknownPlace, NoData, BadTable, BadParameter

    Examples
    --------
    >>> AnnualReport("横沥镇", 2020).title()
    [# 东莞市横沥镇2020年法治政府建设年度数据分析]
    """

    def __init__(self, place, year, lang="zh", data_dir=None):
        subject = self.subject = YearReport(place, year, lang, data_dir)
        self.data, self.language, self.lang = subject.data, subject.language, subject.lang
        self.report, self.figures = subject.report, subject.figures
        self.rates, self.given = subject.rates, subject.coverage
        self.section_of = assign_sections(self.figures, self.data)
        self.phrases = Phrases(subject)
        self.layout, self.charts = (records(self.data.table(name)) for name in ("sections", "charts"))
        self.chart_options = {"lang": self.language, "source": self._source(), "data_dir": self.data}

    @cached_property
    def panel(self):
        """The figures that other reports are compared by."""
        return load_comparable(self.data)

    @cached_property
    def beside(self):
        """Its figures beside those of other places, as far as the gate lets them through."""
        return gated_peers(self.panel, self.subject.place_code, self.subject.year, self.gate, self.data)

    @cached_property
    def gate(self):
        """Which other reports it may be compared with."""
        return comparison_gate(self.subject.place_code, self.subject.year, self.data)

    # The parts, in their order.

    def title(self):
        """Return the title."""
        return Blocks([heading(self._say("title"), level=1)])

    def abstract(self):
        """Return the abstract: what was read, how much it gives, and the main figures of each section."""
        coded = self.figures[self.figures["indicator"] != ""]
        counts = {
            "printed": len(self.subject.printed),
            "figures": len(self.figures),
            "coded": len(coded),
            "indicators": int(self.given["stated"].sum()),
            "domains": int((self.given["stated"] > 0).sum()),
        }
        issued = self.report["issued_on"]
        dated = "" if pd.isna(issued) else self._say("issued", date=issued.strftime("%Y-%m-%d"))
        kind = "full" if self.subject.is_full else "excerpt"
        named = self._say("titled", title=self.report["title"]) if self._has_title() else self._report_title()
        said = [
            capital(self._say(f"abstract_{kind}", report=named, dated=dated, **counts)),
            self._say(f"abstract_counts_{kind}", **counts),
        ]
        planned = len(self.subject.planned)
        if planned:
            said.append(self._say("abstract_planned", n=planned))
        outside = len(self.subject.printed) - len(self.figures) - planned
        if outside:
            said.append(self._say("abstract_outside", n=outside))
        if self.subject.is_full and self.given["core"].any():
            said.append(self._say("abstract_core", **self._core()))
        gaps = self._gaps()
        if len(gaps):
            said.append(self._gap_sentence(gaps))
        said.append(quality_sentence(self.subject.audit, self.language))
        return Blocks(
            [
                heading(self._say("abstract")),
                paragraph(self._sentences(said)),
                paragraph(self._say("main_figures")),
                bullets(self._main_figures()),
            ]
        )

    def disclosure(self):
        """Return how many core indicators of its level the report gives, and what it should have and has or has not.

        Nothing of an excerpt that gives no indicator.
        """
        language, given = self.language, self.given if self.subject.is_full else self.given[self.given["stated"] > 0]
        has_core = self.subject.is_full and bool(given["core"].any())
        shown = pd.DataFrame(
            {
                self._say("column_domain"): [language.gloss(name, "domain") for name in given["domain"]],
                self._say("column_core"): [language.number(n) for n in given["core"]],
                self._say("column_core_stated"): [language.number(n) for n in given["core_stated"]],
                self._say("column_share"): [language.percent(share) for share in given["share"]],
                self._say("column_stated"): [language.number(n) for n in given["stated"]],
                self._say("column_figures"): [language.number(n) for n in given["figures"]],
            }
        )
        if not has_core:
            of_core = ("column_core", "column_core_stated", "column_share")
            shown = shown.drop(columns=[self._say(column) for column in of_core])
        if given.empty:
            return Blocks()
        said = self._say("disclosure_excerpt") if not self.subject.is_full else self._silence()
        return Blocks(
            [
                heading(self._say("disclosure")),
                *([paragraph(said)] if said else []),
                *([paragraph(self._say("disclosure_core"))] if has_core else []),
                disclosure(self.given, **self.chart_options),
                table(shown, self._say("disclosure_caption"), numeric=shown.columns[1:]),
                *self._items(),
            ]
        )

    def _items(self):
        """What the provisions on such reports ask for, and whether it is there."""
        indicators = self.language.indicators
        asked = indicators.index[indicators["clause"].str.contains(ASKED_OF_REPORTS)]
        items = self.subject.items
        items = records(items[items["item"].isin(asked)])
        if not items:
            return []
        shown = pd.DataFrame(
            {
                self._say("column_required"): [self.language.indicator(row.item) for row in items],
                self._say("column_answer"): [self._say(f"answer_{row.answer}") for row in items],
                self._say("column_section"): [self._place_of(row.section) for row in items],
            }
        )
        return [heading(self._say("items"), level=3), table(shown, self._say("items_caption"))]

    def _place_of(self, section):
        return self._say("signature") if section == "sig" else section or "—"

    def _core(self):
        """How many core indicators its level has, and how many of them the report states."""
        level = self.language.gloss(self.given["level"].iloc[0], "level")
        return {"level": level, "core": int(self.given["core"].sum()), "stated": int(self.given["core_stated"].sum())}

    def _silence(self):
        """Which domains of a full report have no figure, as far as that is known."""
        language, uncoded = self.language, int((self.figures["indicator"] == "").sum())
        if (self.given["stated"] > 0).all():
            return self._say("disclosure_all")
        if uncoded:
            return self._say("disclosure_unknown", n=uncoded)
        silent = silent_domains(self.figures, self.section_of, self.data)
        if not silent:
            return ""
        names = language.join(language.gloss(name, "domain") for name in silent)
        return self._say("disclosure_silent", n=len(silent), names=names)

    def section(self, section):
        """Return one section: its sentence, its charts and its table; nothing where it has nothing to say."""
        title = next(getattr(row, f"title_{self.lang}") for row in self.layout if row.section == section)
        figures = self.figures[self.section_of == section]
        stated = self._stated("leadership", "leadership_acts") if section == "leadership" else []
        if figures.empty:
            return Blocks([heading(title), *stated] if stated else [])
        blocks = Blocks([heading(title), *stated])
        sentence = "section" if len(figures) > 3 else "section_few"
        blocks.append(paragraph(self._say(sentence, n=len(figures), figures=self.phrases.main(figures["figure"], 3))))
        blocks += self._section_charts(section, title, figures)
        blocks.append(self._figure_table(figures, self._say("section_caption", title=title)))
        return blocks

    def shortcomings_and_plans(self):
        """Return the shortcomings and plans that the report states."""
        blocks = Blocks([heading(self._say("shortcomings_and_plans"))])
        kinds = {"shortcoming": "shortcomings", "plan": "plans"}
        for kind, title in kinds.items():
            blocks += self._stated(kind, title)
        if len(self.subject.planned):
            blocks.append(self._figure_table(self.subject.planned, self._say("planned_caption")))
        # What nobody has recorded yet the report may well state.
        lacking = [
            self._say(title) for kind, title in kinds.items() if kind not in set(self.subject.statements["kind"])
        ]
        if lacking:
            blocks.append(paragraph(self._say("not_recorded", kinds=self.language.join(lacking))))
        return blocks

    def derived_rates(self):
        """Return the rates that the figures imply, beside those that the report prints."""
        blocks = Blocks([heading(self._say("rates"))])
        rates = self.rates[self.rates["relation"] != "part"]
        if rates.empty:
            return Blocks([*blocks, paragraph(self._say("no_rates"))])
        gaps = self._gaps()
        said = self._gap_sentence(gaps) if len(gaps) else self._say("no_gaps")
        names = self.phrases.names
        shown = pd.DataFrame(
            {
                self._say("column_count"): [names[n] for n in rates["numerator"]],
                self._say("column_total"): [names[n] for n in rates["denominator"]],
                self._say("column_numbers"): [f"{r.numerator} / {r.denominator}" for r in records(rates)],
                self._say("column_values"): [
                    f"{self.language.number(count)} / {self.language.number(total)}"
                    for count, total in zip(rates["count"], rates["total"], strict=True)
                ],
                self._say("column_rate"): [
                    self.language.percent(rate, 2, bound)
                    for rate, bound in zip(rates["rate"], rates["bound"], strict=True)
                ],
                self._say("column_printed"): [self.language.quantity(rate, "%") for rate in rates["printed"]],
                self._say("column_gap"): [f"{gap:+.2f}" if gap == gap else "—" for gap in rates["gap"]],
            }
        )
        caption = self._say("rates_caption")
        said = self._sentences([self._say("rates_intro", n=len(rates)), said])
        return Blocks([*blocks, paragraph(said), table(shown, caption, numeric=shown.columns[2:])])

    def quality(self):
        """Return what does not add up, what does, and how much can be checked at all."""
        return quality_section(self.subject, self.beside, self._source())

    def standing(self):
        """Return how the place stands among others that state the same indicator."""
        return comparison_section(self.subject, self.beside, self.gate, self.panel.attrs["left_out"])

    def annex(self):
        """Return every figure as printed."""
        language, figures = self.language, self.subject.printed
        shown = pd.DataFrame(
            {
                self._say("column_number"): figures["figure"].astype("str"),
                self._say("column_section"): figures["section"],
                self._say("column_measure"): [self._measured(f) for f in records(figures)],
                self._say("column_value"): [language.number(value, 4) for value in figures["value"]],
                self._say("column_unit"): figures["unit"],
                self._say("column_bound"): [self._say(f"bound_{bound}") for bound in figures["bound"]],
                self._say("column_surface"): figures["surface"],
                self._say("column_offsets"): [
                    "" if pd.isna(f.start) else f"{f.start}–{f.end}" for f in records(figures)
                ],
            }
        )
        empty = [name for name in shown.columns if (shown[name] == "").all()]
        numeric = [self._say("column_value"), self._say("column_number")]
        intro = self._say("annex_intro" if figures["start"].notna().any() else "annex_intro_excerpt")
        return Blocks(
            [
                heading(self._say("annex")),
                paragraph(intro),
                table(shown.drop(columns=empty), self._say("annex_caption", n=len(figures)), numeric=numeric),
            ]
        )

    def _measured(self, figure):
        """Say what a figure counts, and where it is out of the field that it is."""
        name = self.phrases.names[figure.figure]
        if not figure.out_of_field:
            planned = figure.figure in set(self.subject.planned["figure"])
            return name + self._say("planned_for", time=figure.period[:4]) if planned else name
        # The reasons are in Chinese.
        said = "out_of_field" if self.lang == "zh" else "out_of_field_bare"
        return name + self._say(said, reason=figure.out_of_field)

    def provenance(self):
        """Return the source of the figures and the parameters of this run."""
        report = self.report
        rows = [
            ("source_title", self._report_title()),
            *((key, report[key]) for key in ("issuer", "document_type") if report[key] and self.lang == "zh"),
            ("issued_on", self._date(report["issued_on"])),
            ("published_on", self._date(report["published_on"])),
            ("period_end", self._date(report["period_end"])),
            ("coverage", self._say(f"coverage_{report['coverage']}")),
            ("sha256", report["sha256"] or "—"),
            ("parameters", f"place={self.subject.place_code}, year={self.subject.year}, lang={self.lang}"),
            ("data_folder", self._say("data_own" if self.subject.data_dir is None else "data_other")),
        ]
        shown = pd.DataFrame([(self._say(f"row_{key}"), value) for key, value in rows])
        shown.columns = [self._say("column_item"), self._say("column_content")]
        return Blocks(
            [
                heading(self._say("provenance")),
                *([link(report["url"], report["url"], self._say("web_address"))] if report["url"] else []),
                table(shown, self._say("provenance_caption")),
            ]
        )

    def versions(self):
        """Return the versions of the programs that made the report."""
        packages = ["lawgov_analysis", "pandas", "matplotlib"]
        rows = [("Python", platform.python_version()), *((name, version(name)) for name in packages)]
        shown = pd.DataFrame(rows, columns=[self._say("column_program"), self._say("column_version")])
        return Blocks([table(shown, self._say("versions_caption"))])

    # What they are made of.

    def _say(self, sentence, **values):
        return self.language.say(sentence, **{"place": self.subject.place, "year": self.subject.year, **values})

    def _sentences(self, said):
        return ("" if self.lang == "zh" else " ").join(said)

    def _has_title(self):
        return bool(self.report["title"]) and self.lang == "zh"

    def _report_title(self):
        return self.language.report_title(self.report)

    def _source(self):
        return self._say("source", title=self._report_title())

    def _date(self, date):
        return "—" if pd.isna(date) else date.strftime("%Y-%m-%d")

    def _named(self, rates):
        names, known = self.phrases.names, self.figures.set_index("figure")
        units, bounds = known["unit"], known["bound"]
        return rates.assign(
            name=rates["numerator"].map(names),
            of_name=rates["denominator"].map(names),
            unit=rates["numerator"].map(units),
            count_bound=rates["numerator"].map(bounds),
            total_bound=rates["denominator"].map(bounds),
        )

    def _main_figures(self):
        for row in self.layout:
            numbers = self.figures.loc[self.section_of == row.section, "figure"]
            if len(numbers):
                title = getattr(row, f"title_{self.lang}")
                yield self._say("main_figure", title=title, figures=self.phrases.main(numbers, 2))

    def _stated(self, kind, title):
        stated = self.subject.statements[self.subject.statements["kind"] == kind]
        if stated.empty:
            return []
        return [heading(self._say(title), level=3), bullets(map(self._statement, records(stated)))]

    def _statement(self, statement):
        """Say a statement in our words; where nobody has written them, in the report's own, or where they stand."""
        said = getattr(statement, f"text_{self.lang}")
        if said or pd.isna(statement.start):
            return said
        printed = " ".join(self.subject.text[statement.start : statement.end].split())
        if printed:
            return self._say("statement_printed", printed=printed)
        return self._say("statement_located", start=statement.start + 1, end=statement.end)

    def _section_charts(self, section, title, figures):
        own = self.rates[self.rates["numerator"].isin(figures["figure"])]
        filled = own[(own["relation"] != "part") & own["rate"].notna() & (own["rate"] <= 100)]
        if len(filled):
            yield shares(self._named(filled), self._say("shares_title", title=title), **self.chart_options)
        for total in figures.loc[figures["relation"] == "part", "related"].unique():
            yield self._composition(int(total))
        drawn = set(filled["numerator"]) | set(own["printed_figure"].dropna())
        left = [self.phrases.rows[number] for number in figures["figure"] if number not in drawn]
        for layout in self.charts:
            if layout.section != section:
                continue
            numbers = [row.figure for row in left if is_charted(row, layout)]
            chosen = figures[figures["figure"].isin(numbers)]
            if len(chosen) > 1 and is_comparison(chosen, self.data):
                chart_title = getattr(layout, f"title_{self.lang}")
                yield bars(chosen, self._say("chart_title", title=chart_title), **self.chart_options)

    def _composition(self, total):
        kinds = parts(self.figures, total)
        whole = self.phrases.rows[total]
        largest = kinds.iloc[0]
        title = self._say(
            "composition_title",
            name=self.phrases.names[total],
            value=self.language.quantity(whole.value, whole.unit, whole.bound),
            n=int(kinds["figure"].notna().sum()),
            largest=self.language.gloss(largest["label"]),
            share=self.language.percent(largest["share"]),
        )
        return composition(kinds, title, **self.chart_options)

    def _figure_table(self, figures, caption):
        language = self.language
        shown = pd.DataFrame(
            {
                self._say("column_number"): figures["figure"].astype("str"),
                self._say("column_measure"): [self.phrases.names[number] for number in figures["figure"]],
                self._say("column_value"): [language.quantity(f.value, f.unit, f.bound) for f in records(figures)],
                self._say("column_indicator"): [language.indicator(name) or "—" for name in figures["indicator"]],
            }
        )
        if self.lang == "en":
            shown = shown.drop(columns=self._say("column_indicator"))
        return table(shown, caption, numeric=[self._say("column_number"), self._say("column_value")])

    def _gaps(self):
        """The printed rates that by the audit do not recompute."""
        identities = self.subject.audit.identities
        broken = identities[(identities["identity"] == "ratio") & ~identities["holds"]]
        return self.rates[self.rates["printed_figure"].isin([rate for rate, *_ in broken["figures"]])]

    def _gap_sentence(self, gaps):
        names = self.phrases.names
        pairs = [
            self._say(
                "gap",
                name=names[int(row.printed_figure)],
                printed=self.language.quantity(row.printed, "%"),
                rate=self.language.quantity(row.rate, "%"),
            )
            for row in records(gaps)
        ]
        return self._say("gaps", gaps=self.language.say("semicolon").join(pairs))
