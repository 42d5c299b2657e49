"""Files that people send, and those that jobs make of them: told by content, checked in a bounded process, stored."""
