"""Where the bytes of frames are stored, and how those of events are kept."""
