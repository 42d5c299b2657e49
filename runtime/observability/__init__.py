"""Logs and metrics, without secrets."""
