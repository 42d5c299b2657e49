"""The `orin` command."""
