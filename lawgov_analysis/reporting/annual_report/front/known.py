"""What is known of the report that a front page is of: looked up once for all its rules."""

import re
from functools import cached_property

import pandas as pd

from ....auditing import audit_figures, audited_beforehand, repeated_of, reused_passages
from ....auditing.compliance import ACCOUNTS
from ....auditing.similarity import similarity
from ....presentation import section_name
from ....tables import load_reports, load_statements, load_text, records

#: How a figure is related where we inferred it: nothing is said by it.
INFERRED = "likely"
#: The rules of the audit that one report's numbers alone break.
OF_NUMBERS = ["rate-mismatch", "rate-out-of-range", "parts-mismatch", "subset-exceeds-total", "conflicting-values"]
#: A code begins with so many digits of its county.
COUNTY = 6
#: Quotation marks within quotation marks.
INNER = str.maketrans("“”", "‘’")
#: A statement that nobody has put in short is named by so many characters of it, to the end of a clause.
CLAUSE = 30
HAN = "[一二三四五六七八九十]{1,3}"
NUMBERED = re.compile(rf"^\s*(?:[（(]{HAN}[）)]|{HAN}[是、]|\d{{1,2}}[.．、])[，,：:]?")


class Known:
    """A report with what its rules ask of it.

    Parameters
    ----------
    report : YearReport
    """

    def __init__(self, report):
        self.report, self.data, self.language = report, report.data, report.language
        self.year = report.year
        self.points = {}

    @property
    def is_whole(self):
        """Whether it is a report of the year, known whole; of anything else nothing is said."""
        return self.report.is_full and self.report.report["document_type"] in ACCOUNTS

    @property
    def why_not(self):
        """What is on record instead: an id of the reasons of compliance."""
        return "excerpt" if self.report.report["document_type"] in ACCOUNTS else "not_report"

    @cached_property
    def is_reviewed(self):
        """Whether people have checked all its figures."""
        return self.report.review["status"] in ("reviewed", "approved")

    @property
    def is_official(self):
        """Whether it was found on a site of the government, as far as is recorded."""
        return self.report.report["official"] != "no"

    @cached_property
    def complied(self):
        """Its rows of `lawgov_analysis.auditing.compliance`, by rule."""
        return self.report.complied

    @cached_property
    def figures(self):
        """Its figures of the field, by their numbers."""
        return {row.figure: row for row in records(self.report.figures)}

    @cached_property
    def items(self):
        """Its items, by their ids."""
        return {row.item: row for row in records(self.report.items)}

    @cached_property
    def faults(self):
        """The findings on the report that nobody explained and that rest on what it says itself, by rule."""
        unsure, found = self.language.say("audit_unsure").strip(), {}
        for row in records(self.report.audit.findings):
            if row.about == "report" and not row.explained and not row.message.endswith(unsure):
                found.setdefault(row.rule, []).append(row)
        return found

    @cached_property
    def faulty(self):
        """The numbers of the figures that are at fault or wait for an explanation."""
        return at_fault(self.report.audit.findings)

    @cached_property
    def identities(self):
        """What its figures state of each other, without relations that we inferred."""
        known, found = self.figures, records(self.report.audit.identities)
        return [
            one
            for one in found
            if all(n in known for n in one.figures) and not any(known[n].relation_by == INFERRED for n in one.figures)
        ]

    @cached_property
    def shortcomings(self):
        """The shortcomings that it states."""
        return [row for row in records(self.report.statements) if row.kind == "shortcoming"]

    @cached_property
    def plans(self):
        """Its plans for the next year."""
        return [row for row in records(self.report.statements) if row.kind == "plan"]

    @cached_property
    def answered(self):
        """The numbers of the shortcomings that a plan answers."""
        return {int(number) for plan in self.plans for number in plan.answers.split("|") if number}

    # The year before

    @cached_property
    def before(self):
        """The line of the report of the year before, where it is recorded whole; else None."""
        reports = load_reports(self.report.place_code, data_dir=self.data)
        rows = records(reports[reports["year"] == self.year - 1])
        return rows[0] if rows and rows[0].coverage == "full" and rows[0].document_type in ACCOUNTS else None

    @cached_property
    def plans_before(self):
        """The plans of the report of the year before."""
        stated = load_statements(self.report.place_code, self.year - 1, self.data)
        return [row for row in records(stated) if row.kind == "plan"]

    @cached_property
    def followed(self):
        """What became of the plans of the year before, as from `follow_up`, where that report is known whole."""
        if self.before is None:
            return []
        return records(self.report.followed)

    @property
    def is_followed(self):
        """Whether some plan of the year before is told to be done."""
        return any(row.status == "done" for row in self.followed)

    @cached_property
    def faulty_before(self):
        """The numbers of last year's figures that are at fault."""
        audit = audited_beforehand(self.report.place_code, self.year - 1, self.report.lang, self.data)
        if audit:
            return at_fault(audit.findings[audit.findings["rule"].isin(OF_NUMBERS)])
        return at_fault(audit_figures(self.report.printed_before, data_dir=self.data, only=OF_NUMBERS))

    @cached_property
    def compared(self):
        """Its figures beside those of the year before, as from `compare_years`."""
        return self.report.last_year.frame

    @cached_property
    def repeated(self):
        """Its numbers of the year beside last year's, as from `repeated_of`."""
        return repeated_of(self.compared, self.report.printed)

    @cached_property
    def is_repeated(self):
        """Whether all its numbers of the year are those of the year before: nothing is said for them then."""
        if self.before is None or self.compared.empty:
            return False
        changed = self.compared.loc[self.compared["change"].fillna(0) != 0, "figure"]
        if any(n in self.figures and self.figures[n].basis == "flow" for n in changed):
            return False
        return bool((self.repeated["rule"] == "numbers-identical").any())

    @property
    def is_reworded(self):
        """Whether its text is not last year's word for word, or one of the two is not at hand."""
        return not reused_passages(self.report.place_code, self.year, self.data).attrs["rule"]

    @cached_property
    def shared(self):
        """The reports of the year of the same county that have passages of it with their numbers, the most first."""
        reports = load_reports(data_dir=self.data)
        county = self.report.place_code[:COUNTY]
        beside = reports[(reports["year"] == self.year) & reports["place_code"].str.startswith(county)]
        told = similarity(zip(beside["place_code"], beside["year"], strict=True), self.data, before=False)
        own = told[(told["place_code"] == self.report.place_code) & (told["characters"] > 0)]
        return records(own.sort_values("share", ascending=False))

    # How it is said

    def value(self, number):
        """Return the value of a figure, which opens its place in the source."""
        return self.report.value(number)

    def name(self, number):
        """Return what a figure counts, with its scope where the words do not say it."""
        row = self.figures[number]
        name = self.report.phrases.names[number]
        if self.language.lang != "zh" or not row.scope or row.scope in name:
            return name
        return name + self.language.say("in_brackets", text=row.scope)

    def named(self, number):
        """Return what a figure counts, with its value."""
        return self.language.say("figure", name=self.name(number), value=self.value(number))

    def date(self, day):
        """Return a day as running text has it."""
        day = pd.Timestamp(day)
        return self.language.say(
            "front_date", year=day.year, month=day.month, month_name=day.strftime("%B"), day=day.day
        )

    def planned(self, row):
        """Return a plan of the year before, of a row of `follow_up`."""
        plan = next(plan for plan in self.plans_before if plan.statement == row.statement)
        return self.statement(plan)

    def statement(self, row):
        """Return a statement in our words, within a sentence; else in the report's, else by where it stands."""
        said, say = getattr(row, f"text_{self.language.lang}").rstrip("。.") or self._printed(row), self.language.say
        quantity = "、".join(each for each in row.quantity.split("、") if each not in said)
        if said:
            said = say("front_quoted", text=said.translate(INNER))
            return said + say("in_brackets", text=quantity) if quantity and self.language.lang == "zh" else said
        where = section_name(row.section, self.language)
        named = say("front_statement_of", quantity=quantity) if quantity else say("front_statement")
        return say("front_statement_at", year=row.year, where=where, statement=named)

    def clause(self, followed, span):
        """Return the clause of a sentence that has a number of a plan, or is most like it, and what follows."""
        sentence = load_text(self.report.place_code, self.year, self.data)[slice(*span)]
        clauses = [each.strip() for each in re.split(r"[，,。；;：:\n]", NUMBERED.sub("", sentence)) if each.strip()]
        plan = {followed.plan[at : at + 2] for at in range(len(followed.plan) - 1)}
        numbers = re.findall(r"\d+\w", followed.plan)
        alike = [
            (any(number in each for number in numbers), sum(each[at : at + 2] in plan for at in range(len(each) - 1)))
            for each in clauses
        ]
        first = alike.index(max(alike))
        said = clauses[first]
        for each in clauses[first + 1 :]:
            if len(said + each) >= CLAUSE:
                break
            said += f"，{each}"
        return self.language.say("front_quoted", text=said.translate(INNER))

    def _printed(self, row):
        """Return what a statement begins with, cut at a clause, and the clause of its quantity; ``""`` without text."""
        if pd.isna(row.start) or pd.isna(row.end):
            return ""
        text = load_text(self.report.place_code, row.year, self.data)[int(row.start) : int(row.end)]
        first, *clauses = re.split(r"(?=[，,])", re.split(r"[。；;\n]", NUMBERED.sub("", text))[0])
        said, missed = first, False
        for clause in clauses:
            has_quantity = bool(row.quantity) and row.quantity in clause
            if has_quantity or (len(said + clause) <= CLAUSE and not missed):
                said += ("…" if missed else "") + clause
            else:
                missed = True
        return re.sub(r"…[，,]?", "……", said)


def known_of(report):
    """Return what is known of a report, looked up once however many steps ask."""
    if "_known" not in report.__dict__:
        report.__dict__["_known"] = Known(report)
    return report.__dict__["_known"]


def at_fault(findings):
    """Return the numbers of the figures of findings that name what is wrong, and not what is merely vague."""
    told = findings[(findings["about"] == "report") & ~findings["rule"].isin(["vague", "all-hundred"])]
    return {number for numbers in told["figures"] for number in numbers}
