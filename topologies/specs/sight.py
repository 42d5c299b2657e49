"""Guards that cannot fire, as `apply` and `doctor` report them."""

from collections.abc import Collection, Iterator, Mapping

from orin.processors.specs.models import CameraSpec, GuardSpec
from orin.processors.specs.references import matches
from orin.processors.specs.sight import blindness
from orin.topologies.detect.running import Detector


def blind_guards(
    guards: Collection[GuardSpec], cameras: Mapping[str, CameraSpec], running: Mapping[str, Detector]
) -> Iterator[tuple[str, str]]:
    """(guard, sentence) for each guard and camera where it cannot fire, and for guards without a camera."""
    for guard in sorted(guards, key=lambda guard: guard.guard):
        mine = [camera for name, camera in sorted(cameras.items()) if matches(guard.cameras, name)]
        if not mine:
            yield guard.guard, f"guard {guard.guard} cannot fire: {', '.join(guard.cameras)} matches no camera"
        for camera in mine:
            detector = running.get(camera.camera)
            why = blindness(guard, camera, detector.emits if detector else None)
            if why is not None:
                yield guard.guard, f"guard {guard.guard} cannot fire on {camera.camera}: {why}"
