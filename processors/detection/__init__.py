"""From pixels to boxes: backends behind one interface."""
