"""`crosses`: the path of one track goes over a line."""

from orin.processors.guards.context import NEVER, NEXT, GuardContext
from orin.processors.guards.observed.line_path import crossings
from orin.processors.specs.models import Crosses


def watch_crosses(context: GuardContext) -> int:
    """Fires for every crossing in the wanted direction; each return counts again."""
    rule = context.guard.rule
    assert isinstance(rule, Crosses)
    for tracked, pending in crossings(context, rule.direction):
        context.out.moment(context.guard, context.state, tracked, pending)
    return NEXT if context.frame.select(context.guard.filter) else NEVER
