"""What a message of a stage's source is taken for: a rule shared by the stage and by replay."""

from typing import Any

from processors.logic import StateT
from schemas.errors import WireError
from schemas.plausible import check_plausible
from schemas.records import Record, Spec
from topologies.stage.definition import InputT, Message, Stage
from topologies.topics import CAPTURED_AT_HEADER, SESSION_HEADER, SPEC_KEY

_LONGEST_TIME = 19
"""Digits of the largest 64-bit number of µs."""


def check(stage: Stage[StateT, InputT], message: Message, record: Record) -> None:
    """Raises WireError for a record that does not belong on the stage's source, not under the message's key or at its
    time, or whose numbers mean nothing.
    """
    if isinstance(record, Spec):
        wanted = SPEC_KEY
    elif isinstance(record, stage.inputs):
        camera: str = record.camera  # type: ignore[union-attr]
        if not is_camera(camera):
            raise WireError("wrong_key", f"{camera[:80]!r} is not SITE/CAMERA")
        wanted = camera.encode()
    else:
        raise WireError("unexpected_type", f"a {type(record).__name__} does not belong on {stage.source}")
    if message.key != wanted:
        raise WireError("wrong_key", f"key {(message.key or b'')[:80]!r} where {wanted[:80]!r} is due")
    check_plausible(record, message.timestamp)


def substitute(stage: Stage[StateT, InputT], message: Message) -> Any | None:
    """What stands for a message that cannot be read: an `undecodable` record of the stage's input, or None.

    Given where key and headers say whose frame it was, and the log's own time agrees.
    """
    found = dict(message.headers)
    session, at = found.get(SESSION_HEADER), found.get(CAPTURED_AT_HEADER, b"")
    if message.key is None or session is None or not at.isdigit() or len(at) > _LONGEST_TIME:
        return None
    # A mangled header must not move the camera's clock.
    if int(at) // 1000 != message.timestamp:
        return None
    try:
        camera = message.key.decode()
        return stage.undecodable(camera, session.decode(), int(at)) if is_camera(camera) else None
    except UnicodeDecodeError:
        return None


def is_camera(name: str) -> bool:
    """Keys that begin with @ are the checkpoint's own."""
    return "/" in name and not name.startswith("@")
