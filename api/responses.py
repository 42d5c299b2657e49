"""Answers that are not errors."""

import msgspec
from fastapi import Response

_ENCODER = msgspec.json.Encoder()


def json_response(body: object) -> Response:
    return Response(_ENCODER.encode(body), media_type="application/json")
