"""The whole chain in one process, without a broker."""
