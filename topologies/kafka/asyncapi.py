"""The topics as an AsyncAPI 3.0 document: what a program in any language needs to read them.

Put together from topics.yaml, users.yaml and the newest version of each record's schema. What lies on a topic, and its
key, is said here.
"""

from collections.abc import Mapping
from fnmatch import fnmatchcase
from importlib.metadata import version
from typing import Any, NamedTuple

from orin.schemas import records
from orin.schemas.names import CAMERA_RULE
from orin.schemas.records import Record
from orin.schemas.registry.file import NAMESPACE, Entry, file_registry
from orin.topologies.kafka import topic_plan, topics, user_plan
from orin.topologies.kafka.topic_plan import Topic

_AVRO = "application/vnd.apache.avro;version=1.9.0"
_BINDING = "0.5.0"
_ACTIONS = {"READ": "receive", "WRITE": "send"}
_NUMBERS = ("retention.ms", "retention.bytes", "delete.retention.ms", "max.message.bytes")
"""Of a topic's configuration, what AsyncAPI's Kafka binding has beside `cleanup.policy`."""


class Content(NamedTuple):
    """What lies on a topic."""

    says: str
    key: str
    records: tuple[type[Record], ...]
    """None for what is not Avro: the state of a stage, which only that stage reads."""


_CAMERA_KEY = f"the camera, {CAMERA_RULE}"
_MARKED = f"{_CAMERA_KEY}; {topics.SPEC_KEY.decode()} for a Spec"
CONTENTS: Mapping[str, Content] = {
    topics.FRAMES: Content(
        "Captured frames: references to images in the frame store. The end of each session, and in their order the"
        " specs that hold from there on.",
        _MARKED, (records.FrameRef, records.SessionEnd, records.Spec),
    ),
    topics.DETECTIONS: Content(
        "What was found in each frame. For one camera and captured_at the record with the lowest offset counts.",
        _MARKED, (records.Detections, records.SessionEnd, records.Spec),
    ),
    topics.TRACKS: Content(
        "Detections joined over frames.", _MARKED, (records.Tracks, records.SessionEnd, records.Spec)
    ),
    topics.EVENTS: Content(
        "Phases of events, in the order of their sequence for each event.", _CAMERA_KEY, (records.Event,)
    ),
    topics.HEALTH: Content(
        "Signs of life of each ingest, and cameras and guards that went dark or blind or are back.",
        _CAMERA_KEY, (records.Heartbeat, records.HealthEvent),
    ),
    topics.SNAPSHOTS: Content(
        "The states of a camera's tracks and guards now and then: where replay begins.",
        _CAMERA_KEY, (records.CameraSnapshot,),
    ),
    topics.SPECS: Content(
        "Every revision of each camera, guard and target.", "kind/name@revision", (records.Spec, records.Target)
    ),
    topics.REVIEWS: Content("What people say of events.", _CAMERA_KEY, (records.Review,)),
    topics.MUTES: Content("What notifies nobody for a while.", "the scope", (records.Mute,)),
    topics.AUDIT: Content("Commands, sign-ins and refusals.", "who it was", (records.Audit,)),
    topics.JOBS: Content("Work that somebody asked for, and how it stands.", "the job's id", (records.Job,)),
    topics.ALERTING: Content(
        "Events and reviews with the time at which they came, and what holds then: what notify decides on.",
        _CAMERA_KEY, (records.Tick, records.Event, records.Review),
    ),
    topics.DELIVERIES: Content(
        "Whether and how each target is told of an event, and what became of it; the newest of a key counts.",
        "the delivery_id", (records.Delivery,),
    ),
    topics.DEAD_LETTERS: Content(
        "What could not be processed, whole, and why.", "stage/topic/partition/offset", (records.DeadLetter,)
    ),
    topics.INGEST_STATE: Content(
        "A frame near the last one of each camera, and from which offset on that one lies.",
        _CAMERA_KEY, (records.FrameRef,),
    ),
    topics.TRACK_STATE: Content("The checkpoint of `track`, for that stage alone.", "the camera, or the position", ()),
    topics.WATCH_STATE: Content("The checkpoint of `watch`, for that stage alone.", "the camera, or the position", ()),
    topics.NOTIFY_STATE: Content(
        "The checkpoint of `notify`, for that stage alone.", "the camera, or the position", ()
    ),
}  # fmt: skip

_TEXT = {"type": "string"}
_HEADERS = {
    "type": "object",
    "required": ["ce_specversion", "ce_id", "ce_type", "ce_source", "traceparent"],
    "properties": {
        "ce_specversion": {"type": "string", "const": "1.0"},
        "ce_id": _TEXT
        | {"description": "With ce_source the same for the same thing said again, and for nothing else."},
        "ce_type": _TEXT | {"description": f"The record: {NAMESPACE}.Event, say."},
        "ce_source": _TEXT | {"description": "What it is about, as a URI reference: /site/camera."},
        "traceparent": _TEXT | {"description": "W3C trace context; one trace for all that one frame leads to."},
        topics.CAPTURED_AT_HEADER: _TEXT | {"description": "Event time, µs since 1970, in digits."},
        topics.SESSION_HEADER: _TEXT | {"description": "Session of the camera."},
        topics.SEQUENCE_HEADER: _TEXT
        | {"description": "Dense number of a stage's outputs on one partition, in digits."},
        topics.COMMAND_HEADER: _TEXT | {"description": "Of a spec: the command that wrote it, a UUID."},
    },
}


def asyncapi_document(one_machine: bool = False) -> dict[str, Any]:
    """The document, for a cluster or for one machine: they differ in partitions and replicas."""
    plan = topic_plan.declared(one_machine)
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "ORIN",
            "version": version("orin"),
            "description": "Values are Avro with the schema's id before them, as schema registries have it (a zero"
            " byte, four bytes of the id); ids are those of `orin schemas list`. Read committed: stages write in"
            " transactions.",
        },
        "defaultContentType": "application/avro",
        "channels": {name: _channel(topic) for name, topic in plan.items()},
        "operations": _operations(),
        "components": {"messages": {name: _message(name, entry) for name, entry in file_registry().newest().items()}},
    }


def _channel(topic: Topic) -> dict[str, Any]:
    content = CONTENTS[topic.name]
    names = [record.__name__ for record in content.records]
    config: dict[str, Any] = {name: int(topic.config[name]) for name in _NUMBERS if name in topic.config}
    return {
        "address": topic.name,
        "description": f"{content.says} Key: {content.key}.",
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in names},
        "bindings": {
            "kafka": {
                "topic": topic.name,
                "partitions": topic.partitions,
                "replicas": topic.replication,
                "topicConfiguration": {"cleanup.policy": topic.config["cleanup.policy"].split(","), **config},
                "bindingVersion": _BINDING,
            }
        },
    }


def _operations() -> dict[str, Any]:
    """Which of users.yaml's users reads and writes which topics of records."""
    found = {}
    for user, rules in user_plan.declared().items():
        for rule in sorted(rules):
            action = _ACTIONS.get(rule.operation)
            for topic, content in CONTENTS.items():
                if rule.kind == "topic" and action and content.records and fnmatchcase(topic, rule.name):
                    found[f"{user}.{action}.{topic}"] = {
                        "action": action,
                        "channel": {"$ref": f"#/channels/{topic}"},
                        "summary": f"{user} may {rule.operation.lower()} {topic}.",
                    }
    return found


def _message(name: str, newest: Entry) -> dict[str, Any]:
    schema = file_registry().schema(newest)
    return {
        "name": newest.subject,
        "title": name,
        "summary": schema["doc"],
        "headers": _HEADERS,
        "payload": {"schemaFormat": _AVRO, "schema": schema},
        "bindings": {
            "kafka": {
                "schemaIdLocation": "payload",
                "schemaIdPayloadEncoding": "confluent",
                "schemaLookupStrategy": "RecordNameStrategy",
                "bindingVersion": _BINDING,
            }
        },
    }
