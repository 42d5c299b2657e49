"""Which schema an id stands for: the committed file, a Confluent-compatible server, the compatibility gate."""
