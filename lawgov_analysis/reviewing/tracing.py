"""Tracing: every number of a sentence, what each stage took it for, and the rule that made it so; ``lawgov trace``."""

import json
from dataclasses import replace
from itertools import islice

import pandas as pd

from ..documents import Report, parse_report
from ..errors import BadParameter
from ..extraction import code_report, near_misses
from ..extraction.confidence import compile_doubts
from ..extraction.indicator import OF_UNIT, Coder, place_level
from ..extraction.measure import name_measure
from ..extraction.pipeline import number_of, related
from ..extraction.record import DONE, positions
from ..extraction.vocabulary import compile_words
from ..presentation import MARKS, check_language, load_language
from ..presentation.wordings import Wordings
from ..quantities import KINDS, RULES, read_quantities
from ..tables import DataDir, load_indicators, load_patterns, open_data
from ..text.terminal import columns_of, one_line, padded

TRACE_COLUMNS = ["figure", "surface", "start", "end", "stage", "decision", "rule", "detail"]
STAGES = ("number", "clause", "list", "measure", "deed", "relation")
STAGES += ("indicator", "doubt", "candidate", "excluded", "period", "scope")
# Those that tell the indicator.
CODING = ("indicator", "doubt", "candidate", "excluded")
# The nearest rules that do not fit, and no more.
EXCLUSIONS = 5
# In a terminal: how wide what was decided is before the rules stand unaligned.
WIDEST = 64


def trace(
    text: str | Report,
    place: str | int | None = None,
    year: int | str | None = None,
    lang: str = "zh",
    data_dir: DataDir = None,
) -> pd.DataFrame:
    """Say of each number of a text what every stage took it for, and by which rule.

    Parameters
    ----------
    text : str or Report
        A sentence, or a whole report as from `read_report`.
    place, year : optional
        Whose report a sentence is from and of which year, where it does not say so itself: some indicators mean
        something else in a town, and what has no time is of the report's year. A `Report` knows both.
    lang : str
        ``zh`` or ``en``: the language of ``detail``.
    data_dir : path-like, optional
        Another data folder than the package's own.

    Returns
    -------
    pandas.DataFrame
        One row a decision, in the order of the text: ``figure`` (its number, missing where it is no figure),
        ``surface``, ``start``, ``end``, and

        - ``stage``: number (a figure, or what it is instead), clause (the words that are its own), list (what it is
          listed under), measure (what it counts), deed (where that did not happen), relation, indicator, doubt (what
          speaks against it), candidate (what else fits), excluded (what a word or the unit keeps out), period, scope;
        - ``decision``: what was decided, as the figures table has it where it has a column for it;
        - ``rule``: where the rule is and its name, e.g. ``indicator/patterns.csv reconsideration_accepted.applied``,
          below ``data/rules`` where it is a row of a table, else a module and a rule of it;
        - ``detail``: the decision and its reasons in words.

    Raises
    ------
    UnknownPlace, BadTable
    BadParameter
        When `lang` is neither.

    Examples
    --------
    >>> table = trace("2023年受理行政复议申请12件")
    >>> table.loc[table["stage"].isin(["number", "indicator"]), ["surface", "decision", "rule"]].values.tolist()
    ... # doctest: +NORMALIZE_WHITESPACE
    [['2023年', 'date', 'quantities/shapes year'],
     ['12件', 'figure', 'quantities/context measure'],
     ['12件', 'reconsideration_accepted', 'indicator/patterns.csv reconsideration_accepted.受理']]
    """
    check_language(lang)
    data = open_data(data_dir)
    report = text if isinstance(text, Report) else parse_report(text, place=place, year=year, data_dir=data)
    return _tabulated(_Trace(report, lang, data).rows())


def trace_at(report, starts, lang="zh", data_dir=None):
    """Say of the numbers of a report that begin at some offsets what every stage took them for.

    The report is read whole, so that each number has its context, and the rules that came near are looked for at these
    numbers only, which is what takes most of the time of a trace.

    Parameters
    ----------
    report : Report
    starts : collection of int
    lang, data_dir
        As of `trace`.

    Returns
    -------
    pandas.DataFrame
        As of `trace`.

    Examples
    --------
    >>> trace_at(parse_report("收到信访30件,办结28件。"), {10})["surface"].unique().tolist()
    ['28件']
    """
    return _tabulated(_Trace(report, lang, open_data(data_dir)).rows(starts))


def _tabulated(rows):
    table = pd.DataFrame(rows, columns=TRACE_COLUMNS)
    texts = dict.fromkeys(("surface", "stage", "decision", "rule", "detail"), "str")
    return table.astype({"figure": "Int64", "start": "int64", "end": "int64", **texts})


def only_figures(table, numbers):
    """Return the decisions on some figures, by their numbers in the table of figures.

    Raises
    ------
    BadParameter
        When there is no such figure.

    Examples
    --------
    >>> only_figures(trace("收到信访30件,办结28件。"), [2])["surface"].unique().tolist()
    ['28件']
    """
    known = set(table["figure"].dropna())
    for number in numbers:
        if number not in known:
            raise BadParameter(f"there is no figure {number}; the text has {len(known) or 'none'}")
    return table[table["figure"].isin(numbers)]


def trace_json(table):
    """Return a trace as JSON: a list of objects, one a decision, with the columns as keys.

    Examples
    --------
    >>> json.loads(trace_json(trace("第184号令")))[0]["decision"]
    'document_number'
    """
    rows = table.astype(object).where(table.notna(), None).to_dict("records")
    return json.dumps(rows, ensure_ascii=False, indent=1)


def stage_labels(lang):
    """Return what the stages of a trace are called in a language.

    Examples
    --------
    >>> stage_labels("zh")["measure"]
    '计量对象'
    """
    return {stage: _words(lang).say("stage", stage) for stage in STAGES}


def trace_text(table, lang="zh"):
    """Return a trace as lines of text: each number, and below it the decisions with their rules in a column.

    Examples
    --------
    >>> print(trace_text(trace("第184号令")))
    184号令  不是数据
      读作  文号、门牌号，如：第184号令  quantities/shapes document_number
    """
    words = _words(lang)
    if table.empty:
        return words.say("head", "none")
    stages = stage_labels(lang)
    label = max(columns_of(stages[stage]) for stage in table["stage"].unique())
    aligned = max((width for width in map(columns_of, table["detail"]) if width <= WIDEST), default=0)
    lines, last = [], None
    for row in table.itertuples():
        if row.start != last:
            last = row.start
            is_figure = not pd.isna(row.figure)
            head = words.say("head", "figure", number=row.figure) if is_figure else words.say("head", "other")
            lines.append(f"{one_line(row.surface)}  {head}")
        said = f"  {padded(stages[row.stage], label)}  {padded(one_line(row.detail), aligned)}  {row.rule}"
        lines.append(said.rstrip())
    return "\n".join(lines)


def _words(lang):
    # The words of the program come with it, whatever data folder is used.
    return open_data().made(_wordings, lang)


def _wordings(data, lang):
    return Wordings(data, "trace", ["part", "case"], lang)


class _Trace:
    """A report while it is being traced."""

    def __init__(self, report, lang, data):
        self.report, self.lang, self.data = report, lang, data
        self.say = _words(lang).say
        self.language = load_language(lang, data)
        self.vocabulary = data.made(compile_words)
        self.names = load_indicators(data)[f"name_{lang}"].to_dict()
        self.patterns = load_patterns(data).set_index("pattern")
        self.doubts = data.table("doubts", index="doubt")
        self.level = place_level(report.place_name, data)
        self.coder = Coder(self.level, data)
        self.figures = code_report(report, data)

    def rows(self, starts=None):
        """Yield the rows of the table, of the numbers that begin at `starts` where these are given."""
        lines, text = self.report.lines, self.report.text
        following = iter(positions(0, len(self.figures)))
        for quantity in read_quantities(lines.text, self.data):
            start, end = lines.printed_span(quantity.start, quantity.end)
            is_furniture = self.report.is_furniture_at(start)
            position = next(following) if quantity.kind == "figure" and not is_furniture else None
            if starts is not None and start not in starts:
                continue
            number = None if position is None else number_of(position)
            told = self._other(quantity, is_furniture) if position is None else self._figure(position)
            for stage, decision, rule, detail in told:
                yield number, text[start:end], start, end, stage, decision, rule, detail

    def _other(self, quantity, is_furniture):
        kind = KINDS[quantity.kind] if self.lang == "zh" else quantity.kind.replace("_", " ")
        if is_furniture:
            yield "number", "furniture", "documents/identity", self.say("number", "furniture", kind=kind)
            return
        detail = self.say("number", "other", kind=kind, example=one_line(RULES[quantity.rule].takes[0]))
        yield "number", quantity.kind, _read_by(quantity), detail

    def _figure(self, position):
        figure = self.figures[position]
        quantity = figure.quantity
        read = f"{MARKS[quantity.bound]}{self.language.number(quantity.value, 4)}{quantity.unit}"
        yield "number", "figure", _read_by(quantity), self.say("number", "figure", read=read)
        yield self._clause(position, figure)
        if figure.opened_from is not None:
            to = self._named([figure.opened_from])
            yield "list", str(number_of(figure.opened_from)), "relation/openers", self.say("list", "opened", to=to)
        yield self._measure(position, figure)
        if deed := figure.counted.deed.kind:
            said = figure.counted.deed.names
            yield "deed", deed, f"measure/words.csv {deed} {said[0]}", self.say("deed", deed, words=" ".join(said))
        if figure.relation.kind:
            yield self._relation(figure)
        yield from self._coding(position, figure)
        yield self._period(figure)
        if figure.scope_by:
            scope = figure.scope
            yield "scope", scope, f"scope {figure.scope_by}", self.say("scope", figure.scope_by, scope=scope)

    def _clause(self, position, figure):
        clause, head = figure.clause, figure.quantity.head
        if head:
            return "clause", head, "quantities/cells", self.say("clause", "head", head=head)
        before, surface, after = clause.before.strip(), self._surface(position), clause.after.strip()
        said = [self.say("clause", "own", before=before, surface=surface, after=after)]
        said += [self.say("clause", "compared")] * clause.compared + [self.say("clause", "range")] * clause.ends_range
        rule = f"sentences {clause.separator}".strip()
        return "clause", f"{before}{surface}{after}", rule, self._joined(said)

    def _measure(self, position, figure):
        counted, measure = figure.counted, name_measure(position, self.figures)
        said, rules = [measure or figure.quantity.unit], []
        role, found = "verb", self.vocabulary.find_verb(counted.own)
        if not found:
            role, found = "outcome", self.vocabulary.outcome.search(counted.own)
        if found:
            said.append(self.say("measure", role, words=found[0]))
            rules.append(f"measure/words.csv {role} {found[0]}")
        values = {"carried.topic": _carried(counted), "carried.actor": counted.actor, "list.verb": counted.verb}
        said += [self.say("measure", name, words=values.get(name)) for name in counted.by if name != "words.before"]
        if counted.superseded:
            said.append(self.say("measure", "replaced"))
        rules += [f"measure {' + '.join(counted.by)}"] if counted.by else []
        return "measure", said[0], "; ".join(rules) or "measure", self._joined(said)

    def _relation(self, figure):
        relation = figure.relation
        to, last = relation.to[:-1], relation.to[-1:]
        named = f"{self._named(to, ' + ')} / {self._named(last)}" if to and last else self._named(last)
        said = [self.say("relation", relation.kind if named else "unsaid", to=named)]
        said += [self.say("basis", relation.basis)] if relation.basis else []
        return "relation", f"{relation.kind} {related(figure)}".strip(), f"relation {relation.rule}", self._joined(said)

    def _coding(self, position, figure):
        coding = figure.coding
        first = coding.matches[0] if coding.matches else None
        name = self._name(coding.indicator)
        if coding.by in ("growth", "compared", "kind"):
            to = self.figures[position + 1].relation.to if coding.by == "compared" else figure.relation.to
            case = coding.by if name else "follows" if to else "alone"
            detail = self.say("indicator", case, name=name, to=self._named(to))
            yield "indicator", coding.indicator, f"indicator {coding.by}", detail
            return
        if coding.by == "form":
            case = "form" if name else "no_column"
            yield "indicator", coding.indicator, "indicator/forms.csv", self.say("indicator", case, name=name)
            return
        if coding.indicator:
            values = {"name": name, "sure": f"{coding.confidence:.0%}", "why": self._found(first)}
            rule = self._rule(first)
            if coding.by == "recoded":
                rule = f"indicator/recodings.csv {self.level} {first.indicator}; {rule}"
            yield "indicator", coding.indicator, rule, self.say("indicator", coding.by, **values, level=self.level)
            yield from (self._doubt(doubt, first, figure) for doubt in coding.doubts)
        elif coding.by == "recoded":
            rule = f"indicator/recodings.csv {self.level} {first.indicator}; {self._rule(first)}"
            detail = self.say("indicator", "elsewhere", name=self._name(first.indicator), level=self.level)
            yield "indicator", "", rule, detail
        elif coding.by == "none":
            note = self.patterns.loc[first.pattern, "note"] or self._title(first)
            yield "indicator", "", self._rule(first), self.say("indicator", "none", note=note, why=self._found(first))
        else:
            yield "indicator", "", f"indicator {coding.by or 'unfit'}", self.say("indicator", coding.by or "unfit")
        others = coding.matches[1:] if coding.by in ("rule", "recoded", "none") else coding.matches
        for match in others:
            detail = self.say("candidate", "fits", name=self._title(match), why=self._found(match))
            yield "candidate", match.indicator, self._rule(match), detail
        if figure.evidence:
            yield from self._excluded(figure)

    def _excluded(self, figure):
        """Yield the nearest rule of each other indicator that does not fit, and what keeps it out."""
        coding, evidence, unit = figure.coding, figure.evidence, figure.quantity.unit
        seen = {coding.indicator, *(match.indicator for match in coding.matches)} - {""}
        if evidence.deed.kind and not coding.indicator:
            done = self.coder.code(replace(evidence, deed=DONE), unit)
            if done.indicator:
                seen.add(done.indicator)
                detail = self.say("excluded", "deed", name=self._name(done.indicator))
                yield "excluded", done.indicator, self._rule(done.matches[0]), detail
        best = {}
        for match, word in near_misses(evidence, unit, self.data):
            if match.indicator not in seen:
                best.setdefault(match.indicator or match.pattern, (match, word))
        for match, word in islice(best.values(), EXCLUSIONS):
            is_unit = word.startswith(OF_UNIT)
            detail = self.say(
                "excluded",
                "unit" if is_unit else "word",
                name=self._title(match),
                words=word.removeprefix(OF_UNIT) if is_unit else word,
            )
            yield "excluded", match.indicator, self._rule(match), detail

    def _doubt(self, doubt, match, figure):
        row = self.doubts.loc[doubt]
        said = row[self.lang]
        if doubt.startswith("unexplained"):
            left = self.data.made(compile_doubts).unexplained(match, figure.evidence.phrase)
            said = self.say("doubt", "words", doubt=said, words=" ".join(left))
        elif doubt == "maybe":
            said = self.say("doubt", "words", doubt=said, words=self.patterns.loc[match.pattern, "maybe"])
        if row["keeps"] < 1:
            said = self.say("doubt", "keeps", doubt=said, keeps=f"{row['keeps']:g}")
        return "doubt", doubt, f"indicator/doubts.csv {doubt}", said

    def _period(self, figure):
        when = figure.when
        span = when.span or self.say("time", "unknown")
        detail = f"{span} {self.say('time', when.basis)}"
        detail = self._joined([detail, self.say("period", when.by)])
        return "period", f"{when.span} {when.basis}".strip(), f"period {when.by}", detail

    def _rule(self, match):
        return f"indicator/patterns.csv {self.patterns.loc[match.pattern, 'name']}"

    def _found(self, match):
        return self.say("indicator", "found", words=" ".join(match.words), score=f"{match.score:.2g}")

    def _title(self, match):
        """Return the name of a match's indicator, or of the rule where it has none."""
        return self._name(match.indicator) or self.patterns.loc[match.pattern, "name"].removeprefix("none.")

    def _name(self, indicator):
        return self.names.get(indicator, indicator)

    def _named(self, to, between=" "):
        return between.join(
            self.say("to", "figure", number=number_of(other), surface=self._surface(other)) for other in to
        )

    def _surface(self, position):
        quantity = self.figures[position].quantity
        start, end = self.report.lines.printed_span(quantity.start, quantity.end)
        return one_line(self.report.text[start:end])

    def _joined(self, said):
        return ("；" if self.lang == "zh" else "; ").join(said)


def _carried(counted):
    """Return what a phrase was lent, all of it where it stands between its own words."""
    own, lent = counted.phrase, counted.full_phrase
    return lent.removeprefix(own) if lent.startswith(own) else lent.removesuffix(own)


def _read_by(quantity):
    return f"quantities/{RULES[quantity.rule].module} {quantity.rule}"
