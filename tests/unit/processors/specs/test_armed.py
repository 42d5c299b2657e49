"""Which revision is in force, and until when that holds."""

from orin.processors.specs.armed import Armed
from orin.schemas.records import Spec


def spec(number: int, active_from: int, active_until: int | None = None) -> Spec:
    return Spec(
        kind="guard", name="g", revision=f"{number}-0", body="{}", active_from=active_from, active_until=active_until
    )


def test_next_change_is_the_next_beginning_or_end() -> None:
    armed = Armed()
    assert armed.next_change(0) is None
    for one in (spec(1, 10), spec(2, 20, 30)):
        assert armed.add(one)
    assert [armed.next_change(t) for t in (9, 10, 19, 20, 29, 30)] == [10, 20, 20, 30, 30, None]
    assert [[s.revision for s in armed.guards(t)] for t in (9, 10, 20, 30)] == [[], ["1-0"], ["2-0"], []]


def test_between_changes_nothing_changes_also_after_storing() -> None:
    armed = Armed()
    for one in (spec(1, 10), spec(2, 20, 30), spec(3, 25), spec(4, 25, 25)):
        armed.add(one)
    again = Armed.load(armed.dump())
    for t in range(40):
        end = armed.next_change(t)
        for later in range(t, end or 40):
            assert armed.guards(later) == armed.guards(t) == again.guards(t)
