"""`orin worker notify`: decides who is told, and tells them."""

import os
import signal
import threading

import structlog

from orin.runtime.config.settings import Settings
from orin.schemas.errors import OrinError
from orin.schemas.wire.serde import open_serde
from orin.topologies.notify.courier import Courier
from orin.topologies.notify.stage import notify_stage
from orin.topologies.stage.wire import Wire
from orin.topologies.stage.worker import StageWorker

log = structlog.get_logger(__name__)


async def run(settings: Settings) -> None:
    """Until SIGTERM. Raises OrinError when it cannot go on and a human must decide."""
    serde = open_serde(settings.schema_registry_url)
    courier = Courier(settings, serde)
    stop = threading.Event()
    failed: list[BaseException] = []

    def carry() -> None:
        try:
            courier.run(stop)
        except Exception as error:
            failed.append(error)
            os.kill(os.getpid(), signal.SIGTERM)  # the stage ends in order, and the process with it

    thread = threading.Thread(target=carry, name="courier")
    thread.start()
    try:
        await StageWorker(notify_stage(settings.late_after), Wire(serde), settings).run()
    finally:
        stop.set()
        thread.join()
    if failed:
        raise failed[0] if isinstance(failed[0], OrinError) else OrinError(f"notify cannot go on: {failed[0]!r}")
