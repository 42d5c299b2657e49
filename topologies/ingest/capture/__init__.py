"""From a source to a picture with its time."""
