"""Records that could not be processed: listed, and given to their stage again."""
