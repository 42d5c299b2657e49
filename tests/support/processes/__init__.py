"""Real processes for tests, and what they work on."""
