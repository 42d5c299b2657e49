"""Whether a marker holds a spec that this build can carry out: what `apply` has checked, checked once more."""

import msgspec

from orin.processors.specs.armed import revision_number
from orin.processors.specs.models import CameraSpec, GuardSpec
from orin.processors.specs.parse import parse_specs
from orin.schemas.errors import OrinError
from orin.schemas.records import Spec


def check_marker(spec: Spec) -> None:
    """Raises ValueError: for a revision without a number, and for a body that is no spec of that kind and name.

    Armed unchecked, one such marker would fail every frame of its partition.
    """
    revision_number(spec)
    if spec.kind == "guard":
        guard = msgspec.json.decode(spec.body, type=GuardSpec)
        name, labels = guard.guard, list(guard.rule.objects)
    else:
        name, labels = msgspec.json.decode(spec.body, type=CameraSpec).camera, []
    if name != spec.name:
        raise ValueError(f"the spec is of {name!r}")
    try:
        # A model's own labels were known where the spec was applied; they are not known here.
        parse_specs(spec.body, spec.revision, labels=labels)
    except OrinError as error:
        raise ValueError(str(error)) from None
