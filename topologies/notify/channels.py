"""Sends one message by every channel of a target."""

from pathlib import Path
from typing import NamedTuple

from orin.processors.specs.targets import Channel, TargetSpec
from orin.schemas.errors import Misuse
from orin.topologies.notify.outbox import Outcome, Parcel
from orin.topologies.notify.secrets import reveal
from orin.topologies.notify.webhook import Answer, Sending, post


class Ways(NamedTuple):
    """What sending needs to know of this machine."""

    sending: Sending
    secrets: Path | None


def send(parcel: Parcel, spec: TargetSpec | None, ways: Ways) -> Outcome:
    """By the channels that have not taken it. Blocks until each has answered, or has had its time."""
    if spec is None:
        gone = Answer(ok=False, code=None, why="the target is not applied any more", final=True)
        return Outcome(parcel, {"none": gone})
    had = set.intersection(*(set(each.channels) for each in parcel.deliveries))
    named = [(f"{_kind(channel)}-{index}", channel) for index, channel in enumerate(spec.send)]
    return Outcome(parcel, {name: _by(channel, parcel, ways) for name, channel in named if name not in had})


def _kind(channel: Channel) -> str:
    return next(name for name in channel.__struct_fields__ if getattr(channel, name) is not None)


def _by(channel: Channel, parcel: Parcel, ways: Ways) -> Answer:
    try:
        assert channel.webhook is not None
        url = reveal(channel.webhook.url, ways.secrets)
        secret = None if channel.webhook.secret is None else reveal(channel.webhook.secret, ways.secrets)
    except Misuse as error:  # it may be there later: tried again
        return Answer(ok=False, code=None, why=str(error))
    return post(url, secret, parcel.message_id, parcel.body, ways.sending)
