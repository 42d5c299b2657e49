"""A message as each client reads it: a header without a value, which Kafka allows, is an empty one."""

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orin.topologies.kafka.messages import LateHeaders, Message, received
from orin.topologies.kafka.topics import CAPTURED_AT_HEADER, SEQUENCE_HEADER, SESSION_HEADER
from orin.topologies.stage import faust_app, log_reader
from orin.topologies.stage.checkpoint.delivery import sequence_of
from orin.topologies.stage.checkpoint.state import VERSION_HEADER, read_version
from orin.topologies.stage.reading import event_time_of, named

Given = list[tuple[str, bytes | None]]
NAMES = [CAPTURED_AT_HEADER, SESSION_HEADER, SEQUENCE_HEADER, VERSION_HEADER]
HEADERS = st.lists(st.tuples(st.sampled_from(NAMES), st.none() | st.binary(max_size=25)), max_size=5)


def by_confluent(headers: Given) -> Message:
    parts = {"partition": 0, "offset": 0, "timestamp": (0, 5), "key": b"a/b", "value": b"", "headers": headers}
    return received(SimpleNamespace(**{name: lambda part=part: part for name, part in parts.items()}))


def by_faust(headers: Given) -> Message:
    return faust_app.to_message(
        SimpleNamespace(partition=0, offset=0, timestamp=0.005, key=b"a/b", value=b"", headers=headers)
    )


def by_aiokafka(headers: Given) -> Message:
    return log_reader.to_message(
        SimpleNamespace(partition=0, offset=0, timestamp=5, key=b"a/b", value=b"", headers=tuple(headers))
    )


@pytest.mark.parametrize("read", [by_confluent, by_faust, by_aiokafka])
@given(headers=HEADERS)
def test_whatever_the_headers_are_they_are_read(read: Any, headers: Given) -> None:
    message = read(headers)
    assert all(isinstance(value, bytes) for _, value in message.headers)
    event_time_of(message)
    sequence_of(message)
    named(b"a/b", message.headers, 5)
    read_version(message.headers)


def test_headers_that_are_unpacked_late_have_values_as_well() -> None:
    message = SimpleNamespace(headers=lambda: [("x", None), ("y", b"1")])
    assert list(LateHeaders(message)) == [("x", b""), ("y", b"1")]
