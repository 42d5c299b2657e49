"""How each of the two Kafka clients is told where the brokers are and how to log in.

Only connection and security: what a producer or consumer is for is set where it is made.
"""

import ssl
from typing import Any

from runtime.settings import Settings
from schemas.errors import Misuse

_PROTOCOLS = ("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL")


def aiokafka_config(settings: Settings) -> dict[str, Any]:
    """Keyword arguments of every AIOKafkaProducer, AIOKafkaConsumer and AIOKafkaAdminClient.

    Raises Misuse where the settings contradict each other.
    """
    protocol = _protocol(settings)
    config: dict[str, Any] = {
        "bootstrap_servers": settings.kafka_bootstrap.split(","),
        "security_protocol": protocol,
    }
    if protocol.startswith("SASL"):
        mechanism, username, password = _sasl(settings)
        config |= {"sasl_mechanism": mechanism, "sasl_plain_username": username, "sasl_plain_password": password}
    if protocol.endswith("SSL"):
        config["ssl_context"] = ssl.create_default_context(cafile=_ca(settings))
    return config


def confluent_config(settings: Settings) -> dict[str, Any]:
    """Configuration of every confluent_kafka Consumer and AdminClient; producers take `confluent_producer_config`.

    Raises Misuse where the settings contradict each other.
    """
    protocol = _protocol(settings)
    config: dict[str, Any] = {"bootstrap.servers": settings.kafka_bootstrap, "security.protocol": protocol}
    if protocol.startswith("SASL"):
        mechanism, username, password = _sasl(settings)
        config |= {"sasl.mechanism": mechanism, "sasl.username": username, "sasl.password": password}
    if protocol.endswith("SSL") and (ca := _ca(settings)) is not None:
        config["ssl.ca.location"] = ca
    return config


def confluent_producer_config(settings: Settings) -> dict[str, Any]:
    """`confluent_config` and the partitioner that Java, Faust and C clients agree on."""
    return confluent_config(settings) | {"partitioner": "murmur2_random"}


def _protocol(settings: Settings) -> str:
    protocol = settings.kafka_security_protocol.upper()
    if protocol not in _PROTOCOLS:
        raise Misuse(f"ORIN_KAFKA_SECURITY_PROTOCOL is {protocol!r}; it must be one of {', '.join(_PROTOCOLS)}")
    return protocol


def _sasl(settings: Settings) -> tuple[str, str, str]:
    if settings.kafka_sasl_username is None or settings.kafka_sasl_password is None:
        raise Misuse(
            f"ORIN_KAFKA_SECURITY_PROTOCOL={settings.kafka_security_protocol} needs "
            "ORIN_KAFKA_SASL_USERNAME and ORIN_KAFKA_SASL_PASSWORD"
        )
    mechanism = settings.kafka_sasl_mechanism or "SCRAM-SHA-512"
    return mechanism, settings.kafka_sasl_username, settings.kafka_sasl_password.get_secret_value()


def _ca(settings: Settings) -> str | None:
    if settings.kafka_ssl_ca is None:
        return None
    if not settings.kafka_ssl_ca.is_file():
        raise Misuse(f"ORIN_KAFKA_SSL_CA names {settings.kafka_ssl_ca}, which is not a file")
    return str(settings.kafka_ssl_ca)
