"""The wire: Avro schemas, the records they become, wire format, registries, compatibility gate."""
