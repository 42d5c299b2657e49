"""Secrets that people do not choose: 256 random bits, of which only the SHA-256 is kept."""

import hashlib
import secrets

_BYTES = 32


def fresh() -> str:
    """43 characters of a-z, A-Z, 0-9, '-' and '_'."""
    return secrets.token_urlsafe(_BYTES)


def digest(secret: str) -> bytes:
    """What is stored, and looked up by. There is nothing to guess from it or from how long a look-up takes."""
    return hashlib.sha256(secret.encode()).digest()
