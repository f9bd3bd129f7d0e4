"""What the code can say to a user: the template of each message, worked out from the source by `ast`.

A template is a text in which `HOLE` stands for whatever is filled in. An expression is followed through f-strings, sums
of texts, either side of a condition, names that are assigned in the same function or module, functions of the package
and what they are called with. What is not followed is a hole.
"""

import ast
import re
from collections import defaultdict
from contextlib import suppress
from itertools import islice, product
from pathlib import Path
from typing import NamedTuple

import lawgov_analysis

from . import ROOT

PACKAGE = Path(lawgov_analysis.__file__).parent
HOLE = "\x00"
BASE = "LawgovError"
# What tells a user besides errors.
TELLING = ("UsageError", "fail", "tell", "for_reader")
# What says the rules that cells break, in which place, and the folders in which; what was not read is noted in those.
RULES = {"said": 1, "_broken": 2, "_where": 2}
TABLES, NOTED = ("tables/", "quantities/printed"), ("documents/", "tables/")
LEAVES = (ast.Constant, ast.expr_context, ast.operator, ast.cmpop, ast.arguments, ast.alias)
# What is in each file that says anything to a user, and in few others.
TELLS = re.compile(
    r"Error\(|Bad|NoData|Unknown|Unread|Unident|Stopped|\btell\(|for_reader|Missing|fault|hint|notes|fail"
)
# Of one expression, and how far names and calls are followed.
MOST, DEEPEST = 200, 22


class TooDeepError(Exception):
    """What an expression may be is not followed any further."""


class Module:
    """A module of the package: its tree, and the function that each node stands in."""

    def __init__(self, file):
        self.name = file.relative_to(PACKAGE if PACKAGE in file.parents else ROOT).as_posix()
        self.tree = ast.parse(file.read_text(encoding="utf-8"))
        self.stem = file.stem
        self.within, self.of_scope, self.names, self.texts = {}, defaultdict(list), {}, []
        self._walk(self.tree, self.tree)
        self.nodes = [*self.within]
        froms = [node for node in self.nodes if isinstance(node, ast.ImportFrom) and node.module]
        tables = [node for node in self.nodes if isinstance(node, ast.Assign | ast.AnnAssign) and _is_table(node)]
        self.tables = {_named(node): node.value.values for node in tables}
        self.imported = {name.name: node.module.rpartition(".")[2] for node in froms for name in node.names}

    def _walk(self, node, scope):
        """Go through the tree, as `ast.walk` does, which takes twice as long."""
        for value in vars(node).values():
            for child in value if type(value) is list else (value,):
                if type(child) is ast.Constant and type(child.value) is str:
                    self.texts.append(child.value)
                elif isinstance(child, ast.AST) and not isinstance(child, LEAVES):
                    self.within[child] = scope
                    self.of_scope[scope].append(child)
                    self._walk(child, child if isinstance(child, ast.FunctionDef) else scope)

    def bound(self, scope):
        """Return what each name is bound to within a function, or the module: expressions, all that it may be."""
        if scope in self.names:
            return self.names[scope]
        found = defaultdict(list)
        for node in self.of_scope[scope]:
            if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign | ast.NamedExpr) and node.value:
                for target in getattr(node, "targets", None) or [node.target]:
                    self._bind(found, target, node.value)
            elif isinstance(node, ast.For | ast.comprehension):
                self._bind_each(found, node.target, node.iter)
            elif isinstance(node, ast.Call) and node.args and _called(node) in ("append", "extend"):
                found[getattr(getattr(node.func, "value", None), "id", "")].append(node.args[0])
        self.names[scope] = found
        return found

    def _bind(self, found, target, value):
        """Bind the names of a target: of several the parts of what is a tuple, or a table of them."""
        if isinstance(target, ast.Name):
            found[target.id].append(value)
        elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(value.elts) == len(target.elts):
            for one, of in zip(target.elts, value.elts, strict=True):
                self._bind(found, one, of)
        elif isinstance(target, ast.Tuple):
            for each in self._either(value):
                self._bind(found, target, each)

    def _either(self, value):
        """Return the expressions of which a value is one."""
        match value:
            case ast.IfExp(body=body, orelse=orelse):
                return body, orelse
            case ast.BoolOp(values=values):
                return values
            case ast.Call(func=ast.Attribute(value=ast.Dict(values=values), attr="get")):
                return values
        return [each for each in self.tables.get(_table(value), ()) if isinstance(each, ast.Tuple)]

    def _bind_each(self, found, target, values):
        """Bind the names of a target to each of what is gone through."""
        if isinstance(values, ast.Tuple | ast.List):
            for value in values.elts:
                self._bind(found, target, value)
        elif isinstance(target, ast.Tuple) and isinstance(values, ast.Call) and _called(values) == "items":
            for value in self.tables.get(_table(values), ()):
                self._bind(found, target.elts[1], value)
        elif isinstance(target, ast.Name):
            found[target.id].append(values)


def _is_table(node):
    return isinstance(node.value, ast.Dict)


def _named(node):
    return getattr(getattr(node, "target", None) or node.targets[0], "id", "")


def _table(node):
    """Return the name of the table that an expression looks something up in: NAME[…], NAME.get(…), NAME.items()."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("get", "items"):
        node = node.func
    return getattr(getattr(node, "value", None), "id", "")


class Code:
    """The package, by the names of its functions, of its constants and of what is called."""

    def __init__(self, files):
        self.modules = [Module(file) for file in files]
        self.functions, self.constants, self.calls = defaultdict(list), defaultdict(list), defaultdict(list)
        for module in self.modules:
            for node in module.nodes:
                if isinstance(node, ast.FunctionDef):
                    self.functions[node.name].append((module, node))
                elif isinstance(node, ast.Call):
                    self.calls[_called(node)].append((module, node))
            for name, values in module.bound(module.tree).items():
                self.constants[name].append((module, values))

    def errors(self):
        """Return the names of the classes of errors that are explained to a user."""
        classes = [node for module in self.modules for node in module.nodes if isinstance(node, ast.ClassDef)]
        bases = {each.name: {getattr(base, "id", "") for base in each.bases} for each in classes}
        found = {BASE}
        while more := {name for name, of in bases.items() if of & found} - found:
            found |= more
        return found

    def templates(self, module, node, given=None, deep=DEEPEST):
        """Return the texts that an expression may be."""
        if deep <= 0:
            raise TooDeepError
        return [*islice(dict.fromkeys(self._of(module, node, given or {}, deep)), MOST)] or [HOLE]

    def _any(self, module, nodes, given, deep):
        """Return the texts that any of some expressions may be, as far as they are followed."""
        found, nodes = [], [*nodes]
        for node in nodes:
            with suppress(TooDeepError):
                found += self.templates(module, node, given, deep)
        if nodes and not found:
            raise TooDeepError
        return found

    def _of(self, module, node, given, deep):
        def of(part):
            return self.templates(module, part, given, deep - 1)

        def any_of(parts):
            return self._any(module, parts, given, deep - 1)

        match node:
            case ast.Constant(value=str(text)):
                return [text]
            case ast.Constant(value=None):
                return [""]
            case ast.JoinedStr(values=values):
                return ["".join(parts) for parts in islice(product(*map(of, values)), MOST)]
            case ast.FormattedValue(value=value, conversion=-1, format_spec=None):
                with suppress(TooDeepError):
                    return of(value)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return ["".join(parts) for parts in islice(product(of(left), of(right)), MOST)]
            case ast.IfExp(body=body, orelse=orelse):
                return any_of((body, orelse))
            case ast.BoolOp(values=values) | ast.List(elts=values) | ast.Tuple(elts=values):
                return any_of(values)
            case ast.ListComp(elt=value) | ast.GeneratorExp(elt=value) | ast.Starred(value=value):
                return of(value)
            case ast.Subscript(value=ast.Dict(values=values)):
                return any_of(values)
            case ast.Subscript() | ast.Call(func=ast.Attribute(attr="get")) if module.tables.get(_table(node)):
                return any_of([*module.tables[_table(node)], *getattr(node, "args", ())[1:]])
            case ast.Call(func=ast.Attribute(value=value, attr="format")):
                return [re.sub(r"\{[^{}]*\}", HOLE, text) for text in of(value)]
            case ast.Call(func=ast.Name(id="in_chinese_too"), args=[fault, *_]):
                return of(fault)
            case ast.Call():
                return self._of_call(module, node, given, deep)
            case ast.Name(id=name):
                return self._of_name(module, node, name, given, deep)
        return [HOLE]

    def _of_call(self, module, node, given, deep):
        functions = self._meant(module, node)
        if _called(node) == "next" and node.args:
            return self._any(module, node.args, given, deep - 1)
        if len(functions) != 1:
            return [HOLE]
        ((other, function),) = functions
        names = [argument.arg for argument in function.args.args]
        if names[:1] in (["self"], ["cls"]):
            names = names[1:]
        passed = dict(zip(names, node.args, strict=False)) | {each.arg: each.value for each in node.keywords}
        bound = {name: (module, value, given) for name, value in passed.items() if name}
        returned = [each.value for each in other.of_scope[function] if _gives(each) and each.value]
        return self._any(other, returned, bound, deep - 1)

    def _meant(self, module, call):
        """Return the functions that a call may mean: those of its own module, else of that it imports, else all."""
        named = self.functions.get(_called(call), ())
        own = [each for each in named if each[0] is module]
        return own or [each for each in named if each[0].stem == module.imported.get(_called(call))] or named

    def _of_name(self, module, node, name, given, deep):
        if name in given:
            other, value, its = given[name]
            return self.templates(other, value, its, deep - 1)
        scope = module.within[node]
        values = [value for value in module.bound(scope).get(name, ()) if not _is_within(node, value)]
        if values:
            return self._any(module, values, given, deep - 1)
        if isinstance(scope, ast.FunctionDef) and name in _parameters(scope):
            return self._of_parameter(scope, name, deep)
        if module.bound(module.tree).get(name):
            places = [(module, module.bound(module.tree)[name])]
        else:
            places = self.constants.get(name, ()) if name.isupper() else ()
        if len(places) != 1:
            return [HOLE]
        other, values = places[0]
        return self._any(other, values, {}, deep - 1)

    def _of_parameter(self, function, name, deep):
        """Return what a parameter is called with, anywhere."""
        names = [each for each in _parameters(function) if each not in ("self", "cls")]
        same = [other for other, each in self.functions[function.name] if each is function]
        if name not in names or (len(self.functions[function.name]) != 1 and not function.name.startswith("_")):
            return [HOLE]
        found, at = [], names.index(name)
        for module, call in self.calls[function.name]:
            if function.name.startswith("_") and module not in same:
                continue
            values = [each.value for each in call.keywords if each.arg == name] or call.args[at : at + 1]
            found += self._any(module, values, {}, deep - 2)
        return found


def _called(node):
    return getattr(node.func, "id", None) or getattr(node.func, "attr", "")


def _is_within(node, value):
    start, end = (value.lineno, value.col_offset), (value.end_lineno, value.end_col_offset)
    return start <= (node.lineno, node.col_offset) < end


def _gives(node):
    return isinstance(node, ast.Return | ast.Yield)


def _parameters(function):
    arguments = function.args
    return [each.arg for each in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]


class Said(NamedTuple):
    """What the code says.

    Attributes
    ----------
    said : dict of str
        Of each template of a message a place, ``file:line``.
    texts : list of str
        Every text that stands in the code, whatever it is for.
    """

    said: dict[str, str]
    texts: list[str]


def said_in_code():
    """Return the messages that a `LawgovError`, a usage error or a line on standard error may have."""
    files = [*sorted(PACKAGE.rglob("*.py")), ROOT / "run.py"]
    code, found = Code(file for file in files if TELLS.search(file.read_text("utf-8"))), {}

    def say(module, node):
        with suppress(TooDeepError):
            for line in "\n".join(code.templates(module, node)).split("\n"):
                # What begins with a mark is the end of another.
                if line and line[0] not in ":;,":
                    found.setdefault(line, f"{module.name}:{node.lineno}")

    for name, at in {**dict.fromkeys((*sorted(code.errors()), *TELLING), 0), **RULES}.items():
        for module, call in code.calls.get(name, ()):
            if len(call.args) > at and (name not in RULES or module.name.startswith(TABLES)):
                say(module, call.args[at])
    for module in code.modules:
        for scope in [*module.of_scope] if module.name.startswith(NOTED) else ():
            for node in module.bound(scope).get("notes", ()):
                say(module, node)
    return Said(found, [text for module in code.modules for text in module.texts])
