"""A topic that does not exist: declared ones are to be created, a slip of the pen is answered with the nearest."""

from orin.topologies.kafka.answers import no_topic
from orin.topologies.kafka.topic_plan import declared
from orin.topologies.kafka.topics import TOPICS


def test_a_declared_topic_is_to_be_created() -> None:
    assert str(no_topic("orin.tracks.v1", "k:9092")) == (
        "orin.tracks.v1 does not exist on k:9092; create it with `orin topics apply`"
    )


def test_a_slip_is_answered_with_the_nearest_name() -> None:
    said = str(no_topic("orin.track.v1", "k:9092"))
    assert said == "there is no topic orin.track.v1 on k:9092 (did you mean 'orin.tracks.v1'?)"


def test_all_that_are_declared_are_known() -> None:
    assert set(declared(True, None, None)) == set(TOPICS)
