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
"""How well a frame could be judged for what was put down: `learning` the background; `moved`: learning it because the
camera looks at another scene than before; `obscured`: next to nothing is seen. Empty: there is no background."""


class DecodedFrame(NamedTuple):
    """One decoded picture of one camera; `captured_at` in µs UTC."""

    camera: str
    captured_at: int
    image: Image


class FrameResult(Struct, frozen=True):
    """What a backend says of one frame.

    `still`: the frame was not inferred, its boxes are those of the frame captured at `inferred_at`.
    Boxes are pixels of the frame, quantised and in a fixed order (see `tidy`).
    """

    status: Literal["seen", "still"]
    boxes: tuple[Box, ...]
    inferred_at: int
    view: Visibility = ""
    gone: tuple[Place, ...] = ()
    """Where static objects ended on this frame because their background was seen again."""


class BackendBroken(OrinError):
    """No frame can be looked at any more, for a reason that lies in none of them."""


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
        Raises BackendBroken where none of them is to blame; whatever else is raised may be one frame's fault.
        """
        ...

    def forget(self, cameras: Collection[str]) -> None:
        """Drops what is kept of these cameras: their frames go to another process from now on."""
        ...

    def close(self) -> None: ...


@runtime_checkable
class Remembering(Protocol):
    """A backend whose state of a camera can go on in another process."""

    def save(self, camera: str) -> bytes | None:
        """At most 512 KiB; None while there is nothing worth keeping."""
        ...

    def restore(self, camera: str, saved: bytes) -> None:
        """To be called before the camera's first frame. What cannot be used is dropped: the backend learns anew."""
        ...


def tidy(label: str, score: float, corners: Sequence[float], since: int | None = None) -> Box:
    """A box as records carry it: `corners` (x1, y1, x2, y2) quantised to 0.01 px, score to 0.0001."""
    x1, y1, x2, y2 = (round(v, 2) for v in corners)
    return Box(label=label, score=round(score, 4), x1=x1, y1=y1, x2=x2, y2=y2, since=since)


def ordered(boxes: list[Box]) -> tuple[Box, ...]:
    """Boxes by falling score, then by place and label, so that equal input gives equal records."""
    return tuple(sorted(boxes, key=lambda b: (-b.score, b.x1, b.y1, b.x2, b.y2, b.label)))
