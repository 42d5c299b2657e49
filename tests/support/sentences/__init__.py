"""Scores drafted guards against sentences whose guards are known."""
