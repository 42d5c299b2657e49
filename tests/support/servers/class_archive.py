"""Kafka's classes as a JVM has read and checked them once: a broker starts with a third less work.

A test run starts a hundred JVMs. The archive lies beside the engines' programs and is made where there is none yet. A
JVM that it does not fit, of another version say, starts without it.
"""

import fcntl
import hashlib
import os
import subprocess
import tempfile
from pathlib import Path

from orin.runtime.config.settings import Settings
from orin.runtime.embedded.jars import kafka_jars
from orin.runtime.embedded.java import find_java
from orin.runtime.embedded.kafka import Kafka
from orin.topologies.kafka.topic_plan import TopicAdmin

_OPTIONS = "JDK_JAVA_OPTIONS"
"""What every java that is started from here takes as well."""


def use_class_archive(engines: Path) -> None:
    """For all brokers that this process and its children start from now on."""
    os.environ.pop(_OPTIONS, None)
    jars = kafka_jars(engines, Settings().maven_repository, print)
    version = subprocess.run([find_java().path, "-version"], capture_output=True, check=True).stderr
    key = hashlib.sha256(repr((version, [(str(jar), jar.stat().st_mtime_ns) for jar in jars])).encode()).hexdigest()
    archive = engines / f"kafka-classes-{key[:16]}.jsa"
    with (engines / "kafka-classes.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # test processes start at once
        if not archive.is_file():
            _make(archive, engines)
    os.environ[_OPTIONS] = f"-XX:SharedArchiveFile={archive}"


def _make(archive: Path, engines: Path) -> None:
    fresh = archive.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    os.environ[_OPTIONS] = f"-XX:ArchiveClassesAtExit={fresh}"
    with tempfile.TemporaryDirectory() as home:
        kafka = Kafka(Path(home), engines)
        kafka.start()
        try:
            TopicAdmin(Settings(kafka_bootstrap=kafka.bootstrap)).ensure(one_machine=True)
        finally:
            kafka.stop(120)  # it writes when it ends
    fresh.rename(archive)
