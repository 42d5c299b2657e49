"""Who looks again, and what the topic is called that he writes."""

from pathlib import Path

import pytest
from msgspec import Struct

from orin.processors.detection.motion.backend import MotionBackend
from orin.runtime.config.settings import Settings
from orin.schemas.errors import Misuse
from orin.schemas.records import Model
from orin.topologies.redetect.run import configured, default_topic


class Weighted(Struct):
    """A backend as far as its name goes."""

    name: str
    model: Model | None


def test_a_topic_is_called_for_the_weights_or_for_the_backend_without() -> None:
    weights = Model(name="my model.v2.pt", sha256="1f47e3a2" + 56 * "0")
    assert default_topic(Weighted("yolo", weights)) == "orin.redetect.my-model.v2-1f47e3a2"  # type: ignore[arg-type]
    assert default_topic(MotionBackend()) == "orin.redetect.motion"


def test_a_model_that_is_named_is_what_looks_whatever_production_looks_with() -> None:
    production = Settings(backend="motion", device="cuda:0")
    named = configured(production, model=Path("new.pt"), backend=None, device=None)
    assert (named.model, named.backend, named.device) == (Path("new.pt"), None, "cuda:0")
    chosen = configured(production, model=Path("new.pt"), backend="yolo", device="cpu")
    assert (chosen.model, chosen.backend, chosen.device) == (Path("new.pt"), "yolo", "cpu")
    assert configured(Settings(model=Path("own.pt")), model=None, backend=None).model == Path("own.pt")


def test_somebody_has_to_look() -> None:
    with pytest.raises(Misuse, match="--model"):
        configured(Settings(backend="motion"), model=None, backend=None)
