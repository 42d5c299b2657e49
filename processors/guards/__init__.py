"""From tracks to events: every guard kind as a small state machine (docs/guards.md)."""
