"""Drawings for people: frames with what the guards make of them, and each guard's timeline."""
