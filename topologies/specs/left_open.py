"""Events that an `apply` leaves open for good: their guard lets go of a camera that sends no frame any more.

A guard that no longer watches a camera closes its events there on the camera's next frame. A camera that was renamed
or taken away has no next frame.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from orin.processors.specs.parse import ParsedSpec
from orin.processors.specs.references import cameras_of, matches
from orin.topologies.specs.history import History


class LettingGo(NamedTuple):
    """What a change may let go of."""

    watched: Mapping[str, Sequence[str]]
    """By guard, the patterns of the cameras that it is to watch from now on."""
    cameras: Collection[str] = ()
    """All cameras of a file that brings a new one, which may be an old one renamed."""


def letting_go(specs: Sequence[ParsedSpec], history: History) -> LettingGo | None:
    """None where `specs` let go of nothing."""
    watched = {spec.name: cameras_of(spec.body) for spec in specs if spec.kind == "guard"}
    cameras = {spec.name for spec in specs if spec.kind == "camera"}
    newest = history.newest_revisions()
    narrower = any(
        not set(cameras_of(newest["guard", name].spec.body)) <= set(patterns)
        for name, patterns in watched.items()
        if ("guard", name) in newest
    )
    renamed = cameras if cameras - set(history.cameras()) else set[str]()
    return LettingGo(watched, renamed) if narrower or renamed else None


def left_open(
    rows: Sequence[Mapping[str, Any]], change: LettingGo, sending: Collection[str]
) -> Iterator[tuple[str, str]]:
    """(guard, sentence) for each of the open events `rows` on a camera that sends no frame, and which its guard no
    longer watches or, where the file brings a new camera, which is not among the file's.
    """
    for row in rows:
        camera, patterns = row["camera"], change.watched.get(row["guard"])
        let_go = patterns is not None and not matches(patterns, camera)
        if camera not in sending and (let_go or (change.cameras and camera not in change.cameras)):
            sentence = (
                f"event {row['event_id']} of camera {camera} (guard {row['guard']}) will stay open: no frame will close"
                " it, as the camera has sent none for a minute; to close it, let it send once more under this name"
            )
            if not let_go:
                sentence += f", or, if it is gone, `orin cameras disable {camera}`: the event is stale then"
            yield row["guard"], sentence
