"""Another model over the frames that are still kept."""
