"""Certificates of a cluster on this machine: an authority of its own, and what it signs. PEM, as Kafka reads it."""

import datetime
import ipaddress
import os
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

_VALID = datetime.timedelta(days=825)
_RENEW = datetime.timedelta(days=30)
_SKEW = datetime.timedelta(hours=1)
"""Clocks of one machine may be set back."""


class Certificates:
    """What is in `folder`, made at the first call of `ensure` and again when it is about to expire.

    The authority's key is never written: nothing can be signed with it later.
    """

    def __init__(self, folder: Path) -> None:
        self.authority = folder / "ca.pem"
        self.certificate = folder / "broker.pem"
        """For every name and address of this machine's loopback, as a server and as a client."""
        self.key = folder / "broker.key"
        self.keystore = folder / "keystore.pem"
        """The key and the certificate in one file."""

    def ensure(self, name: str) -> None:
        """Makes certificates for the common name `name`, unless there are some that are still good."""
        if self._good():
            return
        self.authority.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        authority_key = ec.generate_private_key(ec.SECP256R1())
        authority = _signed(authority_key, "orin local authority", authority_key, "orin local authority", server=False)
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = _signed(key, name, authority_key, "orin local authority", server=True)
        secret = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        _write(self.key, secret)
        _write(self.certificate, _pem(certificate))
        _write(self.keystore, secret + _pem(certificate))
        _write(self.authority, _pem(authority))

    def _good(self) -> bool:
        files = (self.authority, self.certificate, self.key, self.keystore)
        if not all(file.is_file() for file in files):
            return False
        certificate = x509.load_pem_x509_certificate(self.certificate.read_bytes())
        return certificate.not_valid_after_utc - _RENEW > datetime.datetime.now(datetime.UTC)


def _signed(
    key: ec.EllipticCurvePrivateKey, name: str, issuer_key: ec.EllipticCurvePrivateKey, issuer: str, *, server: bool
) -> x509.Certificate:
    now = datetime.datetime.now(datetime.UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(_common_name(name))
        .issuer_name(_common_name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _SKEW)
        .not_valid_after(now + _VALID)
        .add_extension(x509.BasicConstraints(ca=not server, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
        .add_extension(_usage(server), critical=True)
    )
    if server:
        loopback = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
        both = [ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]
        builder = builder.add_extension(x509.SubjectAlternativeName(loopback), critical=False)
        builder = builder.add_extension(x509.ExtendedKeyUsage(both), critical=False)
    return builder.sign(issuer_key, hashes.SHA256())


def _usage(server: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=server,
        key_cert_sign=not server,
        crl_sign=not server,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _common_name(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _write(path: Path, content: bytes) -> None:
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
