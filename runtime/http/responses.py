"""Answers that are not errors."""

from collections.abc import Mapping

import msgspec
from fastapi import Response

from orin.schemas.json_forms import notify_form

_ENCODER = msgspec.json.Encoder()
_DECIMALS = 6
"""Seconds to the µs; coordinates, scores and shares are coarser."""


def json_response(body: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    return Response(encode(body), status, headers, "application/json")


def encode(body: object) -> bytes:
    """JSON: floats without what binary arithmetic adds to them (22.3, not 22.300000000000047), events' `notify` as in
    their JSON form.
    """
    return _ENCODER.encode(_presented(body))


def _presented(value: object) -> object:
    if isinstance(value, float):
        return round(value, _DECIMALS) if abs(value) >= 10**-_DECIMALS else value
    if isinstance(value, dict):
        # A spec is shown as it was written.
        shown = {name: each if name == "spec" else _presented(each) for name, each in value.items()}
        if "notify_to" in shown:
            shown["notify"] = notify_form(value["notify"], value["notify_to"])
        return shown
    return [_presented(each) for each in value] if isinstance(value, list) else value
