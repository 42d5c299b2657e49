"""What every detection backend is: frames in, boxes out."""

from collections.abc import Collection, Sequence
from typing import Literal, NamedTuple, Protocol, runtime_checkable

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from orin.schemas.errors import OrinError
from orin.schemas.records import Box, Model, Place

Image = NDArray[np.uint8]
"""Shape (height, width, 3), BGR."""


Visibility = Literal["", "clear", "learning", "moved", "obscured"]
"""How well static objects can be recognised on a frame. `learning`: the background is being learnt; `moved`: likewise,
because the camera looks at another scene than before; `obscured`: almost nothing is visible. Empty: no background."""


class DecodedFrame(NamedTuple):
    """One decoded picture of one camera; `captured_at` in µs UTC."""

    camera: str
    captured_at: int
    image: Image


class FrameResult(Struct, frozen=True):
    """What a backend found on one frame.

    `still`: the frame was not inferred, its boxes are those of the frame captured at `inferred_at`.
    Boxes are pixels of the frame, quantised and in a fixed order (see `tidy`).
    """

    status: Literal["seen", "still"]
    boxes: tuple[Box, ...]
    inferred_at: int
    view: Visibility = ""
    gone: tuple[Place, ...] = ()
    """Places where static objects ended on this frame because their background was visible again."""


class BackendBroken(OrinError):
    """The backend can infer no more frames, for a reason that is not in the frames."""


class Backend(Protocol):
    """A detector. It may keep state by camera; it uses no clock but `captured_at`."""

    @property
    def name(self) -> str: ...

    @property
    def model(self) -> Model | None:
        """The weights in use; None for a backend without."""
        ...

    def detect(self, frames: Sequence[DecodedFrame]) -> list[FrameResult]:
        """One result a frame, in the frames' order.

        `frames` may be of several cameras; those of one camera are in captured_at order, over calls too.
        Raises BackendBroken for faults of the backend itself; any other exception may be caused by one frame.
        """
        ...

    def forget(self, cameras: Collection[str]) -> None:
        """Drops the state of these cameras: another process handles their frames from now on."""
        ...

    def close(self) -> None: ...


@runtime_checkable
class Remembering(Protocol):
    """A backend whose state of a camera can be handed to another process."""

    def save(self, camera: str) -> bytes | None:
        """At most 512 KiB; None while there is nothing worth keeping."""
        ...

    def restore(self, camera: str, saved: bytes) -> None:
        """To be called before the camera's first frame. What cannot be used is dropped: the backend learns again."""
        ...


def tidy(label: str, score: float, corners: Sequence[float], since: int | None = None) -> Box:
    """A box as records carry it: `corners` (x1, y1, x2, y2) quantised to 0.01 px, score to 0.0001."""
    x1, y1, x2, y2 = (round(v, 2) for v in corners)
    return Box(label=label, score=round(score, 4), x1=x1, y1=y1, x2=x2, y2=y2, since=since)


def ordered(boxes: list[Box]) -> tuple[Box, ...]:
    """Boxes by falling score, then by place and label, so that equal input gives equal records."""
    return tuple(sorted(boxes, key=lambda b: (-b.score, b.x1, b.y1, b.x2, b.y2, b.label)))
