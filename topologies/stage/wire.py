"""The stages' records on the wire: Avro by the registry, and the headers of schemas/headers.py."""

from schemas.headers import headers
from schemas.records import Record
from schemas.serde import Serde
from topologies.stage.definition import Headers


class Wire:
    """A definition.Codec over a Serde."""

    def __init__(self, serde: Serde) -> None:
        self.encode = serde.encode
        self.decode = serde.decode

    def headers(self, record: Record, sequence: int) -> Headers:
        return headers(record, sequence)
