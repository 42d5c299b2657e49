"""`import orin`."""
