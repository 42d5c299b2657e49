"""An event explained: a bag left by its owner, with a gap in its window."""

from orin.processors.specs.armed import Armed
from orin.schemas.records import Tracks
from orin.topologies.replay.compare import compare
from orin.topologies.replay.explain import AFTER, BEFORE, Explanation, FrameCollector
from tests.support.guards_scene import ZONES, Scene, bag, guard, person, specs, still, watch, way

RULE = guard("unattended: {objects: suitcase, zone: floor, for: 20s}")
OWNER = way((2, 320, 500), (4, 320, 500), (10, 990, 500))
THINGS = [bag("<b>ag", still(300, 500), born=3, dies=50), person("ann", OWNER, born=2, dies=10)]
SCENE = Scene(THINGS, 60, fps=4, missing=((30.0, 37.0),))


def explained(records: list[Tracks], rule: str = RULE) -> Explanation:
    """The last event of SCENE by `rule`; `records` are those that the topics still hold."""
    events = watch(SCENE, rule)
    armed = Armed()
    for spec in (*specs(ZONES), *specs(rule)):
        armed.add(spec)
    collector = FrameCollector((events[0].since - BEFORE, events[-1].at + AFTER), events[-1])
    for record in records:
        collector.add(record, armed)
    (pair,) = compare(events, events, other_rules=False)
    return collector.explanation(events, events, pair, [])
