"""`orin try`: a source through the whole chain in one process, no broker."""
