"""The one override of Faust's private parts: fails when Faust, or aiokafka below it, changes under us."""

from importlib.metadata import version
from pathlib import Path
from typing import Any

from runtime.settings import Settings
from topologies.stage.faust_app import faust_app
from topologies.stage.faust_consumer import FAUST_VERSION


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


async def test_the_app_has_nothing_of_its_own_on_kafka(tmp_path: Path) -> None:
    app: Any = faust_app("orin.test", Settings(home=tmp_path))
    conf = app.conf
    assert (conf.web_enabled, conf.topic_disable_leader, conf.topic_allow_declare) == (False, True, False)
    assert conf.broker_request_timeout >= conf.broker_session_timeout
    assert not conf.stream_wait_empty
    assert Path(conf.datadir).parent.is_dir()
