import ssl
import stat
from pathlib import Path

import pytest
from pydantic import SecretStr

from orin.runtime.config.kafka import aiokafka_config, confluent_config, confluent_producer_config
from orin.runtime.config.settings import Settings
from orin.runtime.embedded.certificates import Certificates
from orin.schemas.errors import Misuse


def settings(**fields: object) -> Settings:
    return Settings(_env_file=None, **fields)


def test_plaintext_names_only_the_brokers() -> None:
    given = settings(kafka_bootstrap="a:1,b:2")
    assert aiokafka_config(given) == {"bootstrap_servers": ["a:1", "b:2"], "security_protocol": "PLAINTEXT"}
    assert confluent_config(given) == {"bootstrap.servers": "a:1,b:2", "security.protocol": "PLAINTEXT"}
    producing = confluent_producer_config(given)
    assert producing["partitioner"] == "murmur2_random"
    assert (producing["enable.idempotence"], producing["acks"]) == (True, "all")


def test_sasl_over_tls_reaches_both_clients() -> None:
    given = settings(kafka_security_protocol="sasl_ssl", kafka_sasl_username="u", kafka_sasl_password=SecretStr("p"))
    ours = aiokafka_config(given)
    assert (ours["sasl_mechanism"], ours["sasl_plain_username"], ours["sasl_plain_password"]) == (
        "SCRAM-SHA-512",
        "u",
        "p",
    )
    assert isinstance(ours["ssl_context"], ssl.SSLContext)
    theirs = confluent_config(given)
    assert (theirs["security.protocol"], theirs["sasl.mechanism"], theirs["sasl.password"]) == (
        "SASL_SSL",
        "SCRAM-SHA-512",
        "p",
    )


def test_a_certificate_of_its_own_reaches_both_clients(tmp_path: Path) -> None:
    certificates = Certificates(tmp_path)
    certificates.ensure("orin-test")
    given = settings(
        kafka_security_protocol="SSL",
        kafka_ssl_ca=certificates.authority,
        kafka_ssl_certificate=certificates.certificate,
        kafka_ssl_key=certificates.key,
    )
    assert isinstance(aiokafka_config(given)["ssl_context"], ssl.SSLContext)
    theirs = confluent_config(given)
    assert theirs["ssl.certificate.location"] == str(certificates.certificate)
    assert theirs["ssl.key.location"] == str(certificates.key)
    before = certificates.certificate.read_bytes()
    certificates.ensure("orin-test")
    assert certificates.certificate.read_bytes() == before, "good ones are kept"
    assert {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()} == {0o600}


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"kafka_security_protocol": "TLS"}, "ORIN_KAFKA_SECURITY_PROTOCOL"),
        ({"kafka_security_protocol": "SASL_PLAINTEXT"}, "ORIN_KAFKA_SASL_USERNAME"),
        ({"kafka_security_protocol": "SSL", "kafka_ssl_ca": Path("nowhere.pem")}, "ORIN_KAFKA_SSL_CA"),
        ({"kafka_security_protocol": "SSL", "kafka_ssl_key": Path(__file__)}, "ORIN_KAFKA_SSL_CERTIFICATE"),
    ],
)
def test_contradictions_are_misuse(fields: dict[str, object], named: str) -> None:
    for config in (aiokafka_config, confluent_config):
        with pytest.raises(Misuse, match=named):
            config(settings(**fields))
