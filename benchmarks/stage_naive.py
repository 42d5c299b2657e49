"""For comparison with stage_cost.py: the same stages as a plain Faust chain, one table write per message.

    python -m benchmarks.stage_naive [--records 20000]

Each stage once with sends that nobody awaits (Faust's default) and once with every acknowledgement awaited. Neither is
exactly-once: when killed, the first loses outputs, and both duplicate them.
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import faust
from confluent_kafka.admin import AdminClient, NewTopic

from benchmarks.machine import engines
from benchmarks.stage_load import record
from orin.processors.logic import Origin
from orin.processors.specs.armed import Armed
from orin.runtime.config.kafka import confluent_config
from orin.runtime.config.settings import Settings
from orin.schemas.records import Spec
from orin.schemas.wire.headers import headers
from orin.schemas.wire.serde import file_serde
from orin.topologies.kafka.topics import DETECTIONS, SPEC_KEY
from orin.topologies.track import track_stage
from orin.topologies.watch import watch_stage

_PARTITIONS = 4
_TRIES = 3
"""A Faust app with a table sometimes waits for ever at its first start on a fresh broker."""


def run(name: str, source: str, output: str, records: int, awaited: bool) -> dict[str, Any]:
    """In a process of its own: one naive stage until `records` are done."""
    settings = Settings()
    stage: Any = track_stage() if name == "track" else watch_stage()
    serde = file_serde()
    group = f"naive-{name}-{'awaited' if awaited else 'plain'}"
    app = faust.App(
        group,
        broker=f"kafka://{settings.kafka_bootstrap}",
        store="memory://",
        datadir=settings.home / group,
        autodiscover=False,
        topic_disable_leader=True,
        topic_allow_declare=False,
        topic_replication_factor=1,
        topic_partitions=_PARTITIONS,
        consumer_auto_offset_reset="earliest",
        web_enabled=False,
        stream_wait_empty=False,
    )
    raw: Any = {"key_type": bytes, "value_type": bytes, "key_serializer": "raw", "value_serializer": "raw"}
    incoming, outgoing = app.topic(source, **raw), app.topic(output, **raw)
    states: Any = app.Table("states", partitions=_PARTITIONS, key_type=bytes, value_type=bytes)
    armed = [Armed() for _ in range(_PARTITIONS)]
    watch = {"left": records, "started": 0.0, "ended": 0.0, "cpu": 0.0}
    done = asyncio.Event()

    async def work(stream: Any) -> None:
        async for event in stream.events():
            if not watch["started"]:
                watch["started"], watch["cpu"] = time.perf_counter(), time.process_time()
            message = event.message
            item = serde.decode(event.value)
            partition = message.partition
            if isinstance(item, Spec):
                armed[partition].add(item)
                results: list[Any] = [item] if Spec in stage.outputs else []
            else:
                camera: Any = item
                held = states.get(event.key)
                state = stage.logic.new(camera.camera) if held is None else stage.logic.load(held)
                origin = Origin(source, partition, message.offset)
                state, results = stage.logic.step(state, item, armed[partition], origin)
                states[event.key] = stage.logic.dump(state)
            for result in results:
                key = SPEC_KEY if isinstance(result, Spec) else event.key
                sent = await outgoing.send(
                    key=key, value=serde.encode(result), partition=partition, headers=dict(headers(result))
                )
                if awaited:
                    await sent
            watch["left"] -= 1
            if watch["left"] <= 0:
                watch["ended"], watch["cpu"] = time.perf_counter(), time.process_time() - watch["cpu"]
                done.set()

    app.agent(incoming)(work)

    async def main() -> None:
        await app.start()
        await done.wait()
        await app.producer.flush()  # or the next stage waits for what was never sent

    asyncio.run(main())
    seconds = watch["ended"] - watch["started"]
    return {
        "stage": name,
        "acks": "awaited" if awaited else "not awaited",
        "records_per_s": round(records / seconds),
        "us_per_record": round(seconds / records * 1e6),
        "us_cpu": round(watch["cpu"] / records * 1e6),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--stage", nargs=4, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.stage:
        name, source, output, acks = chosen.stage
        print(json.dumps(run(name, source, output, chosen.records, acks == "awaited")), flush=True)
        os._exit(0)  # the naive chain does not stop by itself within reason
    with engines() as settings:
        total = record(settings, chosen.records)
        for acks in ("plain", "awaited"):
            changelogs = [f"naive-{stage}-{acks}-states-changelog" for stage in ("track", "watch")]
            _create(settings, f"naive.tracks.{acks}", f"naive.events.{acks}", *changelogs)
            _child(settings, total, "track", DETECTIONS, f"naive.tracks.{acks}", acks)
            _child(settings, total, "watch", f"naive.tracks.{acks}", f"naive.events.{acks}", acks)


def _create(settings: Settings, *topics: str) -> None:
    admin = AdminClient(confluent_config(settings))
    for future in admin.create_topics([NewTopic(topic, _PARTITIONS, 1) for topic in topics]).values():
        future.result()


def _child(settings: Settings, records: int, *stage: str) -> None:
    command = [sys.executable, "-m", "benchmarks.stage_naive", "--records", str(records), "--stage", *stage]
    settings.home.mkdir(parents=True, exist_ok=True)
    environment = os.environ | {"ORIN_KAFKA_BOOTSTRAP": settings.kafka_bootstrap, "ORIN_HOME": str(Path(settings.home))}
    for _ in range(_TRIES):
        try:
            subprocess.run(command, env=environment, check=False, timeout=60)
        except subprocess.TimeoutExpired:
            print(f"{stage[0]} never began to work; once more", file=sys.stderr)
        else:
            return


if __name__ == "__main__":
    main()
