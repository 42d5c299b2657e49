"""The Detections record of a frame: what was known of the frame, and what the backend said."""

from processors.detection.backend import Backend, Verdict
from schemas.records import Detections, FrameRef, FrameStatus


def describe(
    frame: FrameRef,
    backend: Backend,
    verdict: Verdict | None,
    status: FrameStatus | None = None,
    size: tuple[int, int] | None = None,
) -> Detections:
    """A frame that waited in the spool was published when it left it: what is late counts from there.

    `status` is set for a frame on which nothing was inferred; `size` (width, height) where the picture was decoded.

    The decoded size counts, not the announced one: boxes are pixels of the picture.
    """
    width, height = size or (frame.width, frame.height)
    looked = verdict is not None and status is None
    return Detections(
        camera=frame.camera,
        session=frame.session,
        session_started_at=frame.session_started_at,
        captured_at=frame.captured_at,
        previous_at=frame.previous_at,
        published_at=frame.published_at if frame.rejoined_at is None else frame.rejoined_at,
        uri=frame.uri,
        width=width,
        height=height,
        source_position=frame.source_position,
        status=status or (verdict.status if verdict else "undecodable"),
        inferred_at=verdict.inferred_at if verdict and looked else None,
        model=backend.model,
        backend=backend.name,
        boxes=verdict.boxes if verdict and looked else (),
    )
