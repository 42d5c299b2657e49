"""The AsyncAPI document: valid by AsyncAPI's own schema, and true of what is declared and written."""

import json
from pathlib import Path
from typing import Any

import fastavro
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from orin.schemas.records import Record
from orin.schemas.registry.file import RECORDS
from orin.schemas.wire.headers import headers
from orin.topologies.kafka import topic_plan
from orin.topologies.kafka.asyncapi import CONTENTS, asyncapi_document
from orin.topologies.kafka.topics import TOPICS
from tests.support.record_strategies import RECORD
from tests.support.servers.asyncapi import document_schema

DOCUMENT = asyncapi_document()


@pytest.mark.slow
def test_asyncapis_own_schema_takes_it(engines: Path) -> None:
    check = Draft7Validator(document_schema(engines))
    assert [error.message for error in check.iter_errors(DOCUMENT)] == []
    assert [*check.iter_errors(DOCUMENT | {"asyncapi": "2.0"})] != []


def test_every_topic_and_every_record_is_in_it() -> None:
    assert set(DOCUMENT["channels"]) == set(TOPICS) == set(CONTENTS)
    assert set(DOCUMENT["components"]["messages"]) == set(RECORDS)
    on_topics = {name for channel in DOCUMENT["channels"].values() for name in channel["messages"]}
    assert on_topics == set(RECORDS), "each lies on some topic"


def test_partitions_and_retention_are_those_of_the_plan() -> None:
    for name, topic in topic_plan.declared().items():
        told = DOCUMENT["channels"][name]["bindings"]["kafka"]
        assert (told["partitions"], told["replicas"]) == (topic.partitions, topic.replication)
        assert str(told["topicConfiguration"].get("retention.ms", "")) == topic.config.get("retention.ms", "")
    small = asyncapi_document(one_machine=True)
    assert small["channels"]["orin.events.v1"]["bindings"]["kafka"]["replicas"] == 1


def test_every_reference_leads_somewhere() -> None:
    found = [*references(DOCUMENT)]
    assert len(found) > 50
    for reference in found:
        place: Any = DOCUMENT
        for part in reference.removeprefix("#/").split("/"):
            place = place[part]


def references(value: Any) -> Any:
    if isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"]
        for each in value.values():
            yield from references(each)


def test_who_may_read_and_write_is_told() -> None:
    told = DOCUMENT["operations"]
    assert told["orin-watch.send.orin.events.v1"]["channel"] == {"$ref": "#/channels/orin.events.v1"}
    assert "orin-project.receive.orin.events.v1" in told
    assert "orin-operator.receive.orin.audit.v1" in told, "by a rule for a prefix"
    assert "orin-ingest.send.orin.events.v1" not in told
    assert not any("state" in name and "ingest" not in name for name in told), "states are of their stages alone"


def test_each_payload_is_an_avro_schema() -> None:
    for message in DOCUMENT["components"]["messages"].values():
        assert fastavro.parse_schema(json.loads(json.dumps(message["payload"]["schema"])))


@given(RECORD, st.none() | st.integers(0, 9))
def test_the_headers_that_are_written_are_told(record: Record, sequence: int | None) -> None:
    told = DOCUMENT["components"]["messages"][type(record).__name__]["headers"]
    names = {name for name, _ in headers(record, sequence)}
    assert names <= set(told["properties"])
    assert names >= set(told["required"])
