"""Simulated scenes with ground truth: `scene://NAME?seed=N`."""
