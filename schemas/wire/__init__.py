"""Records on the wire: Avro bytes, the headers beside them, dead letters."""
