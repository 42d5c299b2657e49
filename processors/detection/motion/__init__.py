"""The `motion` backend: what moves, and what was put down and stands still, told without a model."""
