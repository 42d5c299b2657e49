"""`wrong_way`: a track crosses a line in the wrong direction."""

from typing import Literal

from orin.processors.guards.context import GuardContext
from orin.processors.guards.observed.line_path import LineSide, fire_crossings
from orin.processors.specs.kinds import Field, GuardKind
from orin.processors.specs.nodes import choice
from orin.processors.specs.rule import Rule


class WrongWay(Rule, frozen=True, kw_only=True):
    line: str
    direction: Literal["in", "out"]


def watch_wrong_way(context: GuardContext) -> int:
    """Fires for every crossing in the rule's direction, which is the wrong one."""
    rule = context.guard.rule
    assert isinstance(rule, WrongWay)
    return fire_crossings(context, rule.direction)


WRONG_WAY = GuardKind(
    name="wrong_way",
    rule=WrongWay,
    watch=watch_wrong_way,
    memory=LineSide,
    fires="A track crosses the line in the wrong direction.",
    fields={"direction": Field(choice("direction", ("in", "out")))},
)
