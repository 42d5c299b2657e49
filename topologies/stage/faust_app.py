"""The Faust app of a process, made from our settings: no tables, no web server, no topics of its own."""

from typing import Any

import faust

from orin.runtime.config.kafka import aiokafka_config
from orin.runtime.config.settings import Settings
from orin.topologies.kafka.messages import Message, with_values
from orin.topologies.stage.faust_consumer import read_committed

_REQUEST_SECONDS = 15.0


def faust_app(group: str, settings: Settings) -> faust.App:
    """An app that reads committed in consumer group `group`."""
    kafka = aiokafka_config(settings)
    folder = settings.home / "faust"
    folder.mkdir(parents=True, exist_ok=True)
    app = faust.App(
        group,
        broker=[f"kafka://{address}" for address in kafka["bootstrap_servers"]],
        broker_credentials=_credentials(kafka),
        broker_session_timeout=settings.kafka_session_timeout,
        broker_heartbeat_interval=settings.kafka_session_timeout / 3,
        broker_request_timeout=max(_REQUEST_SECONDS, settings.kafka_session_timeout),
        consumer_group_instance_id=settings.kafka_instance,
        consumer_auto_offset_reset="earliest",
        datadir=folder / group,
        store="memory://",
        autodiscover=False,
        topic_disable_leader=True,
        topic_allow_declare=False,
        web_enabled=False,
        stream_wait_empty=False,
    )
    read_committed(app)
    return app


def raw_topic(app: faust.App, name: str) -> Any:
    """The topic `name`, its records as bytes. They are not acknowledged: Faust keeps no list of offsets then, which
    every transaction marker would lengthen for ever.
    """
    return app.topic(name, key_type=bytes, value_type=bytes, key_serializer="raw", value_serializer="raw", acks=False)


def to_message(message: Any) -> Message:
    """From Faust's ConsumerMessage; its timestamp is in seconds."""
    headers = message.headers
    return Message(
        message.partition,
        message.offset,
        round(message.timestamp * 1000),
        message.key,
        message.value,
        with_values(headers.items() if isinstance(headers, dict) else headers or ()),
    )


def _credentials(kafka: dict[str, Any]) -> Any:
    protocol = kafka["security_protocol"]
    if protocol.startswith("SASL"):
        return faust.SASLCredentials(
            mechanism=kafka["sasl_mechanism"],
            username=kafka["sasl_plain_username"],
            password=kafka["sasl_plain_password"],
            ssl_context=kafka.get("ssl_context"),
        )
    return faust.SSLCredentials(kafka["ssl_context"]) if protocol == "SSL" else None
