"""The stages' records on the wire: Avro by the registry, and the headers of schemas/wire/headers.py."""

from orin.schemas.records import Record
from orin.schemas.wire.detections_reader import DetectionsReader
from orin.schemas.wire.headers import headers
from orin.schemas.wire.serde import Serde
from orin.schemas.wire.tracks_reader import TracksReader
from orin.schemas.wire.tracks_writer import TracksWriter
from orin.topologies.kafka.messages import Headers


class Wire:
    """A definition.Codec over a Serde. Detections and Tracks, of which there are the most, have codecs of their own."""

    def __init__(self, serde: Serde) -> None:
        self.encode = TracksWriter(serde).encode
        self.decode = DetectionsReader(serde, TracksReader(serde).decode).decode

    def headers(self, record: Record, sequence: int | None) -> Headers:
        return headers(record, sequence)
