"""Whether a marker holds a spec that this build can carry out: what `apply` has checked, checked once more."""

import msgspec

from orin.processors.specs.armed import revision_number
from orin.processors.specs.models import CameraSpec, GuardSpec
from orin.processors.specs.parse import parse_specs
from orin.schemas.errors import OrinError
from orin.schemas.records import Spec


def check_readable(spec: Spec) -> CameraSpec | GuardSpec:
    """The body. Raises ValueError: for a revision without a number, and for a body that is no spec of that kind and
    name.
    """
    revision_number(spec)
    body: CameraSpec | GuardSpec
    if spec.kind == "guard":
        body = msgspec.json.decode(spec.body, type=GuardSpec)
        name = body.guard
    else:
        body = msgspec.json.decode(spec.body, type=CameraSpec)
        name = body.camera
    if name != spec.name:
        raise ValueError(f"the spec is of {name!r}")
    return body


def check_marker(spec: Spec) -> None:
    """Raises ValueError as `check_readable`, and for a body that `apply` would have refused.

    Armed unchecked, one such marker would fail every frame of its partition.
    """
    body = check_readable(spec)
    labels = list(body.rule.objects) if isinstance(body, GuardSpec) else []
    try:
        # A model's own labels were known where the spec was applied; they are not known here.
        parse_specs(spec.body, spec.revision, labels=labels)
    except OrinError as error:
        raise ValueError(str(error)) from None
