"""Retained frames looked at again by another model."""
