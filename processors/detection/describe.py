"""The Detections record of a frame, from the frame's reference and the backend's result."""

from msgspec.structs import replace

from orin.processors.detection.backend import Backend, FrameResult
from orin.schemas.records import Detections, FrameRef, FrameStatus

SURE = 0.4
"""Score from which a box counts as something seen although the camera seems covered."""


def describe(
    frame: FrameRef,
    backend: Backend,
    result: FrameResult | None,
    status: FrameStatus | None = None,
    size: tuple[int, int] | None = None,
    *,
    labelled: bool = True,
) -> Detections:
    """A frame that waited in the spool counts as published when it left the spool: lateness counts from there.

    `status` is set for a frame on which nothing was inferred; `size` (width, height) where the picture was decoded;
    `labelled`: whether the record carries the model's labels.

    The decoded size counts, not the announced one: boxes are pixels of the picture.
    """
    width, height = size or (frame.width, frame.height)
    if status is None and result is not None and _is_blind(result):
        status = "obscured"
    looked = result is not None and status is None
    model = backend.model
    if model is not None and not labelled:
        model = replace(model, labels=None)
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
        status=status or (result.status if result else "undecodable"),
        inferred_at=result.inferred_at if result and looked else None,
        model=model,
        backend=backend.name,
        boxes=result.boxes if result and looked else (),
        view=result.view if result else "",
        gone=result.gone if result and looked else (),
    )


def _is_blind(result: FrameResult) -> bool:
    """Whether nothing may be claimed about the scene: it is another one, or it is covered and the model sees nothing in
    it either, such as a person with a torch after the light went out.
    """
    if result.view == "obscured":
        return not any(box.score >= SURE for box in result.boxes)
    return result.view == "moved"
