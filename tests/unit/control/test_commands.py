"""The ids of commands, what a review may say, and the bound of a body."""

import asyncio
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import fields
from pydantic import ValidationError
from starlette.types import Message, Receive, Scope, Send

from orin.access.principal import LOCAL_READER
from orin.control.commands import command_id
from orin.control.models import ReviewIn
from orin.runtime.http.middleware import BodyBound
from orin.schemas.records import Review

KEY = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=20)
TARGET = st.sampled_from(["reviews/a", "reviews/b", "mutes/site/hq"])
OTHER = LOCAL_READER._replace(subject="account:kim")


@given(TARGET, TARGET, KEY, KEY)
def test_a_key_names_one_command_of_one_sender_to_one_target(one: str, two: str, key: str, other: str) -> None:
    first = command_id(LOCAL_READER, one, key)
    assert (first == command_id(LOCAL_READER, two, other)) == ((one, key) == (two, other))
    assert first != command_id(OTHER, one, key)
    assert command_id(LOCAL_READER, one, None) != command_id(LOCAL_READER, one, None)


@given(
    st.fixed_dictionaries(
        {"action": st.sampled_from(["acknowledged", "assigned", "commented", "resolved", "false_alarm", "reopened"])},
        optional={"assignee": st.none() | st.text(max_size=5), "note": st.text(max_size=5)},
    )
)
def test_a_review_that_is_taken_makes_sense(said: dict[str, Any]) -> None:
    try:
        taken = ReviewIn.model_validate(said)
    except ValidationError:
        return
    assert taken.assignee is None or (taken.action == "assigned" and taken.assignee)
    assert taken.action != "assigned" or "assignee" in said
    assert taken.action != "commented" or taken.note.strip()
    assert set(ReviewIn.model_fields) <= {each.name for each in fields(Review)}


@pytest.mark.parametrize("stated", [True, False])
@given(st.lists(st.binary(max_size=6), max_size=5))
def test_a_body_passes_whole_or_not_at_all(stated: bool, parts: list[bytes]) -> None:
    size = sum(map(len, parts))
    headers = [(b"content-length", b"%d" % size)] if stated else []
    came = asyncio.run(answer(headers, parts))
    assert came == (b"".join(parts) if size <= 10 else 413)


def test_a_body_that_is_read_as_it_comes_is_bounded_by_its_reader() -> None:
    assert asyncio.run(answer([(b"content-length", b"20")], [bytes(20)], streamed=frozenset({"/x"}))) == bytes(20)


async def answer(
    headers: list[tuple[bytes, bytes]], parts: list[bytes], streamed: frozenset[str] = frozenset()
) -> bytes | int:
    """What an app behind a bound of 10 bytes receives, or the status that it did not."""
    seen: list[bytes] = []
    statuses: list[int] = []

    async def app(_scope: Scope, receive: Receive, _send: Send) -> None:
        more = True
        while more:
            message = await receive()
            seen.append(message.get("body", b""))
            more = message.get("more_body", False)

    messages = [{"type": "http.request", "body": part, "more_body": True} for part in parts]
    messages.append({"type": "http.request", "body": b"", "more_body": False})
    coming = iter(messages)

    async def receive() -> Message:
        return next(coming)

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    scope: Scope = {"type": "http", "method": "POST", "path": "/x", "headers": headers}
    await BodyBound(app, 10, streamed)(scope, receive, send)
    return statuses[0] if statuses else b"".join(seen)
