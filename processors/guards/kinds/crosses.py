"""`crosses`: a track crosses a line."""

from orin.processors.guards.context import GuardContext
from orin.processors.guards.observed.line_path import LineSide, fire_crossings
from orin.processors.specs.kinds import GuardKind
from orin.processors.specs.rule import Direction, Rule


class Crosses(Rule, frozen=True, kw_only=True):
    line: str
    direction: Direction = "any"


def watch_crosses(context: GuardContext) -> int:
    """Fires for every crossing in the wanted direction; each return counts again."""
    rule = context.guard.rule
    assert isinstance(rule, Crosses)
    return fire_crossings(context, rule.direction)


CROSSES = GuardKind(
    name="crosses",
    rule=Crosses,
    watch=watch_crosses,
    memory=LineSide,
    fires="A track crosses the line.",
)
