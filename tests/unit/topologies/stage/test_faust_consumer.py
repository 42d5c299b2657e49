"""The one override of Faust's private parts: fails when Faust, or aiokafka below it, changes under us."""

import asyncio
import threading
from importlib.metadata import version
from pathlib import Path
from typing import Any

from faust.types import TP

from orin.runtime.config.settings import Settings
from orin.topologies.stage.faust_app import faust_app
from orin.topologies.stage.faust_consumer import FAUST_VERSION


async def test_the_consumer_reads_committed_and_does_not_dawdle(tmp_path: Path) -> None:
    assert version("faust-streaming") == FAUST_VERSION, "read topologies/stage/faust_consumer.py, then move the pin"
    app: Any = faust_app("orin.test", Settings(home=tmp_path))
    thread: Any = app.consumer._thread
    plain = super(type(thread), thread)._create_worker_consumer(app.transport)
    ours = thread._create_worker_consumer(app.transport)
    try:
        # What the override sets must be what aiokafka reads when it starts.
        assert (plain._isolation_level, plain._fetch_max_wait_ms) == ("read_uncommitted", 1500)
        assert (ours._isolation_level, ours._fetch_max_wait_ms) == ("read_committed", 100)
        assert callable(thread.note_offsets)
    finally:
        for consumer in (plain, ours):
            await consumer.stop()
        thread.thread_loop.close()


async def test_a_seek_takes_its_turn_in_the_thread_that_fetches(tmp_path: Path) -> None:
    app: Any = faust_app("orin.test", Settings(home=tmp_path))
    thread: Any = app.consumer._thread
    seeks: list[tuple[int | None, TP, int]] = []

    class Consumer:
        def seek(self, place: TP, offset: int) -> None:
            seeks.append((threading.get_ident(), place, offset))

    thread._consumer = Consumer()
    loop = thread.thread_loop
    fetching = threading.Thread(target=loop.run_forever)
    fetching.start()
    try:
        await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(thread.method_queue.start(), loop))
        await app.consumer.seek(TP("orin.tracks.v1", 3), 7)
        await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(thread.method_queue.stop(), loop))
    finally:
        loop.call_soon_threadsafe(loop.stop)
        fetching.join()
        loop.close()
    assert seeks == [(fetching.ident, TP("orin.tracks.v1", 3), 7)]


async def test_the_app_has_nothing_of_its_own_on_kafka(tmp_path: Path) -> None:
    app: Any = faust_app("orin.test", Settings(home=tmp_path))
    conf = app.conf
    assert (conf.web_enabled, conf.topic_disable_leader, conf.topic_allow_declare) == (False, True, False)
    assert conf.broker_request_timeout >= conf.broker_session_timeout
    assert not conf.stream_wait_empty
    assert Path(conf.datadir).parent.is_dir()
