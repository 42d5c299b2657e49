"""What applying a file would do, said before it is done: what differs, which guards cannot fire."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from orin.processors.specs.models import GuardSpec
from orin.processors.specs.parse import ParsedSpec, camera_specs
from orin.runtime.config.settings import Settings
from orin.schemas.errors import OrinError
from orin.topologies.detect.running import Detector, running_detectors
from orin.topologies.specs.diff import SpecChange, changes
from orin.topologies.specs.history import History
from orin.topologies.specs.left_open import LettingGo, letting_go
from orin.topologies.specs.sight import blind_guards


class Preview(NamedTuple):
    """Of one file."""

    changes: list[SpecChange]
    cannot_fire: dict[str, list[str]]
    """By guard, a sentence for each camera on which it cannot."""
    letting_go: LettingGo | None

    def fields(self, change: SpecChange, stay_open: Mapping[str, Sequence[str]]) -> dict[str, object]:
        """One document as JSON fields. `stay_open`: by guard, the sentences of `left_open`."""
        found: dict[str, object] = {
            "kind": change.kind,
            "name": change.name,
            "change": change.change,
            "fields": {path: {"from": old, "to": new} for path, (old, new) in change.fields.items()},
        }
        if change.kind == "guard":
            found["cannot_fire"] = self.cannot_fire.get(change.name, [])
            found["stay_open"] = list(stay_open.get(change.name, []))
        return found


def preview(settings: Settings, specs: Sequence[ParsedSpec], history: History) -> Preview:
    """Without a detector that can be read no label is ruled out."""
    guards = [msgspec.json.decode(spec.body, type=GuardSpec) for spec in specs if spec.kind == "guard"]
    cameras = {**history.cameras(), **camera_specs(specs)}
    blind = blind_guards(guards, cameras, running(settings)) if guards else ()
    return Preview(changes(specs, history), by_guard(blind), letting_go(specs, history))


def by_guard(sentences: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """The sentences of each guard."""
    found: dict[str, list[str]] = {}
    for guard, sentence in sentences:
        found.setdefault(guard, []).append(sentence)
    return found


def running(settings: Settings) -> dict[str, Detector]:
    """The running detectors, as far as they can be read; without them no label is ruled out."""
    try:
        return running_detectors(settings)
    except OrinError:
        return {}
