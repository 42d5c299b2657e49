"""How each of the two Kafka clients is told where the brokers are and how to log in, and the stages' consumer groups.

Only connection and security: what a producer or consumer is for is set where it is made.
"""

import ssl
from typing import Any

from orin.runtime.config.settings import Settings
from orin.schemas.errors import Misuse

_PROTOCOLS = ("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL")


def consumer_group(stage: str) -> str:
    """The consumer group of a stage. A transactional id is the group, a dash and the partition's number."""
    return f"orin.{stage}"


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
        context = ssl.create_default_context(cafile=_file(settings, "kafka_ssl_ca"))
        certificate, key = _certificate(settings)
        if certificate is not None:
            context.load_cert_chain(certificate, key)
        config["ssl_context"] = context
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
    if protocol.endswith("SSL"):
        certificate, key = _certificate(settings)
        files = {
            "ssl.ca.location": _file(settings, "kafka_ssl_ca"),
            "ssl.certificate.location": certificate,
            "ssl.key.location": key,
        }
        config |= {name: file for name, file in files.items() if file is not None}
    return config


def confluent_producer_config(settings: Settings) -> dict[str, Any]:
    """`confluent_config`, the partitioner that Java, Faust and C clients agree on, and idempotence.

    Without that a send tried again, such as the first to a topic just made, lands behind those that came after it:
    a camera's frames out of order, of which the later stages drop those that seem to go back.
    """
    return confluent_config(settings) | {"partitioner": "murmur2_random", "enable.idempotence": True, "acks": "all"}


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


def _certificate(settings: Settings) -> tuple[str | None, str | None]:
    certificate, key = _file(settings, "kafka_ssl_certificate"), _file(settings, "kafka_ssl_key")
    if (certificate is None) != (key is None):
        raise Misuse("ORIN_KAFKA_SSL_CERTIFICATE and ORIN_KAFKA_SSL_KEY go together: set both or none")
    return certificate, key


def _file(settings: Settings, name: str) -> str | None:
    path = getattr(settings, name)
    if path is None:
        return None
    if not path.is_file():
        raise Misuse(f"ORIN_{name.upper()} names {path}, which is not a file")
    return str(path)
