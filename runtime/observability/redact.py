"""Secrets out of anything that is shown: passwords in URLs, credentials in `name=value` pairs."""

import re

MASK = "***"

# To the last @ of the word, not the first: a password may hold one, and hiding too much is the better mistake.
_URL_PASSWORD = re.compile(r"(\w://)\S*:\S*@")
_PAIR = re.compile(
    r"(?i)\b([\w-]*(?:password|passwd|passphrase|pwd|secret|token|api_?key|access_?key|signature|authorization))"
    r"(\s*=\s*)('[^']*'|\"[^\"]*\"|[^\s&;,'\"]+)"
)
_SECRET_NAME = re.compile(r"(?i)(password|passwd|passphrase|pwd|secret|token|api_?key|access_?key|authorization)$")


def redact(text: str) -> str:
    """`text` with user and password of every URL, and the value of every `password=…` and its like, masked."""
    if "://" in text:
        text = _URL_PASSWORD.sub(rf"\1{MASK}@", text)
    return _PAIR.sub(rf"\1\2{MASK}", text) if "=" in text else text


def is_secret_name(name: str) -> bool:
    """Whether a field of this name holds a secret."""
    return _SECRET_NAME.search(name) is not None
