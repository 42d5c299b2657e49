"""What clients do with connections, over real sockets and with a trivial application behind them."""

import asyncio
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from unittest.mock import patch

import pytest
import uvicorn
from starlette.responses import PlainTextResponse

from orin.runtime.http import connections, server
from tests.support.waiting import until

_TIMEOUT = 1.0
_MOST = 4
Address = tuple[str, int]


@pytest.fixture
def address() -> Iterator[Address]:
    """Where a server with small bounds listens."""
    listener = server._listen("127.0.0.1", 0)
    config = uvicorn.Config(
        PlainTextResponse("fine"), http=connections.BoundedProtocol, log_config=None, lifespan="off"
    )
    running = uvicorn.Server(config)
    with patch.object(connections, "HEAD_TIMEOUT", _TIMEOUT), patch.object(connections, "MOST_CONNECTIONS", _MOST):
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            until(lambda: running.started)
            yield listener.getsockname()
        finally:
            running.should_exit = True
            thread.join(20)
            listener.close()


def whole_answer(client: socket.socket) -> bytes:
    """Everything until the server closes the connection."""
    client.settimeout(20)
    return b"".join(iter(lambda: client.recv(65536), b""))


def ask(client: socket.socket) -> None:
    """A request and its answer, after which the connection stays open."""
    client.settimeout(20)
    client.sendall(GET + b"\r\n")
    answer = b""
    while not answer.endswith(b"fine"):
        answer += client.recv(65536)
        assert answer.startswith(b"HTTP/1.1 200 ")


GET = b"GET / HTTP/1.1\r\nHost: localhost\r\n"


def test_accepted_connections_send_without_delay() -> None:
    async def accepted() -> int:
        found: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        def note(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            connection = writer.get_extra_info("socket")
            found.set_result(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        listener = server._listen("127.0.0.1", 0)
        async with await asyncio.start_server(note, sock=listener):
            _, writer = await asyncio.open_connection(*listener.getsockname())
            try:
                return await asyncio.wait_for(found, 20)
            finally:
                writer.close()

    assert asyncio.run(accepted()) != 0


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_request_that_states_its_length_twice_gets_one_answer(address: Address, order: tuple[int, int]) -> None:
    lengths = [b"Content-Length: 5\r\n", b"Transfer-Encoding: chunked\r\n"]
    head = b"POST / HTTP/1.1\r\nHost: localhost\r\n" + b"".join(lengths[i] for i in order)
    with socket.create_connection(address) as client:
        client.sendall(head + b"\r\n0\r\n\r\n" + GET + b"\r\n")
        answer = whole_answer(client)
    assert answer.count(b"HTTP/1.1 ") == 1
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["status"] == 400


def test_what_is_not_http_is_a_problem_too(address: Address) -> None:
    with socket.create_connection(address) as client:
        client.sendall(b"\x16\x03\x01\x02\x00\r\n\r\n")
        assert b"application/problem+json" in whole_answer(client)


@pytest.mark.parametrize("before", [False, True])
def test_a_head_that_does_not_come_closes_its_connection(address: Address, before: bool) -> None:
    """Also one whose bytes trickle, and one that is not the connection's first."""
    with socket.create_connection(address) as client:
        if before:
            ask(client)
        began = time.monotonic()
        client.sendall(GET)
        until(lambda: is_closed_while_it_trickles(client))
        assert time.monotonic() - began >= _TIMEOUT
    with socket.create_connection(address) as client:
        if before:
            ask(client)
        client.sendall(GET)
        assert whole_answer(client).startswith(b"HTTP/1.1 408 ")


def is_closed_while_it_trickles(client: socket.socket) -> bool:
    try:
        client.sendall(b"X: 1\r\n")
    except OSError:
        return True
    return False


def test_a_connection_that_says_nothing_is_closed(address: Address) -> None:
    with socket.create_connection(address) as client:
        assert whole_answer(client).startswith(b"HTTP/1.1 408 ")


def test_a_pause_between_requests_is_no_slow_head(address: Address) -> None:
    with socket.create_connection(address) as client:
        ask(client)
        time.sleep(1.5 * _TIMEOUT)  # idle for longer than a head may take: that is the keep-alive timeout's business
        ask(client)


def test_connections_are_bounded_and_a_closed_one_makes_room(address: Address) -> None:
    with ExitStack() as opened:
        for _ in range(_MOST):
            client = opened.enter_context(socket.create_connection(address))
            ask(client)
        with socket.create_connection(address) as refused:
            answer = whole_answer(refused)
        assert answer.startswith(b"HTTP/1.1 503 ")
        assert b"4 connections are open" in answer
        assert b"Retry-After: 2" in answer
    until(lambda: is_served(address))


def is_served(address: Address) -> bool:
    with socket.create_connection(address) as client:
        client.sendall(GET + b"Connection: close\r\n\r\n")
        return whole_answer(client).startswith(b"HTTP/1.1 200 ")
