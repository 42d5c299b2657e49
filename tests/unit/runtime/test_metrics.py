"""The catalogue of metrics, and the endpoint that serves it."""

import ast
import re
import socket
import urllib.request

import prometheus_client
import pytest

from orin.runtime.observability import metrics
from orin.schemas.errors import OrinError
from tests.support.repository import ROOT


def test_names_follow_prometheus_conventions() -> None:
    for name, kind, text, labels in metrics.catalogue():
        assert re.fullmatch(r"orin_[a-z_]+", name), name
        assert text.endswith("."), name
        assert (kind == "counter") == name.endswith("_total"), name
        assert all(re.fullmatch(r"[a-z]+", label) for label in labels), name
        if kind == "histogram":
            assert name.endswith(("_seconds", "_records", "_frames")), name


def test_every_metric_is_set_somewhere() -> None:
    code = "".join(
        path.read_text()
        for package in ("topologies", "projections", "api", "control", "runtime", "cli")
        for path in (ROOT / package).rglob("*.py")
        if path != ROOT / "runtime" / "observability" / "metrics.py"
    )
    kinds = prometheus_client.Counter | prometheus_client.Gauge | prometheus_client.Histogram
    names = [name for name, value in vars(metrics).items() if isinstance(value, kinds)]
    unset = {name for name in names if not re.search(rf"\b{name}\b", code)}
    assert not unset


def test_no_metric_is_made_outside_the_catalogue() -> None:
    for package in ("schemas", "processors", "topologies", "projections", "api", "control", "runtime", "cli"):
        for path in (ROOT / package).rglob("*.py"):
            if path == ROOT / "runtime" / "observability" / "metrics.py":
                continue
            imported = {
                node.module for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.ImportFrom)
            }
            if "prometheus_client" in imported:
                text = path.read_text()
                assert not re.search(r"\b(Counter|Gauge|Histogram|Summary)\(", text), path


def test_metrics_are_served_on_a_free_port() -> None:
    server = metrics.serve_metrics(0)
    try:
        metrics.FRAMES_IN.labels("test-of-serving").inc()
        with urllib.request.urlopen(f"http://127.0.0.1:{server.port}/metrics", timeout=5) as response:
            assert 'orin_frames_in_total{stage="test-of-serving"} 1.0' in response.read().decode()
    finally:
        server.close()


def test_a_port_that_is_taken_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(OrinError, match=f"127.0.0.1:{port}.*ORIN_METRICS_PORT"):
            metrics.serve_metrics(port)
