"""Events that an `apply` leaves open for good: their guard lets go of a camera that sends no frame any more.

A guard that no longer watches a camera closes its events there on the camera's next frame. A camera that was renamed
or taken away has no next frame.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

import msgspec

from orin.cli.history.event_list import EventRow, Wanted, events
from orin.processors.specs.models import GuardSpec
from orin.processors.specs.parse import ParsedSpec
from orin.processors.specs.references import matches
from orin.runtime.config.settings import Settings
from orin.schemas.errors import OrinError
from orin.topologies.specs.history import History
from orin.topologies.specs.watched import sending_cameras


def left_open(settings: Settings, specs: Sequence[ParsedSpec], history: History) -> list[tuple[str, str]]:
    """(guard, sentence) for each event that no frame will close once `specs` are applied.

    Says nothing where neither the database nor Kafka can be read: `apply` itself says that.
    """
    watched = {spec.name: _patterns(spec.body) for spec in specs if spec.kind == "guard"}
    cameras = {spec.name for spec in specs if spec.kind == "camera"}
    narrower = any(
        not set(_patterns(newest.spec.body)) <= set(patterns)
        for name, patterns in watched.items()
        if (newest := history.newest("guard", name)) is not None
    )
    renamed = cameras if cameras - set(history.cameras()) else set[str]()
    return _said(settings, watched, renamed) if narrower or renamed else []


def left_open_by_disabling(settings: Settings, guard: str) -> list[tuple[str, str]]:
    """The same for a guard that is disabled."""
    return _said(settings, {guard: ()}, set())


def sentences(
    rows: Sequence[EventRow], watched: Mapping[str, Sequence[str]], cameras: Collection[str], sending: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Of the open events `rows`: those on a camera that sends no frame, and which its guard no longer watches or,
    where the file brings a new camera, which is not among the file's `cameras`.
    """
    for row in rows:
        camera, patterns = row["camera"], watched.get(row["guard"])
        let_go = patterns is not None and not matches(patterns, camera)
        if camera not in sending and (let_go or (cameras and camera not in cameras)):
            sentence = (
                f"event {row['event_id']} of camera {camera} (guard {row['guard']}) will stay open: no frame will close"
                " it, as the camera has sent none for a minute; to close it, let it send once more under this name"
            )
            if not let_go:
                sentence += f", or, if it is gone, `orin cameras disable {camera}`: the event is stale then"
            yield row["guard"], sentence


def _said(settings: Settings, watched: Mapping[str, Sequence[str]], cameras: Collection[str]) -> list[tuple[str, str]]:
    try:
        rows = events(settings, Wanted(open=True))
        return list(sentences(rows, watched, cameras, sending_cameras(settings))) if rows else []
    except OrinError:
        return []


def _patterns(body: str) -> tuple[str, ...]:
    return msgspec.json.decode(body, type=GuardSpec).cameras
