"""Rules: where the shape, rule or step of a name is that read a number, with texts that it reads and spares."""

from typing import NamedTuple

from . import cells, chinese, context, enclosed, find
from .shapes import CHINESE_SHAPES, DIGIT_SHAPES


class NamedRule(NamedTuple):
    """What reads numbers.

    Attributes
    ----------
    module : str
        Of this folder.
    takes, spares : tuple of str
        Texts of which it reads a number, and the nearest ones of which it reads none.
    """

    module: str
    takes: tuple[str, ...]
    spares: tuple[str, ...]


_IN_CONTEXT = (context.DIGIT_RULES, context.BARE_RULES, context.SHARE_RULES, context.UNIT_RULES)
_OF_NUMERALS = (chinese.NUMERAL_RULES, chinese.SAYING_RULES, chinese.ONE_RULES, chinese.FEW_RULES)

#: By their names, as `Quantity.rule` has them.
RULES: dict[str, NamedRule] = {
    **{shape.name: NamedRule("shapes", shape.takes, shape.spares) for shape in (*DIGIT_SHAPES, *CHINESE_SHAPES)},
    **{
        rule.name: NamedRule("context", rule.takes, rule.spares)
        for rules in (*_IN_CONTEXT, *context.CLASS_RULES.values(), context.BOUNDED_RULES, (context.MEASURE,))
        for rule in rules
    },
    **{rule.name: NamedRule("chinese", rule.takes, rule.spares) for rules in _OF_NUMERALS for rule in rules},
    **{
        name: NamedRule(step.__name__.rpartition(".")[2], (example,), ())
        for step in (find, cells, enclosed)
        for name, example in step.STEPS.items()
    },
}
