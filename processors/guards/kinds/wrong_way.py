"""`wrong_way`: the path of one track goes over a line in the direction in which nobody should."""

from processors.guards.path import crossings
from processors.guards.turn import NEVER, NEXT, Turn
from processors.specs.models import WrongWay


def watch_wrong_way(turn: Turn) -> int:
    """Fires for every crossing in the rule's direction, which is the wrong one."""
    rule = turn.guard.rule
    assert isinstance(rule, WrongWay)
    for thing, held in crossings(turn, rule.direction):
        turn.out.moment(turn.guard, turn.state, thing, held)
    return NEXT if turn.frame.select(turn.guard.filter) else NEVER
