"""Footage with truth, and how it is scored."""
