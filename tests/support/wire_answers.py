"""What a codec says to bytes and records, good or damaged, so that two codecs can be compared."""

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from orin.schemas.errors import WireError


def answer(call: Any, given: object) -> Any:
    """What `call` gives, or the reason of its WireError."""
    try:
        return call(given)
    except WireError as error:
        return error.reason


def damaged(data: st.DataObject, usual: Sequence[bytes]) -> bytes:
    """One of the `usual` messages with up to three bytes changed, cut near its end, and something after it."""
    changed = bytearray(data.draw(st.sampled_from(usual)))
    for _ in range(data.draw(st.integers(0, 3))):
        changed[data.draw(st.integers(5, len(changed) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(changed[: data.draw(st.integers(len(changed) - 30, len(changed)))])
    return cut + data.draw(st.binary(max_size=2))
