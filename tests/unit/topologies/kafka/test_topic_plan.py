"""The declaration of topics, and its comparison with what a cluster has."""

from hypothesis import given
from hypothesis import strategies as st

from orin.topologies.kafka import topics
from orin.topologies.kafka.topic_plan import Topic, compare, declared, retention_ms

NAMES = {value for name, value in vars(topics).items() if name.isupper() and str(value).startswith("orin.")}
DATA = {
    topics.FRAMES,
    topics.DETECTIONS,
    topics.TRACKS,
    topics.EVENTS,
    topics.HEALTH,
    topics.SNAPSHOTS,
    topics.REVIEWS,
    topics.AUDIT,
}


def test_every_topic_that_the_code_names_is_declared() -> None:
    assert set(declared()) == NAMES


def test_keyed_topics_have_12_partitions_and_4_on_one_machine() -> None:
    for one_machine, partitions, replication in ((False, 12, 3), (True, 4, 1)):
        for name, topic in declared(one_machine).items():
            assert topic.partitions == (1 if name in {topics.SPECS, topics.JOBS} else partitions)
            assert topic.replication == replication
            assert int(topic.config["min.insync.replicas"]) == max(1, replication - 1)


def test_what_the_contract_says_of_the_topics() -> None:
    there = declared()
    for name in DATA:
        config = there[name].config
        assert config["message.timestamp.type"] == "CreateTime"
        assert config["message.timestamp.after.max.ms"] == "60000"
        assert config["cleanup.policy"] == "delete"
    for name in (topics.SPECS, topics.MUTES):
        assert there[name].config["cleanup.policy"] == "compact"
    assert there[topics.DEAD_LETTERS].config["cleanup.policy"] == "compact,delete"
    for name in (topics.TRACK_STATE, topics.WATCH_STATE):
        assert there[name].config["cleanup.policy"] == "compact"
        assert int(there[name].config["segment.bytes"]) <= 16 * 2**20
    assert all(topic.config["unclean.leader.election.enable"] == "false" for topic in there.values())
    assert retention_ms(topics.SNAPSHOTS) >= retention_ms(topics.TRACKS)
    assert retention_ms(topics.REVIEWS) >= retention_ms(topics.EVENTS)
    assert retention_ms(topics.AUDIT) == 400 * 86400 * 1000
    assert retention_ms(topics.FRAMES) == 7 * 86400 * 1000


def test_overrides() -> None:
    there = declared(one_machine=False, partitions=24, replication=2)
    assert there[topics.FRAMES].partitions == 24
    assert there[topics.FRAMES].replication == 2
    assert there[topics.FRAMES].config["min.insync.replicas"] == "1"
    assert there[topics.SPECS].partitions == 1


CONFIGS = st.dictionaries(st.sampled_from(["a", "b", "c"]), st.sampled_from(["1", "2", "x", "y,x", "x,y"]), max_size=3)
TOPICS = st.dictionaries(
    st.sampled_from(["t1", "t2", "t3"]),
    st.builds(Topic, name=st.just(""), partitions=st.integers(1, 3), replication=st.just(1), config=CONFIGS),
    max_size=3,
).map(
    lambda held: {
        name: Topic(name=name, partitions=t.partitions, replication=1, config=t.config) for name, t in held.items()
    }
)


@given(TOPICS, TOPICS)
def test_changes_lead_from_what_is_there_to_what_is_declared(wanted: dict[str, Topic], found: dict[str, Topic]) -> None:
    changes = compare(wanted, found)
    after = {
        name: Topic(name=name, partitions=t.partitions, replication=1, config=dict(t.config))
        for name, t in found.items()
    }
    for change in changes:
        if change.action == "create":
            after[change.topic] = wanted[change.topic]
        elif change.action == "set":
            assert change.wanted is not None
            after[change.topic].config[change.key] = change.wanted
        elif change.action == "unset":
            del after[change.topic].config[change.key]
    left = compare(wanted, after)
    assert left == [c for c in changes if c.action == "refused"]
    assert all(c.topic in wanted for c in changes)


@given(TOPICS)
def test_nothing_to_change_where_all_is_as_declared(wanted: dict[str, Topic]) -> None:
    assert compare(wanted, wanted) == []


def test_values_that_mean_the_same_are_no_drift() -> None:
    def topic(policy: str, ratio: str) -> dict[str, Topic]:
        return {"t": Topic(name="t", partitions=1, replication=1, config={"cleanup.policy": policy, "ratio": ratio})}

    assert compare(topic("compact,delete", "0.2"), topic("delete,compact", "0.20")) == []
