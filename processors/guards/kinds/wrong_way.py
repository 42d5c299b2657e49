"""`wrong_way`: the path of one track goes over a line in the direction in which nobody should."""

from orin.processors.guards.context import NEVER, NEXT, Turn
from orin.processors.guards.observed.line_path import crossings
from orin.processors.specs.models import WrongWay


def watch_wrong_way(turn: Turn) -> int:
    """Fires for every crossing in the rule's direction, which is the wrong one."""
    rule = turn.guard.rule
    assert isinstance(rule, WrongWay)
    for thing, held in crossings(turn, rule.direction):
        turn.out.moment(turn.guard, turn.state, thing, held)
    return NEXT if turn.frame.select(turn.guard.filter) else NEVER
