"""From a source to a frame with its time."""
