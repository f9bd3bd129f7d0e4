"""Which quantities can be compared: those that count the same kind of thing, in whatever measure word."""

SAME_UNITS = [frozenset(units.split()) for units in ("人 名 位", "件 宗 起 例 件次", "场 场次 次 期", "家 户 个 所 间")]


def same_unit(one, other):
    """Say whether two units count the same kind of thing: 件 and 宗."""
    return one == other or any(one in units and other in units for units in SAME_UNITS)
