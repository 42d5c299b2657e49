"""Where the bytes of frames lie, and how those of events are kept."""
