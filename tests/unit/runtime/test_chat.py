"""The client of a chat model: what a server can do to it is bounded, and the key is in no message."""

import gzip
import threading

import pytest

from orin.runtime.chat import LARGEST, ChatModel, NoAnswer, chat_model
from orin.runtime.config.settings import Settings
from orin.schemas.errors import Misuse
from tests.support.servers.chat import Answer, Handler, chat, raw, says

KEY = "sk-never-shown-7f3a"
SCHEMA = {"type": "object"}


def ask(*script: Answer, key: str | None = KEY, patience: float = 20.0) -> str:
    with chat(script) as server:
        return ChatModel(server.url, "m", key, insecure=False, patience=patience).ask("order", "wish", SCHEMA)


def test_an_answer_is_its_content() -> None:
    with chat([says("Hello")]) as server:
        model = ChatModel(server.url + "/", "small", KEY, insecure=False)
        assert model.ask("order", "wish", SCHEMA) == "Hello"
    ((path, authorization, body),) = server.asked
    assert (path, authorization, body["model"]) == ("/v1/chat/completions", f"Bearer {KEY}", "small")
    assert [each["content"] for each in body["messages"]] == ["order", "wish"]
    assert body["response_format"]["json_schema"]["schema"] == SCHEMA


def test_without_a_key_none_is_sent() -> None:
    with chat([says("Hello")]) as server:
        ChatModel(server.url, "m", None, insecure=False).ask("order", "wish", SCHEMA)
    assert server.asked[0][1] is None


@pytest.mark.parametrize("status", [400, 404, 422])
def test_a_server_that_knows_no_schema_is_told_it_in_words(status: int) -> None:
    with chat([raw(b"{}", status), says("Hello")]) as server:
        assert ChatModel(server.url, "m", KEY, insecure=False).ask("order", "wish", SCHEMA) == "Hello"
    plain = server.asked[1][2]
    assert "response_format" not in plain
    assert '{"type":"object"}' in plain["messages"][0]["content"]


@pytest.mark.parametrize(
    ("status", "said"),
    [(401, "ORIN_WORDS_KEY"), (403, "ORIN_WORDS_KEY"), (404, "ORIN_WORDS_MODEL"), (429, "too many"), (500, "failed"),
     (503, "failed"), (204, "refuses")],
)  # fmt: skip
def test_what_a_server_says_of_its_errors_is_not_repeated(status: int, said: str) -> None:
    body = b"" if status == 204 else f"\x1b[2J{KEY} is wrong".encode()
    with pytest.raises(NoAnswer, match=said) as caught:
        ask(raw(body, status))
    assert KEY not in str(caught.value)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(status: int) -> None:
    with chat([says("stolen")]) as other:
        with pytest.raises(NoAnswer, match="redirects"):
            ask(raw(b"", status, {"Location": f"{other.url}/chat/completions"}))
        assert other.asked == []


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b"[]", b"null", b"{}", b'{"choices": []}', b'{"choices": [{"message": {"content": null}}]}',
     b'{"choices": {"0": 1}}', b"[" * 100_000, b"\xff\xfe", b'{"choices": [{"message": "x"}]}', b"9" * 5000],
)  # fmt: skip
def test_what_is_no_answer_of_a_chat_model(body: bytes) -> None:
    with pytest.raises(NoAnswer, match="not that of a chat model"):
        ask(raw(body))


def test_of_100_mb_little_is_read() -> None:
    sent: list[int] = []

    def flood(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(100_000_000))
        handler.end_headers()
        while sum(sent) < 100_000_000:
            handler.wfile.write(b" " * 100_000)
            sent.append(100_000)

    with pytest.raises(NoAnswer, match=f"larger than {LARGEST >> 10} KiB"):
        ask(flood)
    assert sum(sent) < 50_000_000  # what a socket's buffers may hold


def test_a_small_body_that_unpacks_to_a_huge_one_is_not_unpacked() -> None:
    with pytest.raises(NoAnswer, match="not that of a chat model"):
        ask(raw(gzip.compress(b" " * 50_000_000, 1), headers={"Content-Encoding": "gzip"}))


@pytest.mark.parametrize("head", [True, False])
def test_a_drip_is_no_progress(head: bool) -> None:
    gone = threading.Event()

    def drip(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + (b"\r\n" if head else b"X: "))
        try:
            while not gone.wait(0.01):
                handler.wfile.write(b" ")
        finally:
            gone.set()

    with pytest.raises(NoAnswer, match=r"nothing new for 0\.3 s"):
        ask(drip, patience=0.3)
    assert gone.is_set()  # its connection was closed, not left


def test_a_server_that_is_not_there() -> None:
    with chat([says("")]) as server:
        pass
    with pytest.raises(NoAnswer, match="cannot be reached") as caught:
        ChatModel(server.url, "m", KEY, insecure=False).ask("order", "wish", SCHEMA)
    assert KEY not in str(caught.value)


def test_what_is_no_http() -> None:
    def other(handler: Handler) -> None:
        handler.wfile.write(b"220 mail.example ESMTP\r\n")

    with pytest.raises(NoAnswer, match="does not answer as it should"):
        ask(other)


@pytest.mark.parametrize(
    "url",
    ["ftp://127.0.0.1/v1", "127.0.0.1:8000/v1", "", "http://", "http://127.0.0.1:x/v1", "https://a b/v1",
     "https://host/v1\n", "http://models.example/v1", "http://127.0.0.1.example/v1", "http://10.0.0.1/v1",
     f"https://me:{KEY}@host/v1", f"https://host/v1?key={KEY}", f"https://host/v1#{KEY}"],
)  # fmt: skip
def test_addresses_that_are_refused(url: str) -> None:
    with pytest.raises(Misuse, match="ORIN_WORDS_URL") as caught:
        ChatModel(url, "m", None, insecure=False)
    assert KEY not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "insecure"),
    [("http://127.0.0.2:1/v1", False), ("http://[::1]:1/v1", False), ("http://localhost/v1", False),
     ("https://models.example/v1", False), ("http://models.example/v1", True)],
)  # fmt: skip
def test_addresses_that_are_taken(url: str, insecure: bool) -> None:
    assert ChatModel(url, "m", None, insecure=insecure).host in url


def test_a_key_with_a_line_break_is_refused_unseen() -> None:
    with pytest.raises(Misuse, match="ORIN_WORDS_KEY") as caught:
        ChatModel("https://host/v1", "m", f"{KEY}\n", insecure=False)
    assert KEY not in str(caught.value)


def test_loopback_is_asked_without_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    assert ask(says("Hello")) == "Hello"


def test_off_unless_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ORIN_WORDS_URL", raising=False)
    monkeypatch.delenv("ORIN_WORDS_MODEL", raising=False)
    assert chat_model(Settings()) is None
    monkeypatch.setenv("ORIN_WORDS_MODEL", "m")
    with pytest.raises(Misuse, match="without ORIN_WORDS_URL"):
        chat_model(Settings())
    monkeypatch.setenv("ORIN_WORDS_URL", "https://host/v1")
    monkeypatch.setenv("ORIN_WORDS_KEY", KEY)
    settings = Settings()
    assert chat_model(settings) is not None
    assert KEY not in repr(settings)
