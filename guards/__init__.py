"""Ready-made guards, one file for each use: copy one, name your camera, draw its zones (docs/guards.md)."""
