"""`crosses`: the path of one track goes over a line."""

from orin.processors.guards.context import NEVER, NEXT, Turn
from orin.processors.guards.observed.line_path import crossings
from orin.processors.specs.models import Crosses


def watch_crosses(turn: Turn) -> int:
    """Fires for every crossing in the wanted direction; each return counts again."""
    rule = turn.guard.rule
    assert isinstance(rule, Crosses)
    for thing, held in crossings(turn, rule.direction):
        turn.out.moment(turn.guard, turn.state, thing, held)
    return NEXT if turn.frame.select(turn.guard.filter) else NEVER
