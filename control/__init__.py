"""The commands, over HTTP: each becomes a record on a topic, and what people see is a projection of it."""
