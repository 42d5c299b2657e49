"""Detection without a model: what moves, and what was put down and stands still, on a fixed camera."""

from collections.abc import Collection, Sequence

from orin.processors.detection.backend import DecodedFrame, FrameResult, Visibility, ordered
from orin.processors.detection.motion.camera_view import CameraView
from orin.processors.detection.motion.saved_view import dump, load
from orin.schemas.records import Box, Place


class MotionBackend:
    """Finds moving blobs and objects that were put down. The state of each camera is in memory; `save` and `restore`
    move it to another process.
    """

    name = "motion"
    model = None

    def __init__(self) -> None:
        self._views: dict[str, CameraView] = {}
        self._saved: dict[str, bytes] = {}

    def detect(self, frames: Sequence[DecodedFrame]) -> list[FrameResult]:
        return [
            FrameResult(
                "seen",
                ordered(self.boxes(frame)),
                frame.captured_at,
                self.view(frame.camera),
                self.gone(frame.camera),
            )
            for frame in frames
        ]

    def boxes(self, frame: DecodedFrame, covers: Sequence[Box] | None = None, held: Sequence[Box] = ()) -> list[Box]:
        """The boxes of one frame; `covers` and `held` as for CameraView.see."""
        view = self._views.get(frame.camera)
        if view is None or view.shape != frame.image.shape:
            view = self._views[frame.camera] = CameraView(frame.image, frame.captured_at)
            if (saved := self._saved.pop(frame.camera, None)) is not None:
                load(view, saved)
        return view.see(frame.image, frame.captured_at, covers, held)

    def view(self, camera: str) -> Visibility:
        """How well the camera's last frame could be judged."""
        return self._views[camera].view

    def gone(self, camera: str) -> tuple[Place, ...]:
        """Where objects ended on the camera's last frame because their background was back."""
        return tuple(self._views[camera].gone)

    def save(self, camera: str) -> bytes | None:
        """What is known of the camera, at most 512 KiB; None while there is nothing worth keeping."""
        view = self._views.get(camera)
        return None if view is None else dump(view)

    def restore(self, camera: str, saved: bytes) -> None:
        """Takes up a saved view with the camera's next frame, if that has the same size; else the view is learnt."""
        if camera not in self._views:
            self._saved[camera] = saved

    def forget(self, cameras: Collection[str]) -> None:
        for camera in cameras:
            self._views.pop(camera, None)
            self._saved.pop(camera, None)

    def close(self) -> None:
        self._views.clear()
