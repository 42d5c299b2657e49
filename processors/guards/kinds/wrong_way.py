"""`wrong_way`: the path of one track goes over a line in the direction in which nobody should."""

from orin.processors.guards.context import NEVER, NEXT, GuardContext
from orin.processors.guards.observed.line_path import crossings
from orin.processors.specs.models import WrongWay


def watch_wrong_way(context: GuardContext) -> int:
    """Fires for every crossing in the rule's direction, which is the wrong one."""
    rule = context.guard.rule
    assert isinstance(rule, WrongWay)
    for tracked, pending in crossings(context, rule.direction):
        context.out.moment(context.guard, context.state, tracked, pending)
    return NEXT if context.frame.select(context.guard.filter) else NEVER
